"""Lists show what the columns say, and are worked by keys."""

from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from app.domain.money import ZERO, Money
from app.views.common.chip import CHIP_ROLE, Chip
from app.views.common.columns import ROW_ROLE, Column
from app.views.common.line_edit import LineEdit
from app.views.common.paged_model import PAGE, PAGES_KEPT, PagedTableModel
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import ChipKind


@dataclass(frozen=True, slots=True)
class Line:
    id: int
    name: str
    born: date | None = None
    owes: Money = ZERO
    standing: Chip | None = None


COLUMNS = (
    Column("Name", lambda line: line.name),
    Column("Born", lambda line: line.born, width=10),
    Column("Owes", lambda line: line.owes, right=True, width=10),
    Column("Standing", lambda line: line.standing, width=12),
)
LINES = (
    Line(1, "Rivera, Ana", date(1961, 3, 4), Money(8420), Chip(ChipKind.DUE, "Due soon")),
    Line(2, "chen, Wei", None, Money(-500)),
    Line(3, "Abbott, Zoe", date(1999, 1, 2), Money(100)),
)


def shown(model, role=Qt.ItemDataRole.DisplayRole):
    return [[model.index(row, column).data(role) for column in range(4)] for row in range(model.rowCount())]


def test_the_model_shows_and_speaks_its_rows(qapp):
    model = TableModel(COLUMNS)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.set_rows(LINES)
    assert shown(model)[0] == ["Rivera, Ana", "03/04/1961", "84.20", "Due soon"]
    assert shown(model)[1][1] == ""
    assert shown(model, Qt.ItemDataRole.AccessibleTextRole)[0][2] == "Owes: 84 dollars 20"
    assert shown(model, Qt.ItemDataRole.AccessibleTextRole)[1][2] == "Owes: minus 5 dollars"
    assert model.index(0, 0).data(ROW_ROLE) is LINES[0]
    assert model.index(0, 3).data(CHIP_ROLE) == Chip(ChipKind.DUE, "Due soon")
    assert model.index(0, 0).data(CHIP_ROLE) is None
    right = Qt.AlignmentFlag(model.index(0, 2).data(Qt.ItemDataRole.TextAlignmentRole))
    assert right & Qt.AlignmentFlag.AlignRight


def test_rows_sort_by_value_with_blanks_last(qapp):
    model = TableModel(COLUMNS)
    model.set_rows(LINES)
    model.sort(0)
    assert [line.id for line in model.rows] == [3, 2, 1]
    model.sort(2, Qt.SortOrder.DescendingOrder)
    assert [line.id for line in model.rows] == [1, 3, 2]
    for order in Qt.SortOrder:
        model.sort(1, order)
        assert model.rows[-1].id == 2


def test_the_view_is_worked_by_keys(qtbot, window):
    model = TableModel(COLUMNS)
    view, after = TableView("Patients", model), LineEdit("Next")
    window(view, after)
    model.set_rows(LINES)
    view.setFocus()
    opened = []
    view.opened.connect(opened.append)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.keyClick(view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(view, Qt.Key.Key_F2)
    assert [line.id for line in opened] == [2, 3]
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert view.selected_rows() == list(LINES)
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    assert after.hasFocus()


def test_a_filled_list_always_has_a_current_row(qtbot, window):
    model = TableModel(COLUMNS)
    view = TableView("Patients", model)
    window(view)
    changes = []
    view.row_changed.connect(changes.append)
    model.set_rows(LINES)
    assert view.current_row() is LINES[0]
    model.set_rows(())
    assert view.current_row() is None
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert changes[-1] is None


def test_chips_and_cells_are_drawn_in_both_schemes(window, light):
    model = TableModel(COLUMNS)
    view = TableView("Patients", model)
    window(view)
    model.set_rows(LINES)
    colours = set()
    image = view.grab().toImage()
    for x in range(0, image.width()):
        colours.update(image.pixelColor(x, y).name() for y in range(30, 60))
    assert "#fbefc4" in colours
    assert "#dcebfa" in colours


def paged(count):
    asked, waiting = [], []
    model = PagedTableModel(COLUMNS, lambda ids, done: (asked.append(ids), waiting.append(done)))
    model.set_ids(range(1000, 1000 + count))
    return model, asked, waiting


def test_a_page_is_asked_once_and_shown_when_it_comes(qtbot):
    model, asked, waiting = paged(1_000_000)
    assert model.rowCount() == 1_000_000
    assert model.index(500_050, 0).data() is None
    assert model.index(500_051, 0).data() is None
    assert len(asked) == 1
    assert asked[0] == list(range(501_000, 501_000 + PAGE))
    with qtbot.waitSignal(model.dataChanged) as changed:
        waiting[0](Line(number, f"Name {number}") for number in reversed(asked[0]))
    assert (changed.args[0].row(), changed.args[1].row()) == (500_000, 500_000 + PAGE - 1)
    assert model.index(500_050, 0).data() == "Name 501050"
    assert model.position_of(501_050) == 500_050
    assert model.position_of(7) == -1


def test_a_row_gone_meanwhile_stays_blank(qapp):
    model, _asked, waiting = paged(3)
    model.row_at(0)
    waiting[0]([Line(1000, "a"), Line(1002, "c")])
    assert [model.index(row, 0).data() for row in range(3)] == ["a", None, "c"]


def test_answers_to_an_older_list_are_dropped(qapp):
    model, _asked, waiting = paged(3)
    model.row_at(0)
    model.set_ids([1000])
    waiting[0]([Line(1000, "old")])
    assert model.row_at(0) is None
    waiting[1]([Line(1000, "new")])
    assert model.row_at(0).name == "new"


def test_only_pages_looked_at_lately_are_kept(qapp):
    model, asked, waiting = paged(PAGE * (PAGES_KEPT + 1))
    for number in range(PAGES_KEPT + 1):
        model.row_at(number * PAGE)
        waiting[-1](Line(row_id, "x") for row_id in asked[-1])
    assert model.row_at(PAGES_KEPT * PAGE).name == "x"
    assert model.row_at(0) is None


def test_the_view_hears_of_its_row_when_the_page_comes(window):
    model, _asked, waiting = paged(0)
    view = TableView("Patients", model)
    window(view)
    rows = []
    view.row_changed.connect(rows.append)
    model.set_ids([1, 2])
    assert view.current_row() is None
    waiting[0]([Line(1, "a"), Line(2, "b")])
    assert rows[-1].name == "a"


@pytest.mark.parametrize("held", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier])
def test_home_and_end_go_to_the_first_and_the_last_row_and_choose_it_alone(qtbot, window, held):
    model = TableModel(COLUMNS)
    view = TableView("Patients", model)
    window(view)
    model.set_rows(LINES)
    view.setFocus()
    for key, line in ((Qt.Key.Key_End, LINES[2]), (Qt.Key.Key_Home, LINES[0])):
        qtbot.keyClick(view, key, held)
        assert (view.current_row(), view.selected_rows()) == (line, [line])
