"""Last days of disputes: exact, over month ends, leap days, weekends, holidays and presumed receipt."""

from datetime import date

import pytest

from app.domain.disputes.deadline_rules import (
    CountsFrom,
    DeadlineKind,
    DeadlineRule,
    RuleScope,
    Unit,
    choose_rule,
    levels_of,
)
from app.domain.disputes.deadlines import (
    compute_deadline,
    decision_due,
    explain_left,
    still_possible,
    warning_days,
    warning_of,
)

APPEAL, RECEIPT = DeadlineKind.APPEAL, CountsFrom.RECEIPT
COMMERCIAL = RuleScope(7, 70, "commercial")
MEDICARE = RuleScope(8, None, "medicare")

# amount, unit, counts from, receipt days, the day of the notice, due on, act by
TABLE = [
    (180, Unit.DAYS, CountsFrom.NOTICE, 0, "2026-03-20", "2026-09-16", "2026-09-16"),
    (60, Unit.DAYS, CountsFrom.NOTICE, 0, "2026-03-03", "2026-05-02", "2026-05-01"),  # a Saturday
    (90, Unit.DAYS, CountsFrom.SERVICE, 0, "2025-11-04", "2026-02-02", "2026-02-02"),
    (120, Unit.DAYS, RECEIPT, 5, "2026-01-02", "2026-05-07", "2026-05-07"),
    (120, Unit.DAYS, RECEIPT, 5, "2026-07-24", "2026-11-26", "2026-11-25"),  # Thanksgiving
    (65, Unit.DAYS, CountsFrom.NOTICE, 0, "2026-10-21", "2026-12-25", "2026-12-24"),  # Christmas
    (30, Unit.DAYS, CountsFrom.NOTICE, 0, "2024-01-30", "2024-02-29", "2024-02-29"),  # a leap day
    (30, Unit.DAYS, CountsFrom.NOTICE, 0, "2023-01-30", "2023-03-01", "2023-03-01"),
    (1, Unit.YEARS, CountsFrom.NOTICE, 0, "2024-02-29", "2025-02-28", "2025-02-28"),
    (1, Unit.YEARS, CountsFrom.NOTICE, 0, "2025-12-31", "2026-12-31", "2026-12-31"),
    (4, Unit.MONTHS, CountsFrom.DECISION, 0, "2026-10-31", "2027-02-28", "2027-02-26"),  # a Sunday
    (4, Unit.MONTHS, CountsFrom.DECISION, 0, "2023-10-31", "2024-02-29", "2024-02-29"),
    (1, Unit.MONTHS, CountsFrom.NOTICE, 0, "2026-05-31", "2026-06-30", "2026-06-30"),
    (4, Unit.BUSINESS_DAYS, CountsFrom.REQUEST, 0, "2026-11-24", "2026-12-01", "2026-12-01"),
    (10, Unit.BUSINESS_DAYS, CountsFrom.REQUEST, 0, "2026-06-26", "2026-07-13", "2026-07-13"),
]


@pytest.mark.parametrize(("counted", "notice", "due", "act_by"), [(row[:4], *row[4:]) for row in TABLE])
def test_the_last_day_is_exact(counted, notice, due, act_by):
    amount, unit, counts_from, receipt = counted
    rule = DeadlineRule(APPEAL, amount, unit, counts_from, receipt_days=receipt)
    found = compute_deadline(rule, date.fromisoformat(notice))
    assert (found.due_on.isoformat(), found.act_by.isoformat()) == (due, act_by)


def test_the_words_tell_how_it_was_counted():
    rule = DeadlineRule(APPEAL, 60)
    assert compute_deadline(rule, date(2026, 3, 3)).how == (
        "60 days from the notice of 03/03/2026 = 05/02/2026, a Saturday; "
        "the last business day before is 05/01/2026."
    )


def test_presumed_receipt_is_shown_and_known_receipt_counts_instead():
    rule = choose_rule((), APPEAL, 1, MEDICARE, date(2026, 1, 2))
    presumed = compute_deadline(rule, date(2026, 1, 2))
    assert presumed.how == (
        "120 days from receipt, presumed on 01/07/2026 (5 days after the notice of 01/02/2026) = 05/07/2026."
    )
    assert compute_deadline(rule, date(2026, 1, 2), date(2026, 1, 3)).due_on == date(2026, 5, 3)


def test_the_aim_is_five_days_earlier_on_a_business_day():
    assert compute_deadline(DeadlineRule(APPEAL, 60), date(2026, 3, 3)).aim_on == date(2026, 4, 27)


@pytest.mark.parametrize(
    ("today", "warning"),
    [
        ("2026-01-02", None),
        ("2026-01-03", 30),
        ("2026-01-18", 30),
        ("2026-01-19", 14),
        ("2026-01-30", 3),
        ("2026-02-02", 3),
        ("2026-02-03", 0),
    ],
)
def test_warnings_begin_30_14_and_3_days_before(today, warning):
    assert warning_of(date(2026, 2, 2), date.fromisoformat(today)) == warning
    assert warning_days(date(2026, 2, 2)) == (date(2026, 1, 3), date(2026, 1, 19), date(2026, 1, 30))


def test_what_is_left_in_words():
    assert explain_left(date(2026, 2, 2), date(2026, 2, 1)) == "1 day left"
    assert explain_left(date(2026, 2, 2), date(2026, 2, 2)) == "due today"
    assert explain_left(date(2026, 2, 2), date(2026, 2, 6)) == "4 days late"
    assert all(still_possible(kind) for kind in DeadlineKind)


def test_the_offices_own_rule_goes_before_the_usual_one():
    own = DeadlineRule(APPEAL, 60, payer_id=7, id=3, chain_id=1, effective=date(2026, 1, 1))
    assert choose_rule((own,), APPEAL, 1, COMMERCIAL, date(2026, 3, 3)) is own
    before = choose_rule((own,), APPEAL, 1, COMMERCIAL, date(2025, 12, 31))
    assert (before.amount, before.is_default) == (180, True)
    other = choose_rule((own,), APPEAL, 1, RuleScope(9, None, "commercial"), date(2026, 3, 3))
    assert other.amount == 180


def test_a_plans_rule_goes_before_the_payers_and_a_new_version_before_the_old():
    payer = DeadlineRule(APPEAL, 60, payer_id=7, id=3, chain_id=1)
    plan = DeadlineRule(APPEAL, 90, payer_id=7, plan_id=70, id=4, chain_id=2)
    changed = DeadlineRule(
        APPEAL, 45, payer_id=7, plan_id=70, id=5, chain_id=2, version=2, effective=date(2026, 7, 1)
    )
    rules = (payer, plan, changed)
    assert choose_rule(rules, APPEAL, 1, COMMERCIAL, date(2026, 6, 30)) is plan
    assert choose_rule(rules, APPEAL, 1, COMMERCIAL, date(2026, 7, 1)) is changed
    gone = DeadlineRule(
        APPEAL, 45, payer_id=7, plan_id=70, id=6, chain_id=2, version=3, effective=date(2026, 8, 1),
        withdrawn=True,
    )  # fmt: skip
    assert choose_rule((*rules, gone), APPEAL, 1, COMMERCIAL, date(2026, 8, 1)) is payer


def test_the_levels_of_medicare_and_of_commercial_plans():
    on = date(2026, 3, 3)
    medicare = levels_of((), MEDICARE, on)
    assert [(rule.level, rule.name, rule.amount, str(rule.least or "")) for rule in medicare] == [
        (1, "Redetermination", 120, ""),
        (2, "Reconsideration", 180, ""),
        (3, "Hearing", 60, "200.00"),
        (4, "Council review", 60, ""),
        (5, "Federal court", 60, "1,960.00"),
    ]
    year_before = levels_of((), MEDICARE, date(2025, 12, 31))
    assert [str(rule.least) for rule in year_before if rule.least] == ["190.00", "1,900.00"]
    assert [rule.name for rule in levels_of((), COMMERCIAL, on)] == ["Internal appeal", "External review"]
    medicaid = RuleScope(9, None, "medicaid")
    assert [rule.name for rule in levels_of((), medicaid, on)] == ["Plan appeal", "State fair hearing"]


def test_the_other_side_has_its_time_to_decide():
    rule = choose_rule((), APPEAL, 1, MEDICARE, date(2026, 3, 3))
    assert decision_due(rule, date(2026, 3, 27)) == date(2026, 5, 26)
