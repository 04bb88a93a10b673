"""Amounts, units and dates as they are read from segments; what cannot be read is named with its segment."""

import re
from datetime import date
from decimal import Decimal

from app.domain.money import Money
from app.edi.syntax import Segment, X12Error, shown

_AMOUNT = re.compile(r"([+-]?)([0-9]{0,15})(?:\.([0-9]{0,2})0*)?")
_QUANTITY = re.compile(r"[+-]?(?=\.?[0-9])[0-9]{0,15}(?:\.[0-9]{0,10})?")
_DAY = re.compile(r"[0-9]{8}")
_SHORT_DAY = re.compile(r"[0-9]{6}")


def read_amount(segment: Segment, text: str) -> Money:
    """Read money of type R: `125`, `125.00`, `0125`, `.5`, `-3.25`."""
    match = _AMOUNT.fullmatch(text)
    if match is None or not (match[2] or match[3]):
        raise segment.error(f"“{shown(text)}” is not an amount of money.")
    cents = int(match[2] or "0") * 100 + int((match[3] or "").ljust(2, "0"))
    return Money(-cents if match[1] == "-" else cents)


def read_optional_amount(segment: Segment, text: str) -> Money | None:
    """Read money, or None where nothing stands."""
    return read_amount(segment, text) if text else None


def read_quantity(segment: Segment, text: str) -> Decimal:
    """Read units, which may have decimals."""
    if not _QUANTITY.fullmatch(text):
        raise segment.error(f"“{shown(text)}” is not a number of units.")
    return Decimal(text)


def read_day(segment: Segment, text: str) -> date:
    """Read a date written CCYYMMDD (format D8)."""
    return _day(segment, text, text) if _DAY.fullmatch(text) else _refuse_day(segment, text)


def read_optional_day(segment: Segment, text: str) -> date | None:
    """Read a date written CCYYMMDD, or None where nothing stands."""
    return read_day(segment, text) if text else None


def read_short_day(segment: Segment, text: str) -> date:
    """Read a date written YYMMDD, of this century."""
    return _day(segment, f"20{text}", text) if _SHORT_DAY.fullmatch(text) else _refuse_day(segment, text)


def read_period(segment: Segment, form: str, text: str) -> tuple[date, date]:
    """Read a date (D8) or a period (RD8) as its first and last day; elements 2 and 3 of a DTP segment."""
    if form != "RD8":
        day = read_day(segment, text)
        return day, day
    start, _, end = text.partition("-")
    period = read_day(segment, start), read_day(segment, end)
    if period[0] > period[1]:
        raise segment.error(f"The period {shown(text)} ends before it begins.")
    return period


def _day(segment: Segment, digits: str, text: str) -> date:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError as error:
        raise _day_error(segment, text) from error


def _refuse_day(segment: Segment, text: str) -> date:
    raise _day_error(segment, text)


def _day_error(segment: Segment, text: str) -> X12Error:
    return segment.error(f"“{shown(text)}” is not a date.")
