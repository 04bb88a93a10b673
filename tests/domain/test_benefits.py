"""The copay at the desk comes from the plan's benefit rows."""

import pytest

from app.domain.benefits import (
    BenefitMode,
    BenefitRow,
    check_benefit_row,
    copay_for,
    copay_of_visit,
    find_benefit,
)
from app.domain.findings import has_errors
from app.domain.money import ZERO, Money

ROWS = [
    BenefitRow("Office visit", BenefitMode.COPAY_ONLY, Money(3000)),
    BenefitRow("Preventive", BenefitMode.NONE, Money(999)),
    BenefitRow("Cosmetic", BenefitMode.NOT_COVERED),
    BenefitRow("", BenefitMode.DED_COINS, coinsurance_bp=2000, deductible_applies=True),
]


@pytest.mark.parametrize(
    ("category", "copay"),
    [
        ("Office visit", Money(3000)),
        (" office VISIT ", Money(3000)),
        ("Preventive", ZERO),
        ("Lab", ZERO),
        ("Cosmetic", None),
    ],
)
def test_copay_of_a_visit(category, copay):
    assert copay_for(category, ROWS) == copay


def test_unknown_is_not_zero():
    assert copay_for("Lab", ROWS[:3]) is None
    assert copay_for("Office visit", []) is None
    assert copay_for("Visit", [BenefitRow("visit", BenefitMode.DED_COPAY)]) is None
    assert find_benefit("Lab", ROWS).coinsurance_bp == 2000


@pytest.mark.parametrize(
    ("row", "field", "blocks"),
    [
        (BenefitRow("a", BenefitMode.COINS_ONLY, Money(-1), 2000), "copay", True),
        (BenefitRow("a", BenefitMode.COPAY_ONLY), "copay", False),
        (BenefitRow("a", BenefitMode.DED_COINS, coinsurance_bp=10_001), "coinsurance_bp", True),
        (BenefitRow("a", BenefitMode.DED_COINS, coinsurance_bp=-1), "coinsurance_bp", True),
    ],
)
def test_rows_with_impossible_figures_are_named(row, field, blocks):
    findings = check_benefit_row(row)
    assert [finding.field for finding in findings] == [field]
    assert has_errors(findings) is blocks


def test_sound_rows_pass():
    assert all(check_benefit_row(row) == () for row in ROWS)


def test_a_visit_has_one_copay_the_highest_of_its_services():
    rows = [
        BenefitRow("office", BenefitMode.COPAY_ONLY, Money(2000)),
        BenefitRow("specialist", BenefitMode.COPAY_ONLY, Money(4000)),
        BenefitRow("lab", BenefitMode.COINS_ONLY, None, 2000),
    ]
    assert copay_of_visit(["office", "specialist"], rows) == Money(4000)
    assert copay_of_visit(["lab"], rows) == ZERO
    assert copay_of_visit([], rows) == copay_of_visit(["other"], rows) == Money(2000)
