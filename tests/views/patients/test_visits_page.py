"""Visits by keyboard alone: charges to the cent, copy, templates, pointers, look-ups, drafts, voids."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from app.domain.errors import RuleError
from app.models.claims import Claim
from app.models.database import select
from app.models.ledger import Charge, Visit
from app.queries.account_summaries import find_account
from app.queries.visits import find_visit, list_templates
from app.services import visits
from app.services.office import keep_procedure
from app.services.visits import plan_visit
from app.views.patients.visits_page import VisitsPage
from tests.practice_fixtures import TODAY, money
from tests.views.patients.page_hands import CTRL, open_hands

ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab


@pytest.fixture
def hands(qtbot, practice):
    with open_hands(qtbot, practice) as made:
        yield made


@pytest.fixture
def page(practice, hands):
    patient = practice.an_insured_patient()
    page = hands.show(VisitsPage)
    hands.show_patient(page, patient)
    return page


def begin(page, hands, patient=1, visit=None):
    page.enter_visit(patient, visit)
    hands.settle()


def diagnose(hands, *words):
    """Look each up and take the first answer; then go on to the charges."""
    for each in words:
        hands.type(each)
        hands.press(ENTER)
    hands.press(ENTER)


def texts_of(row):
    return {name: cell.text() for name, cell in row.cells.items()}


def toast_words(page):
    return page.toast.text, [button.text() for button in page.toast._actions]


def test_a_visit_with_two_lines_is_posted_by_keyboard_alone(practice, page, hands):
    begin(page, hands)
    diagnose(hands, "J02.9", "E11.9")
    assert hands.focus is page.panel.form.grid.rows[0].code
    hands.type("99213")
    hands.press(TAB)
    hands.tabs("25", "ab")
    hands.press(ENTER)
    hands.type("87880")
    hands.press(TAB)
    hands.tabs("", "a", "2")
    first, second = page.panel.form.grid.filled
    assert texts_of(first) == {
        "date": "11/23/2026",
        "code": "99213",
        "modifiers": "25",
        "pointers": "AB",
        "units": "1",
        "place": "11",
        "fee": "165.00",
    }
    assert texts_of(second)["fee"] == "80.00"
    assert page.panel.total.text() == "Total $245.00"
    hands.press(ENTER, CTRL)
    assert [
        (row.code, str(row.amount), row.units, row.modifiers, row.pointers) for row in Charge.select()
    ] == [
        ("99213", "165.00", 1, "25", "AB"),
        ("87880", "80.00", 2, "", "A"),
    ]
    claim = Claim.get()
    assert toast_words(page) == (
        f"Posted $245.00 · Claim {claim.number} ready",
        ["Take copay (Ctrl+T)", "Undo", "Walk-out statement"],
    )
    account = practice.session.ask(find_account, 1)
    assert str(account.insurance_owes) == "245.00"


def test_undo_takes_the_charges_back_and_plans_the_visit_again(practice, page, hands):
    begin(page, hands)
    diagnose(hands, "J02.9")
    hands.type("99213")
    hands.press(ENTER)
    hands.press(ENTER, CTRL)
    page.toast._actions[1].click()
    hands.settle()
    account = practice.session.ask(find_account, 1)
    assert (str(account.insurance_owes), account.items) == ("0.00", ())
    assert Visit.get().state == "planned"
    assert "planned again" in page.toast.text
    page.toast._actions[0].click()
    hands.settle()
    assert [texts_of(row)["code"] for row in page.panel.form.grid.filled] == ["99213"]
    hands.press(ENTER, CTRL)
    assert str(practice.session.ask(find_account, 1).insurance_owes) == "165.00"


def test_the_side_says_who_pays_and_which_copay_is_due(practice, page, hands):
    keep_procedure(practice.session, "99213", {"name": "Office visit", "category": "office"})
    begin(page, hands)
    diagnose(hands, "J02.9")
    hands.type("99213")
    hands.press(TAB)
    side = page.panel.side
    assert side.payers.text() == "Prairie Health Prairie PPO pays first on 11/23/2026."
    assert side.copay.text() == "Copay to ask for: $20.00"
    page.panel.form.editor("on_date").setFocus()
    page.panel.form.editor("on_date").selectAll()
    hands.type("12/31/2025")
    hands.press(TAB)
    assert side.payers.text() == "No insurance in force on 12/31/2025: the patient owes."
    assert texts_of(page.panel.form.grid.filled[0])["date"] == "12/31/2025"


def test_a_wrong_pointer_says_so_and_the_keyboard_goes_there(practice, page, hands):
    begin(page, hands)
    diagnose(hands, "J02.9")
    hands.type("99213")
    hands.press(TAB)
    hands.tabs("", "C")
    hands.press(ENTER, CTRL)
    cell = page.panel.form.grid.rows[0].cells["pointers"]
    assert hands.focus is cell
    assert "points to a diagnosis that the visit does not have" in page.panel.reason
    assert cell.problem
    assert not Charge.select().count()
    hands.type("A")
    hands.press(ENTER, CTRL)
    assert Charge.select().count() == 1


def test_a_visit_without_a_provider_is_refused_in_words(practice, page, hands):
    begin(page, hands)
    diagnose(hands, "J02.9")
    hands.type("99213")
    hands.press(TAB)
    provider = page.panel.form.editor("provider")
    provider.set_value(None)
    hands.press(ENTER, CTRL)
    assert page.panel.reason == "Provider is needed. Nothing was posted."
    assert hands.focus is provider
    assert "No provider is chosen." in [finding.text for finding in page.panel.side.findings]
    assert not Charge.select().count()


def test_words_that_no_diagnosis_has_say_so_and_give_way_to_the_next(practice, page, hands):
    begin(page, hands)
    box = page.panel.form.diagnoses
    hands.type("sore throat")
    hands.press(ENTER)
    assert not box.nothing_found.isHidden()
    assert hands.focus is box.search
    assert box.search.selectedText() == "sore throat"
    hands.type("pharyngitis")
    assert box.nothing_found.isHidden()
    hands.press(ENTER)
    assert box.codes == ("J02.9",)


def test_words_find_a_diagnosis_and_the_practices_own_procedures(practice, page, hands):
    keep_procedure(practice.session, "87880", {"name": "Throat swab, rapid"})
    begin(page, hands)
    hands.type("acute pharyngitis unsp")
    hands.press(ENTER)
    assert page.panel.form.diagnoses.codes == ("J02.9",)
    hands.press(ENTER)
    hands.type("swab rap")
    hands.press(ENTER)
    row = page.panel.form.grid.filled[0]
    assert texts_of(row)["code"] == "87880"
    assert row.name.text() == "Throat swab, rapid"
    assert texts_of(row)["fee"] == "40.00"
    assert hands.focus is row.cells["modifiers"]


def test_a_date_outside_the_table_reads_not_checked(practice, page, hands):
    begin(page, hands)
    hands.type("J02.9")
    hands.press(ENTER)
    editor = page.panel.form.editor("on_date")
    editor.setFocus()
    editor.selectAll()
    hands.type("1/5/2015")
    hands.press(TAB)
    assert page.panel.form.diagnoses.diagnoses[0].validity == "not checked"
    assert "Not checked: J02.9" in " ".join(finding.text for finding in page.panel.side.findings)


def test_ctrl_r_copies_the_last_visit(practice, page, hands):
    practice.clock.move_to(date(2026, 10, 1))
    practice.a_visit(1, "99213", ("87880", "33.00"))
    practice.clock.move_to(TODAY)
    begin(page, hands)
    diagnose(hands, "E11.9")
    hands.press(Qt.Key.Key_R, CTRL)
    form = page.panel.form
    assert form.diagnoses.codes == ("E11.9", "J02.9")
    rows = [texts_of(row) for row in form.grid.filled]
    assert [(row["code"], row["pointers"], row["fee"], row["date"]) for row in rows] == [
        ("99213", "B", "165.00", "11/23/2026"),
        ("87880", "B", "40.00", "11/23/2026"),
    ]


def test_a_template_is_kept_and_used(practice, page, hands):
    begin(page, hands)
    diagnose(hands, "J02.9")
    hands.type("99213")
    hands.press(ENTER)
    page.panel.templates.ask_name()
    hands.type("Sore throat")
    hands.press(ENTER)
    (kept,) = practice.session.ask(list_templates)
    assert (kept.name, kept.diagnoses, kept.lines[0].code) == ("Sore throat", ("J02.9",), "99213")
    hands.press(Qt.Key.Key_Escape)
    other = practice.an_insured_patient("Stone", "Tom")
    hands.show_patient(page, other)
    begin(page, hands, other)
    choice = page.panel.templates.choice
    choice.setFocus()
    hands.press(Qt.Key.Key_Down)
    hands.settle()
    assert page.panel.form.diagnoses.codes == ("J02.9",)
    assert texts_of(page.panel.form.grid.filled[0])["fee"] == "165.00"


def test_what_was_typed_comes_back(practice, page, hands):
    begin(page, hands)
    diagnose(hands, "J02.9")
    hands.type("99213")
    hands.press(TAB)
    hands.tabs("25")
    hands.press(Qt.Key.Key_Escape)
    assert select("select count(*) from draft") == [(1,)]
    again = VisitsPage(hands.desk)
    hands.window.layout().addWidget(again)
    page.hide()
    hands.show_patient(again, 1)
    begin(again, hands)
    assert again.panel.form.diagnoses.codes == ("J02.9",)
    row = texts_of(again.panel.form.grid.filled[0])
    assert (row["code"], row["modifiers"], row["fee"]) == ("99213", "25", "165.00")
    assert "back" in again.panel.reason
    hands.press(ENTER, CTRL)
    assert Charge.select().count() == 1
    assert select("select count(*) from draft") == [(0,)]


def test_a_typed_fee_stays_and_a_row_can_be_taken_out(practice, page, hands):
    begin(page, hands)
    diagnose(hands, "J02.9")
    hands.type("99213")
    hands.press(TAB)
    hands.tabs("", "", "", "", "150")
    row = page.panel.form.grid.rows[0]
    row.cells["units"].setFocus()
    row.cells["units"].selectAll()
    hands.type("2")
    hands.press(TAB)
    assert texts_of(row)["fee"] == "150.00"
    hands.press(Qt.Key.Key_Delete, CTRL)
    assert page.panel.form.grid.filled == []
    assert page.panel.total.text() == "Total $0.00"


def test_a_visit_is_planned_and_its_charges_entered_later(practice, page, hands):
    page.list.focus_list()
    hands.press(Qt.Key.Key_N, CTRL)
    hands.tabs("t", "930")
    page.plan.form.editor("reason").setFocus()
    hands.type("Sore throat")
    hands.press(ENTER, CTRL)
    assert page.toast.text == "Planned for 11/23/2026, 9:30 AM."
    visit = Visit.get()
    assert (visit.state, visit.at_time, visit.reason) == ("planned", "09:30", "Sore throat")
    hands.press(ENTER)
    assert page.panel.title == "Visit of Ana Rivera as planned"
    diagnose(hands, "J02.9")
    hands.type("99213")
    hands.press(ENTER)
    hands.press(ENTER, CTRL)
    assert [(row.id, row.state) for row in Visit.select()] == [(visit.id, "done")]


def test_the_day_list_shows_all_patients_and_a_visit_can_be_cancelled(practice, page, hands):
    tom = practice.an_insured_patient("Stone", "Tom")
    plan_visit(practice.session, 1, TODAY, {"at_time": "10:00"})
    plan_visit(practice.session, tom, TODAY, {"at_time": "08:30"})
    page.list.filter.choose("day")
    hands.settle()
    assert [line.patient for line in page.list.table.columns_model.rows] == ["Stone, Tom", "Rivera, Ana"]
    page.list._on_cancel_asked()
    hands.settle()
    assert "cancelled" in page.toast.text
    assert select("select state from visit where patient_id = ?", tom) == [("cancelled",)]
    page.toast._actions[0].click()
    hands.settle()
    assert select("select state from visit where patient_id = ?", tom) == [("planned",)]


def test_a_done_visit_is_voided_with_a_reason(practice, page, hands):
    practice.a_visit(1, "99213")
    hands.show_patient(page, 1)
    page.list.focus_list()
    hands.press(ENTER)
    assert page.done.title == "Visit of 11/23/2026, $165.00"
    hands.press(ENTER, CTRL)
    assert "needed" in page.done.form.problems()["reason"]
    hands.type("wrong patient")
    hands.press(ENTER, CTRL)
    assert Visit.get().state == "planned"
    assert str(practice.session.ask(find_account, 1).insurance_owes) == "0.00"


def test_a_receptionist_reads_why_charges_stay(qtbot, practice):
    patient = practice.an_insured_patient()
    done = practice.a_visit(patient, "99213")
    with open_hands(qtbot, practice, "receptionist") as hands:
        page = hands.show(VisitsPage)
        hands.show_patient(page, patient)
        page.list.focus_list()
        hands.press(ENTER)
        assert "You may not void charges" in page.done.reason
        hands.press(ENTER, CTRL)
        assert Visit.get_by_id(done.visit_id).state == "done"
        with pytest.raises(RuleError):
            visits.void_charges(hands.desk.session, done.visit_id, "no")


def test_a_confidential_visit_goes_to_the_patients_own_account(practice, page, hands):
    begin(page, hands)
    page.panel.form.editor("confidential").setFocus()
    hands.press(Qt.Key.Key_Space)
    page.panel.form.editor("self_pay").setFocus()
    hands.press(Qt.Key.Key_Space)
    assert page.panel.side.payers.text() == "Self-pay: no insurance is billed, the patient owes."
    page.panel.form.diagnoses.setFocus()
    diagnose(hands, "J02.9")
    hands.type("99213")
    hands.press(ENTER)
    hands.press(ENTER, CTRL)
    assert "No claim: the patient owes" in page.toast.text
    assert str(practice.session.ask(find_account, 2).patient_owes) == "165.00"
    assert practice.session.ask(find_account, 1).items == ()


def test_referral_and_authorization_are_kept_with_the_visit(practice, page, hands):
    begin(page, hands)
    page.panel.form.unfold.click()
    hands.type("A-771203")
    page.panel.form.more.editor("referring_npi").setFocus()
    hands.type("1234567890")
    page.panel.form.diagnoses.setFocus()
    diagnose(hands, "J02.9")
    hands.type("99213")
    hands.press(ENTER)
    hands.press(ENTER, CTRL)
    assert hands.focus is page.panel.form.more.editor("referring_npi")
    hands.focus.selectAll()
    hands.type("1234567893")
    hands.press(ENTER, CTRL)
    found = practice.session.ask(find_visit, 1, 1)
    assert found.values["authorization_number"] == "A-771203"
    assert found.values["referring_npi"] == "1234567893"
    assert found.line.amount == money("165.00")


def test_a_drug_is_typed_below_its_line_by_keys_and_posted(practice, page, hands):
    keep_procedure(practice.session, "J1885", {"name": "Ketorolac", "category": "drug"})
    begin(page, hands)
    diagnose(hands, "J02.9")
    hands.type("J1885")
    hands.press(TAB)
    hands.tabs("", "a", "2", "11", "40.00")
    form = page.panel.form
    form.grid.rows[0].code.setFocus()
    hands.press(Qt.Key.Key_D, CTRL)
    assert form.details.isVisible()
    assert form.details._title.text() == "Line 1: drug and description"
    hands.type("0002-1433-80")
    hands.press(TAB)
    assert form.details.form.editor("ndc").text() == "00002143380"
    hands.press(ENTER, CTRL)
    assert "The drug’s unit is missing." in page.panel.reason
    assert form.details.form.editor("ndc_unit").hasFocus()
    hands.type("ml")
    form.details.form.editor("ndc_quantity").setFocus()
    hands.type("0.5")
    hands.press(TAB)
    form.details.form.editor("description").setFocus()
    hands.type("Given in the arm")
    hands.press(Qt.Key.Key_D, CTRL)
    assert hands.focus is form.grid.rows[0].code
    hands.press(ENTER, CTRL)
    row = Charge.get()
    assert (row.ndc, row.ndc_unit, row.ndc_quantity) == ("00002143380", "ML", "0.5")
    assert row.description == "Given in the arm"


def test_each_line_keeps_its_own_drug_while_others_are_typed(practice, page, hands):
    begin(page, hands)
    diagnose(hands, "J02.9")
    hands.type("99213")
    hands.press(TAB)
    hands.press(ENTER)
    hands.type("87880")
    form = page.panel.form
    form.grid.rows[0].code.setFocus()
    hands.press(Qt.Key.Key_D, CTRL)
    form.details.form.editor("description").setFocus()
    hands.type("first")
    form.grid.rows[1].code.setFocus()
    assert form.details._title.text() == "Line 2: drug and description"
    assert form.details.form.editor("description").text() == ""
    form.details.form.editor("description").setFocus()
    hands.type("second")
    form.grid.rows[0].code.setFocus()
    assert form.details.form.editor("description").text() == "first"
    assert [line.detail.description for line in form.grid.lines()] == ["first", "second"]


def test_a_drug_comes_back_with_the_draft_and_goes_with_its_row(practice, page, hands):
    begin(page, hands)
    diagnose(hands, "J02.9")
    hands.type("99213")
    hands.press(TAB)
    hands.press(Qt.Key.Key_D, CTRL)
    hands.type("0002-1433-80")
    hands.press(TAB)
    page.panel.leave()
    hands.settle()
    begin(page, hands, 1)
    form = page.panel.form
    assert form.grid.lines()[0].detail.ndc == "00002143380"
    form.grid.rows[0].code.setFocus()
    assert form.details.isVisible()
    hands.press(Qt.Key.Key_Delete, CTRL)
    assert form.grid.filled == []
    assert form.grid.rows[0].details == {}


def test_hospital_days_and_referral_are_typed_and_posted(practice, page, hands):
    begin(page, hands)
    diagnose(hands, "J02.9")
    hands.type("99213")
    hands.press(TAB)
    form = page.panel.form
    form.unfold.click()
    for name, text in (
        ("referral_number", "R-77"),
        ("accident_on", "11/2/26"),
        ("admitted_on", "11/3/26"),
        ("discharged_on", "11/5/26"),
    ):
        form.more.editor(name).setFocus()
        hands.type(text)
        hands.press(TAB)
    hands.press(ENTER, CTRL)
    visit = Visit.get()
    assert (visit.referral_number, visit.accident_on) == ("R-77", date(2026, 11, 2))
    assert (visit.admitted_on, visit.discharged_on) == (date(2026, 11, 3), date(2026, 11, 5))
