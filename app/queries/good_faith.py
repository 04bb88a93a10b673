"""Good Faith Estimates: who is owed one and by when, the paper's content, and bills that are above theirs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from app.domain.estimate_record import KeptEstimate
from app.domain.good_faith import GoodFaithBill, good_faith_due, is_owed, renewal_due
from app.domain.good_faith_sheet import GoodFaithPlace, GoodFaithSheet, services_of
from app.domain.money import Money
from app.domain.people import Address, PersonName
from app.domain.rights import Right
from app.models.database import select
from app.models.ledger import Visit
from app.models.office import Place, Practice
from app.models.records import Patient
from app.queries.asking import asks
from app.queries.estimate_facts import is_self_pay
from app.queries.estimates import estimate_by_id, latest_estimate
from app.queries.letterheads import find_letterhead
from app.queries.record_facts import day
from app.queries.superbills import billed_diagnoses, billed_provider
from app.queries.visits import VisitDetail, VisitLine, find_visit

_BUSINESS = (
    "select y.line_of_business, y.form_kind from policy o join plan n on n.id = o.plan_id "
    "join payer y on y.id = n.payer_id where o.patient_id = ?1 and o.effective <= ?2 "
    "and (o.termination is null or o.termination >= ?2)"
)
NEAR = timedelta(days=10)
_FEDERAL_FORMS = {"medicare": "medicare", "medicaid": "medicaid", "tricare": "tricare"}
_PLANNED = (
    "select v.id, v.patient_id from visit v where v.state = 'planned' and v.on_date >= ? "
    "order by v.on_date, v.id"
)
_UNINSURED = (
    "select v.id, v.patient_id from visit v join patient t on t.id = v.patient_id "
    "where v.state = 'planned' and v.on_date >= ? and (v.self_pay = 1 or t.self_pay = 1 "
    "or not exists(select 1 from policy o where o.patient_id = v.patient_id and o.effective <= v.on_date "
    "and (o.termination is null or o.termination >= v.on_date))) and (v.on_date <= ? or not exists(select 1 "
    "from estimate e join good_faith_delivery g on g.estimate_id = e.id where e.visit_id = v.id)) "
    "order by v.on_date, v.id"
)
_GIVEN = (
    "select e.id, g.visit_on, d.on_date, g.file_id from estimate e "
    "join good_faith_estimate g on g.estimate_id = e.id join good_faith_delivery d on d.estimate_id = e.id "
    "where e.visit_id = ? order by e.id desc limit 1"
)
_DRAWN = (
    "select e.id, g.visit_on, g.file_id, "
    "exists(select 1 from good_faith_delivery d where d.estimate_id = e.id) from estimate e "
    "join good_faith_estimate g on g.estimate_id = e.id where e.visit_id = ? order by e.id desc limit 1"
)
_STANDING = (
    "select coalesce(sum(c.cents), 0), min((select min(s.on_date) from statement_item i "
    "join statement s on s.id = i.statement_id where i.charge_id = c.id)) from charge c where c.visit_id = ? "
    "and exists(select 1 from entry e join posting o on o.id = e.posting_id where e.charge_id = c.id "
    "and o.kind = 'charge' and not exists(select 1 from posting r where r.reverses = o.id))"
)


class EstimateWork(StrEnum):
    """What is to be made for a planned visit."""

    ESTIMATE = "estimate"
    GOOD_FAITH = "good faith estimate"
    CHANGED = "good faith estimate, as the plan changed"


@dataclass(frozen=True, slots=True)
class EstimateWorkLine:
    """A planned visit without the estimate that it needs; `due_on` is the last day to give it."""

    line: VisitLine
    work: EstimateWork
    due_on: date


@dataclass(frozen=True, slots=True)
class GoodFaithState:
    """How a visit stands to the Good Faith Estimate: owed at all, by when, given when, and changed since.

    `waiting_id` is the paper that was drawn as things stand, but not given yet.
    """

    is_owed: bool
    due_on: date | None = None
    given_on: date | None = None
    file_id: int | None = None
    is_changed: bool = False
    booked_on: date | None = None
    asked_on: date | None = None
    waiting_id: int | None = None


@asks(Right.SEE_PATIENT, patient="patient_id")
def find_good_faith(visit_id: int, patient_id: int) -> GoodFaithState:
    """Whether a visit needs a Good Faith Estimate, and what became of it."""
    return good_faith_state(find_visit(visit_id, patient_id))


@asks(Right.SEE_PATIENT)
def list_estimate_work(today: date) -> tuple[EstimateWorkLine, ...]:
    """The visits planned from today on that lack an estimate, by the day on which it is due."""
    return _by_due_day(_work(find_visit(*row)) for row in select(_PLANNED, today.isoformat()))


def good_faith_work(today: date, until: date) -> tuple[EstimateWorkLine, ...]:
    """The Good Faith Estimates due by a day for visits from today on; inside another question only.

    One that was given is looked at again only near its visit: a changed one is due a business day before.
    """
    near = until + NEAR
    rows = select(_UNINSURED, today.isoformat(), near.isoformat())
    found = _by_due_day(_work(find_visit(*row)) for row in rows)
    return tuple(each for each in found if each.work is not EstimateWork.ESTIMATE and each.due_on <= until)


@asks(Right.SEE_PATIENT, patient="patient_id")
def find_good_faith_bill(visit_id: int, patient_id: int) -> GoodFaithBill | None:
    """What a done visit was billed beside its Good Faith Estimate; None where it has none."""
    if Visit.get_by_id(visit_id).patient_id != patient_id:
        return None
    return good_faith_bill(visit_id)


def good_faith_bill(visit_id: int) -> GoodFaithBill | None:
    """What a visit was billed beside the Good Faith Estimate given last; inside another question only."""
    given = _given(visit_id)
    if given is None:
        return None
    ((estimated,),) = select("select charge_cents from estimate where id = ?", given[0])
    ((billed, on),) = select(_STANDING, visit_id)
    return GoodFaithBill(Money(estimated), Money(billed), day(on))


def disputable_bills(patient_id: int) -> tuple[GoodFaithBill, ...]:
    """A patient's bills that are 400 dollars or more above their estimates; inside another question only."""
    rows = select(
        "select distinct v.id from estimate e join good_faith_delivery g on g.estimate_id = e.id "
        "join visit v on v.id = e.visit_id where e.patient_id = ? and v.state = 'done' order by v.on_date",
        patient_id,
    )
    found = [good_faith_bill(visit) for (visit,) in rows]
    return tuple(bill for bill in found if bill is not None and bill.may_be_disputed)


def drawn_estimate(patient_id: int, file_id: int) -> int | None:
    """The Good Faith Estimate of a patient that a kept paper is; inside a use case only."""
    rows = select(
        "select e.id from estimate e join good_faith_estimate g on g.estimate_id = e.id "
        "where e.patient_id = ? and g.file_id = ?",
        patient_id,
        file_id,
    )
    return rows[0][0] if rows else None


def good_faith_sheet(visit_id: int, patient_id: int, kept: KeptEstimate, language: str) -> GoodFaithSheet:
    """All that stands on the Good Faith Estimate of a visit; inside a use case only."""
    visit = find_visit(visit_id, patient_id)
    row = Patient.get_by_id(patient_id)
    return GoodFaithSheet(
        practice=find_letterhead(),
        practice_npi=Practice.get_by_id(1).npi,
        language=language,
        made_on=kept.made_on,
        visit_on=kept.visit_on,
        patient=PersonName(row.last, row.first, row.middle, row.suffix).spoken,
        number=row.number,
        birth_date=row.birth_date,
        provider=billed_provider(visit.values["provider"]),
        place=_place(visit.values["place"]),
        services=services_of(kept, language),
        diagnoses=billed_diagnoses(visit),
    )


def good_faith_state(visit: VisitDetail) -> GoodFaithState:
    """How a visit stands to the Good Faith Estimate; inside another question only."""
    patient, on = visit.line.patient_id, visit.line.on_date
    business = _business(patient, on)
    if not is_owed(pays_himself=not business or is_self_pay(visit, patient), lines_of_business=business):
        return GoodFaithState(False)
    booked, asked = visit.values["booked_on"], visit.values["estimate_asked_on"]
    due = good_faith_due(on, booked, asked)
    given, waiting = _given(visit.line.id), _waiting(visit)
    if given is None:
        return GoodFaithState(True, due, booked_on=booked, asked_on=asked, waiting_id=waiting)
    number, given_for, given_on, file_id = given
    changed = _is_changed(visit, number, given_for)
    return GoodFaithState(
        True,
        renewal_due(on) if changed else due,
        date.fromisoformat(given_on),
        file_id,
        changed,
        booked,
        asked,
        waiting,
    )


def _is_changed(visit: VisitDetail, number: int, given_for: str) -> bool:
    """Tell whether another day or other services are planned now than those of an estimate."""
    if given_for != visit.line.on_date.isoformat():
        return True
    if visit.line.state != "planned":
        return False
    told = estimate_by_id(number).content
    planned = [(line.code, line.units, line.modifiers, line.amount) for line in visit.pattern.lines]
    return planned != [(line.code, line.units, line.modifiers, line.charge) for line in told.lines]


def _work(visit: VisitDetail) -> EstimateWorkLine | None:
    line, state = visit.line, good_faith_state(visit)
    if not state.is_owed:
        work, due = EstimateWork.ESTIMATE, line.on_date
        is_made = latest_estimate(line.id) is not None
    else:
        work = EstimateWork.CHANGED if state.is_changed else EstimateWork.GOOD_FAITH
        due = state.due_on or line.on_date
        is_made = state.due_on is None or (state.given_on is not None and not state.is_changed)
    if is_made:
        return None
    return EstimateWorkLine(line, work, due)


def _by_due_day(found: Iterable[EstimateWorkLine | None]) -> tuple[EstimateWorkLine, ...]:
    lines = [line for line in found if line is not None]
    return tuple(sorted(lines, key=lambda each: (each.due_on, each.line.on_date, each.line.id)))


def _business(patient_id: int, on: date) -> tuple[str, ...]:
    """The lines of business of the policies in force; the form tells those of whom the line is not said."""
    rows = select(_BUSINESS, patient_id, on.isoformat())
    return tuple(_FEDERAL_FORMS.get(form, business) for business, form in rows)


def _given(visit_id: int) -> tuple[Any, ...] | None:
    rows: Sequence[tuple[Any, ...]] = select(_GIVEN, visit_id)
    return rows[0] if rows else None


def _waiting(visit: VisitDetail) -> int | None:
    """The paper drawn last, where nobody has it yet and it still says what is planned."""
    for number, drawn_for, file_id, is_given in select(_DRAWN, visit.line.id):
        if not is_given and not _is_changed(visit, number, drawn_for):
            return int(file_id)
    return None


def _place(place_id: int | None) -> GoodFaithPlace:
    row = Place.get_or_none(Place.id == place_id)
    if row is None:
        return GoodFaithPlace()
    return GoodFaithPlace(row.name, Address(row.street, row.street2, row.city, row.state, row.zip))
