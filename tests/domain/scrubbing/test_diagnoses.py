"""Diagnoses: each check trips where it should, and only there."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.code_edits import Standing
from tests.claim_samples import PATIENT, claim, line
from tests.domain.scrub_samples import ERROR, WARNING, Case, check_case, diagnosis, scrub

NAMES = {
    "diagnosis_names": {
        "M25.561": "Pain in right knee",
        "M25.562": "Pain in left knee",
        "M25.569": "Pain in unspecified knee",
    }
}
MAN = replace(PATIENT, sex="M")


def born(year: int, month: int = 5, day: int = 3):
    return replace(PATIENT, birth_date=date(year, month, day))


def given(*codes: str, **changes):
    return claim(diagnoses=codes, **changes)


CASES = [
    Case(
        "DX-02",
        ERROR,
        given("J06.9"),
        facts=diagnosis("J06.9", Standing.NOT_VALID),
        good_facts=diagnosis("J06.9", Standing.VALID),
        box="i21_a",
    ),
    Case(
        "DX-03",
        ERROR,
        given("J06.9", "E11"),
        facts=diagnosis("E11", Standing.NEEDS_MORE),
        good_facts=diagnosis("E11", Standing.NOT_CHECKED),
        box="i21_b",
    ),
    Case("DX-04", WARNING, given("W01.0XXA", "S93.401A"), given("S93.401A", "W01.0XXA"), box="i21_a"),
    Case("DX-05", WARNING, given("M25.569"), given("M25.561"), facts=NAMES, box="i21_a"),
    Case(
        "DX-05",
        WARNING,
        given("M25.562", lines=(line(code="20610", modifiers=("RT",)),)),
        given("M25.561", lines=(line(code="20610", modifiers=("RT",)),)),
        facts=NAMES,
        box="24.1.d_mod1",
    ),
    Case(
        "AGE-02",
        WARNING,
        given("P59.9", patient=born(2026, 4, 4)),
        given("P59.9", patient=born(2026, 4, 5)),
        box="i21_a",
    ),
    Case("AGE-02", WARNING, given("O80", patient=born(1961)), given("O80"), box="i21_a"),
    Case("AGE-02", WARNING, given("Z00.129"), given("Z00.129", patient=born(2015)), box="i21_a"),
    Case("AGE-02", WARNING, given("Z00.00", patient=born(2015)), given("Z00.00"), box="i21_a"),
    Case("SEX-01", WARNING, given("O80", patient=MAN), given("O80"), box="i21_a"),
    Case("SEX-01", WARNING, given("N40.1"), given("N40.1", patient=MAN), box="i21_a"),
    Case("SEX-01", WARNING, given("N40.1"), given("N40.1", patient=replace(PATIENT, sex="")), box="i21_a"),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_diagnoses_are_checked(case):
    check_case(case)


def test_a_diagnosis_that_no_file_covers_is_not_called_wrong():
    found = scrub(given("J06.9"), **diagnosis("J06.9", Standing.NOT_CHECKED))
    assert not [each for each in found if each.rule in ("DX-02", "DX-03")]
