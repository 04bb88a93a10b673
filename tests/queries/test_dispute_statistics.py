"""What disputes taught, from real cases."""

from datetime import date

import pytest

from app.domain.disputes.outcomes import Result
from app.domain.money import Money
from app.domain.rights import Right, Role
from app.queries.dispute_proposals import list_proposals
from app.queries.dispute_statistics import explain_disputes
from app.services.adjudications import reverse_adjudication
from app.services.dispute_outcomes import OutcomeEntry, begin_next_level, record_outcome, reopen_case
from tests.dispute_samples import ANSWERED, DENIED, OFFICE_VISIT, deny
from tests.practice_fixtures import adjusted


@pytest.fixture
def denied(practice):
    return deny(practice)


def test_a_won_case_counts_with_its_dollars_and_days(denied):
    case = denied.open()
    span = (date(2026, 1, 1), date(2026, 12, 31))
    (row,) = explain_disputes(*span).by_payer
    assert (row.open, row.at_stake, row.win_rate) == (1, Money(420_00), None)
    denied.pay()
    record_outcome(denied.practice.session, case, OutcomeEntry(Result.WON, ANSWERED, Money(150_00)))
    found = explain_disputes(*span)
    assert (found.total.won, found.total.win_rate, found.total.days) == (Money(150_00), 1.0, 41)
    assert [row.name for row in found.by_reason] == ["CO-197"]
    assert [row.name for row in found.by_code] == ["76700"]
    assert explain_disputes(date(2025, 1, 1), date(2025, 12, 31)).total.cases == 0


def test_a_lost_level_that_goes_on_is_open_and_one_that_was_written_off_is_lost(denied):
    session, case = denied.practice.session, denied.open()
    span = (date(2026, 1, 1), date(2026, 12, 31))
    record_outcome(session, case, OutcomeEntry(Result.LOST, DENIED))
    lost = explain_disputes(*span).total
    assert (lost.open, lost.lost_cases, lost.lost) == (0, 1, Money(420_00))
    begin_next_level(session, case, DENIED)
    going = explain_disputes(*span).total
    assert (going.open, going.lost_cases, going.lost) == (1, 0, Money(0))
    record_outcome(session, case, OutcomeEntry(Result.LOST, DENIED))
    record_outcome(session, case, OutcomeEntry(Result.WRITTEN_OFF, DENIED))
    ended = explain_disputes(*span).total
    assert (ended.lost_cases, ended.lost, ended.win_rate) == (1, Money(420_00), 0.0)


def test_dollars_are_won_once_though_a_case_is_opened_again(denied):
    session, case = denied.practice.session, denied.open()
    denied.pay()
    (first,) = list_proposals(case)
    answer = first.outcome.adjudication_id
    record_outcome(session, case, OutcomeEntry(Result.WON, ANSWERED, first.outcome.won, answer))
    reopen_case(session, case, "The coinsurance is disputed")
    reverse_adjudication(session, answer, "Reversed by the insurer")
    whole = (denied.charge, "187.50", "187.50", adjusted("CO-45 232.50"))
    denied.practice.an_answer(denied.claim, (denied.paid, *OFFICE_VISIT), whole)
    (second,) = list_proposals(case)
    entry = OutcomeEntry(Result.WON, ANSWERED, second.outcome.won, second.outcome.adjudication_id)
    record_outcome(session, case, entry)
    assert (first.outcome.won, second.outcome.won) == (Money(150_00), Money(37_50))
    assert explain_disputes(date(2026, 1, 1), date(2026, 12, 31)).total.won == Money(187_50)


def test_it_is_a_report_that_the_receptionist_does_not_see(denied):
    assert explain_disputes.right is Right.SEE_REPORTS
    assert denied.practice.session_of(Role.RECEPTIONIST)
