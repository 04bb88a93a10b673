"""The papers of a case by keys: the letter in versions, the packet as one PDF, and how it was sent."""

import pytest
from PySide6.QtCore import Qt

from app.models.database import select
from tests.documents.paper_reading import read_pages
from tests.documents.test_attachment_check import a_pdf
from tests.views.disputes.dispute_hands import (
    choose,
    choose_thing,
    open_case,
    post,
    show_stage,
    show_triage,
    type_over,
)
from tests.views.window_hands import CTRL, ESC, SHIFT

Key = Qt.Key
MISSING = ("The signed note of the visit",)


@pytest.fixture
def case(hands):
    """A case on the denied ultrasound, whose authorization was on file, is on screen."""
    show_triage(hands)
    return open_case(hands)


def keep_letter(hands):
    hands.press(Key.Key_B, CTRL)
    letter = hands.tab_of("disputes").letter
    hands.wait(letter.edit.toPlainText)
    post(hands)
    return letter


def test_the_letter_is_composed_edited_and_kept_in_versions(hands, case, denied):
    denied.approve()
    hands.press(Key.Key_B, CTRL)
    letter = hands.tab_of("disputes").letter
    hands.wait(letter.edit.toPlainText)
    assert "A-771203" in letter.edit.toPlainText()
    assert "**" in letter.text().body
    hands.press(Key.Key_End, CTRL)
    hands.type(" Thank you.")
    post(hands)
    assert case.isVisible()
    hands.press(Key.Key_B, CTRL)
    hands.wait(letter.edit.toPlainText)
    hands.press(Key.Key_End, CTRL)
    hands.type(" Call us.")
    post(hands)
    versions = select("select version, body from dispute_letter order by version")
    assert [version for version, _ in versions] == [1, 2]
    assert versions[0][1].endswith("Thank you.")
    assert versions[1][1].endswith("Thank you. Call us.")
    assert "**" in versions[1][1]
    shown = [row.words for row in case.view.papers.rows.rows]
    assert shown == [
        "Letter, version 2: approval was on file",
        "Letter, version 1: approval was on file",
    ]


def test_a_packet_is_made_shown_and_sent_with_its_confirmation(hands, case, tmp_path):
    paper = tmp_path / "fax.pdf"
    paper.write_bytes(a_pdf(pages=1))
    keep_letter(hands)
    hands.press(Key.Key_P, CTRL)
    preview = hands.window.overlays
    hands.wait(lambda: preview.page("file") is not None and preview.page("file").isVisible())
    (pdf,) = hands.kept("dispute_packet")
    pages = read_pages(pdf)
    assert "what is in this packet" in pages[1]
    assert all(f"Case 1001, page {at} of {len(pages)}" in page for at, page in enumerate(pages, 1))
    hands.press(ESC)
    hands.press(Key.Key_S, CTRL | SHIFT)
    sending = case.side.sending
    assert sending.words.text().startswith(
        "Still missing: The approval with its number, codes and dates; The signed note of the visit"
    )
    type_over(hands, "Tracking or confirmation number", "F-4471")
    post(hands)
    assert "The checklist is not complete" in sending.reason
    hands.go_to("Why it goes without what is missing", 60)
    hands.type("The note follows.")
    sending.document.choose = lambda _parent: str(paper)
    hands.press(Key.Key_O, CTRL)
    hands.wait(lambda: sending.document.value() is not None)
    post(hands)
    assert hands.said[-1] == "Case 1001 waits on the insurer. The answer is due on 05/22/2026."
    assert select("select method, tracking, file_id is not null from dispute_sending") == [
        ("fax", "F-4471", 1)
    ]
    (row, _) = case.view.papers.rows.rows
    assert row.words == f"Packet, {len(pages)} pages: sent 03/23/2026 (fax, F-4471)"
    hands.press(ESC)
    model = show_stage(hands, "Waiting on the insurer")
    assert [line.number for line in model.rows] == [1001]


def test_a_thing_that_is_not_needed_is_left_out_of_what_is_missing(hands, case):
    choose_thing(hands, MISSING[0])
    choose(hands, "What happens", "It is not needed here")
    post(hands)
    shown = {each.need.title: each.state.value for each in case.view.papers.checklist.rows}
    assert shown[MISSING[0]] == "not_needed"


def test_last_days_are_added_from_a_letter_and_settled(hands, case):
    case.side.begin("deadline")
    type_over(hands, "Last day that the letter names", "5/2/2026")
    hands.go_to("Where it stands")
    hands.type("Letter of 3/20, page 2")
    post(hands)
    deadlines = dict(case.side.facts.deadlines.texts)
    assert deadlines["Appeal"] == (
        "05/02/2026 (40 days left). The day that the insurer’s letter names. Source: Letter of 3/20, page 2."
    )
    case.side.begin("settle")
    choose(hands, "What became of it", "It was missed")
    post(hands)
    shown = dict(case.side.facts.deadlines.texts)
    assert "(missed)" in shown["Appeal"]
    assert "Still possible: Ask for a late appeal with good cause" in shown["Appeal"]


def test_the_next_step_names_who_does_it_and_by_when(hands, case):
    case.side.begin("step")
    type_over(hands, "What comes next", "Send the note")
    choose(hands, "Who does it", "Doctor")
    hands.go_to("By")
    hands.type("3/25/2026")
    post(hands)
    assert case.side.facts.next.text() == "Doctor: Send the note, by 03/25/2026"


def test_a_lost_level_leads_to_the_next_and_a_closed_case_opens_again(hands, case):
    hands.press(Qt.Key.Key_Return, CTRL)
    choose(hands, "What it came to", "Lost")
    post(hands)
    assert case.case.line.stage == "lost"
    case.side.begin("level")
    post(hands)
    assert (case.case.line.level, case.case.line.next_step) == (2, "Prepare level 2: External review")
    hands.press(Qt.Key.Key_Return, CTRL)
    choose(hands, "What it came to", "Withdrawn")
    post(hands)
    assert case.side.facts.next.text() == "This case is closed."
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.type("They wrote again")
    post(hands)
    assert case.case.line.stage == "working"


def test_the_handover_sheet_is_kept_and_shown(hands, case):
    case.do_verb("handover")
    hands.settle()
    (pdf,) = hands.kept("handover")
    assert "Case 1001" in "\n".join(read_pages(pdf))


def test_a_letter_that_is_left_comes_back_as_it_was_typed(hands, case):
    hands.press(Key.Key_B, CTRL)
    letter = hands.tab_of("disputes").letter
    hands.wait(letter.edit.toPlainText)
    hands.press(Key.Key_End, CTRL)
    hands.type(" Not finished")
    hands.press(ESC)
    assert select("select count(*) from dispute_letter") == [(0,)]
    assert " Not finished" in select("select content from draft where panel = 'dispute_letter'")[0][0]
    hands.press(Key.Key_B, CTRL)
    hands.wait(lambda: letter.edit.toPlainText().endswith(" Not finished"))
    assert letter.reason == "What you typed before is back, and not kept yet."
