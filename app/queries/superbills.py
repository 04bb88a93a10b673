"""What a superbill of a done visit says, gathered from the records as they stand now."""

from collections.abc import Sequence
from datetime import date

from app.domain.errors import RuleError
from app.domain.money import Money
from app.domain.people import Address, PersonName
from app.domain.receipts import PaymentMethod
from app.domain.rights import Right
from app.domain.superbill import (
    BilledDiagnosis,
    BilledPatient,
    BilledPlace,
    BilledProvider,
    BilledService,
    Superbill,
    VisitPayment,
)
from app.models.database import select
from app.models.office import Place, Practice, Provider
from app.models.records import Patient, Policy
from app.queries.adjudications import policies_in_order
from app.queries.asking import asks
from app.queries.diagnoses import list_diagnoses
from app.queries.letterheads import find_letterhead
from app.queries.visits import VisitCharge, VisitDetail, find_visit

_LETTERS = "ABCDEFGHIJKL"


@asks(Right.SEE_PATIENT, patient="patient_id")
def find_superbill(visit_id: int, patient_id: int, language: str, today: date) -> Superbill:
    """All that stands on the superbill of a visit; raises RuleError while it has no charges."""
    visit = find_visit(visit_id, patient_id)
    if visit.line.state != "done":
        raise RuleError(
            "This visit has no charges yet, so a superbill would be empty. Enter its charges first."
        )
    payments, waiting = _payments(visit_id)
    return Superbill(
        practice=find_letterhead(),
        practice_npi=Practice.get_by_id(1).npi,
        language=language,
        visit_on=visit.line.on_date,
        printed_on=today,
        patient=_patient(patient_id, visit.line.on_date),
        provider=billed_provider(visit.values["provider"]),
        place=_place(visit.values["place"], visit.pattern.lines),
        services=_services(visit, language),
        diagnoses=billed_diagnoses(visit),
        payments=payments,
        balance=_open_on_lines(visit_id) - waiting,
    )


def service_names(codes: Sequence[str], language: str) -> dict[str, str]:
    """The practice's own names of procedures by code, in Spanish where it has one and that is asked for."""
    marks = ", ".join("?" * len(codes))
    rows = select(f"select code, name, name_es from procedure where code in ({marks})", *codes)
    return {code: (language == "es" and spanish) or english for code, english, spanish in rows}


def _patient(patient_id: int, on: date) -> BilledPatient:
    row = Patient.get_by_id(patient_id)
    policies = policies_in_order(patient_id, on)
    policy = Policy.get_by_id(policies[0]) if policies else None
    return BilledPatient(
        PersonName(row.last, row.first, row.middle, row.suffix),
        row.number,
        row.birth_date,
        Address(row.street, row.street2, row.city, row.state, row.zip),
        f"{policy.plan.payer.name} {policy.plan.name}" if policy else "",
        policy.member_id if policy else "",
    )


def billed_provider(provider_id: int | None) -> BilledProvider:
    """Who gives the services of a visit, as its papers name him; a part of other questions."""
    row = Provider.get_or_none(Provider.id == provider_id)
    if row is None:
        return BilledProvider()
    spoken = PersonName(row.last, row.first, row.middle, row.suffix).spoken
    return BilledProvider(f"{spoken} {row.credential}".strip(), row.npi, row.license)


def _place(place_id: int | None, lines: Sequence[VisitCharge]) -> BilledPlace:
    row = Place.get_or_none(Place.id == place_id)
    code = next((line.pos for line in lines if line.pos), row.pos if row else "")
    return BilledPlace(row.name if row else "", code)


def _services(visit: VisitDetail, language: str) -> tuple[BilledService, ...]:
    names = service_names([line.code for line in visit.pattern.lines], language)
    return tuple(
        BilledService(
            line.service_on or visit.line.on_date,
            line.pos,
            line.code,
            line.modifiers,
            names.get(line.code, ""),
            line.pointers,
            line.units,
            line.amount,
        )
        for line in visit.pattern.lines
    )


def billed_diagnoses(visit: VisitDetail) -> tuple[BilledDiagnosis, ...]:
    """The diagnoses of a visit with their letters and words; a part of other questions."""
    found = list_diagnoses(visit.pattern.diagnoses, visit.line.on_date)
    return tuple(
        BilledDiagnosis(letter, line.code, line.description)
        for letter, line in zip(_LETTERS, found, strict=False)
    )


def _payments(visit_id: int) -> tuple[tuple[VisitPayment, ...], Money]:
    """What patients paid of a visit, used for its lines or still waiting as its credit; and what waits."""
    rows = select(
        "with paid(id) as (select e.payment_id from charge c join entry e on e.charge_id = c.id "
        "where c.visit_id = ?1 and e.payment_id is not null "
        "union select id from payment where visit_id = ?1) "
        "select p.received_on, p.method, p.reference, coalesce((select -sum(e.cents) from charge c "
        "join entry e on e.charge_id = c.id where c.visit_id = ?1 and e.payment_id = p.id "
        "and e.account = 'patient_ar'), 0), case when p.visit_id = ?1 then coalesce((select -b.cents "
        "from payment_balance b where b.payment_id = p.id), 0) else 0 end "
        "from paid join payment p on p.id = paid.id order by p.received_on, p.id",
        visit_id,
    )
    payments = tuple(
        VisitPayment(date.fromisoformat(on), PaymentMethod(method), reference, Money(used + left))
        for on, method, reference, used, left in rows
        if used + left
    )
    return payments, Money(sum(row[4] for row in rows))


def _open_on_lines(visit_id: int) -> Money:
    rows = select(
        "select coalesce(sum(b.cents), 0) from charge c join charge_balance b on b.charge_id = c.id "
        "where c.visit_id = ? and b.account in ('patient_ar', 'insurance_ar')",
        visit_id,
    )
    return Money(rows[0][0])
