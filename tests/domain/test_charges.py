"""A charge line is checked as it is typed, and the fee is that of its day."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.charges import (
    ChargeLine,
    FeeRow,
    VisitFacts,
    check_charge_line,
    check_diagnoses,
    choose_fee,
    read_pointers,
)
from app.domain.findings import Severity
from app.domain.money import ZERO, Money

DAY = date(2026, 3, 12)
LINE = ChargeLine("99213", DAY, "11", (1, 2), Money(16500))
VISIT = VisitFacts(("E11.9", "I10"), today=date(2026, 3, 20), birth_date=date(1961, 3, 4))


def test_a_plain_office_visit_passes():
    assert check_charge_line(LINE, VISIT) == ()


@pytest.mark.parametrize(
    "code", ["99213", "0001F", "0101T", "0001U", "0002M", "0004A", "G0439", "J1885", "V2020"]
)
def test_shapes_of_procedure_codes(code):
    assert check_charge_line(replace(LINE, code=code), VISIT) == ()


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"code": "9921"}, "code", "“9921” is not a procedure code."),
        ({"code": "W1234"}, "code", "“W1234” is not a procedure code."),
        ({"code": "٩٩٢١٣"}, "code", "“٩٩٢١٣” is not a procedure code."),
        ({"code": ""}, "code", "The procedure code is missing."),
        ({"place": ""}, "place", "The place of service is missing."),
        ({"modifiers": ("2",)}, "modifiers", "“2” is not a modifier."),
        ({"modifiers": ("25", "25")}, "modifiers", "A modifier stands twice."),
        ({"modifiers": ("25", "59", "RT", "LT", "GA")}, "modifiers", "A line holds 4 modifiers."),
        ({"pointers": ()}, "pointers", "The service has no diagnosis."),
        ({"pointers": (3,)}, "pointers", "The service points to a diagnosis that the visit does not have."),
        ({"pointers": (0,)}, "pointers", "The service points to a diagnosis that the visit does not have."),
        ({"pointers": (1, 1)}, "pointers", "The service points to a diagnosis twice."),
        ({"units": 0}, "units", "Units go from 1 to 999."),
        ({"units": 1000}, "units", "Units go from 1 to 999."),
        ({"charge": Money(-1)}, "charge", "A charge cannot be less than zero."),
        ({"last_date": date(2026, 3, 11)}, "last_date", "The service ends before it begins."),
        ({"service_date": date(2026, 3, 21)}, "service_date", "The date of service lies in the future."),
        ({"last_date": date(2026, 3, 21)}, "service_date", "The date of service lies in the future."),
        ({"service_date": date(1961, 3, 3)}, "service_date", "The patient was born on 03/04/1961."),
    ],
)
def test_each_fault_has_its_sentence(changes, field, sentence):
    (finding,) = check_charge_line(replace(LINE, **changes), VISIT)
    assert (finding.field, finding.text, finding.severity) == (field, sentence, Severity.ERROR)
    assert finding.fix


def test_five_pointers_are_too_many():
    visit = replace(VISIT, diagnoses=("E11.9", "I10", "J02.9", "R51.9", "M54.50"))
    assert check_charge_line(replace(LINE, pointers=(1, 2, 3, 4)), visit) == ()
    (finding,) = check_charge_line(replace(LINE, pointers=(1, 2, 3, 4, 5)), visit)
    assert finding.text == "A line points to 4 diagnoses at most."


def test_nothing_is_done_after_death_and_a_zero_charge_is_only_read():
    (finding,) = check_charge_line(LINE, replace(VISIT, died_on=date(2026, 3, 11)))
    assert finding.text == "The patient died on 03/11/2026."
    assert check_charge_line(LINE, replace(VISIT, died_on=DAY)) == ()
    (finding,) = check_charge_line(replace(LINE, charge=ZERO), replace(VISIT, birth_date=None))
    assert (finding.field, finding.severity) == ("charge", Severity.WARNING)


def test_the_visits_diagnoses():
    twelve = tuple(f"M54.{number:02d}" for number in range(12))
    assert check_diagnoses(twelve) == ()
    assert [finding.text for finding in check_diagnoses((*twelve, "I10"))] == [
        "A claim holds 12 diagnoses; there are 13."
    ]
    assert [finding.text for finding in check_diagnoses(("I10", "E11.9", "I10"))] == [
        "I10 stands twice among the diagnoses."
    ]
    assert check_diagnoses(())[0].text == "No diagnosis is given."


@pytest.mark.parametrize(
    ("text", "places"),
    [("AB", (1, 2)), ("a, b", (1, 2)), ("12", (1, 2)), ("L", (12,)), ("", ()), ("Z", (0,)), ("0", (0,))],
)
def test_pointers_are_read_from_letters_and_digits(text, places):
    assert read_pointers(text) == places


FEES = [
    FeeRow("99213", Money(15000), date(2025, 1, 1), ends=date(2025, 12, 31)),
    FeeRow("99213", Money(16500), date(2026, 1, 1)),
    FeeRow("99213", Money(17000), date(2026, 4, 1)),
    FeeRow("76700", Money(42000), date(2026, 1, 1)),
    FeeRow("76700", Money(21000), date(2026, 1, 1), modifier="26"),
]


@pytest.mark.parametrize(
    ("code", "modifiers", "on", "fee"),
    [
        ("99213", (), date(2025, 12, 31), Money(15000)),
        ("99213", (), date(2026, 1, 1), Money(16500)),
        ("99213", ("25",), date(2026, 4, 1), Money(17000)),
        ("99213", (), date(2024, 12, 31), None),
        ("76700", (), DAY, Money(42000)),
        ("76700", ("RT", "26"), DAY, Money(21000)),
        ("99999", (), DAY, None),
    ],
)
def test_the_fee_is_that_of_the_day_and_the_modifier(code, modifiers, on, fee):
    assert choose_fee(code, modifiers, on, FEES) == fee
