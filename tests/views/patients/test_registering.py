"""A patient is registered by keys alone; who is alike and what is missing are said while one types."""

from datetime import date

from PySide6.QtCore import Qt

from app.models.records import GuarantorAccount, Patient, Policy
from app.queries.drafts import find_draft
from tests.views.patients.conftest import CTRL


def test_a_patient_with_insurance_is_registered_by_keys_alone(bench):
    desk = bench("receptionist")
    desk.tab.new_patient()
    desk.settle()
    assert desk.focus_name() == "Last name"
    desk.type("Okafor")
    desk.tabs()
    desk.type("Ngozi")
    desk.tabs(3)
    desk.type("3/4/61")
    desk.tabs()
    desk.choose("Female")
    desk.tabs()
    desk.type("217 555 0142")
    desk.tabs(3)
    desk.type("9 Elm St")
    desk.tabs(2)
    desk.type("Springfield")
    desk.tabs()
    desk.choose("IL")
    desk.tabs()
    desk.type("62704")
    desk.key(Qt.Key.Key_Return, CTRL)
    desk.wait(lambda: desk.tab.record.detail is not None)
    desk.settle()
    assert desk.focus_name() == "Insurance company"
    desk.choose("Prairie")
    desk.tabs()
    if (
        desk.focus_name() == "Plan"
        and desk.tab.record.page("Insurance").policy.term.editor("plan").value() is None
    ):
        desk.choose("Prairie")
    desk.tabs(2)
    desk.type("XYZ123")
    desk.key(Qt.Key.Key_Return, CTRL)
    desk.wait(lambda: desk.tab.record.page("Insurance").view.current_row() is not None)
    desk.settle()
    (patient,) = Patient.select()
    assert (patient.last, patient.first, patient.sex) == ("Okafor", "Ngozi", "F")
    assert (patient.birth_date, patient.phone, patient.state) == (date(1961, 3, 4), "2175550142", "IL")
    assert GuarantorAccount.get_by_id(patient.account_id).street == "9 Elm St"
    (policy,) = Policy.select()
    assert (policy.rank, policy.member_id, policy.effective) == (1, "XYZ123", date(2026, 1, 1))
    assert desk.tab.record.header.name.text() == "Okafor, Ngozi"
    assert desk.tab.record.header.figures["Plan"].text == "Prairie Health · Prairie PPO"


def test_people_alike_are_listed_while_typing_and_opened_instead(bench, practice):
    there = practice.a_patient("Rivera", "Ana", birth_date=date(1961, 3, 4))
    practice.a_patient("Chen", "Wei", birth_date=date(1950, 1, 2))
    desk = bench()
    desk.tab.new_patient()
    desk.settle()
    desk.type("Rivera")
    desk.tabs()
    desk.type("Anna")
    desk.settle()
    assert [line.id for line in desk.tab.new.duplicates.lines] == []
    desk.tabs(3)
    desk.type("3/4/61")
    desk.settle()
    (alike,) = desk.tab.new.duplicates.lines
    assert alike.id == there
    assert "same birth date" in alike.why
    desk.tab.new.duplicates.setFocus()
    desk.tab.new.duplicates.open_current()
    desk.wait(lambda: desk.tab.record.detail is not None)
    assert desk.tab.patient_id == there


def test_what_is_missing_leads_to_its_field(bench):
    desk = bench()
    desk.tab.new_patient()
    desk.settle()
    gaps = desk.tab.new.gaps
    texts = [gap.finding.text for gap in gaps.gaps]
    assert "The birth date is missing." in texts
    assert "There is neither insurance nor the mark for self-pay." in texts
    gaps.field_asked.emit("birth_date")
    assert desk.focus_name() == "Birth date"
    desk.type("3/4/61")
    assert "The birth date is missing." not in [gap.finding.text for gap in gaps.gaps]
    gaps.field_asked.emit("address")
    assert desk.focus_name() == "Street"


def test_a_child_goes_on_the_familys_account_found_while_typing(bench, practice):
    mother = practice.a_patient("Rivera", "Ana")
    desk = bench()
    desk.tab.new_patient()
    desk.settle()
    desk.type("Rivera")
    desk.tabs()
    desk.type("Ben")
    desk.tab.new.payer.setFocus()
    desk.choose("A family")
    desk.tabs()
    desk.type("riv")
    desk.settle()
    desk.key(Qt.Key.Key_Return)
    desk.settle()
    assert desk.tab.new.form.values()["street"] == "5 Oak St"
    desk.tab.new.form.editor("self_pay").setFocus()
    desk.key(Qt.Key.Key_Space)
    desk.key(Qt.Key.Key_Return, CTRL)
    desk.wait(lambda: desk.tab.record.detail is not None)
    desk.settle()
    child = Patient.get(Patient.first == "Ben")
    assert child.account_id == Patient.get_by_id(mother).account_id
    assert "Ana Rivera pays" in desk.tab.record.header.facts.text()


def test_a_draft_comes_back_and_goes_with_the_registration(bench, practice):
    desk = bench()
    desk.tab.new_patient()
    desk.settle()
    desk.type("Okafor")
    desk.tab.new.form.flush_draft()
    desk.settle()
    again = bench()
    again.tab.new_patient()
    again.settle()
    assert again.tab.new.form.values()["last"] == "Okafor"
    again.tabs()
    again.type("Ngozi")
    again.key(Qt.Key.Key_Return, CTRL)
    again.wait(lambda: again.tab.record.detail is not None)
    again.settle()
    assert practice.session.ask(find_draft, 1, "new patient", "") == {}


def test_a_confidential_patient_gets_an_account_off_the_familys_bill(bench, practice):
    practice.a_patient("Rivera", "Ana")
    desk = bench()
    desk.tab.new_patient()
    desk.settle()
    desk.type("Rivera")
    desk.tabs()
    desk.type("Cara")
    desk.tab.new.payer.setFocus()
    desk.choose("A family")
    desk.tabs()
    desk.type("riv")
    desk.settle()
    desk.key(Qt.Key.Key_Return)
    desk.tab.new.form.editor("confidential").setFocus()
    desk.key(Qt.Key.Key_Space)
    desk.key(Qt.Key.Key_Return, CTRL)
    desk.wait(lambda: desk.tab.record.detail is not None)
    desk.settle()
    cara = Patient.get(Patient.first == "Cara")
    assert GuarantorAccount.get_by_id(cara.own_account_id).confidential
    assert "Confidential" in desk.tab.record.header.alerts


def test_an_auditor_is_told_why_he_may_not_register(bench):
    desk = bench("auditor")
    desk.tab.new_patient()
    assert desk.said == [
        "You may not change patient records as auditor. "
        "Ask a colleague who may, or the manager to change your role."
    ]
    assert not desk.tab.new.isVisible()


def test_a_missing_name_is_marked_and_nothing_is_saved(bench):
    desk = bench()
    desk.tab.new_patient()
    desk.settle()
    desk.key(Qt.Key.Key_Return, CTRL)
    desk.settle()
    assert desk.tab.new.form.problems()["last"] == "Last name is needed."
    assert desk.focus_name() == "Last name"
    assert Patient.select().count() == 0
