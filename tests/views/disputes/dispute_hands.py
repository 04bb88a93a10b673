"""Steps through the disputes tab by keys."""

from PySide6.QtCore import Qt

from tests.views.window_hands import CTRL, ENTER, SHIFT

Key = Qt.Key
KEY = Key.Key_5


def show_triage(hands):
    """Go to the tab, with the keyboard on what waits for a decision; gives the tab."""
    hands.press(KEY, CTRL)
    hands.settle()
    tab = hands.tab_of("disputes")
    hands.wait(tab.desk_page.triage.table.hasFocus)
    return tab


def show_stage(hands, word):
    """Show the cases of one stage by its chip; gives the model of the list."""
    hands.press(KEY, CTRL)
    tab = hands.tab_of("disputes")
    chips = tab.desk_page.chips
    for _ in range(40):
        if chips.isAncestorOf(hands.focus):
            break
        hands.press(Key.Key_Backtab, SHIFT)
    for key in (*[Key.Key_Left] * 5, *[Key.Key_Right] * 5):
        if hands.focus_name.startswith(word):
            break
        hands.press(key)
    assert hands.focus_name.startswith(word), hands.focus_name
    hands.settle()
    return tab.desk_page.list.model


def open_case(hands):
    """Open a case on the line under the keyboard; gives its page."""
    hands.press(Key.Key_D, CTRL)
    hands.press(ENTER)
    return page_of(hands)


def page_of(hands):
    """The page of the case that is shown."""
    page = hands.tab_of("disputes").case
    hands.wait(lambda: page.isVisible() and page.case is not None)
    hands.settle()
    return page


def choose_thing(hands, title):
    """Put the keyboard on a thing of the checklist and press Enter."""
    page = page_of(hands)
    things = page.view.papers.things
    at = next(at for at, each in enumerate(page.view.papers.checklist.rows) if each.need.title == title)
    hands.go_to("Checklist")
    hands.press(Key.Key_Home, CTRL)
    for _ in range(at):
        hands.press(Key.Key_Down)
    assert things.current_row().need.title == title
    hands.press(ENTER)


def choose(hands, name, word):
    """Go to a choice, and step through it until it shows a word that begins so."""
    hands.go_to(name, 60)
    hands.press(Key.Key_Home)
    for _ in range(hands.focus.count()):
        if hands.focus.currentText().startswith(word):
            return
        hands.press(Key.Key_Down)
    raise AssertionError(f"{word} is no choice of {name}")


def type_over(hands, name, text):
    """Go to a field and type over what stands in it."""
    hands.go_to(name, 60)
    hands.press(Key.Key_A, CTRL)
    hands.type(text)


def post(hands):
    """Post the form beside the case."""
    hands.press(ENTER, CTRL)
    hands.settle()


def facts_of(page, lane):
    """The facts of a lane: day, kind and words."""
    rows = page.view.lanes[lane].facts.rows
    return [(fact.on.isoformat(), fact.kind.value, fact.text) for fact in rows]
