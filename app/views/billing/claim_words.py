"""How a claim stands, in sentences for the head and foot of its form."""

from datetime import date, datetime

from app.domain.claim_life import ClaimState, explain_silence
from app.domain.claim_responses import Outcome
from app.domain.date_entry import format_date
from app.domain.money import total
from app.queries.claim_responses import ClaimResponseLine
from app.queries.claims import ClaimDetail, KeptVersionLine

_VOID = "Void: its visit or the answer before it was taken back. The form cannot be changed."
_FROZEN = "The form stays as it was sent."
_GOES_AS = {
    "7": "Goes out as a corrected claim (code 7) for the payer’s claim {}.",
    "8": "Goes out to void the payer’s claim {} (code 8).",
}
_SAID = {
    Outcome.REJECTED: "Rejected",
    Outcome.LOOK: "To look at",
    Outcome.PENDED: "In review",
    Outcome.FINAL: "Decided, answer due",
    Outcome.ACCEPTED: "Accepted",
    Outcome.RECEIVED: "Received",
    Outcome.NO_CHANGE: "No news",
}
_KINDS = {"typed": "typed in", "forwarded": "passed on by the insurer"}


def describe_standing(detail: ClaimDetail, today: date) -> str:
    """Say whether and when a claim was printed, sent and answered, and whether its form can be changed."""
    state = detail.line.standing.state
    if state is ClaimState.VOID:
        return _VOID
    if state is ClaimState.READY:
        return _before_sending(detail)
    if state is ClaimState.BATCHED:
        again = "Saving a change makes the claim ready to be printed again."
        printed = describe_version(detail.versions[0]) if detail.versions else "Printed"
        return f"{printed}. Not confirmed as sent yet. {again}"
    if state is ClaimState.SENT:
        sent_on = detail.line.sent_on
        said = explain_silence(sent_on, today, detail.line.answer_days) if sent_on else "Sent"
        return f"{said}. {_FROZEN}"
    return f"{_answered(detail)} {_FROZEN}"


def may_be_corrected(detail: ClaimDetail) -> bool:
    """Tell whether a claim is out, decided, or rejected, so that it may be corrected or sent again."""
    standing = detail.line.standing
    is_rejected = any(finding.rule == "REJECTED" for finding in detail.standing_findings)
    return is_rejected or standing.state in (ClaimState.BATCHED, ClaimState.SENT, ClaimState.ANSWERED)


def describe_version(version: KeptVersionLine) -> str:
    """Name a version: `Version 2, printed 11/23/2026 by Maria Lee, batch 3, sent 11/24/2026 (Mail)`."""
    day = format_date(datetime.fromisoformat(version.made_at).date())
    made = "printed" if version.kind == "paper" else "put into a file"
    words = f"Version {version.number}, {made} {day} by {version.user}"
    if version.batch:
        words += f", batch {version.batch}"
    if version.sent_on:
        words += f", sent {format_date(version.sent_on)}"
        words += f" ({version.method})" if version.method else ""
    return words


def describe_response(response: ClaimResponseLine) -> str:
    """Name a reply: `11/26/2026, Rejected (277CA), payer’s number 2026081A4417`."""
    kind = _KINDS.get(response.kind, response.kind)
    words = f"{format_date(response.on_date)}, {_SAID[response.outcome]} ({kind})"
    return f"{words}, payer’s number {response.payer_control}" if response.payer_control else words


def _before_sending(detail: ClaimDetail) -> str:
    standing = detail.line.standing
    parts = [f"On hold: {standing.held.rstrip('.')}."] if standing.held else []
    if standing.outcome is Outcome.REJECTED:
        parts.append("Rejected: fix it, then press “Correct or resend”.")
    if words := _GOES_AS.get(standing.resubmission_code):
        parts.append(words.format(detail.original_reference))
    if not detail.versions:
        parts.append("Not printed yet.")
    elif detail.versions[0].sent_on:
        parts.append(f"Sent before: {describe_version(detail.versions[0])}.")
    else:
        parts.append(f"Changed since it was printed: {describe_version(detail.versions[0])}.")
    return " ".join(parts)


def _answered(detail: ClaimDetail) -> str:
    if not detail.answers:
        return "Closed."
    day = format_date(detail.answers[-1].received_on)
    paid = total(answer.paid for answer in detail.answers)
    return f"Answered {day}, insurer paid {paid.dollars}."
