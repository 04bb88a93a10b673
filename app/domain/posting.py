"""Postings as plain values: what each event of a practice writes into the ledger.

Debit is positive; the entries of a posting add up to zero. Source: the money model of the
practice's ledger (docs/architecture.md, law 6).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.domain.errors import RuleError
from app.domain.money import Money, total

PATIENT_AR = "patient_ar"
INSURANCE_AR = "insurance_ar"
UNAPPLIED = "unapplied"
CASH_DRAWER = "cash_drawer"
BANK = "bank"
PAYER_CLEARING = "payer_clearing"
REVENUE = "revenue"
CONTRACTUAL = "contractual"

LARGEST_LINE = Money(1_000_000_00)
DRAWER_METHODS = frozenset({"cash", "check"})


@dataclass(frozen=True, slots=True)
class PlannedEntry:
    """One signed amount on one ledger account, for one guarantor account."""

    account: str
    guarantor_id: int | None
    amount: Money
    charge_id: int | None = None
    policy_id: int | None = None
    payment_id: int | None = None


@dataclass(frozen=True, slots=True)
class PlannedPosting:
    """One balanced event; `source_key` makes it happen once only."""

    kind: str
    posted_on: date
    entries: tuple[PlannedEntry, ...]
    effective_on: date | None = None
    reason: str = ""
    source_key: str | None = None
    reverses: int | None = None

    def __post_init__(self) -> None:
        """Refuse a posting that is empty or does not add up to zero."""
        if not self.entries or total(entry.amount for entry in self.entries):
            raise ValueError(f"a {self.kind} posting must have entries that add up to zero")


@dataclass(frozen=True, slots=True)
class ChargeToPost:
    """A charge line and who is asked first: a policy, or the patient where it is None."""

    charge_id: int
    guarantor_id: int
    amount: Money
    policy_id: int | None


def plan_charges(charges: Sequence[ChargeToPost], posted_on: date, effective_on: date) -> PlannedPosting:
    """Put charges on who is asked first, against revenue."""
    entries: list[PlannedEntry] = []
    for charge in charges:
        owed = INSURANCE_AR if charge.policy_id else PATIENT_AR
        entries.append(
            PlannedEntry(owed, charge.guarantor_id, charge.amount, charge.charge_id, charge.policy_id)
        )
        entries.append(PlannedEntry(REVENUE, charge.guarantor_id, -charge.amount, charge.charge_id))
    return PlannedPosting("charge", posted_on, tuple(entries), effective_on)


def plan_payment(payment_id: int, guarantor_id: int, amount: Money, method: str, on: date) -> PlannedPosting:
    """Take money in: drawer or bank against the patient's credit."""
    into = CASH_DRAWER if method in DRAWER_METHODS else BANK
    return PlannedPosting(
        "payment",
        on,
        (
            PlannedEntry(into, guarantor_id, amount, payment_id=payment_id),
            PlannedEntry(UNAPPLIED, guarantor_id, -amount, payment_id=payment_id),
        ),
        source_key=f"payment/{payment_id}",
    )


@dataclass(frozen=True, slots=True)
class Share:
    """What a payment gives to one charge line."""

    charge_id: int
    guarantor_id: int
    amount: Money


def plan_allocation_posting(
    payment_id: int, guarantor_id: int, shares: Sequence[Share], on: date
) -> PlannedPosting:
    """Move credit of one payment to charge lines; the payment's account may pay for another's lines."""
    entries: list[PlannedEntry] = []
    for share in shares:
        entries.append(
            PlannedEntry(UNAPPLIED, guarantor_id, share.amount, share.charge_id, payment_id=payment_id)
        )
        entries.append(
            PlannedEntry(
                PATIENT_AR, share.guarantor_id, -share.amount, share.charge_id, payment_id=payment_id
            )
        )
    return PlannedPosting("allocation", on, tuple(entries))


def plan_reversal(
    posting_id: int, kind: str, entries: Sequence[PlannedEntry], on: date, reason: str
) -> PlannedPosting:
    """Mirror every entry of a posting exactly; a reason is asked for."""
    if not reason.strip():
        raise RuleError("Say why this is taken back; the reason stays with it.")
    mirrored = tuple(replace(entry, amount=-entry.amount) for entry in entries)
    return PlannedPosting(kind, on, mirrored, reason=reason.strip(), reverses=posting_id)


@dataclass(frozen=True, slots=True)
class OpenPart:
    """What is open of a charge on one account (`policy_id` only with an insurer)."""

    charge_id: int
    account: str
    guarantor_id: int
    amount: Money
    policy_id: int | None = None


def plan_move_to_policy(
    parts: Sequence[OpenPart], policy_id: int, on: date, effective_on: date, reason: str
) -> PlannedPosting:
    """Move what is open, wherever it stands, to a policy that should have been asked first."""
    entries: list[PlannedEntry] = []
    for part in parts:
        entries.append(
            PlannedEntry(part.account, part.guarantor_id, -part.amount, part.charge_id, part.policy_id)
        )
        entries.append(PlannedEntry(INSURANCE_AR, part.guarantor_id, part.amount, part.charge_id, policy_id))
    return PlannedPosting("transfer", on, tuple(entries), effective_on, reason)
