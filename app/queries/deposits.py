"""The drawer and the bank: what waits to be deposited, the deposits made, and the counts of the cash."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.domain.deposits import DepositSlip, SlipItem
from app.domain.money import Money, total
from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks

SLIP = "deposit_slip"
MOST_ROWS = 1000
# Of a deposit `d`: that it was not taken back.
_STANDS = "not exists(select 1 from posting r where r.reverses = d.posting_id)"
_IN_DEPOSIT = (
    "exists(select 1 from deposit_item i join deposit d on d.id = i.deposit_id "
    "where i.{column} = {value} and " + _STANDS + ")"
)
_DRAWER_PART = (
    "coalesce((select sum(e.cents) from entry e where e.payment_id = p.id and e.account = 'cash_drawer'), 0)"
)
_UNDEPOSITED = (
    f"select * from (select p.id, p.receipt_number, p.received_on, p.method, p.reference, "
    "case when p.payer_name <> '' then p.payer_name else a.last || ', ' || a.first end, "
    f"{_DRAWER_PART} as cents from payment p join guarantor_account a on a.id = p.account_id "
    "where p.method in ('cash', 'check') "
    f"and not {_IN_DEPOSIT.format(column='payment_id', value='p.id')}) where cents <> 0 order by id"
)
_DIFFERENCES = (
    "select c.id, c.on_date, c.counted_cents - c.expected_cents, c.reason from drawer_count c "
    "where c.posting_id is not null "
    f"and not {_IN_DEPOSIT.format(column='count_id', value='c.id')} order by c.id"
)


@dataclass(frozen=True, slots=True)
class UndepositedLine:
    """Money in the drawer: a payment, or (`count_id`) what a count found over or short."""

    payment_id: int | None
    count_id: int | None
    receipt_number: int | None
    on: date
    method: str
    reference: str
    name: str
    amount: Money


@dataclass(frozen=True, slots=True)
class DrawerDetail:
    """What the books say lies in the drawer, part by part."""

    lines: tuple[UndepositedLine, ...]
    ledger: Money

    @property
    def cash(self) -> Money:
        """The cash, with what was found over or short."""
        return total(line.amount for line in self.lines if line.method != "check")

    @property
    def checks(self) -> Money:
        """The checks."""
        return total(line.amount for line in self.lines if line.method == "check")

    @property
    def difference(self) -> Money:
        """What the parts do not explain of the ledger; anything but zero is a fault."""
        return self.ledger - self.cash - self.checks


@dataclass(frozen=True, slots=True)
class DepositLine:
    """A deposit as lists show it; `file_id` is its kept slip."""

    id: int
    number: int
    on: date
    bank: str
    amount: Money
    items: int
    made_by: str
    is_voided: bool
    file_id: int | None


@dataclass(frozen=True, slots=True)
class CountLine:
    """One count of the drawer: expected and counted cash, and what was said about the difference."""

    id: int
    at: datetime
    expected: Money
    counted: Money
    reason: str
    initials: str

    @property
    def difference(self) -> Money:
        """What was found over, below zero what was short."""
        return self.counted - self.expected


@asks(Right.SEE_PATIENT)
def find_drawer() -> DrawerDetail:
    """All that lies in the drawer, the oldest first, and the ledger's word for it."""
    return drawer()


@asks(Right.SEE_PATIENT)
def list_deposits(first: date, last: date) -> tuple[DepositLine, ...]:
    """The deposits of these days, the latest first, at most 1,000; those taken back too."""
    rows = select(
        "select d.id, d.number, d.on_date, d.bank, d.cents, (select count(*) from deposit_item i "
        f"where i.deposit_id = d.id), u.display_name, not {_STANDS}, (select min(f.id) from stored_file f "
        f"where f.kind = '{SLIP}' and f.subject = 'deposit' and f.subject_id = d.id) "
        "from deposit d join user u on u.id = d.user_id where d.on_date between ? and ? "
        f"order by d.id desc limit {MOST_ROWS}",
        first.isoformat(),
        last.isoformat(),
    )
    return tuple(_deposit(row) for row in rows)


@asks(Right.SEE_PATIENT)
def list_drawer_counts(day: date) -> tuple[CountLine, ...]:
    """The counts of a day, in order."""
    rows = select(
        "select id, at, expected_cents, counted_cents, reason, initials from drawer_count "
        "where on_date = ? order by id",
        day.isoformat(),
    )
    return tuple(
        CountLine(count, datetime.fromisoformat(at), Money(expected), Money(counted), reason, initials)
        for count, at, expected, counted, reason, initials in rows
    )


def drawer() -> DrawerDetail:
    """All that lies in the drawer, and the ledger's word for it."""
    paid = [
        UndepositedLine(row, None, number, date.fromisoformat(on), method, reference, name, Money(cents))
        for row, number, on, method, reference, name, cents in select(_UNDEPOSITED)
    ]
    found = [
        UndepositedLine(
            None,
            row,
            None,
            date.fromisoformat(on),
            "over" if cents > 0 else "short",
            "",
            reason,
            Money(cents),
        )
        for row, on, cents, reason in select(_DIFFERENCES)
    ]
    ((ledger,),) = select("select coalesce(sum(cents), 0) from entry where account = 'cash_drawer'")
    return DrawerDetail((*paid, *found), Money(ledger))


def deposit_of_payment(payment_id: int) -> int | None:
    """The number of the standing deposit that a payment is in."""
    rows = select(
        "select d.number from deposit_item i join deposit d on d.id = i.deposit_id "
        f"where i.payment_id = ? and {_STANDS}",
        payment_id,
    )
    return rows[0][0] if rows else None


def slip_items(deposit_id: int) -> tuple[SlipItem, ...]:
    """What is in a deposit: cash first, then the checks, each by receipt."""
    rows = select(
        "select coalesce(p.method, case when i.cents > 0 then 'over' else 'short' end), i.cents, "
        "coalesce(p.reference, ''), coalesce(nullif(p.payer_name, ''), a.last || ', ' || a.first, c.reason), "
        "p.receipt_number from deposit_item i left join payment p on p.id = i.payment_id "
        "left join guarantor_account a on a.id = p.account_id left join drawer_count c on c.id = i.count_id "
        "where i.deposit_id = ? order by p.method = 'check', i.id",
        deposit_id,
    )
    return tuple(
        SlipItem(method, Money(cents), reference, name.strip(", "), number)
        for method, cents, reference, name, number in rows
    )


def compose_slip(deposit_id: int, practice: str) -> DepositSlip:
    """A deposit as its slip shows it."""
    ((number, on, bank, made_by),) = select(
        "select d.number, d.on_date, d.bank, u.display_name from deposit d "
        "join user u on u.id = d.user_id where d.id = ?",
        deposit_id,
    )
    return DepositSlip(practice, bank, number, date.fromisoformat(on), made_by, slip_items(deposit_id))


def is_deposit_void(posting_id: int) -> bool:
    """Tell whether the posting of a deposit was taken back."""
    return bool(select("select 1 from posting where reverses = ?", posting_id))


def upcoming_deposit() -> int:
    """The id that the next deposit gets."""
    return 1 + int(select("select coalesce(max(id), 0) from deposit")[0][0])


def slip_file(deposit_id: int) -> tuple[int, str]:
    """The id and the name of a deposit's kept slip."""
    rows = select(
        "select id, name from stored_file where kind = ? and subject = 'deposit' and subject_id = ?",
        SLIP,
        deposit_id,
    )
    return rows[0][0], rows[0][1]


def last_bank() -> str:
    """The bank account of the latest deposit."""
    rows = select("select bank from deposit order by id desc limit 1")
    return str(rows[0][0]) if rows else ""


def _deposit(row: Sequence[Any]) -> DepositLine:
    deposit, number, on, bank, cents, items, made_by, is_voided, file_id = row
    return DepositLine(
        deposit,
        number,
        date.fromisoformat(on),
        bank,
        Money(cents),
        items,
        made_by,
        bool(is_voided),
        file_id,
    )
