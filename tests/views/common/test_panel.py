"""Panels, toasts, faults and empty states: worked by keys, heard by screen readers."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from app.tasks.jobs import Crash
from app.views.common.buttons import Button
from app.views.common.chip import Chip, ChipLabel
from app.views.common.columns import Column
from app.views.common.empty_state import EmptyState
from app.views.common.error_panel import ErrorPanel, Fault
from app.views.common.line_edit import LineEdit
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.status_strip import StatusStrip
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import ChipKind
from app.views.common.toast import Toast

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def panel(window):
    made = Panel("Take payment")
    made.field = LineEdit("Amount")
    made.body.addWidget(made.field)
    made.heard = []
    made.left.connect(lambda: made.heard.append("left"))
    made.post_asked.connect(lambda: made.heard.append("post"))
    made.post_and_new_asked.connect(lambda: made.heard.append("post and new"))
    made.add_action("Void payment", lambda: made.heard.append("void"))
    made.add_action("Why", lambda: made.heard.append("why"), key="Ctrl+Shift+Y")
    made.add_post("Post")
    window(made)
    made.field.setFocus()
    return made


def test_the_keys_of_a_panel_work_from_its_fields(qtbot, panel):
    for key, held in (
        (Qt.Key.Key_Return, CTRL),
        (Qt.Key.Key_Enter, CTRL),
        (Qt.Key.Key_Return, CTRL | SHIFT),
        (Qt.Key.Key_Y, CTRL | SHIFT),
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
    ):
        qtbot.keyClick(panel.field, key, held)
    assert panel.heard == ["post", "post", "post and new", "why", "left"]


def test_a_plain_enter_presses_nothing(qtbot, panel):
    for _ in range(6):
        qtbot.keyClick(panel.field, Qt.Key.Key_Return)
    assert panel.heard == []
    assert not any(button.autoDefault() for button in panel.findChildren(Button))


def test_a_button_tells_its_key_and_is_pressed_by_space(qtbot, panel):
    why = next(button for button in panel.findChildren(Button) if button.text() == "Why")
    assert why.toolTip() == "Why (Ctrl+Shift+Y)"
    why.setFocus()
    qtbot.keyClick(why, Qt.Key.Key_Space)
    assert panel.heard == ["why"]


def test_enter_presses_only_the_button_that_is_focused_and_only_once(qtbot, panel):
    why = next(button for button in panel.findChildren(Button) if button.text() == "Why")
    why.setFocus()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        qtbot.keyClick(why, key)
    held_down = QKeyEvent(
        QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", autorep=True
    )
    QApplication.sendEvent(why, held_down)
    assert panel.heard == ["why", "why"]
    qtbot.keyClick(why, Qt.Key.Key_Return, CTRL)
    assert panel.heard == ["why", "why", "post"]


def test_whatever_takes_the_focus_has_a_name_and_room_for_a_finger(panel):
    for widget in panel.findChildren(QWidget):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
        assert min(widget.width(), widget.height()) >= 24


@pytest.fixture
def announced(monkeypatch):
    said = []
    for module in ("toast", "error_panel", "command_box"):
        monkeypatch.setattr(f"app.views.common.{module}.announce", lambda _widget, text: said.append(text))
    return said


def test_a_toast_offers_undo_keeps_the_focus_and_is_announced(qtbot, window, announced):
    field, undone = LineEdit("Amount"), []
    whole = window(field)
    field.setFocus()
    toast = Toast(whole)
    toast.show_message("Payment $25.00 posted", (("Undo", lambda: undone.append(1)), ("Print receipt", int)))
    assert field.hasFocus()
    assert announced == ["Payment $25.00 posted Undo Print receipt"]
    undo = next(button for button in toast.findChildren(Button) if button.text() == "Undo")
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert undone == [1]
    assert toast.isHidden()


def test_a_toast_goes_by_itself_and_gives_way_to_the_next(qtbot, window):
    whole = window(LineEdit("Amount"))
    toast = Toast(whole, shown_for=1)
    toast.show_message("One", (("Undo", int),))
    toast.show_message("Two")
    assert toast.text == "Two"
    qtbot.waitUntil(toast.isHidden)


def test_a_toast_does_not_hide_the_field_being_typed_in(qtbot, window):
    fields = [LineEdit(f"Field {number}") for number in range(12)]
    whole = window(*fields)
    toast = Toast(whole)
    for field in fields:
        field.setFocus()
        toast.show_message("Saved")
        assert not toast.geometry().intersects(field.geometry())


LONG = "The claim cannot be printed: " + "the insured's group number is needed in box 11, " * 6


@pytest.mark.parametrize("width", [500, 1000])
def test_a_long_toast_wraps_so_that_its_buttons_stay_in_the_window(qtbot, window, width):
    whole = window(LineEdit("Amount"))
    whole.resize(width, 700)
    toast = Toast(whole)
    toast.show_message(LONG, (("Undo", int),))
    qtbot.waitUntil(lambda: whole.rect().contains(toast.geometry()))
    for button in toast.findChildren(Button):
        assert toast.rect().contains(button.geometry())
    words = toast.findChild(PlainLabel)
    assert words.height() >= words.heightForWidth(words.width()) > 2 * words.fontMetrics().height()


def test_a_short_toast_stays_one_line(window):
    toast = Toast(window(LineEdit("Amount")))
    toast.show_message("The call is logged.")
    words = toast.findChild(PlainLabel)
    assert words.height() < 2 * words.fontMetrics().height()


def test_a_toast_does_not_hide_the_row_the_keyboard_is_on(window):
    model = TableModel((Column("Name", str),))
    view = TableView("Names", model)
    toast = Toast(window(view))
    model.set_rows([f"Row {number}" for number in range(60)])
    view.setFocus()
    view.go_to(59)
    toast.show_message("Saved")
    row = view.visualRect(view.currentIndex())
    row.moveTopLeft(view.viewport().mapTo(view.window(), row.topLeft()))
    assert not toast.geometry().intersects(row)


def test_a_toast_gives_way_to_a_refusal_it_lies_over_and_to_no_hint(qtbot, panel):
    panel.body.addStretch()
    toast = Toast(panel.window())
    toast.show_message("The line is kept. " * 4)
    panel.explain("Money moves when you press Ctrl+Enter.")
    qtbot.wait(1)
    assert toast.isVisible()
    panel.explain("The amount is more than what is owed.", "danger")
    qtbot.waitUntil(toast.isHidden)


def test_a_toast_goes_with_the_page_it_was_said_on_but_not_at_once(qtbot, window):
    pages, fields = QStackedWidget(), [LineEdit("First"), LineEdit("Second")]
    for field in fields:
        page = QWidget()
        QVBoxLayout(page).addWidget(field)
        pages.addWidget(page)
    toast = Toast(window(pages))
    fields[0].setFocus()
    toast.show_message("The call is logged.")
    for at in (1, 0):
        # What the step itself leads to.
        pages.setCurrentIndex(at)
        fields[at].setFocus()
        assert toast.isVisible()
    qtbot.waitUntil(lambda: not toast._settling.isActive())
    fields[0].clearFocus()
    fields[0].setFocus()
    assert toast.isVisible()
    pages.setCurrentIndex(1)
    fields[1].setFocus()
    assert toast.isHidden()


def test_a_fault_says_what_happened_what_is_safe_and_what_to_do(qtbot, window, announced):
    panel, again = ErrorPanel(), []
    window(panel)
    panel.show_fault(
        Fault("The printer is out of paper.", "Nothing was posted.", "Load paper."), (("Retry", int),)
    )
    panel.show_fault(
        Fault.of(Crash(7, "ValueError at posting.py:12", "posting.py:12 post")),
        (("Retry", lambda: again.append(1)),),
    )
    words = [label.text() for label in panel.findChildren(PlainLabel)]
    assert "Nothing was posted by this step; your draft is kept." in words

    def buttons():
        return {button.text(): button for button in panel.findChildren(Button) if button.isVisible()}

    qtbot.waitUntil(lambda: "Retry" in buttons())
    buttons()["Retry"].click()
    assert again == [1]
    buttons()["Copy details"].click()
    assert QGuiApplication.clipboard().text() == "ValueError at posting.py:12, job 7\nposting.py:12 post"
    assert announced[0] == "The printer is out of paper. Nothing was posted. Load paper."


def test_an_empty_list_says_what_to_do(qtbot, window):
    asked = []
    state = EmptyState("No claims are ready yet.", ("Enter a visit", lambda: asked.append(1)))
    window(state)
    state.findChild(Button).click()
    assert asked == [1]
    assert state.findChild(PlainLabel).text() == "No claims are ready yet."


def test_the_strip_shows_how_things_stand(qtbot, window, runner):
    strip = StatusStrip(runner)
    window(strip)
    strip.say("Payment posted.")
    strip.show_draft("Draft saved 10:42")
    strip.show_backup("Backup 3 days old", "danger")
    strip.show_days("Open: Nov 23")
    strip.show_user("M. Lee")
    strip.show_demo(True)
    seen = {label.text() for label in strip.findChildren(PlainLabel) if label.isVisible()}
    assert seen == {"Payment posted.", "Draft saved 10:42", "Backup 3 days old", "Open: Nov 23", "M. Lee"}
    assert strip.findChild(ChipLabel).accessibleName() == "DEMO practice"
    with qtbot.waitSignal(strip.lock_asked):
        next(b for b in strip.findChildren(Button) if b.accessibleName() == "Lock").click()
    strip.show_demo(False)
    assert strip.findChild(ChipLabel).isHidden()


def test_a_chip_is_heard_by_its_word(qtbot):
    label = ChipLabel(Chip(ChipKind.DENIED, "Denied"))
    qtbot.addWidget(label)
    assert QAccessible.queryAccessibleInterface(label).text(QAccessible.Text.Name) == "Denied"
