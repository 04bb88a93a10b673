"""The contact log of a patient, and the promises and next steps that fall due."""

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.money import Money
from app.domain.rights import Right
from app.models.callers import Contact
from app.models.office import User
from app.queries.asking import asks


@dataclass(frozen=True, slots=True)
class ContactLine:
    """One call or talk; `user` is the colleague who logged it."""

    id: int
    account_id: int
    at: datetime
    direction: str
    person: str
    representative: str
    reference: str
    said: str
    next_on: date | None
    promise: Money | None
    promise_on: date | None
    user: str


@asks(Right.SEE_PATIENT, patient="patient_id")
def list_contacts(patient_id: int) -> tuple[ContactLine, ...]:
    """A patient's calls and talks, the latest first."""
    rows = (
        Contact.select(Contact, User.display_name)
        .join(User)
        .where(Contact.patient == patient_id)
        .order_by(Contact.id.desc())
    )
    return tuple(
        ContactLine(
            row.id,
            row.account_id,
            datetime.fromisoformat(row.at),
            row.direction,
            row.person,
            row.representative,
            row.reference,
            row.said,
            row.next_on,
            row.promise,
            row.promise_on,
            row.user.display_name,
        )
        for row in rows
    )
