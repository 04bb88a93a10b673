"""The walk of `remake_screens.py` through disputes: what is to be decided, a case, and what was learned."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from screen_camera import CTRL, SHIFT, Camera

if TYPE_CHECKING:
    from app.views.disputes.tab import DisputesTab

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape


def walk_disputes(camera: Camera) -> None:
    """The lines to be decided, a case opened on one, and the cases by how far they came."""
    press, shoot = camera.press, camera.shoot
    press(Qt.Key.Key_5, CTRL)
    tab: DisputesTab = camera.work.show_room("disputes")
    shoot("triage", 0.8)
    press(Qt.Key.Key_R, CTRL)
    shoot("triage-decide")
    press(ESC)
    press(Qt.Key.Key_D, CTRL)
    shoot("case-start", 0.4)
    press(ESC)
    for stage in ("working", "sent", "lost", "closed"):
        tab.desk_page.show_part(stage)
        shoot(f"cases-{stage}", 0.4)
    tab.desk_page.show_part("working")
    tab.desk_page.enter()
    press(ENTER)
    _walk_case(camera, tab)
    press(ESC)
    for page in ("learned", "rules"):
        tab._show_page(page)
        shoot(page, 0.5)
        if page == "rules":
            press(Qt.Key.Key_N, CTRL)
            shoot("rule", 0.4)
            press(ESC)
        press(ESC)


def _walk_case(camera: Camera, tab: "DisputesTab") -> None:
    """One case with its lanes, and the forms beside it."""
    press, shoot = camera.press, camera.shoot
    shoot("case", 0.8)
    press(Qt.Key.Key_N, CTRL)
    camera.type("")
    shoot("case-fact")
    press(ESC)
    press(Qt.Key.Key_L, CTRL)
    shoot("case-call")
    press(ESC)
    tab.case.view.papers.things.setFocus()
    press(ENTER)
    shoot("case-evidence")
    press(ESC)
    press(ENTER, CTRL)
    shoot("case-outcome")
    press(ESC)
    press(Qt.Key.Key_B, CTRL)
    shoot("case-letter", 0.6)
    press(ENTER, CTRL)
    camera.settle(0.5)
    press(Qt.Key.Key_P, CTRL)
    shoot("case-packet", 1.5)
    press(ESC)
    tab.case.setFocus()
    press(Qt.Key.Key_S, CTRL | SHIFT)
    shoot("case-sending")
    press(ESC)
