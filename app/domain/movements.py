"""How entries of the ledger read as movements: charged, paid, taken off, moved, taken back.

A movement's `amount` is its effect on the balance (what patients and insurers owe less unused credit): a
charge is positive, a payment negative; a movement between who owes has no amount and names what `moved`.
Whatever the entries are, the movements of a posting change the balance by exactly what the posting changed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.itemised_ledger import MoveKind
from app.domain.money import ZERO, Money, total
from app.domain.posting import BANK, CASH_DRAWER, CONTRACTUAL, INSURANCE_AR, PATIENT_AR, REVENUE, UNAPPLIED

BALANCE = frozenset({PATIENT_AR, INSURANCE_AR, "collections_ar", UNAPPLIED})
SERVICE, ELSEWHERE = "service", "another_account"
_KINDS = {
    REVENUE: MoveKind.CHARGE,
    CONTRACTUAL: MoveKind.DISCOUNT,
    "refunds": MoveKind.REFUND,
    "payer_clearing": MoveKind.INSURANCE_PAYMENT,
}
_PATIENT_POSTINGS = frozenset({"payment", "payment_void", "payment_returned"})
# What these postings did is told by their kind, whatever account stands against the balance.
_BY_POSTING = {
    "write_off": MoveKind.WRITE_OFF,
    "write_off_void": MoveKind.WRITE_OFF,
    "refund": MoveKind.REFUND,
    "refund_void": MoveKind.REFUND,
    "fee": MoveKind.CHARGE,
    "fee_void": MoveKind.CHARGE,
}
_BRINGS_IN = frozenset({"charge", "charge_void", "fee", "fee_void", "opening", "history"})


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One entry with what its posting says; `who` is the person who posted it."""

    posting_id: int
    kind: str
    posted_on: date
    effective_on: date
    is_reversal: bool
    reason: str
    who: str
    account: str
    charge_id: int | None
    policy_id: int | None
    payment_id: int | None
    amount: Money


@dataclass(frozen=True, slots=True)
class Movement:
    """One movement; `entry` gives posting, day and person.

    `to` is the ledger account that money moved to, `SERVICE` for credit that was used, or `ELSEWHERE`.
    """

    entry: LedgerEntry
    kind: MoveKind
    amount: Money
    moved: Money = ZERO
    policy_id: int | None = None
    payment_id: int | None = None
    to: str = ""


def compose_movements(entries: Iterable[LedgerEntry]) -> tuple[Movement, ...]:
    """Read entries, in posting order, as movements: posting by posting and charge by charge."""
    groups: dict[tuple[int, int | None], list[LedgerEntry]] = {}
    for entry in entries:
        groups.setdefault((entry.posting_id, entry.charge_id), []).append(entry)
    return tuple(movement for group in groups.values() for movement in _movements_of(group))


def _movements_of(group: Sequence[LedgerEntry]) -> list[Movement]:
    owed = [entry for entry in group if entry.account in BALANCE]
    others = [entry for entry in group if entry.account not in BALANCE]
    movements = [
        Movement(
            entry, _kind_of(entry), -entry.amount, policy_id=_policy_of(owed), payment_id=entry.payment_id
        )
        for entry in others
    ]
    rest = total(entry.amount for entry in owed) + total(entry.amount for entry in others)
    if rest:
        movements.append(_between_accounts(owed, rest))
    elif group[0].kind not in _BRINGS_IN:
        movements += _moved_within(owed)
    return movements


def _kind_of(entry: LedgerEntry) -> MoveKind:
    if entry.kind in _BY_POSTING:
        return _BY_POSTING[entry.kind]
    if entry.account in (BANK, CASH_DRAWER):
        from_patient = entry.kind in _PATIENT_POSTINGS
        return MoveKind.PATIENT_PAYMENT if from_patient else MoveKind.INSURANCE_PAYMENT
    if entry.account in _KINDS:
        return _KINDS[entry.account]
    return MoveKind.ADJUSTMENT


def _policy_of(owed: Sequence[LedgerEntry]) -> int | None:
    """The policy whose bucket changed most: the insurer that was asked or has answered."""
    insured = [entry for entry in owed if entry.policy_id is not None]
    return max(insured, key=lambda entry: abs(entry.amount)).policy_id if insured else None


def _between_accounts(owed: Sequence[LedgerEntry], rest: Money) -> Movement:
    """Money that came from another account's payment, or went to another account's line."""
    entry = owed[0]
    payments = [part.payment_id for part in owed if part.payment_id is not None]
    payment = payments[0] if payments else None
    if any(part.account == UNAPPLIED for part in owed):
        return Movement(entry, MoveKind.TRANSFER, rest, abs(rest), payment_id=payment, to=ELSEWHERE)
    return Movement(entry, MoveKind.PATIENT_PAYMENT, rest, payment_id=payment)


def _moved_within(owed: Sequence[LedgerEntry]) -> list[Movement]:
    """What changed hands inside the balance, named by the side that changed by less."""
    raised = [entry for entry in owed if entry.amount > ZERO]
    lowered = [entry for entry in owed if entry.amount < ZERO]
    if not (raised and lowered):
        return []
    up, down = total(entry.amount for entry in raised), -total(entry.amount for entry in lowered)
    if up <= down:
        return [_moved(entry, entry, lowered[0]) for entry in raised]
    return [_moved(entry, raised[0], entry) for entry in lowered]


def _moved(entry: LedgerEntry, target: LedgerEntry, source: LedgerEntry) -> Movement:
    used = UNAPPLIED in (target.account, source.account)
    payments = [part.payment_id for part in (target, source) if part.payment_id is not None]
    return Movement(
        entry,
        MoveKind.TRANSFER,
        ZERO,
        moved=abs(entry.amount),
        policy_id=target.policy_id,
        payment_id=payments[0] if payments else None,
        to=SERVICE if used else target.account,
    )
