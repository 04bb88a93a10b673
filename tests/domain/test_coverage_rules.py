"""Rules in force on the date of service, the thirteenth visit, and what is not covered or too often."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.authorizations import CareRecord
from app.domain.coverage_rules import (
    Ask,
    CoverageRule,
    Period,
    check_claim_line,
    check_rules,
    explain_ask,
    find_needs,
    is_due,
    review_due,
    rules_in_force,
)
from app.domain.findings import Severity
from app.domain.service_counts import CountBy, ServiceCharge, ServiceLine
from tests.domain.test_authorizations import PAYER, TWELVE

OLD = CoverageRule(
    1, 1, 1, PAYER, Ask.AFTER, date(2026, 1, 1), payer="Prairie Health", codes=("97110",), most=20
)
NEW = replace(OLD, id=2, version=2, effective=date(2026, 7, 1), most=12)
TODAY = date(2026, 8, 1)


def line(on, code="97110", **facts):
    return ServiceLine(code, on, payer_id=PAYER, payer="Prairie Health", **facts)


def visits(count, first=date(2026, 5, 1)):
    return tuple(
        ServiceCharge(n, n, "97110", first + timedelta(days=n), 1, frozenset({PAYER}))
        for n in range(1, count + 1)
    )


def in_force(rules, on, code="97110", plan=None, category=""):
    return [rule.id for rule in rules_in_force(rules, PAYER, plan, code, on, category)]


@pytest.mark.parametrize(
    ("on", "ids"),
    [
        (date(2025, 12, 31), []),
        (date(2026, 1, 1), [1]),
        (date(2026, 6, 30), [1]),
        (date(2026, 7, 1), [2]),
    ],
)
def test_scenario_14_a_service_is_judged_by_the_version_of_its_day(on, ids):
    assert in_force((NEW, OLD), on) == ids


def test_a_version_that_corrects_the_date_takes_the_place_of_the_earlier_one():
    corrected = replace(NEW, id=3, version=3, effective=date(2026, 6, 1))
    assert in_force((OLD, NEW, corrected), date(2026, 8, 1)) == [3]
    assert in_force((OLD, NEW, corrected), date(2026, 5, 31)) == [1]


def test_what_has_ended_or_was_withdrawn_asks_nothing_and_the_older_version_does_not_come_back():
    ended = replace(NEW, ends=date(2026, 9, 30))
    withdrawn = replace(NEW, withdrawn=True)
    assert in_force((OLD, ended), date(2026, 9, 30)) == [2]
    assert in_force((OLD, ended), date(2026, 10, 1)) == []
    assert in_force((OLD, withdrawn), date(2026, 7, 1)) == []
    assert in_force((OLD, withdrawn), date(2026, 6, 30)) == [1]


def test_the_closest_rule_counts_plan_before_payer_code_before_range_before_category():
    on = date(2026, 3, 1)
    category = replace(OLD, id=11, chain_id=11, codes=(), category="Therapy")
    span = replace(OLD, id=12, chain_id=12, codes=("97000-97799",))
    any_service = replace(OLD, id=13, chain_id=13, codes=())
    of_plan = replace(OLD, id=14, chain_id=14, codes=(), plan_id=3)
    rules = [any_service, category, span, OLD, of_plan]
    assert in_force(rules, on, plan=3, category="therapy") == [14]
    assert in_force(rules, on, plan=4, category="therapy") == [1]
    assert in_force(rules, on, code="97112", category="therapy") == [12]
    assert in_force(rules, on, code="90901", category="therapy") == [11]
    assert in_force(rules, on, code="90901") == [13]


def test_rules_that_ask_different_things_stand_together():
    referral = replace(OLD, id=3, chain_id=3, ask=Ask.REFERRAL, most=None)
    always = replace(OLD, id=4, chain_id=4, ask=Ask.AUTHORIZATION, most=None, effective=date(2026, 2, 1))
    assert sorted(in_force((OLD, referral, always), date(2026, 3, 1))) == [3, 4]
    assert rules_in_force((OLD,), 8, None, "97110", date(2026, 3, 1)) == ()


def test_scenario_14_the_thirteenth_visit_cannot_be_billed_without_approval():
    rules, given = (OLD, NEW), visits(12)
    thirteenth = line(date(2026, 7, 2))
    found = check_claim_line(thirteenth, rules, CareRecord(given), TODAY)
    assert [(each.severity, each.rule) for each in found] == [(Severity.ERROR, "AUTH-01")]
    assert found[0].text == (
        "Prairie Health needs approval for 97110 after 12 visits a calendar year since 07/01/2026; "
        "this makes 13."
    )
    assert check_claim_line(thirteenth, rules, CareRecord(given[:11]), TODAY) == ()
    assert check_claim_line(line(date(2026, 6, 30)), rules, CareRecord(given), TODAY) == ()
    approved = replace(TWELVE, starts=date(2026, 7, 1), ends=date(2026, 12, 31))
    bearing = replace(thirteenth, authorization_number=approved.number)
    assert check_claim_line(bearing, rules, CareRecord(given, (approved,)), TODAY) == ()


def test_only_charges_of_this_payer_year_and_code_count_toward_the_rule():
    others = (
        replace(visits(1)[0], is_void=True),
        replace(visits(1)[0], payer_ids=frozenset({8})),
        replace(visits(1)[0], code="97112"),
        replace(visits(1)[0], on=date(2025, 12, 31)),
    )
    once = replace(OLD, most=1)
    assert find_needs((once,), line(date(2026, 7, 2)), others).authorization == ""
    assert find_needs((once,), line(date(2026, 7, 2)), visits(1)).authorization


def test_units_are_counted_with_those_of_the_line():
    rule = replace(OLD, most=10, count_by=CountBy.UNITS)
    given = tuple(replace(each, units=4) for each in visits(2))
    assert find_needs((rule,), line(date(2026, 7, 2), units=2), given).authorization == ""
    assert "this makes 11" in find_needs((rule,), line(date(2026, 7, 2), units=3), given).authorization


def test_ref_and_always_need_it_from_the_first():
    rules = (
        replace(OLD, ask=Ask.AUTHORIZATION, most=None),
        replace(OLD, id=3, chain_id=3, ask=Ask.REFERRAL, most=None),
    )
    found = check_claim_line(line(date(2026, 3, 1)), rules, CareRecord(), TODAY)
    assert [each.rule for each in found] == ["AUTH-01", "REF-01"]


def test_cov_05_says_note_source_and_when_it_was_looked_up():
    rule = replace(
        OLD,
        ask=Ask.NOT_COVERED,
        most=None,
        note="Only after surgery.",
        confirmed_on=date(2026, 5, 2),
        source_title="Bulletin 26-4",
        source_page="3",
    )
    (found,) = check_rules(line(date(2026, 6, 1)), (rule,), ())
    assert (found.severity, found.rule) == (Severity.WARNING, "COV-05")
    assert found.text == (
        "Our notes say Prairie Health does not cover 97110: Only after surgery, looked up on 05/02/2026."
    )
    assert found.fix.endswith("See Bulletin 26-4, page 3.")


@pytest.mark.parametrize(
    ("period", "on", "finds"),
    [
        (Period.DAY, date(2026, 5, 2), True),
        (Period.DAY, date(2026, 5, 3), False),
        (Period.MONTH, date(2026, 5, 31), True),
        (Period.MONTH, date(2026, 6, 1), False),
        (Period.YEAR, date(2026, 12, 31), True),
        (Period.YEAR, date(2027, 1, 1), False),
        (Period.LIFETIME, date(2036, 1, 1), True),
    ],
)
def test_freq_01_once_a_period(period, on, finds):
    rule = replace(OLD, ask=Ask.FREQUENCY, most=1, period=period)
    found = check_rules(line(on), (rule,), visits(1))
    assert [each.rule for each in found] == (["FREQ-01"] if finds else [])
    if finds:
        assert "at most 1 visit" in found[0].text
        assert found[0].text.endswith("The last one was on 05/02/2026.")


def test_a_rule_is_said_in_plain_words_and_falls_due():
    assert explain_ask(NEW) == "Approval after 12 visits a calendar year"
    assert explain_ask(replace(NEW, ask=Ask.FREQUENCY, most=1, period=Period.DAY)) == "At most 1 visit a day"
    assert review_due(Ask.AFTER, date(2026, 1, 1)) == date(2026, 4, 1)
    assert review_due(Ask.NOT_COVERED, date(2026, 1, 1)) == date(2026, 6, 30)
    due = replace(NEW, review_on=date(2026, 9, 29))
    assert not is_due(due, date(2026, 9, 28))
    assert is_due(due, date(2026, 9, 29))
