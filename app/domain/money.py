"""Money: whole US cents, and the only place where amounts are read, rounded, split and written.

Floats are refused everywhere. Rounding is half-up on the cent, away from zero.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import total_ordering

from app.domain.errors import InputError

LARGEST = 100_000_000_00
_TYPED = re.compile(r"^\(?-?\$?(?:\d{1,3}(?:,\d{3})+|\d*)(?:\.\d{0,2})?\)?$")


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """An amount in whole cents; may be negative."""

    cents: int

    def __post_init__(self) -> None:
        """Refuse anything but a plain whole number of cents."""
        if type(self.cents) is not int:
            raise TypeError(f"Money takes whole cents as int, not {type(self.cents).__name__}")

    def __add__(self, other: "Money") -> "Money":
        return Money(self.cents + _cents_of(other))

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.cents - _cents_of(other))

    def __neg__(self) -> "Money":
        return Money(-self.cents)

    def __abs__(self) -> "Money":
        return Money(abs(self.cents))

    def __mul__(self, times: int) -> "Money":
        if type(times) is not int:
            raise TypeError("Money is multiplied by whole numbers only; use percent_of for shares")
        return Money(self.cents * times)

    def __lt__(self, other: "Money") -> bool:
        return self.cents < _cents_of(other)

    def __bool__(self) -> bool:
        return self.cents != 0

    def __str__(self) -> str:
        """Write as `1,234.50` or `-12.00`: two decimals always."""
        sign = "-" if self.cents < 0 else ""
        dollars, cents = divmod(abs(self.cents), 100)
        return f"{sign}{dollars:,}.{cents:02d}"

    @property
    def dollars(self) -> str:
        """Write with the dollar sign: `$1,234.50`, `-$12.00`."""
        text = str(self)
        return f"-${text[1:]}" if text.startswith("-") else f"${text}"


ZERO = Money(0)


def _cents_of(other: Money) -> int:
    if not isinstance(other, Money):
        raise TypeError(f"Money goes with Money, not {type(other).__name__}")
    return other.cents


def read_money(text: str) -> Money:
    """Read what was typed: `25`, `25.5`, `$1,234.50`, `.75`, `-3.00` or `(3.00)`.

    Raises InputError with a sentence for anything else.
    """
    typed = text.strip().replace(" ", "")
    digits = re.sub(r"[^\d.]", "", typed)
    if not _TYPED.match(typed) or not any(letter.isdigit() for letter in typed):
        raise InputError(f"“{text.strip()}” is not an amount. Type dollars and cents, like 25.00.")
    cents = int(Decimal(digits) * 100)
    if cents > LARGEST:
        raise InputError(f"{text.strip()} is too large. Check the amount.")
    negative = "-" in typed or typed.startswith("(")
    return Money(-cents if negative else cents)


def total(amounts: Iterable[Money]) -> Money:
    """Add up; nothing adds up to zero."""
    return Money(sum(amount.cents for amount in amounts))


def percent_of(amount: Money, basis_points: int) -> Money:
    """Take a share in basis points (2000 = 20 %), rounded half-up to the cent."""
    share = Decimal(amount.cents) * Decimal(basis_points) / Decimal(10_000)
    return Money(int(share.quantize(Decimal(1), rounding=ROUND_HALF_UP)))


def round_dollars(dollars: Decimal) -> Money:
    """Turn an exact sum of dollars, as a price formula gives it, into cents, rounded half-up."""
    return Money(int((dollars * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP)))


def split(amount: Money, weights: Sequence[int]) -> tuple[Money, ...]:
    """Split by largest remainder in proportion to `weights` (whole, not negative); parts add up exactly."""
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError("weights must be whole, not negative, and not all zero")
    sign = -1 if amount.cents < 0 else 1
    cents = abs(amount.cents)
    parts = [cents * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(cents * weights[i] % whole), i))
    for i in by_remainder[: cents - sum(parts)]:
        parts[i] += 1
    return tuple(Money(sign * part) for part in parts)
