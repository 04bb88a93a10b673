"""The papers of the front desk and those about money as pictures, for `paper_pictures.py`."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time

from app.documents.money_letter import draw_money_letter
from app.domain.errors import AppError
from app.domain.labels import STOCKS, LabelPlacing
from app.domain.money import Money
from app.domain.money_letters import LetterFacts, LetterKind, RefundedPart, compose_money_letter
from app.models.database import select
from app.queries.deposits import find_drawer
from app.queries.letterheads import find_letterhead
from app.queries.refunds import address_of
from app.services.account_papers import (
    print_explanation_letter,
    print_walkout_statement,
    print_year_end_summary,
)
from app.services.deposits import DepositEntry, make_deposit
from app.services.desk_papers import (
    LabelKind,
    LabelOrder,
    print_encounter_form,
    print_labels,
    print_registration_form,
    print_superbill,
)
from app.services.files import paper_mark
from app.services.notices import NoticeEntry, issue_advance_notice
from app.services.papers import PaperOrder, account_of
from app.services.session import Session

MOST_TRIED = 300
SHEET = STOCKS[0]

Pdfs = Iterator[tuple[str, bytes]]


def draw_desk_papers(session: Session, order: PaperOrder) -> Pdfs:
    """The papers of one patient's day at the desk."""
    patient = order.patient_id
    yield (
        "superbill",
        _first_drawn(
            select("select id, patient_id from visit where state = 'done' order by on_date desc, id"),
            lambda visit, person: print_superbill(session, visit, person, "en").pdf,
        ),
    )
    yield "encounter-form", print_encounter_form(session, patient).pdf
    yield "registration-form", print_registration_form(session, patient, "en").pdf
    yield "registration-blank-spanish", print_registration_form(session, None, "es").pdf
    placing = LabelPlacing(SHEET, start=4, count=8)
    yield "labels", print_labels(session, LabelOrder(patient, LabelKind.CHART, placing)).pdf
    why = "Medicare does not pay for this visit so soon."
    yield (
        "advance-notice",
        _first_drawn(
            select("select id from patient order by id desc"),
            lambda person: (
                issue_advance_notice(session, NoticeEntry(person, ("99213",), why, Money(9500))).paper.pdf
            ),
        ),
    )


def draw_money_papers(session: Session, order: PaperOrder) -> Pdfs:
    """The papers that explain an account, and those that go with money given away."""
    yield "explanation-letter", print_explanation_letter(session, order).pdf
    yield "explanation-letter-both", print_explanation_letter(session, order, ("en", "es")).pdf
    paid, day = _seen_and_paid()
    noon = datetime.combine(day, time(12), UTC)
    then = Session(session.user, clock=lambda: noon)
    yield "walk-out-statement", print_walkout_statement(then, paid).pdf
    yield "year-end-summary", print_year_end_summary(session, paid, day.year, "en").pdf
    payments = tuple(line.payment_id for line in find_drawer().lines if line.payment_id is not None)
    yield "deposit-slip", make_deposit(session, DepositEntry("First Bank, checking", payments)).slip.pdf
    yield "refund-letter", _draw_refund(session, order)


def _seen_and_paid() -> tuple[PaperOrder, date]:
    """Who was seen and paid last, and on which day."""
    patient, account, day = select(
        "select v.patient_id, p.account_id, v.on_date from visit v join patient p on p.id = v.patient_id "
        "join payment m on m.patient_id = v.patient_id and m.received_on = v.on_date "
        "where v.state = 'done' order by v.on_date desc, v.id limit 1"
    )[0]
    return PaperOrder(account, patient), date.fromisoformat(day)


def _draw_refund(session: Session, order: PaperOrder) -> bytes:
    """The letter that goes with a refund; a second person's signature is left to the tests."""
    name, address = address_of(order.account_id)
    facts = LetterFacts(
        find_letterhead(),
        "en",
        (name, *address.splitlines()),
        account_of(order.account_id, order.patient_id).number,
        session.today(),
        Money(2500),
        session.user.display_name,
        reason="You paid more than your share of this visit.",
        parts=(RefundedPart(name, "214", session.today(), Money(2500)),),
        method="check",
        check_number="1042",
    )
    return draw_money_letter(compose_money_letter(LetterKind.REFUND, facts), paper_mark())


def _first_drawn(rows: list[tuple[int, ...]], draw: Callable[..., bytes]) -> bytes:
    """The first paper that is not refused; some records lack what a paper needs."""
    refused = ""
    for row in rows[:MOST_TRIED]:
        try:
            return draw(*row)
        except AppError as error:
            refused = str(error)
    raise AssertionError(f"no record gives this paper: {refused}")
