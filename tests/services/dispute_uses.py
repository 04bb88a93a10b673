"""How disputes' use cases are called, for the table of rights; each begins from a denied line of its own."""

from datetime import date

from app.domain.disputes.cases import CaseKind, FactKind, Lane
from app.domain.disputes.deadline_rules import DeadlineKind
from app.domain.disputes.guidance import Action
from app.domain.disputes.letters import DisputeLetterKind, DisputeLetterText
from app.domain.disputes.outcomes import Result
from app.domain.rights import Right
from app.models.disputes import DisputeDeadline, DisputeEvidence
from app.services import (
    dispute_actions,
    dispute_calendar,
    dispute_deadlines,
    dispute_evidence,
    dispute_facts,
    dispute_letters,
    dispute_outcomes,
    dispute_packets,
    dispute_statistics,
    disputes,
)
from app.services.contacts import ContactEntry
from tests.claim_ways import send
from tests.practice_fixtures import TODAY, adjusted, money

RULE = {
    "kind": "appeal",
    "amount": 60,
    "unit": "days",
    "counts_from": "notice",
    "effective": date(2026, 1, 1),
}


def denied(desk):
    """The visit of the day is denied; gives its case to open."""
    send(desk, desk.visit.claim_id)
    (charge,) = desk.visit.charge_ids
    desk.an_answer(desk.visit.claim_id, (charge, None, "0.00", adjusted("CO-197 210.00")))
    return disputes.CaseEntry(CaseKind.DENIAL, desk.visit.claim_id, ((charge, None),))


def opened(desk):
    """A case on that line, by the manager."""
    return disputes.open_case(desk.session, denied(desk))


def lost(desk):
    """The same, lost on its first level."""
    case = opened(desk)
    outcome = dispute_outcomes.OutcomeEntry(Result.LOST, desk.clock().date())
    dispute_outcomes.record_outcome(desk.session, case, outcome)
    return case


def thing(desk):
    """A thing on the checklist of a case."""
    return DisputeEvidence.get(DisputeEvidence.case == opened(desk)).id


def call(patient):
    """A call with the insurer."""
    return ContactEntry(patient, "out", "No approval on file", representative="Dee")


WAIT = dispute_actions.Decision(Action.WAIT, "They look at it")
BY_MAIL = dispute_packets.SendingEntry(TODAY, "mail", why_incomplete="It follows")
LETTER = DisputeLetterText(DisputeLetterKind.GENERAL, "Appeal", "Please pay.")
DISPUTE_USES = {
    dispute_statistics.export_statistics: (
        Right.SEE_REPORTS,
        lambda desk, who, tmp: dispute_statistics.export_statistics(who, TODAY, TODAY, tmp / "learned.csv"),
    ),
    dispute_calendar.export_deadlines: (
        Right.WORK_DISPUTE,
        lambda desk, who, tmp: dispute_calendar.export_deadlines(who, tmp / "deadlines.ics"),
    ),
    dispute_packets.make_packet: (
        Right.WORK_DISPUTE,
        lambda desk, who, tmp: dispute_packets.make_packet(who, written(desk)),
    ),
    dispute_packets.send_packet: (
        Right.WORK_DISPUTE,
        lambda desk, who, tmp: dispute_packets.send_packet(
            who, dispute_packets.make_packet(desk.session, written(desk)).id, BY_MAIL
        ),
    ),
    dispute_packets.print_handover: (
        Right.WORK_DISPUTE,
        lambda desk, who, tmp: dispute_packets.print_handover(who, opened(desk)),
    ),
    dispute_letters.draft_letter: (
        Right.WORK_DISPUTE,
        lambda desk, who, tmp: dispute_letters.draft_letter(who, opened(desk)),
    ),
    dispute_letters.keep_letter: (
        Right.WORK_DISPUTE,
        lambda desk, who, tmp: dispute_letters.keep_letter(who, opened(desk), LETTER),
    ),
    dispute_actions.decide_case: (
        Right.WORK_DISPUTE,
        lambda desk, who, tmp: dispute_actions.decide_case(who, opened(desk), WAIT),
    ),
    dispute_actions.decide_lines: (
        Right.WORK_DISPUTE,
        lambda desk, who, tmp: dispute_actions.decide_lines(who, [denied(desk)], WAIT),
    ),
    disputes.open_case: (Right.WORK_DISPUTE, lambda desk, who, tmp: disputes.open_case(who, denied(desk))),
    disputes.open_cases: (
        Right.WORK_DISPUTE,
        lambda desk, who, tmp: disputes.open_cases(who, [denied(desk)]),
    ),
    disputes.set_next_step: (
        Right.WORK_DISPUTE,
        lambda desk, who, tmp: disputes.set_next_step(
            who, opened(desk), 1, disputes.NextStep(Lane.DOCTOR, "Send the note")
        ),
    ),
    dispute_facts.add_fact: (
        Right.WORK_DISPUTE,
        lambda desk, who, tmp: dispute_facts.add_fact(
            who, opened(desk), dispute_facts.FactEntry(Lane.OFFICE, FactKind.NOTE, "x", desk.clock().date())
        ),
    ),
    dispute_facts.log_case_call: (
        Right.WORK_DISPUTE,
        lambda desk, who, tmp: dispute_facts.log_case_call(who, opened(desk), Lane.INSURER, call(1)),
    ),
    dispute_deadlines.add_deadline: (
        Right.WORK_DISPUTE,
        lambda desk, who, tmp: dispute_deadlines.add_deadline(
            who, opened(desk), dispute_deadlines.DeadlineEntry(DeadlineKind.RECORDS, desk.clock().date())
        ),
    ),
    dispute_deadlines.end_deadline: (
        Right.WORK_DISPUTE,
        lambda desk, who, tmp: dispute_deadlines.end_deadline(
            who, DisputeDeadline.get(DisputeDeadline.case == opened(desk)).id, "met"
        ),
    ),
    dispute_deadlines.add_deadline_rule: (
        Right.SET_UP_OFFICE,
        lambda desk, who, tmp: dispute_deadlines.add_deadline_rule(who, RULE),
    ),
    dispute_deadlines.change_deadline_rule: (
        Right.SET_UP_OFFICE,
        lambda desk, who, tmp: dispute_deadlines.change_deadline_rule(
            who, dispute_deadlines.add_deadline_rule(desk.session, RULE), {"amount": 45}
        ),
    ),
    dispute_evidence.add_evidence: (
        Right.WORK_DISPUTE,
        lambda desk, who, tmp: dispute_evidence.add_evidence(who, opened(desk), "A photo", Lane.PATIENT),
    ),
    dispute_evidence.ask_for_evidence: (
        Right.WORK_DISPUTE,
        lambda desk, who, tmp: dispute_evidence.ask_for_evidence(
            who, thing(desk), dispute_evidence.EvidenceRequest("Dr. Chen", desk.clock().date())
        ),
    ),
    dispute_evidence.obtain_evidence: (
        Right.WORK_DISPUTE,
        lambda desk, who, tmp: dispute_evidence.obtain_evidence(who, thing(desk), None, "read out by phone"),
    ),
    dispute_evidence.settle_evidence: (
        Right.WORK_DISPUTE,
        lambda desk, who, tmp: dispute_evidence.settle_evidence(who, thing(desk), is_needed=False),
    ),
    dispute_outcomes.record_outcome: (
        Right.WORK_DISPUTE,
        lambda desk, who, tmp: dispute_outcomes.record_outcome(
            who, opened(desk), dispute_outcomes.OutcomeEntry(Result.WON, desk.clock().date(), money("1.00"))
        ),
    ),
    dispute_outcomes.begin_next_level: (
        Right.WORK_DISPUTE,
        lambda desk, who, tmp: dispute_outcomes.begin_next_level(who, lost(desk), desk.clock().date()),
    ),
    dispute_outcomes.reopen_case: (
        Right.WORK_DISPUTE,
        lambda desk, who, tmp: dispute_outcomes.reopen_case(who, closed(desk), "Taken back"),
    ),
}


def written(desk):
    """A case with its letter."""
    case = opened(desk)
    dispute_letters.keep_letter(desk.session, case, LETTER)
    return case


def closed(desk):
    """A case that was won."""
    case = opened(desk)
    outcome = dispute_outcomes.OutcomeEntry(Result.WON, desk.clock().date())
    dispute_outcomes.record_outcome(desk.session, case, outcome)
    return case


DISPUTE_READS = {dispute_letters.draft_letter}
