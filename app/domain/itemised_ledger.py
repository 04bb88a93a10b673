"""The itemised ledger of an account: every movement in a date range with the balance after it.

Amounts that raise what is owed to the practice are positive, those that lower it negative; a transfer between
insurer and patient leaves the balance as it is and names the amount `moved`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.letterhead import PracticeHead
from app.domain.money import ZERO, Money, total


class MoveKind(StrEnum):
    """What kind of movement a ledger line is."""

    CHARGE = "charge"
    INSURANCE_PAYMENT = "insurance_payment"
    PATIENT_PAYMENT = "patient_payment"
    DISCOUNT = "discount"
    ADJUSTMENT = "adjustment"
    WRITE_OFF = "write_off"
    TRANSFER = "transfer"
    REFUND = "refund"
    REVERSAL = "reversal"


@dataclass(frozen=True, slots=True)
class LedgerMove:
    """One movement: its day, patient, kind, plain words, and its effect on the balance."""

    moved_on: date
    patient_name: str
    kind: MoveKind
    words: str
    amount: Money
    moved: Money = ZERO


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A movement and the balance after it."""

    move: LedgerMove
    balance: Money


@dataclass(frozen=True, slots=True)
class LedgerHead:
    """What stands above an itemised ledger: whose it is and from which day to which, both included."""

    practice: PracticeHead
    account_number: str
    guarantor_name: str
    language: str
    from_on: date
    to_on: date
    printed_on: date


@dataclass(frozen=True, slots=True)
class ItemisedLedger:
    """An account's movements in the days of its head, between two balances."""

    head: LedgerHead
    opening: Money
    lines: tuple[LedgerLine, ...]

    @property
    def closing(self) -> Money:
        """The balance after the last movement."""
        return self.lines[-1].balance if self.lines else self.opening

    def total_of(self, *kinds: MoveKind) -> Money:
        """Add up the movements of these kinds."""
        return total(line.move.amount for line in self.lines if line.move.kind in kinds)


def compose_itemised_ledger(head: LedgerHead, moves: Iterable[LedgerMove]) -> ItemisedLedger:
    """Run the balance over the movements by day; those before the range make the opening balance."""
    ordered = sorted(moves, key=lambda move: move.moved_on)
    opening = balance = total(move.amount for move in ordered if move.moved_on < head.from_on)
    lines = []
    for move in ordered:
        if head.from_on <= move.moved_on <= head.to_on:
            balance += move.amount
            lines.append(LedgerLine(move, balance))
    return ItemisedLedger(head, opening, tuple(lines))
