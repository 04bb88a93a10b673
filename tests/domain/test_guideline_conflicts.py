"""Guidelines about the very same that contradict each other are found, and no others."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.guideline_conflicts import find_disagreeing
from app.domain.guidelines import Answer, Approval, Guideline, Status

DAY = date(2026, 11, 23)
YES = Guideline(1, 1, 1, date(2026, 1, 1), payer_id=4, codes=("G0439",), answer=Answer.COVERED)
NO = replace(YES, id=2, chain_id=2, answer=Answer.NOT_COVERED)


def test_two_answers_to_the_very_same_disagree():
    assert find_disagreeing([YES, NO, replace(YES, id=3, chain_id=3, payer_id=5)], DAY) == {1, 2}


def test_approval_counts_too():
    asked = replace(YES, id=2, chain_id=2, answer=Answer.NOT_SAID, approval=Approval.ALWAYS)
    assert not find_disagreeing([YES, asked], DAY)
    assert find_disagreeing([replace(YES, approval=Approval.NOT_NEEDED), asked], DAY) == {1, 2}


@pytest.mark.parametrize(
    "other",
    [
        {"plan_id": 7},
        {"line_of_business": "medicare"},
        {"sex": "F"},
        {"codes": ("G0438",)},
        {"status": Status.DRAFT},
        {"status": Status.WITHDRAWN},
        {"effective": date(2027, 1, 1)},
        {"ends": date(2026, 10, 31)},
        {"answer": Answer.NOT_SAID},
    ],
)
def test_what_is_about_another_or_does_not_count_is_no_contradiction(other):
    assert not find_disagreeing([YES, replace(NO, **other)], DAY)
