"""Patients are found while typing, shown in one look, and gone through by keys."""

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.domain.money import Money
from app.services.patients import change_patient
from app.views.common.chip import PAD
from app.views.common.giving_way import A_NAME
from app.views.common.theme import letters
from app.views.common.toast import Toast
from tests.practice_fixtures import TODAY, adjusted
from tests.views.patients.conftest import CTRL, SHIFT


def names(desk):
    return [line.name for line in desk.tab.list.rows]


def test_patients_are_found_by_name_birth_date_phone_and_number(bench, practice):
    ana = practice.a_patient("Rivera", "Ana", birth_date=date(1961, 3, 4), phone="3125550142")
    practice.a_patient("Chen", "Wei", birth_date=date(1950, 1, 2), phone="2175550199")
    desk = bench()
    desk.tab.list.focus_search()
    for typed in ("riv", "ana riv", "3/4/61", "0142", "A1001", "P1001"):
        desk.over(typed)
        desk.settle()
        assert names(desk) == ["Rivera, Ana"], typed
    desk.key(Qt.Key.Key_Return)
    desk.wait(lambda: desk.tab.record.detail is not None)
    assert desk.tab.patient_id == ana


def test_enter_before_the_answer_opens_the_first_when_it_comes(bench, practice):
    practice.a_patient("Chen", "Wei")
    ana = practice.a_patient("Rivera", "Ana")
    desk = bench()
    desk.tab.list.focus_search()
    desk.type("riv")
    desk.key(Qt.Key.Key_Return)
    desk.wait(lambda: desk.tab.record.detail is not None)
    assert desk.tab.patient_id == ana


def test_keys_go_to_the_next_and_the_one_before(bench, practice):
    first, second = practice.a_patient("Adams", "Al"), practice.a_patient("Baker", "Bo")
    desk = bench()
    desk.open(first)
    desk.tab.list.focus_search()
    desk.key(Qt.Key.Key_BracketRight, CTRL)
    desk.wait(lambda: desk.tab.record.detail.id == second)
    desk.key(Qt.Key.Key_BracketLeft, CTRL)
    desk.wait(lambda: desk.tab.record.detail.id == first)


def test_the_header_answers_in_one_look(bench, practice):
    ana = practice.an_insured_patient()
    visit = practice.a_visit(ana, "99213")
    (charge,) = visit.charge_ids
    practice.an_answer(
        visit.claim_id, (charge, "101.20", "44.92", adjusted("CO-45 63.80", "PR-1 50.00", "PR-2 6.28"))
    )
    practice.a_visit(ana, "87880")
    practice.a_payment(1, "20.00")
    desk = bench()
    desk.open(ana)
    shown = {name: figure.text for name, figure in desk.tab.record.header.figures.items()}
    assert shown["Patient owes"] == "$56.28"
    assert shown["Insurance owes"] == "$40.00"
    assert shown["Credit"] == "$20.00"
    assert shown["Last statement"] == "none"
    assert shown["Last payment"] == "$20.00"
    assert desk.tab.list.rows[0].owes == Money(5628)


def test_what_must_be_known_first_stands_in_the_header(bench, practice):
    born = date(2009, 1, 9)
    mother = practice.a_patient("Rivera", "Ana")
    child = practice.a_patient("Rivera", "Cara", guarantor=1, birth_date=born, returned_mail=True)
    practice.a_policy(child)
    practice.a_visit(child)
    stale = practice.a_patient("Chen", "Wei", birth_date=None, confirmed_on=TODAY - timedelta(days=400))
    desk = bench()
    desk.open(child)
    assert desk.tab.record.header.alerts == ("Mail came back", "Turns 18 on 01/09, 1 claim open")
    desk.open(stale)
    assert desk.tab.record.header.alerts == (
        "Cannot be billed: 2 things missing",
        "Confirm address and insurance",
    )
    desk.open(mother)
    assert "Mail came back" not in desk.tab.record.header.alerts


def test_records_that_need_attention_are_a_filter_of_the_list(bench, practice):
    practice.an_insured_patient("Rivera", "Ana")
    practice.a_patient("Chen", "Wei", self_pay=True, confirmed_on=TODAY - timedelta(days=400))
    practice.a_patient("Smith", "Bob", street="")
    desk = bench()
    desk.tab.list.filter.setFocus()
    desk.key(Qt.Key.Key_Down)
    desk.settle()
    assert [line.patient.name for line in desk.tab.list.rows] == ["Smith, Bob"]
    desk.key(Qt.Key.Key_Down)
    desk.settle()
    assert [line.patient.name for line in desk.tab.list.rows] == ["Chen, Wei"]


def test_the_list_follows_what_was_opened_last(bench, practice):
    ids = [practice.a_patient("Adams", "Al"), practice.a_patient("Baker", "Bo")]
    desk = bench()
    desk.open(ids[1])
    desk.open(ids[0])
    practice.session.announce(frozenset({"patient"}))
    desk.tab.refresh()
    desk.settle()
    assert names(desk) == ["Adams, Al", "Baker, Bo"]


def test_actions_ask_the_other_tabs_or_say_why_not(bench, practice):
    ana = practice.an_insured_patient()
    visit = practice.a_visit(ana)
    desk = bench("auditor")
    desk.open(ana)
    asked = []
    desk.tab.claim_asked.connect(asked.append)
    desk.tab.payment_asked.connect(asked.append)
    desk.tab.list.focus_search()
    desk.key(Qt.Key.Key_I, CTRL)
    assert asked == [visit.claim_id]
    desk.key(Qt.Key.Key_T, CTRL)
    assert asked == [visit.claim_id]
    assert desk.said[-1].startswith("You may not take payments as auditor.")


def test_a_patient_is_told_by_what_a_colleague_just_saved(bench, practice):
    ana = practice.a_patient("Rivera", "Ana")
    desk = bench()
    desk.open(ana)
    done = []
    desk.desk.do(change_patient, ana, 1, {"first": "Anita"}, then=done.append, owner=desk.tab)
    desk.wait(lambda: desk.tab.record.header.name.text() == "Rivera, Anita")


def test_names_stay_readable_when_the_list_is_narrow(bench, practice):
    practice.a_patient("Alden", "Celia", birth_date=date(2013, 11, 6))
    desk = bench()
    table = desk.tab.list._found
    a_name = table.fontMetrics().horizontalAdvance(A_NAME)
    born, owes = (letters(room) + 2 * PAD for room in (10, 8))
    whole = a_name + 2 * PAD + born + owes
    # The birth date tells people of one name apart, so it gives way last. Fonts differ from desk to desk.
    for room, hidden in ((whole + 20, []), (whole - 5, ["Owes"]), (whole - owes - 5, ["Born", "Owes"])):
        beside = desk.tab.list.width() - table.viewport().width()
        desk.tab.list.resize(room + beside, 500)
        desk.settle()
        titles = [column.title for column in table.columns_model.columns]
        assert [title for at, title in enumerate(titles) if table.isColumnHidden(at)] == hidden
        assert table.columnWidth(0) >= min(a_name, table.viewport().width())


def test_no_row_is_marked_while_the_patient_shown_is_not_listed(bench, practice):
    ana = practice.a_patient("Rivera", "Ana")
    practice.a_patient("Chen", "Wei")
    desk = bench()
    desk.tab.list.focus_search()
    desk.over("chen")
    desk.settle()
    desk.open(ana)
    desk.settle()
    assert desk.tab.list._found.current_row() is None


def test_ctrl_tab_goes_through_the_pages_of_the_record(bench, practice):
    ana = practice.a_patient()
    desk = bench()
    desk.open(ana)
    seen = []
    for key, held in (
        (Qt.Key.Key_Tab, CTRL),
        (Qt.Key.Key_Tab, CTRL),
        (Qt.Key.Key_Backtab, CTRL | SHIFT),
        (Qt.Key.Key_PageUp, CTRL),
        (Qt.Key.Key_PageUp, CTRL),
    ):
        desk.key(key, held)
        desk.settle()
        page = desk.tab.record.current_page()
        assert page.isAncestorOf(QApplication.focusWidget())
        seen.append(page.TITLE)
    assert seen == ["Visits", "Insurance", "Visits", "Account", "Details"]


def test_what_was_said_goes_with_the_patient_it_was_said_of(bench, practice):
    ana, sam = practice.a_patient(), practice.a_patient("Stone", "Sam")
    desk = bench()
    desk.open(ana)
    toast = Toast(desk.tab)
    toast.show_message("The call is logged.")
    desk.wait(lambda: not toast._settling.isActive())
    desk.tab.open(ana)
    assert toast.isVisible()
    desk.tab.open(sam)
    assert toast.isHidden()
