"""What disputes taught, from real cases."""

from datetime import date

import pytest

from app.domain.disputes.outcomes import Result
from app.domain.money import Money
from app.domain.rights import Right, Role
from app.queries.dispute_statistics import explain_disputes
from app.services.dispute_outcomes import OutcomeEntry, record_outcome
from tests.dispute_samples import ANSWERED, deny


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


def test_it_is_a_report_that_the_receptionist_does_not_see(denied):
    assert explain_disputes.right is Right.SEE_REPORTS
    assert denied.practice.session_of(Role.RECEPTIONIST)
