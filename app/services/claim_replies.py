"""What an answer says of each claim of a batch: from the values read to replies in words, box and outcome."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.claim_status_catalog import status_words
from app.domain.claim_responses import Outcome, decide_outcome, explain_status, worst
from app.edi.error_places import locate_999_error
from app.edi.ta1 import InterchangeReceipt
from app.edi.x277 import BatchAnswer, ClaimStatus, LineStatus, Status, StatusCode
from app.edi.x999 import GroupAnswer, SegmentError, SetAnswer
from app.queries.sent_batches import SentBatch, SentClaim

_ELSEWHERE = "The file was rejected because of another claim in it; nothing is said about this one."


@dataclass(frozen=True, slots=True)
class Reply:
    """One thing said of one claim; `field` is a box of the form, empty where none is meant."""

    claim: SentClaim
    batch_id: int | None
    kind: str
    outcome: Outcome
    text: str
    field: str = ""
    category: str = ""
    status: str = ""
    entity: str = ""
    payer_control: str = ""
    on_date: date | None = None


def replies_of_receipt(receipt: InterchangeReceipt, batch: SentBatch) -> list[Reply]:
    """A TA1 speaks of the whole file: of every claim in it."""
    outcome = Outcome.RECEIVED if receipt.accepted else Outcome.REJECTED
    return [Reply(claim, batch.id, "TA1", outcome, receipt.text) for claim in batch.claims]


def replies_of_group(group: GroupAnswer, batch: SentBatch, segments: Sequence[str]) -> list[Reply]:
    """A 999 speaks of our set: rejected, all its claims come back; an error points at a claim and box.

    A group that is rejected takes its set along. `segments` are those we sent, ST first.
    """
    ours = next((answer for answer in group.sets if answer.number == batch.set_number), None)
    answer = ours or _whole_group(group, batch)
    if not group.accepted and answer.accepted:
        answer = replace(answer, accepted=False, text=group.text)
    return _replies_of_set(answer, batch, segments)


def replies_of_acknowledgment(answer: BatchAnswer, batch: SentBatch) -> tuple[list[Reply], list[str]]:
    """A 277CA speaks of claims by number, or of the whole batch; gives also numbers not in the batch.

    What is said of the batch, or of us as its provider, counts for all claims where none is named, and for
    those left unnamed where it is a rejection.
    """
    by_number = {claim.number: claim for claim in batch.claims}
    known = [(by_number[each.reference], each) for each in answer.claims if each.reference in by_number]
    replies = [_reply_of_claim(claim, each, batch.id, "277CA") for claim, each in known]
    strangers = [each.reference for each in answer.claims if each.reference not in by_number]
    of_all = (*answer.statuses, *answer.provider_statuses)
    if of_all and (not answer.claims or worst(each.outcome for each in of_all) is Outcome.REJECTED):
        named = {claim.number for claim, _ in known}
        unnamed = (claim for claim in batch.claims if claim.number not in named)
        replies += [_reply(claim, batch.id, "277CA", of_all) for claim in unnamed]
    return replies, strangers


def reply_of_claim(claim: SentClaim, answer: ClaimStatus) -> Reply:
    """A 277CA about a batch whose name is not ours speaks of a claim that is known by its number."""
    return _reply_of_claim(claim, answer, None, "277CA")


def reply_of_status(claim: SentClaim, answer: ClaimStatus) -> Reply:
    """A 277 answers our question about one claim."""
    return _reply_of_claim(claim, answer, None, "277")


def _whole_group(group: GroupAnswer, batch: SentBatch) -> SetAnswer:
    """A 999 that names no set speaks of all in the group."""
    return SetAnswer("837", batch.set_number, group.code, group.text, group.accepted, group.reasons, ())


def _replies_of_set(answer: SetAnswer, batch: SentBatch, segments: Sequence[str]) -> list[Reply]:
    said = _errors_by_claim(answer.errors, batch, segments)
    replies = []
    for claim in batch.claims:
        errors = said[claim.number] + said[""]
        if answer.accepted:
            replies.append(_accepted(claim, batch, answer, errors))
            continue
        text, field = errors[0] if errors else (_ELSEWHERE if any(said.values()) else answer.text, "")
        replies.append(Reply(claim, batch.id, "999", Outcome.REJECTED, text, field))
    return replies


def _accepted(
    claim: SentClaim, batch: SentBatch, answer: SetAnswer, errors: Sequence[tuple[str, str]]
) -> Reply:
    """An error that did not keep the file out is looked at by a person."""
    if errors:
        text, field = errors[0]
        return Reply(claim, batch.id, "999", Outcome.LOOK, f"Taken, with a remark: {text}", field)
    return Reply(claim, batch.id, "999", Outcome.RECEIVED, answer.text)


def _errors_by_claim(
    errors: Iterable[SegmentError], batch: SentBatch, segments: Sequence[str]
) -> defaultdict[str, list[tuple[str, str]]]:
    """The sentences and boxes of a set's errors by claim number; an empty one is about all claims."""
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    known = {claim.number for claim in batch.claims}
    for error in errors:
        for element in error.elements or (None,):
            place = locate_999_error(segments, error, element)
            number = place.claim_number if place.claim_number in known else ""
            bad = f" It holds “{element.bad_value}”." if element and element.bad_value else ""
            text = f"{element.text if element else error.text}{bad}"
            found[number].append((text, place.box))
    return found


def _reply_of_claim(claim: SentClaim, answer: ClaimStatus, batch_id: int | None, kind: str) -> Reply:
    """Take the worst of the claim's statuses, and the line it is about where the claim itself says less."""
    statuses, line = list(answer.statuses), 0
    bad = next((each for each in answer.lines if _is_worse(each, statuses)), None)
    if bad:
        statuses, line = list(bad.statuses), _line_number(claim, bad)
    return _reply(claim, batch_id, kind, statuses, line, answer.payer_number)


def _is_worse(line: LineStatus, statuses: Sequence[Status]) -> bool:
    """Tell whether a line has words where the claim has none, or says what the claim must not hide."""
    outcomes = [status.outcome for status in line.statuses]
    if not outcomes or not statuses:
        return bool(outcomes)
    of_line, of_claim = worst(outcomes), worst(status.outcome for status in statuses)
    return of_line is Outcome.REJECTED or (of_line is Outcome.LOOK and of_claim is not Outcome.REJECTED)


def _line_number(claim: SentClaim, line: LineStatus) -> int:
    charge = line.line_number.rpartition("-")[2]
    ids = [str(each) for each in claim.charges]
    return ids.index(charge) + 1 if charge in ids else 0


def _reply(
    claim: SentClaim,
    batch_id: int | None,
    kind: str,
    statuses: Sequence[Status],
    line: int = 0,
    payer_control: str = "",
) -> Reply:
    status, code = _worst_code(statuses)
    words = status_words()
    known = words.codes.get(code.status)
    text = explain_status(words, code.category, code.status, code.entity)
    said = f"{text} They write: {status.message}" if status and status.message else text
    return Reply(
        claim=claim,
        batch_id=batch_id,
        kind=kind,
        outcome=worst(each.outcome for each in statuses) if statuses else Outcome.LOOK,
        text=said,
        field=known.box_address(code.entity, line or 1) if known else "",
        category=code.category,
        status=code.status,
        entity=code.entity,
        payer_control=payer_control,
        on_date=status.effective if status else None,
    )


def _worst_code(statuses: Sequence[Status]) -> tuple[Status | None, StatusCode]:
    """The status that decides, and its code that says most: the worst, and of those the last named."""
    pairs = [(status, code) for status in statuses for code in status.codes]
    if not pairs:
        return None, StatusCode("", "", "")
    wanted = worst(each.outcome for each in statuses)
    deciding = [
        (status, code) for status, code in pairs if decide_outcome(code.category, status.action) is wanted
    ]
    return (deciding or pairs)[0]
