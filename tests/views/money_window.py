"""Steps through the window about money given up and given back, by keys."""

from PySide6.QtCore import Qt

from tests.practice_fixtures import PASSWORDS
from tests.views.window_hands import CTRL, ENTER

Key = Qt.Key


def show_part(hands, title):
    """Go to a part of the payments tab by its chip."""
    hands.press(Key.Key_4, CTRL)
    tab = hands.tab_of("payments")
    tab.chips.chip(tab.chips.value()).setFocus()
    go_along(hands, title, len(tab.segments))


def go_along(hands, title, most):
    """Press Right, then Left, until the chip with this title is chosen."""
    for key in [Key.Key_Right] * most + [Key.Key_Left] * most:
        if hands.focus_name.startswith(title):
            return
        hands.press(key)
    raise AssertionError(f"{title} is not among the chips; the keyboard is on {hands.focus_name}")


def push(hands, name):
    """Go to a button by Tab, and press it."""
    hands.go_to(name, 60)
    hands.press(Key.Key_Space)


def choose(hands, name, word):
    """Go to a choice, and step through it until it shows a word that begins so."""
    hands.go_to(name, 60)
    hands.press(Key.Key_Home)
    for _ in range(hands.focus.count()):
        if hands.focus.currentText().startswith(word):
            return
        hands.press(Key.Key_Down)
    raise AssertionError(f"{word} is no choice of {name}")


def sign(hands, who="maria", note=""):
    """A second person signs for the request shown, at this screen."""
    card = hands.tab_of("payments").approvals.card
    hands.wait(lambda: card.detail is not None and card.form.editor("who").count())
    hands.go_to("Who signs", 60)
    assert card.form.editor("who").value() == who
    hands.go_to("Password of that person")
    hands.type(PASSWORDS[who])
    if note:
        hands.go_to("Note or reason")
        hands.type(note)
    hands.press(ENTER, CTRL)


def open_patient(hands, text):
    """Choose the first patient who is found, in a panel that begins with a search."""
    hands.type(text)
    hands.press(ENTER)
