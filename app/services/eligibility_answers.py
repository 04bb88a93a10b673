"""Answers about coverage (271): matched to our questions by trace alone, and kept with all they say."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from app.domain.eligibility import PLAN_COVERAGE, CheckStatus, CheckWay, decide_status, summarize
from app.domain.eligibility_words import describe_answer
from app.edi.acknowledgements import AnswerFile
from app.edi.x271_values import CoverageAnswer, CoverageReply, Refusal
from app.eligibility_catalog import explain_refusal
from app.models.eligibility import EligibilityRequest
from app.models.records import Patient
from app.queries.eligibility import questions_sent
from app.services.eligibility import CheckEntry, write_check
from app.services.eligibility_values import benefits_of, person_said, plan_name_of, plan_year_of
from app.services.session import Transaction


@dataclass(frozen=True, slots=True)
class CoverageOutcome:
    """What became of one question: the check that was kept, of whom it is, and a sentence."""

    check_id: int
    patient_id: int
    patient: str
    status: CheckStatus
    text: str


@dataclass(frozen=True, slots=True)
class MatchedCoverage:
    """Our questions with what was answered (None where a whole file was refused), and what is not ours.

    `returned` are questions whose file came back unread, each with the sentence why.
    """

    answers: tuple[tuple[EligibilityRequest, CoverageAnswer | None, tuple[Refusal, ...]], ...]
    unmatched: tuple[str, ...]
    returned: tuple[tuple[EligibilityRequest, str], ...] = ()


def match_coverage(found: AnswerFile) -> MatchedCoverage:
    """Find our questions by the traces that came back, refused files by their reference or numbers."""
    matched = _match_replies(found.coverage)
    returned = [
        (request, receipt.text)
        for receipt in found.receipts
        if not receipt.accepted
        for request in questions_sent("interchange", receipt.number, receipt.sender)
    ]
    returned += [
        (request, group.text)
        for group in found.groups
        if not (group.accepted and all(each.accepted for each in group.sets))
        for request in questions_sent("group", group.number, group.sender)
    ]
    return replace(matched, returned=tuple(returned))


def _match_replies(replies: Iterable[CoverageReply]) -> MatchedCoverage:
    found: list[tuple[EligibilityRequest, CoverageAnswer | None, tuple[Refusal, ...]]] = []
    unmatched = []
    for reply in replies:
        for answer in reply.answers:
            request = _request_of(answer.traces)
            if request:
                found.append((request, answer, reply.refusals + answer.refusals))
            else:
                trace = ", ".join(answer.traces)[:60] or "no trace"
                unmatched.append(f"An answer about coverage with {trace}, which is no question of ours.")
        if not reply.answers:
            asked = list(EligibilityRequest.select().where(EligibilityRequest.reference == reply.reference))
            found += [(request, None, reply.refusals) for request in asked]
            if not asked:
                unmatched.append(f"An answer to questions {reply.reference[:60]}, which are not ours.")
    return MatchedCoverage(tuple(found), tuple(unmatched))


def write_coverage(
    transaction: Transaction, matched: MatchedCoverage, file_id: int
) -> tuple[CoverageOutcome, ...]:
    """Keep a check for every answered question inside the open transaction; `file_id` is the whole answer."""
    entries = [(each[0], _entry(*each, file_id)) for each in matched.answers]
    entries += [(request, _refused(request, text, file_id)) for request, text in matched.returned]
    outcomes = []
    for request, entry in entries:
        check_id = write_check(transaction, request.patient_id, entry)
        patient = Patient.get_by_id(request.patient_id)
        text = describe_answer(entry.status, summarize(entry.benefits), entry.reject_reason)
        name = f"{patient.last}, {patient.first}"
        outcomes.append(CoverageOutcome(check_id, request.patient_id, name, entry.status, text))
    return tuple(outcomes)


def _entry(
    request: EligibilityRequest,
    answer: CoverageAnswer | None,
    refusals: Sequence[Refusal],
    file_id: int,
) -> CheckEntry:
    if answer is None:
        return _refused(request, _reason(refusals), file_id)
    refused = (*refusals, *(refusal for each in answer.benefits for refusal in each.refusals))
    told = [(each.code, each.services) for each in answer.benefits]
    status = decide_status(told, (PLAN_COVERAGE,), is_refused=bool(refused))
    begins, ends = plan_year_of(dict(answer.dates))
    is_told = status in (CheckStatus.ACTIVE, CheckStatus.INACTIVE)
    return CheckEntry(
        policy_id=request.policy_id,
        for_date=request.for_date,
        status=status,
        way=CheckWay.FILE,
        benefits=[benefit for each in answer.benefits for benefit in benefits_of(each)],
        plan_name=plan_name_of(answer),
        begins=begins,
        ends=ends,
        reject_reason="" if is_told else _reason(refused),
        said=person_said(answer, status),
        request_id=request.id,
        file_id=file_id,
    )


def _refused(request: EligibilityRequest, reason: str, file_id: int) -> CheckEntry:
    """A check that brought nothing; without a reason the payer has just not answered."""
    return CheckEntry(
        policy_id=request.policy_id,
        for_date=request.for_date,
        status=CheckStatus.REJECTED if reason else CheckStatus.UNKNOWN,
        way=CheckWay.FILE,
        reject_reason=reason,
        request_id=request.id,
        file_id=file_id,
    )


def _reason(refusals: Sequence[Refusal]) -> str:
    """Why nothing was answered, each reason once."""
    if not refusals:
        return ""
    return " ".join(dict.fromkeys(explain_refusal(each.reason, each.follow_up) for each in refusals))


def _request_of(traces: Sequence[str]) -> EligibilityRequest | None:
    return next(
        (
            request
            for trace in traces
            if (request := EligibilityRequest.get_or_none(EligibilityRequest.trace == trace))
        ),
        None,
    )
