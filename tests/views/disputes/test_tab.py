"""The disputes tab: a denied line becomes a case by three keys, and the case is worked by keys to its end."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from app.domain.disputes.cases import Lane
from app.models.database import select
from tests.dispute_samples import ANSWERED
from tests.documents.test_attachment_check import a_pdf
from tests.views.disputes.dispute_hands import (
    choose,
    choose_thing,
    facts_of,
    open_case,
    page_of,
    post,
    show_stage,
    show_triage,
)
from tests.views.scenario_hands import open_patient
from tests.views.window_hands import CTRL, ENTER, ESC

Key = Qt.Key


def test_what_is_denied_waits_with_what_it_means_and_what_works(hands):
    tab = show_triage(hands)
    (line,) = tab.desk_page.triage.model.rows
    assert (line.reason, line.at_stake.dollars, line.code) == ("CO-197", "$420.00", "76700")
    assert tab.desk_page.triage.sum.text() == "1 service waits to be decided; $420.00 is at stake."
    card = tab.desk_page.triage.card
    facts = dict(card.facts.texts)
    assert facts["Last day"] == "09/16/2026 (177 days left)"
    assert card.advice.text() == "Call the insurer"
    assert "approval" in card.why.text().lower()
    assert tab.desk_page.chips.chip("triage").text() == "To decide 1"


def test_a_line_leads_to_its_claim(hands):
    show_triage(hands)
    hands.go_to("Show claim")
    hands.press(Key.Key_Space)
    hands.wait(lambda: hands.tab_of("billing").form.detail is not None)
    assert hands.tab_of("billing").form.detail.line.number == 10001


def test_a_denied_line_becomes_a_case_by_three_keys(hands):
    tab = show_triage(hands)
    before = hands.commands
    page = open_case(hands)
    assert hands.commands - before <= 3
    assert page.view.title == "Case 1001: Rivera, Ana, Prairie Health"
    assert page.view.head.words.text() == "$420.00 at stake with Prairie Health: 76700 of 03/02/2026"
    deadlines = dict(page.side.facts.deadlines.texts)
    assert "180 days from the notice of 03/20/2026 = 09/16/2026." in deadlines["Appeal"]
    assert "Usual, not confirmed with this insurer." in deadlines["Appeal"]
    assert facts_of(page, Lane.OFFICE) == [("2026-03-23", "step", "Case 1001 opened.")]
    ((_, kind, words),) = facts_of(page, Lane.INSURER)
    assert kind == "said"
    assert words.startswith("Denied with CO-197.")
    hands.press(ESC)
    assert tab.desk_page.triage.model.rows == ()
    assert tab.desk_page.chips.chip("working").text() == "Working 1"


@pytest.mark.parametrize("where", ["account", "claim"])
def test_the_same_three_keys_work_where_the_line_is_seen(hands, where):
    if where == "account":
        open_patient(hands, "rivera")
        hands.wait(lambda: hands.focus_name == "Lines of the account")
        listed = hands.focus
        while (
            listed.current_line().item.charge_id != select("select id from charge where code = '76700'")[0][0]
        ):
            hands.press(Key.Key_Down)
    else:
        hands.find("10001")
        hands.wait(lambda: hands.tab_of("billing").form.detail is not None)
    before = hands.commands
    page = open_case(hands)
    assert hands.commands - before <= 3
    assert [each.code for each in page.case.charges] == ["76700"]
    hands.press(ESC)
    hands.press(Key.Key_2 if where == "account" else Key.Key_3, CTRL)
    hands.press(Key.Key_D, CTRL)
    assert page_of(hands).case.line.number == 1001
    assert select("select count(*) from dispute_case") == [(1,)]


def test_facts_of_two_parties_that_differ_are_shown(hands):
    show_triage(hands)
    page = open_case(hands)
    for lane, value, words in (("Insurer", "No", "No approval on file"), ("Doctor", "Yes", "Asked on 2/1")):
        hands.press(Key.Key_N, CTRL)
        choose(hands, "Whose", lane)
        hands.go_to("What was said, sent or agreed")
        hands.type(words)
        choose(hands, "Does it answer one of these?", "Was there an approval")
        choose(hands, "It says", value)
        post(hands)
    assert page.view.head.doubt.words.text() == (
        "They differ: Was there an approval for the service? Insurer: no. Doctor: yes."
    )
    assert facts_of(page, Lane.DOCTOR) == [("2026-03-23", "said", "Asked on 2/1")]
    assert "The fact stands in the case." in hands.said


def test_a_call_stands_in_the_case_and_among_the_patients_calls(hands):
    show_triage(hands)
    page = open_case(hands)
    hands.press(Key.Key_L, CTRL)
    hands.type("They look for the approval")
    hands.go_to("Who it was with")
    hands.fill("Dana", "55182", "+7")
    post(hands)
    fact = page.view.lanes[Lane.INSURER].facts.rows[-1]
    assert (fact.text, fact.person, fact.reference) == ("They look for the approval", "Dana", "55182")
    assert select("select representative, reference, next_on, claim_id is not null from contact") == [
        ("Dana", "55182", "2026-03-30", 1)
    ]


def test_the_checklist_is_asked_for_and_comes_with_its_document(hands, tmp_path):
    paper = tmp_path / "note.pdf"
    paper.write_bytes(a_pdf(pages=1))
    show_triage(hands)
    page = open_case(hands)
    choose_thing(hands, "The signed note of the visit")
    hands.go_to("Asked of")
    hands.fill("Dr. Chen", "3/25/2026")
    post(hands)
    shown = {each.need.title: each for each in page.view.papers.checklist.rows}
    assert shown["The signed note of the visit"].due_on == date(2026, 3, 25)
    assert page.side.facts.open.text().startswith("• Asked Dr. Chen for: The signed note of the visit.")
    assert select("select due_on from to_do") == [("2026-03-25",)]
    choose_thing(hands, "The signed note of the visit")
    page.side.evidence.document.choose = lambda _parent: str(paper)
    hands.go_to("New document…", 60)
    hands.press(Key.Key_Space)
    hands.wait(lambda: page.side.evidence.document.value() is not None)
    post(hands)
    assert select("select kind, name from stored_file where kind = 'evidence'") == [("evidence", "note.pdf")]
    last = page.view.lanes[Lane.DOCTOR].facts.rows[-1]
    assert (last.kind.value, last.file_name) == ("received", "note.pdf")


def test_a_new_answer_proposes_the_outcome_and_closes_the_case(hands, denied):
    show_triage(hands)
    page = open_case(hands)
    denied.pay()
    hands.press(Key.Key_4, CTRL)
    hands.press(Key.Key_5, CTRL)
    page.refresh()
    hands.settle()
    assert page.view.head.proposal.words.text() == (
        "New answer of 04/30/2026: won, $150.00. "
        "The insurer answered again and holds nothing back: $150.00 came in."
    )
    hands.press(ENTER, CTRL)
    assert page.side.outcome.form.values()["decided_on"] == ANSWERED
    post(hands)
    assert hands.said[-1] == "Case 1001 is recorded and closed: won, $150.00."
    assert page.case.line.stage == "closed"
    hands.press(ESC)
    model = show_stage(hands, "Closed")
    chip = model.columns[0].value(model.row_at(0))
    assert chip.word == "Won, $150.00"


@pytest.mark.parametrize("is_at_side", [False, True])
def test_ctrl_i_shows_the_claim_and_esc_leaves_from_either_side(hands, is_at_side):
    tab = show_triage(hands)
    page = open_case(hands)
    if is_at_side:
        hands.go_to("Change…", 60)
    hands.press(Key.Key_I, CTRL)
    hands.wait(lambda: hands.tab_of("billing").form.detail is not None)
    assert hands.tab_of("billing").form.detail.line.number == 10001
    hands.press(Key.Key_5, CTRL)
    assert page.isVisible()
    hands.press(ESC)
    assert tab.desk_page.isVisible()


def test_who_may_only_look_is_told_so_in_a_case(denied, open_window):
    denied.open()
    hands = open_window("auditor")
    show_stage(hands, "Working")
    hands.press(Key.Key_Tab)
    hands.go_to("Cases")
    hands.press(ENTER)
    page = page_of(hands)
    before = select("select count(*) from audit")
    hands.press(Key.Key_N, CTRL)
    assert page.side.fact.reason.startswith("You may not work on disputes as auditor.")
    hands.go_to("What was said, sent or agreed")
    hands.type("Something")
    post(hands)
    assert page.side.fact.reason.startswith("You may not")
    assert select("select count(*) from audit") == before
