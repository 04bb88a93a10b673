from datetime import date
from decimal import Decimal

import pytest

from app.domain.money import Money
from app.edi.codec import STANDARD
from app.edi.syntax import Segment, X12Error
from app.edi.values import (
    read_amount,
    read_day,
    read_optional_amount,
    read_optional_day,
    read_period,
    read_quantity,
    read_short_day,
)

HERE = Segment("AMT", ("D",), 14, 9, STANDARD)


@pytest.mark.parametrize(
    ("text", "cents"),
    [("125", 12500), ("125.00", 12500), ("0125", 12500), (".5", 50), ("-3.25", -325), ("-.05", -5),
     ("7.", 700), ("+1.1", 110), ("0", 0), ("-0", 0), ("12.3400", 1234)],
)  # fmt: skip
def test_money_is_read_to_the_cent(text, cents):
    assert read_amount(HERE, text) == Money(cents)


@pytest.mark.parametrize("text", ["", ".", "-", "$5", "1,000", "1.005", "1e3", "12 ", "٣", "9" * 16, "--1"])
def test_what_is_no_money_names_its_segment(text):
    with pytest.raises(X12Error, match=r"Segment 14 \(AMT\): “.*” is not an amount of money\."):
        read_amount(HERE, text)


def test_units_are_read_with_their_decimals():
    assert read_quantity(HERE, "1.50") == Decimal("1.5")
    assert read_quantity(HERE, ".25") == Decimal("0.25")
    for text in ("", ".", "NaN", "1e5", "Infinity", "x"):
        with pytest.raises(X12Error, match="number of units"):
            read_quantity(HERE, text)


def test_dates_are_read_in_their_three_forms():
    assert read_day(HERE, "20240229") == date(2024, 2, 29)
    assert read_short_day(HERE, "260304") == date(2026, 3, 4)
    assert read_period(HERE, "D8", "20260304") == (date(2026, 3, 4), date(2026, 3, 4))
    assert read_period(HERE, "RD8", "20260304-20260401") == (date(2026, 3, 4), date(2026, 4, 1))


def test_nothing_is_read_as_nothing():
    assert read_optional_amount(HERE, "") is None
    assert read_optional_day(HERE, "") is None


@pytest.mark.parametrize("text", ["", "20230229", "2026030", "202603041", "00000101", "2026-3-4", "٢٠٢٦٠٣٠٤"])
def test_what_is_no_date_names_its_segment(text):
    with pytest.raises(X12Error, match=r"Segment 14 \(AMT\): “.*” is not a date\."):
        read_day(HERE, text)


@pytest.mark.parametrize("text", ["20260401-20260304", "20260401", "20260401-", "-"])
def test_a_period_has_two_days_in_their_order(text):
    with pytest.raises(X12Error, match="Segment 14"):
        read_period(HERE, "RD8", text)
