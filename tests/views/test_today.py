"""Today: what is due stands in one list, each line opens the place to act, and what is done goes."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt

from app.models.callers import ToDo
from app.queries.claims import list_claim_lines
from app.services.contacts import ContactEntry, log_contact
from app.services.guidelines import add_guideline
from app.services.to_dos import ToDoEntry, add_to_do, finish_to_do, snooze_to_do
from app.services.visits import plan_visit
from tests.dispute_samples import deny
from tests.practice_fixtures import TODAY, adjusted, money
from tests.views.window_hands import CTRL, ENTER, ESC, SHIFT

Key = Qt.Key


def shown(tab):
    return [line.text for line in tab._model.rows]


def go_to(hands, text):
    """Go down the list to the line that begins so."""
    tab = hands.tab_of("today")
    hands.press(Key.Key_Home, CTRL)
    for _ in range(len(tab._model.rows)):
        if tab.view.current_row().text.startswith(text):
            return
        hands.press(Key.Key_Down)
    raise AssertionError(f"{text} is not in {shown(tab)}")


@pytest.fixture
def promised(practice):
    """Ana Rivera promised $84.20 by May 15, on May 1 (scenario 2)."""
    practice.clock.move_to(date(2027, 5, 1))
    ana = practice.a_patient(self_pay=True)
    practice.a_visit(ana, "99213")
    entry = ContactEntry(ana, "in", "Pays.", promise=money("84.20"), promise_on=date(2027, 5, 15))
    log_contact(practice.session, entry)
    practice.clock.pass_minutes(5)
    return ana


def test_a_missed_promise_is_on_the_list_of_may_16_and_opens_the_calls(open_window, practice, promised):
    practice.clock.move_to(date(2027, 5, 15))
    hands = open_window("receptionist")
    hands.press(Key.Key_1, CTRL)
    assert not [text for text in shown(hands.tab_of("today")) if "promised" in text]
    hands.press(Key.Key_2, CTRL)
    practice.clock.move_to(date(2027, 5, 16))
    hands.press(Key.Key_1, CTRL)
    go_to(hands, "Broken: $84.20 was promised by 05/15/2027 and nothing came.")
    assert hands.tab_of("today").view.current_row().patient == "Rivera, Ana"
    hands.press(ENTER)
    page = hands.tab_of("patients").record.page("Calls & notes")
    assert hands.tab_of("patients").patient_id == promised
    assert "broken" in str(page.view.columns_model.columns[-1].value(page.view.current_row()))


def test_a_promise_that_was_paid_is_on_no_list(open_window, practice, promised):
    practice.a_payment(1, "84.20")
    practice.clock.move_to(date(2027, 5, 16))
    hands = open_window("receptionist")
    hands.press(Key.Key_1, CTRL)
    assert not [text for text in shown(hands.tab_of("today")) if "promised" in text]


def test_a_to_do_is_made_put_off_and_finished_by_keys(open_window, practice):
    hands = open_window("receptionist")
    hands.press(Key.Key_1, CTRL)
    assert hands.focus_name == "New to-do"
    hands.press(Key.Key_N, CTRL)
    assert hands.focus_name == "What is to be done"
    hands.type("Ask Prairie for the form")
    hands.press(Key.Key_Return, CTRL)
    tab = hands.tab_of("today")
    assert shown(tab) == ["Ask Prairie for the form"]
    assert hands.said[-1] == "The to-do “Ask Prairie for the form” is kept. It is in the list."
    assert (tab._list.title, hands.focus_name) == ("To do (1)", "Due work")
    hands.press(Key.Key_D, CTRL)
    hands.type("+3")
    hands.press(Key.Key_Return, CTRL)
    assert hands.said[-1] == "Put off until 11/26/2026: Ask Prairie for the form"
    assert (shown(tab), ToDo.get().snoozed_until) == ([], TODAY + timedelta(days=3))
    practice.clock.move_to(TODAY + timedelta(days=3))
    tab.refresh()
    hands.settle()
    assert shown(tab) == ["Ask Prairie for the form"]
    hands.press(Key.Key_Return, CTRL)
    assert hands.focus_name == "What came of it"
    hands.type("Form came")
    hands.press(Key.Key_Return, CTRL)
    assert (shown(tab), ToDo.get().outcome) == ([], "Form came")
    assert hands.said[-1] == "Finished: Ask Prairie for the form"


def show_part(hands, word):
    """Go to the chips above the list, and along them to one."""
    hands.go_to("Due", 12, SHIFT)
    while not hands.focus_name.startswith(word):
        hands.press(Key.Key_Right)
    hands.settle()


def test_what_comes_up_later_says_when_and_is_found_under_later(open_window, practice):
    ana = practice.a_patient()
    log_contact(practice.session, ContactEntry(ana, "in", "Sends the card.", next_on=TODAY + timedelta(2)))
    snoozed = add_to_do(practice.session, ToDoEntry("Call the plan", TODAY))
    snooze_to_do(practice.session, snoozed, TODAY + timedelta(days=5))
    hands = open_window("receptionist")
    hands.press(Key.Key_1, CTRL)
    hands.press(Key.Key_N, CTRL)
    hands.fill("Order the forms")
    hands.type("+1")
    hands.press(Key.Key_Return, CTRL)
    assert hands.said[-1] == "The to-do “Order the forms” is kept. It comes up on 11/24/2026."
    tab = hands.tab_of("today")
    assert shown(tab) == []
    show_part(hands, "Later")
    assert [(line.text, line.due) for line in tab._model.rows] == [
        ("Order the forms", TODAY + timedelta(days=1)),
        ("Ask again: Sends the card.", TODAY + timedelta(days=2)),
        ("Call the plan", TODAY + timedelta(days=5)),
    ]
    hands.go_to("Due work")
    hands.press(Key.Key_Return, CTRL)
    hands.type("Ordered today")
    hands.press(Key.Key_Return, CTRL)
    assert shown(tab) == ["Ask again: Sends the card.", "Call the plan"]


def test_what_was_finished_of_late_can_be_looked_up_and_not_be_finished_again(open_window, practice):
    for days, title, outcome in ((0, "Long ago", "Done."), (31, "First", ""), (40, "Last", "They will pay.")):
        practice.clock.move_to(TODAY + timedelta(days=days))
        to_do = add_to_do(practice.session, ToDoEntry(title, practice.clock().date()))
        finish_to_do(practice.session, to_do, outcome)
    hands = open_window("receptionist")
    hands.press(Key.Key_1, CTRL)
    show_part(hands, "Finished")
    tab = hands.tab_of("today")
    assert shown(tab) == ["Last: They will pay.", "First"]
    hands.go_to("Due work")
    for key in (Key.Key_Return, Key.Key_D):
        hands.press(key, CTRL)
        assert hands.said[-1].startswith("This is finished already.")


def test_only_a_to_do_is_offered_to_be_put_off(open_window, practice):
    entry = ContactEntry(practice.a_patient(), "in", "Sends the card.", next_on=TODAY)
    log_contact(practice.session, entry)
    add_to_do(practice.session, ToDoEntry("Call the plan", TODAY))
    hands = open_window("receptionist")
    hands.press(Key.Key_1, CTRL)
    put_off = hands.tab_of("today")._put_off
    go_to(hands, "Call the plan")
    assert (put_off.isEnabled(), put_off.toolTip()) == (True, "Put off (Ctrl+D)")
    go_to(hands, "Ask again")
    assert not put_off.isEnabled()
    assert put_off.toolTip().startswith("Only a to-do can be put off.")
    hands.press(Key.Key_D, CTRL)
    assert hands.said[-1] == put_off.toolTip()


def test_a_to_do_of_a_dispute_opens_its_case(open_window, practice):
    claim = deny(practice)
    case = claim.open()
    entry = ToDoEntry("Case 1001: The signed note", practice.clock().date(), "dispute", "dispute", case)
    add_to_do(practice.session, entry)
    hands = open_window()
    hands.press(Key.Key_1, CTRL)
    go_to(hands, "Case 1001: The signed note")
    hands.press(ENTER)
    page = hands.tab_of("disputes").case
    hands.wait(lambda: page.isVisible() and page.case is not None)
    assert page.view.title.startswith("Case 1001: Rivera, Ana")


def test_a_to_do_begun_is_kept_while_one_looks_elsewhere(open_window):
    hands = open_window("receptionist")
    hands.press(Key.Key_1, CTRL)
    hands.press(Key.Key_N, CTRL)
    hands.type("Call the plan")
    hands.press(ESC)
    hands.press(Key.Key_2, CTRL)
    hands.find("new to-do")
    assert hands.focus_name == "What is to be done"
    assert hands.focus.text() == "Call the plan"


def test_each_line_opens_its_place(open_window, practice):
    ana = practice.an_insured_patient()
    visit = practice.a_visit(ana)
    denied = (visit.charge_ids[0], None, "0.00", adjusted("CO-197 165.00"))
    practice.an_answer(visit.claim_id, denied)
    practice.clock.move_to(TODAY + timedelta(days=179))
    add_to_do(practice.session, ToDoEntry("Check the card", practice.clock().date(), patient_id=ana))
    hands = open_window()
    hands.press(Key.Key_1, CTRL)
    go_to(hands, "Prairie Health denied 99213 (CO-197)")
    hands.press(Key.Key_Return, CTRL)
    assert hands.said[-1] == "This ends when the work itself is done. Press Enter to go there."
    hands.press(ENTER)
    assert hands.window.shown_tab() is hands.tab_of("billing")
    hands.press(Key.Key_1, CTRL)
    go_to(hands, "Check the card")
    hands.press(ENTER)
    assert hands.tab_of("patients").patient_id == ana


def test_the_most_overdue_stands_first_and_says_so(open_window, practice):
    for days, title in ((5, "Second"), (2, "First"), (9, "Third")):
        add_to_do(practice.session, ToDoEntry(title, TODAY + timedelta(days=days)))
    practice.clock.move_to(TODAY + timedelta(days=5))
    hands = open_window("receptionist")
    hands.press(Key.Key_1, CTRL)
    tab = hands.tab_of("today")
    assert shown(tab) == ["First", "Second"]
    assert [str(tab._model.columns[0].value(line)) for line in tab._model.rows] == ["11/25/2026", "Today"]


def test_the_news_tell_what_came_since_the_last_working_day(open_window, practice):
    practice.a_patient(self_pay=True)
    practice.a_payment(1, "30.00")
    practice.a_payment(1, "5.00", method="card")
    practice.clock.move_to(TODAY + timedelta(days=1))
    hands = open_window("receptionist")
    hands.press(Key.Key_1, CTRL)
    news = hands.tab_of("today").news
    assert news.title.text() == "Since Monday, 11/23/2026"
    assert news.payments.text() == "2 payments of patients, $35.00."
    assert news.drawer.text() == "$30.00 in the drawer, not banked."
    assert news.remittances.text() == "0 payments of insurers."


def test_who_only_looks_may_finish_nothing(open_window, practice):
    add_to_do(practice.session, ToDoEntry("Call the plan", TODAY))
    hands = open_window("auditor")
    hands.press(Key.Key_1, CTRL)
    for key in (Key.Key_Return, Key.Key_D, Key.Key_N):
        hands.press(key, CTRL)
        assert hands.said[-1].startswith("You may not log calls as auditor")
    assert shown(hands.tab_of("today")) == ["Call the plan"]


def test_the_check_of_a_caller_is_asked_for_from_the_command_box(open_window, practice):
    practice.a_patient()
    hands = open_window("receptionist")
    hands.find("caller rivera")
    assert hands.focus_name == "Who is calling"


def test_a_call_begins_from_the_command_box_before_the_record_is_there(open_window, practice):
    practice.a_patient()
    hands = open_window("receptionist")
    hands.find("call rivera")
    assert hands.focus_name == "What was said"


@pytest.mark.parametrize(("role", "is_told"), [("receptionist", False), ("biller", True)])
def test_guidelines_to_look_up_are_for_those_who_may_confirm_them(open_window, practice, role, is_told):
    entry = {"codes": "97110", "answer": "covered", "effective": date(2026, 1, 1), "source_title": "Bulletin"}
    read = {"confirmed_by": "Maria Lee", "confirmed_on": date(2026, 1, 5), "review_on": date(2026, 2, 1)}
    add_guideline(practice.session, {"payer": practice.lists.payer, **entry, **read})
    hands = open_window(role)
    hands.press(Key.Key_1, CTRL)
    assert any("Look up again" in text for text in shown(hands.tab_of("today"))) is is_told


def overdue(practice, count):
    """So many claims of one patient, none of them filed, three days before their limit."""
    patient = practice.an_insured_patient()
    made = [practice.a_visit(patient).claim_id for _ in range(count)]
    (line,) = practice.session.ask(list_claim_lines, made[:1])
    practice.clock.move_to(line.file_until - timedelta(days=3))
    return made


@pytest.mark.parametrize(("count", "text"), [(1, "File claim"), (6, "6 claims must be filed")])
def test_claims_open_in_their_own_list_with_the_keyboard_on_a_row(open_window, practice, count, text):
    made = overdue(practice, count)
    hands = open_window()
    hands.press(Key.Key_1, CTRL)
    go_to(hands, text)
    hands.press(ENTER)
    tab = hands.tab_of("billing")
    hands.wait(tab.list.table.hasFocus)
    hands.settle()
    assert tab.list.chips.value() == "filing"
    assert tab.list.table.current_row().id == made[0]
    assert tab.list.model.rowCount() == count


def test_a_claim_opens_again_where_it_stands_in_the_list(open_window, practice):
    made = overdue(practice, 4)
    hands = open_window()
    for claim in (made[2], made[1]):
        hands.press(Key.Key_1, CTRL)
        go_to(hands, "File claim")
        while hands.tab_of("today").view.current_row().opens_id != claim:
            hands.press(Key.Key_Down)
        hands.press(ENTER)
        table = hands.tab_of("billing").list.table
        hands.wait(table.hasFocus)
        assert table.current_row().id == claim


def test_visits_not_billed_open_in_their_own_list(open_window, practice):
    practice.a_visit(practice.an_insured_patient(), "99213")
    plan_visit(practice.session, practice.a_patient(), TODAY, {})
    practice.clock.move_to(TODAY + timedelta(days=1))
    hands = open_window()
    hands.press(Key.Key_1, CTRL)
    go_to(hands, "1 visit is not billed yet")
    hands.press(ENTER)
    tab = hands.tab_of("billing")
    hands.wait(tab.list.unbilled.hasFocus)
    assert tab.list.unbilled.current_row() is not None


def test_denied_services_open_where_they_are_decided_with_the_keyboard_on_the_first(open_window, practice):
    patient = practice.an_insured_patient()
    for _ in range(6):
        visit = practice.a_visit(patient)
        practice.an_answer(visit.claim_id, (visit.charge_ids[0], None, "0.00", adjusted("CO-197 165.00")))
    practice.clock.move_to(TODAY + timedelta(days=170))
    hands = open_window()
    for _ in range(2):
        hands.press(Key.Key_1, CTRL)
        go_to(hands, "Denied services to answer: 6")
        hands.press(ENTER)
        triage = hands.tab_of("disputes").desk_page.triage
        assert triage.table.hasFocus()
        assert (triage.table.currentIndex().row(), triage.model.rowCount()) == (0, 6)
        hands.press(Key.Key_Down)
