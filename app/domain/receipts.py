"""The receipt for one payment: what was paid, how, for which visits, and what is left.

amount = applied to visits + kept as credit, always (`check_receipt_ties`).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.findings import Finding, Severity
from app.domain.letterhead import PracticeHead
from app.domain.money import ZERO, Money, total


class PaymentMethod(StrEnum):
    """How the patient's side paid."""

    CASH = "cash"
    CHECK = "check"
    CARD = "card"
    HSA = "hsa"
    ACH = "ach"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """The part of a payment that went to one visit's service."""

    patient_name: str
    service_date: date
    description: str
    amount: Money


@dataclass(frozen=True, slots=True)
class PaymentReceipt:
    """One numbered receipt, complete.

    `reference` is a check number or the last four digits of a card. After this payment `credit` is all unused
    money on the account, and `balance` what the patient's side owes.
    """

    number: str
    language: str
    practice: PracticeHead
    account_number: str
    payer: str
    received_on: date
    method: PaymentMethod
    reference: str
    amount: Money
    lines: tuple[ReceiptLine, ...]
    credit: Money
    balance: Money
    cashier: str

    @property
    def applied(self) -> Money:
        """What went to visits."""
        return total(line.amount for line in self.lines)

    @property
    def kept(self) -> Money:
        """What of this payment is kept as credit for later."""
        return self.amount - self.applied


def check_receipt_ties(receipt: PaymentReceipt) -> tuple[Finding, ...]:
    """Find a receipt that gives away more than was paid, or whose credit is less than what it kept."""
    field, findings = f"receipt:{receipt.number}", []
    if receipt.kept < ZERO:
        used = f"{receipt.applied.dollars} of a payment of {receipt.amount.dollars}"
        text = f"Receipt {receipt.number} uses {used}."
        findings.append(Finding(Severity.ERROR, field, text, "Change the amounts per visit."))
    elif receipt.kept > receipt.credit:
        text = (
            f"Receipt {receipt.number} keeps {receipt.kept.dollars} as credit, but the account's credit is "
            f"{receipt.credit.dollars}."
        )
        findings.append(Finding(Severity.ERROR, field, text, "Run Check database and look at the account."))
    return tuple(findings)
