"""What a record lacks: to see the patient, to bill, to mail; each gap leads to its field."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.completeness import Completeness
from app.domain.findings import Finding, Severity
from app.views.common.chip import Chip
from app.views.common.columns import Column
from app.views.common.plain_label import PlainLabel
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import ChipKind, Space, Text

PURPOSES = (("to_see", "to see"), ("to_bill", "to bill"), ("to_mail", "to mail"))


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing missing, and the purposes it is missing for."""

    finding: Finding
    purposes: str

    @property
    def chip(self) -> Chip:
        """Whether it blocks or should only be asked for."""
        blocks = self.finding.severity is Severity.ERROR
        return Chip(ChipKind.DENIED, "Needed") if blocks else Chip(ChipKind.DUE, "Ask")


_COLUMNS = (
    Column("", lambda gap: gap.chip, width=11),
    Column("What is missing", lambda gap: f"{gap.finding.text} {gap.finding.fix}"),
    Column("For", lambda gap: gap.purposes, width=14),
)


def gaps_of(lacks: Completeness) -> tuple[Gap, ...]:
    """The gaps of a record, each once, those that block first."""
    purposes: dict[Finding, list[str]] = {}
    for name, words in PURPOSES:
        for finding in getattr(lacks, name):
            purposes.setdefault(finding, []).append(words)
    gaps = [Gap(finding, ", ".join(words)) for finding, words in purposes.items()]
    return tuple(sorted(gaps, key=lambda gap: -gap.finding.severity))


class GapList(QWidget):
    """The gaps of one record; `field_asked` carries the place where one is mended."""

    field_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = TableModel(_COLUMNS, self)
        self._title = PlainLabel(kind=Text.STRONG, wrap=True)
        self._view = TableView("What is missing", self._model)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self._title)
        column.addWidget(self._view, 1)
        self._view.opened.connect(self._on_opened)
        self._view.clicked.connect(self._on_clicked)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Those shown."""
        return self._model.rows

    def show_completeness(self, lacks: Completeness) -> None:
        """Show what is missing."""
        gaps = gaps_of(lacks)
        if gaps != self.gaps:
            self._model.set_rows(gaps)
        self._view.setVisible(bool(gaps))
        if lacks.is_complete:
            self._title.setText("Nothing is missing.")
        else:
            can = [
                words
                for words, is_so in (("bill", lacks.may_bill), ("write to", lacks.may_mail))
                if not is_so
            ]
            lead = (
                f"Not enough yet to {' or '.join(can)} this patient." if can else "Enough to bill and mail."
            )
            self._title.setText(lead)

    def _on_clicked(self) -> None:
        if row := self._view.current_row():
            self._on_opened(row)

    def _on_opened(self, gap: Gap) -> None:
        self.field_asked.emit(gap.finding.field)
