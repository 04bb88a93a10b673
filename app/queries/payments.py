"""Patients' payments: the list with its totals, one payment with its uses, and the credit that is left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.domain.money import Money, total
from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks
from app.queries.standing import IS_VOIDED

MOST_ROWS = 1000


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """A payment as lists show it: amount = used + left, both zero once it is voided."""

    id: int
    receipt_number: int
    received_on: date
    method: str
    reference: str
    account_id: int
    account_number: str
    patient_id: int | None
    name: str
    amount: Money
    used: Money
    left: Money
    is_voided: bool
    is_returned: bool = False


@dataclass(frozen=True, slots=True)
class MethodSum:
    """What came in by one method: how many payments, all of them, and what of it was voided."""

    method: str
    count: int
    amount: Money
    voided: Money


@dataclass(frozen=True, slots=True)
class PaymentSums:
    """The payments of some days by method, and what became of them in the ledger."""

    methods: tuple[MethodSum, ...]
    used: Money
    left: Money

    @property
    def amount(self) -> Money:
        """All payments, voided ones too."""
        return total(each.amount for each in self.methods)

    @property
    def voided(self) -> Money:
        """What was voided."""
        return total(each.voided for each in self.methods)

    @property
    def difference(self) -> Money:
        """What the ledger does not explain; anything but zero is a fault."""
        return self.amount - self.used - self.left - self.voided


@dataclass(frozen=True, slots=True)
class UseLine:
    """A part of a payment that pays one service."""

    charge_id: int
    patient: str
    service_on: date
    description: str
    amount: Money


@dataclass(frozen=True, slots=True)
class PaymentDetail:
    """One payment with what it is used for, who took it, why it was voided, and its kept receipt."""

    line: PaymentLine
    payer_name: str
    memo: str
    taken_by: str
    taken_at: datetime
    visit_id: int | None
    visit_on: date | None
    uses: tuple[UseLine, ...]
    void_reason: str
    receipt_file_id: int | None


@dataclass(frozen=True, slots=True)
class CreditLine:
    """A payment that is not used up; `owes` is what its account owes elsewhere."""

    payment: PaymentLine
    owes: Money
    visit_on: date | None


_USED = (
    "coalesce((select -sum(e.cents) from entry e where e.payment_id = p.id and e.account = 'patient_ar'), 0)"
)
_LEFT = "coalesce((select -b.cents from payment_balance b where b.payment_id = p.id), 0)"
_LINE = (
    "select p.id, p.receipt_number, p.received_on, p.method, p.reference, p.account_id, a.number, "
    "p.patient_id, case when t.id is null then a.last || ', ' || a.first else t.last || ', ' || t.first end, "
    f"p.cents, {_USED}, {_LEFT}, {IS_VOIDED}, "
    "exists(select 1 from returned_check x where x.payment_id = p.id)"
)
_FROM = (
    " from payment p join guarantor_account a on a.id = p.account_id "
    "left join patient t on t.id = p.patient_id"
)
_BEGINS = (
    "(?1 = '' or cast(p.receipt_number as text) = ?1 or a.number like ?1 || '%' "
    "or t.last || ', ' || t.first like ?1 || '%' or a.last || ', ' || a.first like ?1 || '%' "
    "or t.first like ?1 || '%')"
)
_WHERE = f" where {_BEGINS} and p.received_on between ?2 and ?3"


@asks(Right.SEE_PATIENT)
def list_payments(first: date, last: date, text: str = "") -> tuple[PaymentLine, ...]:
    """The payments of these days, the latest first, at most 1,000; `text` begins a name or is a number."""
    rows = select(
        f"{_LINE}{_FROM}{_WHERE} order by p.id desc limit {MOST_ROWS}",
        _plain(text),
        first.isoformat(),
        last.isoformat(),
    )
    return tuple(_line(row) for row in rows)


@asks(Right.SEE_PATIENT)
def find_payment_sums(first: date, last: date, text: str = "") -> PaymentSums:
    """What all the payments of these days come to, by method, and what became of them."""
    rows = select(
        f"select p.method, count(*), sum(p.cents), sum(case when {IS_VOIDED} then p.cents else 0 end), "
        f"sum({_USED}), sum({_LEFT}){_FROM}{_WHERE} group by p.method order by p.method",
        _plain(text),
        first.isoformat(),
        last.isoformat(),
    )
    methods = tuple(MethodSum(row[0], row[1], Money(row[2]), Money(row[3])) for row in rows)
    return PaymentSums(methods, Money(sum(row[4] for row in rows)), Money(sum(row[5] for row in rows)))


@asks(Right.SEE_PATIENT)
def find_payment(payment_id: int) -> PaymentDetail:
    """One payment with all that became of it."""
    line = _line(select(f"{_LINE}{_FROM} where p.id = ?", payment_id)[0])
    payer, memo, by, at, visit_id, visit_on = select(
        "select p.payer_name, p.memo, u.display_name, p.at, v.id, v.on_date from payment p "
        "join user u on u.id = p.user_id left join visit v on v.id = p.visit_id where p.id = ?",
        payment_id,
    )[0]
    voids = select(
        "select r.reason from posting o join posting r on r.reverses = o.id where o.source_key = ?",
        f"payment/{payment_id}",
    )
    files = select(
        "select min(id) from stored_file where kind = 'receipt' and subject = 'payment' and subject_id = ?",
        payment_id,
    )
    return PaymentDetail(
        line,
        payer,
        memo,
        by,
        datetime.fromisoformat(at),
        visit_id,
        _day(visit_on),
        _uses(payment_id),
        voids[0][0] if voids else "",
        files[0][0],
    )


@asks(Right.SEE_PATIENT)
def list_credits(text: str = "") -> tuple[CreditLine, ...]:
    """Payments that are not used up, the oldest first, at most 1,000."""
    rows = select(
        f"{_LINE}, coalesce((select c.cents from account_balance c where c.guarantor_id = p.account_id "
        f"and c.account = 'patient_ar'), 0), (select v.on_date from visit v where v.id = p.visit_id){_FROM} "
        "where p.id in (select h.payment_id from payment_balance h where h.cents < 0) "
        f"and {_BEGINS} order by p.id limit {MOST_ROWS}",
        _plain(text),
    )
    return tuple(CreditLine(_line(row[:14]), Money(row[14]), _day(row[15])) for row in rows)


def _uses(payment_id: int) -> tuple[UseLine, ...]:
    rows = select(
        "select c.id, t.last || ', ' || t.first, c.service_on, coalesce(r.name, c.code), -sum(e.cents) "
        "from entry e join charge c on c.id = e.charge_id join patient t on t.id = c.patient_id "
        "left join procedure r on r.code = c.code where e.payment_id = ? and e.account = 'patient_ar' "
        "group by c.id having sum(e.cents) <> 0 order by c.service_on, c.id",
        payment_id,
    )
    return tuple(
        UseLine(charge, patient, date.fromisoformat(on), words, Money(cents))
        for charge, patient, on, words, cents in rows
    )


def _line(row: Sequence[Any]) -> PaymentLine:
    return PaymentLine(
        row[0],
        row[1],
        date.fromisoformat(row[2]),
        row[3],
        row[4],
        row[5],
        row[6],
        row[7],
        row[8].strip(", "),
        Money(row[9]),
        Money(row[10]),
        Money(row[11]),
        bool(row[12]),
        bool(row[13]),
    )


def _plain(text: str) -> str:
    """Take away what would be a wildcard."""
    return text.strip().replace("%", "").replace("_", "")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
