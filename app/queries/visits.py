"""Visits of a patient, the book of planned visits, and what is needed to enter one."""

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.domain.authorizations import CareRecord
from app.domain.benefits import BenefitMode, BenefitRow
from app.domain.errors import InputError
from app.domain.line_details import NO_DETAIL, LineDetail
from app.domain.money import Money
from app.domain.returned_checks import FEE_CODE
from app.domain.rights import Right
from app.domain.visit_review import PatientCover
from app.models.database import select
from app.models.ledger import Visit
from app.models.records import Benefit, Patient
from app.queries.asking import asks
from app.queries.authorizations import find_care_record
from app.queries.policies import list_policies
from app.queries.procedures import ProcedureLine, list_procedures


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A visit as lists show it; `amount` is what its standing charges come to."""

    id: int
    version: int
    patient_id: int
    patient: str
    phone: str
    on_date: date
    at_time: str
    provider: str
    place: str
    reason: str
    state: str
    amount: Money
    confidential: bool


@dataclass(frozen=True, slots=True)
class VisitCharge:
    """One charge of a visit as it was typed; `service_on` None means the day of the visit.

    `is_agreed` marks the amount of a planned service that was typed over the fee.
    """

    code: str
    amount: Money
    units: int = 1
    modifiers: tuple[str, ...] = ()
    pointers: str = "A"
    pos: str = ""
    service_on: date | None = None
    name: str = ""
    detail: LineDetail = NO_DETAIL
    is_agreed: bool = False


@dataclass(frozen=True, slots=True)
class VisitPattern:
    """The content of a visit that can be used again: a template, or the last visit."""

    id: int
    name: str
    diagnoses: tuple[str, ...]
    lines: tuple[VisitCharge, ...]


@dataclass(frozen=True, slots=True)
class VisitDetail:
    """One visit: its facts by column, its content, and its claims as (id, number, state)."""

    line: VisitLine
    values: dict[str, Any]
    pattern: VisitPattern
    claims: tuple[tuple[int, int, str], ...]

    @property
    def claim(self) -> tuple[int, int, str] | None:
        """The first claim that is not void, None when the patient alone is asked."""
        return next((claim for claim in self.claims if claim[2] != "void"), None)


@dataclass(frozen=True, slots=True)
class OfficeChoices:
    """Providers as (id, name) and places as (id, name, place of service) that a visit can have."""

    providers: tuple[tuple[int, str], ...]
    places: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True, slots=True)
class VisitDesk:
    """All that is needed to enter a visit of a patient, known before the first key.

    `visit` is the planned visit whose charges are entered, None for one that was not planned; `payers` are
    the insurers of the policies.
    """

    patient_id: int
    patient: str
    birth_date: date | None
    died_on: date | None
    cover: PatientCover
    confidential: bool
    office: OfficeChoices
    procedures: tuple[ProcedureLine, ...]
    templates: tuple[VisitPattern, ...]
    last: VisitPattern | None
    last_provider_id: int | None
    visit: VisitDetail | None
    care: CareRecord
    payers: dict[int, int]


_LINE = (
    "select v.id, v.version, t.id, trim(t.last || ', ' || t.first), t.phone, v.on_date, v.at_time, "
    "coalesce(trim(p.first || ' ' || p.last), ''), coalesce(l.name, ''), v.reason, v.state, "
    "coalesce((select sum(c.cents) from charge c where c.visit_id = v.id and exists("
    "select 1 from entry e join posting o on o.id = e.posting_id where e.charge_id = c.id "
    "and o.kind = 'charge' and not exists(select 1 from posting r where r.reverses = o.id))), 0), "
    "v.confidential from visit v join patient t on t.id = v.patient_id "
    "left join provider p on p.id = v.provider_id left join place l on l.id = v.place_id "
)


@asks(Right.SEE_PATIENT, patient="patient_id")
def list_visits(patient_id: int) -> tuple[VisitLine, ...]:
    """A patient's visits, the latest first."""
    return _lines("where v.patient_id = ? order by v.on_date desc, v.at_time desc, v.id desc", patient_id)


@asks(Right.SEE_PATIENT)
def list_planned_visits(on: date) -> tuple[VisitLine, ...]:
    """The visits planned for a day, of all patients, in order of time."""
    where = "where v.on_date = ? and v.state = 'planned' order by v.at_time, t.last, t.first, v.id"
    return _lines(where, on.isoformat())


@asks(Right.SEE_PATIENT, patient="patient_id")
def find_visit(visit_id: int, patient_id: int) -> VisitDetail:
    """One visit of this patient with its diagnoses, the charges posted last or planned, and its claims."""
    lines = _lines("where v.id = ? and v.patient_id = ?", visit_id, patient_id)
    if not lines:
        raise InputError("That visit does not belong to this patient. Open the patient again.")
    row = Visit.get_by_id(visit_id)
    values = {name: value for name, value in row.__data__.items() if name not in ("id", "version", "patient")}
    claims = select("select id, number, state from claim where visit_id = ? order by id", visit_id)
    pattern = _pattern(visit_id)
    if not pattern.lines:
        pattern = replace(pattern, lines=_planned(visit_id, lines[0].on_date))
    return VisitDetail(lines[0], values, pattern, tuple(claims))


@asks(Right.SEE_PATIENT, patient="patient_id")
def find_last_visit(patient_id: int) -> VisitPattern | None:
    """The content of the patient's latest visit with charges; None where there is none."""
    rows = select(
        "select v.id from visit v where v.patient_id = ? and v.state = 'done' and not exists(select 1 "
        "from charge c where c.visit_id = v.id and c.code = ?) order by v.on_date desc, v.id desc limit 1",
        patient_id,
        FEE_CODE,
    )
    return _pattern(rows[0][0]) if rows else None


@asks(Right.SEE_OFFICE)
def list_templates() -> tuple[VisitPattern, ...]:
    """The templates of frequent visits, by name."""
    rows = select("select id, name, content from visit_template order by name")
    return tuple(_template(template, name, json.loads(content)) for template, name, content in rows)


@asks(Right.SEE_OFFICE)
def list_office_choices() -> OfficeChoices:
    """Active providers and places, by name."""
    providers = select(
        "select id, trim(first || ' ' || last || ' ' || credential) from provider where active = 1 "
        "order by last, first, id"
    )
    places = select("select id, name, pos from place where active = 1 order by id")
    return OfficeChoices(tuple(providers), tuple(places))


@asks(Right.SEE_PATIENT, patient="patient_id")
def find_visit_desk(patient_id: int, visit_id: int | None, today: date) -> VisitDesk:
    """All that is needed to enter a visit; without an id the one planned for today is taken, if any."""
    row = Patient.get_by_id(patient_id)
    policies = list_policies(patient_id)
    benefits = {policy.id: benefits_of(policy.plan_id) for policy in policies}
    if visit_id is None:
        planned = select(
            "select id from visit where patient_id = ? and on_date = ? and state = 'planned' "
            "order by at_time, id limit 1",
            patient_id,
            today.isoformat(),
        )
        visit_id = planned[0][0] if planned else None
    return VisitDesk(
        patient_id,
        f"{row.first} {row.last}".strip(),
        row.birth_date,
        row.deceased_on,
        PatientCover(tuple(policy.term for policy in policies), benefits, bool(row.self_pay)),
        bool(row.confidential),
        list_office_choices(),
        list_procedures(),
        list_templates(),
        find_last_visit(patient_id),
        _last_provider(patient_id),
        find_visit(visit_id, patient_id) if visit_id is not None else None,
        find_care_record(patient_id),
        _payers(patient_id),
    )


def _payers(patient_id: int) -> dict[int, int]:
    rows = select(
        "select o.id, n.payer_id from policy o join plan n on n.id = o.plan_id where o.patient_id = ?",
        patient_id,
    )
    return dict(rows)


def _last_provider(patient_id: int) -> int | None:
    """Whom the patient saw last, if he or she still works here."""
    rows = select(
        "select v.provider_id from visit v join provider p on p.id = v.provider_id and p.active = 1 "
        "where v.patient_id = ? and v.state = 'done' order by v.on_date desc, v.id desc limit 1",
        patient_id,
    )
    return int(rows[0][0]) if rows else None


def benefits_of(plan_id: int) -> tuple[BenefitRow, ...]:
    """What a plan asks of the patient by kind of service; a part of other questions."""
    rows = Benefit.select().where(Benefit.plan == plan_id).order_by(Benefit.id)
    return tuple(
        BenefitRow(
            row.category,
            BenefitMode[row.mode.upper()],
            row.copay,
            row.coinsurance_bp,
            bool(row.deductible_applies),
        )
        for row in rows
    )


def _lines(where: str, *params: object) -> tuple[VisitLine, ...]:
    return tuple(_line(row) for row in select(f"{_LINE}{where}", *params))


def _line(row: tuple[Any, ...]) -> VisitLine:
    visit, version, patient_id, patient, phone, on, at, *words, cents, confidential = row
    provider, place, reason, state = words
    return VisitLine(
        visit,
        version,
        patient_id,
        patient,
        phone,
        date.fromisoformat(on),
        at,
        provider,
        place,
        reason,
        state,
        Money(cents),
        bool(confidential),
    )


def _pattern(visit_id: int) -> VisitPattern:
    """Diagnoses and the charges posted last, also where these were taken back."""
    diagnoses = select("select code from visit_diagnosis where visit_id = ? order by position", visit_id)
    rows = select(
        "select c.code, c.cents, c.units, c.modifiers, c.pointers, c.pos, c.service_on, v.on_date, "
        "coalesce(r.name, c.code), c.description, c.ndc, c.ndc_unit, c.ndc_quantity from charge c "
        "join visit v on v.id = c.visit_id "
        "left join procedure r on r.code = c.code where c.visit_id = ?1 and exists(select 1 from entry e "
        "where e.charge_id = c.id and e.posting_id = (select max(o.id) from charge d "
        "join entry x on x.charge_id = d.id join posting o on o.id = x.posting_id and o.kind = 'charge' "
        "where d.visit_id = ?1)) order by c.line_number",
        visit_id,
    )
    lines = tuple(
        VisitCharge(
            code,
            Money(cents),
            units,
            tuple(modifiers.split()),
            pointers,
            pos,
            None if on == visit_on else date.fromisoformat(on),
            name,
            LineDetail(*detail),
        )
        for code, cents, units, modifiers, pointers, pos, on, visit_on, name, *detail in rows
    )
    return VisitPattern(visit_id, "", tuple(code for (code,) in diagnoses), lines)


def _planned(visit_id: int, on: date) -> tuple[VisitCharge, ...]:
    """The services planned for a visit, at the fees of its day where no amount was typed."""
    rows = select(
        "select s.code, s.modifiers, s.units, s.cents, coalesce(r.name, s.code) from planned_service s "
        "left join procedure r on r.code = s.code where s.visit_id = ? order by s.position",
        visit_id,
    )
    fees = {line.code: line for line in list_procedures()} if rows else {}
    return tuple(_planned_charge(fees.get(row[0]), row, on) for row in rows)


def _planned_charge(known: ProcedureLine | None, row: tuple[Any, ...], on: date) -> VisitCharge:
    code, modifiers, units, cents, name = row
    fee = known.fee_on(on, modifiers.split()) if known else None
    amount = (fee or Money(0)) * units if cents is None else Money(cents)
    return VisitCharge(code, amount, units, tuple(modifiers.split()), name=name, is_agreed=cents is not None)


def _template(template_id: int, name: str, content: dict[str, Any]) -> VisitPattern:
    lines = tuple(
        VisitCharge(
            line["code"],
            Money(line["amount"]),
            line["units"],
            tuple(line["modifiers"]),
            line["pointers"],
            line["pos"],
            detail=LineDetail(**line.get("detail", {})),
        )
        for line in content["lines"]
    )
    return VisitPattern(template_id, name, tuple(content["diagnoses"]), lines)
