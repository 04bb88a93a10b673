from datetime import date, timedelta

import pytest

from app.domain.eligibility import CheckStatus
from app.domain.eligibility_due import (
    LastCheck,
    VerifyRule,
    check_verify_rule,
    explain_unverified,
    is_series,
    is_to_ask,
    is_verified,
)
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


def test_coverage_that_is_not_active_stays_but_is_not_asked_again_at_once():
    assert not verified(0, 0, CheckStatus.INACTIVE)
    told = LastCheck(TODAY, CheckStatus.INACTIVE)
    assert not is_to_ask(TODAY, TODAY, told, 3)
    assert is_to_ask(TODAY + timedelta(days=4), TODAY + timedelta(days=4), told, 3)
    assert is_to_ask(TODAY, TODAY, None, 3)


@pytest.mark.parametrize(
    ("last", "said"),
    [
        (None, "Nobody has asked this insurer yet."),
        (
            LastCheck(date(2026, 11, 21), CheckStatus.ACTIVE),
            "that is 5 days before the visit; a check counts for 3",
        ),
        (
            LastCheck(date(2026, 11, 21), CheckStatus.INACTIVE),
            "said on 11/21/2026 that this coverage is not active",
        ),
        (LastCheck(date(2026, 11, 21), CheckStatus.REJECTED), "The check of 11/21/2026 found nothing out."),
    ],
)
def test_why_a_policy_is_still_to_be_verified_is_said(last, said):
    assert said in explain_unverified(date(2026, 11, 26), last, 3)


def test_three_visits_within_thirty_days_are_a_series():
    days = [TODAY, TODAY + timedelta(days=30), TODAY - timedelta(days=30)]
    assert is_series(TODAY, days)
    assert not is_series(TODAY, days[:2])
    assert not is_series(TODAY, [TODAY, TODAY + timedelta(days=31), TODAY - timedelta(days=31)])


@pytest.mark.parametrize("rule", [VerifyRule(-1), VerifyRule(3, 366)])
def test_days_of_a_rule_have_sense(rule):
    with pytest.raises(InputError):
        check_verify_rule(rule)
