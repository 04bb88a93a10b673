"""The recovery key on paper, in groups of five that can be read out and typed back."""

from dataclasses import dataclass
from datetime import date

from app.documents.letter_page import BODY, INCH, LEFT, RIGHT, LetterPen, Style
from app.domain.date_entry import format_date

_HEAD = Style(18, bold=True)
_KEY = Style(22, bold=True)
_WORDS = Style(11)
_LEAD = 16.0
_ABOUT = (
    "Whoever holds this paper can open the practice and give a person a new password. Keep it like the key "
    "to the safe: locked away, not beside the computer, and never as a photo or in an e-mail.",
    "If everybody has forgotten the password and this paper is lost, the practice cannot be opened by "
    "anyone. Nobody keeps a copy, and the people who make Plainbill cannot help.",
    "To use it: open Plainbill, choose “Use recovery key”, type the key and set a new password. Capitals and "
    "hyphens do not matter. The letters I, L, O and U never occur in it.",
    "Make a new key in Settings, Users, whenever this paper may have been seen. The old key then opens "
    "nothing any more, but it still opens backups from before.",
)


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """What the paper bears: the practice, its recovery key as shown on screen, and the day it was made."""

    practice: str
    recovery_key: str
    made_on: date


def draw_recovery_sheet(sheet: RecoverySheet) -> bytes:
    """Draw one Letter page; lengths in points."""
    pen = LetterPen("Recovery key")
    pen.text(LEFT, 1.0 * INCH, "Recovery key", _HEAD)
    pen.fitted(LEFT, 1.3 * INCH, sheet.practice, _WORDS, RIGHT - LEFT)
    pen.text(LEFT, 1.55 * INCH, f"Made on {format_date(sheet.made_on)}", BODY)
    pen.frame((LEFT, 1.9 * INCH), RIGHT - LEFT, 0.8 * INCH, 1.5)
    pen.centred((LEFT + RIGHT) / 2, 2.4 * INCH, sheet.recovery_key, _KEY)
    y = 3.2 * INCH
    for words in _ABOUT:
        y = pen.paragraph(LEFT, y, _WORDS.wrap(words, RIGHT - LEFT), _WORDS, _LEAD) + 8
    pen.end_page()
    return pen.finish()
