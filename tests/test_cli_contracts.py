"""Answers held against contracts, from the command line."""

from datetime import date, timedelta

from app.models.claims import Adjudication
from app.services.contracts import add_contract
from tests.domain.contract_samples import term
from tests.test_cli import assert_refused, do, maple, opened, secret

__all__ = ["do", "maple", "secret"]


def agree(maple):
    """Make a contract for the one insurer, and give the day of its one answer."""
    practice = opened(maple)
    try:
        facts = {"payer": 1, "effective": date(2020, 1, 1), "name": "Prairie 2020"}
        add_contract(practice.session, facts, [term("charge", percent=60)])
        return Adjudication.get().received_on
    finally:
        practice.close()


def test_what_is_underpaid_is_listed_with_its_steps_in_cents(do, maple):
    received = agree(maple)
    answer = do("contracts", "check", "--from", received)
    assert answer.code == 1
    assert (answer.facts["underpaid"], answer.facts["missing_cents"]) == (1, 1760)
    (line,) = answer.facts["lines"]
    assert (line["code"], line["payer"], line["contract"]) == ("99213", "Prairie Health", "Prairie 2020")
    assert (line["charged_cents"], line["expected_cents"], line["allowed_cents"]) == (16500, 9900, 8140)
    assert line["steps"] == ["60 % of the charge $165.00 = $99.00"]
    assert line["dispute_by"] == str(received + timedelta(days=365))


def test_it_is_said_for_people_and_only_for_the_days_asked_for(do, maple):
    received = agree(maple)
    said = do("contracts", "check", as_json=False).out
    assert "Contract says $99.00; allowed is $81.40. $17.60 is missing (60 % of the charge" in said
    before = received - timedelta(days=1)
    answer = do("contracts", "check", "--from", before, "--to", before)
    assert (answer.code, answer.facts["underpaid"], answer.facts["lines"]) == (0, 0, [])


def test_without_a_contract_nothing_is_underpaid_and_a_wrong_day_is_refused(do):
    assert do("contracts", "check").facts["underpaid"] == 0
    assert_refused(do("contracts", "check", "--from", "yesterday"), "is not a date")
