"""The commands about payers' replies: read files of them, and ask what became of claims."""

from argparse import Namespace
from collections import Counter
from pathlib import Path
from typing import Any

from app.cli_commands import opened_practice
from app.cli_papers import DONE, FINDINGS, Outcome, progress_on_screen
from app.domain.claim_responses import Outcome as ReplyOutcome
from app.queries.claim_filters import ClaimFilter
from app.queries.claim_work import SILENT
from app.queries.claims import list_claims
from app.services.claim_answers import AnswerReport
from app.services.claim_inbox import read_answer_files
from app.services.claim_replies import Reply
from app.services.status_requests import AskedFile, StatusRequest, ask_claim_status, place_question

_WORDS = {
    ReplyOutcome.REJECTED: "rejected",
    ReplyOutcome.LOOK: "to look at",
    ReplyOutcome.PENDED: "in review",
    ReplyOutcome.FINAL: "decided",
    ReplyOutcome.ACCEPTED: "accepted",
    ReplyOutcome.RECEIVED: "received",
    ReplyOutcome.NO_CHANGE: "no news",
}
_LOOKED_AT = (ReplyOutcome.REJECTED, ReplyOutcome.LOOK)


def read_replies(words: Namespace) -> Outcome:
    """Read files of TA1, 999, 277CA and 277 replies; rejected claims go back to be fixed, at their box."""
    with opened_practice(words) as practice:
        reports = read_answer_files(practice.session, words.files, progress_on_screen())
    counts = Counter(reply.outcome for report in reports for reply in report.replies)
    facts = {
        "outcomes": {outcome.value: counts[outcome] for outcome in ReplyOutcome if counts[outcome]},
        "files": [_told(report) for report in reports],
    }
    lines = [line for report in reports for line in _sentences(report)]
    needs_work = any(
        report.refusal or report.unmatched or report.warnings or report.count(*_LOOKED_AT)
        for report in reports
    )
    return Outcome(facts, lines, FINDINGS if needs_work else DONE)


def ask_payers(words: Namespace) -> Outcome:
    """Write questions (276) about claims without answer into the partners’ outboxes, one file a payer."""
    with opened_practice(words) as practice:
        session = practice.session
        asked = ClaimFilter(("sent",)) if words.all else SILENT
        ids = session.ask(list_claims, asked, session.today())
        request = ask_claim_status(session, ids) if ids else StatusRequest((), ())
        placed = {each.file_id: place_question(session, each) for each in request.files}
    facts = {
        "files": [_told_question(each, placed[each.file_id]) for each in request.files],
        "left_out": [finding.text for _, findings in request.left_out for finding in findings],
    }
    lines = [_say_question(each, placed[each.file_id]) for each in request.files]
    lines += [f"Left out: {finding.text} {finding.fix}" for _, found in request.left_out for finding in found]
    is_done = all(placed.values()) and not request.left_out
    none = "No sent claim is without answer longer than its payer takes. --all asks about every sent claim."
    return Outcome(facts, lines or [none], DONE if is_done else FINDINGS)


def _told_question(asked: AskedFile, path: Path | None) -> dict[str, Any]:
    return {
        "file": asked.name,
        "payer": asked.payer,
        "claims": len(asked.claim_ids),
        "outbox": str(path or ""),
    }


def _say_question(asked: AskedFile, path: Path | None) -> str:
    noun = "claim" if len(asked.claim_ids) == 1 else "claims"
    said = f"{asked.name}: {asked.payer} is asked about {len(asked.claim_ids)} {noun}."
    if path:
        return f"{said} Send it from {path.parent}."
    return f"{said} It is not in an outbox: choose the partner’s outbox folder in the settings and ask again."


def _told(report: AnswerReport) -> dict[str, Any]:
    return {
        "file": report.name,
        "refused": report.refusal,
        "read_before": str(report.read_before or ""),
        "unmatched": list(report.unmatched),
        "warnings": list(report.warnings),
        "notes": list(report.notes),
        "replies": [_told_reply(reply) for reply in report.replies],
    }


def _told_reply(reply: Reply) -> dict[str, Any]:
    return {
        "claim": int(reply.claim.number),
        "kind": reply.kind,
        "outcome": reply.outcome.value,
        "category": reply.category,
        "status": reply.status,
        "box": reply.field,
        "text": reply.text,
        "payer_control": reply.payer_control,
    }


def _sentences(report: AnswerReport) -> list[str]:
    if report.refusal:
        return [f"{report.name}: not read. {report.refusal}"]
    if report.read_before:
        return [f"{report.name}: read before, on {report.read_before:%m/%d/%Y}. Nothing was done twice."]
    counts = Counter(reply.outcome for reply in report.replies)
    said = ", ".join(f"{counts[outcome]} {word}" for outcome, word in _WORDS.items() if counts[outcome])
    lines = [f"{report.name}: {said or 'no claim is named'}."]
    for reply in report.replies:
        if reply.outcome in _LOOKED_AT:
            box = f" (box {reply.field})" if reply.field else ""
            lines.append(f"  Claim {reply.claim.number} {_WORDS[reply.outcome]}{box}: {reply.text}")
    lines += [f"  Look into it: {text}" for text in report.warnings]
    return [*lines, *(f"  Not ours: {text}" for text in report.unmatched)]
