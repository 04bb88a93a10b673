"""What a payer says of a service, since when, and where it says so: dated records that are looked up.

A record is never edited: a change is a new version of its chain, with its own date. A service is judged by
the version in force on its date. What no record says is not known: nothing is then asked, and nothing is
said to be covered.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from app.domain.code_ranges import ANY, score_code
from app.domain.service_counts import CountBy

REVIEW_DAYS = 180
APPROVAL_REVIEW_DAYS = 90  # lists of what needs approval change more often
# A plan's record goes before all that is said of its payer, however exact.
PLAN_SCORE = 16
PAYER_SCORE = 4
BUSINESS_SCORE = 2
CATEGORY_SCORE = 2
DIAGNOSIS_SCORE = 2


class Answer(StrEnum):
    """Whether a record says that a service is covered; NOT_SAID leaves it to the next record."""

    NOT_SAID = ""
    COVERED = "covered"
    CONDITIONAL = "covered_if"
    NOT_COVERED = "not_covered"
    BUNDLED = "bundled"
    UNKNOWN = "unknown"


class Approval(StrEnum):
    """Whether a record asks for approval beforehand; `AFTER` does so once so many are used."""

    NOT_SAID = ""
    NOT_NEEDED = "no"
    ALWAYS = "always"
    AFTER = "after"


class Status(StrEnum):
    """Where a version stands: only an active one says anything."""

    DRAFT = "draft"
    ACTIVE = "active"
    WITHDRAWN = "withdrawn"


class Period(StrEnum):
    """What a record counts over; the year is the calendar year."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    LIFETIME = "lifetime"


class DiagnosisRule(StrEnum):
    """How the listed diagnoses limit a record: one of them must be on the line, or none may be."""

    NOT_SAID = ""
    ANY = "any"
    NONE = "none"


class Aspect(StrEnum):
    """What a record may speak of; each is decided by the best record that does."""

    ANSWER = "answer"
    APPROVAL = "approval"
    REFERRAL = "referral"
    FREQUENCY = "frequency"
    DOCUMENTS = "documents"
    WINDOWS = "windows"


@dataclass(frozen=True, slots=True)
class Guideline:
    """One version of what a payer, a plan or a line of business says of codes or a category.

    Both dates are included. Empty scope fields limit nothing: no payer is every payer, no `codes` and no
    `category` is every service; `places` are place of service codes, `diagnoses` are prefixes. Aspects left
    empty are not spoken of. `most` and `approval_after` are the counts that need nothing, by `count_by` over
    `period`. `chain_id` joins the versions of one record, `version` numbers them from 1.
    """

    id: int
    chain_id: int
    version: int
    effective: date
    status: Status = Status.ACTIVE
    payer_id: int | None = None
    payer: str = ""
    plan_id: int | None = None
    plan: str = ""
    line_of_business: str = ""
    codes: tuple[str, ...] = ()
    category: str = ""
    modifiers: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    diagnoses: tuple[str, ...] = ()
    diagnosis_rule: DiagnosisRule = DiagnosisRule.NOT_SAID
    age_from: int | None = None
    age_to: int | None = None
    sex: str = ""
    answer: Answer = Answer.NOT_SAID
    conditions: str = ""
    approval: Approval = Approval.NOT_SAID
    approval_after: int | None = None
    ask_how: str = ""
    turnaround_days: int | None = None
    referral: bool | None = None
    most: int | None = None
    count_by: CountBy = CountBy.VISITS
    period: Period = Period.YEAR
    documents: tuple[str, ...] = ()
    billing_tips: str = ""
    benefit_category: str = ""
    filing_days: int | None = None
    corrected_days: int | None = None
    appeal_days: int | None = None
    ends: date | None = None
    source_title: str = ""
    source_page: str = ""
    source_link: str = ""
    call_reference: str = ""
    note: str = ""
    patient_en: str = ""
    patient_es: str = ""
    confirmed_by: str = ""
    confirmed_on: date | None = None
    review_on: date | None = None

    @property
    def source(self) -> str:
        """Name where it says so, as far as known."""
        page = f"page {self.source_page}" if self.source_page else ""
        call = f"call {self.call_reference}" if self.call_reference else ""
        return ", ".join(part for part in (self.source_title, page, self.source_link, call) if part)

    @property
    def aspects(self) -> frozenset[Aspect]:
        """What the record speaks of."""
        windows = (self.filing_days, self.corrected_days, self.appeal_days)
        spoken = {
            Aspect.ANSWER: self.answer is not Answer.NOT_SAID,
            Aspect.APPROVAL: self.approval is not Approval.NOT_SAID,
            Aspect.REFERRAL: self.referral is not None,
            Aspect.FREQUENCY: self.most is not None,
            Aspect.DOCUMENTS: bool(self.documents),
            Aspect.WINDOWS: any(days is not None for days in windows),
        }
        return frozenset(aspect for aspect, is_said in spoken.items() if is_said)


@dataclass(frozen=True, slots=True)
class ServiceQuestion:
    """A service on a day for a payer's member; no record counts that needs what is empty here.

    `today` tells what is overdue for another look; without it the day of service does.
    """

    payer_id: int
    plan_id: int | None
    line_of_business: str
    code: str
    on: date
    category: str = ""
    diagnoses: tuple[str, ...] = ()
    age: int | None = None
    sex: str = ""
    modifiers: tuple[str, ...] = ()
    place: str = ""
    today: date | None = None


@dataclass(frozen=True, slots=True)
class GuidelineAnswer:
    """What the records say of a service: `candidates` best first, and the one that decides each aspect.

    `disagreeing` are candidates that say something else of coverage or approval; `hinging` are records that
    do so too, and that only a diagnosis, an age or a sex keeps out that the question does not tell.
    `is_known` tells whether coverage is known at all; `overdue` whether a record that decides must be looked
    up again.
    """

    question: ServiceQuestion
    candidates: tuple[Guideline, ...]
    answer: Answer
    decided_by: Mapping[str, Guideline]
    disagreeing: tuple[Guideline, ...]
    overdue: bool
    is_known: bool
    hinging: tuple[Guideline, ...] = ()


def look_up(guidelines: Sequence[Guideline], question: ServiceQuestion) -> GuidelineAnswer:
    """Find what the records in force on the date of service say, each aspect by the best that speaks of it.

    A plan's record goes before the payer's, before its line of business, before all; an exact code before a
    range, before a category, before any service; one that a diagnosis had to match before one without; then
    the newest date.
    """
    in_force = versions_on(guidelines, question.on)
    scored = [
        (score, each.effective, each.id, each)
        for each in in_force
        if (score := score_guideline(each, question)) is not None
    ]
    candidates = tuple(each for *_, each in sorted(scored, key=lambda row: row[:3], reverse=True))
    decided: dict[str, Guideline] = {}
    for each in candidates:
        for aspect in each.aspects:
            decided.setdefault(aspect.value, each)
    decider = decided.get(Aspect.ANSWER.value)
    answer = decider.answer if decider is not None else Answer.UNKNOWN
    today = question.today or question.on
    return GuidelineAnswer(
        question=question,
        candidates=candidates,
        answer=answer,
        decided_by=decided,
        disagreeing=tuple(each for each in candidates if _disagrees(each, decided)),
        overdue=any(is_due(each, today) for each in decided.values()),
        is_known=answer is not Answer.UNKNOWN,
        hinging=tuple(each for each in in_force if _hinges(each, question) and _disagrees(each, decided)),
    )


def versions_on(guidelines: Sequence[Guideline], day: date) -> tuple[Guideline, ...]:
    """Give the version of each record that counts on a day, none where it has ended or was withdrawn.

    Of a chain the newest version that had begun counts; a draft has not begun.
    """
    newest: dict[int, Guideline] = {}
    for each in guidelines:
        known = newest.get(each.chain_id)
        has_begun = each.status is not Status.DRAFT and each.effective <= day
        if has_begun and (known is None or each.version > known.version):
            newest[each.chain_id] = each
    return tuple(
        each for each in newest.values() if each.status is Status.ACTIVE and day <= (each.ends or date.max)
    )


def score_guideline(guideline: Guideline, question: ServiceQuestion) -> int | None:
    """Tell how closely a record is about a service, None where it is about another."""
    parts = (
        _score_payer(guideline, question),
        score_service(guideline, question.code, question.category),
        _score_diagnoses(guideline, question.diagnoses),
        _score_person(guideline, question),
        _score_way(guideline, question),
    )
    known = [part for part in parts if part is not None]
    return sum(known) if len(known) == len(parts) else None


def score_service(guideline: Guideline, code: str, category: str = "") -> int | None:
    """Tell how closely a record names a service, by its codes or its category; None where it does not."""
    if guideline.codes:
        return score_code(guideline.codes, code)
    if not guideline.category:
        return ANY
    is_same = guideline.category.strip().casefold() == category.strip().casefold()
    return CATEGORY_SCORE if is_same else None


def is_for(guideline: Guideline, code: str, category: str = "") -> bool:
    """Tell whether a record is about a service, by its codes or its category."""
    return score_service(guideline, code, category) is not None


def is_due(guideline: Guideline, today: date) -> bool:
    """Tell whether a record must be looked up again."""
    return guideline.review_on is not None and guideline.review_on <= today


def review_due(aspects: frozenset[Aspect], period: Period, confirmed_on: date) -> date:
    """The day on which a record should be looked up again: plan-year limits at the latest on January 1."""
    days = APPROVAL_REVIEW_DAYS if Aspect.APPROVAL in aspects else REVIEW_DAYS
    due = confirmed_on + timedelta(days=days)
    if Aspect.FREQUENCY in aspects and period is Period.YEAR:
        return min(due, date(confirmed_on.year + 1, 1, 1))
    return due


def _disagrees(guideline: Guideline, decided: Mapping[str, Guideline]) -> bool:
    """Tell whether a candidate says something else of coverage or approval than what decided."""
    chosen = decided.get(Aspect.ANSWER.value)
    if chosen is not None and guideline.answer not in (Answer.NOT_SAID, chosen.answer):
        return True
    asked = decided.get(Aspect.APPROVAL.value)
    if asked is None or guideline.approval is Approval.NOT_SAID:
        return False
    return (guideline.approval, guideline.approval_after) != (asked.approval, asked.approval_after)


def _hinges(guideline: Guideline, question: ServiceQuestion) -> bool:
    """Tell whether only what the question does not tell of the patient keeps a record out."""
    if score_guideline(guideline, question) is not None:
        return False
    open_to = guideline
    if not question.diagnoses:
        open_to = replace(open_to, diagnosis_rule=DiagnosisRule.NOT_SAID)
    if question.age is None:
        open_to = replace(open_to, age_from=None, age_to=None)
    if not question.sex:
        open_to = replace(open_to, sex="")
    return score_guideline(open_to, question) is not None


def _score_payer(guideline: Guideline, question: ServiceQuestion) -> int | None:
    own = (
        (guideline.plan_id, question.plan_id, PLAN_SCORE),
        (guideline.payer_id, question.payer_id, PAYER_SCORE),
        (guideline.line_of_business or None, question.line_of_business, BUSINESS_SCORE),
    )
    named = [(wanted == given, score) for wanted, given, score in own if wanted is not None]
    if not all(is_met for is_met, _ in named):
        return None
    return max((score for _, score in named), default=0)


def _score_diagnoses(guideline: Guideline, given: Sequence[str]) -> int | None:
    if guideline.diagnosis_rule is DiagnosisRule.NOT_SAID or not guideline.diagnoses:
        return 0
    if not given:
        return None
    prefixes = tuple(_bare(each) for each in guideline.diagnoses)
    is_listed = any(_bare(each).startswith(prefixes) for each in given)
    is_met = is_listed if guideline.diagnosis_rule is DiagnosisRule.ANY else not is_listed
    return DIAGNOSIS_SCORE if is_met else None


def _score_person(guideline: Guideline, question: ServiceQuestion) -> int | None:
    first, last, age = guideline.age_from, guideline.age_to, question.age
    if guideline.sex and guideline.sex != question.sex:
        return None
    if first is None and last is None:
        return 0
    if age is None or age < (first or 0):
        return None
    return 0 if last is None or age <= last else None


def _score_way(guideline: Guideline, question: ServiceQuestion) -> int | None:
    is_way = not guideline.modifiers or bool(set(guideline.modifiers) & set(question.modifiers))
    is_place = not guideline.places or question.place in guideline.places
    return 0 if is_way and is_place else None


def _bare(diagnosis: str) -> str:
    return diagnosis.replace(".", "").upper()
