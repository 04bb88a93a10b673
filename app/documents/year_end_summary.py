"""Draws the year-end summary: payments by their day, and what they were used for by date of service."""

from functools import partial

from app.documents.account_labels import account_label
from app.documents.desk_head import SIDE, draw_desk_head, paper_tag
from app.documents.letter_page import BODY, BODY_BOLD, LEFT, RIGHT, SMALL, Style
from app.documents.money_labels import label
from app.documents.sheet_flow import Cell, SheetFacts, SheetFlow, draw_twice
from app.documents.window_address import draw_window_address
from app.domain.explanations import explain_date
from app.domain.money import Money
from app.domain.year_end import YearEndSummary

_RECEIPT_X, _METHOD_X = LEFT + 90, LEFT + 190
_PATIENT_X, _SERVICE_X, _PAID_END = LEFT + 64, LEFT + 200, RIGHT - 92
_SUM_END = _PAID_END - 70
_HEADING, _HUGE = Style(11, bold=True), Style(24, bold=True)
_TOP = 284.0


def draw_year_end_summary(summary: YearEndSummary, mark: str = "") -> bytes:
    """Draw one summary; `mark` is a framed word such as COPY or DEMO."""
    return draw_twice(partial(_draw, summary, mark))


def _draw(summary: YearEndSummary, mark: str, pages: int) -> SheetFlow:
    head = summary.head
    say = partial(account_label, language=head.language)
    title = say("year_end", year=head.year)
    words = say("later_page", account=summary.account_number, what=title)
    facts = SheetFacts(title, head.practice, head.language, words, mark)
    flow = SheetFlow(facts, paper_tag(head.language), pages)
    _draw_head(flow, summary, title)
    _draw_payments(flow, summary)
    _draw_services(flow, summary)
    flow.gap(12)
    flow.paragraph(say("apart"), SMALL)
    if head.patient_id is not None:
        flow.paragraph(say("one_patient"), SMALL)
    flow.paragraph(say("tax_use"), SMALL)
    flow.end_page()
    return flow


def _draw_head(flow: SheetFlow, summary: YearEndSummary, title: str) -> None:
    head = summary.head
    say = partial(account_label, language=head.language)
    whose = say("whole_account") if head.patient_id is None else summary.name
    facts = (
        (say("printed"), explain_date(head.printed_on)),
        (say("account"), summary.account_number),
    )
    draw_desk_head(flow.pen, head.practice, head.language, title, facts)
    draw_window_address(flow.pen, summary.addressee)
    flow.pen.fitted(SIDE, 166, whose, Style(9.5, bold=True), RIGHT - SIDE)
    flow.pen.fitted(SIDE, 184, say("you_paid_in", year=head.year), Style(10), RIGHT - SIDE)
    flow.pen.fitted(SIDE, 212, summary.paid.dollars, _HUGE, RIGHT - SIDE)
    flow.y = _TOP


def _draw_payments(flow: SheetFlow, summary: YearEndSummary) -> None:
    say = partial(account_label, language=summary.head.language)
    flow.paragraph(say("by_payment"), _HEADING)
    flow.gap(4)
    if not summary.payments:
        flow.paragraph(say("no_payments", year=summary.head.year))
        return
    flow.heads(
        Cell(LEFT, say("date")),
        Cell(_RECEIPT_X, say("receipt")),
        Cell(_METHOD_X, say("method")),
        Cell(_PAID_END, say("you_paid_column"), right=True),
    )
    for line in summary.payments:
        flow.row(
            Cell(LEFT, explain_date(line.received_on)),
            Cell(_RECEIPT_X, line.receipt),
            Cell(_METHOD_X, label(line.method, summary.head.language)),
            Cell(_PAID_END, str(line.amount), right=True),
        )
    flow.room(30)
    flow.rule()
    _sum(flow, say("all_payments", year=summary.head.year), summary.paid, BODY_BOLD)


def _draw_services(flow: SheetFlow, summary: YearEndSummary) -> None:
    say = partial(account_label, language=summary.head.language)
    flow.gap(16)
    flow.room(60)
    flow.paragraph(say("by_service"), _HEADING)
    flow.gap(4)
    flow.heads(
        Cell(LEFT, say("date")),
        Cell(_PATIENT_X, say("patient")),
        Cell(_SERVICE_X, say("service")),
        Cell(_PAID_END, say("you_paid_column"), right=True),
        Cell(RIGHT, say("insurance_column"), right=True),
    )
    for line in summary.services:
        flow.row(
            Cell(LEFT, explain_date(line.service_date)),
            Cell(_PATIENT_X, line.patient_name, _SERVICE_X - _PATIENT_X - 8),
            Cell(_SERVICE_X, line.description, _PAID_END - _SERVICE_X - 60),
            Cell(_PAID_END, str(line.you_paid), right=True),
            Cell(RIGHT, str(line.insurance_paid), right=True),
        )
    flow.room(70)
    flow.rule()
    flow.row(
        Cell(_SUM_END, say("used"), right=True),
        Cell(_PAID_END, str(summary.used), right=True),
        Cell(RIGHT, str(summary.insurance_paid), right=True),
    )
    for key, amount in (
        ("elsewhere", summary.elsewhere),
        ("given_back", summary.given_back),
        ("kept", summary.kept),
    ):
        if amount:
            _sum(flow, say(key), amount)
    _sum(flow, say("all_payments", year=summary.head.year), summary.paid, BODY_BOLD)


def _sum(flow: SheetFlow, words: str, amount: Money, style: Style = BODY) -> None:
    flow.row(Cell(_SUM_END, words, right=True), Cell(_PAID_END, str(amount), right=True), style=style)
