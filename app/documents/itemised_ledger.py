"""Draws the itemised ledger of an account: every movement with the balance after it, page after page."""

from app.documents.letter_page import (
    BODY_BOLD,
    INCH,
    LABEL,
    LEFT,
    RIGHT,
    SMALL,
    LetterPen,
    Style,
)
from app.documents.money_labels import label
from app.documents.practice_head import draw_practice_head
from app.domain.explanations import explain_date
from app.domain.itemised_ledger import ItemisedLedger, LedgerLine, LedgerMove, MoveKind
from app.domain.money import Money

_ROW = Style(8.5)
_SIDE = 5.5 * INCH
_PATIENT_X, _WORDS_X = LEFT + 60, LEFT + 160
_CHARGE_END, _CREDIT_END = RIGHT - 128, RIGHT - 62
_PATIENT_WIDTH = _WORDS_X - _PATIENT_X - 8
_WORDS_WIDTH = _CHARGE_END - 56 - _WORDS_X
_LEAD = 10.6
_FIRST_TOP, _NEXT_TOP, _PAGE_END = 204.0, 90.0, 738.0
_TOTALS = (
    ("all_charges", (MoveKind.CHARGE,)),
    ("all_insurance", (MoveKind.INSURANCE_PAYMENT,)),
    ("all_patient", (MoveKind.PATIENT_PAYMENT,)),
)
_Row = tuple[LedgerLine, tuple[str, ...], tuple[str, ...], float]


def draw_itemised_ledger(ledger: ItemisedLedger, mark: str = "") -> bytes:
    """Draw an itemised ledger; `mark` is a framed word such as COPY."""
    language = ledger.head.language
    title = f"{label('ledger', language)} {ledger.head.account_number}"
    pen = LetterPen(title, "es-US" if language == "es" else "en-US")
    pages = _lay_out(ledger)
    for number, rows in enumerate(pages, start=1):
        y = _draw_page_head(pen, ledger, label("page", language, page=number, pages=len(pages)))
        pen.stamp(mark)
        for row in rows:
            y = _draw_row(pen, row, y)
        if number == len(pages):
            _draw_closing(pen, ledger, y)
        pen.end_page()
    return pen.finish()


def _lay_out(ledger: ItemisedLedger) -> list[list[_Row]]:
    """Fill pages with rows; the last one keeps room for the totals."""
    pages: list[list[_Row]] = [[]]
    y = _FIRST_TOP + 20
    for line in ledger.lines:
        names = _ROW.wrap(line.move.patient_name, _PATIENT_WIDTH)
        words = _ROW.wrap(_words_of(line.move, ledger.head.language), _WORDS_WIDTH)
        height = _LEAD * max(len(names), len(words), 1) + 4
        if y + height > _PAGE_END and pages[-1]:
            pages.append([])
            y = _NEXT_TOP
        pages[-1].append((line, names, words, height))
        y += height
    if y + 92 > _PAGE_END:
        pages.append([])
    return pages


def _words_of(move: LedgerMove, language: str) -> str:
    kind = label(move.kind.value, language, amount=move.moved.dollars)
    return f"{kind}: {move.words}" if move.words else kind


def _draw_page_head(pen: LetterPen, ledger: ItemisedLedger, page_words: str) -> float:
    """Draw the head of a page and give where its rows begin."""
    head, language = ledger.head, ledger.head.language
    if pen.page > 1:
        pen.fitted(LEFT, 56, head.practice.name, Style(11, bold=True), 240)
        pen.right(RIGHT, 56, f"{label('account', language)} {head.account_number}   {page_words}", BODY_BOLD)
        _draw_column_heads(pen, language, _NEXT_TOP - 10)
        return _NEXT_TOP
    draw_practice_head(pen, head.practice, language)
    pen.fitted(_SIDE, 56, label("ledger", language), Style(17, bold=True), RIGHT - _SIDE)
    facts = (
        ("account", head.account_number),
        ("printed", explain_date(head.printed_on)),
    )
    for row, (key, value) in enumerate(facts):
        pen.text(_SIDE, 76 + 13 * row, label(key, language), _ROW)
        pen.right(RIGHT, 76 + 13 * row, value, Style(8.5, bold=True))
    pen.text(_SIDE, 102, page_words, _ROW)
    first, last = explain_date(head.from_on), explain_date(head.to_on)
    pen.text(LEFT, 152, label("account_of", language), LABEL)
    pen.fitted(LEFT, 166, head.guarantor_name, Style(11, bold=True), _SIDE - LEFT - 10)
    pen.text(_SIDE, 152, label("period", language), LABEL)
    pen.text(_SIDE, 166, label("period_days", language, first=first, last=last), BODY_BOLD)
    _draw_column_heads(pen, language, _FIRST_TOP - 10)
    pen.text(_PATIENT_X, _FIRST_TOP + 10, label("opening", language, day=first), _ROW)
    pen.right(RIGHT, _FIRST_TOP + 10, str(ledger.opening), Style(8.5, bold=True))
    return _FIRST_TOP + 20


def _draw_column_heads(pen: LetterPen, language: str, y: float) -> None:
    for key, x in (("date", LEFT), ("patient", _PATIENT_X), ("what", _WORDS_X)):
        pen.text(x, y, label(key, language), LABEL)
    for key, end in (("charges", _CHARGE_END), ("credits", _CREDIT_END), ("balance", RIGHT)):
        for above, words in enumerate(reversed(LABEL.wrap(label(key, language), 60))):
            pen.right(end, y - 8.5 * above, words, LABEL)
    pen.rule(LEFT, y + 4, RIGHT, 0.75)


def _draw_row(pen: LetterPen, row: _Row, y: float) -> float:
    line, names, words, height = row
    move = line.move
    pen.text(LEFT, y + 10, explain_date(move.moved_on), _ROW)
    pen.paragraph(_PATIENT_X, y + 10, names, _ROW, _LEAD)
    pen.paragraph(_WORDS_X, y + 10, words, _ROW, _LEAD)
    if move.amount:
        end = _CHARGE_END if move.kind is MoveKind.CHARGE else _CREDIT_END
        pen.right(end, y + 10, str(move.amount), _ROW)
    pen.right(RIGHT, y + 10, str(line.balance), _ROW)
    pen.rule(LEFT, y + height, RIGHT, 0.3, 0.7)
    return y + height


def _draw_closing(pen: LetterPen, ledger: ItemisedLedger, y: float) -> None:
    """Draw the totals by kind, which lead from the opening to the closing balance."""
    language = ledger.head.language
    sums: list[tuple[str, Money]] = [(key, ledger.total_of(*kinds)) for key, kinds in _TOTALS]
    named = {kind for _, kinds in _TOTALS for kind in kinds}
    sums.append(("all_other", ledger.total_of(*(kind for kind in MoveKind if kind not in named))))
    y += 16
    for key, amount in sums:
        pen.right(_CREDIT_END, y, label(key, language), _ROW)
        pen.right(RIGHT, y, str(amount), _ROW)
        y += 12
    pen.rule(_WORDS_X, y - 8, RIGHT, 0.75)
    closing = label("closing", language, day=explain_date(ledger.head.to_on))
    pen.right(_CREDIT_END, y + 4, closing, BODY_BOLD)
    pen.right(RIGHT, y + 4, ledger.closing.dollars, BODY_BOLD)
    pen.text(LEFT, y + 22, label("ledger_note", language), SMALL)
