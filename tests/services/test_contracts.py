"""Contracts are added once, changed by versions that leave earlier services alone, and ended."""

from dataclasses import replace
from datetime import date

import pytest
from peewee import DatabaseError

from app.domain.contracts import ContractTerm, RateKind
from app.domain.errors import InputError, RuleError
from app.domain.money import Money
from app.domain.underpayments import Tolerance
from app.models.contracts import Contract
from app.models.database import database, select, writing
from app.queries.contracts import find_contract, find_tolerance, list_contract_versions, list_contracts
from app.services.contracts import add_contract, change_contract, end_contract, set_tolerance
from tests.domain.contract_samples import money, term

NEW_YEAR, JULY = date(2026, 1, 1), date(2026, 7, 1)
FACTS = {
    "payer": 1,
    "name": "Prairie 2026",
    "effective": NEW_YEAR,
    "multiple": "50, 25",
    "source_title": "Exhibit B",
    "source_page": "4",
}
VISIT = term("fixed", "99213 99214", "104.20", modifier=" 25 ")
REST = term("medicare", percent=80, year=2024)


def in_force(practice, on, plan=None):
    return practice.session.ask(find_contract, 1, plan, on)


def test_a_contract_comes_back_as_it_was_said(practice):
    made = add_contract(practice.session, FACTS, [VISIT, REST])
    found = in_force(practice, NEW_YEAR)
    assert (found.id, found.payer, found.name, found.multiple_bp) == (
        made,
        "Prairie Health",
        "Prairie 2026",
        (5000, 2500),
    )
    assert found.terms == (replace(VISIT, modifier="25"), REST)
    assert (found.lesser_of, found.bilateral_bp, found.source) == (True, 15_000, "Exhibit B, page 4")
    assert in_force(practice, date(2025, 12, 31)) is None
    assert practice.session.ask(find_contract, 2, None, JULY) is None
    (line,) = practice.session.ask(list_contracts)
    assert line.rates == "99213, 99214 with 25: $104.20 a line; any service: 80 % of Medicare 2024"
    assert line.values["multiple"] == "50 %, 25 %"


def test_a_change_is_a_version_and_services_before_it_keep_the_old_one(practice):
    first = add_contract(practice.session, FACTS, [VISIT])
    raised = replace(VISIT, amount=money("110"))
    second = change_contract(practice.session, first, {"effective": JULY}, [raised])
    assert in_force(practice, date(2026, 6, 30)).terms[0].amount == money("104.20")
    assert in_force(practice, JULY).terms[0].amount == money("110")
    versions = practice.session.ask(list_contract_versions, 1)
    assert [(each.id, each.version) for each in versions] == [(second, 2), (first, 1)]
    assert len(practice.session.ask(list_contracts)) == 1
    with pytest.raises(RuleError, match="A colleague changed this contract"):
        change_contract(practice.session, first, {"note": "x"}, [raised])


def test_what_changes_nothing_writes_nothing(practice):
    made = add_contract(practice.session, FACTS, [VISIT])
    before = select("select max(seq) from audit")
    assert change_contract(practice.session, made, {"name": "Prairie 2026 "}, [VISIT]) == made
    assert select("select max(seq) from audit") == before


def test_an_ended_contract_pays_no_later_service_and_another_may_follow(practice):
    made = add_contract(practice.session, FACTS, [VISIT])
    end_contract(practice.session, made, date(2026, 6, 30))
    assert in_force(practice, date(2026, 6, 30)).terms[0].amount == money("104.20")
    assert in_force(practice, JULY) is None
    again = add_contract(practice.session, {**FACTS, "effective": JULY}, [REST])
    assert in_force(practice, JULY).id == again
    with pytest.raises(InputError, match="ends before it begins"):
        end_contract(practice.session, again, date(2026, 6, 1))


def test_a_second_contract_for_the_same_days_is_refused_but_a_plan_may_have_its_own(practice):
    add_contract(practice.session, FACTS, [VISIT])
    with pytest.raises(RuleError, match="since 01/01/2026 already"):
        add_contract(practice.session, {**FACTS, "effective": JULY}, [VISIT])
    own = add_contract(practice.session, {**FACTS, "plan": practice.lists.plan}, [REST])
    assert in_force(practice, JULY, practice.lists.plan).id == own
    assert in_force(practice, JULY, 99).plan_id is None
    with pytest.raises(RuleError, match="since 01/01/2026 already"):
        change_contract(practice.session, own, {"plan": None}, [REST])


@pytest.mark.parametrize(
    ("values", "terms", "words"),
    [
        ({"payer": None}, [VISIT], "Choose the insurer"),
        ({"plan": 2}, [VISIT], "belongs to another insurer"),
        ({"effective": None}, [VISIT], "Type the first day"),
        ({"ends": date(2025, 1, 1)}, [VISIT], "ends before it begins"),
        ({"multiple": "half"}, [VISIT], "is not a percent"),
        ({"multiple_codes": "word"}, [VISIT], "is not a procedure code"),
        ({}, [], "pays nothing yet"),
        ({}, [ContractTerm(RateKind.FIXED)], "Type the amount"),
    ],
)
def test_what_cannot_stand_is_refused_and_nothing_is_kept(practice, values, terms, words):
    with pytest.raises(InputError, match=words):
        add_contract(practice.session, {**FACTS, **values}, terms)
    assert not Contract.select().exists()


def test_no_version_is_ever_edited_or_deleted(practice):
    add_contract(practice.session, FACTS, [VISIT])
    for table, change in (("contract", "name = ''"), ("contract_term", "cents = 1")):
        with pytest.raises(DatabaseError, match="never edited"), writing():
            database.execute_sql(f"update {table} set {change}")
        with pytest.raises(DatabaseError, match="never deleted"), writing():
            database.execute_sql(f"delete from {table}")


def test_the_tolerance_is_the_usual_one_until_the_practice_says_another(practice):
    assert practice.session.ask(find_tolerance) == Tolerance(money("1.00"), 200)
    set_tolerance(practice.session, Tolerance(Money(0), 50))
    assert practice.session.ask(find_tolerance) == Tolerance(Money(0), 50)
    with pytest.raises(InputError, match="Nothing was changed"):
        set_tolerance(practice.session, Tolerance(Money(-1), 50))
