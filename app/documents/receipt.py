"""Draws a numbered receipt on the upper half of a Letter page; a long one runs on below and over."""

from app.documents.letter_page import (
    BODY,
    BODY_BOLD,
    INCH,
    LABEL,
    LEFT,
    PAGE_WIDTH,
    RIGHT,
    SMALL,
    LetterPen,
    Style,
)
from app.documents.money_labels import label
from app.documents.practice_head import draw_practice_head
from app.domain.explanations import explain_date
from app.domain.money import ZERO
from app.domain.receipts import PaymentMethod, PaymentReceipt, ReceiptLine

_SIDE = 5.5 * INCH
_HALF = 5.5 * INCH
_PAGE_END = 740.0
_PATIENT_X, _SERVICE_X = LEFT + 82, LEFT + 246
_NAME_WIDTH, _SERVICE_WIDTH = 156.0, 220.0
_LEAD, _CLOSING_HEIGHT = 12.5, 92.0
_HEADS = (("date_of_service", LEFT), ("patient", _PATIENT_X), ("service", _SERVICE_X))


def draw_receipt(receipt: PaymentReceipt, mark: str = "") -> bytes:
    """Draw one receipt; `mark` is a framed word such as COPY, VOID or RETURNED."""
    language = receipt.language
    pen = LetterPen(f"{label('receipt', language)} {receipt.number}", _tag(language))
    _draw_head(pen, receipt, mark)
    y = _draw_lines(pen, receipt, mark, 204.0)
    if y + _CLOSING_HEIGHT > _PAGE_END:
        y = _next_page(pen, receipt, mark)
    _draw_closing(pen, receipt, y)
    if pen.page == 1 and y + _CLOSING_HEIGHT < _HALF:
        pen.dashed(0, _HALF, 14)
        pen.dashed(PAGE_WIDTH - 14, _HALF, PAGE_WIDTH)
    pen.end_page()
    return pen.finish()


def explain_method(receipt: PaymentReceipt) -> str:
    """Say how it was paid: `Check no. 2231`, `Card ending in 4242`, `Cash`."""
    words = label(receipt.method.value, receipt.language)
    if not receipt.reference:
        return words
    by_card = receipt.method in (PaymentMethod.CARD, PaymentMethod.HSA)
    key = "card_number" if by_card else "check_number"
    return f"{words} {label(key, receipt.language, reference=receipt.reference)}"


def _tag(language: str) -> str:
    return "es-US" if language == "es" else "en-US"


def _draw_head(pen: LetterPen, receipt: PaymentReceipt, mark: str) -> None:
    language = receipt.language
    draw_practice_head(pen, receipt.practice, language)
    pen.stamp(mark)
    pen.text(_SIDE, 56, label("receipt", language), Style(17, bold=True))
    facts = (
        ("receipt_number", receipt.number),
        ("date", explain_date(receipt.received_on)),
        ("account", receipt.account_number),
    )
    for row, (key, value) in enumerate(facts):
        pen.text(_SIDE, 76 + 13 * row, label(key, language), Style(8.5))
        pen.right(RIGHT, 76 + 13 * row, value, Style(8.5, bold=True))
    pen.rule(LEFT, 140, RIGHT, 2)
    for x, key in ((LEFT, "received_from"), (LEFT + 230, "paid_by")):
        pen.text(x, 153, label(key, language), LABEL)
    pen.right(RIGHT, 153, label("amount_received", language), LABEL)
    pen.fitted(LEFT, 169, receipt.payer, Style(11, bold=True), 220)
    pen.fitted(LEFT + 230, 169, explain_method(receipt), Style(11), 190)
    pen.right(RIGHT, 172, receipt.amount.dollars, Style(17, bold=True))
    _draw_column_heads(pen, language, 194)


def _draw_column_heads(pen: LetterPen, language: str, y: float) -> None:
    for key, x in _HEADS:
        pen.text(x, y, label(key, language), LABEL)
    pen.right(RIGHT, y, label("amount", language), LABEL)
    pen.rule(LEFT, y + 4, RIGHT, 0.75)


def _draw_lines(pen: LetterPen, receipt: PaymentReceipt, mark: str, y: float) -> float:
    for line in receipt.lines:
        names = BODY.wrap(line.patient_name, _NAME_WIDTH)
        services = BODY.wrap(line.description, _SERVICE_WIDTH)
        height = _LEAD * max(len(names), len(services), 1)
        if y + height > _PAGE_END:
            y = _next_page(pen, receipt, mark)
        _draw_line(pen, line, names, services, y + 10)
        y += height
    return y


def _draw_line(
    pen: LetterPen, line: ReceiptLine, names: tuple[str, ...], services: tuple[str, ...], y: float
) -> None:
    pen.text(LEFT, y, explain_date(line.service_date))
    pen.paragraph(_PATIENT_X, y, names, BODY, _LEAD)
    pen.paragraph(_SERVICE_X, y, services, BODY, _LEAD)
    pen.right(RIGHT, y, str(line.amount))


def _next_page(pen: LetterPen, receipt: PaymentReceipt, mark: str) -> float:
    pen.end_page()
    pen.fitted(LEFT, 56, receipt.practice.name, Style(11, bold=True), 240)
    pen.stamp(mark)
    words = f"{label('receipt_number', receipt.language)} {receipt.number}"
    pen.right(RIGHT, 56, words, BODY_BOLD)
    _draw_column_heads(pen, receipt.language, 80)
    return 90.0


def _draw_closing(pen: LetterPen, receipt: PaymentReceipt, y: float) -> None:
    """Draw what is kept, the credit and the balance after, who took it, and the note for HSA records."""
    language = receipt.language
    rows = [("kept", receipt.kept)] if receipt.kept > ZERO else []
    if receipt.credit:
        rows.append(("credit_now", receipt.credit))
    rows.append(("balance_now", receipt.balance))
    pen.rule(LEFT, y + 5, RIGHT, 0.75)
    for row, (key, amount) in enumerate(rows):
        style = BODY_BOLD if key == "balance_now" else BODY
        pen.right(RIGHT - 70, y + 18 + 13 * row, label(key, language), style)
        pen.right(RIGHT, y + 18 + 13 * row, amount.dollars, style)
    pen.fitted(LEFT, y + 18, label("cashier", language, cashier=receipt.cashier), SMALL, 220)
    pen.text(LEFT, y + 31, label("thanks", language), SMALL)
    pen.paragraph(LEFT, y + 70, SMALL.wrap(label("hsa_note", language), RIGHT - LEFT), SMALL, 10)
