"""What a guarantor's account holds: charge lines with all that happened to each, and their sums.

The screen, the statement and the letters all read these values, so they can only say the same thing.
All amounts are `Money`; payments, discounts and write-offs are positive amounts that lower the balance.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.domain.answers import COST_SHARES, ShareReason
from app.domain.findings import Finding, Severity
from app.domain.money import ZERO, Money, total
from app.domain.people import Address, PersonName


class MailHold(StrEnum):
    """What keeps an account from statements: its flags, and visits that another insurance is to pay."""

    BAD_ADDRESS = "bad_address"
    DO_NOT_BILL = "do_not_bill"
    DECEASED = "deceased"
    BANKRUPTCY = "bankruptcy"
    BILL_ANEW = "bill_anew"


@dataclass(frozen=True, slots=True)
class PatientShare:
    """One part of the price that the insurer left to the patient or to the next insurer.

    `meaning` is what the patient is told of its code, in English and Spanish, empty where nothing is.
    """

    reason: ShareReason
    amount: Money
    meaning: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A part that an insurer refused, and what the patient is told of its code, in English and Spanish."""

    code: str
    amount: Money
    meaning: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class InsurerAnswer:
    """What one insurer decided on one charge line; `rank` 1 is the first insurer.

    `discount` and `other_adjustments` are what was really written off because of this answer: what a second
    insurer merely repeats from the first (OA-23) is not in it. `allowed` is None when the answer names none.
    """

    payer: str
    rank: int
    received_on: date
    allowed: Money | None
    paid: Money
    discount: Money = ZERO
    other_adjustments: Money = ZERO
    shares: tuple[PatientShare, ...] = ()
    denied: bool = False
    refusals: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class AccountItem:
    """One charge line with everything that happened to it, to the cent.

    `insurance_name` is the insurer responsible now ('' for none); `settled_on` is the day on which its
    balance became zero in the ledger, whatever day that counts from; `self_pay` means that no insurer was
    ever billed; a `confidential` item never shows on papers for the guarantor; `insurance_refunded` is what
    the practice gave back to insurers, `taken_back` what they took back themselves out of a later payment;
    `check_returned` is what checks had paid that came back; `is_fee` is a fee for such a check;
    `answer_withdrawn` means that an insurer's answer no longer counts and no other has come; `disputed_since`
    is the day on which the practice began to dispute the insurer's refusal, None where it does not.
    """

    charge_id: int
    visit_id: int
    patient_id: int
    patient_name: str
    provider: str
    service_date: date
    description_en: str
    description_es: str
    code: str
    billed: Money
    answers: tuple[InsurerAnswer, ...] = ()
    insurance_name: str = ""
    with_insurance_since: date | None = None
    patient_paid: Money = ZERO
    written_off: Money = ZERO
    patient_owes: Money = ZERO
    insurance_owes: Money = ZERO
    first_statement_on: date | None = None
    transferred_on: date | None = None
    settled_on: date | None = None
    self_pay: bool = False
    confidential: bool = False
    insurance_refunded: Money = ZERO
    is_fee: bool = False
    taken_back: Money = ZERO
    check_returned: Money = ZERO
    answer_withdrawn: bool = False
    disputed_since: date | None = None

    @property
    def under_review(self) -> Money:
        """What an insurer refused and made the patient's, while that is disputed: not to be paid yet."""
        if self.disputed_since is None or not self.answers:
            return ZERO
        latest = max(self.answers, key=lambda answer: (answer.rank, answer.received_on))
        refused = total(share.amount for share in latest.shares if share.reason not in COST_SHARES.values())
        return min(max(self.patient_owes, ZERO), refused)

    @property
    def owes_now(self) -> Money:
        """What the patient's side owes now, without what is under review; negative where it is overpaid."""
        return self.patient_owes - self.under_review

    @property
    def with_insurance(self) -> Money:
        """What is with insurers: what they owe by the ledger, and what is under review with them."""
        return self.insurance_owes + self.under_review

    @property
    def insurance_paid(self) -> Money:
        """What all insurers paid together, less what they got back."""
        paid = total(answer.paid for answer in self.answers)
        return paid - self.insurance_refunded - self.taken_back

    @property
    def discounts(self) -> Money:
        """What all insurers' contracts took off together."""
        return total(answer.discount for answer in self.answers)

    @property
    def other_adjustments(self) -> Money:
        """What insurers took off for other reasons, together."""
        return total(answer.other_adjustments for answer in self.answers)

    @property
    def adjustments(self) -> Money:
        """Everything that was taken off and nobody pays: discounts, other adjustments and write-offs."""
        return self.discounts + self.other_adjustments + self.written_off

    @property
    def is_open(self) -> bool:
        """Tell whether anybody still owes anything on it, or is owed."""
        return bool(self.patient_owes or self.insurance_owes)

    def description(self, language: str) -> str:
        """The plain name of the service in the reader's language, in English where no other is known."""
        return self.description_es if language == "es" and self.description_es else self.description_en


@dataclass(frozen=True, slots=True)
class LastPayment:
    """The latest payment the patient's side made on the account."""

    paid_on: date
    amount: Money


@dataclass(frozen=True, slots=True)
class InsuranceOnFile:
    """An insurer of somebody on the account; `ends` is the last day in force, None while it is open."""

    payer: str
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class AccountSummary:
    """One guarantor's account: who it is mailed to, its charge lines and its credit.

    `credit` is money received and not yet used, as a positive amount. `last_activity_on` is the latest day on
    which the patient's balance changed; `mailings` counts statements sent since the last payment that stands.
    """

    number: str
    guarantor: PersonName
    address: Address
    language: str = "en"
    items: tuple[AccountItem, ...] = ()
    credit: Money = ZERO
    last_statement_on: date | None = None
    last_activity_on: date | None = None
    last_payment: LastPayment | None = None
    insurance_on_file: tuple[InsuranceOnFile, ...] = ()
    holds: tuple[MailHold, ...] = ()
    mailings: int = 0

    @property
    def patient_owes(self) -> Money:
        """What the patient's side owes now; an overpaid line never lowers another line's balance."""
        return total(item.owes_now for item in self.items if item.owes_now > ZERO)

    @property
    def insurance_owes(self) -> Money:
        """What is still with insurers."""
        return total(item.with_insurance for item in self.items)

    @property
    def overpaid(self) -> Money:
        """What was paid beyond single lines, as a positive amount."""
        return -total(item.patient_owes for item in self.items if item.patient_owes < ZERO)

    @property
    def all_credit(self) -> Money:
        """Every cent that belongs to the patient's side: unused money and overpaid lines."""
        return self.credit + self.overpaid


def compose_shown_account(summary: AccountSummary, patient_id: int | None = None) -> AccountSummary:
    """Leave out confidential lines, and with `patient_id` every other patient's lines too."""
    shown = tuple(
        item
        for item in summary.items
        if not item.confidential and (patient_id is None or item.patient_id == patient_id)
    )
    return replace(summary, items=shown)


def check_item_ties(item: AccountItem) -> tuple[Finding, ...]:
    """Prove that the charge equals what was paid, taken off and is still owed; else name the difference."""
    explained = (
        item.insurance_paid + item.adjustments + item.patient_paid + item.patient_owes + item.insurance_owes
    )
    difference = item.billed - explained
    if not difference:
        return ()
    text = (
        f"Charge {item.charge_id} does not add up: {item.billed.dollars} was charged, but payments, "
        f"discounts and balances come to {explained.dollars} ({difference.dollars} apart)."
    )
    return (Finding(Severity.ERROR, f"charge:{item.charge_id}", text, "Run Check database and look at it."),)
