"""Planned services of a visit, and the estimates made of them: kept as they were told, and printed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from app.documents.estimate_sheet import draw_estimate_sheet
from app.documents.fonts import list_drawable
from app.domain.charges import MOST_MODIFIERS, MOST_UNITS, check_diagnoses, is_procedure_code
from app.domain.errors import InputError, RuleError
from app.domain.estimate_record import KeptEstimate, write_estimate
from app.domain.estimate_sheet import SheetHead, compose_estimate_sheet
from app.domain.findings import Severity
from app.domain.money import ZERO, Money
from app.domain.paper_checks import require_printable
from app.domain.people import PersonName
from app.domain.posting import LARGEST_LINE
from app.domain.rights import Right
from app.models.estimates import Estimate, PlannedService
from app.models.ledger import Visit, VisitDiagnosis
from app.models.records import Patient
from app.queries.adjudications import policies_in_order
from app.queries.estimates import last_drawn, work_out_estimate
from app.queries.letterheads import find_letterhead
from app.queries.visits import find_visit
from app.services.desk_papers import keep_paper
from app.services.files import NewFile, paper_mark
from app.services.papers import PrintedPaper
from app.services.rows import fetch
from app.services.session import Session, Transaction

ESTIMATE = "estimate_sheet"
LANGUAGES = ("en", "es")
MOST_SERVICES = 50


@dataclass(frozen=True, slots=True)
class PlannedEntry:
    """One planned service as typed; `amount` is for all units, without it the practice's fee counts."""

    code: str
    units: int = 1
    modifiers: tuple[str, ...] = ()
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class EstimateOrder:
    """Which visit's estimate to keep or print; `shown` stands on the screen, refused if it changed."""

    visit_id: int
    patient_id: int
    language: str = "en"
    shown: KeptEstimate | None = None


def plan_services(
    session: Session, visit_id: int, services: Sequence[PlannedEntry], diagnoses: Sequence[str] = ()
) -> None:
    """Say what is planned for a visit, instead of what was said before."""
    session.require(Right.ENTER_CHARGE)
    tidy = tuple(_tidy(entry) for entry in services)
    _refuse_unsound(tidy, diagnoses)
    with session.transaction() as transaction:
        visit = fetch(Visit, visit_id, "visit")
        if visit.state != "planned":
            raise RuleError("This visit is not planned any more, so nothing can be planned for it.")
        PlannedService.delete().where(PlannedService.visit == visit_id).execute()
        VisitDiagnosis.delete().where(VisitDiagnosis.visit == visit_id).execute()
        for position, entry in enumerate(tidy, start=1):
            PlannedService.create(
                visit=visit_id,
                position=position,
                code=entry.code,
                modifiers=" ".join(entry.modifiers),
                units=entry.units,
                amount=entry.amount,
            )
        for position, code in enumerate(diagnoses, start=1):
            VisitDiagnosis.insert(visit=visit_id, position=position, code=code).execute()
        after = {"services": [_words(entry) for entry in tidy], "diagnoses": tuple(diagnoses)}
        transaction.record("visit", visit_id, "plan_services", patient=visit.patient_id, after=after)


def make_estimate(session: Session, order: EstimateOrder) -> int:
    """Work out the estimate of a visit and keep it without a paper; gives its id."""
    session.require(Right.EDIT_PATIENT, patient=order.patient_id)
    with session.transaction() as transaction:
        kept = work_out(transaction, order)
        return write_row(transaction, order, kept, None)


def print_estimate(session: Session, order: EstimateOrder) -> PrintedPaper:
    """Work out the estimate of a visit, and keep it with its sheet for the patient."""
    session.require(Right.EDIT_PATIENT, patient=order.patient_id)
    if order.language not in LANGUAGES:
        raise InputError("Choose English or Spanish. Nothing was printed.")
    with session.transaction() as transaction:
        kept = work_out(transaction, order)
        sheet = compose_estimate_sheet(kept, _head(order))
        require_printable(sheet, (), list_drawable())
        pdf = draw_estimate_sheet(sheet, paper_mark())
        name = f"estimate-{sheet.number}-{kept.visit_on}.pdf"
        paper = NewFile(ESTIMATE, name, pdf, "visit", order.visit_id, order.patient_id)
        if drawn := drawn_before(paper):
            return drawn
        printed = keep_paper(transaction, paper, {"patient": kept.patient, "language": order.language})
        write_row(transaction, order, kept, printed.file_id)
        return printed


def work_out(transaction: Transaction, order: EstimateOrder) -> KeptEstimate:
    """The estimate as things stand, inside the open transaction; refused where something else was shown."""
    kept = work_out_estimate(order.visit_id, order.patient_id, transaction.session.today())
    if order.shown is not None and order.shown != kept:
        raise RuleError(
            "Something changed since this estimate was shown: a price, a benefit or the plan of the visit. "
            "Nothing was kept. Open the estimate again."
        )
    return kept


def drawn_before(paper: NewFile) -> PrintedPaper | None:
    """The same paper where it was the last of its kind drawn for the visit: it is not kept twice."""
    last = last_drawn(paper.subject_id, paper.kind)
    if last is None or last[1] != sha256(paper.content).hexdigest():
        return None
    return PrintedPaper(last[0], paper.name, paper.content)


def write_row(transaction: Transaction, order: EstimateOrder, kept: KeptEstimate, file_id: int | None) -> int:
    """Keep an estimate inside the open transaction; gives its id."""
    policies = policies_in_order(order.patient_id, kept.visit_on) if kept.plans else ()
    session = transaction.session
    row = Estimate.create(
        patient=order.patient_id,
        visit=order.visit_id,
        policy=policies[0] if policies else None,
        on_date=kept.visit_on,
        content=json.dumps(write_estimate(kept)),
        charge=kept.charge,
        share=kept.patient,
        language=order.language if file_id else "",
        file=file_id,
        user=session.user.id,
        made_at=session.now().isoformat(),
    )
    after = {"visit": order.visit_id, "patient": kept.patient, "confidence": kept.confidence.value}
    transaction.record("estimate", row.id, "make_estimate", patient=order.patient_id, after=after)
    return int(row.id)


def _head(order: EstimateOrder) -> SheetHead:
    patient = fetch(Patient, order.patient_id, "patient")
    visit = find_visit(order.visit_id, order.patient_id).line
    name = PersonName(patient.last, patient.first, patient.middle, patient.suffix).spoken
    return SheetHead(find_letterhead(), order.language, name, patient.number, visit.provider)


def _tidy(entry: PlannedEntry) -> PlannedEntry:
    modifiers = tuple(each.strip().upper() for each in entry.modifiers if each.strip())
    return PlannedEntry(entry.code.strip().upper(), entry.units, modifiers, entry.amount)


def _refuse_unsound(services: Sequence[PlannedEntry], diagnoses: Sequence[str]) -> None:
    if len(services) > MOST_SERVICES:
        raise InputError(f"At most {MOST_SERVICES} services can be planned for a visit.")
    for number, entry in enumerate(services, start=1):
        if not is_procedure_code(entry.code):
            raise InputError(
                f"Line {number}: “{entry.code}” is not a code. Type five characters, like 99213."
            )
        if not 1 <= entry.units <= MOST_UNITS or len(entry.modifiers) > MOST_MODIFIERS:
            raise InputError(f"Line {number}: units lie between 1 and {MOST_UNITS}, modifiers are at most 4.")
        if entry.amount is not None and not ZERO < entry.amount <= LARGEST_LINE:
            raise InputError(f"Line {number}: check the amount, or leave it empty for the fee.")
    for finding in check_diagnoses(tuple(diagnoses)) if diagnoses else ():
        if finding.severity is Severity.ERROR:
            raise InputError(f"{finding.text} {finding.fix}".strip())


def _words(entry: PlannedEntry) -> str:
    amount = f" {entry.amount.dollars}" if entry.amount is not None else ""
    return f"{'-'.join((entry.code, *entry.modifiers))} x{entry.units}{amount}"
