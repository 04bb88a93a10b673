"""The walk of `remake_screens.py` through coverage and questions: verified, estimated, asked and answered."""

from PySide6.QtCore import Qt
from screen_camera import CTRL, NONE, SHIFT, Camera

ENTER, ESC, TAB, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Space


def walk_coverage(camera: Camera) -> None:
    """The visits whose coverage is to be verified, a patient's answers, and what a visit will cost."""
    press, shoot = camera.press, camera.shoot
    tab = camera.work.show_room("patients")
    camera.find("coverage to verify")
    shoot("verify", 0.6)
    press(ENTER)
    shoot("coverage", 0.6)
    press(Qt.Key.Key_V, CTRL | SHIFT)
    shoot("coverage-check", 0.4)
    press(ESC)
    camera.find("Quillen Ulysses")
    tab.show_page("Insurance").setFocus()
    camera.settle(0.4)
    press(Qt.Key.Key_W, CTRL | SHIFT)
    shoot("coverage-answers", 0.4)
    press(ESC)
    for name, picture, key, held in (
        ("Halloway Wren", "good-faith", Qt.Key.Key_T, CTRL | SHIFT),
        ("Quince Marlow", "estimate-and-actual", ENTER, NONE),
    ):
        camera.find(name)
        tab.show_page("Visits").list.table.setFocus()
        camera.settle(0.4)
        press(key, held)
        shoot(picture, 0.8)
        press(ESC)


def walk_questions(camera: Camera) -> None:
    """A patient calls: nothing is shown before it is known who; then the answer in both languages."""
    press, shoot = camera.press, camera.shoot
    camera.work.show_room("patients")
    camera.find("Fairweather Nora")
    press(Qt.Key.Key_H, CTRL | SHIFT)
    camera.settle(0.5)
    camera.type("why do I owe")
    shoot("questions", 0.5)
    press(ENTER)
    shoot("questions-caller", 0.5)
    for key in (TAB, TAB, SPACE, TAB, SPACE):
        press(key)
    press(ENTER, CTRL)
    shoot("question-answered", 0.8)
    press(Qt.Key.Key_P, CTRL)
    shoot("question-letter", 1.0)
    press(ESC)
