"""Due work: one list of what waits for somebody, the most overdue first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

FEW = 5
LONGEST_NAME = 80


class DueKind(StrEnum):
    """Where a line of due work comes from; the value is also how it is finished."""

    TO_DO = "to_do"
    ASK_AGAIN = "ask"
    PROMISE = "promise"
    FILING = "filing"
    DENIAL = "denial"
    GUIDELINE = "guideline"
    REMITTANCE = "remittance"
    REPLY = "reply"
    SILENT = "silent"
    UNBILLED = "unbilled"
    GOOD_FAITH = "good_faith"
    CASE = "case"


# What a person ends by saying so; all else ends when the work itself is done.
ENDED_BY_HAND = frozenset({DueKind.TO_DO, DueKind.ASK_AGAIN, DueKind.PROMISE})


@dataclass(frozen=True, slots=True)
class DueLine:
    """One piece of due work; `opens` is an act of the window and `opens_id` whom or what it is done to.

    `due` is None where there is no day; `owner` is empty where it is anyone's. `patient` is a name for the
    list, `patient_id` 0 where the line is about nobody in particular.
    """

    kind: DueKind
    id: int
    text: str
    due: date | None
    patient: str = ""
    patient_id: int = 0
    owner: str = ""
    opens: str = ""
    opens_id: int = 0

    def is_overdue(self, today: date) -> bool:
        """Tell whether its day has gone by."""
        return self.due is not None and self.due < today

    @property
    def is_ended_by_hand(self) -> bool:
        """Tell whether a person finishes it by saying what came of it."""
        return self.kind in ENDED_BY_HAND


def name_work(text: str) -> str:
    """The name of a piece of work inside a sentence: one line, cut where it is long."""
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST_NAME else f"{plain[: LONGEST_NAME - 1].rstrip()}…"


def order_due(lines: Iterable[DueLine]) -> tuple[DueLine, ...]:
    """The most overdue first; what has no day comes last."""
    return tuple(sorted(lines, key=lambda line: (line.due or date.max, line.kind.value, line.id)))


def count_denied(late: int, soon: int, days: int) -> str:
    """Say how many denied services are past their day to be answered, and how many come due within days."""
    near = f"{soon:,} {'is' if soon == 1 else 'are'} due within {days} days"
    if not late:
        return f"Denied services to answer: {near}"
    gone = f"{late:,} {'is' if late == 1 else 'are'} late"
    return f"Denied services to answer: {gone}, {near}" if soon else f"Denied services to answer: {gone}"


def gather(lines: Sequence[DueLine], count: int, words: str, opens: str) -> tuple[DueLine, ...]:
    """The lines as they are where they are few, else one line that counts them and opens their own list.

    `words` says what they are, with `{count}` where the number goes; of many, the first line is enough.
    """
    if count <= FEW:
        return tuple(lines)
    first = min((line.due for line in lines if line.due), default=None)
    return (DueLine(lines[0].kind, 0, words.format(count=f"{count:,}"), first, opens=opens),)
