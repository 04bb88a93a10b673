"""Runs of statements: one for each who owes, none twice, and no sheet spoils the run of the others."""

from datetime import timedelta

import pytest

from app.domain.answers import LineAnswer
from app.domain.statements import StatementRules, compose_statement, plan_statements
from app.models.database import select
from app.queries.account_summaries import find_account, find_accounts
from app.queries.database_check import check_database
from app.queries.letterheads import find_letterhead
from app.queries.statement_plans import list_statement_candidates
from app.services import adjudications, payments, statements
from app.services.answer_writing import AnswerEntry
from tests.practice_fixtures import TODAY, adjusted, money

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


def test_a_payment_taken_back_does_not_start_the_mailings_anew(practice):
    a_debt(practice)
    once = StatementRules(max_mailings=1)
    assert statements.issue_statements(practice.session, [1], once).count == 1
    practice.clock.move_to(TODAY + timedelta(days=RULES.cycle_days))
    payments.void_payment(practice.session, practice.a_payment(1, "10.00"), "no funds")
    practice.clock.move_to(TODAY + timedelta(days=2 * RULES.cycle_days))
    assert statements.issue_statements(practice.session, [1], once).excluded[0].reason == "enough_mailings"


def test_a_line_settled_by_an_old_answer_shows_once_on_the_next_statement(practice):
    patient = practice.an_insured_patient("Holm")
    settled = practice.a_visit(patient, "99213")
    a_debt(practice, "Vale", guarantor=1)
    assert issue(practice, 1).count == 1
    practice.clock.move_to(TODAY + timedelta(days=RULES.cycle_days))
    line = LineAnswer(settled.charge_ids[0], None, money("100.00"), adjusted("CO-45 65.00"))
    answer = AnswerEntry(settled.claim_id, TODAY - timedelta(days=1), (line,))
    adjudications.post_adjudication(practice.session, answer)
    account = practice.session.ask(find_account, 1)
    plan = plan_statements([account], RULES, practice.clock().date())
    bill = compose_statement(plan.included[0], find_letterhead(), "1", practice.clock().date(), RULES)
    assert [str(line.insurance_paid) for section in bill.sections for line in section.lines] == [
        "100.00",
        "0.00",
    ]


def test_insurance_that_ends_later_is_on_file_and_that_of_an_own_account_too(practice):
    patient = practice.a_patient("Holm", confidential=True)
    practice.a_policy(patient, termination=TODAY + timedelta(days=30))
    practice.a_policy(patient, practice.lists.medigap, rank=2, termination=TODAY - timedelta(days=1))
    family, own = practice.session.ask(find_accounts, (1, 2))
    today = [
        compose_statement(account, find_letterhead(), "1", TODAY, RULES).insurance_on_file
        for account in (family, own)
    ]
    assert today == [(), ("Prairie Health",)]
