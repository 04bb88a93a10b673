"""One part of the payments tab: it asks when it is seen, and again when the tab says that it changed."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from app.views.common.asking_widget import AskingWidget
from app.views.common.coverage_subject import NOTHING_ASKED, CoverageSubject
from app.views.common.desk import Desk
from app.views.common.line_edit import LineEdit
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import Space, scaled


def finder(hint: str) -> LineEdit:
    """A line to find something in a list."""
    line = LineEdit("Find in list")
    line.setPlaceholderText(hint)
    line.setClearButtonEnabled(True)
    return line


def show_lines(table: TableView, model: TableModel, lines: Sequence[Any], wanted: int = 0) -> None:
    """List lines and go to the one with the wanted id, by default that chosen before, else the first."""
    current = table.current_row()
    wanted = wanted or (current.id if current else 0)
    model.set_rows(lines)
    table.go_to(next((at for at, line in enumerate(lines) if line.id == wanted), 0))


class Segment(AskingWidget):
    """A list with its card; `said` carries a sentence for the toast."""

    said = Signal(str)
    patient_asked = Signal(int)
    claim_asked = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.listed: QWidget | None = None

    def go_to_filter(self) -> None:
        """Put the keyboard into the filter; a subclass has one."""
        raise TypeError(f"{type(self).__name__} must say where its filter is")

    def go_to_list(self) -> bool:
        """Put the keyboard on the list; False while there is none."""
        is_there = self.listed is not None and self.listed.isVisible()
        if self.listed is not None and is_there:
            self.listed.setFocus()
        return is_there

    def coverage_subject(self) -> CoverageSubject:
        """What “Is this covered?” is asked about here; a subclass with services knows which is chosen."""
        return NOTHING_ASKED

    def lay_out_beside(self, bar: QWidget, act: QWidget, rows: Sequence[QWidget], side: QWidget) -> None:
        """Lay out a filter and its action above rows (the last takes the room), and the side at the right."""
        top = QHBoxLayout()
        top.addWidget(bar, 1)
        top.addWidget(act, 0, Qt.AlignmentFlag.AlignTop)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addLayout(top)
        for row in rows:
            column.addWidget(row, int(row is rows[-1]))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(side)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([scaled(900), scaled(340)])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(splitter)
