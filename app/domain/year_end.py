"""The year-end summary for taxes, HSA and FSA: what the patient's side paid in a year, and for what.

It counts by the day of payment: all payments of the year = used for services + used for another account +
given back + kept as credit, always. What insurers paid stands apart and is in none of these sums.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.accounts import AccountItem, AccountSummary
from app.domain.errors import RuleError
from app.domain.letterhead import PracticeHead, compose_postal_line
from app.domain.money import ZERO, Money, total


@dataclass(frozen=True, slots=True)
class PaymentUse:
    """What a payment gave to one charge, which may fall on another account."""

    charge_id: int
    account_id: int
    amount: Money


@dataclass(frozen=True, slots=True)
class YearPayment:
    """One payment that stands, with what it was used for and what was given back of it."""

    received_on: date
    receipt: str
    method: str
    amount: Money
    uses: tuple[PaymentUse, ...] = ()
    given_back: Money = ZERO


@dataclass(frozen=True, slots=True)
class YearHead:
    """Whose summary, of which year, in which language; `patient_id` leaves all other members out."""

    practice: PracticeHead
    account_id: int
    year: int
    language: str
    printed_on: date
    patient_id: int | None = None


@dataclass(frozen=True, slots=True)
class YearPaid:
    """A line by the day of payment."""

    received_on: date
    receipt: str
    method: str
    amount: Money


@dataclass(frozen=True, slots=True)
class YearService:
    """A line by the date of service: what was paid in the year, and apart what insurers paid."""

    service_date: date
    patient_name: str
    description: str
    you_paid: Money
    insurance_paid: Money


@dataclass(frozen=True, slots=True)
class YearEndSummary:
    """One summary, complete."""

    head: YearHead
    account_number: str
    name: str
    addressee: tuple[str, ...]
    payments: tuple[YearPaid, ...]
    services: tuple[YearService, ...]
    elsewhere: Money
    given_back: Money
    kept: Money

    @property
    def paid(self) -> Money:
        """What was paid in the year."""
        return total(line.amount for line in self.payments)

    @property
    def used(self) -> Money:
        """What of it went to the services listed."""
        return total(line.you_paid for line in self.services)

    @property
    def insurance_paid(self) -> Money:
        """What insurers paid for the services listed, so far."""
        return total(line.insurance_paid for line in self.services)


def compose_year_end(
    account: AccountSummary, head: YearHead, payments: Sequence[YearPayment]
) -> YearEndSummary:
    """Write the summary of an account, or of one patient on it; raises RuleError where nothing was paid.

    For one patient a payment counts with what it gave to that patient's services; credit is the account's and
    is not in it.
    """
    shown = {
        item.charge_id: item
        for item in account.items
        if not item.confidential and head.patient_id in (None, item.patient_id)
    }
    used = _used_by_charge(payments, shown)
    lines = tuple(_paid_lines(payments, head, shown))
    services = tuple(_services(shown.values(), used, head))
    if not lines and not any(line.insurance_paid for line in services):
        raise RuleError(
            f"Nothing was paid in {head.year}, so the summary would be empty. Choose another year."
        )
    whole = head.patient_id is None
    summary = YearEndSummary(
        head=head,
        account_number=account.number,
        name=account.guarantor.spoken if whole else next(iter(shown.values())).patient_name,
        addressee=tuple(
            compose_postal_line(line) for line in (account.guarantor.spoken, *account.address.lines)
        ),
        payments=lines,
        services=services,
        elsewhere=_elsewhere(payments, shown) if whole else ZERO,
        given_back=total(payment.given_back for payment in payments) if whole else ZERO,
        kept=total(_kept(payment) for payment in payments) if whole else ZERO,
    )
    _check_ties(summary)
    return summary


def _used_by_charge(payments: Iterable[YearPayment], shown: dict[int, AccountItem]) -> dict[int, Money]:
    used: dict[int, Money] = {}
    for use in (use for payment in payments for use in payment.uses if use.charge_id in shown):
        used[use.charge_id] = used.get(use.charge_id, ZERO) + use.amount
    return used


def _paid_lines(
    payments: Iterable[YearPayment], head: YearHead, shown: dict[int, AccountItem]
) -> Iterable[YearPaid]:
    for payment in payments:
        amount = payment.amount
        if head.patient_id is not None:
            amount = total(use.amount for use in payment.uses if use.charge_id in shown)
        if amount:
            yield YearPaid(payment.received_on, payment.receipt, payment.method, amount)


def _services(items: Iterable[AccountItem], used: dict[int, Money], head: YearHead) -> list[YearService]:
    """The services that were paid for in the year, and those of the year that insurers paid for."""
    found = []
    for item in sorted(items, key=lambda each: (each.service_date, each.charge_id)):
        paid = used.get(item.charge_id, ZERO)
        if paid or (item.service_date.year == head.year and item.insurance_paid):
            words = item.description(head.language)
            found.append(YearService(item.service_date, item.patient_name, words, paid, item.insurance_paid))
    return found


def _elsewhere(payments: Iterable[YearPayment], shown: dict[int, AccountItem]) -> Money:
    """What went to lines that are not on this account: a sum, for they are not its reader's."""
    return total(use.amount for payment in payments for use in payment.uses if use.charge_id not in shown)


def _kept(payment: YearPayment) -> Money:
    return payment.amount - payment.given_back - total(use.amount for use in payment.uses)


def _check_ties(summary: YearEndSummary) -> None:
    rest = summary.paid - summary.used - summary.elsewhere - summary.given_back - summary.kept
    if rest:
        raise RuleError(
            f"The payments of {summary.head.year} do not add up: {abs(rest).dollars} is not accounted for. "
            "Nothing was printed. Run Check database and look at the account."
        )
