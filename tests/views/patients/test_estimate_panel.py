"""The estimate of a planned visit by keys: services typed, shown in either language, and the work list."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from app.models.database import select
from app.models.estimates import Estimate, GoodFaithDelivery, GoodFaithEstimate
from app.models.ledger import Visit
from app.services.visits import plan_visit
from app.views.patients.visits_page import VisitsPage
from tests.practice_fixtures import TODAY
from tests.views.patients.page_hands import CTRL, SHIFT, open_hands

ENTER, TAB, ESC = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape
NEXT_WEEK = date(2026, 12, 1)


@pytest.fixture
def hands(qtbot, practice):
    with open_hands(qtbot, practice) as made:
        yield made


def planned(practice, hands, **facts):
    """A patient with a visit next week, on the list of visits with its estimate open."""
    patient = practice.a_patient(self_pay=True) if facts else practice.an_insured_patient()
    place = {"provider": practice.lists.provider, "place": practice.lists.place}
    visit = plan_visit(practice.session, patient, NEXT_WEEK, place)
    page = hands.show(VisitsPage)
    hands.show_patient(page, patient)
    page.list.focus_list()
    hands.press(Qt.Key.Key_T, CTRL | SHIFT)
    hands.settle()
    return page, visit


def services():
    return select("select code, modifiers, units, cents from planned_service order by position")


def test_code_modifiers_units_and_charge_are_typed_and_the_fee_fills(practice, hands):
    page, _ = planned(practice, hands)
    panel = page.estimate.panel
    for text in ("99213", "25", "2"):
        hands.type(text)
        hands.press(TAB)
    assert panel.grid.rows[0].fee.text() == "330.00"
    hands.press(ENTER)
    hands.type("87880")
    hands.press(TAB)
    hands.press(TAB)
    hands.press(TAB)
    hands.press(Qt.Key.Key_A, CTRL)
    hands.type("35.00")
    hands.press(Qt.Key.Key_R, CTRL)
    assert services() == [("99213", "25", 2, None), ("87880", "", 1, 3500)]
    assert panel.shown.sum.text().startswith("Patient pays ")
    assert Estimate.select().count() == 0


def test_esc_keeps_the_plan_and_ctrl_delete_takes_a_row_out(practice, hands):
    page, visit = planned(practice, hands)
    hands.type("99213")
    hands.press(ENTER)
    hands.type("87880")
    hands.press(ENTER)
    hands.press(ESC)
    hands.settle()
    assert [row[0] for row in services()] == ["99213", "87880"]
    page.estimate_visit(1, visit)
    hands.settle()
    page.estimate.panel.grid.rows[0].code.setFocus()
    hands.press(Qt.Key.Key_Delete, CTRL)
    hands.press(Qt.Key.Key_R, CTRL)
    assert [row[0] for row in services()] == ["87880"]


def test_nothing_is_printed_before_something_is_planned(practice, hands):
    page, _ = planned(practice, hands)
    hands.press(ENTER, CTRL)
    panel = page.estimate.panel
    assert panel.reason == (
        "Nothing is planned for this visit yet. Type the planned services first. Nothing was printed."
    )
    hands.type("9921")
    hands.press(TAB)
    hands.press(Qt.Key.Key_R, CTRL)
    assert "is not a code" in panel.reason
    assert services() == []


def test_the_paper_is_in_the_language_that_is_chosen(practice, hands):
    page, _ = planned(practice, hands)
    hands.type("99213")
    hands.press(ENTER)
    hands.press(ENTER)
    shown = page.estimate.panel.shown
    shown.language.setFocus()
    hands.type("Sp")
    last = shown.steps.columns_model.rows[-1]
    assert (last.words, last.told) == (
        "This is our best estimate, not a guarantee; your plan decides.",
        "Esta es nuestra mejor estimación, no una garantía; su plan decide.",
    )
    assert not shown.steps.isColumnHidden(2)
    hands.press(ENTER, CTRL)
    assert page.estimate.preview.title == "Estimate"
    assert Estimate.get().language == "es"
    hands.press(ESC)
    assert page.estimate.currentWidget() is page.estimate.panel


def test_who_pays_himself_is_offered_the_good_faith_estimate_and_can_ask_for_it(practice, hands):
    page, visit = planned(practice, hands, self_pay=True)
    panel = page.estimate.panel
    assert panel.shown.law.text() == "Good Faith Estimate is due by 11/24/2026."
    assert panel.shown.paper.value() == "good_faith"
    panel.asked.click()
    hands.settle()
    assert Visit.get_by_id(visit).estimate_asked_on == TODAY
    panel.grid.focus_first()
    hands.type("99213")
    hands.press(ENTER)
    hands.press(ENTER)
    hands.press(ENTER, CTRL)
    assert GoodFaithEstimate.get().due_on == date(2026, 11, 24)
    hands.press(ESC)
    drawn = "It is drawn, but not given: print or save it, or choose “Handed over or mailed”."
    assert panel.shown.law.text() == f"Good Faith Estimate is due by 11/24/2026. {drawn}"
    hands.press(Qt.Key.Key_P, CTRL)
    assert GoodFaithEstimate.select().count() == 1
    page.estimate.preview.saved.emit("anywhere.pdf")
    hands.settle()
    hands.press(ESC)
    assert panel.shown.law.text() == "Good Faith Estimate given on 11/23/2026."
    assert panel.handed.isHidden()
    last = panel.shown.steps.columns_model.rows[-1]
    assert last.words == "This is our best estimate, not a guarantee."


def test_one_that_went_out_by_hand_is_given_and_a_look_at_the_sheet_gives_nothing(practice, hands):
    page, _ = planned(practice, hands, self_pay=True)
    panel = page.estimate.panel
    hands.type("99213")
    assert panel.shown.sum.text() == "Not worked out yet: Ctrl+R works out what is planned now."
    for _ in range(2):
        hands.press(ENTER)
    hands.press(Qt.Key.Key_P, CTRL)
    hands.press(ESC)
    panel.shown.paper.set_value("sheet")
    hands.press(Qt.Key.Key_P, CTRL)
    page.estimate.preview.saved.emit("anywhere.pdf")
    hands.settle()
    hands.press(ESC)
    assert GoodFaithDelivery.select().count() == 0
    panel.handed.click()
    hands.settle()
    assert [row.way for row in GoodFaithDelivery.select()] == ["handed"]
    assert panel.shown.law.text() == "Good Faith Estimate given on 11/23/2026."


def test_visits_to_estimate_are_listed_for_all_patients_by_their_due_day(practice, hands):
    page, _ = planned(practice, hands)
    hands.press(ESC)
    eva = practice.a_patient("Rivera", "Eva", self_pay=True)
    plan_visit(practice.session, eva, NEXT_WEEK, {})
    page.list.filter.choose("estimate")
    hands.settle()
    lines = page.list.table.columns_model.rows
    assert [line.patient for line in lines] == ["Rivera, Eva", "Rivera, Ana"]
    assert [page.list._chip_of(line).word for line in lines] == ["By 11/24/2026", "By 12/01/2026"]


def test_a_charge_agreed_beforehand_stays_when_the_visit_is_entered(practice, hands):
    page, visit = planned(practice, hands)
    hands.type("99213")
    for _ in range(3):
        hands.press(TAB)
    hands.press(Qt.Key.Key_A, CTRL)
    hands.type("120.00")
    hands.press(Qt.Key.Key_R, CTRL)
    practice.clock.move_to(NEXT_WEEK)
    page.enter_visit(1, visit)
    hands.settle()
    row = page.panel.form.grid.rows[0]
    assert (row.code.text(), row.fee.text()) == ("99213", "120.00")
