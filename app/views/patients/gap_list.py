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

PURPOSES = (("to_see", "to see the patient"), ("to_bill", "to bill"), ("to_mail", "to mail"))
NEEDED = Chip(ChipKind.DENIED, "Needed")
ASK = Chip(ChipKind.DUE, "Ask")


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing missing, and the purposes it is missing for."""

    finding: Finding
    purposes: tuple[str, ...]

    @property
    def chip(self) -> Chip:
        """Whether it blocks or should only be asked for."""
        return NEEDED if self.finding.severity is Severity.ERROR else ASK


_COLUMNS = (
    Column("Missing", lambda gap: gap.finding.text),
    Column("", lambda gap: gap.chip, width=10),
)


def gaps_of(lacks: Completeness) -> tuple[Gap, ...]:
    """The gaps of a record, each once, those that block first."""
    purposes: dict[str, list[str]] = {}
    worst: dict[str, Finding] = {}
    for name, words in PURPOSES:
        for finding in getattr(lacks, name):
            purposes.setdefault(finding.text, []).append(words)
            known = worst.setdefault(finding.text, finding)
            if finding.severity > known.severity:
                worst[finding.text] = finding
    gaps = [Gap(finding, tuple(purposes[text])) for text, finding in worst.items()]
    return tuple(sorted(gaps, key=lambda gap: -gap.finding.severity))


class GapList(QWidget):
    """The gaps of one record, and below them how to mend the current one; Enter goes to its field."""

    field_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = TableModel(_COLUMNS, self)
        self._title = PlainLabel(kind=Text.STRONG, wrap=True)
        self._view = TableView("What is missing", self._model)
        self._fix = PlainLabel(kind=Text.CAPTION, tone="muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self._title)
        column.addWidget(self._view, 1)
        column.addWidget(self._fix)
        column.addStretch()
        self.setFocusProxy(self._view)
        self._view.opened.connect(self._on_opened)
        self._view.clicked.connect(self._on_clicked)
        self._view.row_changed.connect(self._on_row_changed)

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
        self._title.setText(_summary(lacks))

    def _on_row_changed(self, gap: Gap | None) -> None:
        words = (
            f"{gap.finding.text} {gap.chip} {' and '.join(gap.purposes)}. {gap.finding.fix}" if gap else ""
        )
        self._fix.setText(words)

    def _on_clicked(self) -> None:
        if row := self._view.current_row():
            self._on_opened(row)

    def _on_opened(self, gap: Gap) -> None:
        self.field_asked.emit(gap.finding.field)


def _summary(lacks: Completeness) -> str:
    if lacks.is_complete:
        return "Nothing is missing."
    cannot = [words for words, may in (("bill", lacks.may_bill), ("write to", lacks.may_mail)) if not may]
    if cannot:
        return f"Not enough yet to {' or '.join(cannot)} this patient."
    return "Enough to bill and to write to. To ask when there is time:"
