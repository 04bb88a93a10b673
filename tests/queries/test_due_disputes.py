"""Cases on the list of the day: near a last day, or on the day of their next step."""

from datetime import date

from app.domain.disputes.cases import Lane
from app.domain.disputes.outcomes import Result
from app.domain.rights import Right
from app.models.disputes import DisputeCase
from app.queries.due_disputes import list_due_disputes
from app.services.dispute_outcomes import OutcomeEntry, record_outcome
from app.services.disputes import NextStep, set_next_step
from tests.dispute_samples import deny


def told(on):
    return [(line.due, line.text, line.opens) for line in list_due_disputes(on)]


def test_a_case_is_due_from_30_days_before_its_last_day(practice):
    deny(practice).open()
    # Last day for the appeal and the corrected claim: Sep 16.
    assert told(date(2026, 8, 16)) == []
    (line,) = list_due_disputes(date(2026, 8, 17))
    assert (line.due, line.opens, line.patient) == (date(2026, 9, 16), "show_dispute", "Rivera, Ana")
    assert line.text == "Case 1001 with Prairie Health, $420.00: last day 09/16/2026, 30 days left"
    assert list_due_disputes(date(2026, 9, 18))[0].text.endswith("2 days late")


def test_a_next_step_is_due_on_its_day_and_a_closed_case_never(practice):
    case = deny(practice).open()
    step = NextStep(Lane.DOCTOR, "send the note", date(2026, 3, 25))
    set_next_step(practice.session, case, DisputeCase.get_by_id(case).version, step)
    assert told(date(2026, 3, 24)) == []
    assert told(date(2026, 3, 25)) == [
        (date(2026, 3, 25), "Case 1001 with Prairie Health, $420.00: doctor, send the note", "show_dispute")
    ]
    record_outcome(practice.session, case, OutcomeEntry(Result.WITHDRAWN, practice.clock().date()))
    assert told(date(2026, 9, 16)) == []


def test_it_needs_the_right_to_see_patients():
    assert list_due_disputes.right is Right.SEE_PATIENT
