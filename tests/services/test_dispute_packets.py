"""A packet from a real case: what lies in it, on which pages, how it is stamped, and that it was sent."""

import json
from datetime import date

import pytest

from app.domain.disputes.cases import Lane, Stage
from app.domain.disputes.deadline_rules import DeadlineKind
from app.domain.disputes.outcomes import Result
from app.domain.errors import InputError, RuleError
from app.models.callers import ToDo
from app.models.database import writing
from app.models.dispute_papers import DisputePacket
from app.models.disputes import DisputeEvidenceEvent
from app.queries.dispute_papers import list_packets
from app.queries.disputes import find_case
from app.queries.kept_files import find_kept_file
from app.services.dispute_evidence import add_evidence, obtain_evidence, settle_evidence
from app.services.dispute_letters import draft_letter, keep_letter
from app.services.dispute_outcomes import OutcomeEntry, record_outcome
from app.services.dispute_packets import SendingEntry, make_packet, print_handover, send_packet
from app.services.files import NewFile, attach_document
from tests.dispute_samples import a_scan, deny
from tests.documents.paper_reading import read_pages

FAXED = date(2026, 3, 27)


@pytest.fixture
def ready(practice):
    """Scenario 3 on March 27: authorization on file, letter written, the note scanned."""
    denied = deny(practice)
    denied.approve()
    denied.case = denied.open()
    denied.practice.clock.move_to(FAXED)
    session = denied.practice.session
    keep_letter(session, denied.case, draft_letter(session, denied.case))
    (note,) = [each for each in evidence_of(denied) if each.need.key == "visit_note"]
    obtain_evidence(session, note.id, a_scan())
    return denied


def evidence_of(denied):
    return find_case(denied.case, denied.patient).evidence


def test_the_packet_holds_letter_index_claim_answer_approval_and_note(ready):
    made = make_packet(ready.practice.session, ready.case)
    pages = read_pages(find_kept_file(made.file_id).content)
    assert len(pages) == made.pages
    assert all(f"Case 1001, page {at} of {made.pages}" in page for at, page in enumerate(pages, 1))
    assert not any("Page 1 of 1" in page for page in pages)
    assert "approval was on file" in pages[0]
    assert "Case 1001: what is in this packet" in pages[1]
    placed = json.loads(DisputePacket.get_by_id(made.id).content)
    assert [each["title"] for each in placed] == [
        "Letter",
        "The claim exactly as it was sent",
        "The insurer’s answer with the disputed lines",
        "Authorization A-771203",
        "The signed note of the visit",
        "Contacts with the insurer",
    ]
    assert f"Letter {placed[0]['first']}" in pages[1].replace("\n", " ")
    for number, each in enumerate(placed[1:], 1):
        assert f"{number}. {each['title']} {each['first']}" in pages[1].replace("\n", " ")
        assert f"{number}. {each['title']}" in pages[0]
    answer = pages[placed[2]["first"] - 1]
    assert "76700" in answer
    assert "in dispute" in answer
    assert "CO-197 420.00" in answer
    assert "A-771203" in pages[placed[3]["first"] - 1]
    assert placed[-1]["last"] == made.pages
    assert made.warnings == ()


def test_the_same_case_gives_the_same_pages_and_what_was_kept_stays(ready):
    session = ready.practice.session
    first = make_packet(session, ready.case)
    again = make_packet(session, ready.case)
    assert find_kept_file(first.file_id).content == find_kept_file(again.file_id).content
    assert [each.id for each in list_packets(ready.case, ready.patient)] == [again.id, first.id]


def test_a_faxed_packet_waits_on_the_insurer_with_reminders_and_proof(ready):
    session = ready.practice.session
    made = make_packet(session, ready.case)
    receipt = NewFile("", "fax.pdf", b"%PDF-1.4 sent", pages=1)
    said = send_packet(session, made.id, SendingEntry(FAXED, "fax", "F-5501", receipt))
    assert said == "Case 1001 waits on the insurer. The answer is due on 05/26/2026."
    case = find_case(ready.case, ready.patient)
    assert case.line.stage is Stage.SENT
    ended = {each.kind: each.outcome for each in case.deadlines}
    assert ended[DeadlineKind.APPEAL] == "met"
    assert ended[DeadlineKind.DECISION] == ""
    assert sorted(row.due_on for row in ToDo.select()) == [
        date(2026, 4, 26), date(2026, 5, 11), date(2026, 5, 26),
    ]  # fmt: skip
    outcome = OutcomeEntry(Result.LOST, session.today())
    record_outcome(session, ready.case, outcome)
    assert {row.outcome for row in ToDo.select()} == {"Lost"}
    ((sent,),) = [each.sendings for each in list_packets(ready.case, ready.patient)]
    assert (sent.method, sent.tracking, sent.file_id is not None) == ("fax", "F-5501", True)
    assert case.facts[-1].reference == "F-5501"


def test_an_incomplete_checklist_stops_the_packet_unless_somebody_says_why(practice):
    denied = deny(practice)
    denied.case = denied.open()
    session = practice.session
    with pytest.raises(InputError, match="has no letter yet"):
        make_packet(session, denied.case)
    keep_letter(session, denied.case, draft_letter(session, denied.case))
    made = make_packet(session, denied.case)
    with pytest.raises(
        RuleError, match="not complete: The approval with its number, codes and dates; The signed note"
    ):
        send_packet(session, made.id, SendingEntry(session.today(), "mail"))
    why = SendingEntry(session.today(), "mail", why_incomplete="The note follows by fax")
    assert send_packet(session, made.id, why).startswith("Case 1001 waits")


def test_what_went_out_late_says_what_is_still_possible(ready):
    ready.practice.clock.move_to(date(2026, 9, 17))
    session = ready.practice.session
    made = make_packet(session, ready.case)
    said = send_packet(session, made.id, SendingEntry(date(2026, 9, 17), "portal"))
    assert "It went out after 09/16/2026. Ask for a late appeal with good cause" in said


def test_what_is_not_needed_is_left_out(ready):
    session = ready.practice.session
    (calls,) = [each for each in evidence_of(ready) if each.need.key == "call_log"]
    settle_evidence(session, calls.id, is_needed=False)
    made = make_packet(session, ready.case)
    titles = [each["title"] for each in json.loads(DisputePacket.get_by_id(made.id).content)]
    assert "Contacts with the insurer" not in titles


def test_a_cancelled_packet_leaves_nothing(ready):
    class Cancelled(Exception):
        """The person pressed Cancel."""

    def cancel(done, _total, _what):
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        make_packet(ready.practice.session, ready.case, cancel)
    assert list_packets(ready.case, ready.patient) == ()


def test_a_damaged_document_of_the_patient_is_left_out_with_a_warning(ready):
    session = ready.practice.session
    damaged = NewFile("document", "old scan.pdf", b"%PDF-1.4 cut off")
    file_id = attach_document(session, ready.patient, damaged)
    evidence = add_evidence(session, ready.case, "The old scan", Lane.PATIENT)
    with writing():
        DisputeEvidenceEvent.create(
            evidence=evidence, event="obtained", on_date=FAXED, file=file_id, user=1, at="2026-03-27T09:00"
        )
    made = make_packet(session, ready.case)
    (warning,) = made.warnings
    assert "“old scan.pdf” was left out: it is damaged, locked or too large." in warning
    assert "The old scan" not in "".join(read_pages(find_kept_file(made.file_id).content))


def test_a_packet_too_large_to_be_kept_is_refused_before_it_is_made(ready):
    session = ready.practice.session
    told = []
    for number in range(3):
        evidence = add_evidence(session, ready.case, f"Record {number}", Lane.DOCTOR)
        heavy = a_scan()
        content = heavy.content + bytes(9 * 1024 * 1024)
        obtain_evidence(session, evidence, NewFile("", f"{number}.png", content))
    with pytest.raises(RuleError, match="would have 27 MB; at most 25 MB can be kept"):
        make_packet(session, ready.case, lambda *done: told.append(done))
    assert (told, list_packets(ready.case, ready.patient)) == ([], ())


def test_a_document_for_two_things_lies_in_the_packet_once(ready):
    session = ready.practice.session
    (note,) = [each.files for each in evidence_of(ready) if each.need.key == "visit_note"]
    second = add_evidence(session, ready.case, "The note once more", Lane.DOCTOR)
    obtain_evidence(session, second, note[0])
    made = make_packet(session, ready.case)
    titles = [each["title"] for each in json.loads(DisputePacket.get_by_id(made.id).content)]
    assert "The signed note of the visit" in titles
    assert "The note once more" not in titles


def test_the_hand_over_tells_where_it_stands(ready):
    file_id = print_handover(ready.practice.session, ready.case)
    (page,) = read_pages(find_kept_file(file_id).content)
    for wanted in ("Hand-over: working", "$420.00", "09/16/2026", "Denied with CO-197", "Decide what to do"):
        assert wanted in page
