"""The flowing part of a statement as blocks of known height: patients, lines with their reason, and notes."""

from dataclasses import dataclass

from app.documents.letter_page import BODY, BODY_BOLD, LABEL, LEFT, RIGHT, LetterPen, Style
from app.documents.money_labels import label
from app.domain.aging import LABELS
from app.domain.explanations import explain_date
from app.domain.money import Money
from app.domain.statements import PatientStatement, StatementLine, StatementSection

_TEXT_X = LEFT + 58
_COLUMN = 54.0
_COLUMNS = ("charged", "insurance_paid", "adjustments", "you_paid", "with_insurance", "you_owe")
_NAME_WIDTH = RIGHT - _COLUMN * len(_COLUMNS) - _TEXT_X - 4
_REASON = Style(8.5)
_REASON_LEAD, _ROW_LEAD = 10.4, 11.0
_HEADING = Style(10, bold=True)


@dataclass(frozen=True, slots=True)
class Piece:
    """One line of text at (x, y) points from the upper left of its block; `right` ends it at x."""

    x: float
    y: float
    words: str
    style: Style
    right: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """What is drawn together: its height in points, its texts, the heights of its rules, and its bond."""

    height: float
    pieces: tuple[Piece, ...]
    rules: tuple[float, ...] = ()
    keeps_next: bool = False


def compose_blocks(statement: PatientStatement) -> tuple[Block, ...]:
    """Lay out the sections and notes of a statement, top to bottom."""
    blocks: list[Block] = []
    for section in statement.sections:
        blocks.append(_heading(section, statement))
        blocks += [_line_block(line) for line in section.lines]
    return (*blocks, _notes(statement))


def draw_block(pen: LetterPen, block: Block, y: float) -> None:
    """Draw a block whose upper edge is at y."""
    for piece in block.pieces:
        (pen.right if piece.right else pen.text)(piece.x, y + piece.y, piece.words, piece.style)
    for rule in block.rules:
        pen.rule(LEFT, y + rule, RIGHT, 0.4, 0.55)


def draw_column_heads(pen: LetterPen, language: str, y: float) -> None:
    """Draw the heads of the columns with their last baseline at y; long ones break into two lines."""
    pen.text(LEFT, y, label("date", language), LABEL)
    pen.text(_TEXT_X, y, label("service", language), LABEL)
    for place, key in enumerate(_COLUMNS):
        style = Style(7.5, bold=True) if key == "you_owe" else LABEL
        lines = style.wrap(label(key, language), _COLUMN - 4)
        for above, words in enumerate(reversed(lines)):
            pen.right(_column_end(place), y - 8.5 * above, words, style)
    pen.rule(LEFT, y + 5, RIGHT, 0.75)


def _column_end(place: int) -> float:
    return RIGHT - _COLUMN * (len(_COLUMNS) - 1 - place)


def _heading(section: StatementSection, statement: PatientStatement) -> Block:
    names = _HEADING.wrap(section.patient_name, RIGHT - LEFT - 90)
    pieces = [Piece(LEFT, 12 + 12 * row, words, _HEADING) for row, words in enumerate(names)]
    if len(statement.sections) > 1:
        pieces.append(Piece(RIGHT, 12, str(section.you_owe), _HEADING, right=True))
    return Block(3.5 + 12 * len(names), tuple(pieces), keeps_next=True)


def _line_block(line: StatementLine) -> Block:
    names = BODY.wrap(line.description, _NAME_WIDTH)
    pieces = [Piece(LEFT, 11, explain_date(line.service_date), BODY)]
    pieces += [Piece(_TEXT_X, 11 + _ROW_LEAD * row, words, BODY) for row, words in enumerate(names)]
    amounts = (line.charged, line.insurance_paid, line.adjustments, line.you_paid, line.with_insurance)
    pieces += [
        Piece(_column_end(place), 11, _amount(amount), BODY, right=True)
        for place, amount in enumerate(amounts)
    ]
    pieces.append(Piece(RIGHT, 11, str(line.you_owe), BODY_BOLD, right=True))
    reason = f"{line.provider} · {line.reason}" if line.provider else line.reason
    y = 11 + _ROW_LEAD * max(len(names), 1)
    for words in _REASON.wrap(reason, RIGHT - _TEXT_X):
        pieces.append(Piece(_TEXT_X, y, words, _REASON))
        y += _REASON_LEAD
    height = y - _REASON_LEAD + 5.5
    return Block(height, tuple(pieces), rules=(height,))


def _amount(amount: Money) -> str:
    return str(amount) if amount else "–"


def _notes(statement: PatientStatement) -> Block:
    """Write the age of what is owed, credit, last payment, insurance on file and the messages."""
    pieces = _aging_pieces(statement)
    y = 43.0
    for words in _note_sentences(statement):
        for line in _REASON.wrap(words, RIGHT - LEFT):
            pieces.append(Piece(LEFT, y, line, _REASON))
            y += _REASON_LEAD
    return Block(y - _REASON_LEAD + 4, tuple(pieces))


def _aging_pieces(statement: PatientStatement) -> list[Piece]:
    pieces = [Piece(LEFT, 14, label("aging", statement.language), LABEL)]
    for place, (days, amount) in enumerate(zip(LABELS, statement.aging.buckets, strict=True)):
        end = RIGHT - 66 * (len(LABELS) - 1 - place)
        pieces.append(Piece(end, 14, days, LABEL, right=True))
        pieces.append(Piece(end, 26, str(amount), BODY, right=True))
    return pieces


def _note_sentences(statement: PatientStatement) -> list[str]:
    language = statement.language
    sentences = []
    if statement.credit:
        sentences.append(label("credit", language, amount=statement.credit.dollars))
    if payment := statement.last_payment:
        paid_on = explain_date(payment.paid_on)
        sentences.append(label("last_payment", language, amount=payment.amount.dollars, paid_on=paid_on))
    names = ", ".join(statement.insurance_on_file)
    sentences.append(label("insurance" if names else "no_insurance", language, names=names))
    sentences.append(label("help", language))
    return [*sentences, *statement.message.splitlines()]
