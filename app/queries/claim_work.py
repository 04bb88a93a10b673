"""The work lists of claims: how many wait in each, what they come to, and since when."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.claim_work import FILING_NEAR, WorkTotals
from app.domain.money import Money
from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks
from app.queries.claim_filters import ClaimFilter, conditions_of
from app.queries.unbilled_visits import count_unbilled


@dataclass(frozen=True, slots=True)
class ClaimWorkCounts:
    """How much waits in the lists that are more than a state; `held_ready` is on hold and not printed."""

    held: int
    held_ready: int
    rejected: int
    silent: int
    filing: int
    unbilled: int


READY = ClaimFilter(("ready",), held=False)
HELD = ClaimFilter(("ready", "printed"), held=True)
HELD_READY = ClaimFilter(("ready",), held=True)
REJECTED = ClaimFilter(rejected=True)
SILENT = ClaimFilter(silent=True)
FILING = ClaimFilter(filing_within=FILING_NEAR)


@asks(Right.PRINT_CLAIM)
def count_claim_work(user_id: int, today: date) -> ClaimWorkCounts:
    """How many claims and visits wait in each list; `user_id` is whose unfinished charges count."""
    return ClaimWorkCounts(
        held=_count(HELD, today),
        held_ready=_count(HELD_READY, today),
        rejected=_count(REJECTED, today),
        silent=_count(SILENT, today),
        filing=_count(FILING, today),
        unbilled=count_unbilled(user_id, today),
    )


@asks(Right.PRINT_CLAIM)
def find_claim_totals(ids: Sequence[int]) -> WorkTotals:
    """What these claims charge, and the oldest day: when it was sent, before that its service."""
    ((count, cents, oldest),) = select(
        "select count(*), coalesce(sum((select sum(c.cents) from claim_line l "
        "join charge c on c.id = l.charge_id where l.claim_id = m.id)), 0), "
        "min(case when m.state = 'sent' and m.sent_on is not null then m.sent_on else v.on_date end) "
        "from json_each(?) j cross join claim m on m.id = j.value join visit v on v.id = m.visit_id",
        json.dumps(list(ids)),
    )
    return WorkTotals(count, Money(cents), date.fromisoformat(oldest) if oldest else None)


def _count(asked: ClaimFilter, today: date) -> int:
    where, values = conditions_of(asked, today)
    return int(select(f"select count(*) from claim m{where}", *values)[0][0])
