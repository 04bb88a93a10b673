"""Findings about a patient's insurance in plain words, each with its icon and the way to mend it."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.findings import Finding, Severity
from app.views.common.icons import pixmap_of
from app.views.common.plain_label import PlainLabel
from app.views.common.theme import FORM_WIDTH, Space, current_tokens, scaled


class FindingLine(QWidget):
    """One finding."""

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        self._is_error = finding.severity is Severity.ERROR
        self._icon = QLabel()
        self._text = PlainLabel(f"{finding.text} {finding.fix}".strip(), wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self.dress()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def dress(self) -> None:
        """Take the icon's colour and size from the theme."""
        tokens = current_tokens()
        name, colour = ("error", tokens.danger) if self._is_error else ("warning", tokens.warning)
        self._icon.setPixmap(pixmap_of(name, colour, scaled(16), self.devicePixelRatioF()))


class FindingLines(QWidget):
    """Some findings below each other; none takes no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[FindingLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.XS)
        self.hide()

    @property
    def texts(self) -> tuple[str, ...]:
        """What they say."""
        return tuple(line.text for line in self._lines)

    def show_findings(self, findings: Iterable[Finding]) -> None:
        """Show these, the worst first."""
        for old in self._lines:
            self._column.removeWidget(old)
            old.deleteLater()
        ordered = sorted(findings, key=lambda finding: -finding.severity)
        self._lines = [FindingLine(finding) for finding in ordered]
        for line in self._lines:
            self._column.addWidget(line)
        self.setVisible(bool(self._lines))

    def dress(self) -> None:
        """Keep the lines short enough to read."""
        self.setMaximumWidth(scaled(FORM_WIDTH))
