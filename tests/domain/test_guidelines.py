"""The look-up: versions by date, who goes before whom, what is not known, what disagrees, what is overdue."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.guidelines import (
    Answer,
    Approval,
    Aspect,
    DiagnosisRule,
    Guideline,
    Period,
    ServiceQuestion,
    Status,
    is_due,
    look_up,
    review_due,
    versions_on,
)

PAYER, PLAN = 7, 3
OLD = Guideline(1, 1, 1, date(2026, 1, 1), payer_id=PAYER, codes=("97110",), answer=Answer.COVERED)
NEW = replace(OLD, id=2, version=2, effective=date(2026, 7, 1))
ON = date(2026, 3, 1)


def ask(guidelines, on=ON, code="97110", plan=PLAN, **facts):
    return look_up(guidelines, ServiceQuestion(PAYER, plan, "commercial", code, on, **facts))


def order(guidelines, **facts):
    return [each.id for each in ask(guidelines, **facts).candidates]


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
    assert order((NEW, OLD), on=on) == ids


def test_a_version_that_corrects_the_date_takes_the_place_of_the_earlier_one():
    corrected = replace(NEW, id=3, version=3, effective=date(2026, 6, 1))
    assert order((OLD, NEW, corrected), on=date(2026, 8, 1)) == [3]
    assert order((OLD, NEW, corrected), on=date(2026, 5, 31)) == [1]


def test_what_has_ended_or_was_withdrawn_says_nothing_and_the_older_version_does_not_come_back():
    ended = replace(NEW, ends=date(2026, 9, 30))
    withdrawn = replace(NEW, status=Status.WITHDRAWN)
    assert order((OLD, ended), on=date(2026, 9, 30)) == [2]
    assert order((OLD, ended), on=date(2026, 10, 1)) == []
    assert order((OLD, withdrawn), on=date(2026, 7, 1)) == []
    assert order((OLD, withdrawn), on=date(2026, 6, 30)) == [1]


def test_a_draft_says_nothing_and_leaves_the_version_before_it_in_force():
    assert [each.id for each in versions_on((OLD, replace(NEW, status=Status.DRAFT)), date(2026, 8, 1))] == [
        1
    ]


def test_plan_goes_before_payer_before_line_of_business_before_all():
    of_all = replace(OLD, id=10, chain_id=10, payer_id=None)
    business = replace(OLD, id=11, chain_id=11, payer_id=None, line_of_business="commercial")
    of_plan = replace(OLD, id=12, chain_id=12, plan_id=PLAN, codes=())
    other_plan = replace(OLD, id=13, chain_id=13, plan_id=99)
    other_business = replace(OLD, id=14, chain_id=14, payer_id=None, line_of_business="medicaid")
    other_payer = replace(OLD, id=15, chain_id=15, payer_id=99)
    every = (of_all, business, OLD, of_plan, other_plan, other_business, other_payer)
    assert order(every) == [12, 1, 11, 10]
    assert order(every, plan=4) == [1, 11, 10]


def test_an_exact_code_goes_before_a_range_before_a_category_before_any_service():
    any_service = replace(OLD, id=10, chain_id=10, codes=())
    category = replace(OLD, id=11, chain_id=11, codes=(), category="Therapy")
    span = replace(OLD, id=12, chain_id=12, codes=("97000-97799",))
    every = (any_service, category, span, OLD)
    assert order(every, category="therapy") == [1, 12, 11, 10]
    assert order(every, code="97112") == [12, 10]
    assert order(every, code="90901", category="therapy") == [11, 10]


def test_a_diagnosis_that_had_to_match_goes_first_and_the_newest_date_decides_a_tie():
    backed = replace(
        OLD,
        id=10,
        chain_id=10,
        diagnoses=("M54",),
        diagnosis_rule=DiagnosisRule.ANY,
        effective=date(2020, 1, 1),
    )
    without = replace(
        OLD,
        id=11,
        chain_id=11,
        diagnoses=("M17",),
        diagnosis_rule=DiagnosisRule.NONE,
        effective=date(2026, 2, 1),
    )
    assert order((OLD, backed), diagnoses=("M54.50",)) == [10, 1]
    assert order((OLD, backed), diagnoses=("J06.9",)) == [1]
    assert order((OLD, backed)) == [1]
    assert order((backed, without), diagnoses=("M54.50",)) == [11, 10]
    assert order((backed, without), diagnoses=("M54.50", "M17.11")) == [10]
    assert order((without,)) == []


@pytest.mark.parametrize(
    ("limits", "facts", "counts"),
    [
        ({"age_from": 18, "age_to": 64}, {"age": 18}, True),
        ({"age_from": 18, "age_to": 64}, {"age": 64}, True),
        ({"age_from": 18, "age_to": 64}, {"age": 17}, False),
        ({"age_from": 18, "age_to": 64}, {"age": 65}, False),
        ({"age_from": 18}, {}, False),
        ({"age_to": 0}, {"age": 0}, True),
        ({"sex": "F"}, {"sex": "F"}, True),
        ({"sex": "F"}, {"sex": "M"}, False),
        ({"sex": "F"}, {}, False),
        ({"modifiers": ("GP", "GO")}, {"modifiers": ("59", "GP")}, True),
        ({"modifiers": ("GP",)}, {"modifiers": ("59",)}, False),
        ({"places": ("11", "22")}, {"place": "22"}, True),
        ({"places": ("11",)}, {"place": "02"}, False),
    ],
)
def test_a_record_for_some_people_and_places_counts_for_them_alone(limits, facts, counts):
    assert ask((replace(OLD, **limits),), **facts).is_known is counts


def test_each_aspect_is_decided_by_the_best_record_that_speaks_of_it():
    wide = replace(
        OLD, id=10, chain_id=10, codes=(), approval=Approval.ALWAYS, most=4, filing_days=90, documents=("A",)
    )
    narrow = replace(OLD, referral=True)
    found = ask((wide, narrow))
    assert {aspect: each.id for aspect, each in found.decided_by.items()} == {
        "answer": 1,
        "referral": 1,
        "approval": 10,
        "frequency": 10,
        "windows": 10,
        "documents": 10,
    }


def test_nothing_found_is_not_known_and_never_covered():
    found = ask(())
    assert (found.answer, found.is_known, found.candidates) == (Answer.UNKNOWN, False, ())
    only_approval = ask((replace(OLD, answer=Answer.NOT_SAID, approval=Approval.ALWAYS),))
    assert (only_approval.answer, only_approval.is_known) == (Answer.UNKNOWN, False)
    asked = ask((replace(OLD, answer=Answer.UNKNOWN),))
    assert (asked.answer, asked.is_known) == (Answer.UNKNOWN, False)


def test_candidates_that_say_something_else_of_coverage_or_approval_are_shown():
    said = replace(OLD, approval=Approval.AFTER, approval_after=12)
    wide = replace(said, id=10, chain_id=10, codes=())
    other_answer = replace(wide, id=11, chain_id=11, answer=Answer.NOT_COVERED)
    other_count = replace(wide, id=12, chain_id=12, approval_after=20)
    silent = replace(wide, id=13, chain_id=13, answer=Answer.NOT_SAID, approval=Approval.NOT_SAID, most=3)
    assert ask((said, wide, silent)).disagreeing == ()
    assert {each.id for each in ask((said, wide, other_answer, other_count, silent)).disagreeing} == {11, 12}


def test_what_only_an_unknown_diagnosis_age_or_sex_keeps_out_is_told_where_it_says_something_else():
    refused = replace(OLD, id=9, chain_id=9, answer=Answer.NOT_COVERED)
    by_diagnosis = replace(refused, diagnoses=("Z00",), diagnosis_rule=DiagnosisRule.ANY)
    by_age = replace(refused, id=10, chain_id=10, age_from=65)
    by_sex = replace(refused, id=11, chain_id=11, sex="F")
    says_the_same = replace(by_age, id=12, chain_id=12, answer=Answer.COVERED)
    other_place = replace(refused, id=13, chain_id=13, places=("21",))
    records = (OLD, by_diagnosis, by_age, by_sex, says_the_same, other_place)
    asked = ask(records)
    assert asked.answer is Answer.COVERED
    assert [each.id for each in asked.hinging] == [9, 10, 11]
    known = ask(records, diagnoses=("M54.5",), age=40, sex="M")
    assert (known.answer, known.hinging) == (Answer.COVERED, ())
    assert ask(records, diagnoses=("Z00.00",), age=40, sex="M").answer is Answer.NOT_COVERED


def test_an_answer_is_overdue_by_todays_date_not_that_of_the_service():
    due = replace(OLD, review_on=date(2026, 9, 29))
    assert not is_due(due, date(2026, 9, 28))
    assert is_due(due, date(2026, 9, 29))
    assert not ask((due,)).overdue
    assert ask((due,), today=date(2026, 9, 29)).overdue
    unused = replace(due, id=9, chain_id=9, codes=())
    assert not ask((OLD, unused), today=date(2026, 9, 29)).overdue


@pytest.mark.parametrize(
    ("aspects", "period", "confirmed", "due"),
    [
        ({Aspect.ANSWER}, Period.YEAR, date(2026, 1, 1), date(2026, 6, 30)),
        ({Aspect.APPROVAL}, Period.YEAR, date(2026, 1, 1), date(2026, 4, 1)),
        ({Aspect.FREQUENCY}, Period.YEAR, date(2026, 9, 1), date(2027, 1, 1)),
        ({Aspect.FREQUENCY}, Period.YEAR, date(2026, 1, 1), date(2026, 6, 30)),
        ({Aspect.FREQUENCY}, Period.MONTH, date(2026, 9, 1), date(2027, 2, 28)),
    ],
)
def test_a_record_falls_due_after_ninety_or_a_hundred_and_eighty_days_or_with_the_plan_year(
    aspects, period, confirmed, due
):
    assert review_due(frozenset(aspects), period, confirmed) == due
