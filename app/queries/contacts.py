"""The contact log of a patient, and the promises and next steps that fall due."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.domain.money import Money
from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks
from app.queries.record_facts import day


@dataclass(frozen=True, slots=True)
class ContactLine:
    """One call or talk; `user` is the colleague who logged it.

    `checked` says whom the caller's check found, `came_of_it` what became of the day to ask again; both are
    empty where there is none. `claim_number` is that of the claim it was about, None without one.
    """

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
    topic: str = ""
    claim_id: int | None = None
    claim_number: int | None = None
    checked: str = ""
    is_asked: bool = False
    came_of_it: str = ""


@asks(Right.SEE_PATIENT, patient="patient_id")
def list_contacts(patient_id: int) -> tuple[ContactLine, ...]:
    """A patient's calls and talks, the latest first."""
    rows = select(_LINE, patient_id)
    return tuple(_line(row) for row in rows)


_LINE = (
    "select c.id, c.account_id, c.at, c.direction, c.person, c.representative, c.reference, c.said, "
    "c.next_on, c.promise_cents, c.promise_on, u.display_name, c.topic, c.claim_id, m.number, "
    "coalesce(k.reason, ''), e.contact_id is not null, coalesce(e.outcome, '') "
    "from contact c join user u on u.id = c.user_id left join claim m on m.id = c.claim_id "
    "left join caller_check k on k.id = c.caller_check_id "
    "left join follow_up_end e on e.contact_id = c.id and e.part = 'ask' "
    "where c.patient_id = ? order by c.id desc"
)


def _line(row: tuple[Any, ...]) -> ContactLine:
    contact, account, at, direction, person, representative, reference, said, next_on, cents, on, *more = row
    user, topic, claim, number, checked, is_asked, came_of_it = more
    return ContactLine(
        id=contact,
        account_id=account,
        at=datetime.fromisoformat(at),
        direction=direction,
        person=person,
        representative=representative,
        reference=reference,
        said=said,
        next_on=day(next_on),
        promise=None if cents is None else Money(cents),
        promise_on=day(on),
        user=user,
        topic=topic,
        claim_id=claim,
        claim_number=number,
        checked=checked,
        is_asked=bool(is_asked),
        came_of_it=came_of_it,
    )
