"""Policies show their gaps and overlaps while they are typed, and their cards are kept and shown again."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage

from app.models.records import Policy, StoredFile
from tests.views.patients.conftest import CTRL


@pytest.fixture
def picture(qapp):
    image = QImage(850, 540, QImage.Format.Format_RGB32)
    image.fill(QColor("#0B5CAD"))
    return image


def begin_second(desk, patient, payer="Prairie"):
    desk.open(patient)
    page = desk.page("Insurance")
    page.view.setFocus()
    desk.key(Qt.Key.Key_N, CTRL)
    desk.settle()
    desk.choose(payer)
    return page


def test_an_overlap_is_said_while_the_dates_are_typed(bench, practice):
    ana = practice.an_insured_patient()
    desk = bench()
    page = begin_second(desk, ana)
    page.policy.term.editor("rank").setFocus()
    desk.choose("primary")
    page.policy.term.editor("effective").setFocus()
    desk.over("3/1/26")
    assert [text for text in page.policy.findings.texts if "are both primary from 03/01/2026" in text]
    desk.over("1/1/27")
    assert [text for text in page.policy.findings.texts if "are both primary from 01/01/2027" in text]


def test_a_gap_is_said_at_entry_and_stays_on_the_page(bench, practice):
    ana = practice.a_patient()
    practice.a_policy(ana, effective=date(2024, 1, 1), termination=date(2025, 10, 31))
    desk = bench()
    page = begin_second(desk, ana)
    gap = "No primary insurance from 11/01/2025 to 12/31/2025. Ask for the card of that time."
    assert page.policy.findings.texts == (gap,)
    page.policy.term.editor("member_id").setFocus()
    desk.type("NEW-1")
    desk.key(Qt.Key.Key_Return, CTRL)
    desk.wait(lambda: Policy.select().count() == 2)
    desk.settle()
    assert page.findings.texts == (gap,)
    assert page.pays.text().startswith("11/23/2026: primary Prairie Health")
    page.day.setFocus()
    desk.type("11/15/25")
    assert page.pays.text() == "No policy is in force on 11/15/2025."
    desk.over("10/1/25")
    assert page.pays.text().startswith("10/01/2025: primary Prairie Health")


def test_the_holder_is_copied_from_the_family(bench, practice):
    practice.a_patient("Rivera", "Ana", birth_date=date(1961, 3, 4))
    child = practice.a_patient("Rivera", "Ben", guarantor=1, birth_date=date(2018, 5, 1))
    desk = bench()
    page = begin_second_first(desk, child)
    page.policy.term.editor("member_id").setFocus()
    desk.type("FAM-9")
    page.policy.term.editor("relationship").setFocus()
    desk.choose("A parent")
    copy = page.policy.copy
    copy.setFocus()
    desk.choose("Ana Rivera")
    assert copy.width() > copy.fontMetrics().horizontalAdvance("Copy from the family…")
    desk.key(Qt.Key.Key_Return, CTRL)
    desk.wait(lambda: Policy.select().count() == 1)
    (policy,) = Policy.select()
    assert (policy.relationship, policy.holder_last, policy.holder_first) == ("child", "Rivera", "Ana")
    assert (policy.holder_birth_date, policy.street, policy.zip) == (date(1961, 3, 4), "5 Oak St", "62704")


def test_the_holders_fields_are_whole_where_a_help_wraps(bench, practice):
    desk = bench()
    page = begin_second_first(desk, practice.a_patient("Rivera", "Ben"))
    desk.tab.resize(1366, 640)
    page.policy.term.editor("relationship").setFocus()
    desk.choose("A parent")
    editors = [page.policy.holder.editor(field) for field in ("holder_last", "holder_phone", "street")]
    desk.wait(lambda: all(each.parentWidget().height() > each.geometry().bottom() for each in editors))


def begin_second_first(desk, patient):
    desk.open(patient)
    page = desk.page("Insurance")
    page.add_policy()
    desk.settle()
    desk.choose("Prairie")
    return page


def test_a_policy_is_ended_by_enter_and_a_date(bench, practice):
    ana = practice.an_insured_patient()
    desk = bench()
    desk.open(ana)
    page = desk.page("Insurance")
    page.view.setFocus()
    desk.key(Qt.Key.Key_Return)
    desk.settle()
    page.policy.term.editor("termination").setFocus()
    desk.type("10/31/26")
    desk.key(Qt.Key.Key_Return, CTRL)
    desk.wait(lambda: Policy.get().termination == date(2026, 10, 31))
    desk.settle()
    assert page.pays.text() == "No policy is in force on 11/23/2026."


def test_a_pasted_card_is_kept_and_shown_again(bench, practice, picture):
    ana = practice.an_insured_patient()
    desk = bench()
    desk.open(ana)
    page = desk.page("Insurance")
    QGuiApplication.clipboard().setImage(picture)
    front = page.cards.slots["card_front"]
    assert not front.has_picture
    front.setFocus()
    desk.key(Qt.Key.Key_V, CTRL)
    desk.wait(lambda: StoredFile.select().count() == 1)
    kept = StoredFile.get()
    assert (kept.kind, kept.subject, kept.subject_id, kept.patient_id) == ("card_front", "policy", 1, ana)
    again = QImage.fromData(bytes(kept.content))
    assert (again.width(), again.height(), again.pixelColor(5, 5).name()) == (850, 540, "#0b5cad")
    desk.wait(lambda: front.has_picture)
    anew = bench()
    anew.open(ana)
    slots = anew.page("Insurance").cards.slots
    anew.wait(lambda: slots["card_front"].has_picture)
    assert not slots["card_back"].has_picture
    asked = []
    anew.tab.file_asked.connect(asked.append)
    slots["card_front"].setFocus()
    anew.key(Qt.Key.Key_Return)
    assert asked == [kept.id]


def test_an_empty_clipboard_is_said_and_nothing_is_kept(bench, practice):
    ana = practice.an_insured_patient()
    desk = bench()
    desk.open(ana)
    page = desk.page("Insurance")
    QGuiApplication.clipboard().setText("no picture")
    page.cards.slots["card_back"].setFocus()
    desk.key(Qt.Key.Key_V, CTRL)
    desk.settle()
    assert page.cards.said == "There is no picture on the clipboard. Copy one, then paste it here."
    assert StoredFile.select().count() == 0


def test_an_auditor_is_told_why_he_may_not_add_insurance(bench, practice):
    ana = practice.an_insured_patient()
    desk = bench("auditor")
    desk.open(ana)
    desk.page("Insurance").add_policy()
    assert desk.said[-1].startswith("You may not change patient records as auditor.")


def test_why_medicare_pays_second_is_asked_only_where_it_does(bench, practice):
    ana = practice.an_insured_patient()
    desk = bench()
    page = begin_second(desk, ana, "Medicare")
    editor = page.policy.term.editor("msp_type")
    assert page.policy.term.editor("rank").value() == 2
    assert editor.isVisible()
    editor.setFocus()
    desk.choose("43")
    page.policy.term.editor("member_id").setFocus()
    desk.type("1EG4TE5MK73")
    desk.key(Qt.Key.Key_Return, CTRL)
    desk.wait(lambda: Policy.select().count() == 2)
    assert Policy.get(Policy.rank == 2).msp_type == "43"


def test_no_reason_is_asked_of_another_insurer(bench, practice):
    ana = practice.an_insured_patient()
    page = begin_second(bench(), ana)
    assert page.policy.term.editor("rank").value() == 2
    assert not page.policy.term.editor("msp_type").isVisible()


def test_a_reason_is_not_kept_where_medicare_pays_first(bench, practice):
    ana = practice.an_insured_patient()
    desk = bench()
    page = begin_second(desk, ana, "Medicare")
    page.policy.term.editor("msp_type").setFocus()
    desk.choose("12")
    page.policy.term.editor("rank").setFocus()
    desk.choose("primary")
    assert not page.policy.term.editor("msp_type").isVisible()
    desk.key(Qt.Key.Key_Return, CTRL)
    desk.wait(lambda: Policy.select().count() == 2)
    assert {policy.msp_type for policy in Policy.select()} == {""}
