"""The cover sheet of a batch: what was printed, and what was left out with the reason, each reason once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One thing that was left out of a batch: the number it is known by, why, and how to mend it."""

    number: str
    why: str
    fix: str = ""


@dataclass(frozen=True, slots=True)
class CoverGroup:
    """All that was left out for one reason."""

    why: str
    fix: str
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CoverSheet:
    """The sheet, complete: a title, facts of the batch as (name, value), and the groups, largest first."""

    title: str
    practice: str
    made_on: date
    facts: tuple[tuple[str, str], ...]
    groups: tuple[CoverGroup, ...]


def compose_groups(left_out: Iterable[LeftOut]) -> tuple[CoverGroup, ...]:
    """Put together what was left out for the same reason; a number stands once in a group."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for each in left_out:
        found.setdefault((each.why, each.fix), {})[each.number] = None
    groups = [CoverGroup(why, fix, tuple(numbers)) for (why, fix), numbers in found.items()]
    return tuple(sorted(groups, key=lambda group: (-len(group.numbers), group.why)))
