"""Authorizations are typed by keys, show what is left as a bar, and give box 23 its number."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from app.domain.findings import Severity
from app.models.authorizations import Authorization
from app.models.ledger import Visit
from app.services.authorizations import register_authorization
from app.views.common.buttons import Button
from app.views.patients.authorization_words import BAR_COLUMN, bar_of
from tests.views.patients.conftest import CTRL

ENTER = Qt.Key.Key_Return


@pytest.fixture
def ana(practice):
    return practice.an_insured_patient()


def approved(practice, patient, **values):
    facts = {
        "policy": 1,
        "status": "approved",
        "number": "A-771203",
        "codes": "99213",
        "approved": 12,
        "starts": date(2026, 11, 1),
        "ends": date(2027, 4, 30),
    }
    return register_authorization(practice.session, patient, {**facts, **values})


def page_of(desk, patient):
    desk.open(patient)
    return desk.page("Authorizations")


def fill(desk, form, **texts):
    for name, text in texts.items():
        form.editor(name).setFocus()
        desk.over(text)


def test_ctrl_n_adds_the_first_one_too(bench, practice, ana):
    desk = bench()
    page = page_of(desk, ana)
    desk.wait(page._empty.isVisible)
    page._empty.findChild(Button).setFocus()
    desk.key(Qt.Key.Key_N, CTRL)
    desk.settle()
    assert desk.focus_name() == "Kind"


def test_one_is_added_by_keys_and_its_bar_says_what_is_left(bench, practice, ana):
    desk = bench()
    page = page_of(desk, ana)
    page.add_authorization()
    desk.settle()
    assert desk.focus_name() == "Kind"
    fill(
        desk,
        page.panel.form,
        number="A-771203",
        codes="97110 97140-97150",
        approved="12",
        starts="2/1/26",
        ends="12/5/26",
        used_before="9",
    )
    desk.key(ENTER, CTRL)
    desk.wait(lambda: Authorization.select().count() == 1)
    desk.settle()
    row = Authorization.get()
    assert (row.kind, row.status, row.number, row.policy_id) == ("authorization", "approved", "A-771203", 1)
    assert (row.codes, row.approved, row.used_before) == ("97110, 97140-97150", 12, 9)
    assert (row.starts, row.ends, row.count_by) == (date(2026, 2, 1), date(2026, 12, 5), "visits")
    desk.wait(lambda: bool(page.view.columns_model.rows))
    bar = bar_of(page.view.columns_model.rows[0])
    assert (str(bar), bar.share, bar.weight) == ("3 of 12 left, ends Dec 5", 0.75, Severity.WARNING)
    spoken = page.view.columns_model.index(0, BAR_COLUMN).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Left: 3 of 12 left, ends Dec 5"
    assert not page.view.grab().isNull()


def test_the_list_counts_down_as_charges_are_posted(bench, practice, ana):
    approved(practice, ana, approved=2)
    desk = bench()
    page = page_of(desk, ana)
    assert [str(bar_of(line)) for line in page.view.columns_model.rows] == ["2 of 2 left, ends Apr 30, 2027"]
    practice.a_visit(ana, "99213")
    practice.a_visit(ana, "99213")
    page.refresh()
    desk.settle()
    (line,) = page.view.columns_model.rows
    assert (str(bar_of(line)), line.weight) == ("0 of 2 left, ends Apr 30, 2027", Severity.ERROR)


def test_an_answer_is_typed_into_what_was_asked_for(bench, practice, ana):
    approved(practice, ana, status="requested", number="", approved=None)
    desk = bench()
    page = page_of(desk, ana)
    assert [str(bar_of(line)) for line in page.view.columns_model.rows] == ["Asked for"]
    page.view.setFocus()
    page.view.go_to(0)
    desk.key(ENTER)
    desk.settle()
    page.panel.form.editor("status").setFocus()
    desk.choose("Approved")
    desk.key(ENTER, CTRL)
    desk.settle()
    assert "needs its number" in page.panel.reason
    assert "What you typed is kept." in page.panel.reason
    fill(desk, page.panel.form, number="A-9", approved="6")
    desk.key(ENTER, CTRL)
    desk.wait(lambda: Authorization.get().status == "approved")
    desk.settle()
    assert (Authorization.get().number, Authorization.get().decided_on) == ("A-9", date(2026, 11, 23))


def test_one_is_taken_out_of_use_only_with_a_reason(bench, practice, ana):
    approved(practice, ana)
    desk = bench()
    page = page_of(desk, ana)
    page.view.setFocus()
    page.view.go_to(0)
    desk.key(ENTER)
    desk.settle()
    page.panel.cancel.setFocus()
    desk.key(Qt.Key.Key_Space)
    assert desk.focus_name() == "Note"
    desk.type("entered twice")
    page.panel.cancel.setFocus()
    desk.key(Qt.Key.Key_Space)
    desk.wait(lambda: not Authorization.get().active)
    desk.settle()
    assert page.view.columns_model.rows == ()


def test_an_auditor_is_told_why_he_may_not_add_one(bench, practice, ana):
    desk = bench("auditor")
    page_of(desk, ana).add_authorization()
    assert desk.said[-1].startswith("You may not change patient records as auditor.")


def test_box_23_is_proposed_for_the_typed_code_and_taken_back_with_it(bench, practice, ana):
    approved(practice, ana)
    desk = bench()
    desk.open(ana)
    desk.tab.enter_visit(ana)
    desk.settle()
    panel = desk.tab.record.page("Visits").panel
    number = panel.form.more.editor("authorization_number")
    panel.form.diagnoses.set_codes(("J02.9",))
    panel.form.grid.focus_first()
    desk.type("99213")
    desk.tabs(7)
    panel._review()
    assert number.text() == "A-771203"
    desk.key(ENTER, CTRL)
    desk.wait(lambda: Visit.select().where(Visit.state == "done").exists())
    desk.settle()
    assert Visit.get().authorization_number == "A-771203"


def test_a_number_that_was_typed_is_left_alone(bench, practice, ana):
    approved(practice, ana)
    desk = bench()
    desk.open(ana)
    desk.tab.enter_visit(ana)
    desk.settle()
    panel = desk.tab.record.page("Visits").panel
    panel.form.more.show()
    number = panel.form.more.editor("authorization_number")
    number.setFocus()
    desk.type("MINE-1")
    panel.form.grid.focus_first()
    desk.type("99213")
    desk.tabs(7)
    panel._review()
    assert number.text() == "MINE-1"
