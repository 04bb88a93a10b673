"""Invented papers of the front desk, short and full to the brim."""

from datetime import date

from app.domain.advance_notice import AdvanceNotice, NoticedService
from app.domain.encounter_form import (
    EncounterForm,
    SlipChoice,
    SlipPatient,
    SlipVisit,
    compose_slip_groups,
)
from app.domain.money import Money
from app.domain.people import Address, PersonName
from app.domain.receipts import PaymentMethod
from app.domain.registration_form import (
    RegisteredGuarantor,
    RegisteredPerson,
    RegisteredPolicy,
    RegistrationForm,
)
from app.domain.superbill import (
    BilledDiagnosis,
    BilledPatient,
    BilledPlace,
    BilledProvider,
    BilledService,
    Superbill,
    VisitPayment,
)
from tests.domain.money_samples import PRACTICE

HOME = Address("12 Oak St.", "Apt. 4", "Springfield", "IL", "62704-1234")
VISIT_ON = date(2026, 3, 12)
LONG = PersonName("Villanueva-Santisteban de la Concepción", "María Guadalupe Fernanda", "Alejandra", "III")
DIAGNOSES = (
    BilledDiagnosis("A", "E11.9", "Type 2 diabetes mellitus without complications"),
    BilledDiagnosis("B", "J02.9", "Acute pharyngitis, unspecified"),
)


def superbill_of(language: str = "en", lines: int = 2, name: PersonName | None = None, **more) -> Superbill:
    """An office visit and a strep test, of which 20.00 were paid by card."""
    words = "Visita al consultorio" if language == "es" else "Office visit, established patient"
    services = tuple(
        BilledService(VISIT_ON, "11", f"99{213 + at}", ("25",), words, "AB", 1, Money(100_00))
        for at in range(lines)
    )
    paid = VisitPayment(VISIT_ON, PaymentMethod.CARD, "4242", Money(20_00))
    values = {
        "practice": PRACTICE,
        "practice_npi": "1234567893",
        "language": language,
        "visit_on": VISIT_ON,
        "printed_on": date(2026, 4, 20),
        "patient": BilledPatient(
            name or PersonName("Rivera", "Ana", "M"), "P1001", date(1961, 3, 4), HOME, "Prairie PPO", "XYZ11"
        ),
        "provider": BilledProvider("Ada Stone MD", "1234567893", "036-12345"),
        "place": BilledPlace("Maple Office", "11"),
        "services": services,
        "diagnoses": DIAGNOSES,
        "payments": (paid,),
        "balance": Money(lines * 100_00 - 20_00),
    } | more
    return Superbill(**values)


def procedure_rows(count: int) -> list[tuple[str, str, str]]:
    """So many procedures in five categories, every seventh with a long name."""
    categories = ("office", "lab", "preventive", "imaging", "other")
    return [
        (
            categories[at % 5],
            f"{99200 + at}",
            f"Own name of service {at}"
            + (" with a much longer plain name that needs two whole lines" * (at % 7 == 0)),
        )
        for at in range(count)
    ]


def encounter_of(procedures: int = 8, diagnoses: int = 6, name: PersonName | None = None) -> EncounterForm:
    """A slip for a planned visit with a copay of 20.00 and 84.20 owed from before."""
    return EncounterForm(
        practice=PRACTICE,
        patient=SlipPatient(
            name or PersonName("Rivera", "Ana", "M"),
            "P1001",
            date(1961, 3, 4),
            "F",
            "(312) 555-0142",
            ("Prairie Health Prairie PPO  XYZ11", "Blue Ridge Medigap Plan G  77A"),
        ),
        visit=SlipVisit(VISIT_ON, "9:30 am", "Ada Stone MD", "Maple Office", "Sore throat"),
        procedures=compose_slip_groups(procedure_rows(procedures)),
        diagnoses=tuple(SlipChoice(f"E{at + 10}.9", f"Diagnosis number {at}") for at in range(diagnoses)),
        copay=Money(20_00),
        balance=Money(84_20),
        next_visit=date(2026, 9, 14),
    )


def registration_of(language: str = "en", **more) -> RegistrationForm:
    """A form filled from the record, with one insurance."""
    values = {
        "practice": PRACTICE,
        "language": language,
        "printed_on": date(2026, 4, 20),
        "number": "P1001",
        "person": RegisteredPerson(
            "Ana M Rivera", date(1961, 3, 4), "F", HOME, "(312) 555-0142", "", "ana@example.org", "es"
        ),
        "guarantor": RegisteredGuarantor("Ana M Rivera", HOME, "(312) 555-0142"),
        "policies": (
            RegisteredPolicy(
                "Prairie Health Prairie PPO", "XYZ11", "G-77", "Luis Rivera", date(1959, 1, 2), "spouse"
            ),
        ),
        "emergency_name": "Luis Rivera",
        "emergency_phone": "(312) 555-0177",
    } | more
    return RegistrationForm(**values)


def blank_registration(language: str = "en") -> RegistrationForm:
    """A form for a patient nobody knows yet."""
    return RegistrationForm(PRACTICE, language, date(2026, 4, 20))


def notice_of(language: str = "en", **more) -> AdvanceNotice:
    """A notice for one laboratory test of 85.00."""
    values = {
        "practice": PRACTICE,
        "language": language,
        "patient_name": "Ana M Rivera",
        "identification": "P1001",
        "services": (NoticedService("82306", "Vitamin D level"),),
        "reason": "Medicare does not pay for this test for your diagnosis.",
        "estimate": Money(85_00),
        "issued_on": date(2026, 4, 20),
        "more": "Your doctor ordered this test on 04/20/2026.",
    } | more
    return AdvanceNotice(**values)
