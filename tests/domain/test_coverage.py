"""Policies are chosen by the date of service; gaps and overlaps are said."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.coverage import PolicyTerm, check_policies, choose_policies
from app.domain.findings import Severity

DAY = date(2026, 6, 3)
OLD = PolicyTerm(1, 1, date(2025, 1, 1), date(2025, 12, 31), "Aetna", "PPO")
NEW = PolicyTerm(2, 1, date(2026, 1, 1), None, "BCBS", "HMO")
SECOND = PolicyTerm(3, 2, date(2025, 1, 1), None, "Medigap", "G")


def ids(terms, on):
    return [term.policy_id for term in choose_policies(terms, on)]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2024, 12, 31), []),
        (date(2025, 1, 1), [1, 3]),
        (date(2025, 12, 31), [1, 3]),
        (date(2026, 1, 1), [2, 3]),
    ],
)
def test_both_days_of_a_term_count(on, expected):
    assert ids([SECOND, NEW, OLD], on) == expected


def test_scenario_13_the_new_plan_answers_for_the_new_year():
    assert choose_policies([OLD, NEW], DAY)[0].payer == "BCBS"
    assert check_policies([OLD, NEW, SECOND], DAY) == ()


def test_of_two_with_one_rank_the_later_is_taken_and_the_overlap_is_said():
    other = PolicyTerm(4, 1, date(2026, 3, 1), None, "Cigna", "")
    assert ids([other, NEW], DAY) == [4]
    (finding,) = check_policies([other, NEW], DAY)
    assert finding.severity is Severity.ERROR
    assert finding.text == "BCBS HMO and Cigna are both primary from 03/01/2026."
    assert finding.field == "policy.4"


def test_a_short_term_inside_a_long_one_makes_no_false_gap():
    long = PolicyTerm(1, 1, date(2025, 1, 1), date(2026, 12, 31))
    short = PolicyTerm(2, 1, date(2025, 3, 1), date(2025, 3, 31))
    after = PolicyTerm(3, 1, date(2027, 1, 1), None)
    assert [finding.severity for finding in check_policies([long, short, after], DAY)] == [Severity.WARNING]


def test_a_gap_is_said_with_its_days():
    late = PolicyTerm(2, 1, date(2026, 2, 1), None, "BCBS", "HMO")
    (finding,) = check_policies([OLD, late], DAY)
    assert finding.text == "No primary insurance from 01/01/2026 to 01/31/2026."
    assert finding.severity is Severity.WARNING


def test_a_secondary_alone_is_questioned():
    (finding,) = check_policies([SECOND], DAY)
    assert finding.text.startswith("There is no primary insurance on 06/03/2026, but Medigap G")


def test_ended_and_not_yet_begun_are_said():
    (ended,) = check_policies([OLD], DAY)
    assert ended.text == "Aetna PPO ended on 12/31/2025; nothing is in force on 06/03/2026."
    (coming,) = check_policies([NEW], date(2025, 6, 1))
    assert coming.text == "BCBS HMO begins on 01/01/2026; nothing is in force on 06/01/2025."


def test_no_policy_at_all_is_no_fault_here():
    assert check_policies([], DAY) == ()


def test_dates_the_wrong_way_round():
    findings = check_policies([PolicyTerm(7, 1, date(2026, 2, 1), date(2026, 1, 1))], DAY)
    assert [finding.text for finding in findings] == ["This policy ends before it begins."]


def test_medicaid_pays_last():
    medicaid = PolicyTerm(5, 1, date(2026, 1, 1), None, "State", "", "medicaid")
    (finding,) = check_policies([medicaid, SECOND], DAY)
    assert "Medicaid pays last" in finding.text
    assert check_policies([medicaid], DAY) == ()


def test_a_child_of_26_is_asked_about_on_the_birthday():
    child = PolicyTerm(6, 1, date(2020, 1, 1), None, "BCBS", "HMO", relationship="child")
    born = date(2000, 6, 3)
    assert check_policies([child], DAY - timedelta(days=1), born) == ()
    (finding,) = check_policies([child], DAY, born)
    assert finding.text == "The patient is 26 and covered by BCBS HMO as a child."
    assert check_policies([NEW], DAY, born) == ()


TERMS = st.builds(
    lambda i, rank, start, days: PolicyTerm(i, rank, start, start + timedelta(days=days) if days else None),
    st.integers(1, 9),
    st.integers(1, 4),
    st.dates(date(2024, 1, 1), date(2027, 1, 1)),
    st.integers(0, 500),
)


@given(st.lists(TERMS, max_size=8), st.dates(date(2024, 1, 1), date(2027, 1, 1)))
def test_the_choice_is_in_force_in_order_and_one_a_rank(terms, on):
    ranks = [term.rank for term in choose_policies(terms, on)]
    assert ranks == sorted({term.rank for term in terms if term.covers(on)})
    assert all(term.covers(on) for term in choose_policies(terms, on))
    check_policies(terms, on, date(1990, 1, 1))


def test_a_list_parts_insurer_and_plan_and_a_sentence_does_not():
    term = PolicyTerm(1, 1, date(2026, 1, 1), None, "Lakeside Select", "Select Silver")
    assert (term.listed, term.name) == ("Lakeside Select · Select Silver", "Lakeside Select Select Silver")
    assert PolicyTerm(1, 1, date(2026, 1, 1)).listed == "This policy"
