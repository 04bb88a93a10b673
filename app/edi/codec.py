"""X12 text, its small parts: letters, amounts, dates, composites and segments as they are written.

X12 has no escaping: `fold_text` blanks the delimiters out of every text that people typed. The other
functions take values that are folded already, or codes of the program itself.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from app.domain.errors import InputError
from app.domain.money import Money

BASIC_SET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 !\"&'()*+,-./:;?="
EXTENDED_SET = BASIC_SET + "abcdefghijklmnopqrstuvwxyz@%_#{}[]|\\<>$~^"
_WITHOUT_DECOMPOSITION = str.maketrans(
    {
        "Æ": "AE", "æ": "ae", "Œ": "OE", "œ": "oe", "Ø": "O", "ø": "o", "Ð": "D", "ð": "d",
        "Đ": "D", "đ": "d", "Þ": "TH", "þ": "th", "Ł": "L", "ł": "l", "Ħ": "H", "ħ": "h",
        "ß": "ss", "ẞ": "SS", "ı": "i", "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-",
        "’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"',
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Delimiters:
    """The four letters that part an interchange; no two may be alike, none a letter, digit, blank or point.

    Raises InputError if they are not. `repetition` is empty where a file has none (version 4010).
    """

    element: str = "*"
    repetition: str = "^"
    component: str = ":"
    segment: str = "~"

    def __post_init__(self) -> None:
        """Refuse delimiters that cannot be told apart, or from text and amounts."""
        letters = [
            self.element,
            self.component,
            self.segment,
            *([self.repetition] if self.repetition else []),
        ]
        if any(len(letter) != 1 or letter.isalnum() or letter in " .-" for letter in letters):
            raise InputError("Each delimiter is one sign that is no letter, digit, blank, point or dash.")
        if len(set(letters)) != len(letters):
            raise InputError("Two delimiters are the same sign. Give each its own.")


STANDARD = Delimiters()


def fold_text(text: str, delimiters: Delimiters = STANDARD, extended: bool = False) -> str:
    """Write a text in the basic set: capitals without accents, single blanks, no delimiter, none at its ends.

    `extended` keeps small letters and signs as `@` and `_` for partners who take them; what neither set has
    becomes a blank.
    """
    plain = text if text.isascii() else _without_marks(text)
    plain = plain if extended else plain.upper()
    return " ".join(plain.translate(_letters(delimiters, extended)).split())


@cache
def _letters(delimiters: Delimiters, extended: bool) -> "_Alphabet":
    allowed = set(EXTENDED_SET if extended else BASIC_SET)
    allowed -= {delimiters.element, delimiters.repetition, delimiters.component, delimiters.segment}
    return _Alphabet({ord(letter): letter for letter in allowed})


class _Alphabet(dict[int, str]):
    """A table for `str.translate` that makes a blank of every letter it does not hold."""

    def __missing__(self, letter: int) -> str:
        return " "


def _without_marks(text: str) -> str:
    parted = unicodedata.normalize("NFKD", text.translate(_WITHOUT_DECOMPOSITION))
    return "".join(letter for letter in parted if unicodedata.category(letter) not in {"Mn", "Cf"})


def write_amount(amount: Money) -> str:
    """Write money as X12 type R: `125`, `125.5`, `.5`, `-3.25`; no trailing zeros, no point if whole."""
    dollars, cents = divmod(abs(amount.cents), 100)
    sign = "-" if amount.cents < 0 else ""
    if not cents:
        return f"{sign}{dollars}"
    return f"{sign}{dollars or ''}.{cents:02d}".rstrip("0")


def write_quantity(quantity: Decimal) -> str:
    """Write units as X12 type R, with as many decimals as they have: `1`, `1.5`, `.25`."""
    text = f"{abs(quantity):f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    text = text.removeprefix("0") or "0"
    return f"-{text}" if quantity < 0 and text != "0" else text


def write_date(day: date) -> str:
    """Write a date as CCYYMMDD (format D8)."""
    return f"{day.year:04d}{day.month:02d}{day.day:02d}"


def write_period(start: date, end: date) -> tuple[str, str]:
    """Write one day as `D8` and its date, several as `RD8` and both; elements 2 and 3 of a DTP segment."""
    if start == end:
        return "D8", write_date(start)
    return "RD8", f"{write_date(start)}-{write_date(end)}"


def write_composite(*components: str, delimiters: Delimiters = STANDARD) -> str:
    """Join the components of one element; trailing empty ones fall away."""
    return delimiters.component.join(components).rstrip(delimiters.component)


def write_segment(*elements: str, delimiters: Delimiters = STANDARD) -> str:
    """Join the elements of one segment, its id first, with the terminator; trailing empty ones fall away."""
    return delimiters.element.join(elements).rstrip(delimiters.element) + delimiters.segment
