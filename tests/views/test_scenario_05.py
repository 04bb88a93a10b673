"""Scenario 5: filed in time, denied as late, disputed with the proof; won, or lost and given up by approval.

The limit of 90 days from Nov 4, 2025 ends on Feb 2, 2026; the appeal's 60 days from Mar 3 end on a Saturday.
"""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from app.domain.disputes.cases import Lane
from app.models.claims import Claim, ClaimBatch
from app.models.database import select
from app.models.records import Payer
from app.queries.database_check import check_database
from app.services.office import change_in_list
from tests.documents.paper_reading import read_pages
from tests.edi.answer_makers import make_277ca, make_999
from tests.edi.remittance_makers import reversal_of
from tests.partner_samples import a_partner
from tests.views.disputes.dispute_hands import (
    choose,
    open_case,
    page_of,
    post,
    show_stage,
    show_triage,
    type_over,
)
from tests.views.remittance_window import post_remittance_file
from tests.views.scenario_hands import (
    choose_list,
    confirm_sent,
    count_in,
    enter_visit,
    open_patient,
    read_replies,
    refuse_to_send,
    segments_of,
    send_chosen,
    send_list,
    show_day,
    words_of,
)
from tests.views.window_hands import CTRL, ENTER, ESC, SHIFT, TAB

pytest_plugins = ("tests.services.remittance_fixtures",)
SERVED, SENT, ACCEPTED = date(2025, 11, 4), date(2025, 11, 7), date(2025, 11, 8)
CALLED, AGAIN, TAKEN_AGAIN = date(2025, 12, 20), date(2026, 2, 10), date(2026, 2, 11)
DENIED, MAILED, DECIDED = date(2026, 3, 3), date(2026, 3, 9), date(2026, 4, 14)
IN_TIME = "First sent 11/7/2025, in time: accepted 11/8/2025, proof on file"
LIMIT = "The filing limit for Prairie Health ended on 02/02/2026."


@pytest.fixture
def insured(practice, tmp_path):
    """An insured patient on Nov 4, 2025, whose insurer takes files and gives 90 days to file."""
    practice.clock.move_to(SERVED)
    outbox = tmp_path / "outbox"
    outbox.mkdir()
    a_partner(practice, outbox)
    payer = Payer.get_by_id(practice.lists.payer)
    change_in_list(practice.session, "payer", payer.id, payer.version, {"filing_days": 90, "appeal_days": 60})
    signed = date(2025, 1, 6)
    patient = practice.a_patient(release_on=signed, assignment_on=signed)
    practice.a_policy(patient, effective=date(2025, 1, 1))
    return practice


def take_in(hands, folder, on):
    """The clearinghouse takes the last file on the day it was sent, the payer takes the claim on `on`."""
    batch, claim = ClaimBatch.select().order_by(ClaimBatch.id.desc()).get(), Claim.get()
    taken = make_999(9000 + batch.id, batch.group_number, [("0001", "A", [])])
    read_replies(hands, folder, f"taken-{batch.id}.999", taken)
    assert hands.tab_of("billing").replies.reason == "1 accepted or received. Enter opens a claim."
    hands.practice.clock.move_to(on)
    accepted = make_277ca(batch.reference, [(str(claim.number), "A2", "20", "PR", "WQ", "")])
    accepted = accepted.replace("20260305", f"{on:%Y%m%d}")
    read_replies(hands, folder, f"accepted-{batch.id}.277", accepted)
    assert hands.tab_of("billing").replies.reason == "1 accepted or received. Enter opens a claim."
    hands.press(ESC)
    assert Claim.get().state == "sent"


def log_the_call(hands):
    """Prairie Health says on the phone that it has no such claim."""
    open_patient(hands, "rivera")
    hands.press(Qt.Key.Key_L, CTRL)
    hands.type("Prairie Health says that claim 10001 is not on file")
    hands.go_to("Call")
    hands.type("We")
    hands.go_to("Insurer's representative")
    hands.fill("Dana", "55182")
    hands.press(ENTER, CTRL)
    rows = select("select direction, representative, reference, at from contact")
    assert [(*row[:3], row[3][:10]) for row in rows] == [("out", "Dana", "55182", "2025-12-20")]


def say_not_on_file(hands):
    """The wizard proposes an original again; the call stands in its note."""
    choose_list(hands, "No answer")
    hands.press(Qt.Key.Key_R, CTRL)
    panel = hands.tab_of("billing").claims.steps.correct
    assert panel.choices.current_row().words == "The payer says it is not on file"
    assert panel.says.text() == "It goes out again as an original claim, without code 7."
    hands.go_to("Note for your records")
    hands.type("Call 12/20: not on file, ref 55182")
    hands.press(ENTER, CTRL)
    assert Claim.get().state == "ready"


def time_left(hands, day):
    """What the list of filing limits says of the claim on a day, with the mark it bears."""
    show_day(hands, day)
    if count_in(hands, "Filing limit") == "Filing limit 0":
        return ""
    choose_list(hands, "Filing limit")
    model = hands.tab_of("billing").list.model
    at = [column.title for column in model.columns].index("File by")
    chip = model.columns[at].value(model.row_at(0))
    return f"{chip.word} ({chip.kind.value})"


def test_a_claim_sent_in_time_is_warned_of_and_goes_out_again_with_its_proof(insured, open_window, tmp_path):
    hands = open_window()
    enter_visit(hands, "rivera", "acute pharyngitis unspecified", ("99213", "", "185.00"))
    insured.clock.move_to(SENT)
    send_list(hands, by_file=True)
    take_in(hands, tmp_path, ACCEPTED)
    show_day(hands, date(2025, 12, 7))
    assert count_in(hands, "No answer") == "No answer 0"
    show_day(hands, date(2025, 12, 8))
    assert count_in(hands, "No answer") == "No answer 1"
    insured.clock.move_to(CALLED)
    log_the_call(hands)
    say_not_on_file(hands)
    days = [date(2026, 1, 2), date(2026, 1, 3), date(2026, 1, 19), date(2026, 1, 30), date(2026, 2, 2)]
    assert [time_left(hands, day) for day in days] == [
        "",
        "30 days left, Feb 2 (draft)",
        "14 days left, Feb 2 (due)",
        "3 days left, Feb 2 (denied)",
        "Last day, Feb 2 (denied)",
    ]
    assert count_in(hands, "Ready") == "Ready 1"
    assert time_left(hands, date(2026, 2, 3)) == "Passed Feb 2 (denied)"
    show_day(hands, AGAIN)
    assert (count_in(hands, "Ready"), count_in(hands, "Needs fixing")) == ("Ready 0", "Needs fixing 1")
    choose_list(hands, "Needs fixing")
    assert refuse_to_send(hands) == [f"{LIMIT} Look for proof of earlier filing, or write it off."]
    hands.press(ENTER)
    hands.go_to(f"Let it pass: {LIMIT}", 300, SHIFT)
    hands.press(Qt.Key.Key_Space)
    hands.type(IN_TIME)
    hands.press(ENTER, CTRL)
    assert count_in(hands, "Ready") == "Ready 1"
    choose_list(hands, "Ready")
    send_chosen(hands, by_file=True)
    confirm_sent(hands)
    again = segments_of(hands.kept("claim_file")[1])
    assert "CLM*10001*185***11:B:1*Y*A*Y*Y" in again
    assert [each for each in again if each.startswith("REF*F8")] == []
    take_in(hands, tmp_path, TAKEN_AGAIN)
    choose_list(hands, "Sent")
    kept = hands.tab_of("billing").form.replies
    assert [row.head.text() for row in kept.rows] == [
        "02/11/2026, Accepted (277CA)",
        "02/10/2026, Received (999)",
        "11/08/2025, Accepted (277CA)",
        "11/07/2025, Received (999)",
    ]
    assert [label.text() for label in kept.versions] == [
        "Version 2, put into a file 02/10/2026 by Maria Lee, batch 2, sent 02/10/2026 (Uploaded).",
        "Version 1, put into a file 11/07/2025 by Maria Lee, batch 1, sent 11/07/2025 (Uploaded).",
    ]
    assert hands.balances() == ("0.00", "185.00", "0.00")
    assert select("select what_happened, note from claim_correction") == [
        ("not_on_file", "Call 12/20: not on file, ref 55182")
    ]
    assert select("select reason from claim_override") == [(IN_TIME,)]
    assert [found for line in insured.session.ask(check_database) for found in line.findings] == []


@pytest.fixture
def denied(insured, remitting, open_window, tmp_path):
    """The window after the claim was sent, was not on file, went out again, and was denied with CO-29."""
    hands = open_window()
    enter_visit(hands, "rivera", "acute pharyngitis unspecified", ("99213", "", "185.00"))
    insured.clock.move_to(SENT)
    send_list(hands, by_file=True)
    take_in(hands, tmp_path, ACCEPTED)
    insured.clock.move_to(CALLED)
    log_the_call(hands)
    say_not_on_file(hands)
    show_day(hands, AGAIN)
    choose_list(hands, "Needs fixing")
    hands.press(ENTER)
    hands.go_to(f"Let it pass: {LIMIT}", 300, SHIFT)
    hands.press(Qt.Key.Key_Space)
    hands.type(IN_TIME)
    hands.press(ENTER, CTRL)
    choose_list(hands, "Ready")
    send_chosen(hands, by_file=True)
    confirm_sent(hands)
    take_in(hands, tmp_path, TAKEN_AGAIN)
    insured.clock.move_to(DENIED)
    hands.first = remitting.answer(Claim.get().id, ("CO-29 18500",), control="PH-29")
    post_answer(hands, tmp_path, remitting.file(hands.first, trace="EFT29"), DENIED)
    return hands


def post_answer(hands, folder, content, on):
    """The insurer's electronic answer of a day is opened and posted."""
    path = folder / f"answer-{on:%m%d}.835"
    path.write_bytes(content.replace(b"20260304", f"{on:%Y%m%d}".encode()))
    return post_remittance_file(hands, path)


def note_the_call_of_december(hands):
    """What the insurer said before the case was opened stands in it, too."""
    hands.press(Qt.Key.Key_N, CTRL)
    hands.go_to("What was said, sent or agreed")
    hands.type("Claim 10001 is not on file")
    type_over(hands, "On", "12/20/2025")
    hands.go_to("Who")
    hands.type("Dana")
    choose(hands, "How", "By phone")
    hands.go_to("Reference number")
    hands.type("55182")
    post(hands)


def send_the_appeal(hands):
    """A case is opened on the denial, and its packet mailed on Mar 9; gives the pages of the packet."""
    show_triage(hands)
    page = open_case(hands)
    assert dict(page.side.facts.deadlines.texts)["Appeal"].startswith(
        "05/02/2026 (60 days left). 60 days from the notice of 03/03/2026 = 05/02/2026, a Saturday; "
        "the last business day before is 05/01/2026."
    )
    assert page.side.facts.advice.text() == "Appeal"
    assert page.side.facts.why.text() == (
        "Our files prove that the claim was sent and accepted in time: appeal with the proof."
    )
    note_the_call_of_december(hands)
    hands.press(Qt.Key.Key_B, CTRL)
    letter = hands.tab_of("disputes").letter
    hands.wait(letter.edit.toPlainText)
    post(hands)
    hands.practice.clock.move_to(MAILED)
    hands.press(Qt.Key.Key_P, CTRL)
    hands.wait(lambda: hands.window.overlays.page("file") is not None)
    hands.settle()
    hands.press(ESC)
    hands.press(Qt.Key.Key_S, CTRL | SHIFT)
    choose(hands, "How", "Mail")
    type_over(hands, "Tracking or confirmation number", "9400-1000")
    post(hands)
    assert page.case.line.stage == "sent"
    assert [line.outcome for line in page.case.deadlines if line.kind == "appeal"] == ["met"]
    (pdf,) = hands.kept("dispute_packet")
    return [words_of(each) for each in read_pages(pdf)]


def test_the_proof_of_filing_wins_the_appeal(denied, insured, remitting, tmp_path):
    hands = denied
    assert hands.balances() == ("0.00", "185.00", "0.00")
    pages = send_the_appeal(hands)
    whole = " ".join(pages)
    for words in ("11/07/2025", "11/08/2025", "999", "277CA", "$185.00", "CO-29", "55182", "Dana"):
        assert words in whole, words
    assert [f"Case 1001, page {at} of {len(pages)}" in page for at, page in enumerate(pages, 1)] == [
        True
    ] * len(pages)
    insured.clock.move_to(DECIDED)
    paid = remitting.answer(Claim.get().id, ("CO-45 6360",), control="PH-30")
    content = remitting.file(reversal_of(hands.first), paid, trace="EFT30")
    line = post_answer(hands, tmp_path, content, DECIDED)
    assert (line.trace, str(line.amount), line.held) == ("EFT30", "121.40", 0)
    hands.press(Qt.Key.Key_5, CTRL)
    page = page_of(hands)
    assert "won, $121.40" in page.view.head.proposal.words.text()
    hands.press(ENTER, CTRL)
    post(hands)
    assert hands.said[-1] == "Case 1001 is recorded and closed: won, $121.40."
    assert hands.balances() == ("0.00", "0.00", "0.00")
    assert [found for line in insured.session.ask(check_database) for found in line.findings] == []


def test_once_lost_it_is_given_up_by_approval_as_our_own_late_filing(denied, insured, open_window):
    hands = denied
    send_the_appeal(hands)
    insured.clock.move_to(DECIDED)
    page = page_of(hands)
    hands.press(ENTER, CTRL)
    choose(hands, "What it came to", "Lost")
    post(hands)
    assert page.case.line.stage == "lost"
    hands = open_window("biller")
    assert [line.number for line in show_stage(hands, "Level lost").rows] == [1001]
    hands.press(TAB)
    hands.go_to("Cases")
    hands.press(ENTER)
    page = page_of(hands)
    hands.press(Qt.Key.Key_R, CTRL)
    choose(hands, "What is to be done", "Ask for a write-off")
    hands.go_to("Why, kept on record")
    hands.type("The appeal was lost; nothing further is possible")
    post(hands)
    assert hands.said[-1] == "The write-off waits for approval under Payments, Approvals."
    assert select("select kind, cents from approval_request") == [("timely_filing", 18500)]
    assert hands.balances() == ("0.00", "185.00", "0.00")
    steps = [fact.text for fact in page.view.lanes[Lane.OFFICE].facts.rows]
    assert "Ask for a write-off: The appeal was lost; nothing further is possible" in steps
