"""Claims that were left out of a print or a file, each with its first fault; Enter opens the claim."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.findings import Finding, Severity
from app.queries.claims import ClaimLine, list_claim_lines
from app.views.common.columns import Column
from app.views.common.desk import Desk
from app.views.common.plain_label import PlainLabel
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import Space, Text

LeftOut = Sequence[tuple[int, tuple[Finding, ...]]]


@dataclass(frozen=True, slots=True)
class LeftOutLine:
    """A claim that was left out and one fault of it."""

    id: int
    number: int
    patient: str
    fault: str


class LeftOutList(QWidget):
    """Shows every blocking fault of the claims left out; `opened` carries the claim's id."""

    opened = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._left_out: LeftOut = ()
        columns = (
            Column("Claim", lambda line: line.number, right=True, width=7),
            Column("Patient", lambda line: line.patient, width=22),
            Column("What to fix", lambda line: line.fault),
        )
        self.model = TableModel(columns, self)
        self.table = TableView("Claims left out", self.model)
        self.table.opened.connect(self._on_opened)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(PlainLabel("Left out: what keeps each from going out", Text.STRONG))
        column.addWidget(self.table, 1)
        self.hide()

    def show_left_out(self, left_out: LeftOut) -> None:
        """Show these claims, or nothing."""
        self._left_out = left_out
        self.setVisible(bool(left_out))
        if left_out:
            ids = [claim for claim, _ in left_out]
            self._desk.ask(list_claim_lines, ids, then=self._on_named, owner=self, key="left out")

    def _on_named(self, lines: Sequence[ClaimLine]) -> None:
        named = {line.id: line for line in lines}
        self.model.set_rows(
            LeftOutLine(claim, named[claim].number, named[claim].patient, f"{finding.text} {finding.fix}")
            for claim, findings in self._left_out
            if claim in named
            for finding in findings
            if finding.severity is Severity.ERROR
        )

    def _on_opened(self, line: LeftOutLine) -> None:
        self.opened.emit(line.id)
