"""Guidelines about the very same that say something else: what a list must mark, and a person clear up."""

from collections.abc import Iterable
from datetime import date

from app.domain.guidelines import Answer, Approval, Guideline, versions_on


def find_disagreeing(guidelines: Iterable[Guideline], day: date) -> frozenset[int]:
    """Find the versions in force on a day that another one of the same scope contradicts, by id."""
    by_scope: dict[tuple[object, ...], list[Guideline]] = {}
    for each in versions_on(tuple(guidelines), day):
        by_scope.setdefault(_scope(each), []).append(each)
    return frozenset(each.id for group in by_scope.values() if _is_split(group) for each in group)


def _scope(guideline: Guideline) -> tuple[object, ...]:
    """Whom and what a record is about, so that two with the same are meant for the same claim."""
    who = (guideline.payer_id, guideline.plan_id, guideline.line_of_business)
    what = (guideline.codes, guideline.category.strip().casefold(), guideline.modifiers, guideline.places)
    whom = (guideline.diagnosis_rule, guideline.diagnoses, guideline.age_from, guideline.age_to)
    return (*who, *what, *whom, guideline.sex)


def _is_split(group: list[Guideline]) -> bool:
    answers = {each.answer for each in group} - {Answer.NOT_SAID}
    asked = {(each.approval, each.approval_after) for each in group if each.approval is not Approval.NOT_SAID}
    return len(answers) > 1 or len(asked) > 1
