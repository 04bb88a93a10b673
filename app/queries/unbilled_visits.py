"""Visits that nobody has billed: done without a claim, planned and past, or begun and not posted.

A row's id is that of its visit; charges that were begun for a visit that does not exist yet bear the id of
their draft, below zero. Visits older than two years are past every payer's filing limit and are left out.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from app.domain.claim_work import WorkTotals
from app.domain.money import Money
from app.domain.payer_windows import filing_limit, windows_of
from app.domain.people import PersonName
from app.domain.rights import Right
from app.models.database import select
from app.models.office import Draft
from app.models.records import Payer, Plan, Policy
from app.queries.adjudications import policies_in_order
from app.queries.asking import asks
from app.queries.patients import search_words
from app.queries.payer_windows import payer_facts

LOOK_BACK = timedelta(days=731)
VISIT_PANEL = "visit"
_UNCLAIMED = (
    "select v.id, v.on_date, v.patient_id from visit v where v.state = 'done' and v.self_pay = 0 "
    "and v.on_date >= ?1 and not exists(select 1 from claim m where m.visit_id = v.id and m.state <> 'void') "
    "and exists(select 1 from policy o join patient t on t.id = o.patient_id "
    "where o.patient_id = v.patient_id and t.self_pay = 0 and o.effective <= v.on_date "
    "and (o.termination is null or o.termination >= v.on_date))"
)
_PASSED = (
    "select v.id, v.on_date, v.patient_id from visit v "
    "where v.state = 'planned' and v.on_date >= ?1 and v.on_date < ?2"
)
_AMOUNT = (
    "coalesce((select sum(c.cents) from charge c where c.visit_id = v.id and exists("
    "select 1 from entry e join posting o on o.id = e.posting_id where e.charge_id = c.id "
    "and o.kind = 'charge' and not exists(select 1 from posting r where r.reverses = o.id))), 0)"
)


class Unbilled(StrEnum):
    """Why a visit stands in the list."""

    NO_CLAIM = "no claim"
    NO_CHARGES = "no charges"
    BEGUN = "begun"


@dataclass(frozen=True, slots=True)
class UnbilledLine:
    """A visit nobody has billed; `visit_id` is None where its charges were only begun.

    `payer` and `file_until` are of the policy that pays first on its day, empty and None where there is none.
    """

    id: int
    why: Unbilled
    visit_id: int | None
    patient_id: int
    patient: str
    on_date: date
    reason: str
    amount: Money
    payer: str
    file_until: date | None


@asks(Right.PRINT_CLAIM)
def list_unbilled(user_id: int, text: str, today: date) -> tuple[int, ...]:
    """The ids of the visits nobody has billed, the oldest first; `text` begins words of the patient's name.

    Of charges begun and not posted only those of this user are listed.
    """
    found = {visit: (on, patient) for visit, on, patient in _visits(today)}
    for draft in _drafts(user_id):
        found.setdefault(draft.row_id, (draft.on, draft.patient_id))
    if text.strip():
        words = search_words(text, today) or '""'
        rows = select("select rowid from patient_search where patient_search match ?", words)
        named = {patient for (patient,) in rows}
        found = {row: place for row, place in found.items() if place[1] in named}
    return tuple(sorted(found, key=lambda row: (found[row][0], row)))


@asks(Right.PRINT_CLAIM)
def list_unbilled_lines(user_id: int, ids: Sequence[int]) -> tuple[UnbilledLine, ...]:
    """The rows of these visits, in any order."""
    drafts = {draft.row_id: draft for draft in _drafts(user_id)}
    rows = select(
        "select v.id, v.state, v.patient_id, t.last, t.first, t.middle, t.suffix, v.on_date, v.reason, "
        f"{_AMOUNT} from json_each(?) j cross join visit v on v.id = j.value "
        "join patient t on t.id = v.patient_id",
        json.dumps([row for row in ids if row > 0]),
    )
    lines = [_visit_line(row, row[0] in drafts) for row in rows]
    return (*lines, *(_draft_line(drafts[row]) for row in ids if row < 0 and row in drafts))


@asks(Right.PRINT_CLAIM)
def find_unbilled_totals(user_id: int, ids: Sequence[int]) -> WorkTotals:
    """What these visits charge, and the day of the oldest."""
    ((cents, oldest),) = select(
        f"select coalesce(sum({_AMOUNT}), 0), min(v.on_date) from json_each(?) j "
        "cross join visit v on v.id = j.value",
        json.dumps([row for row in ids if row > 0]),
    )
    begun = [draft.on for draft in _drafts(user_id) if draft.row_id in set(ids)]
    days = [*([oldest] if oldest else []), *begun]
    return WorkTotals(len(ids), Money(cents), date.fromisoformat(min(days)) if days else None)


def count_unbilled(user_id: int, today: date) -> int:
    """How many visits nobody has billed."""
    ids = {visit for visit, _, _ in _visits(today)}
    return len(ids | {draft.row_id for draft in _drafts(user_id)})


@dataclass(frozen=True, slots=True)
class _Begun:
    row_id: int
    visit_id: int | None
    patient_id: int
    on: str


def _visits(today: date) -> list[tuple[Any, ...]]:
    first = (today - LOOK_BACK).isoformat()
    return [*select(_UNCLAIMED, first), *select(_PASSED, first, today.isoformat())]


def _drafts(user_id: int) -> list[_Begun]:
    """One's own charges begun and kept by the program; the subject is `patient/visit` or `patient/new`."""
    begun = []
    for row in (
        Draft.select().where((Draft.user == user_id) & (Draft.panel == VISIT_PANEL)).order_by(Draft.id)
    ):
        patient, _, visit = row.subject.partition("/")
        if not patient.isdigit():
            continue
        visit_id = int(visit) if visit.isdigit() else None
        begun.append(_Begun(visit_id or -row.id, visit_id, int(patient), row.saved_at[:10]))
    return begun


def _visit_line(row: tuple[Any, ...], is_begun: bool) -> UnbilledLine:
    visit, state, patient, last, first, middle, suffix, on_text, reason, cents = row
    why = Unbilled.NO_CLAIM if state == "done" else Unbilled.NO_CHARGES
    on = date.fromisoformat(on_text)
    payer = _first_payer(patient, on)
    return UnbilledLine(
        visit,
        Unbilled.BEGUN if is_begun else why,
        visit,
        patient,
        str(PersonName(last, first, middle, suffix)),
        on,
        reason,
        Money(cents),
        payer.name if payer else "",
        filing_limit(on, windows_of(payer_facts(payer))) if payer else None,
    )


def _draft_line(draft: _Begun) -> UnbilledLine:
    name = select("select last, first, middle, suffix from patient where id = ?", draft.patient_id)[0]
    on = date.fromisoformat(draft.on)
    return UnbilledLine(
        draft.row_id,
        Unbilled.BEGUN,
        None,
        draft.patient_id,
        str(PersonName(*name)),
        on,
        "",
        Money(0),
        "",
        None,
    )


def _first_payer(patient_id: int, on: date) -> Payer | None:
    first = next(iter(policies_in_order(patient_id, on)), None)
    if first is None:
        return None
    found: Payer = Payer.get_by_id(Plan.get_by_id(Policy.get_by_id(first).plan_id).payer_id)
    return found
