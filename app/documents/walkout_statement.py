"""Draws the walk-out statement: today's services, what was paid now, what insurance is asked for."""

from functools import partial

from app.documents.account_labels import account_label
from app.documents.desk_head import draw_desk_head, paper_tag
from app.documents.letter_page import BODY, BODY_BOLD, LEFT, RIGHT, Style
from app.documents.money_labels import label
from app.documents.sheet_flow import Cell, SheetFacts, SheetFlow, draw_twice
from app.domain.explanations import explain_date
from app.domain.money import Money
from app.domain.walkouts import WalkOutStatement

_PROVIDER_X, _SUM_X = LEFT + 300, RIGHT - 110
_HEADING = Style(11, bold=True)


def draw_walkout_statement(statement: WalkOutStatement, mark: str = "") -> bytes:
    """Draw one walk-out statement; `mark` is a framed word such as COPY or DEMO."""
    return draw_twice(partial(_draw, statement, mark))


def _draw(statement: WalkOutStatement, mark: str, pages: int) -> SheetFlow:
    language = statement.language
    say = partial(account_label, language=language)
    title = say("walkout")
    words = say("later_page", account=statement.account_number, what=explain_date(statement.on))
    flow = SheetFlow(SheetFacts(title, statement.practice, language, words, mark), paper_tag(language), pages)
    facts = (
        (say("date"), explain_date(statement.on)),
        (say("account"), statement.account_number),
    )
    draw_desk_head(flow.pen, statement.practice, language, title, facts)
    flow.y = 164.0
    flow.paragraph(statement.patient_name, _HEADING)
    flow.gap(8)
    _draw_services(flow, statement)
    _draw_sums(flow, statement)
    _draw_payments(flow, statement)
    flow.gap(14)
    flow.room(50)
    flow.paragraph(say("your_share"), _HEADING)
    flow.gap(2)
    flow.paragraph(statement.share_words, Style(10))
    if phone := statement.practice.phone:
        flow.gap(10)
        flow.paragraph(say("questions", phone=phone))
    flow.end_page()
    return flow


def _draw_services(flow: SheetFlow, statement: WalkOutStatement) -> None:
    say = partial(account_label, language=statement.language)
    flow.heads(
        Cell(LEFT, say("service")), Cell(_PROVIDER_X, say("provider")), Cell(RIGHT, say("amount"), right=True)
    )
    for line in statement.lines:
        flow.row(
            Cell(LEFT, line.description, _PROVIDER_X - LEFT - 10),
            Cell(_PROVIDER_X, line.provider, RIGHT - _PROVIDER_X - 80),
            Cell(RIGHT, str(line.amount), right=True),
        )


def _draw_sums(flow: SheetFlow, statement: WalkOutStatement) -> None:
    """Draw how the charges come to what is the patient's now; sums of nothing are left out."""
    flow.gap(3)
    flow.room(84)
    flow.rule()
    _sum(flow, statement, "charged", statement.charged)
    for key, amount in (
        ("taken_off", statement.taken_off),
        ("insurance_paid", statement.insurance_paid),
        ("you_paid", statement.you_paid),
        ("billed", statement.billed),
    ):
        if amount:
            _sum(flow, statement, key, -amount)
    _sum(flow, statement, "yours_today", statement.yours, BODY_BOLD)


def _sum(flow: SheetFlow, statement: WalkOutStatement, key: str, amount: Money, style: Style = BODY) -> None:
    words = account_label(key, statement.language)
    shown = amount.dollars if style is BODY_BOLD else str(amount)
    flow.row(Cell(_SUM_X, words, right=True), Cell(RIGHT, shown, right=True), style=style)


def _draw_payments(flow: SheetFlow, statement: WalkOutStatement) -> None:
    say = partial(account_label, language=statement.language)
    flow.gap(14)
    flow.room(40)
    flow.paragraph(say("paid_now"), _HEADING)
    flow.gap(2)
    if not statement.paid_now:
        flow.paragraph(say("nothing_paid"))
    for payment in statement.paid_now:
        method = label(payment.method, statement.language)
        words = say("paid_by", receipt=payment.receipt, method=method)
        flow.row(Cell(LEFT, words), Cell(RIGHT, payment.amount.dollars, right=True))
    if statement.paid_now and statement.billed:
        flow.paragraph(say("counts"))
