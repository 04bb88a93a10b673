"""A dispute from its first minute: what is opened, by when it must go, what is asked, what it came to."""

from datetime import date

import pytest

from app.domain.disputes.cases import CaseKind, Channel, FactKind, Lane, Stage, open_questions
from app.domain.disputes.deadline_rules import DeadlineKind
from app.domain.disputes.evidence import EvidenceState
from app.domain.disputes.outcomes import Result
from app.domain.errors import InputError, RuleError
from app.domain.money import Money
from app.domain.rights import Role
from app.models.callers import ToDo
from app.models.claims import Adjudication
from app.models.records import StoredFile
from app.queries.disputes import find_case, list_cases
from app.services.contacts import ContactEntry
from app.services.dispute_deadlines import DeadlineEntry, add_deadline, add_deadline_rule, end_deadline
from app.services.dispute_evidence import (
    EvidenceRequest,
    add_evidence,
    ask_for_evidence,
    obtain_evidence,
    settle_evidence,
)
from app.services.dispute_facts import FactEntry, add_fact, log_case_call
from app.services.dispute_outcomes import OutcomeEntry, begin_next_level, record_outcome, reopen_case
from app.services.disputes import CaseEntry, NextStep, open_case, open_cases, set_next_step
from app.services.files import attach_document
from tests.dispute_samples import DENIED, SEEN, a_scan, deny
from tests.practice_fixtures import adjusted


@pytest.fixture
def denied(practice):
    """Scenario 3 up to its denial."""
    return deny(practice)


def test_a_case_opens_with_amount_deadlines_checklist_and_first_facts(denied):
    patient, claim, charge = denied.patient, denied.claim, denied.charge
    case = find_case(denied.open(note="ultrasound"), patient)
    assert (case.line.number, case.line.stage, case.line.reason) == (1001, Stage.WORKING, "CO-197")
    assert case.at_stake == Money(420_00)
    assert [(each.charge_id, each.at_stake) for each in case.charges] == [(charge, Money(420_00))]
    assert [(each.kind, each.due_on.isoformat(), each.is_default) for each in case.deadlines] == [
        (DeadlineKind.APPEAL, "2026-09-16", True),
        (DeadlineKind.CORRECTED_CLAIM, "2026-09-16", True),
    ]
    assert [each.need.key for each in case.evidence][:3] == ["claim_as_sent", "remittance", "approval"]
    assert [(fact.lane, fact.kind, fact.text[:20]) for fact in case.facts] == [
        (Lane.INSURER, FactKind.SAID, "Denied with CO-197. "),
        (Lane.OFFICE, FactKind.STEP, "Case 1001 opened."),
        (Lane.OFFICE, FactKind.NOTE, "ultrasound"),
    ]
    (line,) = list_cases()
    assert (line.due, line.claim_id, line.left(date(2026, 9, 14))) == (
        date(2026, 9, 16),
        claim,
        "2 days left",
    )
    assert [line.warning(date(2026, *day)) for day in ((8, 16), (8, 17), (9, 2), (9, 13), (9, 17))] == [
        None, 30, 14, 3, 0,
    ]  # fmt: skip


def test_what_is_held_back_and_what_was_made_the_patients_are_both_at_stake(practice):
    patient = practice.an_insured_patient()
    visit = practice.a_visit(patient, ("99213", "165.00"))
    parts = adjusted("CO-197 40.00", "PR-204 30.00", "PR-2 19.00", "CO-45 20.00")
    practice.an_answer(visit.claim_id, (visit.charge_ids[0], "75.00", "56.00", parts))
    case = open_case(
        practice.session, CaseEntry(CaseKind.DENIAL, visit.claim_id, ((visit.charge_ids[0], None),))
    )
    assert find_case(case, patient).at_stake == Money(70_00)


def test_a_line_is_in_one_open_case_only(denied):
    denied.open()
    with pytest.raises(RuleError, match="76700 is in dispute already"):
        denied.open()


def test_a_line_of_which_nothing_is_held_back_cannot_be_disputed(denied):
    practice, claim, charge = denied.practice, denied.claim, denied.charge
    paid = denied.paid
    with pytest.raises(RuleError, match="Nothing of 99214 can be disputed"):
        open_case(practice.session, CaseEntry(CaseKind.DENIAL, claim, ((paid, None),)))
    with pytest.raises(RuleError):
        open_cases(
            practice.session,
            [CaseEntry(CaseKind.DENIAL, claim, ((each, None),)) for each in (charge, paid)],
        )
    assert list_cases() == ()


def test_the_auditor_may_look_and_not_work(denied):
    practice = denied.practice
    case = denied.open()
    auditor = practice.session_of(Role.AUDITOR)
    with pytest.raises(RuleError, match="work on disputes"):
        add_fact(auditor, case, FactEntry(Lane.OFFICE, FactKind.NOTE, "x", DENIED))


def test_facts_are_added_and_a_call_stands_in_both_places(denied):
    practice, patient = denied.practice, denied.patient
    case = denied.open()
    asked = add_fact(
        practice.session, case, FactEntry(Lane.INSURER, FactKind.ASKED, "Is the approval on file?", DENIED)
    )
    call = ContactEntry(patient, "out", "No approval on file", representative="Dee", reference="R-88")
    log_case_call(practice.session, case, Lane.INSURER, call)
    answer = FactEntry(
        Lane.INSURER, FactKind.ANSWERED, "No.", DENIED, "Dee", channel=Channel.PHONE,
        topic="approval_on_file", value="no", answers_id=asked,
    )  # fmt: skip
    add_fact(practice.session, case, answer)
    facts = find_case(case, patient).facts
    assert [(fact.person, fact.reference) for fact in facts if fact.channel is Channel.PHONE] == [
        ("Dee", "R-88"),
        ("Dee", ""),
    ]
    for wrong, words in (
        (FactEntry(Lane.INSURER, FactKind.SAID, " ", DENIED), "Write what was said"),
        (FactEntry(Lane.INSURER, FactKind.SAID, "x", date(2026, 3, 21)), "lies in the future"),
        (FactEntry(Lane.INSURER, FactKind.SAID, "x", DENIED, topic="needed"), "Say yes or no"),
    ):
        with pytest.raises(InputError, match=words):
            add_fact(practice.session, case, wrong)


def test_the_doctor_is_asked_by_a_day_and_the_note_comes_a_day_early(denied):
    practice, patient = denied.practice, denied.patient
    case = denied.open()
    note = next(each for each in find_case(case, patient).evidence if each.need.key == "visit_note")
    ask_for_evidence(practice.session, note.id, EvidenceRequest("Dr. Chen", date(2026, 3, 25)))
    (to_do,) = ToDo.select()
    assert (to_do.title, to_do.due_on) == (
        "Case 1001: The signed note of the visit from Dr. Chen",
        date(2026, 3, 25),
    )
    practice.clock.move_to(date(2026, 3, 24))
    obtain_evidence(practice.session, note.id, a_scan())
    came = next(each for each in find_case(case, patient).evidence if each.id == note.id)
    assert (came.state, len(came.files)) == (EvidenceState.OBTAINED, 1)
    assert open_questions(find_case(case, patient).facts) == ()
    assert ToDo.get_by_id(to_do.id).outcome == "It came"
    own = add_evidence(practice.session, case, "Photo of the card", Lane.PATIENT)
    settle_evidence(practice.session, own, is_needed=False, note="not asked for")
    assert find_case(case, patient).evidence[-1].state is EvidenceState.NOT_NEEDED
    with pytest.raises(InputError, match="on the list already"):
        add_evidence(practice.session, case, "photo of  the card", Lane.PATIENT)


def test_the_offices_rule_counts_and_a_letters_day_goes_before_it(denied):
    practice, patient = denied.practice, denied.patient
    payer = practice.lists.payer
    rule = {
        "payer": payer, "kind": "appeal", "amount": 60, "unit": "days", "counts_from": "notice",
        "effective": date(2026, 1, 1), "source": "Provider manual, page 12",
    }  # fmt: skip
    add_deadline_rule(practice.session, rule)
    case = denied.open()
    appeal = next(each for each in find_case(case, patient).deadlines if each.kind is DeadlineKind.APPEAL)
    assert (appeal.due_on, appeal.is_default, appeal.source) == (
        date(2026, 5, 19), False, "Provider manual, page 12",
    )  # fmt: skip
    letter = DeadlineEntry(DeadlineKind.APPEAL, DENIED, due_on=date(2026, 5, 1), source="Letter, page 2")
    add_deadline(practice.session, case, letter)
    appeals = [each for each in find_case(case, patient).deadlines if each.kind is DeadlineKind.APPEAL]
    assert [(each.due_on.isoformat(), each.outcome) for each in appeals] == [
        ("2026-05-01", ""),
        ("2026-05-19", "replaced"),
    ]
    end_deadline(practice.session, appeals[0].id, "met")
    with pytest.raises(RuleError, match="settled this deadline already"):
        end_deadline(practice.session, appeals[0].id, "missed")


def test_a_lost_level_leads_to_the_next_and_the_last_to_an_end(denied):
    practice, patient = denied.practice, denied.patient
    case = denied.open()
    practice.clock.move_to(date(2026, 4, 30))
    record_outcome(practice.session, case, OutcomeEntry(Result.LOST, date(2026, 4, 30)))
    assert find_case(case, patient).line.stage is Stage.LOST
    assert begin_next_level(practice.session, case, date(2026, 4, 30)) == 2
    second = find_case(case, patient)
    assert (second.line.stage, second.line.level, second.line.due) == (Stage.WORKING, 2, date(2026, 8, 30))
    record_outcome(practice.session, case, OutcomeEntry(Result.LOST, date(2026, 4, 30)))
    with pytest.raises(RuleError, match="no further level"):
        begin_next_level(practice.session, case, date(2026, 4, 30))


def test_what_was_won_closes_the_case_and_it_can_be_opened_again(denied):
    practice, patient = denied.practice, denied.patient
    case = denied.open()
    record_outcome(practice.session, case, OutcomeEntry(Result.WON, DENIED, Money(150_00)))
    closed = find_case(case, patient)
    assert (closed.line.stage, closed.line.result, closed.line.won) == (
        Stage.CLOSED,
        Result.WON,
        Money(150_00),
    )
    assert {each.outcome for each in closed.deadlines} == {"moot"}
    with pytest.raises(RuleError, match="Case 1001 is closed"):
        record_outcome(practice.session, case, OutcomeEntry(Result.LOST, DENIED))
    reopen_case(practice.session, case, "The payment was taken back")
    again = find_case(case, patient)
    assert (again.line.stage, again.line.due) == (Stage.WORKING, date(2026, 9, 16))
    assert [each.kind for each in again.deadlines if not each.outcome] == [
        DeadlineKind.APPEAL,
        DeadlineKind.CORRECTED_CLAIM,
    ]


def test_what_was_settled_by_hand_stays_so_when_a_case_is_opened_again(denied):
    practice, patient = denied.practice, denied.patient
    case = denied.open()
    appeal, corrected = find_case(case, patient).deadlines
    end_deadline(practice.session, corrected.id, "moot")
    end_deadline(practice.session, appeal.id, "met")
    practice.clock.move_to(date(2026, 3, 21))
    record_outcome(practice.session, case, OutcomeEntry(Result.WITHDRAWN, DENIED))
    reopen_case(practice.session, case, "By mistake")
    assert find_case(case, patient).line.due is None


def test_a_case_is_not_opened_again_beside_a_newer_one_of_the_same_line(denied):
    practice = denied.practice
    first = denied.open()
    record_outcome(practice.session, first, OutcomeEntry(Result.WITHDRAWN, DENIED))
    denied.open()
    with pytest.raises(RuleError, match="case 1001 is about is in dispute again as case 1002"):
        reopen_case(practice.session, first, "By mistake")
    assert [each.number for each in list_cases((Stage.WORKING,))] == [1002]


def test_only_a_lost_level_leads_to_the_next(denied):
    practice, patient = denied.practice, denied.patient
    case = denied.open()
    with pytest.raises(RuleError, match="Level 1 of case 1001 is not lost"):
        begin_next_level(practice.session, case, DENIED)
    record_outcome(practice.session, case, OutcomeEntry(Result.LOST, DENIED))
    with pytest.raises(InputError, match="lies in the future"):
        begin_next_level(practice.session, case, date(2026, 3, 21))
    begin_next_level(practice.session, case, DENIED)
    with pytest.raises(RuleError, match="Level 2 of case 1001 is not lost"):
        begin_next_level(practice.session, case, DENIED)
    assert find_case(case, patient).line.level == 2


def test_an_outcome_names_an_answer_to_its_own_claim_and_no_minus(denied):
    practice = denied.practice
    case = denied.open()
    other = practice.a_visit(denied.patient, ("99213", "165.00"))
    parts = adjusted("CO-45 165.00")
    practice.an_answer(other.claim_id, (other.charge_ids[0], None, "0.00", parts))
    foreign = Adjudication.get(Adjudication.claim == other.claim_id).id
    for entry, words in (
        (OutcomeEntry(Result.WON, DENIED, adjudication_id=foreign), "belongs to another claim"),
        (OutcomeEntry(Result.WON, DENIED, Money(-1)), "cannot be less than 0.00"),
    ):
        with pytest.raises(InputError, match=words):
            record_outcome(practice.session, case, entry)


def test_a_rule_that_counts_from_the_service_begins_on_its_day(denied):
    practice, patient = denied.practice, denied.patient
    rule = {
        "payer": practice.lists.payer, "kind": "corrected_claim", "amount": 90, "unit": "days",
        "counts_from": "service", "effective": date(2026, 1, 1), "source": "Provider manual, page 40",
    }  # fmt: skip
    add_deadline_rule(practice.session, rule)
    found = find_case(denied.open(), patient).deadlines
    corrected = next(each for each in found if each.kind is DeadlineKind.CORRECTED_CLAIM)
    assert (corrected.starts_on, corrected.due_on) == (SEEN, date(2026, 5, 31))
    assert corrected.how.startswith("90 days from the service on 03/02/2026 = 05/31/2026")


def test_a_call_about_a_case_is_held_to_the_rules_of_calls_and_a_fact_to_its_patients_papers(denied):
    practice = denied.practice
    case = denied.open()
    half = ContactEntry(denied.patient, "in", "Pays", promise=Money(50_00))
    with pytest.raises(InputError, match="A promise has an amount and a day"):
        log_case_call(practice.session, case, Lane.PATIENT, half)
    other = practice.a_patient(last="Stone", first="Joe", birth_date=date(1970, 2, 2))
    scan = a_scan("joe.png")
    file = attach_document(practice.session, other, scan)
    note = next(each for each in find_case(case, denied.patient).evidence if each.need.key == "visit_note")
    run = StoredFile.get(StoredFile.patient.is_null()).id
    for paper in (file, run):
        fact = FactEntry(Lane.DOCTOR, FactKind.SENT, "Note", DENIED, file_id=paper)
        with pytest.raises(InputError, match="does not belong to this patient"):
            add_fact(practice.session, case, fact)
        with pytest.raises(InputError, match="does not belong to this patient"):
            obtain_evidence(practice.session, note.id, paper)


def test_the_next_step_names_who_acts_and_overwrites_no_colleague(denied):
    practice, patient = denied.practice, denied.patient
    case = denied.open()
    version = find_case(case, patient).version
    step = NextStep(Lane.DOCTOR, "Send the note", date(2026, 3, 25))
    set_next_step(practice.session, case, version, step)
    line = find_case(case, patient).line
    assert (line.next_actor, line.next_step, line.next_on) == (
        Lane.DOCTOR,
        "Send the note",
        date(2026, 3, 25),
    )
    with pytest.raises(RuleError, match="A colleague changed this"):
        set_next_step(practice.session, case, version, NextStep(Lane.OFFICE, "Call"))
