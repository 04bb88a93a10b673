"""The command box finds while one types, and never opens the wrong thing."""

import pytest
from PySide6.QtCore import Qt

from app.views.common.command_box import CommandBox, Hit
from app.views.common.line_edit import LineEdit

HITS = (
    Hit("Patients", "Rivera, Ana M", "03/04/1961", "$84.20", "ana"),
    Hit("Patients", "Rivera, Juan", "11/19/1988", "$0.00", "juan"),
    Hit("Commands", "Print statements", target="statements"),
)


@pytest.fixture
def box(window):
    asked = []
    made = CommandBox(lambda text, done: asked.append((text, done)))
    made.asked = asked
    made.opened, made.beside = [], []
    made.chosen.connect(made.opened.append)
    made.chosen_beside.connect(made.beside.append)
    made.after = LineEdit("Next")
    window(made, made.after)
    made.setFocus()
    return made


def test_type_choose_open(qtbot, box):
    qtbot.keyClicks(box, "riv")
    assert [text for text, _ in box.asked] == ["r", "ri", "riv"]
    box.asked[-1][1](HITS)
    assert box.current() == HITS[0]
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.current() == HITS[1]
    assert box.hasFocus()
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.opened == ["juan"]
    assert box.text() == ""
    assert not box.is_open


def test_up_and_down_stop_at_the_ends(qtbot, box):
    qtbot.keyClicks(box, "r")
    box.asked[-1][1](HITS)
    qtbot.keyClick(box, Qt.Key.Key_Up)
    assert box.current() == HITS[0]
    for _ in range(5):
        qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.current() == HITS[2]


def test_ctrl_enter_opens_beside(qtbot, box):
    qtbot.keyClicks(box, "r")
    box.asked[-1][1](HITS)
    qtbot.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (box.opened, box.beside) == ([], ["ana"])


def test_an_answer_to_older_text_is_dropped(qtbot, box):
    qtbot.keyClicks(box, "ri")
    box.asked[1][1](HITS[1:])
    box.asked[0][1](HITS)
    assert box.current() == HITS[1]


def test_a_quick_enter_waits_for_its_own_answer(qtbot, box):
    qtbot.keyClicks(box, "r")
    box.asked[-1][1](HITS)
    qtbot.keyClicks(box, "x")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.opened == []
    box.asked[-1][1](HITS[2:])
    assert box.opened == ["statements"]


def test_enter_on_nothing_found_opens_nothing_later(qtbot, box):
    qtbot.keyClicks(box, "zzz")
    box.asked[-1][1](())
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.keyClicks(box, "r")
    box.asked[-1][1](HITS)
    assert box.opened == []


def test_esc_and_leaving_close_the_answers(qtbot, box):
    qtbot.keyClicks(box, "r")
    box.asked[-1][1](HITS)
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert (box.is_open, box.text()) == (False, "")
    qtbot.keyClicks(box, "r")
    box.asked[-1][1](HITS)
    box.after.setFocus()
    assert not box.is_open


def test_a_click_opens(qtbot, box):
    qtbot.keyClicks(box, "r")
    box.asked[-1][1](HITS)
    view = box._list
    place = view.visualRect(view.model().index(1, 1)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert box.opened == ["juan"]


def test_esc_tells_that_the_box_was_dismissed(qtbot, box):
    qtbot.keyClicks(box, "r")
    with qtbot.waitSignal(box.dismissed):
        qtbot.keyClick(box, Qt.Key.Key_Escape)
