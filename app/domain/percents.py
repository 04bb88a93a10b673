"""Percents as people type them, kept as basis points: 80 % is 8000; they may be more than the whole."""

import re
from collections.abc import Sequence

from app.domain.errors import InputError

WHOLE = 10_000
MOST = 100_000
_TYPED = re.compile(r"(\d{1,4})(?:\.(\d{1,2}))?")


def read_percent(text: str) -> int:
    """Read `80`, `80 %` or `112.5%` as basis points; raises InputError for anything but 0.01 to 1000."""
    typed = _TYPED.fullmatch(text.replace("%", "").strip())
    points = int(typed[1]) * 100 + int((typed[2] or "").ljust(2, "0")) if typed else 0
    if not 0 < points <= MOST:
        raise InputError(f"“{text.strip()[:20]}” is not a percent. Type a number like 80 or 112.5.")
    return points


def write_percent(points: int) -> str:
    """Write basis points as `80 %` or `112.5 %`."""
    whole, rest = divmod(points, 100)
    return f"{whole}.{rest:02d}".rstrip("0") + " %" if rest else f"{whole} %"


def read_percents(text: str) -> tuple[int, ...]:
    """Read a list like `50, 25`; an empty one is none."""
    return tuple(read_percent(part) for part in text.split(",") if part.strip())


def write_percents(points: Sequence[int]) -> str:
    """Write a list as it is typed: `50 %, 25 %`."""
    return ", ".join(map(write_percent, points))
