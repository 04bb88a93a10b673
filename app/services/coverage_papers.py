"""The letter that tells a patient what our notes say of a service, printed at the desk and kept."""

from dataclasses import dataclass

from app.documents.coverage_answer import draw_coverage_answer
from app.documents.fonts import list_drawable
from app.domain.coverage_letters import CoverageLetter
from app.domain.errors import InputError, RuleError
from app.domain.explanation_letters import LetterHead
from app.domain.guideline_words import patient_answer
from app.domain.letterhead import compose_postal_line
from app.domain.paper_checks import require_printable
from app.domain.people import Address, PersonName
from app.domain.rights import Right
from app.models.records import Patient
from app.queries.guidelines import (
    CoverageAnswer,
    CoverageQuestion,
    InsurerCoverage,
    find_coverage,
    find_patient_coverage,
)
from app.queries.letterheads import find_letterhead
from app.services.desk_papers import keep_paper
from app.services.files import NewFile, paper_mark
from app.services.papers import PrintedPaper
from app.services.rows import fetch
from app.services.session import Session

COVERAGE = "coverage_answer"
LANGUAGES = (("en",), ("es",), ("en", "es"), ("es", "en"))


@dataclass(frozen=True, slots=True)
class CoverageOrder:
    """Which answer is printed: the question, whom it is for (None for nobody by name), and whose insurer.

    Without `payer_id` it is the insurer that pays first.
    """

    question: CoverageQuestion
    patient_id: int | None = None
    payer_id: int | None = None
    languages: tuple[str, ...] = ("en",)


def print_coverage_answer(session: Session, order: CoverageOrder) -> PrintedPaper:
    """Draw and keep the letter; what it says is looked up again, and is what the screen says."""
    session.require(Right.LOG_CALL, patient=order.patient_id)
    if order.languages not in LANGUAGES:
        raise InputError("Choose English, Spanish, or both. Nothing was printed.")
    with session.transaction() as transaction:
        found = _look_up(session, order)
        insurer = _insurer_of(found, order.payer_id)
        today = session.today()
        letter = CoverageLetter(
            head=LetterHead(find_letterhead(), today, order.languages),
            addressee=_addressee(order.patient_id),
            insurer=insurer.insurer,
            service=f"{order.question.code}  {found.service}".strip(),
            service_on=order.question.on,
            words=tuple(
                patient_answer(insurer.answer, today, each, insurer.payer) for each in order.languages
            ),
        )
        require_printable(letter, (), list_drawable())
        pdf = draw_coverage_answer(letter, paper_mark())
        name = f"coverage-{order.question.code}-{today}.pdf"
        subject = "patient" if order.patient_id else ""
        paper = NewFile(COVERAGE, name, pdf, subject, order.patient_id, order.patient_id)
        versions = [each.id for each in insurer.answer.candidates]
        return keep_paper(transaction, paper, {"code": order.question.code, "guidelines": versions})


def _look_up(session: Session, order: CoverageOrder) -> CoverageAnswer:
    today = session.today()
    if order.patient_id is None:
        return find_coverage(order.question, today)
    fetch(Patient, order.patient_id, "patient")
    return find_patient_coverage(order.patient_id, order.question, today)


def _insurer_of(found: CoverageAnswer, payer_id: int | None) -> InsurerCoverage:
    for insurer in found.insurers:
        if payer_id in (None, insurer.payer_id):
            return insurer
    raise RuleError("There is no insurance on that day, so there is nothing to print. Check the date.")


def _addressee(patient_id: int | None) -> tuple[str, ...]:
    """Name and address for the envelope; nobody where it is for no patient or the post does not reach him."""
    if patient_id is None:
        return ()
    row = Patient.get_by_id(patient_id)
    address = Address(row.street, row.street2, row.city, row.state, row.zip)
    if not address.is_mailable:
        return ()
    name = PersonName(row.last, row.first, row.middle, row.suffix).spoken
    return tuple(compose_postal_line(line) for line in (name, *address.lines))
