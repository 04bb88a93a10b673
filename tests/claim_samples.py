"""Made-up claims for the tests of the claim form."""

from dataclasses import replace
from datetime import date

from app.claim_form_catalog import claim_form_grid
from app.domain.claim_content import (
    BilledPayer,
    BilledPolicy,
    BillingPractice,
    ClaimContent,
    ClaimLine,
    Coverage,
    FormPerson,
    Signatures,
)
from app.domain.money import Money
from app.domain.people import Address, PersonName

GRID = claim_form_grid()
TODAY = date(2026, 6, 1)
HOME = Address("12 Elm Street", "", "Springfield", "IL", "62704")
OFFICE = Address("900 Oak Street", "Suite 2", "Springfield", "IL", "62701-1234")
PATIENT = FormPerson(PersonName("Rivera", "Ana", "Maria"), date(1984, 2, 29), "F", HOME, "(217) 555-0142")
HOLDER = FormPerson(PersonName("Rivera", "Luis", "", "Jr"), date(1980, 7, 4), "M", HOME, "217-555-0143")
PRACTICE = BillingPractice("Oak Street Clinic", OFFICE, "217 555 0100", "12-3456789", npi="1993999998")
PAYER = BilledPayer("Prairie Health Plan", Address("PO Box 12", "", "Peoria", "IL", "61602"), Coverage.GROUP)
MEDICARE = replace(PAYER, name="Medicare Part B", coverage=Coverage.MEDICARE, one_pointer_only=True)
MBI = "1EG4TE5MK73"


def line(day: int = 3, cents: int = 125_00, **changes) -> ClaimLine:
    """One visit in May 2026."""
    made = ClaimLine(
        date(2026, 5, day), date(2026, 5, day), "99213", Money(cents), rendering_npi="1234567893"
    )
    return replace(made, **changes)


def claim(*lines: ClaimLine, **changes) -> ClaimContent:
    """A claim with nothing wrong in it, one line unless given others."""
    made = ClaimContent(
        claim_number="1001",
        practice=PRACTICE,
        payer=PAYER,
        patient=PATIENT,
        policy=BilledPolicy("W123456789", "GRP551", "Prairie Gold PPO"),
        diagnoses=("J06.9", "I10"),
        lines=lines or (line(),),
        account_number="1001",
        signatures=Signatures(True, True, "Jane Roe MD", date(2026, 5, 20)),
    )
    return replace(made, **changes)


def medicare_claim(*lines: ClaimLine, **changes) -> ClaimContent:
    """The same claim to Medicare, paying first."""
    return claim(*lines, **{"payer": MEDICARE, "policy": BilledPolicy(MBI), **changes})
