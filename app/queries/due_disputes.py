"""Due work of disputes: cases whose last day comes near, and next steps whose day has come."""

from datetime import date

from app.domain.date_entry import format_date
from app.domain.disputes.cases import LANE_NAMES, Stage
from app.domain.due_work import DueKind, DueLine, gather
from app.domain.rights import Right
from app.queries.asking import asks
from app.queries.disputes import CaseLine, list_cases

_OPEN = (Stage.WORKING, Stage.SENT, Stage.LOST)


@asks(Right.SEE_PATIENT)
def list_due_disputes(today: date) -> tuple[DueLine, ...]:
    """Open cases to act on: within 30 days of a last day, or on the day of their next step."""
    lines = [line for case in list_cases(_OPEN) for line in _due(case, today)]
    return gather(lines, len(lines), "{count} disputes to act on", "show_disputes")


def _due(case: CaseLine, today: date) -> tuple[DueLine, ...]:
    """The one line of a case that is due: its next step where that comes first, else its last day."""
    about = f"Case {case.number} with {case.payer}, {case.at_stake.dollars}"
    step_on, last = case.next_on, case.due or date.max
    if step_on is not None and step_on <= min(today, last):
        words, due = f"{about}: {LANE_NAMES[case.next_actor].lower()}, {case.next_step}", step_on
    elif case.warning(today) is not None and case.due is not None:
        words, due = f"{about}: last day {format_date(case.due)}, {case.left(today)}", case.due
    else:
        return ()
    line = DueLine(
        DueKind.CASE,
        case.id,
        words,
        due,
        case.patient,
        case.patient_id,
        case.owner,
        "show_dispute",
        case.id,
    )
    return (line,)
