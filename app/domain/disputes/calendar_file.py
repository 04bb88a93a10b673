"""Deadlines as a calendar file that any calendar program takes in (RFC 5545): whole days, with reminders.

The file names cases by number only; no patient, payer or reason leaves the practice with it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from app.domain.disputes.deadlines import WARNING_DAYS

LONGEST_LINE = 75
"""The most octets of a line; longer ones go on after a line break and a space."""


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A day to be kept: `uid` stays the same when the file is taken in again."""

    uid: str
    on: date
    title: str
    words: str = ""


def write_calendar(entries: Iterable[CalendarEntry], made_at: datetime) -> str:
    """Write the entries as one calendar, each with a reminder 30, 14 and 3 days before."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Plainbill//Deadlines//EN", "CALSCALE:GREGORIAN"]
    for entry in entries:
        lines += _event(entry, made_at)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _fold(line))


def _event(entry: CalendarEntry, made_at: datetime) -> list[str]:
    alarms = [
        line
        for days in WARNING_DAYS
        for line in (
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"TRIGGER:-P{days}D",
            f"DESCRIPTION:{_escaped(entry.title)}",
            "END:VALARM",
        )
    ]
    return [
        "BEGIN:VEVENT",
        f"UID:{entry.uid}",
        f"DTSTAMP:{made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{entry.on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{entry.on + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(entry.title)}",
        f"DESCRIPTION:{_escaped(entry.words)}",
        "TRANSP:TRANSPARENT",
        *alarms,
        "END:VEVENT",
    ]


def _escaped(text: str) -> str:
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n")):
        text = text.replace(plain, written)
    return text


def _fold(line: str) -> list[str]:
    """Break a line at 75 octets, never within a letter."""
    folded, rest = [], line
    while len(rest.encode()) > LONGEST_LINE:
        at = LONGEST_LINE
        while len(rest[:at].encode()) > LONGEST_LINE:
            at -= 1
        folded.append(rest[:at])
        rest = " " + rest[at:]
    return [*folded, rest]
