"""Beside a visit: who pays on that day, the copay to ask for, and each finding with the way to its place."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.findings import Finding, Severity
from app.domain.money import Money
from app.views.common.buttons import Button
from app.views.common.icons import pixmap_of
from app.views.common.plain_label import PlainLabel
from app.views.common.scrolled import Scrolled
from app.views.common.theme import Space, Text, current_tokens, scaled

WIDTH = 250
QWIDGETSIZE_MAX = 16_777_215
_LOOKS = {
    Severity.ERROR: ("error", "danger"),
    Severity.WARNING: ("warning", "warning"),
    Severity.HINT: ("info", "muted"),
}


class VisitSide(QWidget):
    """`place_asked` carries the field of a finding."""

    place_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.payers = PlainLabel(wrap=True)
        self.copay = PlainLabel(kind=Text.STRONG, wrap=True)
        self._findings: tuple[Finding, ...] = ()
        self._is_beside = True
        self._inside = QWidget()
        self._rows = QVBoxLayout(self._inside)
        self._rows.setContentsMargins(0, 0, Space.S, 0)
        self._rows.setSpacing(Space.M)
        self._rows.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self._titles = (PlainLabel("Who pays", Text.SECTION), PlainLabel("To look at", Text.SECTION))
        column.addWidget(self._titles[0])
        column.addWidget(self.payers)
        column.addWidget(self.copay)
        column.addWidget(self._titles[1])
        column.addWidget(Scrolled(self._inside), 1)
        self.dress()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is shown."""
        return self._findings

    def dress(self) -> None:
        """Take the size from the theme."""
        self.stand_beside(self._is_beside)

    def stand_beside(self, is_beside: bool) -> None:
        """Be a column beside the form, or a strip below it."""
        self._is_beside = is_beside
        for title in self._titles:
            title.setVisible(is_beside)
        self.setMaximumWidth(scaled(WIDTH) if is_beside else QWIDGETSIZE_MAX)
        self.setMinimumWidth(scaled(WIDTH) if is_beside else 0)

    def show_payers(self, words: str, copay: Money | None) -> None:
        """Say who pays and which copay is due."""
        self.payers.setText(words)
        self.copay.setText(f"Copay to ask for: {copay.dollars}" if copay else "")
        self.copay.setVisible(bool(copay))

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """List the findings, errors first."""
        ordered = tuple(sorted(findings, key=lambda finding: -finding.severity))
        if ordered == self._findings and ordered:
            return
        rows = [self._row(finding) for finding in ordered]
        self._show(ordered, rows or [PlainLabel("Nothing: it can be posted.", tone="good")])

    def show_nothing_typed(self) -> None:
        """Say what comes first."""
        self._show((), [PlainLabel("Type the diagnoses, then the services.", tone="muted", wrap=True)])

    def _show(self, findings: tuple[Finding, ...], rows: Sequence[QWidget]) -> None:
        self._findings = findings
        while self._rows.count() > 1:
            item = self._rows.takeAt(0)
            if item and (old := item.widget()):
                old.hide()
                old.deleteLater()
        for at, row in enumerate(rows):
            self._rows.insertWidget(at, row)

    def _row(self, finding: Finding) -> QWidget:
        name, tone = _LOOKS[finding.severity]
        row = QWidget()
        picture = QLabel()
        ratio = self.devicePixelRatioF()
        picture.setPixmap(pixmap_of(name, getattr(current_tokens(), tone), scaled(14), ratio))
        words = PlainLabel(f"{finding.text} {finding.fix}".strip(), wrap=True)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.S)
        line.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(Space.XS)
        column.addWidget(words)
        if finding.severity > Severity.HINT:
            go = Button("Go there", partial(self.place_asked.emit, finding.field))
            go.setAccessibleName(f"Go to: {finding.text}")
            column.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
        line.addLayout(column, 1)
        return row
