"""What is wrong with the form, each with the way to the box and, where it helps, to the patient's record."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.claim_typing import TypedForm
from app.domain.findings import Finding, Severity
from app.domain.form_grid import explain_box
from app.views.common.buttons import Button
from app.views.common.icons import pixmap_of
from app.views.common.plain_label import PlainLabel
from app.views.common.theme import Space, Text, current_tokens, scaled

_IN_RECORD = ("Patient", "Policy", "Other policy")
MOST_SHOWN = 20


class FindingRow(QWidget):
    """One finding with its buttons; it is used again for another finding."""

    box_asked = Signal(str)
    patient_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._finding: Finding | None = None
        self._icon = QLabel()
        self._text = PlainLabel(wrap=True)
        self.go = Button("Go to box", self._on_go_asked)
        self.open = Button("Open patient", self.patient_asked.emit)
        words = QVBoxLayout()
        words.setSpacing(Space.XS)
        words.addWidget(self._text)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addWidget(self.go)
        buttons.addWidget(self.open)
        buttons.addStretch()
        words.addLayout(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, Space.S)
        row.setSpacing(Space.S)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def show_finding(self, finding: Finding, form: TypedForm) -> None:
        """Say what is wrong and how to mend it."""
        if finding == self._finding:
            return
        self._finding = finding
        self._text.setText(f"{finding.text} {finding.fix}".strip())
        place = form.place_of(finding.field)
        source = explain_box(form.grid, place[1]).source if place else ""
        self.go.setVisible(place is not None)
        self.go.setAccessibleName(f"Go to box: {finding.text}")
        self.open.setVisible(source.startswith(_IN_RECORD))
        self.dress()

    def dress(self) -> None:
        """Take the icon's colour and size from the theme."""
        tokens = current_tokens()
        is_error = self._finding is None or self._finding.severity is Severity.ERROR
        icon, colour = ("error", tokens.danger) if is_error else ("warning", tokens.warning)
        self._icon.setPixmap(pixmap_of(icon, colour, scaled(16), self.devicePixelRatioF()))

    def _on_go_asked(self) -> None:
        if self._finding:
            self.box_asked.emit(self._finding.field)


class FindingList(QWidget):
    """The findings of a form under a line that counts them; `box_asked` carries a box's address."""

    box_asked = Signal(str)
    patient_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("What to fix")
        self._count = PlainLabel("", Text.STRONG, wrap=True)
        self._rows: list[FindingRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.XS)
        self._column.addWidget(self._count)

    @property
    def rows(self) -> list[FindingRow]:
        """The rows now shown."""
        return [row for row in self._rows if not row.isHidden()]

    def show_form(self, form: TypedForm | None, sentence: str = "") -> None:
        """List a form's findings; `sentence` stands where there is nothing to mend."""
        found = form.findings[:MOST_SHOWN] if form else ()
        while len(self._rows) < len(found):
            self._add_row()
        for row, finding in zip(self._rows, found, strict=False):
            assert form is not None
            row.show_finding(finding, form)
        for at, row in enumerate(self._rows):
            row.setVisible(at < len(found))
        self._count.setText(_count_of(form.findings) if found and form else sentence)

    def _add_row(self) -> None:
        row = FindingRow()
        row.box_asked.connect(self.box_asked)
        row.patient_asked.connect(self.patient_asked)
        self._rows.append(row)
        self._column.addWidget(row)


def _count_of(findings: Iterable[Finding]) -> str:
    severities = [finding.severity for finding in findings]
    errors = severities.count(Severity.ERROR)
    others = len(severities) - errors
    parts = []
    if errors:
        parts.append(f"{errors} to fix before this can be printed")
    if others:
        parts.append(f"{others} to look at")
    return ", ".join(parts)
