"""Runs of statements: one for each who owes, none twice, and no sheet spoils the run of the others."""

from datetime import timedelta

import pytest

from app.domain.statements import StatementRules
from app.models.database import select
from app.queries.database_check import check_database
from app.queries.statement_plans import list_statement_candidates
from app.services import statements
from tests.practice_fixtures import TODAY

RULES = StatementRules()


def a_debt(practice, last="Holm", code="99213", **values):
    practice.a_visit(practice.a_patient(last, self_pay=True, **values), code)


def issue(practice, *accounts):
    return statements.issue_statements(practice.session, list(accounts), RULES)


def sound(practice):
    return all(line.is_sound for line in practice.session.ask(check_database))


def test_a_run_bills_each_once_and_not_again_within_the_cycle(practice):
    a_debt(practice)
    a_debt(practice, "Vale", "87880")
    first = issue(practice, 1, 2, 1)
    assert (first.count, str(first.amount)) == (2, "205.00")
    assert select("select number, account_id, cents from statement") == [(5001, 1, 16500), (5002, 2, 4000)]
    again = issue(practice, 1, 2)
    assert again.count == 0
    assert {each.reason for each in again.excluded} == {"billed_recently"}
    practice.clock.move_to(TODAY + timedelta(days=RULES.cycle_days))
    assert issue(practice, 1, 2).count == 2
    assert sound(practice)


@pytest.mark.parametrize("others", [0, 1])
def test_a_sheet_that_cannot_be_printed_is_named_and_takes_no_number(practice, others):
    a_debt(practice, "Holm \N{CJK UNIFIED IDEOGRAPH-6F22}")
    for number in range(others):
        a_debt(practice, f"Vale{number}")
    run = issue(practice, *range(1, 2 + others))
    assert run.count == others
    assert "Account A1001 gets no statement" in run.findings[0].text
    assert "characters that cannot be printed" in run.findings[0].text
    assert select("select number from statement") == [(5001,)] * others
    assert sound(practice)


def test_who_would_get_a_statement_gets_one_to_the_cent(practice):
    a_debt(practice)
    practice.a_visit(practice.an_insured_patient("Vale"), "99213")
    lines = practice.session.ask(list_statement_candidates, RULES, TODAY)
    assert [(line.is_included, str(line.owes)) for line in lines] == [(True, "165.00"), (False, "0.00")]
    run = issue(practice, *(line.account_id for line in lines))
    assert (run.count, str(run.amount), [each.reason for each in run.excluded]) == (
        1,
        "165.00",
        ["with_insurer"],
    )
