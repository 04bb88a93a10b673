"""Scenario 14: from July 1 approval is asked after visit 12; before it the old version holds."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from app.domain.money import Money
from app.models.claims import Claim
from app.models.database import select
from app.models.guidelines import Guideline
from app.queries.claim_checks import find_checked_claim
from app.services.desk_papers import print_registration_form
from app.services.guidelines import add_guideline
from app.services.office import keep_procedure, set_fee
from app.services.visits import plan_visit
from tests.claim_ways import send
from tests.documents.paper_reading import read_pages
from tests.views.guidelines.guideline_hands import go_to_tab
from tests.views.scenario_hands import (
    choose_list,
    confirm_sent,
    count_in,
    enter_visit,
    open_patient,
    refuse_to_send,
    send_chosen,
    show_day,
    words_of,
)
from tests.views.window_hands import CTRL, ENTER, ESC, SHIFT, TAB

READ, FROM, THIRTEENTH = date(2026, 7, 10), date(2026, 7, 1), date(2026, 7, 16)
SERVICE = ("97110", "80.00")
ASKED = (
    "Prairie Health Prairie PPO needs approval for 97110 after 12 visits a calendar year since 07/01/2026; "
    "this makes 13."
)
MEND = "Ask for the authorization and add it under Authorizations."
NUMBER = "A771203"
WHY = "The insurer approved by phone; its letter is on the way"


@pytest.fixture
def treated(practice):
    """July 10, 2026: a patient at visit 11, two claims unsent, three visits planned; approval after 20."""
    practice.clock.move_to(READ)
    keep_procedure(practice.session, "97110", {"name": "Service 97110"})
    set_fee(practice.session, "97110", Money(8000), date(2026, 1, 1))
    old = {"payer": practice.lists.payer, "codes": "97110", "approval": "after", "approval_after": 20}
    add_guideline(practice.session, {**old, "effective": date(2026, 1, 1)})
    signed = date(2026, 1, 6)
    rivera = practice.a_patient(release_on=signed, assignment_on=signed)
    practice.a_policy(rivera)
    june = [practice.a_visit(rivera, SERVICE, on=date(2026, 6, 1 + day)).claim_id for day in range(9)]
    send(practice, *june)
    for day in (2, 7):
        practice.a_visit(rivera, SERVICE, on=date(2026, 7, day))
    for day in (14, 16, 21):
        plan_visit(practice.session, rivera, date(2026, 7, day), {})
    return practice


def type_rule(hands, folder):
    """The bulletin becomes a new version of the guideline, with page and paper; gives the tab."""
    tab = go_to_tab(hands, "guidelines")
    hands.press(ENTER)
    for name, text in (
        ("After how many", "12"),
        ("Counts from", "7/1/2026"),
        ("Where it says so", "Bulletin 26-4"),
        ("Page", "3"),
        ("Looked up by", "Maria Lee"),
        ("Looked up on", "t"),
    ):
        hands.go_to(name, 60)
        hands.press(Qt.Key.Key_A, CTRL)
        hands.type(text)
    hands.press(ENTER, CTRL)
    hands.wait(lambda: tab.card.line is not None and tab.card.line.guideline.version == 2)
    paper = folder / "bulletin.pdf"
    paper.write_bytes(print_registration_form(hands.practice.session, None, "en").pdf)
    tab.card.choose = lambda _parent: str(paper)
    hands.go_to("Attach a paper", 60)
    hands.press(Qt.Key.Key_Space)
    hands.wait(lambda: bool(tab.card.line.documents) and bool(tab.card.reach.model.rows))
    assert select("select name from stored_file where name = 'bulletin.pdf'") == [("bulletin.pdf",)]
    return tab


def treat_twice_more(hands):
    """Visits 12 and 13, as they were planned; gives the claim of the 13th, which needs fixing."""
    for day in (date(2026, 7, 14), THIRTEENTH):
        hands.practice.clock.move_to(day)
        claim = enter_visit(hands, "rivera", "acute pharyngitis unspecified", ("97110",))
    show_day(hands, THIRTEENTH)
    assert count_in(hands, "Needs fixing") == "Needs fixing 1"
    choose_list(hands, "Needs fixing")
    assert refuse_to_send(hands) == [f"{ASKED} {MEND}"]
    assert Claim.get_by_id(claim).state == "ready"
    return claim


@pytest.fixture
def asked(treated, open_window, tmp_path):
    """The window after the rule was typed and the 13th visit entered, and the claim of that visit."""
    hands = open_window()
    type_rule(hands, tmp_path)
    return hands, treat_twice_more(hands)


def send_the_claim(hands, claim):
    """Find the claim by its number, print it and confirm it as mailed; gives its page."""
    hands.find(str(Claim.get_by_id(claim).number))
    send_chosen(hands, by_file=False)
    confirm_sent(hands)
    assert Claim.get_by_id(claim).state == "sent"
    (page,) = read_pages(hands.kept("claim_print")[-1])
    return words_of(page)


def errors_of(claim, day):
    return [each.text for each in find_checked_claim(claim, day).findings if each.severity.name == "ERROR"]


def test_the_bulletin_is_a_version_beside_the_old_one(treated, open_window, tmp_path):
    hands = open_window()
    tab = type_rule(hands, tmp_path)
    assert [
        (row.version, row.approval_after, row.effective, row.source_title, row.source_page)
        for row in Guideline.select().order_by(Guideline.version)
    ] == [(1, 20, date(2026, 1, 1), "", ""), (2, 12, FROM, "Bulletin 26-4", "3")]
    assert dict(tab.card.facts.texts)["Where it says so"] == "Bulletin 26-4, page 3"
    hands.go_to("Compare versions", 60)
    hands.press(Qt.Key.Key_Space)
    changed = {line.name: (line.earlier, line.later) for line in tab.compared.lines if line.is_changed}
    assert changed["Approval"] == (
        "Approval after 20 visits a calendar year",
        "Approval after 12 visits a calendar year",
    )
    hands.press(ESC)
    hands.go_to("bulletin.pdf", 60)
    hands.press(Qt.Key.Key_Space)
    preview = hands.window.overlays.page("file")
    hands.wait(preview.isVisible)
    assert preview.title == "bulletin.pdf"


def test_it_lists_whom_it_reaches_and_the_desk_gets_its_work(treated, open_window, tmp_path):
    hands = open_window()
    tab = type_rule(hands, tmp_path)
    reach = tab.card.reach
    assert reach.words.text() == "It touches 1 patient at visit 11, 3 planned visits, 2 unsent claims."
    rows = [(row.kind, row.reached.name, row.reached.words) for row in reach.model.rows]
    assert rows[:4] == [
        ("Near the limit", "Rivera, Ana", "11 visits"),
        ("Planned visit", "Rivera, Ana", "visit of 07/14/2026"),
        ("Planned visit", "Rivera, Ana", "visit of 07/16/2026"),
        ("Planned visit", "Rivera, Ana", "visit of 07/21/2026"),
    ]
    assert [kind for kind, *_ in rows[4:]] == ["Unsent claim"] * 2
    hands.go_to("Make to-dos", 80)
    hands.press(Qt.Key.Key_Space)
    assert hands.said[-1] == "6 to-dos are on the list for today."
    made = select("select subject, count(*) from to_do where due_on = ? group by subject", READ.isoformat())
    assert made == [("claim", 2), ("patient", 1), ("visit", 3)]
    hands.go_to("Whom it reaches", 80, SHIFT)
    hands.press(Qt.Key.Key_Down)
    hands.press(ENTER)
    assert hands.tab_of("patients").isVisible()


def test_the_patient_is_told_and_gets_the_handout(treated, open_window, tmp_path):
    hands = open_window("manager")
    type_rule(hands, tmp_path)
    open_patient(hands, "rivera")
    hands.find("covered 97110")
    panel = hands.window.overlays.page("coverage")
    assert panel.view.words.texts["en"].text() == (
        "We do not know yet whether Prairie Health covers this service. We will ask and tell you. "
        "After 12 visits a calendar year, your insurance must approve it beforehand. Our office asks for the "
        "approval. This is not a promise of payment."
    )
    hands.go_to("Language of the letter", 60)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_P, CTRL)
    hands.wait(panel.preview.isVisible)
    hands.press(ENTER)
    (pdf,) = hands.kept("coverage_answer")
    assert hands.spool == [pdf]
    (page,) = read_pages(pdf)
    words = words_of(page)
    assert "your insurance must approve it beforehand" in words
    assert "Después de 12 visitas por año calendario, su seguro debe aprobarlo antes." in words
    assert "ANA RIVERA" in words
    hands.press(ESC)
    hands.press(ESC)
    assert hands.tab_of("patients").isVisible()


def test_a_13th_visit_before_july_is_judged_by_the_old_rule(treated, open_window, tmp_path):
    signed = date(2026, 1, 6)
    chen = treated.a_patient("Chen", release_on=signed, assignment_on=signed)
    treated.a_policy(chen)
    june = [treated.a_visit(chen, SERVICE, on=date(2026, 6, 18 + day)).claim_id for day in range(13)]
    hands = open_window()
    type_rule(hands, tmp_path)
    show_day(hands, READ)
    assert (count_in(hands, "Ready"), count_in(hands, "Needs fixing")) == ("Ready 15", "Needs fixing 0")
    july = enter_visit(hands, "chen", "acute pharyngitis unspecified", ("97110",))
    assert errors_of(june[-1], READ) == []
    assert errors_of(july, READ) == [ASKED.replace("makes 13", "makes 14")]


def test_the_13th_visit_goes_out_once_its_authorization_is_entered(asked):
    hands, claim = asked
    hands.go_to(f"Open authorizations: {ASKED}", 60, SHIFT)
    hands.press(Qt.Key.Key_Space)
    hands.press(Qt.Key.Key_N, CTRL)
    hands.wait(lambda: hands.focus_name == "Kind")
    for name, text in (
        ("Number", NUMBER),
        ("Codes", "97110"),
        ("Approved", "8"),
        ("From", "7/16/2026"),
        ("To", "12/31/2026"),
    ):
        hands.go_to(name)
        hands.type(text)
    hands.press(ENTER, CTRL)
    assert hands.said[-1] == "The authorization is saved."
    show_day(hands, THIRTEENTH)
    choose_list(hands, "Needs fixing")
    hands.press(ENTER)
    assert hands.tab_of("billing").form.sheet.box == "i23"
    hands.type(NUMBER)
    hands.press(TAB)
    hands.press(ENTER, CTRL)
    assert count_in(hands, "Needs fixing") == "Needs fixing 0"
    assert errors_of(claim, THIRTEENTH) == []
    page = send_the_claim(hands, claim)
    assert NUMBER in page


def test_the_13th_visit_goes_out_with_the_managers_reason(asked):
    hands, claim = asked
    hands.go_to(f"Let it pass: {ASKED}", 60, SHIFT)
    hands.press(Qt.Key.Key_Space)
    hands.type(WHY)
    hands.press(ENTER, CTRL)
    assert select("select rule, reason from claim_override") == [("AUTH-01", WHY)]
    assert count_in(hands, "Needs fixing") == "Needs fixing 0"
    assert "97110" in send_the_claim(hands, claim)
