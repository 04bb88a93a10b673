"""What is said at the desk is what a claim is judged by: one table of cases, both answers to each.

Each case is a set of guidelines and a service; it says what the look-up answers and which findings the check
of a claim's line gives. They must agree: a claim may trip only what the answer said, and all of it.
"""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import pytest

from app.domain.authorizations import CareRecord
from app.domain.guideline_checks import ask_for_line, check_claim_line
from app.domain.guidelines import Answer, Approval, Aspect, DiagnosisRule, Guideline, Period, Status, look_up
from app.domain.service_counts import CountBy, ServiceCharge, ServiceLine

PAYER, OTHER_PAYER, PLAN, OTHER_PLAN = 7, 8, 3, 4
TODAY, MAY = date(2026, 8, 1), date(2026, 5, 4)
JULY = date(2026, 7, 1)
YES, NO, IF, BUNDLED, UNKNOWN = (
    Answer.COVERED,
    Answer.NOT_COVERED,
    Answer.CONDITIONAL,
    Answer.BUNDLED,
    Answer.UNKNOWN,
)


def says(number: int, **what: Any) -> Guideline:
    """A record of the payer for one code since January; `of` is its chain where it is a version."""
    chain = what.pop("of", number)
    facts = {"payer_id": PAYER, "codes": ("97110",), "version": number, **what}
    return Guideline(number, chain, effective=facts.pop("effective", date(2026, 1, 1)), **facts)


def visits(count: int, **what: Any) -> tuple[ServiceCharge, ...]:
    """Earlier services of the same code to the same payer, one a day up to the day before."""
    first = what.pop("first", MAY) - timedelta(days=count)
    return tuple(
        replace(
            ServiceCharge(n, n, "97110", first + timedelta(days=n - 1), 1, frozenset({PAYER})),
            **what,
        )
        for n in range(1, count + 1)
    )


@dataclass(frozen=True)
class Case:
    """Guidelines and a service; `by` are the deciders of coverage and approval, `trips` the findings."""

    name: str
    guidelines: tuple[Guideline, ...]
    answer: Answer
    trips: tuple[str, ...] = ()
    by: dict[str, int] = field(default_factory=dict)
    disagree: tuple[int, ...] = ()
    line: dict[str, Any] = field(default_factory=dict)
    given: tuple[ServiceCharge, ...] = ()

    def __str__(self) -> str:
        return self.name


COVERED = says(1, answer=YES)
REFUSED = says(2, answer=NO)
ALWAYS, FREE = {"approval": Approval.ALWAYS}, {"approval": Approval.NOT_NEEDED}
AFTER = {"approval": Approval.AFTER, "approval_after": 3}
BACK = {"diagnoses": ("M54",), "diagnosis_rule": DiagnosisRule.ANY}
NO_BACK = {"diagnoses": ("M54",), "diagnosis_rule": DiagnosisRule.NONE}
IN_MAY, IN_JULY = {"on": MAY}, {"on": JULY}
CASES = [
    # What a record says.
    Case("nothing is known", (), UNKNOWN),
    Case("covered", (COVERED,), YES, by={"answer": 1}),
    Case("not covered", (REFUSED,), NO, ("COV-05",), {"answer": 2}),
    Case("under conditions", (says(1, answer=IF, conditions="with a note"),), IF, ("COV-05",)),
    Case("bundled", (says(1, answer=BUNDLED),), BUNDLED, ("COV-05",)),
    Case("asked, and not known", (says(1, answer=UNKNOWN),), UNKNOWN, by={"answer": 1}),
    Case("approval alone is no answer", (says(1, **ALWAYS),), UNKNOWN, ("AUTH-01",), {"approval": 1}),
    Case("no approval needed", (says(1, answer=YES, **FREE),), YES, by={"approval": 1}),
    Case("a referral", (says(1, answer=YES, referral=True),), YES, ("REF-01",), {"referral": 1}),
    Case("no referral", (says(1, answer=YES, referral=False),), YES, by={"referral": 1}),
    Case("notes to keep", (says(1, answer=YES, documents=("Plan",)),), YES, ("LCD-02",), {"documents": 1}),
    Case("all at once", (says(1, answer=NO, referral=True, most=0, **ALWAYS),), NO,
         ("COV-05", "FREQ-01", "AUTH-01", "REF-01")),
    # Versions.
    Case("before it begins", (says(1, answer=NO, effective=JULY),), UNKNOWN),
    Case("on its first day", (says(1, answer=NO, effective=MAY),), NO, ("COV-05",)),
    Case("on its last day", (says(1, answer=NO, ends=MAY),), NO, ("COV-05",)),
    Case("after its last day", (says(1, answer=NO, ends=MAY - timedelta(days=1)),), UNKNOWN),
    Case("the old version before the new one", (COVERED, says(2, of=1, answer=NO, effective=JULY)), YES,
         by={"answer": 1}),
    Case("the new version from its date", (COVERED, says(2, of=1, answer=NO, effective=JULY)), NO,
         ("COV-05",), {"answer": 2}, line=IN_JULY),
    Case("the old version judges after it too", (COVERED, says(2, of=1, answer=NO, effective=JULY)), YES,
         line={"on": JULY - timedelta(days=1)}),
    Case("a version that corrects the date", (COVERED, says(2, of=1, answer=NO, effective=JULY),
         says(3, of=1, answer=NO, effective=MAY)), NO, ("COV-05",), {"answer": 3}),
    Case("a version that ended does not bring the old one back", (COVERED,
         says(2, of=1, answer=NO, effective=date(2026, 2, 1), ends=date(2026, 3, 1))), UNKNOWN),
    Case("withdrawn says nothing", (REFUSED, says(3, of=2, status=Status.WITHDRAWN, answer=NO)), UNKNOWN),
    Case("before it was withdrawn", (REFUSED, says(3, of=2, status=Status.WITHDRAWN, effective=JULY)), NO,
         ("COV-05",)),
    Case("a draft says nothing", (says(1, answer=NO, status=Status.DRAFT),), UNKNOWN),
    Case("a draft leaves the old one", (COVERED, says(2, of=1, answer=NO, status=Status.DRAFT)), YES),
    # Payers, plans and lines of business.
    Case("another payer's", (says(1, answer=NO, payer_id=OTHER_PAYER),), UNKNOWN),
    Case("another plan's", (says(1, answer=NO, plan_id=OTHER_PLAN),), UNKNOWN),
    Case("the plan before the payer", (COVERED, says(2, answer=NO, plan_id=PLAN)), NO, ("COV-05",),
         {"answer": 2}, (1,)),
    Case("the plan's any service before the payer's code", (COVERED, says(2, answer=NO, plan_id=PLAN,
         codes=())),
         NO, ("COV-05",), {"answer": 2}, (1,)),
    Case("the payer for another plan", (COVERED, says(2, answer=NO, plan_id=PLAN)), YES, (), {"answer": 1},
         line={"plan_id": OTHER_PLAN}),
    Case("the payer without a plan", (COVERED, says(2, answer=NO, plan_id=PLAN)), YES,
         line={"plan_id": None}),
    Case("the line of business", (says(1, answer=NO, payer_id=None, line_of_business="commercial"),), NO,
         ("COV-05",)),
    Case("another line of business", (says(1, answer=NO, payer_id=None, line_of_business="medicaid"),),
         UNKNOWN),
    Case("the payer before the line of business",
         (COVERED, says(2, answer=NO, payer_id=None, line_of_business="commercial")), YES, (), {"answer": 1},
         (2,)),
    Case("the line of business before all", (says(1, answer=NO, payer_id=None),
         says(2, answer=YES, payer_id=None, line_of_business="commercial")), YES, (), {"answer": 2}, (1,)),
    Case("every payer", (says(1, answer=NO, payer_id=None),), NO, ("COV-05",)),
    Case("the payer's own line of business must fit too",
         (says(1, answer=NO, line_of_business="medicare_advantage"),), UNKNOWN),
    # Codes.
    Case("another code", (says(1, answer=NO, codes=("97112",)),), UNKNOWN),
    Case("a range", (says(1, answer=NO, codes=("97100-97150",)),), NO, ("COV-05",)),
    Case("beside a range", (says(1, answer=NO, codes=("97111-97150",)),), UNKNOWN),
    Case("the code before the range", (COVERED, says(2, answer=NO, codes=("97100-97150",))), YES, (),
         {"answer": 1}, (2,)),
    Case("the range before the category", (says(1, answer=YES, codes=("97100-97150",)),
         says(2, answer=NO, codes=(), category="therapy")), YES, (), {"answer": 1}, (2,),
         {"category": "Therapy"}),
    Case("a category", (says(1, answer=NO, codes=(), category="therapy"),), NO, ("COV-05",),
         line={"category": "Therapy"}),
    Case("another category", (says(1, answer=NO, codes=(), category="imaging"),), UNKNOWN,
         line={"category": "Therapy"}),
    Case("the category before any service", (says(1, answer=YES, codes=(), category="therapy"),
         says(2, answer=NO, codes=())), YES, (), {"answer": 1}, (2,), {"category": "Therapy"}),
    # Diagnoses.
    Case("one of its diagnoses", (says(1, answer=YES, **BACK),), YES, line={"diagnoses": ("J06.9",
         "M54.50")}),
    Case("none of its diagnoses", (says(1, answer=YES, **BACK),), UNKNOWN, line={"diagnoses": ("J06.9",)}),
    Case("diagnoses not told", (says(1, answer=YES, **BACK),), UNKNOWN),
    Case("the diagnosis before the plain record", (says(1, answer=NO, effective=MAY), says(2, answer=YES,
         **BACK)),
         YES, (), {"answer": 2}, (1,), {"diagnoses": ("M54.50",)}),
    Case("all but these diagnoses", (says(1, answer=NO, **NO_BACK),), NO, ("COV-05",),
         line={"diagnoses": ("J06.9",)}),
    Case("these diagnoses are left out", (says(1, answer=NO, **NO_BACK),), UNKNOWN,
         line={"diagnoses": ("M54.50", "J06.9")}),
    # People, modifiers and places.
    Case("old enough", (says(1, answer=NO, age_from=65),), NO, ("COV-05",), line={"age": 65}),
    Case("too young", (says(1, answer=NO, age_from=65),), UNKNOWN, line={"age": 64}),
    Case("too old", (says(1, answer=NO, age_to=17),), UNKNOWN, line={"age": 18}),
    Case("age not known", (says(1, answer=NO, age_to=17),), UNKNOWN),
    Case("women", (says(1, answer=NO, sex="F"),), NO, ("COV-05",), line={"sex": "F"}),
    Case("not men", (says(1, answer=NO, sex="F"),), UNKNOWN, line={"sex": "M"}),
    Case("its modifier", (says(1, answer=NO, modifiers=("GA",)),), NO, ("COV-05",), line={"modifiers": ("GP",
         "GA")}),
    Case("without its modifier", (says(1, answer=NO, modifiers=("GA",)),), UNKNOWN,
         line={"modifiers": ("GP",)}),
    Case("its place", (says(1, answer=NO, places=("02", "10")),), NO, ("COV-05",), line={"place": "10"}),
    Case("another place", (says(1, answer=NO, places=("02", "10")),), UNKNOWN, line={"place": "11"}),
    # Conflicts and aspects.
    Case("the newest date decides a tie", (COVERED, says(2, answer=NO, effective=date(2026, 2, 1))), NO,
         ("COV-05",), {"answer": 2}, (1,)),
    Case("two that agree do not disagree", (COVERED, says(2, answer=YES, codes=())), YES, by={"answer": 1}),
    Case("each aspect by its own record", (COVERED, says(2, codes=(), referral=True, **ALWAYS)), YES,
         ("AUTH-01", "REF-01"), {"answer": 1, "approval": 2, "referral": 2}),
    Case("an exact exception needs no approval", (says(1, **FREE), says(2, codes=(), **ALWAYS)), UNKNOWN, (),
         {"approval": 1}, (2,)),
    Case("a plan that needs approval though the payer does not", (says(1, **FREE), says(2, plan_id=PLAN,
         **ALWAYS)),
         UNKNOWN, ("AUTH-01",), {"approval": 2}, (1,)),
    Case("not known for the plan, covered by the payer", (COVERED, says(2, answer=UNKNOWN, plan_id=PLAN)),
         UNKNOWN,
         (), {"answer": 2}, (1,)),
    # Counts.
    Case("the third needs nothing", (says(1, answer=YES, **AFTER),), YES, given=visits(2)),
    Case("the fourth needs approval", (says(1, answer=YES, **AFTER),), YES, ("AUTH-01",), given=visits(3)),
    Case("last year's do not count", (says(1, answer=YES, **AFTER),), YES,
         given=visits(3, first=date(2025, 12, 20))),
    Case("another payer's do not count", (says(1, answer=YES, **AFTER),), YES,
         given=visits(3, payer_ids=frozenset({OTHER_PAYER}))),
    Case("what was taken back does not count", (says(1, **AFTER),), UNKNOWN, given=visits(3, is_void=True)),
    Case("as often as it is paid", (says(1, answer=YES, most=4),), YES, given=visits(3)),
    Case("more often than it is paid", (says(1, answer=YES, most=3),), YES, ("FREQ-01",), given=visits(3)),
    Case("once a lifetime", (says(1, answer=YES, most=1, period=Period.LIFETIME),), YES, ("FREQ-01",),
         given=visits(1, first=date(2020, 1, 9))),
    Case("units of the line count", (says(1, answer=YES, most=3, count_by=CountBy.UNITS),), YES, ("FREQ-01",),
         line={"units": 4}),
    Case("the 13th visit by the new version", (says(1, **{**AFTER, "approval_after": 20}),
         says(2, of=1, effective=JULY, approval=Approval.AFTER, approval_after=12)), UNKNOWN, ("AUTH-01",),
         {"approval": 2}, line=IN_JULY, given=visits(12, first=JULY)),
    Case("the 13th visit by the old version", (says(1, **{**AFTER, "approval_after": 20}),
         says(2, of=1, effective=JULY, approval=Approval.AFTER, approval_after=12)), UNKNOWN, (),
         {"approval": 1}, line=IN_MAY, given=visits(12)),
]  # fmt: skip


def line_of(case: Case) -> ServiceLine:
    facts = {"on": MAY, "payer_id": PAYER, "plan_id": PLAN, "line_of_business": "commercial", **case.line}
    return ServiceLine("97110", **facts)


def test_there_are_sixty_cases_or_more():
    assert len({case.name for case in CASES}) == len(CASES) >= 60


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_look_up_says_what_the_case_says(case):
    found = look_up(case.guidelines, ask_for_line(line_of(case)))
    assert found.answer is case.answer
    assert found.is_known is (case.answer is not UNKNOWN)
    assert {aspect: found.decided_by[aspect].id for aspect in case.by} == case.by
    assert tuple(each.id for each in found.disagreeing) == case.disagree


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_check_of_a_claim_trips_what_the_case_says(case):
    found = check_claim_line(line_of(case), case.guidelines, CareRecord(case.given), TODAY)
    assert sorted(each.rule for each in found) == sorted(case.trips)


_ASPECT_OF = {
    "COV-05": Aspect.ANSWER,
    "AUTH-01": Aspect.APPROVAL,
    "REF-01": Aspect.REFERRAL,
    "FREQ-01": Aspect.FREQUENCY,
    "LCD-02": Aspect.DOCUMENTS,
}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_finding_is_judged_by_the_record_that_answers_at_the_desk(case):
    line = line_of(case)
    answer = look_up(case.guidelines, ask_for_line(line))
    findings = check_claim_line(line, case.guidelines, CareRecord(case.given), TODAY)
    found = {each.rule: each for each in findings}
    for rule, finding in found.items():
        assert finding.source == f"guideline/{answer.decided_by[_ASPECT_OF[rule]].id}"
    limits = answer.answer in (NO, BUNDLED, IF)
    assert ("COV-05" in found) is limits
    approval, referral = answer.decided_by.get("approval"), answer.decided_by.get("referral")
    if approval is None or approval.approval is Approval.NOT_NEEDED:
        assert "AUTH-01" not in found
    if approval is not None and approval.approval is Approval.ALWAYS:
        assert "AUTH-01" in found
    assert ("REF-01" in found) is bool(referral and referral.referral)
    assert ("LCD-02" in found) is ("documents" in answer.decided_by)
