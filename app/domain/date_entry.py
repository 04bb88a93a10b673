"""Dates as a receptionist types them: letters, short forms and bare digits; the caller says what today is.

`t` today, `+` and `-` a day, `+30`, `t-7`; `w` and `k` begin and end the week (Sunday to Saturday), `m` and
`h` the month, `y` and `r` the year; `15` is in this month, `6/3` in this year; `6/3/26`, `060326`, `06032026`
and `2026-06-03` are whole.
"""

import calendar
import re
from datetime import date, timedelta

from app.domain.errors import InputError

OLDEST_AGE = 110
FIRST_YEAR = 1900
LAST_YEAR = 2199
YEARS_AHEAD = 20
_OFFSET = re.compile(r"t?([+-])([0-9]{0,4})")
_PARTS = re.compile(r"([0-9]{1,2})[/\-. ]([0-9]{1,2})(?:[/\-. ]([0-9]{2}|[0-9]{4}))?")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_DIGITS = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{2}|[0-9]{4})")


def read_date(text: str, today: date, birth: bool = False) -> date:
    """Read a typed date; with `birth` a two-digit year never lies in the future and the year must be typed.

    Raises InputError with a sentence for what cannot be understood and, for births, for the future and for an
    age over 110.
    """
    typed = text.strip().lower()
    found = _read_shortcut(typed, today) or _read_numbers(typed, today, birth)
    if found is None:
        raise InputError(f"“{text.strip()}” is not a date. Type it like 6/3/2026 or 06032026.")
    if birth:
        _check_birth(found, today)
    elif not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise InputError(f"The year {found.year:04d} cannot be right. Check the date.")
    return found


def format_date(day: date) -> str:
    """Write a date the one way the program shows it: `06/03/2026`."""
    return f"{day.month:02d}/{day.day:02d}/{day.year:04d}"


def age_on(birth_date: date, on: date) -> int:
    """Count the full years lived on a day; a leap-day birthday falls on March 1 in other years."""
    had_birthday = (on.month, on.day) >= (birth_date.month, birth_date.day)
    return on.year - birth_date.year - (0 if had_birthday else 1)


def _check_birth(found: date, today: date) -> None:
    if found > today:
        raise InputError(f"{format_date(found)} lies in the future. Check the birth date.")
    age = age_on(found, today)
    if age > OLDEST_AGE:
        raise InputError(f"Born {format_date(found)} would make the patient {age} years old. Check the year.")


def _read_shortcut(typed: str, today: date) -> date | None:
    offset = _OFFSET.fullmatch(typed)
    if offset:
        days = int(offset[2] or "1")
        return today + timedelta(days=days if offset[1] == "+" else -days)
    since_sunday = (today.weekday() + 1) % 7
    month_days = calendar.monthrange(today.year, today.month)[1]
    shortcuts = {
        "t": today,
        "w": today - timedelta(days=since_sunday),
        "k": today + timedelta(days=6 - since_sunday),
        "m": today.replace(day=1),
        "h": today.replace(day=month_days),
        "y": today.replace(month=1, day=1),
        "r": today.replace(month=12, day=31),
    }
    return shortcuts.get(typed)


def _read_numbers(typed: str, today: date, birth: bool) -> date | None:
    iso = _ISO.fullmatch(typed)
    if iso:
        return _make_date(int(iso[1]), int(iso[2]), int(iso[3]))
    parts = _PARTS.fullmatch(typed) or _DIGITS.fullmatch(typed)
    if parts:
        if birth and parts[3] is None:
            raise InputError("Type the year of birth too, like 3/4/1961.")
        return _read_parts(parts, today, birth)
    if re.fullmatch(r"[0-9]{1,2}", typed) and not birth:
        return _make_date(today.year, today.month, int(typed))
    return None


def _read_parts(parts: re.Match[str], today: date, birth: bool) -> date | None:
    month, day, year = int(parts[1]), int(parts[2]), parts[3]
    if year is None:
        return _make_date(today.year, month, day)
    if len(year) == 4:
        return _make_date(int(year), month, day)
    century = today.year - today.year % 100
    found = _make_date(century + int(year), month, day)
    latest = today if birth else today.replace(year=today.year + YEARS_AHEAD, day=1)
    return found if found and found <= latest else _make_date(century - 100 + int(year), month, day)


def _make_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
