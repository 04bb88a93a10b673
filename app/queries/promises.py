"""Promises to pay: a patient's with how each stands, and those that were broken and wait for a call."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from app.domain.money import Money
from app.domain.promises import CameIn, Promise, PromiseStanding, PromiseState, judge_promise
from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks
from app.queries.standing import IS_VOIDED

LOOK_BACK = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """A promise with how it stands; `outcome` says what came of it where a person has finished it."""

    contact_id: int
    patient_id: int
    patient: str
    account_id: int
    promise: Promise
    standing: PromiseStanding
    is_finished: bool
    outcome: str


_PROMISE = """
    select c.id, c.patient_id, t.last || ', ' || t.first, c.account_id, c.promise_cents, c.promise_on, c.at,
      e.contact_id is not null, coalesce(e.outcome, '')
    from contact c join patient t on t.id = c.patient_id
      left join follow_up_end e on e.contact_id = c.id and e.part = 'promise'
    where c.promise_cents is not null
"""
# A newer promise on the account takes the place of a broken one.
_RUN_OUT = """ and c.promise_on between ? and ? and e.contact_id is null and not exists(select 1
    from contact n where n.patient_id = c.patient_id and n.account_id = c.account_id and n.id > c.id
    and n.promise_cents is not null) order by c.promise_on, c.id
"""
# Times bear their zone's offset, so that they are compared as times and not as text.
_CAME_IN = f"""
    select c.id, p.received_on, p.at, p.cents from json_each(?) j join contact c on c.id = j.value
      join payment p on p.account_id = c.account_id and julianday(p.at) >= julianday(c.at)
    where not {IS_VOIDED} and not exists(select 1 from returned_check x where x.payment_id = p.id)
"""


@asks(Right.SEE_PATIENT, patient="patient_id")
def list_promises(patient_id: int, today: date) -> tuple[PromiseLine, ...]:
    """A patient's promises, the latest first."""
    return _lines(select(f"{_PROMISE} and c.patient_id = ? order by c.id desc", patient_id), today)


@asks(Right.SEE_PATIENT)
def list_broken_promises(today: date) -> tuple[PromiseLine, ...]:
    """The broken promises of the last year that nobody has dealt with yet, the oldest first."""
    first, last = today - LOOK_BACK, today - timedelta(days=1)
    rows = select(f"{_PROMISE}{_RUN_OUT}", first.isoformat(), last.isoformat())
    return tuple(line for line in _lines(rows, today) if line.standing.state is PromiseState.BROKEN)


def _lines(rows: Sequence[tuple[Any, ...]], today: date) -> tuple[PromiseLine, ...]:
    came: dict[int, list[CameIn]] = defaultdict(list)
    for contact, received, at, cents in select(_CAME_IN, json.dumps([row[0] for row in rows])):
        payment = CameIn(date.fromisoformat(received), datetime.fromisoformat(at), Money(cents))
        came[contact].append(payment)
    return tuple(_line(row, came[row[0]], today) for row in rows)


def _line(row: tuple[Any, ...], came: Sequence[CameIn], today: date) -> PromiseLine:
    contact, patient_id, patient, account, cents, due, at, is_finished, outcome = row
    promise = Promise(Money(cents), date.fromisoformat(due), datetime.fromisoformat(at))
    standing = judge_promise(promise, came, today)
    return PromiseLine(contact, patient_id, patient, account, promise, standing, bool(is_finished), outcome)
