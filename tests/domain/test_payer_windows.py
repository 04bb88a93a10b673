"""A payer's windows: the practice's own number counts, a usual one is shown as such."""

from datetime import date

import pytest

from app.domain.payer_windows import PayerFacts, filing_limit, usual_windows, windows_of


@pytest.mark.parametrize(
    ("business", "filing", "corrected", "appeal"),
    [
        ("commercial", 180, 180, 180),
        ("medicare", 365, 365, 120),
        ("medicare_advantage", 365, 180, 65),
        ("medicaid", 365, 180, 60),
        ("tricare", 365, 180, 90),
        ("auto", 180, 180, 90),
        ("something new", 180, 180, 180),
    ],
)
def test_usual_windows_go_by_line_of_business(business, filing, corrected, appeal):
    windows = usual_windows(business)
    assert (windows.filing.days, windows.corrected.days, windows.appeal.days) == (filing, corrected, appeal)
    assert windows.filing.is_default
    assert windows.appeal.is_default


def test_a_usual_number_is_said_to_be_one_and_an_own_number_is_not():
    windows = windows_of(PayerFacts("commercial", filing_days=90))
    assert windows.filing.words == "90 days"
    assert windows.appeal.words == "180 days (usual, not confirmed)"
    assert usual_windows("medicare").filing.words == "1 year (usual, not confirmed)"


@pytest.mark.parametrize(
    ("facts", "on", "last"),
    [
        (PayerFacts("commercial", filing_days=90), date(2025, 11, 4), date(2026, 2, 2)),
        (PayerFacts("commercial"), date(2026, 1, 31), date(2026, 7, 30)),
        (PayerFacts("medicare"), date(2026, 3, 31), date(2027, 3, 31)),
        (PayerFacts("medicare"), date(2027, 3, 2), date(2028, 3, 2)),
        (PayerFacts("medicare"), date(2028, 2, 29), date(2029, 2, 28)),
        (PayerFacts("medicare", filing_days=365), date(2027, 3, 2), date(2028, 3, 1)),
    ],
)
def test_the_filing_limit_is_the_last_day_in_time(facts, on, last):
    assert filing_limit(on, windows_of(facts)) == last


def test_whether_a_replacement_is_taken_is_the_payers_own_fact():
    assert not windows_of(PayerFacts("medicare", takes_replacement=False)).takes_replacement
    assert usual_windows("commercial").takes_replacement
