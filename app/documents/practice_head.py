"""The practice's name and address at the head of its money papers."""

from app.documents.letter_page import LEFT, LetterPen, Style
from app.documents.money_labels import label
from app.domain.letterhead import PracticeHead


def draw_practice_head(pen: LetterPen, practice: PracticeHead, language: str) -> None:
    """Draw name, address, phone, hours and tax ID in the upper left corner, above 2.04 in."""
    pen.fitted(LEFT, 56, practice.name, Style(15, bold=True), 242)
    lines = [*practice.address.lines, practice.phone, practice.hours_in(language)]
    if practice.tax_id:
        lines.append(label("tax_id", language, tax_id=practice.tax_id))
    y = 71.0
    for line in filter(None, lines):
        pen.fitted(LEFT, y, line, Style(8.5), 330)
        y += 11
