"""The lock: nothing to see, nothing that acts, and everything back as it was."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget

from app.services.session import system_clock
from app.views.common.clipboard import Clipboard
from app.views.idle_watch import IdleWatch

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


def shown_texts(shell):
    return {label.text() for label in shell.visible(QLabel)}


def note(shell):
    return shell.work._places["patients"].tab.form.editor("note")


def lock(shell):
    shell.press(Key.Key_L, CTRL, SHIFT)
    assert shell.window.is_locked


def test_the_lock_hides_every_widget_of_the_work(shell):
    shell.open()
    shell.window.desk.say.emit("Payment of Rivera posted.")
    assert "Rivera, Ana" in shown_texts(shell)
    lock(shell)
    assert not [widget for widget in shell.work.findChildren(QWidget) if widget.isVisible()]
    assert not shell.work.isVisible()
    assert not [text for text in shown_texts(shell) if "Rivera" in text]


def test_what_was_said_is_gone_when_the_lock_is_opened(shell):
    shell.open()
    shell.window.desk.say.emit("The insurance is saved.")
    assert shell.work.strip._said.text() == "The insurance is saved."
    lock(shell)
    shell.unlock("maria")
    shell.wait(lambda: not shell.window.is_locked)
    assert shell.work.strip._said.text() != "The insurance is saved."
    assert not shell.work.toast.isVisible()


def test_no_key_acts_behind_the_lock(shell):
    shell.open()
    lock(shell)
    for key in (Key.Key_K, Key.Key_2, Key.Key_Comma, Key.Key_Slash):
        shell.press(key, CTRL)
    shell.press(Key.Key_N, CTRL, SHIFT)
    shell.press(Key.Key_F1)
    assert shell.window.is_locked
    assert shell.work._places["patients"].tab.asked == []
    assert not shell.work.isVisible()


def test_the_answers_of_the_command_box_go(shell):
    shell.open()
    shell.press(Key.Key_K, CTRL)
    shell.write("lock")
    shell.wait(lambda: shell.work.box.is_open)
    shell.window.lock()
    assert not shell.work.box.is_open
    assert shell.work.box.text() == ""


def test_what_was_copied_goes(shell):
    shell.open()
    Clipboard(shell.work).copy("Rivera owes 84.20")
    lock(shell)
    assert QGuiApplication.clipboard().text() == ""


def test_the_same_person_finds_everything_in_its_place(shell):
    shell.open()
    shell.press(Key.Key_2, CTRL)
    note(shell)
    shell.press(Key.Key_1, CTRL)
    note(shell).setFocus()
    shell.write("call back on Fri")
    work = shell.work
    lock(shell)
    shell.unlock("maria")
    shell.wait(lambda: not shell.window.is_locked)
    assert shell.work is work
    assert note(shell).text() == "call back on Fri"
    assert note(shell).isVisible()
    assert shell.page.form.editor("password").text() == ""


def test_a_wrong_password_keeps_it_locked(shell):
    shell.open()
    lock(shell)
    shell.unlock("maria", "not the password")
    shell.wait(lambda: "not right" in shell.page._reason.text())
    assert shell.window.is_locked


def test_a_colleague_gets_a_session_of_her_own_and_the_draft_stays_with_its_owner(shell):
    shell.open("maria")
    note(shell).setFocus()
    shell.write("call back on Fri")
    lock(shell)
    shell.unlock("rita")
    shell.wait(lambda: not shell.window.is_locked)
    assert shell.door.practice.session.user.name == "rita"
    assert note(shell).text() == ""
    lock(shell)
    shell.unlock("maria")
    shell.wait(lambda: not shell.window.is_locked and shell.door.practice.session.user.name == "maria")
    shell.wait(lambda: note(shell).text() == "call back on Fri")


def test_a_draft_outlives_the_program(make_shell):
    first = make_shell()
    first.open()
    note(first).setFocus()
    first.write("half a sentence")
    first.close()
    again = make_shell()
    again.open()
    again.wait(lambda: note(again).text() == "half a sentence")


def test_the_practice_behind_the_lock_can_be_closed(shell):
    shell.open()
    lock(shell)
    shell.window.gate.close_asked.emit()
    shell.wait(lambda: shell.door.practice is None and shell.work is None)
    shell.wait(lambda: not shell.runner._flying)
    shell.unlock("bea")
    shell.wait(lambda: shell.work is not None)


def test_ten_quiet_minutes_lock_and_a_key_begins_them_anew(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    watch = IdleWatch(window)
    watch.begin(system_clock)
    assert watch.minutes == 10
    watch.set_minutes(2)
    assert watch.minutes == 5
    watch._minutes = 0
    with qtbot.waitSignal(watch.idle):
        watch.check()
    watch._minutes = 10
    with qtbot.assertNotEmitted(watch.idle):
        watch.check()


def test_a_computer_that_slept_wakes_up_locked(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    time = [system_clock()]
    watch = IdleWatch(window)
    watch.begin(lambda: time[0])
    time[0] += timedelta(minutes=3)
    with qtbot.waitSignal(watch.idle):
        watch.check()


def test_the_window_locks_when_the_desk_is_left(shell):
    shell.open()
    shell.window.idle.idle.emit()
    assert shell.window.is_locked


def test_the_minutes_are_the_practices(shell):
    from app.services.office import set_setting

    shell.open()
    shell.window.desk.do(set_setting, "lock_minutes", "20")
    shell.wait(lambda: shell.window.idle.minutes == 20)
