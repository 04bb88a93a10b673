"""Money that came in, by the day it was posted: by method and by who took it, insurers' payments among it."""

from dataclasses import dataclass
from datetime import date

from app.domain.money import Money
from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks

INSURER = "insurer"
_IN = (
    "('payment', 'payment_void', 'payment_returned', 'adjudication', 'adjudication_void', "
    "'provider_adjustment', 'provider_adjustment_void', 'remittance', 'remittance_void')"
)
# What was taken over from elsewhere never lay in the drawer, and is no cash or check of these days.
_WAY = (
    f"case when e.payment_id is null then '{INSURER}' when e.account = 'bank' "
    "and y.method in ('cash', 'check') then 'other' else y.method end"
)
_ORDER = ("cash", "check", "card", "hsa", "ach", "other", INSURER)


@dataclass(frozen=True, slots=True)
class MoneyInLine:
    """What came in by one method through one person; `taken_back` was voided or returned, above zero."""

    way: str
    user: str
    count: int
    taken: Money
    taken_back: Money

    @property
    def kept(self) -> Money:
        """What stayed."""
        return self.taken - self.taken_back


@asks(Right.SEE_PATIENT)
def list_money_in(first: date, last: date) -> tuple[MoneyInLine, ...]:
    """What came in on these days, by method and by who posted it."""
    rows = select(
        f"select {_WAY} as way, u.display_name, count(distinct case when e.cents > 0 then p.id end), "
        "sum(case when e.cents > 0 then e.cents else 0 end), "
        "sum(case when e.cents < 0 then -e.cents else 0 end) "
        "from posting p join entry e on e.posting_id = p.id join user u on u.id = p.user_id "
        "left join payment y on y.id = e.payment_id where p.posted_on between ? and ? "
        f"and p.kind in {_IN} and e.account in ('cash_drawer', 'bank') group by 1, 2",
        first.isoformat(),
        last.isoformat(),
    )
    lines = (
        MoneyInLine(way, user, count, Money(taken), Money(back)) for way, user, count, taken, back in rows
    )
    return tuple(sorted(lines, key=lambda line: (_ORDER.index(line.way), line.user)))
