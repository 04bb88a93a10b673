"""The superbill of a done visit: all that an insurer needs when the patient files the claim himself.

It is no claim and assigns no payment. total = paid by the patient + insurance and discounts + balance.
"""

from dataclasses import dataclass, field
from datetime import date

from app.domain.findings import Finding, Severity
from app.domain.letterhead import PracticeHead
from app.domain.money import ZERO, Money, total
from app.domain.paper_checks import NeededBlank, check_blanks
from app.domain.people import Address, PersonName
from app.domain.receipts import PaymentMethod

_IN_RECORD = "Add it on the patient’s Details page."
_IN_SETTINGS = "Add it in the settings."


@dataclass(frozen=True, slots=True)
class BilledPatient:
    """The patient as his insurer knows him; `insurance` and `member_id` are empty where none is on file."""

    name: PersonName
    number: str
    birth_date: date | None
    address: Address
    insurance: str = ""
    member_id: str = ""


@dataclass(frozen=True, slots=True)
class BilledProvider:
    """Who gave the services, with credentials in the name."""

    name: str = ""
    npi: str = ""
    license: str = ""


@dataclass(frozen=True, slots=True)
class BilledPlace:
    """Where the services were given: its name and the two-digit place of service."""

    name: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class BilledDiagnosis:
    """One diagnosis with the letter that service lines point to."""

    letter: str
    code: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class BilledService:
    """One service line; `words` are the practice's own name of the service."""

    service_on: date
    place_code: str
    code: str
    modifiers: tuple[str, ...]
    words: str
    pointers: str
    units: int
    charge: Money


@dataclass(frozen=True, slots=True)
class VisitPayment:
    """What one payment of the patient's side paid of the visit."""

    paid_on: date
    method: PaymentMethod
    reference: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Superbill:
    """One superbill, complete; `balance` is what is open on the visit's lines, with whomever."""

    practice: PracticeHead
    practice_npi: str
    language: str
    visit_on: date
    printed_on: date
    patient: BilledPatient
    provider: BilledProvider
    place: BilledPlace
    services: tuple[BilledService, ...]
    diagnoses: tuple[BilledDiagnosis, ...] = ()
    payments: tuple[VisitPayment, ...] = ()
    balance: Money = field(default=ZERO)

    @property
    def total(self) -> Money:
        """What the visit was charged."""
        return total(service.charge for service in self.services)

    @property
    def paid(self) -> Money:
        """What the patient's side has paid of it."""
        return total(payment.amount for payment in self.payments)

    @property
    def taken_off(self) -> Money:
        """What insurance paid and what was taken off."""
        return self.total - self.paid - self.balance


def check_superbill(bill: Superbill) -> tuple[Finding, ...]:
    """Find what an insurer would send the superbill back for."""
    patient, provider = bill.patient, bill.provider
    findings = list(
        check_blanks(
            (
                NeededBlank("birth_date", patient.birth_date, "The birth date is missing.", _IN_RECORD),
                NeededBlank("address", patient.address.lines, "The address is missing.", _IN_RECORD),
                NeededBlank(
                    "provider",
                    provider.name,
                    "The visit names no provider.",
                    "Take the charges back and enter the visit with its provider.",
                ),
                NeededBlank("npi", provider.npi, "The provider’s NPI is missing.", _IN_SETTINGS),
                NeededBlank(
                    "tax_id", bill.practice.tax_id, "The practice’s tax ID is missing.", _IN_SETTINGS
                ),
                NeededBlank(
                    "practice",
                    bill.practice.address.lines,
                    "The practice’s address is missing.",
                    _IN_SETTINGS,
                ),
                NeededBlank(
                    "diagnoses",
                    bill.diagnoses,
                    "The visit has no diagnosis.",
                    "Take the charges back and enter the visit with its diagnosis.",
                ),
                NeededBlank(
                    "services", bill.services, "The visit has no charges.", "Enter its charges first."
                ),
            )
        )
    )
    if not patient.member_id:
        text = "No member ID is on file."
        findings.append(Finding(Severity.WARNING, "member_id", text, "The patient writes it in by hand."))
    return tuple(findings)
