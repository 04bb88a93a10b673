from datetime import date, timedelta

import pytest

from app.domain.eligibility import CheckStatus
from app.domain.eligibility_due import LastCheck, VerifyRule, check_verify_rule, is_series, is_verified
from app.domain.errors import InputError

TODAY = date(2026, 11, 23)
RULE = VerifyRule()


def verified(ahead, checked_ago, status=CheckStatus.ACTIVE, *, series=False):
    last = None if checked_ago is None else LastCheck(TODAY - timedelta(days=checked_ago), status)
    return is_verified(TODAY + timedelta(days=ahead), TODAY, last, RULE.days_for(is_series=series))


@pytest.mark.parametrize(
    ("ahead", "checked_ago", "is_so"),
    [
        (0, 3, True),
        (0, 4, False),
        (2, 1, True),
        (2, 2, False),
        (6, 0, True),
        (6, 1, False),
        (0, None, False),
    ],
)
def test_a_check_counts_within_three_days_of_the_visit_and_todays_for_what_lies_ahead(
    ahead, checked_ago, is_so
):
    assert verified(ahead, checked_ago) is is_so


def test_a_series_may_be_checked_within_thirty_days():
    assert verified(0, 30, series=True)
    assert not verified(0, 31, series=True)


@pytest.mark.parametrize("status", [CheckStatus.UNKNOWN, CheckStatus.REJECTED])
def test_an_answer_that_found_nothing_out_verifies_nothing(status):
    assert not verified(0, 0, status)


def test_that_coverage_has_ended_was_found_out():
    assert verified(0, 0, CheckStatus.INACTIVE)


def test_three_visits_within_thirty_days_are_a_series():
    days = [TODAY, TODAY + timedelta(days=30), TODAY - timedelta(days=30)]
    assert is_series(TODAY, days)
    assert not is_series(TODAY, days[:2])
    assert not is_series(TODAY, [TODAY, TODAY + timedelta(days=31), TODAY - timedelta(days=31)])


@pytest.mark.parametrize("rule", [VerifyRule(-1), VerifyRule(3, 366)])
def test_days_of_a_rule_have_sense(rule):
    with pytest.raises(InputError):
        check_verify_rule(rule)
