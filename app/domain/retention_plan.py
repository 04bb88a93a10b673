"""Which backups to keep as they grow old: many new ones, few old ones.

Order is by sequence number, never by the clock: a wrong clock may move a backup into another day but never
makes it older than it is. Days are the calendar days that the backups bear.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date

ALL_OF_DAYS = 2
DAILY = 12
WEEKLY = 10
MONTHLY = 9
YEARLY = 7


@dataclass(frozen=True, slots=True)
class KeptBackup:
    """One backup as the plan sees it: its number, the day it was made and whether it proved whole."""

    sequence: int
    made_on: date
    verified: bool


def plan_retention(backups: Sequence[KeptBackup]) -> tuple[int, ...]:
    """Name the sequence numbers that may go, oldest first.

    Only whole backups are counted, and while any is damaged nothing goes: backups that change by themselves
    are what ransomware or a dying disk looks like, and every old one may be needed.
    """
    if not all(backup.verified for backup in backups):
        return ()
    newest_first = sorted(backups, key=lambda backup: backup.sequence, reverse=True)
    kept = {backup.sequence for backup in newest_first[:1]}
    recent = _newest_keys(newest_first, _day, ALL_OF_DAYS)
    kept |= {backup.sequence for backup in newest_first if _day(backup) in recent}
    for key, count in ((_day, DAILY), (_week, WEEKLY), (_month, MONTHLY), (_year, YEARLY)):
        kept |= _newest_of_each(newest_first, key, count)
    return tuple(backup.sequence for backup in reversed(newest_first) if backup.sequence not in kept)


def _newest_keys(
    newest_first: list[KeptBackup], key: Callable[[KeptBackup], Hashable], count: int
) -> set[Hashable]:
    return set(list(dict.fromkeys(key(backup) for backup in newest_first))[:count])


def _newest_of_each(
    newest_first: list[KeptBackup], key: Callable[[KeptBackup], Hashable], count: int
) -> set[int]:
    newest: dict[Hashable, int] = {}
    for backup in newest_first:
        newest.setdefault(key(backup), backup.sequence)
    return set(list(newest.values())[:count])


def _day(backup: KeptBackup) -> Hashable:
    return backup.made_on


def _week(backup: KeptBackup) -> Hashable:
    return backup.made_on.isocalendar()[:2]


def _month(backup: KeptBackup) -> Hashable:
    return backup.made_on.year, backup.made_on.month


def _year(backup: KeptBackup) -> Hashable:
    return backup.made_on.year
