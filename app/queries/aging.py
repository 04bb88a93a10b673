"""How old the open money is, by patient, by guarantor account and by payer, on any day.

Balances are those of the ledger at the end of the day asked for; what is placed with an agency stands apart.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.domain.aging import AgingAnchor, compose_aging
from app.domain.money import ZERO, Money, total
from app.domain.reports import AgedLine, ReportKind
from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks

_ACCOUNTS = {
    ReportKind.AGING_PATIENTS: "patient_ar",
    ReportKind.AGING_GUARANTORS: "patient_ar",
    ReportKind.AGING_PAYERS: "insurance_ar",
}
_OPEN = (
    "select e.charge_id, e.guarantor_id, coalesce(e.policy_id, 0) as policy_id, sum(e.cents) as cents "
    "from entry e join posting p on p.id = e.posting_id "
    "where e.account = ?1 and e.charge_id is not null and p.effective_on <= ?2 "
    "group by 1, 2, 3 having sum(e.cents) <> 0"
)
_TRANSFERRED = (
    "(select max(q.effective_on) from entry r join posting q on q.id = r.posting_id "
    "where r.charge_id = c.id and r.account = ?1 and r.cents > 0 and q.effective_on <= ?2)"
)
_STATED = (
    "(select min(s.on_date) from statement_item x join statement s on s.id = x.statement_id "
    "where x.charge_id = c.id and s.on_date <= ?2)"
)
_NAMED = {
    ReportKind.AGING_PATIENTS: ("t.id", "t.last || ', ' || t.first", "a.number"),
    ReportKind.AGING_GUARANTORS: ("a.id", "a.last || ', ' || a.first", "a.number"),
    ReportKind.AGING_PAYERS: ("y.id", "coalesce(y.name, '')", "coalesce(y.claim_payer_id, '')"),
}
_CREDITS = {
    ReportKind.AGING_PATIENTS: (
        "select coalesce(t.id, -a.id), coalesce(t.last || ', ' || t.first, a.last || ', ' || a.first), "
        "a.number, -sum(e.cents) from entry e join posting p on p.id = e.posting_id "
        "join payment m on m.id = e.payment_id "
        "join guarantor_account a on a.id = e.guarantor_id left join patient t on t.id = m.patient_id "
        "where e.account = 'unapplied' and p.effective_on <= ? group by 1 having sum(e.cents) <> 0"
    ),
    ReportKind.AGING_GUARANTORS: (
        "select a.id, a.last || ', ' || a.first, a.number, -sum(e.cents) from entry e "
        "join posting p on p.id = e.posting_id join guarantor_account a on a.id = e.guarantor_id "
        "where e.account = 'unapplied' and p.effective_on <= ? group by 1 having sum(e.cents) <> 0"
    ),
}


@dataclass(frozen=True, slots=True)
class AgingDetail:
    """An aging with what the ledger says of the same day, so that the two can be held against each other."""

    lines: tuple[AgedLine, ...]
    ledger: Money
    unused: Money

    @property
    def difference(self) -> Money:
        """Buckets less credits, against the ledger; anything but zero is a fault."""
        open_ = total(line.aging.total for line in self.lines)
        credit = total(line.aging.credits for line in self.lines)
        return open_ - credit - (self.ledger - self.unused)


@asks(Right.SEE_REPORTS)
def find_aging(kind: ReportKind, as_of: date, anchor: AgingAnchor) -> AgingDetail:
    """The aging of a day; insurers' balances age from the day of service."""
    return aging(kind, as_of, anchor)


def aging(kind: ReportKind, as_of: date, anchor: AgingAnchor) -> AgingDetail:
    """The aging of a day, those who owe most first by name."""
    account, day = _ACCOUNTS[kind], as_of.isoformat()
    dated: dict[int, list[tuple[date, Money]]] = defaultdict(list)
    names: dict[int, tuple[str, str]] = {}
    credits_: dict[int, Money] = {}
    for key, name, number, on, cents in _open_lines(kind, account, day, anchor):
        dated[key].append((date.fromisoformat(on), Money(cents)))
        names[key] = (name.strip(", "), number)
    for key, name, number, cents in select(_CREDITS[kind], day) if kind in _CREDITS else ():
        credits_[key] = Money(cents)
        names.setdefault(key, (name.strip(", "), number))
    lines = (
        AgedLine(*names[key], compose_aging(dated[key], as_of, credits_.get(key, ZERO))) for key in names
    )
    return AgingDetail(
        tuple(sorted(lines, key=lambda line: (line.name.casefold(), line.number))),
        _balance(account, day),
        -_balance("unapplied", day) if kind in _CREDITS else ZERO,
    )


def _open_lines(
    kind: ReportKind, account: str, day: str, anchor: AgingAnchor
) -> Iterable[tuple[int, str, str, str, int]]:
    key, name, number = _NAMED[kind]
    anchors = {
        AgingAnchor.SERVICE: "c.service_on",
        AgingAnchor.FIRST_STATEMENT: f"coalesce({_STATED}, ?2)",
        AgingAnchor.TRANSFER: f"coalesce({_TRANSFERRED}, c.service_on)",
    }
    since = anchors[AgingAnchor.SERVICE if kind is ReportKind.AGING_PAYERS else anchor]
    rows: list[tuple[int, str, str, str, int]] = select(
        f"select {key}, {name}, {number}, {since}, b.cents from ({_OPEN}) b "
        "join charge c on c.id = b.charge_id join patient t on t.id = c.patient_id "
        "join guarantor_account a on a.id = b.guarantor_id left join policy o on o.id = b.policy_id "
        "left join plan n on n.id = o.plan_id left join payer y on y.id = n.payer_id",
        account,
        day,
    )
    return rows


def _balance(account: str, day: str) -> Money:
    """What stands on a ledger account on a day: today's sums less what bears a later day."""
    rows = select(
        "select coalesce((select sum(cents) from account_balance where account = ?1), 0) - coalesce("
        "(select sum(e.cents) from posting p join entry e on e.posting_id = p.id "
        "where p.posted_on > ?2 and p.effective_on > ?2 and e.account = ?1), 0)",
        account,
        day,
    )
    return Money(rows[0][0])
