"""Good Faith Estimates for people who pay themselves: asked for, drawn with their due day, and given."""

from app.documents.fonts import list_drawable
from app.documents.good_faith_estimate import draw_good_faith_estimate
from app.domain.errors import InputError, RuleError
from app.domain.good_faith import Delivery
from app.domain.good_faith_sheet import check_good_faith
from app.domain.paper_checks import require_printable
from app.domain.rights import Right
from app.models.estimates import GoodFaithDelivery, GoodFaithEstimate
from app.models.ledger import Visit
from app.queries.good_faith import drawn_estimate, good_faith_sheet, good_faith_state
from app.queries.visits import find_visit
from app.services.desk_papers import keep_paper
from app.services.estimates import LANGUAGES, EstimateOrder, drawn_before, work_out, write_row
from app.services.files import NewFile, paper_mark
from app.services.papers import PrintedPaper
from app.services.rows import change_row, fetch
from app.services.session import Session

GOOD_FAITH = "good_faith_estimate"


def ask_good_faith(session: Session, visit_id: int, patient_id: int) -> None:
    """Note that the patient asked today what a visit will cost: an estimate is due in 3 business days."""
    session.require(Right.EDIT_PATIENT, patient=patient_id)
    with session.transaction() as transaction:
        visit = fetch(Visit, visit_id, "visit")
        if not good_faith_state(find_visit(visit_id, patient_id)).is_owed:
            raise RuleError(
                "Insurance is billed for this visit, or it is Medicare, Medicaid or TRICARE: the law asks no "
                "Good Faith Estimate. Print the estimate of the patient’s share instead."
            )
        if visit.estimate_asked_on is None:
            values = {"estimate_asked_on": session.today()}
            change_row(transaction, Visit, visit_id, visit.version, values, what="visit", patient=patient_id)


def print_good_faith_estimate(session: Session, order: EstimateOrder) -> PrintedPaper:
    """Work out the charges of a visit, and draw and keep its Good Faith Estimate; the same one only once.

    It counts as given only by `give_good_faith_estimate`.
    """
    session.require(Right.EDIT_PATIENT, patient=order.patient_id)
    if order.language not in LANGUAGES:
        raise InputError("Choose English or Spanish. Nothing was printed.")
    with session.transaction() as transaction:
        state = good_faith_state(find_visit(order.visit_id, order.patient_id))
        if not state.is_owed:
            raise RuleError(
                "A Good Faith Estimate is for people who pay themselves. Nothing was printed. Mark the visit "
                "“Bill no insurance”, or print the estimate of the patient’s share."
            )
        kept = work_out(transaction, order)
        sheet = good_faith_sheet(order.visit_id, order.patient_id, kept, order.language)
        require_printable(sheet, check_good_faith(sheet), list_drawable())
        pdf = draw_good_faith_estimate(sheet, paper_mark())
        name = f"good-faith-estimate-{sheet.number}-{kept.visit_on}.pdf"
        paper = NewFile(GOOD_FAITH, name, pdf, "visit", order.visit_id, order.patient_id)
        if drawn := drawn_before(paper):
            return drawn
        facts = {"total": sheet.total, "due_on": state.due_on, "language": order.language}
        printed = keep_paper(transaction, paper, facts)
        estimate = write_row(transaction, order, kept, printed.file_id)
        GoodFaithEstimate.create(
            estimate=estimate,
            booked_on=state.booked_on,
            asked_on=state.asked_on,
            visit_on=kept.visit_on,
            due_on=state.due_on,
            file=printed.file_id,
        )
        return printed


def give_good_faith_estimate(session: Session, patient_id: int, file_id: int, way: Delivery) -> None:
    """Say that a Good Faith Estimate was given today, and how; one that was given before stays as it is."""
    session.require(Right.EDIT_PATIENT, patient=patient_id)
    with session.transaction() as transaction:
        number = drawn_estimate(patient_id, file_id)
        if number is None:
            raise RuleError("This is no Good Faith Estimate of this patient. Nothing was noted.")
        if GoodFaithDelivery.get_or_none(GoodFaithDelivery.estimate == number) is not None:
            return
        GoodFaithDelivery.create(
            estimate=number, on_date=session.today(), way=way.value, user=session.user.id
        )
        after = {"way": way.value, "on_date": session.today()}
        transaction.record("estimate", number, "give_good_faith", patient=patient_id, after=after)
