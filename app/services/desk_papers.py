"""Papers of the front desk, printed and kept: superbill, encounter form, registration form and labels."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any

from app.documents.encounter_form import draw_encounter_form
from app.documents.fonts import list_drawable
from app.documents.label_sheet import draw_label_sheet
from app.documents.registration_form import draw_registration_form
from app.documents.superbill import draw_superbill
from app.domain.labels import (
    Label,
    LabelPlacing,
    LabelSheets,
    check_placing,
    compose_address_label,
    compose_chart_label,
    compose_specimen_label,
)
from app.domain.paper_checks import require_printable
from app.domain.rights import Right
from app.domain.superbill import check_superbill
from app.models.records import Patient
from app.queries.desk_papers import (
    find_blank_registration,
    find_encounter_form,
    find_labelled_patient,
    find_registration_form,
)
from app.queries.superbills import find_superbill
from app.queries.visits import find_visit
from app.services.files import NewFile, keep_file, paper_mark
from app.services.papers import PrintedPaper
from app.services.rows import fetch
from app.services.session import Session, Transaction

SUPERBILL, ENCOUNTER, REGISTRATION, LABELS = "superbill", "encounter_form", "registration_form", "labels"


class LabelKind(StrEnum):
    """What labels are for."""

    CHART = "chart"
    ADDRESS = "address"
    SPECIMEN = "specimen"


@dataclass(frozen=True, slots=True)
class LabelOrder:
    """Which labels of whom, where on the sheet; a specimen's day and provider are those of `visit_id`."""

    patient_id: int
    kind: LabelKind
    placing: LabelPlacing
    visit_id: int | None = None


def print_superbill(session: Session, visit_id: int, patient_id: int, language: str) -> PrintedPaper:
    """Draw and keep the superbill of a done visit; refused with all that an insurer would miss."""
    session.require(Right.RUN_STATEMENTS, patient=patient_id)
    with session.transaction() as transaction:
        bill = find_superbill(visit_id, patient_id, language, session.today())
        require_printable(bill, check_superbill(bill), list_drawable())
        pdf = draw_superbill(bill, paper_mark())
        name = f"superbill-{bill.patient.number}-{bill.visit_on}.pdf"
        paper = NewFile(SUPERBILL, name, pdf, "visit", visit_id, patient_id)
        return keep_paper(transaction, paper, {"total": bill.total, "balance": bill.balance})


def print_encounter_form(session: Session, patient_id: int, visit_id: int | None = None) -> PrintedPaper:
    """Draw and keep the charge slip of a visit; without an id of today's planned one, or an unplanned one."""
    session.require(Right.ENTER_CHARGE, patient=patient_id)
    with session.transaction() as transaction:
        fetch(Patient, patient_id, "patient")
        form = find_encounter_form(patient_id, visit_id, session.today())
        require_printable(form, (), list_drawable())
        pdf = draw_encounter_form(form, paper_mark())
        name = f"encounter-{form.patient.number}-{form.visit.on}.pdf"
        subject = ("visit", visit_id) if visit_id else ("patient", patient_id)
        paper = NewFile(ENCOUNTER, name, pdf, *subject, patient_id)
        return keep_paper(transaction, paper, {"visit_on": form.visit.on})


def print_registration_form(session: Session, patient_id: int | None, language: str) -> PrintedPaper:
    """Draw and keep the registration form, filled from the record; without a patient a blank one."""
    session.require(Right.EDIT_PATIENT, patient=patient_id)
    with session.transaction() as transaction:
        today = session.today()
        if patient_id is None:
            form = find_blank_registration(language, today)
        else:
            fetch(Patient, patient_id, "patient")
            form = find_registration_form(patient_id, language, today)
        require_printable(form, (), list_drawable())
        pdf = draw_registration_form(form, paper_mark())
        name = f"registration-{form.number or 'blank'}-{today}.pdf"
        paper = NewFile(REGISTRATION, name, pdf, "patient", patient_id, patient_id, pages=1)
        return keep_paper(transaction, paper, {"language": language})


def print_labels(session: Session, order: LabelOrder) -> PrintedPaper:
    """Draw and keep labels of a patient on the sheet that is in the printer."""
    session.require(Right.EDIT_PATIENT, patient=order.patient_id)
    check_placing(order.placing)
    with session.transaction() as transaction:
        fetch(Patient, order.patient_id, "patient")
        sheets = LabelSheets(order.placing, _label_of(session, order))
        require_printable(sheets.label, (), list_drawable())
        pdf = draw_label_sheet(sheets, paper_mark())
        name = f"labels-{order.kind}-{order.patient_id}.pdf"
        paper = NewFile(LABELS, name, pdf, "patient", order.patient_id, order.patient_id)
        return keep_paper(transaction, paper, {"kind": order.kind, "count": order.placing.count})


def keep_paper(transaction: Transaction, paper: NewFile, facts: Mapping[str, Any]) -> PrintedPaper:
    """Keep a paper's bytes inside the open transaction, and record who printed it and when."""
    file_id = keep_file(transaction, paper)
    transaction.record(
        "document",
        file_id,
        "print_paper",
        patient=paper.patient_id,
        after={"name": paper.name, "sha256": sha256(paper.content).hexdigest(), **facts},
    )
    return PrintedPaper(file_id, paper.name, paper.content)


def _label_of(session: Session, order: LabelOrder) -> Label:
    patient = find_labelled_patient(order.patient_id)
    if order.kind is LabelKind.CHART:
        return compose_chart_label(patient)
    if order.kind is LabelKind.ADDRESS:
        return compose_address_label(patient)
    if order.visit_id is None:
        return compose_specimen_label(patient, session.today())
    line = find_visit(order.visit_id, order.patient_id).line
    return compose_specimen_label(patient, line.on_date, line.provider)
