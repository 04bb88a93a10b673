"""Draws the voucher of a refund check: to whom, how much, from what, and who prepared and approved it."""

from app.documents.desk_head import draw_desk_head, draw_page_number, draw_signature, paper_tag
from app.documents.letter_page import BODY, BODY_BOLD, LABEL, LEFT, RIGHT, LetterPen, Style
from app.domain.explanations import explain_date
from app.domain.money_letters import LetterFacts, explain_paid_back

_LABELS: dict[str, tuple[str, str]] = {
    "title": ("CHECK VOUCHER", "COMPROBANTE DE CHEQUE"),
    "check": ("Check number", "Cheque n.º"),
    "date": ("Date", "Fecha"),
    "account": ("Account number", "Número de cuenta"),
    "payee": ("Pay to", "Páguese a"),
    "amount": ("Amount", "Cantidad"),
    "reason": ("Reason", "Motivo"),
    "from": ("Taken from", "Tomado de"),
    "prepared": ("Prepared by {name}", "Preparado por {name}"),
    "approved": ("Approved by {name}", "Aprobado por {name}"),
    "signed": ("Date", "Fecha"),
}
_BIG = Style(17, bold=True)
_MOST_ROWS = 24


def draw_check_voucher(facts: LetterFacts, mark: str = "") -> bytes:
    """Draw one voucher; `mark` is a framed word such as COPY, VOID or DEMO."""
    language = "es" if facts.language == "es" else "en"
    pen = LetterPen(f"{_label('title', language)} {facts.check_number}", paper_tag(language))
    head = (
        (_label("check", language), facts.check_number),
        (_label("date", language), explain_date(facts.written_on)),
        (_label("account", language), facts.account_number),
    )
    draw_desk_head(pen, facts.practice, language, _label("title", language), head)
    pen.stamp(mark)
    pen.text(LEFT, 162, _label("payee", language), LABEL)
    y = pen.paragraph(LEFT, 178, facts.addressee, BODY_BOLD, 13)
    pen.right(RIGHT, 162, _label("amount", language), LABEL)
    pen.right(RIGHT, 182, facts.amount.dollars, _BIG)
    y = _draw_reason(pen, facts, language, max(y, 240) + 14)
    y = _draw_parts(pen, facts, language, y + 10)
    for key, name in (("prepared", facts.prepared_by), ("approved", facts.signer)):
        y += 50
        draw_signature(pen, y, _label(key, language, name=name), _label("signed", language))
    draw_page_number(pen, language, 1)
    pen.end_page()
    return pen.finish()


def _draw_reason(pen: LetterPen, facts: LetterFacts, language: str, y: float) -> float:
    pen.text(LEFT, y, _label("reason", language), LABEL)
    words = f"{facts.reason}  {explain_paid_back(facts, language)}"
    return pen.paragraph(LEFT, y + 14, BODY.wrap(words, RIGHT - LEFT), BODY, 13)


def _draw_parts(pen: LetterPen, facts: LetterFacts, language: str, y: float) -> float:
    pen.text(LEFT, y, _label("from", language), LABEL)
    pen.right(RIGHT, y, _label("amount", language), LABEL)
    pen.rule(LEFT, y + 4, RIGHT, 0.75)
    y += 18
    for part in facts.parts[:_MOST_ROWS]:
        words = f"{part.number}  {explain_date(part.on)}  {part.name}"
        pen.fitted(LEFT, y, words, BODY, RIGHT - LEFT - 90)
        pen.right(RIGHT, y, str(part.amount))
        y += 13
    pen.rule(LEFT, y - 6, RIGHT, 0.75)
    pen.right(RIGHT, y + 8, facts.amount.dollars, BODY_BOLD)
    return y + 8


def _label(key: str, language: str, **words: object) -> str:
    return _LABELS[key][language == "es"].format(**words)
