"""Where a dispute begins: on a claim, on one service with or without its claim, or in its open case."""

import pytest

from app.domain.disputes.cases import CaseKind
from app.domain.errors import InputError
from app.domain.rights import Right
from app.queries.dispute_calendar import list_calendar_entries
from app.queries.dispute_starts import find_dispute_start
from tests.dispute_samples import DENIED, deny


def lines_of(start):
    return [(line.code, line.kind, line.at_stake.dollars, line.reason, line.is_meant) for line in start.lines]


@pytest.mark.parametrize("asks_claim", [True, False])
def test_the_denied_service_is_found_by_its_claim_or_by_itself(practice, asks_claim):
    denied = deny(practice)
    asked = (denied.claim, 0) if asks_claim else (0, denied.charge)
    start = find_dispute_start(*asked, DENIED)
    assert (start.claim.claim_id, start.case_id) == (denied.claim, None)
    assert lines_of(start) == [("76700", CaseKind.DENIAL, "$420.00", "CO-197", True)]


def test_what_is_in_a_case_leads_to_it(practice):
    denied = deny(practice)
    case = denied.open()
    assert find_dispute_start(0, denied.charge, DENIED).case_id == case
    assert find_dispute_start(denied.claim, 0, DENIED).case_id == case


def test_what_was_paid_or_never_answered_cannot_be_disputed(practice):
    denied = deny(practice)
    new = practice.a_visit(denied.patient, "99213")
    for asked in ((0, denied.paid), (new.claim_id, 0), (0, new.charge_ids[0])):
        with pytest.raises(InputError, match="nothing to dispute"):
            find_dispute_start(*asked, DENIED)


def test_the_calendar_has_open_last_days_only(practice):
    denied = deny(practice)
    assert list_calendar_entries() == ()
    denied.open()
    assert [(each.on.isoformat(), each.title) for each in list_calendar_entries()] == [
        ("2026-09-16", "Case 1001: appeal"),
        ("2026-09-16", "Case 1001: corrected claim"),
    ]


def test_both_need_the_right_to_see_patients():
    assert {find_dispute_start.right, list_calendar_entries.right} == {Right.SEE_PATIENT}
