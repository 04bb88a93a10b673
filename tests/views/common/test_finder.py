"""Finding while typing, columns that give way, and one letter that chooses."""

import pytest
from PySide6.QtCore import Qt

from app.views.common.chip import PAD
from app.views.common.columns import Column
from app.views.common.combo import Combo
from app.views.common.finder import Finder
from app.views.common.giving_way import A_NAME, GivingWay
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import letters
from app.views.payments.words import METHOD_CHOICES, METHOD_LETTERS

NAMES = ("Rivera, Ana", "Rivera, Juan", "Chen, Wei")
COLUMNS = (Column("Name", lambda name: name),)
ENTER = Qt.Key.Key_Return


@pytest.fixture
def finder(window):
    made = Finder("Patient", COLUMNS, lambda text, done: made.asked.append((text, done)))
    made.asked, made.heard = [], []
    made.chosen.connect(made.heard.append)
    window(made)
    made.setFocus()
    return made


def answer(finder, at=-1):
    text, done = finder.asked[at]
    done([name for name in NAMES if name.casefold().startswith(text)])


def test_arrows_and_enter_choose_from_the_line(qtbot, finder):
    qtbot.keyClicks(finder.line, "riv")
    answer(finder)
    qtbot.keyClick(finder.line, Qt.Key.Key_Down)
    qtbot.keyClick(finder.line, ENTER)
    assert finder.heard == ["Rivera, Juan"]
    assert not finder.view.isVisible()


def test_an_early_enter_waits_for_the_answer_and_an_old_answer_is_dropped(qtbot, finder):
    qtbot.keyClicks(finder.line, "ch")
    qtbot.keyClick(finder.line, ENTER)
    finder.asked[0][1](["Curie, Marie"])
    assert finder.heard == []
    answer(finder)
    assert finder.heard == ["Chen, Wei"]


def test_nothing_found_is_said(qtbot, finder):
    qtbot.keyClicks(finder.line, "zz")
    answer(finder)
    assert finder._said.isVisible()
    qtbot.keyClick(finder.line, ENTER)
    assert finder.heard == []


def test_columns_give_way_in_a_narrow_list(window):
    columns = (Column("Name", str), Column("Date", str, width=12), Column("Amount", str, width=12))
    table = TableView("Payments", TableModel(columns))
    GivingWay(table, ("Date",))
    whole = window(table)
    assert not table.isColumnHidden(1)
    whole.resize(320, 300)
    assert table.isColumnHidden(1)
    assert not table.isColumnHidden(2)


def test_a_column_stays_while_a_name_of_eighteen_letters_fits_beside_it(window):
    table = TableView("Patients", TableModel((Column("Patient", str), Column("Born", str, width=10))))
    GivingWay(table, ("Born",))
    whole = window(table)
    edges = whole.width() - table.viewport().width()
    room = table.fontMetrics().horizontalAdvance(A_NAME) + letters(10) + 4 * PAD
    whole.resize(room + edges, 300)
    assert not table.isColumnHidden(1)
    whole.resize(room + edges - 1, 300)
    assert table.isColumnHidden(1)


def test_one_letter_chooses_where_words_begin_alike(qtbot, window):
    combo = Combo("Method", (("", "Choose…"), ("cash", "Cash (c)"), ("check", "Check (k)")))
    combo.set_letters({"c": "cash", "k": "check"})
    window(combo)
    with qtbot.waitSignal(combo.edited):
        qtbot.keyClicks(combo, "k")
    assert combo.value() == "check"
    qtbot.keyClicks(combo, "cc")
    assert combo.value() == "cash"


@pytest.mark.parametrize(
    ("word", "key"),
    [("cash", "cash"), ("check", "check"), ("card", "card"), ("hsa", "hsa"), ("ach", "ach"), ("visa", "")],
)
def test_a_whole_word_chooses_the_method_it_names(qtbot, window, word, key):
    combo = Combo("Method", METHOD_CHOICES)
    combo.set_letters(METHOD_LETTERS)
    window(combo)
    qtbot.keyClicks(combo, word)
    assert combo.value() == key
