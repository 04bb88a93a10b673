"""Alerts that people typed: those that still hold for a patient, of his own or of the whole account."""

from dataclasses import dataclass
from datetime import date

from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks
from app.queries.record_facts import day


@dataclass(frozen=True, slots=True)
class AlertLine:
    """An alert in force; `for_family` stands on everyone of the account."""

    id: int
    text: str
    kind: str
    since: date
    expires_on: date | None
    user: str
    for_family: bool


@asks(Right.SEE_PATIENT, patient="patient_id")
def list_alerts(patient_id: int, today: date) -> tuple[AlertLine, ...]:
    """The alerts that hold today for a patient, the oldest first."""
    rows = select(
        "select x.id, x.text, x.kind, x.since, x.expires_on, u.display_name, x.patient_id is null "
        "from patient t join account_alert x on x.account_id = t.account_id join user u on u.id = x.user_id "
        "where t.id = ?1 and (x.patient_id is null or x.patient_id = ?1) and x.ended_at is null "
        "and x.since <= ?2 and (x.expires_on is null or x.expires_on >= ?2) order by x.id",
        patient_id,
        today.isoformat(),
    )
    return tuple(
        AlertLine(alert, text, kind, date.fromisoformat(since), day(until), user, bool(family))
        for alert, text, kind, since, until, user, family in rows
    )
