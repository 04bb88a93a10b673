"""What the guidelines in force say of planned services: covered or not, by which benefit, what is asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.benefits import BenefitMode, BenefitRow, find_benefit
from app.domain.date_entry import age_on
from app.domain.expected_allowed import BilledService
from app.domain.guidelines import Answer, Approval, Aspect, GuidelineAnswer, ServiceQuestion, look_up
from app.models.records import Patient
from app.queries.guidelines import guidelines_for_payer

_NOT_COVERED = BenefitRow("", BenefitMode.NOT_COVERED)


@dataclass(frozen=True, slots=True)
class GuidedVisit:
    """The visit whose services are asked about; diagnoses are codes, `today` tells what is overdue."""

    patient_id: int
    lines: tuple[BilledService, ...]
    diagnoses: tuple[str, ...]
    on: date
    today: date


@dataclass(frozen=True, slots=True)
class GuidedBenefits:
    """The benefit that counts for each line, and what makes the estimate less sure, as keys of its words."""

    rows: tuple[BenefitRow | None, ...]
    doubts: tuple[str, ...]


def guided_benefits(
    visit: GuidedVisit, plan: tuple[int, int, str], rows: Sequence[BenefitRow]
) -> GuidedBenefits:
    """Choose the benefit of each line: not covered where a guideline says so, else by its category.

    `plan` is the payer, the plan and the line of business.
    """
    guidelines = guidelines_for_payer(plan[0])
    answers = [look_up(guidelines, _question(visit, line, plan)) for line in visit.lines]
    chosen = tuple(
        _choose(answer, line.category, rows) for answer, line in zip(answers, visit.lines, strict=True)
    )
    return GuidedBenefits(chosen, _doubts(answers))


def _question(visit: GuidedVisit, line: BilledService, plan: tuple[int, int, str]) -> ServiceQuestion:
    patient = Patient.get_by_id(visit.patient_id)
    return ServiceQuestion(
        payer_id=plan[0],
        plan_id=plan[1],
        line_of_business=plan[2],
        code=line.code,
        on=visit.on,
        category=line.category,
        diagnoses=visit.diagnoses,
        age=age_on(patient.birth_date, visit.on) if patient.birth_date else None,
        sex=patient.sex if patient.sex in ("F", "M") else "",
        modifiers=line.modifiers,
        place=line.place,
        today=visit.today,
    )


def _choose(answer: GuidelineAnswer, category: str, rows: Sequence[BenefitRow]) -> BenefitRow | None:
    if answer.answer is Answer.NOT_COVERED:
        return _NOT_COVERED
    named = next((each.benefit_category for each in answer.candidates if each.benefit_category), category)
    return find_benefit(named, rows)


def _doubts(answers: Sequence[GuidelineAnswer]) -> tuple[str, ...]:
    found = []
    if any(_asks_approval(answer) for answer in answers):
        found.append("approval")
    if any(answer.answer is Answer.CONDITIONAL or answer.hinging for answer in answers):
        found.append("conditions")
    if any(answer.overdue for answer in answers):
        found.append("old_guideline")
    return tuple(found)


def _asks_approval(answer: GuidelineAnswer) -> bool:
    decider = answer.decided_by.get(Aspect.APPROVAL.value)
    return decider is not None and decider.approval in (Approval.ALWAYS, Approval.AFTER)
