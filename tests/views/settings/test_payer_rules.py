"""Payers' windows with the usual ones marked, and rules with their versions, papers and reach."""

from datetime import date, timedelta
from functools import partial

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.models.guidelines import Guideline
from app.models.records import Payer, StoredFile
from app.services.guidelines import add_guideline
from app.services.visits import plan_visit
from app.views.common.desk import Desk
from app.views.settings.payers_panel import PayersPanel
from app.views.settings.rules_panel import RulesPanel
from tests.practice_fixtures import TODAY

CTRL = Qt.KeyboardModifier.ControlModifier
ENTER = Qt.Key.Key_Return


class Hands:
    """A settings panel in a window, worked by keys."""

    def __init__(self, qtbot, practice, lanes, tmp_path, kind, role):
        session = practice.session_of(role)
        session.announce = lanes.announce
        self.qtbot = qtbot
        self.desk = Desk(session, lanes, QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat))
        self.panel = kind(self.desk)
        self.panel.resize(1200, 900)
        qtbot.addWidget(self.panel)
        with qtbot.waitActive(self.panel):
            self.panel.show()
            self.panel.activateWindow()
        self.panel.refresh()
        self.settle()

    def settle(self):
        self.qtbot.waitUntil(lambda: not self.desk.runner._flying, timeout=10_000)

    def press(self, key, held=Qt.KeyboardModifier.NoModifier):
        QTest.keyClick(QApplication.focusWidget(), key, held)
        self.settle()

    def fill(self, **texts):
        """Type over fields, and choose in lists by their first word."""
        for name, text in texts.items():
            editor = self.panel.form.editor(name)
            editor.setFocus()
            if hasattr(editor, "currentText"):
                QTest.keyClicks(editor, text.split()[0])
                while not editor.currentText().startswith(text):
                    assert editor.currentIndex() < editor.count() - 1
                    self.press(Qt.Key.Key_Down)
            else:
                self.press(Qt.Key.Key_A, CTRL)
                QTest.keyClicks(editor, text)

    def placeholder(self, name):
        return self.panel.form.editor(name).placeholderText()

    @property
    def reason(self):
        return self.panel._reason.text()


@pytest.fixture
def open_panel(qtbot, practice, lanes, tmp_path):
    return partial(Hands, qtbot, practice, lanes, tmp_path)


@pytest.fixture
def open_rules(open_panel):
    return partial(open_panel, RulesPanel)


def test_an_empty_window_shows_the_usual_one_and_says_that_nobody_confirmed_it(open_panel, practice):
    hands = open_panel(PayersPanel, "manager")
    at = [line.name for line in hands.panel.model.rows].index("Prairie Health")
    hands.panel.list.go_to(at)
    hands.settle()
    assert hands.placeholder("filing_days") == "180 days (usual, not confirmed)"
    hands.fill(line_of_business="TRICARE")
    assert hands.placeholder("filing_days") == "365 days (usual, not confirmed)"
    assert hands.placeholder("appeal_days") == "90 days (usual, not confirmed)"
    hands.fill(filing_days="120", corrected_days="60", answer_days="21")
    hands.press(ENTER, CTRL)
    hands.settle()
    row = Payer.get(Payer.name == "Prairie Health")
    assert (row.filing_days, row.corrected_days, row.appeal_days, row.answer_days) == (120, 60, None, 21)
    assert row.takes_replacement


def test_a_new_medicare_payer_takes_no_replacement(open_panel, practice):
    hands = open_panel(PayersPanel, "manager")
    hands.panel.list.setFocus()
    hands.press(Qt.Key.Key_N, CTRL)
    hands.fill(name="Medicare South", line_of_business="Medicare")
    assert hands.placeholder("filing_days") == "1 year (usual, not confirmed)"
    hands.press(ENTER, CTRL)
    hands.settle()
    assert not Payer.get(Payer.name == "Medicare South").takes_replacement


def test_scenario_14_a_rule_is_added_by_keys_and_says_whom_it_reaches(open_rules, practice):
    ana = practice.an_insured_patient()
    for back in range(11):
        practice.a_visit(ana, ("97110", "80.00"), on=TODAY - timedelta(days=20 - back))
    for ahead in (1, 8, 15):
        plan_visit(practice.session, ana, TODAY + timedelta(days=ahead), {})
    hands = open_rules("manager")
    hands.panel.begin_new()
    hands.fill(
        payer="Prairie",
        codes="97110",
        approval="Approval after",
        approval_after="12",
        effective="11/4/26",
        source_title="Bulletin 26-4",
        source_page="3",
    )
    hands.press(ENTER, CTRL)
    hands.settle()
    row = Guideline.get()
    assert (row.payer_id, row.plan_id, row.codes) == (1, None, "97110")
    assert (row.approval, row.approval_after) == ("after", 12)
    assert (row.effective, row.source_title, row.source_page) == (date(2026, 11, 4), "Bulletin 26-4", "3")
    hands.qtbot.waitUntil(lambda: bool(hands.panel.box.reach.text()))
    assert hands.panel.box.reach.text() == (
        "This rule touches 1 patient at visit 11, 3 planned visits, 10 unsent claims. "
        "Close to its count: Rivera, Ana."
    )


def test_a_change_becomes_a_version_and_both_are_shown(open_rules, practice):
    facts = {"payer": 1, "codes": "99213", "approval": "after", "approval_after": 20}
    add_guideline(practice.session, {**facts, "effective": date(2026, 1, 1)})
    hands = open_rules("manager")
    assert hands.panel.form.editor("approval_after").text() == "20"
    hands.fill(approval_after="12", effective="7/1/26")
    hands.press(ENTER, CTRL)
    hands.settle()
    kept = Guideline.select().order_by(Guideline.version)
    assert [row.approval_after for row in kept] == [20, 12]
    hands.qtbot.waitUntil(lambda: "Version 2" in hands.panel.box.versions.text())
    assert hands.panel.box.versions.text().splitlines() == [
        "Version 2, from 07/01/2026: Approval after 12 visits a calendar year.",
        "Version 1, from 01/01/2026: Approval after 20 visits a calendar year.",
    ]
    assert len(hands.panel.model.rows) == 1


def test_a_plan_is_chosen_among_those_of_the_insurer(open_rules, practice):
    hands = open_rules("manager")
    hands.panel.begin_new()
    hands.fill(payer="Medicare")
    plan = hands.panel.form.editor("plan")
    assert [plan.itemText(at) for at in range(plan.count())] == ["All its plans", "Part B"]
    hands.fill(plan="Part B", codes="97110", effective="1/1/26")
    hands.press(ENTER, CTRL)
    hands.settle()
    assert Guideline.get().plan_id == practice.lists.medicare
    assert hands.panel.form.editor("plan").currentText() == "Part B"


def test_a_count_that_is_missing_is_said_and_nothing_is_saved(open_rules, practice):
    hands = open_rules("manager")
    hands.panel.begin_new()
    hands.fill(payer="Prairie", codes="97110", approval="Approval after", effective="7/1/26")
    hands.press(ENTER, CTRL)
    hands.qtbot.waitUntil(lambda: "after how many" in hands.reason)
    assert not Guideline.select().exists()


def test_a_paper_is_attached_and_opened(open_rules, practice, tmp_path):
    add_guideline(practice.session, {"payer": 1, "codes": "99213", "referral": True, "effective": TODAY})
    paper = tmp_path / "bulletin.pdf"
    paper.write_bytes(b"%PDF-1.4 bulletin")
    hands = open_rules("manager")
    hands.panel.box._choose = lambda _parent: str(paper)
    hands.panel.box.attach.setFocus()
    hands.press(Qt.Key.Key_Space)
    assert StoredFile.get().name == "bulletin.pdf"
    hands.panel.refresh()
    hands.settle()
    hands.qtbot.waitUntil(hands.panel.box.papers.isVisible)
    asked = []
    hands.panel.file_asked.connect(asked.append)
    hands.panel.box.papers.setFocus()
    hands.panel.box.papers.go_to(0)
    hands.press(ENTER)
    assert asked == [StoredFile.get().id]


def test_a_receptionist_reads_rules_but_changes_none(open_rules, practice):
    add_guideline(practice.session, {"payer": 1, "codes": "99213", "referral": True, "effective": TODAY})
    hands = open_rules("receptionist")
    assert "You may look" in hands.reason
    hands.fill(note="My own view")
    hands.press(ENTER, CTRL)
    hands.qtbot.waitUntil(lambda: "You may not change guidelines" in hands.reason)
    assert Guideline.select().count() == 1
