"""What lists of disputes show in plain words: how much time is left, how a case stands, what is due."""

from datetime import date

from app.domain.business_days import business_day_on_or_before
from app.domain.date_entry import format_date
from app.domain.disputes.cases import CaseKind, Channel, FactKind, Lane, Stage
from app.domain.disputes.deadline_rules import DeadlineKind
from app.domain.disputes.deadlines import explain_left, still_possible, warning_of
from app.domain.disputes.evidence import Evidence, EvidenceState
from app.domain.disputes.outcomes import RESULT_NAMES, ProposedOutcome, Result
from app.queries.disputes import CaseLine, DeadlineLine
from app.views.common.chip import Chip
from app.views.common.theme import ChipKind

DEADLINE_NAMES = {
    DeadlineKind.CORRECTED_CLAIM: "Corrected claim",
    DeadlineKind.APPEAL: "Appeal",
    DeadlineKind.RECORDS: "Records",
    DeadlineKind.TAKEBACK: "Dispute of a takeback",
    DeadlineKind.EXTERNAL_REVIEW: "External review",
    DeadlineKind.FILING: "Filing the claim",
    DeadlineKind.UNDERPAYMENT: "Dispute of a payment",
    DeadlineKind.DECISION: "Insurer’s decision",
    DeadlineKind.OTHER: "Something else",
}
KIND_NAMES = {
    CaseKind.DENIAL: "Denial",
    CaseKind.UNDERPAYMENT: "Underpaid",
    CaseKind.TAKEBACK: "Taken back",
}
FACT_NAMES = {
    FactKind.SAID: "Said",
    FactKind.SENT: "Sent by us",
    FactKind.RECEIVED: "Received",
    FactKind.ASKED: "Asked",
    FactKind.ANSWERED: "Answered",
    FactKind.AGREED: "Agreed",
    FactKind.NOTE: "Note",
    FactKind.STEP: "Step",
}
CHANNEL_NAMES = {
    Channel.NONE: "",
    Channel.PHONE: "by phone",
    Channel.FAX: "by fax",
    Channel.MAIL: "by mail",
    Channel.PORTAL: "through the portal",
    Channel.IN_PERSON: "in person",
    Channel.ELECTRONIC: "by electronic file",
}
STATE_NAMES = {
    EvidenceState.NEEDED: "Needed",
    EvidenceState.ASKED: "Asked for",
    EvidenceState.OBTAINED: "Here",
    EvidenceState.NOT_NEEDED: "Not needed",
}
ACTOR_NAMES = {
    Lane.OFFICE: "We",
    Lane.INSURER: "Insurer",
    Lane.DOCTOR: "Doctor",
    Lane.PATIENT: "Patient",
}
_WARNINGS = {30: ChipKind.DRAFT, 14: ChipKind.DUE, 3: ChipKind.DENIED, 0: ChipKind.DENIED}
_RESULTS = {
    Result.WON: ChipKind.PAID,
    Result.PARTLY: ChipKind.PAID,
    Result.LOST: ChipKind.DENIED,
    Result.WRITTEN_OFF: ChipKind.DENIED,
}
_OUTCOMES = {"met": "met", "missed": "missed", "moot": "does not matter any more", "replaced": "replaced"}
USUAL = "Usual, not confirmed with this insurer."


def act_by_chip(due: date | None, today: date) -> Chip | date | None:
    """The last business day to act, marked from 30 days before on; the last day itself after it."""
    if due is None:
        return None
    act_by = business_day_on_or_before(due)
    day = act_by if today <= act_by else due
    warning = warning_of(day, today)
    if warning is None:
        return day
    return Chip(_WARNINGS[warning], f"{explain_left(day, today).capitalize()}, {day:%b} {day.day}")


def standing_chip(line: CaseLine, proposal: ProposedOutcome | None, today: date) -> Chip | date | None:
    """How a case stands: what a new answer seems to mean, how it ended, or how much time is left."""
    if proposal is not None:
        return Chip(_RESULTS.get(proposal.result, ChipKind.BILLED), f"Answered: {outcome_words(proposal)}")
    if line.stage is Stage.CLOSED and line.result is not None:
        amount = f", {line.won.dollars}" if line.won.cents else ""
        return Chip(_RESULTS.get(line.result, ChipKind.BILLED), f"{RESULT_NAMES[line.result]}{amount}")
    return act_by_chip(line.due, today)


def outcome_words(proposal: ProposedOutcome) -> str:
    """What an answer seems to mean: `won, $150.00`."""
    amount = f", {proposal.won.dollars}" if proposal.won.cents else ""
    return f"{RESULT_NAMES[proposal.result].lower()}{amount}"


def next_words(line: CaseLine) -> str:
    """Who acts next and what: `Doctor: send the note`."""
    if line.stage is Stage.CLOSED or not line.next_step:
        return ""
    return f"{ACTOR_NAMES[line.next_actor]}: {line.next_step}"


def deadline_words(line: DeadlineLine, today: date) -> str:
    """A last day with how it was counted, where it stands, and what can still be done once it is missed."""
    left = _OUTCOMES.get(line.outcome, line.outcome) if line.outcome else explain_left(line.due_on, today)
    words = [f"{format_date(line.due_on)} ({left}). {line.how}"]
    if line.source:
        words.append(f"Source: {line.source}.")
    if line.is_default:
        words.append(USUAL)
    if line.outcome == "missed" or (not line.outcome and line.due_on < today):
        words.append(f"Still possible: {still_possible(line.kind)}")
    return " ".join(words)


def evidence_chip(evidence: Evidence, today: date) -> Chip:
    """What became of a thing on the checklist, by icon and word."""
    if evidence.need.is_made and evidence.state is EvidenceState.NEEDED:
        return Chip(ChipKind.PAID, "Made here")
    if evidence.state is EvidenceState.ASKED and evidence.due_on:
        word = "Late, due" if evidence.is_late(today) else "Asked, due"
        kind = ChipKind.DENIED if evidence.is_late(today) else ChipKind.DUE
        return Chip(kind, f"{word} {evidence.due_on:%b} {evidence.due_on.day}")
    kinds = {EvidenceState.OBTAINED: ChipKind.PAID, EvidenceState.NEEDED: ChipKind.DUE}
    return Chip(kinds.get(evidence.state, ChipKind.DRAFT), STATE_NAMES[evidence.state])
