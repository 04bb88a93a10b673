"""Guidelines: the list of records, their versions, and what they say of a service."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from app.domain.date_entry import age_on
from app.domain.errors import InputError
from app.domain.guideline_conflicts import find_disagreeing
from app.domain.guideline_explanations import explain_guideline, explain_payer, explain_service
from app.domain.guidelines import Guideline, GuidelineAnswer, ServiceQuestion, Status, is_due, look_up
from app.domain.rights import Right
from app.models.database import select
from app.models.guidelines import Guideline as GuidelineRow
from app.queries.asking import asks
from app.queries.guideline_reviews import OPEN
from app.queries.guideline_rows import (
    fetch_guidelines,
    fetch_rows,
    papers_of_chains,
    payer_named,
    plan_named,
    values_of,
)

Papers = tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class GuidelineFilter:
    """Which records are listed: by words, by payer, those due for another look, those in doubt.

    `contradicted` are those that an open review doubts because of a denial; what is withdrawn is left out
    unless `withdrawn` asks for it.
    """

    text: str = ""
    payer_id: int | None = None
    overdue: bool = False
    contradicted: bool = False
    withdrawn: bool = True


@dataclass(frozen=True, slots=True)
class GuidelineLine:
    """The newest version of a record as lists show it.

    `documents` are (file id, name); `reviews` counts the open reasons to look it up again, `denials` those of
    them that a denial gave. `disagrees` tells that another record about the very same says something else.
    `values` are those of its columns.
    """

    id: int
    guideline: Guideline
    payer: str
    service: str
    says: str
    is_due: bool
    reviews: int
    denials: int
    disagrees: bool
    documents: Papers
    values: dict[str, Any] = field(hash=False)


@dataclass(frozen=True, slots=True)
class CoverageQuestion:
    """Is this covered? A code on a day, for a plan or a payer, with the diagnoses where they are known.

    Asked for a patient, his policies of that day take the place of payer and plan.
    """

    code: str
    on: date
    payer_id: int | None = None
    plan_id: int | None = None
    diagnoses: tuple[str, ...] = ()
    modifiers: tuple[str, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class InsurerCoverage:
    """What one insurer's guidelines say; `rank` is the policy's place, 0 where no patient was named.

    `documents` are the papers of the records that decide: (file id, name).
    """

    payer_id: int
    payer: str
    plan_id: int | None
    plan: str
    rank: int
    policy_id: int | None
    answer: GuidelineAnswer
    documents: Papers

    @property
    def insurer(self) -> str:
        """Name payer and plan for a sentence."""
        return " ".join(part for part in (self.payer, self.plan) if part)


@dataclass(frozen=True, slots=True)
class CoverageAnswer:
    """What our notes say of a service: insurer by insurer, the one that pays first comes first.

    `service` is our own name of the code, empty where it is not in our list; `insurers` is empty where the
    patient has no insurance on that day. `patient_id` and `patient` are for whom, 0 and empty for nobody.
    """

    question: CoverageQuestion
    service: str
    insurers: tuple[InsurerCoverage, ...]
    patient_id: int = 0
    patient: str = ""


@dataclass(frozen=True, slots=True)
class _Insurer:
    payer_id: int
    payer: str
    line_of_business: str
    plan_id: int | None
    plan: str
    rank: int = 0
    policy_id: int | None = None


@asks(Right.SEE_OFFICE)
def list_guidelines(today: date, filters: GuidelineFilter | None = None) -> tuple[GuidelineLine, ...]:
    """The newest version of every record, by payer, code and date; what is withdrawn comes last."""
    wanted = filters or GuidelineFilter()
    records = {each.chain_id: each for each in fetch_guidelines()}
    rows = {row.chain_id: row for row in fetch_rows()}
    papers, open_reviews = papers_of_chains(), _open_reviews()
    split = find_disagreeing(records.values(), today)
    lines = []
    for chain, guideline in records.items():
        reviews, denials = open_reviews.get(chain, (0, 0))
        lines.append(
            GuidelineLine(
                id=guideline.id,
                guideline=guideline,
                payer=explain_payer(guideline),
                service=explain_service(guideline),
                says="Withdrawn" if guideline.status is Status.WITHDRAWN else explain_guideline(guideline),
                is_due=guideline.status is not Status.WITHDRAWN and is_due(guideline, today),
                reviews=reviews,
                denials=denials,
                disagrees=guideline.id in split,
                documents=papers.get(chain, ()),
                values=values_of(rows[chain]),
            )
        )
    return tuple(sorted((line for line in lines if _is_wanted(line, wanted)), key=_order))


@asks(Right.SEE_OFFICE)
def list_guideline_versions(chain_id: int) -> tuple[Guideline, ...]:
    """Every version of a record, the newest first."""
    return tuple(reversed(fetch_guidelines(GuidelineRow.chain_id == chain_id)))


@asks(Right.SEE_OFFICE)
def find_guideline_chain(guideline_id: int) -> int:
    """The chain that a version belongs to, 0 where there is none: an old version leads to its record."""
    found = guideline_by_id(guideline_id)
    return found.chain_id if found else 0


@asks(Right.SEE_OFFICE)
def find_coverage(question: CoverageQuestion, today: date) -> CoverageAnswer:
    """What our notes say of a service for a payer or one of its plans; nothing found is not known."""
    (category, name) = _service(question.code)
    insurers = select(
        "select y.id, y.name, y.line_of_business, n.id, coalesce(n.name, '') from payer y "
        "left join plan n on n.payer_id = y.id and n.id = ?1 where y.id = ?2 "
        "or (?2 is null and n.id is not null)",
        question.plan_id,
        question.payer_id,
    )
    found = [_answer(_Insurer(*row), _ask(question, category, today)) for row in insurers]
    return CoverageAnswer(question, name, tuple(found))


@asks(Right.SEE_PATIENT, patient="patient_id")
def find_patient_coverage(patient_id: int, question: CoverageQuestion, today: date) -> CoverageAnswer:
    """What our notes say of a service for a patient: each policy in force that day, the first payer first."""
    (category, name) = _service(question.code)
    ((last, first, born, sex),) = select(
        "select last, first, birth_date, sex from patient where id = ?", patient_id
    )
    age = age_on(date.fromisoformat(born), question.on) if born else None
    policies = select(
        "select y.id, y.name, y.line_of_business, n.id, n.name, o.rank, o.id from policy o "
        "join plan n on n.id = o.plan_id join payer y on y.id = n.payer_id where o.patient_id = ?1 "
        "and o.effective <= ?2 and (o.termination is null or o.termination >= ?2) order by o.rank, o.id",
        patient_id,
        question.on.isoformat(),
    )
    asked = _ask(question, category, today, age, sex if sex in ("F", "M") else "")
    found = [_answer(_Insurer(*row), asked) for row in policies]
    return CoverageAnswer(question, name, tuple(found), patient_id, f"{last}, {first}".strip(", "))


@asks(Right.SEE_OFFICE)
def find_insurer(payer: str, plan: str = "") -> tuple[int, int | None]:
    """The ids of an insurer and of its plan by their names; None for no plan.

    Raises InputError with a sentence for a name that is not in the lists.
    """
    payer_id = payer_named(payer)
    if payer_id is None:
        raise InputError(f"There is no insurer “{payer[:40]}” here. Type its name as the settings list it.")
    plan_id = plan_named(plan, payer_id)
    if plan and plan_id is None:
        raise InputError(f"{payer} has no plan “{plan[:40]}” here. Type its name as the settings list it.")
    return payer_id, plan_id


def guidelines_for_payer(payer_id: int) -> tuple[Guideline, ...]:
    """Every version of what binds a payer: its own, and that of every payer; inside another question only."""
    return fetch_guidelines((GuidelineRow.payer == payer_id) | GuidelineRow.payer.is_null())


def guideline_by_id(guideline_id: int) -> Guideline | None:
    """One version by its id; inside another question only."""
    return next(iter(fetch_guidelines(GuidelineRow.id == guideline_id)), None)


def _ask(
    question: CoverageQuestion, category: str, today: date, age: int | None = None, sex: str = ""
) -> ServiceQuestion:
    return ServiceQuestion(
        payer_id=0,
        plan_id=None,
        line_of_business="",
        code=question.code,
        on=question.on,
        category=category,
        diagnoses=question.diagnoses,
        age=age,
        sex=sex,
        modifiers=question.modifiers,
        place=question.place,
        today=today,
    )


def _answer(insurer: _Insurer, asked: ServiceQuestion) -> InsurerCoverage:
    question = replace(
        asked,
        payer_id=insurer.payer_id,
        plan_id=insurer.plan_id,
        line_of_business=insurer.line_of_business,
    )
    answer = look_up(guidelines_for_payer(insurer.payer_id), question)
    papers = papers_of_chains()
    chains = dict.fromkeys(each.chain_id for each in answer.decided_by.values())
    return InsurerCoverage(
        payer_id=insurer.payer_id,
        payer=insurer.payer,
        plan_id=insurer.plan_id,
        plan=insurer.plan,
        rank=insurer.rank,
        policy_id=insurer.policy_id,
        answer=answer,
        documents=tuple(paper for chain in chains for paper in papers.get(chain, ())),
    )


def _service(code: str) -> tuple[str, str]:
    """The category and our own name of a code, empty where it is not in our list."""
    rows = select("select category, name from procedure where code = ?", code)
    return (rows[0][0], rows[0][1]) if rows else ("", "")


def _open_reviews() -> dict[int, tuple[int, int]]:
    rows = select(
        "select r.chain_id, count(*), sum(r.cause = 'denial') from guideline_review r "
        f"where {OPEN} group by r.chain_id"
    )
    return {chain: (reviews, denials) for chain, reviews, denials in rows}


def _is_wanted(line: GuidelineLine, wanted: GuidelineFilter) -> bool:
    record = line.guideline
    words = " ".join((line.payer, line.service, line.says, record.source, record.note)).casefold()
    return (
        all(word in words for word in wanted.text.casefold().split())
        and wanted.payer_id in (None, record.payer_id)
        and (line.is_due or not wanted.overdue)
        and (line.denials > 0 or not wanted.contradicted)
        and (wanted.withdrawn or record.status is not Status.WITHDRAWN)
    )


def _order(line: GuidelineLine) -> tuple[bool, str, Sequence[str], date]:
    record = line.guideline
    return (record.status is Status.WITHDRAWN, line.payer.casefold(), record.codes, record.effective)
