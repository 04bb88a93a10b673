"""The commands about payers' replies: read files of them, and ask what became of claims."""

from argparse import Namespace
from collections import Counter
from typing import Any

from app.cli_commands import opened_practice
from app.cli_papers import DONE, FINDINGS, Outcome, progress_on_screen
from app.domain.claim_responses import Outcome as ReplyOutcome
from app.services.claim_answers import AnswerReport
from app.services.claim_inbox import read_answer_files
from app.services.claim_replies import Reply

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
