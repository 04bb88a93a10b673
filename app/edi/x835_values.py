"""Cents, quantities and days of an 835.

Quantities and days come again and again in a remittance, so that their tables keep what they have read.
Amounts are plain cents here (see `app/domain/remittances.py`). What cannot be read raises UnreadableError, of
which the reader of the set makes an X12Error with the segment's number.
"""

import re
from datetime import date
from decimal import Decimal

from app.edi.syntax import BLANKS, shown

_AMOUNT = re.compile(r"([+-]?)([0-9]{0,15})(?:\.([0-9]{0,2})0*)?")
_QUANTITY = re.compile(r"[+-]?(?=\.?[0-9])[0-9]{0,15}(?:\.[0-9]{0,10})?")
_DAY = re.compile(r"[0-9]{8}")
_MOST_DIGITS = 17


class UnreadableError(Exception):
    """What is wrong with a segment, as a sentence."""


def read_cents(text: str) -> int:
    """Read cents of type R: `125`, `125.00`, `0125`, `.5`, `-3.25`.

    The usual ways of writing them are read without the pattern, which takes all ways.
    """
    dollars, _, cents = text.partition(".")
    digits = dollars + cents.ljust(2, "0")
    if len(cents) <= 2 < len(digits) <= _MOST_DIGITS and digits.isdecimal() and digits.isascii():
        return int(digits)
    match = _AMOUNT.fullmatch(text)
    if match is None or not (match[2] or match[3]):
        raise UnreadableError(
            f"“{shown(text)}” is not an amount of money." if text else "An amount is missing."
        )
    amount = int(match[2] or "0") * 100 + int((match[3] or "").ljust(2, "0"))
    return -amount if match[1] == "-" else amount


class Quantities(dict[str, Decimal]):
    """Units and other counts by their texts, which may have decimals."""

    def __missing__(self, text: str) -> Decimal:
        """Read a text that is new."""
        if not _QUANTITY.fullmatch(text):
            raise UnreadableError(f"“{shown(text)}” is not a number of units.")
        self[text] = quantity = Decimal(text)
        return quantity


class Days(dict[str, date | None]):
    """Days by their texts CCYYMMDD; None where no day is written so, since no money hangs on it."""

    def __missing__(self, text: str) -> date | None:
        """Read a text that is new."""
        day = None
        if _DAY.fullmatch(text):
            try:
                day = date(int(text[:4]), int(text[4:6]), int(text[6:]))
            except ValueError:
                day = None
        self[text] = day
        return day


def part_row(piece: str, sign: str) -> list[str]:
    """Part a segment into its texts, without blanks around them."""
    return [text.strip(BLANKS) for text in piece.split(sign)]
