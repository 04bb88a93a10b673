"""A record is changed field by field; what a colleague saved and what was typed are both kept."""

from datetime import date

from PySide6.QtCore import Qt

from app.models.records import Patient
from app.services.patients import change_patient
from tests.practice_fixtures import TODAY
from tests.views.patients.conftest import CTRL


def test_one_field_is_changed_and_saved_by_keys(bench, practice):
    ana = practice.a_patient()
    desk = bench()
    desk.open(ana)
    page = desk.page("Details")
    page.form.editor("phone").setFocus()
    desk.over("217-555-0177")
    desk.key(Qt.Key.Key_Return, CTRL)
    desk.wait(lambda: Patient.get_by_id(ana).phone == "2175550177")
    desk.settle()
    assert Patient.get_by_id(ana).version == 2
    assert "(217) 555-0177" in desk.tab.record.header.facts.text()


def test_a_colleagues_change_is_not_overwritten_and_what_was_typed_is_kept(bench, practice):
    ana = practice.a_patient(phone="3125550142", city="Springfield")
    desk = bench()
    desk.open(ana)
    page = desk.page("Details")
    page.form.editor("phone").setFocus()
    desk.over("217-555-0177")
    # The colleague's commit reaches this window only when it saves.
    colleague = practice.session_of("biller")
    colleague.announce = lambda kinds: None
    desk.desk.runner.write(
        lambda: change_patient(colleague, ana, 1, {"phone": "3125550199", "city": "Peoria"}),
    )
    desk.settle()
    desk.key(Qt.Key.Key_Return, CTRL)
    desk.settle()
    kept = Patient.get_by_id(ana)
    assert (kept.phone, kept.city) == ("3125550199", "Peoria")
    assert page.form.drafts()["phone"] == "217-555-0177" or page.form.values()["phone"] == "2175550177"
    assert page.form.values()["city"] == "Peoria"
    assert "(312) 555-0199" in page.form.problems()["phone"]
    desk.key(Qt.Key.Key_Return, CTRL)
    desk.wait(lambda: Patient.get_by_id(ana).phone == "2175550177")
    assert Patient.get_by_id(ana).city == "Peoria"


def test_a_draft_of_a_record_comes_back_without_undoing_what_others_saved(bench, practice):
    ana = practice.a_patient(city="Springfield")
    desk = bench()
    desk.open(ana)
    page = desk.page("Details")
    page.form.editor("street").setFocus()
    desk.over("77 New Rd")
    page.form.flush_draft()
    desk.settle()
    change_patient(practice.session, ana, 1, {"city": "Peoria"})
    again = bench()
    again.open(ana)
    values = again.page("Details").form.values()
    assert (values["street"], values["city"]) == ("77 New Rd", "Peoria")
    again.page("Details").form.editor("street").setFocus()
    again.key(Qt.Key.Key_Return, CTRL)
    again.wait(lambda: Patient.get_by_id(ana).street == "77 New Rd")


def test_confirmed_today_is_one_button(bench, practice):
    ana = practice.a_patient(confirmed_on=date(2024, 1, 1))
    desk = bench()
    desk.open(ana)
    assert "Confirm address and insurance" in desk.tab.record.header.alerts
    page = desk.page("Details")
    page.gaps.field_asked.emit("confirmed_on")
    desk.key(Qt.Key.Key_Space)
    desk.wait(lambda: Patient.get_by_id(ana).confirmed_on == TODAY)
    desk.settle()
    assert "Confirm address and insurance" not in desk.tab.record.header.alerts


def test_one_who_turns_18_gets_an_account_of_his_own(bench, practice):
    practice.a_patient("Rivera", "Ana")
    child = practice.a_patient("Rivera", "Cara", guarantor=1, birth_date=date(2009, 1, 9))
    desk = bench()
    desk.open(child)
    page = desk.page("Details")
    assert page.family.warning == (
        "The patient turns 18 on 01/09/2027 and Ana Rivera pays. "
        "Give an account of his or her own for later visits."
    )
    page.family.own.setFocus()
    desk.key(Qt.Key.Key_Space)
    desk.wait(lambda: Patient.get_by_id(child).account_id == 2)
    desk.settle()
    assert page.family.warning == ""
    assert desk.tab.record.header.alerts == ("Cannot be billed: 1 thing missing",)


def test_an_auditor_may_look_and_is_told_why_he_may_not_save(bench, practice):
    ana = practice.a_patient()
    desk = bench("auditor")
    desk.open(ana)
    page = desk.page("Details")
    assert page.panel.reason.startswith("You may not change patient records as auditor.")
    page.form.editor("first").setFocus()
    desk.over("Eve")
    desk.key(Qt.Key.Key_Return, CTRL)
    desk.settle()
    assert Patient.get_by_id(ana).first == "Ana"
    assert page.panel.reason.startswith("You may not change patient records as auditor.")
