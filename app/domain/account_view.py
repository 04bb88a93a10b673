"""How an account is laid out to be explained: members under headings, and the equation that proves it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.domain.accounts import AccountItem, check_item_ties
from app.domain.findings import Finding
from app.domain.money import ZERO, Money, total


@dataclass(frozen=True, slots=True)
class AccountSection:
    """One family member's lines, oldest first."""

    patient_id: int
    patient_name: str
    items: tuple[AccountItem, ...]

    @property
    def patient_owes(self) -> Money:
        """What is owed for this member; what was paid beyond one line lowers no other."""
        return total(item.patient_owes for item in self.items if item.patient_owes > ZERO)


@dataclass(frozen=True, slots=True)
class AccountEquation:
    """charges - insurance paid - patient paid - taken off = patient owes + insurance owes."""

    charged: Money
    insurance_paid: Money
    patient_paid: Money
    taken_off: Money
    patient_owes: Money
    insurance_owes: Money
    findings: tuple[Finding, ...]

    @property
    def balance(self) -> Money:
        """What is still owed by anybody, overpaid lines counted against it."""
        return self.patient_owes + self.insurance_owes

    @property
    def holds(self) -> bool:
        """Tell whether every line, and so the whole, adds up."""
        return not self.findings


def compose_sections(
    items: Iterable[AccountItem], first_patient_id: int, with_settled: bool
) -> tuple[AccountSection, ...]:
    """Put lines under their patients: the one looked at first, then by name; settled lines only if wanted.

    Lines a patient owes stand before those that are still with an insurer, for they are what is asked about.
    """
    by_patient: dict[int, list[AccountItem]] = {}
    for item in items:
        if item.is_open or with_settled:
            by_patient.setdefault(item.patient_id, []).append(item)
    sections = [
        AccountSection(
            patient_id,
            found[0].patient_name,
            tuple(sorted(found, key=_urgency)),
        )
        for patient_id, found in by_patient.items()
    ]
    sections.sort(key=lambda part: (part.patient_id != first_patient_id, part.patient_name, part.patient_id))
    return tuple(sections)


def _urgency(item: AccountItem) -> tuple[bool, bool, date, int]:
    return (not item.is_open, item.patient_owes <= ZERO, item.service_date, item.charge_id)


def compose_equation(items: Iterable[AccountItem]) -> AccountEquation:
    """Add all lines up and prove each; a line that does not add up is named."""
    lines = tuple(items)
    return AccountEquation(
        charged=total(item.billed for item in lines),
        insurance_paid=total(item.insurance_paid for item in lines),
        patient_paid=total(item.patient_paid for item in lines),
        taken_off=total(item.adjustments for item in lines),
        patient_owes=total(item.patient_owes for item in lines),
        insurance_owes=total(item.insurance_owes for item in lines),
        findings=tuple(finding for item in lines for finding in check_item_ties(item)),
    )
