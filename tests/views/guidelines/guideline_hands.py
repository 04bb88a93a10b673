"""What the tests of guidelines do by keys: go to a tab, type a code into a visit, look it up."""

from PySide6.QtCore import Qt

from tests.views.scenario_hands import open_patient
from tests.views.window_hands import CTRL, ENTER

Key = Qt.Key


def go_to_tab(hands, name):
    """Show a tab by its key, and give it."""
    number = hands.window._names.index(name) + 1
    hands.press(Key(Key.Key_0 + number), CTRL)
    hands.settle()
    return hands.tab_of(name)


def panel_of(hands):
    """The panel of “Is this covered?”."""
    return hands.window.overlays.page("coverage")


def facts_of(hands):
    """What the answer says, by name."""
    return dict(panel_of(hands).view.facts.texts)


def type_a_code(hands, code="97110"):
    """Begin a visit of Rivera with a diagnosis and a code."""
    open_patient(hands, "rivera")
    hands.press(Key.Key_E, CTRL)
    hands.type("acute pharyngitis unspecified")
    hands.press(ENTER)
    hands.press(ENTER)
    assert hands.focus_name == "Line 1 code"
    hands.type(code)


def look_up(hands):
    """Press Ctrl+G; gives how many keys that took."""
    before = hands.commands
    hands.press(Key.Key_G, CTRL)
    return hands.commands - before
