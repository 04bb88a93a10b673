"""An import adds and changes, never takes away, and sets no fee that is in force already."""

from datetime import date

import pytest

from app.domain.charges import FeeRow
from app.domain.money import Money
from app.domain.procedure_list import ProcedureRow
from app.domain.procedure_plan import Fate, KnownProcedure, plan_procedures

TODAY = date(2026, 6, 15)
FEE = FeeRow("99213", Money(16500), date(2026, 1, 1))
KNOWN = {"99213": KnownProcedure("Office visit", "Visita", "office")}


def plan(*values, code="99213"):
    (planned,) = plan_procedures([ProcedureRow(2, code, *values)], KNOWN, {"99213": [FEE]}, TODAY)
    return planned


@pytest.mark.parametrize(
    "values",
    [
        ("Office visit",),
        ("Office visit", "Visita", "office", Money(16500)),
        ("Office visit", "", "", Money(16500), date(2026, 3, 1)),
    ],
)
def test_what_is_there_already_changes_nothing(values):
    planned = plan(*values)
    assert (planned.fate, planned.texts, planned.fee, planned.what) == (Fate.UNCHANGED, (), None, "")


def test_a_new_fee_counts_from_its_date_or_from_today():
    planned = plan("Office visit", "", "", Money(17000))
    assert (planned.fate, planned.fee) == (Fate.CHANGED, FeeRow("99213", Money(17000), TODAY))
    assert planned.what == "fee 165.00 → 170.00 from 06/15/2026"
    later = plan("Office visit", "", "", Money(17000), date(2026, 7, 1))
    assert later.fee == FeeRow("99213", Money(17000), date(2026, 7, 1))


def test_new_words_are_told_beside_the_old():
    planned = plan("Visit", "", "Checkup")
    assert planned.texts == (("name", "Visit"), ("category", "Checkup"))
    assert planned.what == "name: Office visit → Visit; category: office → Checkup"


def test_a_code_that_is_not_there_is_new():
    planned = plan("Strep test", "", "lab", Money(4000), code="87880")
    assert (planned.fate, planned.what) == (Fate.NEW, "fee 40.00 from 06/15/2026")
    assert planned.texts == (("name", "Strep test"), ("category", "lab"))
    assert plan("Strep test", code="87880").what == "no fee is set"
