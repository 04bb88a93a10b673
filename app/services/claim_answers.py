"""Answers of clearinghouses and payers: read once, matched to batch and claim, kept, and acted upon."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from app.domain.claim_life import Move, is_allowed
from app.domain.claim_responses import Outcome
from app.domain.rights import Right
from app.edi.acknowledgements import AnswerFile, read_answers
from app.edi.interchanges import TransactionSet, read_parts
from app.edi.ta1 import InterchangeReceipt
from app.edi.x277 import BatchAnswer
from app.edi.x999 import GroupAnswer
from app.models.claims import Claim, ClaimBatch
from app.models.records import StoredFile
from app.models.submissions import ClaimAnswerFile, ClaimResponse
from app.queries.eligibility import questions_sent
from app.queries.sent_batches import SentBatch, claim_numbered, sent_batch
from app.services.claim_batches import BatchEvent, send_waiting, write_event
from app.services.claim_replies import (
    Reply,
    replies_of_acknowledgment,
    replies_of_group,
    replies_of_receipt,
    reply_of_claim,
    reply_of_status,
)
from app.services.claim_versions import last_version_number, move_claim
from app.services.eligibility_answers import CoverageOutcome, match_coverage, write_coverage
from app.services.files import X12, NewFile, keep_file
from app.services.rows import fetch
from app.services.session import Session, Transaction

_UNDONE = (
    "Batch {} was taken back here, but its file arrived all the same. Ask the clearinghouse before its "
    "claims go out again, or they arrive twice."
)


@dataclass(frozen=True, slots=True)
class AnswerReport:
    """What a file of answers brought.

    `read_before` is the day it was read the first time: then nothing was done again. `unmatched` are
    sentences about answers to what we do not know, `warnings` about what a person must look into, `notes`
    about what is odd in the file; `coverage` are answers to questions whether patients are covered. A file
    that could not be read has only a `refusal`.
    """

    name: str
    replies: tuple[Reply, ...] = ()
    unmatched: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    read_before: date | None = None
    refusal: str = ""
    coverage: tuple[CoverageOutcome, ...] = ()

    def count(self, *outcomes: Outcome) -> int:
        """How many replies have one of these outcomes."""
        return sum(reply.outcome in outcomes for reply in self.replies)


def read_answer_file(session: Session, name: str, content: bytes) -> AnswerReport:
    """Read a file of TA1, 999, 277CA, 277 or 271 answers, whole or not at all.

    Each reply is kept with its claim. A rejection puts the claim back to be fixed, unless it went out again
    since; an answer to a batch that nobody has confirmed proves that it was sent. Raises X12Error, with the
    segment, for a file that cannot be understood; the same file a second time changes nothing.
    """
    session.require(Right.PRINT_CLAIM)
    digest = sha256(content).hexdigest()
    known = ClaimAnswerFile.get_or_none(ClaimAnswerFile.sha256 == digest)
    if known is not None:
        return AnswerReport(name, read_before=date.fromisoformat(known.at[:10]))
    found = read_answers(content)
    with session.transaction() as transaction:
        matched, coverage = _match(found), match_coverage(found)
        unmatched = (*matched.unmatched, *coverage.unmatched)
        row = _keep(session, transaction, name, content, found, len(unmatched))
        for batch in matched.batches.values():
            _prove_sent(session, transaction, batch)
        for reply in matched.replies:
            _write_reply(session, transaction, reply, row.id)
        warnings = tuple(
            _UNDONE.format(batch.number) for batch in matched.batches.values() if batch.is_undone
        )
        outcomes = write_coverage(transaction, coverage, row.file_id)
        replies = tuple(matched.replies)
        return AnswerReport(name, replies, unmatched, warnings, found.notes, coverage=outcomes)


@dataclass(slots=True)
class _Matched:
    replies: list[Reply]
    unmatched: list[str]
    batches: dict[int, SentBatch]

    def take(self, batch: SentBatch, replies: Sequence[Reply]) -> None:
        self.batches[batch.id] = batch
        self.replies += replies


def _match(found: AnswerFile) -> _Matched:
    matched = _Matched([], [], {})
    for receipt in found.receipts:
        _match_receipt(receipt, matched)
    for group in found.groups:
        _match_group(group, matched)
    for answer in found.acknowledgments:
        batch = sent_batch("reference", answer.batch_reference, answer.sender)
        if batch:
            replies, strangers = replies_of_acknowledgment(answer, batch)
            matched.take(batch, replies)
            matched.unmatched += [
                f"Claim {each}, which is not in batch {batch.number}." for each in strangers
            ]
        else:
            _match_by_claim(answer, matched)
    _match_statuses(found, matched)
    return matched


def _match_receipt(receipt: InterchangeReceipt, matched: _Matched) -> None:
    batch = sent_batch("interchange", _whole(receipt.number), receipt.sender)
    if batch:
        matched.take(batch, replies_of_receipt(receipt, batch))
    elif not questions_sent("interchange", receipt.number, receipt.sender):
        matched.unmatched.append(
            f"A receipt for file {receipt.number}, which is none of our files of claims: {receipt.text}"
        )


def _match_group(group: GroupAnswer, matched: _Matched) -> None:
    batch = sent_batch("group", _whole(group.number), group.sender)
    if batch:
        matched.take(batch, replies_of_group(group, batch, _sent_segments(batch)))
    elif not questions_sent("group", group.number, group.sender):
        matched.unmatched.append(
            f"A 999 for group {group.number}, which is none of our files of claims: {group.text}"
        )


def _match_by_claim(answer: BatchAnswer, matched: _Matched) -> None:
    """A clearinghouse may give a batch a name of its own: then each claim is known by its number."""
    known = [(claim_numbered(each.reference), each) for each in answer.claims]
    if not any(claim and claim.version for claim, _ in known):
        words = answer.batch_reference or "without a name"
        matched.unmatched.append(f"Answers about a batch {words}, which is not ours.")
        return
    for claim, each in known:
        if claim and claim.version:
            matched.replies.append(reply_of_claim(claim, each))
        else:
            matched.unmatched.append(f"Claim {each.reference}, which is not ours.")


def _match_statuses(found: AnswerFile, matched: _Matched) -> None:
    for answer in found.status_responses:
        for each in answer.claims:
            claim = claim_numbered(each.reference) or claim_numbered(each.account_number)
            if claim:
                matched.replies.append(reply_of_status(claim, each))
            else:
                matched.unmatched.append(f"The status of claim {each.reference}, which is not ours.")


def _keep(
    session: Session,
    transaction: Transaction,
    name: str,
    content: bytes,
    found: AnswerFile,
    unmatched: int,
) -> ClaimAnswerFile:
    file_id = keep_file(transaction, NewFile("claim_answer", name, content, subject="claim"), X12)
    first = found.interchanges[0] if found.interchanges else None
    counts = (
        ("TA1", found.receipts),
        ("999", found.groups),
        ("277CA", found.acknowledgments),
        ("277", found.status_responses),
        ("271", found.coverage),
    )
    row = ClaimAnswerFile.create(
        file=file_id,
        name=name,
        sha256=sha256(content).hexdigest(),
        sender=first.sender if first else "",
        control_number=first.number if first else "",
        kinds=" ".join(kind for kind, some in counts if some),
        unmatched=unmatched,
        user=session.user.id,
        at=session.now().isoformat(),
    )
    transaction.record(
        "claim_answer", row.id, "read_answers", after={"kinds": row.kinds, "unmatched": unmatched}
    )
    return row


def _prove_sent(session: Session, transaction: Transaction, batch: SentBatch) -> None:
    """An answer shows that the batch arrived, though nobody has said that it was sent."""
    row: ClaimBatch = fetch(ClaimBatch, batch.id, "batch")
    if not batch.is_undone and not batch.is_confirmed:
        write_event(session, transaction, row, BatchEvent("confirmed", batch.made_on, "Answer received"))
        send_waiting(transaction, row, batch.made_on)
    write_event(session, transaction, row, BatchEvent("answered", session.today()))


def _write_reply(session: Session, transaction: Transaction, reply: Reply, answer_file_id: int) -> None:
    ClaimResponse.create(
        claim=reply.claim.claim_id,
        claim_version=reply.claim.version,
        batch=reply.batch_id,
        answer_file=answer_file_id,
        kind=reply.kind,
        outcome=reply.outcome.value,
        category=reply.category,
        status=reply.status,
        entity=reply.entity,
        text=reply.text,
        field=reply.field,
        payer_control=reply.payer_control,
        on_date=reply.on_date or session.today(),
        user=session.user.id,
        at=session.now().isoformat(),
    )
    transaction.record(
        "claim",
        reply.claim.claim_id,
        "read_reply",
        patient=reply.claim.patient_id,
        after={"kind": reply.kind, "outcome": reply.outcome.value, "version": reply.claim.version},
    )
    _act_upon(reply)


def _act_upon(reply: Reply) -> None:
    """Put a rejected claim back, if this version of it is still the one that is out."""
    claim: Claim = fetch(Claim, reply.claim.claim_id, "claim")
    is_current = last_version_number(claim.id) == reply.claim.version
    if reply.outcome is Outcome.REJECTED and is_current and is_allowed(claim.state, Move.REJECT):
        move_claim(claim, Move.REJECT, sent_on=None)


def _sent_segments(batch: SentBatch) -> tuple[str, ...]:
    """The segments of a batch's set as they were sent, ST first."""
    content = bytes(fetch(StoredFile, batch.file_id, "file").content)
    sets = (part for part in read_parts(content) if isinstance(part, TransactionSet))
    return next(sets).pieces


def _whole(number: str) -> int:
    return int(number) if number.isascii() and number.isdigit() and len(number) < 16 else -1
