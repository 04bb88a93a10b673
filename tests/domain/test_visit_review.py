"""What is said beside a visit: who pays, the copay, and each fault with its place."""

from datetime import date

import pytest

from app.domain.benefits import BenefitMode, BenefitRow
from app.domain.charges import VisitFacts
from app.domain.coverage import PolicyTerm
from app.domain.findings import Severity
from app.domain.money import Money
from app.domain.visit_review import (
    Diagnosis,
    PatientCover,
    TypedLine,
    check_visit,
    copay_due,
    explain_payers,
    total_of,
)

ON = date(2026, 6, 3)
TERMS = (
    PolicyTerm(1, 1, date(2026, 1, 1), payer="Prairie", plan="PPO"),
    PolicyTerm(2, 2, date(2026, 1, 1), payer="Blue", plan="Extra"),
)
COVER = PatientCover(TERMS, {1: (BenefitRow("office", BenefitMode.COPAY_ONLY, Money(2000)),)})
THROAT = Diagnosis("J02.9", "Acute pharyngitis", billable=True, validity="valid")
FACTS = VisitFacts(("J02.9",), ON)


def a_line(**changes):
    values = {
        "number": 2,
        "on": ON,
        "code": "99213",
        "modifiers": (),
        "pointers": "A",
        "units": 1,
        "place": "11",
        "amount": Money(16500),
        "category": "office",
    }
    return TypedLine(**{**values, **changes})


def test_it_names_who_pays_first_and_then():
    assert explain_payers(COVER, ON, False) == "Prairie PPO pays first on 06/03/2026, then Blue Extra."
    assert (
        explain_payers(COVER, date(2025, 6, 3), False)
        == "No insurance in force on 06/03/2025: the patient owes."
    )
    assert "Self-pay" in explain_payers(COVER, ON, True)


def test_the_copay_follows_the_first_plan_and_the_services():
    assert copay_due(COVER, ON, False, [a_line()]) == Money(2000)
    assert copay_due(COVER, ON, True, [a_line()]) is None
    assert copay_due(COVER, date(2025, 1, 1), False, [a_line()]) is None


def test_a_sound_visit_has_no_findings():
    assert check_visit([a_line()], [THROAT], FACTS) == ()
    assert total_of([a_line(), a_line(amount=None)]) == Money(16500)


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"pointers": "B"}, "line:2:pointers"),
        ({"code": "99"}, "line:2:code"),
        ({"amount": None}, "line:2:fee"),
        ({"units": 0}, "line:2:units"),
        ({"place": ""}, "line:2:place"),
        ({"on": date(2026, 6, 4)}, "line:2:date"),
        ({"modifiers": ("25", "25")}, "line:2:modifiers"),
    ],
)
def test_a_fault_names_its_cell(changes, place):
    (finding,) = check_visit([a_line(**changes)], [THROAT], FACTS)
    assert (finding.severity, finding.field) == (Severity.ERROR, place)
    assert finding.text.startswith("Line 2: ")


def test_a_code_outside_the_practices_list_is_only_a_warning():
    (finding,) = check_visit([a_line(category=None)], [THROAT], FACTS)
    assert (finding.severity, finding.field) == (Severity.WARNING, "line:2:code")


def test_diagnoses_are_told_as_the_table_knows_them():
    heading = Diagnosis("E11", "Type 2 diabetes", billable=False, validity="valid")
    wrong = Diagnosis("Z99.99X", "", billable=False, validity="not valid")
    unknown = Diagnosis("J02.9", "Acute pharyngitis", billable=True, validity="not checked")
    findings = check_visit([a_line()], [heading, wrong, unknown], FACTS, has_provider=False)
    assert [(finding.severity.name, finding.text) for finding in findings] == [
        ("WARNING", "E11 is a heading and needs more characters on a claim."),
        ("WARNING", "Z99.99X is not a valid diagnosis on this date."),
        ("HINT", "Not checked: J02.9. The table of codes does not cover this date."),
        ("ERROR", "No provider is chosen."),
    ]
