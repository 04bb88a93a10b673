"""The walk of `remake_screens.py` through the day's work and a call: who is calling, people, alerts."""

from PySide6.QtCore import Qt
from screen_camera import CTRL, Camera

ENTER, ESC, TAB, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Space


def walk_today(camera: Camera) -> None:
    """What is due, a new to-do, and a call from the check of the caller on."""
    press, shoot = camera.press, camera.shoot
    press(Qt.Key.Key_1, CTRL)
    shoot("today", 0.6)
    press(Qt.Key.Key_Down)
    press(ENTER, CTRL)
    shoot("today-finish")
    press(ESC)
    press(Qt.Key.Key_N, CTRL)
    camera.type("Ask the plan for its form")
    shoot("to-do")
    press(ESC)
    camera.find("caller fairweather nora")
    camera.settle(0.5)
    shoot("caller")
    for key in (TAB, TAB, SPACE, TAB, SPACE):
        press(key)
    shoot("caller-checked")
    press(ESC)
    tab = camera.work.show_room("patients")
    tab.call_page("Calls & notes", "show_people")
    shoot("people", 0.4)
    press(ESC)
    tab.call_page("Calls & notes", "show_alerts")
    shoot("alerts", 0.4)
    press(ESC)
    tab.show_page("Account")
