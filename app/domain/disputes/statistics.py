"""What disputes taught: dollars at stake, won and lost, how often and how fast, by payer and by reason."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from app.domain.disputes.outcomes import Result
from app.domain.money import ZERO, Money, total

DECIDED = frozenset({Result.WON, Result.PARTLY, Result.LOST})


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """A case as far as it is counted: its last result, None while it is open; `decided_on` is that day."""

    payer: str
    reason: str
    code: str
    opened_on: date
    at_stake: Money
    result: Result | None = None
    won: Money = ZERO
    decided_on: date | None = None


@dataclass(frozen=True, slots=True)
class StatisticsRow:
    """One payer, reason or code: how many cases, and what they came to.

    `lost` is what was at stake in cases decided and did not come in; `days` is the median from the opening
    of a case to its decision, None where nothing was decided.
    """

    name: str
    cases: int
    open: int
    at_stake: Money
    won_cases: int
    lost_cases: int
    won: Money
    lost: Money
    days: float | None

    @property
    def win_rate(self) -> float | None:
        """The share of decided cases that were won, whole or in part; None where none was decided."""
        decided = self.won_cases + self.lost_cases
        return self.won_cases / decided if decided else None


def count_cases(
    records: Iterable[CaseRecord], name: Callable[[CaseRecord], str]
) -> tuple[StatisticsRow, ...]:
    """Count cases by a name, the one with most at stake first."""
    groups: dict[str, list[CaseRecord]] = defaultdict(list)
    for record in records:
        groups[name(record)].append(record)
    rows = [sum_cases(each, records) for each, records in groups.items()]
    return tuple(sorted(rows, key=lambda row: (-row.at_stake.cents, row.name)))


def sum_cases(name: str, records: Sequence[CaseRecord]) -> StatisticsRow:
    """Sum cases into one row."""
    decided = [record for record in records if record.result in DECIDED]
    won = [record for record in decided if record.result is not Result.LOST]
    spans = [(record.decided_on - record.opened_on).days for record in decided if record.decided_on]
    return StatisticsRow(
        name=name,
        cases=len(records),
        open=sum(record.result is None for record in records),
        at_stake=total(record.at_stake for record in records),
        won_cases=len(won),
        lost_cases=len(decided) - len(won),
        won=total(record.won for record in decided),
        lost=total(max(record.at_stake - record.won, ZERO) for record in decided if record not in won),
        days=median(spans) if spans else None,
    )
