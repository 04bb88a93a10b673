"""Visits: planned or done; a done visit posts its charges and makes its claim."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from app.domain.charges import ChargeLine, VisitFacts, check_charge_line, check_diagnoses, read_pointers
from app.domain.errors import InputError, RuleError
from app.domain.findings import Finding, Severity
from app.domain.good_faith import GoodFaithBill
from app.domain.line_details import NO_DETAIL, LineDetail, check_line_detail
from app.domain.money import ZERO, Money
from app.domain.posting import LARGEST_LINE, ChargeToPost, plan_charges, plan_reversal
from app.domain.rights import Right
from app.models.ledger import Charge, Visit, VisitDiagnosis, VisitTemplate
from app.models.office import Place
from app.models.postings import append, entries_of
from app.models.records import Patient
from app.queries.adjudications import claims_of_visit, policies_in_order, standing_answer_to
from app.queries.good_faith import good_faith_bill
from app.queries.months import day_in_books
from app.queries.standing import is_more_than_charged, last_line_number, standing_charge_postings
from app.services.claims import make_claim, void_claim
from app.services.days import open_for_posting
from app.services.patients import account_for
from app.services.rows import change_row, check_columns, fetch
from app.services.session import Session, Transaction


@dataclass(frozen=True, slots=True)
class LineEntry:
    """One row of the charge grid: the line's total charge, pointers as letters like `AB`.

    `detail` is what few lines need: a description, or the drug that was given.
    """

    code: str
    amount: Money
    units: int = 1
    modifiers: tuple[str, ...] = ()
    pointers: str = "A"
    pos: str = ""
    service_on: date | None = None
    service_to: date | None = None
    detail: LineDetail = NO_DETAIL


@dataclass(frozen=True, slots=True)
class VisitEntry:
    """A visit as typed; `facts` are further columns of the visit (place, provider, accident, referral)."""

    patient_id: int
    on_date: date
    diagnoses: tuple[str, ...]
    lines: tuple[LineEntry, ...]
    facts: Mapping[str, Any]
    visit_id: int | None = None


@dataclass(frozen=True, slots=True)
class SubmittedVisit:
    """What came of a submitted visit; `claim_id` is None when nobody but the patient is asked.

    `above` is set where the bill is 400 dollars or more above the visit's Good Faith Estimate.
    """

    visit_id: int
    charge_ids: tuple[int, ...]
    claim_id: int | None
    above: GoodFaithBill | None = None


def plan_visit(session: Session, patient_id: int, on_date: date, facts: Mapping[str, Any]) -> int:
    """Plan a visit: date, time, provider, reason; give its id."""
    session.require(Right.ENTER_CHARGE, patient=patient_id)
    check_columns(Visit, facts)
    with session.transaction() as transaction:
        booked = {"patient": patient_id, "on_date": on_date, "state": "planned", "booked_on": session.today()}
        row = Visit.create(**{**facts, **booked})
        transaction.record(
            "visit", row.id, "plan_visit", patient=patient_id, after={**facts, "on_date": on_date}
        )
        return int(row.id)


def change_visit(session: Session, visit_id: int, version: int, values: Mapping[str, Any]) -> None:
    """Change a planned visit, or cancel it with `state`; a done visit keeps its facts."""
    session.require(Right.ENTER_CHARGE)
    if values.get("state", "planned") not in ("planned", "cancelled"):
        raise InputError("A visit is done once its charges are entered. Enter them instead.")
    with session.transaction() as transaction:
        visit = fetch(Visit, visit_id, "visit")
        if visit.state == "done":
            raise RuleError("This visit is done and its charges are posted. Void the charges to change them.")
        if values.get("on_date", visit.on_date) != visit.on_date:
            # Another day is another booking: the days for a Good Faith Estimate count from it.
            values = {**values, "booked_on": session.today()}
        change_row(transaction, Visit, visit_id, version, values, what="visit", patient=visit.patient_id)


def submit_visit(session: Session, entry: VisitEntry) -> SubmittedVisit:
    """Post a visit's charges and make the claim for the policy that pays first on that day.

    A late visit is posted today and keeps its date of service; where that month is closed, the books count
    its charges today. Raises InputError, with every sentence, for
    lines that cannot stand.
    """
    session.require(Right.ENTER_CHARGE, patient=entry.patient_id)
    _check_entry(session, entry)
    with session.transaction() as transaction:
        patient = fetch(Patient, entry.patient_id, "patient")
        entry = replace(entry, lines=tuple(_placed(line, entry.facts.get("place")) for line in entry.lines))
        _refuse_unsound(entry, patient, session.today())
        return post_visit(session, transaction, entry)


def post_visit(session: Session, transaction: Transaction, entry: VisitEntry) -> SubmittedVisit:
    """Write a done visit, post its charges and make its claim inside the open transaction."""
    patient = fetch(Patient, entry.patient_id, "patient")
    today = session.today()
    open_for_posting(session, transaction, today)
    visit = _write_visit(transaction, entry)
    charges = _write_charges(entry, visit)
    policies = () if visit.self_pay or patient.self_pay else policies_in_order(patient.id, entry.on_date)
    first = policies[0] if policies else None
    account_id = account_for(transaction, patient, visit.confidential)
    lines = [ChargeToPost(row.id, account_id, row.amount, first) for row in charges]
    posting = plan_charges(lines, today, day_in_books(entry.on_date, session.now()))
    append([posting], session.user.id, session.now().isoformat())
    transaction.record(
        "visit",
        visit.id,
        "submit_visit",
        patient=patient.id,
        after={
            "diagnoses": entry.diagnoses,
            "charges": [(row.code, str(row.amount)) for row in charges],
            "policy": first,
        },
    )
    claim_id = make_claim(session, transaction, visit, first, 1, charges) if first else None
    bill = good_faith_bill(visit.id)
    above = bill if bill and bill.may_be_disputed else None
    return SubmittedVisit(visit.id, tuple(row.id for row in charges), claim_id, above)


def void_charges(session: Session, visit_id: int, reason: str) -> None:
    """Take back all charges of a visit that nobody has answered or paid; the visit is planned again."""
    session.require(Right.VOID_CHARGE)
    with session.transaction() as transaction:
        visit = fetch(Visit, visit_id, "visit")
        postings = standing_charge_postings(visit_id)
        if not postings:
            raise RuleError("This visit has no charges to void.")
        _refuse_if_touched(visit_id)
        open_for_posting(session, transaction, session.today())
        reversals = [
            plan_reversal(posting, "charge_void", entries_of(posting), session.today(), reason)
            for posting in postings
        ]
        append(reversals, session.user.id, session.now().isoformat())
        Visit.update(state="planned", version=Visit.version + 1).where(Visit.id == visit_id).execute()
        transaction.record("visit", visit_id, "void_charges", patient=visit.patient_id, reason=reason.strip())
        for claim_id in claims_of_visit(visit_id):
            void_claim(transaction, claim_id, visit.patient_id)


def keep_template(
    session: Session,
    name: str,
    diagnoses: Sequence[str],
    lines: Sequence[LineEntry],
    facts: Mapping[str, Any],
) -> int:
    """Keep a frequent visit under a name, replacing the one of the same name; give its id."""
    session.require(Right.ENTER_CHARGE)
    if not name.strip() or not lines:
        raise InputError("A template needs a name and at least one line.")
    content = json.dumps(
        {
            "diagnoses": list(diagnoses),
            "lines": [{**asdict(line), "amount": line.amount.cents} for line in lines],
            "facts": dict(facts),
        },
        default=str,
    )
    with session.transaction() as transaction:
        row = VisitTemplate.get_or_none(VisitTemplate.name == name.strip())
        if row is None:
            row = VisitTemplate.create(name=name.strip(), content=content)
            transaction.record("template", row.id, "keep_template", after={"name": name.strip()})
        else:
            change_row(transaction, VisitTemplate, row.id, row.version, {"content": content}, what="template")
        return int(row.id)


def _check_entry(session: Session, entry: VisitEntry) -> None:
    if not entry.lines:
        raise InputError("A visit needs at least one charge line. Add a line, or plan the visit instead.")
    if entry.on_date > session.today():
        raise InputError("The visit lies in the future. Plan it now and enter the charges when it is done.")
    check_columns(Visit, entry.facts)
    admitted, discharged = entry.facts.get("admitted_on"), entry.facts.get("discharged_on")
    if admitted and discharged and discharged < admitted:
        raise InputError("The discharge lies before the admission. Check the two dates.")


def _placed(line: LineEntry, place_id: int | None) -> LineEntry:
    """Give a line without a place of service the one of the visit's place; tidy its code."""
    place = Place.get_or_none(Place.id == place_id) if place_id else None
    return replace(line, code=line.code.strip().upper(), pos=line.pos or (place.pos if place else ""))


def _refuse_unsound(entry: VisitEntry, patient: Patient, today: date) -> None:
    visit = VisitFacts(entry.diagnoses, today, patient.birth_date, patient.deceased_on)
    faults = list(check_diagnoses(entry.diagnoses))
    for number, line in enumerate(entry.lines, start=1):
        faults += [
            replace(found, text=f"Line {number}: {found.text}") for found in _faults(entry, line, visit)
        ]
    sentences = [f"{found.text} {found.fix}" for found in faults if found.severity is Severity.ERROR]
    if sentences:
        raise InputError("Nothing was posted. " + " ".join(sentences))


def _faults(entry: VisitEntry, line: LineEntry, visit: VisitFacts) -> list[Finding]:
    faults = [
        *check_line_detail(line.detail),
        *check_charge_line(
            ChargeLine(
                line.code,
                line.service_on or entry.on_date,
                line.pos,
                read_pointers(line.pointers),
                line.amount,
                line.units,
                line.modifiers,
                line.service_to,
            ),
            visit,
        ),
    ]
    if line.amount == ZERO:
        text = "A charge of $0.00 cannot be posted."
        return [*faults, Finding(Severity.ERROR, "charge", text, "Type the fee, or take the line out.")]
    if line.amount > LARGEST_LINE:
        text = f"A charge is at most {LARGEST_LINE.dollars}."
        return [*faults, Finding(Severity.ERROR, "charge", text, "Check the amount.")]
    return faults


def _write_visit(transaction: Transaction, entry: VisitEntry) -> Visit:
    facts = {**entry.facts, "patient": entry.patient_id, "on_date": entry.on_date, "state": "done"}
    if entry.visit_id is None:
        visit = Visit.create(**facts)
    else:
        visit = fetch(Visit, entry.visit_id, "visit")
        if visit.state == "done" or visit.patient_id != entry.patient_id:
            raise RuleError("The charges of this visit are posted already. Nothing was posted twice.")
        change_row(transaction, Visit, visit.id, visit.version, facts, what="visit", patient=entry.patient_id)
        visit = fetch(Visit, entry.visit_id, "visit")
        VisitDiagnosis.delete().where(VisitDiagnosis.visit == visit.id).execute()
    for position, code in enumerate(entry.diagnoses, start=1):
        VisitDiagnosis.insert(visit=visit.id, position=position, code=code).execute()
    return visit


def _write_charges(entry: VisitEntry, visit: Visit) -> list[Charge]:
    return [
        Charge.create(
            visit=visit.id,
            patient=entry.patient_id,
            provider=visit.provider_id,
            line_number=number,
            service_on=line.service_on or entry.on_date,
            service_to=line.service_to,
            pos=line.pos,
            code=line.code,
            modifiers=" ".join(line.modifiers),
            pointers=line.pointers,
            units=line.units,
            amount=line.amount,
            **asdict(line.detail),
        )
        for number, line in enumerate(entry.lines, start=last_line_number(visit.id) + 1)
    ]


def _refuse_if_touched(visit_id: int) -> None:
    if is_more_than_charged(visit_id) or any(map(standing_answer_to, claims_of_visit(visit_id))):
        raise RuleError(
            "An insurer has answered or a payment was used for this visit. Nothing was voided. "
            "Take the payment or the answer back first."
        )
