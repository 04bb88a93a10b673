"""Who is calling, whom the patient lets hear of it, and alerts typed by people; by the keyboard alone."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt

from app.domain.callers import Identifier, Scope
from app.models.callers import AccountAlert, CallerCheck, Contact, PermittedPerson
from app.services.alerts import AlertEntry, add_alert
from app.services.contacts import ContactEntry, log_contact
from app.views.common.theme import Theme
from tests.practice_fixtures import TODAY, money
from tests.views.patients.conftest import CTRL

SHIFT = Qt.KeyboardModifier.ShiftModifier


def calls(bench, patient, role="receptionist"):
    desk = bench(role)
    desk.open(patient)
    page = desk.page("Calls & notes")
    page.setFocus()
    return desk, page


def ask_who(desk):
    desk.key(Qt.Key.Key_I, CTRL | SHIFT)
    desk.settle()


def tick(desk, *names):
    """Go to each box by Tab and tick it by Space."""
    for name in names:
        for _ in range(12):
            if desk.focus_name().startswith(name):
                break
            desk.tabs()
        assert desk.focus_name().startswith(name)
        desk.key(Qt.Key.Key_Space)


def keep(desk):
    desk.key(Qt.Key.Key_Return, CTRL)
    desk.settle()


def test_a_caller_is_checked_by_keys_and_the_call_bears_the_check(bench, practice):
    ana = practice.an_insured_patient()
    desk, page = calls(bench, ana)
    ask_who(desk)
    assert desk.focus_name() == "Who is calling"
    assert page.caller.verdict.text().startswith("Nothing is confirmed. Ask for two")
    tick(desk, "Full name: Ana Rivera")
    assert page.caller.verdict.text().startswith("Only one thing is confirmed")
    tick(desk, "Birth date: 03/04/1961")
    assert page.caller.verdict.text() == "This is the patient. You may talk about everything on the account."
    keep(desk)
    assert desk.focus_name() == "What was said"
    assert page.call.checked.text() == (
        "Ana Rivera, checked at 9:00 AM: This is the patient. You may talk about everything on the account."
    )
    desk.type("Why do I owe this?")
    keep(desk)
    check, call = CallerCheck.get(), Contact.get()
    assert (check.passed, check.relationship, check.identifiers) == (True, "patient", "name birth_date")
    assert call.caller_check_id == check.id
    assert "Caller: This is the patient." in page._whole.text()


def test_a_check_does_not_hold_for_the_next_call(bench, practice):
    ana = practice.a_patient()
    desk, page = calls(bench, ana)
    ask_who(desk)
    tick(desk, "Full name", "Birth date")
    keep(desk)
    practice.clock.pass_minutes(31)
    page.call.ask_check()
    desk.settle()
    assert page.call.checked.text().startswith("Nobody was checked for this call.")


def test_a_call_begun_goes_to_the_check_and_comes_back_with_its_words(bench, practice):
    ana = practice.a_patient()
    desk, page = calls(bench, ana)
    desk.key(Qt.Key.Key_L, CTRL)
    desk.settle()
    assert page.call.checked.text().startswith("Nobody was checked for this call.")
    desk.type("A neighbour asks")
    ask_who(desk)
    assert desk.focus_name() == "Who is calling"
    page.caller.form.editor("who").setFocus()
    desk.key(Qt.Key.Key_End)
    assert page.caller.form.values()["who"] == "other"
    desk.tabs()
    desk.type("Mr. Stone")
    keep(desk)
    assert "do not say that we know the patient" in page.call.checked.text()
    assert page.call.form.values()["said"] == "A neighbour asks"
    assert page.call.form.values()["person"] == "Mr. Stone"
    assert (CallerCheck.get().passed, CallerCheck.get().person) == (False, "Mr. Stone")


def test_the_call_bears_the_name_of_the_caller_unless_another_was_typed(bench, practice):
    ana = practice.an_insured_patient()
    desk, page = calls(bench, ana)
    for typed, logged in (("", "Pat Stone"), ("Mrs. Stone", "Mrs. Stone")):
        ask_who(desk)
        desk.key(Qt.Key.Key_End)
        desk.tabs()
        desk.over("Pat Stone")
        keep(desk)
        desk.type("Asks for the balance")
        if typed:
            page.call.form.editor("person").setFocus()
            desk.over(typed)
        keep(desk)
        assert Contact.select().order_by(Contact.id.desc()).get().person == logged


@pytest.mark.parametrize("title", ["Account", "Visits", "Insurance", "Claims", "Documents", "Details"])
def test_who_is_calling_may_be_asked_from_every_page(bench, practice, title):
    ana = practice.an_insured_patient()
    desk = bench("receptionist")
    desk.open(ana)
    desk.page(title).setFocus()
    ask_who(desk)
    assert (desk.tab.record.current_page().TITLE, desk.focus_name()) == ("Calls & notes", "Who is calling")
    assert desk.tab.record.current_page().caller.title == "Who is calling about Ana Rivera?"


@pytest.fixture
def large_text(qapp):
    """Text half as large again, and the usual size afterwards."""
    theme = Theme(qapp)
    theme.choose_text_size(150)
    yield
    theme.reset_text_size()
    theme.setParent(None)


def test_the_check_scrolls_where_large_text_leaves_it_no_room(bench, practice, large_text):
    ana = practice.an_insured_patient()
    desk, page = calls(bench, ana)
    # As the window itself, which goes below what its parts ask for.
    desk.tab.setMinimumSize(900, 500)
    desk.tab.resize(1000, 520)
    ask_who(desk)
    form = page.caller.form
    for name in ("who", "person"):
        editor = form.editor(name)
        assert form.rect().contains(editor.geometry().translated(editor.parentWidget().mapTo(form, QPoint())))
    tick(desk, "Full name", "Birth date")
    assert page.caller.verdict.isVisible()
    box = page.caller.boxes[Identifier.BIRTH_DATE]
    assert box.visibleRegion().boundingRect().height() >= box.fontMetrics().height()


def test_the_guarantor_of_a_confidential_patient_is_refused_at_once(bench, practice):
    practice.a_patient("Holm", "Karin")
    child = practice.a_patient("Holm", "Cy", guarantor=1, birth_date=date(2010, 6, 9), confidential=True)
    desk, page = calls(bench, child)
    ask_who(desk)
    desk.key(Qt.Key.Key_Down)
    assert page.caller.form.values() == {"who": "guarantor", "person": "Karin Holm"}
    assert "hears nothing, not even of a visit" in page.caller.verdict.text()


def test_a_permitted_person_is_among_the_callers_until_the_permission_ends(bench, practice):
    ana = practice.a_patient()
    desk, page = calls(bench, ana)
    page.show_people()
    desk.settle()
    assert desk.focus_name() == "Name"
    desk.type("Sam Rivera")
    desk.tabs()
    desk.type("brother")
    keep(desk)
    row = PermittedPerson.get()
    assert (row.name, row.relationship, row.scope, row.since) == ("Sam Rivera", "brother", "money", TODAY)
    model = page.people.model
    names = [column.title for column in page.people.COLUMNS]
    shown = [model.index(0, names.index(name)).data() for name in ("May hear", "Until", "Signed paper")]
    assert shown == ["Money only", "no end", "none"]
    desk.key(Qt.Key.Key_Escape)
    ask_who(desk)
    desk.key(Qt.Key.Key_Down)
    assert page.caller.form.editor("who").currentText() == "May hear of it: Sam Rivera, brother, money only"
    tick(desk, "Full name", "Address")
    assert page.caller.verdict.text() == (
        "Ana Rivera lets Sam Rivera hear of it. Talk about what is owed and paid only, for Ana Rivera’s own "
        "visits and those of minors on the bill."
    )
    keep(desk)
    check = CallerCheck.get()
    assert (check.relationship, check.scope, check.permitted_person_id) == ("permitted", Scope.MONEY, row.id)
    page.show_people()
    desk.settle()
    page.people.view.setFocus()
    desk.key(Qt.Key.Key_Delete)
    desk.settle()
    assert PermittedPerson.get().ended_at is not None
    desk.key(Qt.Key.Key_Escape)
    ask_who(desk)
    assert page.caller.form.editor("who").findText("May hear of it", Qt.MatchFlag.MatchContains) == -1


def test_an_alert_typed_by_keys_stands_in_the_head_until_it_is_ended(bench, practice):
    ana = practice.a_patient()
    desk, page = calls(bench, ana)
    page.show_alerts()
    desk.settle()
    desk.type("Attorney: call Ms. Vale")
    desk.tabs(2)
    desk.type("+30")
    keep(desk)
    chip = "Attorney: call Ms. Vale (until 12/23)"
    assert desk.tab.record.header.alerts[-1] == chip
    desk.key(Qt.Key.Key_Escape)
    desk.tab.record.header._typed[-1].setFocus()
    assert desk.focus_name() == chip
    desk.key(Qt.Key.Key_Return)
    desk.settle()
    page.alerts.view.setFocus()
    desk.key(Qt.Key.Key_Delete)
    desk.settle()
    assert AccountAlert.get().ended_at is not None
    assert chip not in desk.tab.record.header.alerts


def test_alerts_do_not_follow_to_another_patient(bench, practice):
    ana, other = practice.a_patient(), practice.a_patient("Stone", "Al")
    add_alert(practice.session, AlertEntry(ana, "Call first"))
    desk = bench()
    desk.open(ana)
    assert "Call first" in desk.tab.record.header.alerts
    desk.open(other)
    assert "Call first" not in desk.tab.record.header.alerts


def test_an_auditor_may_look_and_check_nobody(bench, practice):
    ana = practice.a_patient()
    log_contact(practice.session, ContactEntry(ana, "in", "Hello."))
    desk, page = calls(bench, ana, "auditor")
    ask_who(desk)
    assert desk.said[-1].startswith("You may not log calls")
    page.show_people()
    desk.settle()
    assert page.people.reason.startswith("You may not change patient records")


def test_the_log_shows_how_promises_stand_and_finishes_what_waits(bench, practice):
    ana = practice.a_patient()
    entry = ContactEntry(
        ana, "in", "Pays.", promise=money("84.20"), promise_on=TODAY, next_on=TODAY + timedelta(days=2)
    )
    log_contact(practice.session, entry)
    practice.clock.move_to(TODAY + timedelta(days=1))
    desk, page = calls(bench, ana)
    row = page.view.current_row()
    assert str(page._model.columns[-1].value(row)) == "$84.20 broken"
    for outcome in ("Card came", "Second letter"):
        desk.key(Qt.Key.Key_Return, CTRL)
        desk.settle()
        assert desk.focus_name() == "What came of it"
        desk.type(outcome)
        keep(desk)
    row = page.view.current_row()
    assert str(page._model.columns[-1].value(row)) == "$84.20 finished"
    assert str(page._model.columns[-2].value(row)) == "done"
    assert "Came of it: Card came. Came of the promise: Second letter." in page._whole.text()
    desk.key(Qt.Key.Key_Return, CTRL)
    desk.settle()
    assert desk.said[-1] == "Nothing of this call waits for you."


def test_a_call_begun_on_a_claim_is_about_it(bench, practice):
    ana = practice.an_insured_patient()
    practice.a_visit(ana)
    second = practice.a_visit(ana, "99214")
    desk = bench("receptionist")
    desk.open(ana)
    page = desk.page("Claims")
    page.setFocus()
    assert page.claim_meant() == second.claim_id
    desk.key(Qt.Key.Key_L, CTRL)
    desk.settle()
    assert desk.focus_name() == "What was said"
    desk.type("Paid on Friday, says Tom")
    keep(desk)
    assert Contact.get().claim_id == second.claim_id


def test_a_call_is_logged_about_a_claim(bench, practice):
    ana = practice.an_insured_patient()
    visit = practice.a_visit(ana)
    desk, page = calls(bench, ana)
    desk.key(Qt.Key.Key_L, CTRL)
    desk.settle()
    desk.type("Not on file")
    claim = page.call.form.editor("claim")
    claim.setFocus()
    desk.key(Qt.Key.Key_Down)
    assert claim.currentText() == "10001 · 11/23/2026 · Prairie Health"
    keep(desk)
    assert Contact.get().claim_id == visit.claim_id
    assert "Claim 10001." in page._whole.text()
