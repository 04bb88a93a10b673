"""The demo practice's disputes: cases in every stage and on two levels; some denials wait for a decision."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from app.domain.answers import Adjustment, LineAnswer
from app.domain.disputes.cases import CaseKind, Channel, FactKind, Lane
from app.domain.disputes.guidance import Action
from app.domain.disputes.outcomes import Result
from app.domain.money import percent_of, total
from app.models.claims import Adjudication, AdjudicationAdjustment, AdjudicationLine, AdjudicationVoid, Claim
from app.models.disputes import DisputeCase, DisputeEvidence, DisputeLine
from app.models.records import Payer, Plan, Policy
from app.queries.dispute_proposals import list_proposals
from app.queries.triage import TriageLine, list_triage
from app.services.adjudications import post_adjudication, reverse_adjudication
from app.services.answer_writing import AnswerEntry
from app.services.contacts import ContactEntry
from app.services.demo_desk import working_day
from app.services.demo_scene import DemoScene, moment
from app.services.dispute_actions import Decision, decide_case
from app.services.dispute_evidence import EvidenceRequest, ask_for_evidence, obtain_evidence
from app.services.dispute_facts import FactEntry, add_fact, log_case_call
from app.services.dispute_letters import draft_letter, keep_letter
from app.services.dispute_outcomes import OutcomeEntry, begin_next_level, record_outcome
from app.services.dispute_packets import SendingEntry, make_packet, send_packet
from app.services.disputes import CaseEntry, NextStep, open_case, set_next_step

Story = Callable[[DemoScene, int], None]
_ALLOWED_BP = 6000


def plan_disputes(scene: DemoScene) -> None:
    """Plan what the biller does about denials in the last ten weeks; what comes later waits for triage."""
    for days, story in _STORIES:
        day = working_day(scene.today - timedelta(days=days))
        scene.plan(moment(day, 14), partial(_begin, scene, story))


def _begin(scene: DemoScene, story: Story) -> None:
    """Open a case on the denial that is most urgent, if one waits, and let its story run."""
    today = scene.biller.today()
    triage = scene.biller.ask(list_triage, today)
    waiting = [line for line in triage if _is_in_time(line, today) and _suits(line, story)]
    if waiting:
        line = waiting[0]
        case = open_case(scene.biller, CaseEntry(line.kind, line.claim_id, ((line.charge_id, None),)))
        story(scene, case)


def _is_in_time(line: TriageLine, today: date) -> bool:
    return line.kind is CaseKind.DENIAL and (line.due or today) >= today


def _suits(line: TriageLine, story: Story) -> bool:
    """An insurer that answers by file answers again by file; the biller's typed answer is for the others."""
    if story is not _won:
        return True
    policy = Policy.get_by_id(Claim.get_by_id(line.claim_id).policy_id)
    return Payer.get_by_id(Plan.get_by_id(policy.plan_id).payer_id).partner_id is None


def _later(scene: DemoScene, days: int, event: Callable[[], None]) -> None:
    day = working_day(scene.biller.today() + timedelta(days=days))
    scene.plan(moment(day, 15), event)


def _won(scene: DemoScene, case: int) -> None:
    """The appeal goes out, the insurer answers again and pays, and the case is closed with the dollars."""
    _ask_doctor(scene, case)
    _later(scene, 3, partial(_appeal, scene, case))
    _later(scene, 24, partial(_answer_again, scene, case))


def _second_level(scene: DemoScene, case: int) -> None:
    """The first level is lost, and the second is being prepared."""
    _later(scene, 2, partial(_appeal, scene, case))
    _later(scene, 30, partial(_lose, scene, case))


def _given_up(scene: DemoScene, case: int) -> None:
    """Nothing helps: a write-off is asked for, and waits for the manager."""
    decision = Decision(Action.WRITE_OFF, "No approval was asked for, and the insurer takes none late")
    _later(scene, 4, partial(_decide, scene, case, decision))


def _waits(scene: DemoScene, case: int) -> None:
    """The appeal is out, and the insurer has not answered."""
    _later(scene, 2, partial(_appeal, scene, case))


def _contradicted(scene: DemoScene, case: int) -> None:
    """The doctor's office and the insurer say different things about the approval."""
    today, biller = scene.biller.today(), scene.biller
    topic = "approval_on_file"
    said = FactEntry(
        Lane.DOCTOR,
        FactKind.SAID,
        "We asked for it and got a number.",
        today,
        "Nurse desk",
        topic=topic,
        value="yes",
    )
    add_fact(biller, case, said)
    denied = FactEntry(
        Lane.INSURER,
        FactKind.SAID,
        "No approval is on file for this service.",
        today,
        "Representative Dee",
        channel=Channel.PHONE,
        reference=f"R-{case:05d}",
        topic=topic,
        value="no",
    )
    add_fact(biller, case, denied)
    asked = FactEntry(Lane.DOCTOR, FactKind.ASKED, "Which number did you get, and on which day?", today)
    add_fact(biller, case, asked)
    step = NextStep(Lane.DOCTOR, "Send the approval letter", today + timedelta(days=5))
    set_next_step(biller, case, DisputeCase.get_by_id(case).version, step)


def _waits_for_doctor(scene: DemoScene, case: int) -> None:
    """The doctor was asked for the note, and it is late."""
    _ask_doctor(scene, case, comes=False)


def _withdrawn(scene: DemoScene, case: int) -> None:
    """The refusal turned out to be right."""
    note = "The service belongs to the surgery of the week before"
    outcome = OutcomeEntry(Result.WITHDRAWN, scene.biller.today(), note=note)
    record_outcome(scene.biller, case, outcome)


def _fresh(scene: DemoScene, case: int) -> None:
    """A case of this week: only opened, with one call."""
    row = DisputeCase.get_by_id(case)
    call = ContactEntry(
        row.patient_id,
        "out",
        "The claim is in review again; asked to call back in a week.",
        representative="Sam",
        reference=f"C-{case:05d}",
        claim_id=row.claim_id,
    )
    log_case_call(scene.biller, case, Lane.INSURER, call)


# How many days before today a story begins; the oldest denial that waits is taken each time.
_STORIES: tuple[tuple[int, Story], ...] = (
    (190, _won),
    (172, _second_level),
    (155, _won),
    (140, _given_up),
    (120, _withdrawn),
    (95, _second_level),
    (50, _waits),
    (33, _contradicted),
    (19, _waits_for_doctor),
    (12, _waits),
    (4, _fresh),
)


def _ask_doctor(scene: DemoScene, case: int, *, comes: bool = True) -> None:
    """Ask the doctor for what is to come from him; it comes a day early, or not at all."""
    things = DisputeEvidence.select().where(
        (DisputeEvidence.case == case) & (DisputeEvidence.from_lane == Lane.DOCTOR.value)
    )
    due = scene.biller.today() + timedelta(days=5)
    for thing in things:
        ask_for_evidence(scene.biller, thing.id, EvidenceRequest("the doctor", due))
        if comes:
            _later(scene, 2, partial(_obtain, scene, thing.id))


def _obtain(scene: DemoScene, evidence_id: int) -> None:
    obtain_evidence(scene.biller, evidence_id, None, "In the chart, signed")


def _appeal(scene: DemoScene, case: int) -> None:
    """Write the letter, compose the packet and fax it."""
    keep_letter(scene.biller, case, draft_letter(scene.biller, case))
    packet = make_packet(scene.biller, case)
    why = "The note follows by mail"
    sent = SendingEntry(scene.biller.today(), "fax", f"F-{case:05d}", why_incomplete=why)
    send_packet(scene.biller, packet.id, sent)


def _decide(scene: DemoScene, case: int, decision: Decision) -> None:
    decide_case(scene.biller, case, decision)


def _lose(scene: DemoScene, case: int) -> None:
    today = scene.biller.today()
    record_outcome(scene.biller, case, OutcomeEntry(Result.LOST, today, note="Upheld"))
    begin_next_level(scene.biller, case, today)


def _answer_again(scene: DemoScene, case: int) -> None:
    """The insurer takes its answer back and answers anew: what was disputed is paid."""
    row = DisputeCase.get_by_id(case)
    before = _standing(row.claim_id)
    disputed = {line.charge_id for line in DisputeLine.select().where(DisputeLine.case == case)}
    lines = tuple(_paid(line) if line.charge_id in disputed else line for line in _lines(before))
    reverse_adjudication(scene.biller, before.id, "Reversed by the insurer after the appeal")
    post_adjudication(scene.biller, AnswerEntry(row.claim_id, scene.biller.today(), lines))
    for proposal in scene.biller.ask(list_proposals, case):
        found = proposal.outcome
        entry = OutcomeEntry(found.result, found.decided_on, found.won, found.adjudication_id)
        record_outcome(scene.biller, case, entry)


def _standing(claim_id: int) -> Adjudication:
    void = AdjudicationVoid.select(AdjudicationVoid.adjudication)
    rows = Adjudication.select().where((Adjudication.claim == claim_id) & Adjudication.id.not_in(void))
    found: Adjudication = rows.order_by(Adjudication.id.desc()).get()
    return found


def _lines(answer: Adjudication) -> list[LineAnswer]:
    """The lines of an answer as it was given."""
    lines = []
    for row in AdjudicationLine.select().where(AdjudicationLine.adjudication == answer.id):
        here = (AdjudicationAdjustment.adjudication == answer.id) & (
            AdjudicationAdjustment.charge == row.charge_id
        )
        parts = tuple(
            Adjustment(part.group_code, part.reason_code, part.amount, part.accepted)
            for part in AdjudicationAdjustment.select().where(here)
        )
        lines.append(LineAnswer(row.charge_id, row.allowed, row.paid, parts))
    return lines


def _paid(line: LineAnswer) -> LineAnswer:
    """The line as the insurer answers it after a won appeal."""
    charge = line.paid + total(part.amount for part in line.adjustments)
    allowed = percent_of(charge, _ALLOWED_BP)
    return LineAnswer(line.charge_id, allowed, allowed, (Adjustment("CO", "45", charge - allowed),))
