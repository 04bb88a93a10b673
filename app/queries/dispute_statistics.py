"""What disputes taught: every case opened on some days, counted by payer, reason and code."""

from dataclasses import dataclass
from datetime import date

from app.domain.disputes.cases import Stage
from app.domain.disputes.outcomes import Result
from app.domain.disputes.statistics import CaseRecord, StatisticsRow, count_cases, sum_cases
from app.domain.money import Money
from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks

_CASES = """
    select y.name, coalesce(nullif(d.reason, ''), d.kind),
      coalesce((select group_concat(code, ', ') from (select distinct c.code from dispute_line l
        join charge c on c.id = l.charge_id where l.case_id = d.id order by c.code)), ''),
      date(d.opened_at), (select sum(l.cents) from dispute_line l where l.case_id = d.id), d.stage,
      o.result, (select sum(x.won_cents) from dispute_outcome x where x.case_id = d.id), o.decided_on
    from dispute_case d join payer y on y.id = d.payer_id
      left join dispute_outcome o on o.id = coalesce((select max(x.id) from dispute_outcome x
        where x.case_id = d.id and x.result in ('won', 'partly', 'lost')),
        (select max(x.id) from dispute_outcome x where x.case_id = d.id))
    where date(d.opened_at) between ?1 and ?2 order by d.id
"""


@dataclass(frozen=True, slots=True)
class DisputeStatistics:
    """The cases opened on some days: all together, and by payer, reason and procedure code."""

    total: StatisticsRow
    by_payer: tuple[StatisticsRow, ...]
    by_reason: tuple[StatisticsRow, ...]
    by_code: tuple[StatisticsRow, ...]


@asks(Right.SEE_REPORTS)
def explain_disputes(first: date, last: date) -> DisputeStatistics:
    """Count the cases opened on these days, and what they came to."""
    records = [
        CaseRecord(
            payer,
            reason,
            code,
            date.fromisoformat(opened),
            Money(cents or 0),
            _result(stage, result),
            Money(won or 0),
            date.fromisoformat(decided) if decided else None,
        )
        for payer, reason, code, opened, cents, stage, result, won, decided in select(
            _CASES, first.isoformat(), last.isoformat()
        )
    ]
    return DisputeStatistics(
        sum_cases("All cases", records),
        count_cases(records, lambda each: each.payer),
        count_cases(records, lambda each: each.reason),
        count_cases(records, lambda each: each.code),
    )


def _result(stage: str, result: str | None) -> Result | None:
    """What a case came to by its last decision, though it was written off since; None while it goes on."""
    is_over = stage == Stage.CLOSED or (stage == Stage.LOST and result == Result.LOST)
    return Result(result) if result and is_over else None
