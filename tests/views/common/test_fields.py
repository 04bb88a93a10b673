"""Fields take what people type, and say what is wrong only when they are left."""

from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QPushButton

from app.domain.errors import InputError
from app.domain.money import Money
from app.views.common.code_edit import CodeEdit
from app.views.common.combo import Combo
from app.views.common.date_edit import DateEdit
from app.views.common.line_edit import LineEdit
from app.views.common.money_edit import MoneyEdit
from app.views.common.note_edit import NoteEdit
from app.views.common.phone_edit import PhoneEdit


def type_and_leave(qtbot, window, editor, text):
    window(editor, LineEdit("Next"))
    editor.setFocus()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Tab)


@pytest.mark.parametrize(
    ("typed", "value", "shown"),
    [
        ("3/4/61", date(1961, 3, 4), "03/04/1961"),
        ("03041961", date(1961, 3, 4), "03/04/1961"),
        ("1961-03-04", date(1961, 3, 4), "03/04/1961"),
    ],
)
def test_birth_dates_are_taken_as_people_write_them(qtbot, window, today, typed, value, shown):
    editor = DateEdit("Birth date", today, birth=True)
    type_and_leave(qtbot, window, editor, typed)
    assert (editor.value(), editor.text(), editor.problem) == (value, shown, "")


def test_typing_over_a_date_replaces_it(qtbot, window, today):
    editor = DateEdit("Date", today)
    window(editor, LineEdit("Next"))
    editor.set_value(date(2026, 1, 1))
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, "3/4/25")
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert editor.value() == date(2025, 3, 4)


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        ("t", date(2026, 11, 23)),
        ("t+", date(2026, 11, 24)),
        ("t--", date(2026, 11, 21)),
        ("tm", date(2026, 11, 1)),
        ("th", date(2026, 11, 30)),
        ("tyr", date(2026, 12, 31)),
        ("t+t", date(2026, 11, 23)),
        ("+30", date(2026, 12, 23)),
        ("15", date(2026, 11, 15)),
        ("6-3-26", date(2026, 6, 3)),
    ],
)
def test_short_keys_step_a_date_but_never_one_being_typed(qtbot, window, today, keys, value):
    editor = DateEdit("Date", today)
    type_and_leave(qtbot, window, editor, keys)
    assert editor.value() == value


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        ("+7", date(2026, 11, 30)),
        ("-7", date(2026, 11, 16)),
        ("+30", date(2026, 12, 23)),
        ("+", date(2026, 6, 4)),
        ("++", date(2026, 6, 5)),
        ("+t5", date(2026, 11, 5)),
        ("15", date(2026, 11, 15)),
        ("6/5", date(2026, 6, 5)),
    ],
)
def test_over_a_date_that_stands_there_a_number_of_days_counts_from_today(qtbot, window, today, keys, value):
    editor = DateEdit("Date", today)
    editor.set_value(date(2026, 6, 3))
    window(LineEdit("Before"), editor, LineEdit("Next"))
    editor.setFocus()
    qtbot.keyClicks(editor, keys)
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert editor.value() == value


def test_a_number_typed_after_the_field_was_left_is_a_day_again(qtbot, window, today):
    editor, after = DateEdit("Date", today), LineEdit("Next")
    window(editor, after)
    editor.set_value(date(2026, 11, 23))
    editor.setFocus()
    qtbot.keyClicks(editor, "+")
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    qtbot.keyClick(after, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(editor, "15")
    assert editor.value() == date(2026, 11, 15)


@pytest.mark.parametrize("held", [Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier])
def test_a_letter_with_alt_or_ctrl_is_no_date_key(qtbot, window, today, held):
    editor = DateEdit("Date", today)
    window(editor)
    editor.set_value(date(2026, 6, 3))
    editor.setFocus()
    for letter in "tmhw":
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key(ord(letter.upper())), held, letter)
        QApplication.sendEvent(editor, event)
    assert editor.text() == "06/03/2026"


def test_a_date_may_stay_blank(qtbot, window, today):
    editor = DateEdit("Date", today)
    type_and_leave(qtbot, window, editor, "")
    assert editor.value() is None
    assert editor.problem == ""


@pytest.mark.parametrize(
    ("typed", "cents", "shown"),
    [("25", 2500, "25.00"), ("$1,234.5", 123450, "1,234.50"), ("(3.00)", -300, "-3.00"), (".75", 75, "0.75")],
)
def test_money_is_taken_to_the_cent(qtbot, window, typed, cents, shown):
    editor = MoneyEdit("Amount")
    type_and_leave(qtbot, window, editor, typed)
    assert editor.value() == Money(cents)
    assert editor.text() == shown


def test_a_pasted_phone_keeps_all_its_digits(qtbot, window):
    editor = PhoneEdit("Phone")
    window(editor, LineEdit("Next"))
    editor.setFocus()
    QGuiApplication.clipboard().setText("312-555-0142")
    qtbot.keyClick(editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert editor.value() == "3125550142"
    assert editor.text() == "(312) 555-0142"


def test_the_message_comes_on_leaving_not_while_typing(qtbot, window):
    editor, said = MoneyEdit("Amount"), []
    editor.problem_changed.connect(said.append)
    window(editor, LineEdit("Next"))
    editor.setFocus()
    qtbot.keyClicks(editor, "12x")
    assert said == []
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert said == ["“12x” is not an amount. Type dollars and cents, like 25.00."]
    assert editor.text() == "12x"
    assert editor.accessibleDescription() == said[0]
    assert editor.value() is None


def test_a_mended_field_loses_its_message(qtbot, window):
    editor = MoneyEdit("Amount")
    type_and_leave(qtbot, window, editor, "12x")
    editor.setFocus()
    qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert editor.problem == ""
    assert editor.value() == Money(1200)


def test_codes_are_shown_in_capitals_and_checked_by_their_reader(qtbot, window):
    def read(text):
        if len(text) != 3:
            raise InputError(f"A code has 3 letters; this has {len(text)}.")
        return text.upper()

    editor = CodeEdit("Code", read)
    type_and_leave(qtbot, window, editor, "ab")
    assert editor.problem == "A code has 3 letters; this has 2."
    editor.setFocus()
    qtbot.keyClicks(editor, "c")
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert (editor.value(), editor.text()) == ("ABC", "ABC")


def wheel_over(widget):
    place = QPointF(widget.rect().center())
    event = QWheelEvent(
        place,
        widget.mapToGlobal(place),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


@pytest.mark.parametrize("focused", [False, True])
def test_the_wheel_changes_nothing(window, today, focused):
    combo = Combo("Sex", [("F", "Female"), ("M", "Male")])
    day = DateEdit("Date", today)
    day.set_value(date(2026, 1, 1))
    window(combo, day)
    for editor in (combo, day):
        if focused:
            editor.setFocus()
        wheel_over(editor)
    assert combo.value() == "F"
    assert day.value() == date(2026, 1, 1)


def test_a_choice_is_made_by_letter(qtbot, window):
    combo = Combo("Sex", [("F", "Female"), ("M", "Male")])
    window(combo)
    combo.setFocus()
    with qtbot.waitSignal(combo.edited):
        qtbot.keyClicks(combo, "m")
    assert combo.value() == "M"


def test_enter_in_a_field_presses_no_button(qtbot, window, today):
    pressed = []
    button = QPushButton("Void payment")
    button.clicked.connect(lambda: pressed.append(1))
    fields = [LineEdit("Name"), DateEdit("Date", today), MoneyEdit("Amount"), Combo("Sex", [("F", "Female")])]
    window(button, *fields)
    for field in fields:
        field.setFocus()
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert pressed == []


def test_tab_leaves_a_note(qtbot, window):
    note, after = NoteEdit("Note"), LineEdit("Next")
    window(note, after)
    note.setFocus()
    qtbot.keyClicks(note, "<b>called</b>")
    qtbot.keyClick(note, Qt.Key.Key_Tab)
    assert after.hasFocus()
    assert note.value() == "<b>called</b>"
