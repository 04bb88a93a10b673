"""What is wrong with the claim, each with the way to its box, to the record, and past it for a manager."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.claim_check import may_be_let_pass
from app.domain.claim_typing import TypedForm
from app.domain.findings import Finding, Severity
from app.views.billing.mending import Mend, mend_of
from app.views.common.buttons import Button
from app.views.common.flow import FlowLayout
from app.views.common.icons import pixmap_of
from app.views.common.plain_label import PlainLabel
from app.views.common.theme import Space, Text, current_tokens, scaled

MOST_SHOWN = 20
_GROUPS = {
    Severity.ERROR: "{} to fix before this can go out",
    Severity.WARNING: "{} to look at",
    Severity.HINT: "Not checked",
}


class FindingRow(QWidget):
    """One finding with its buttons, under the heading of its group where it is the first of it."""

    box_asked = Signal(str)
    mend_asked = Signal(object)
    pass_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._finding: Finding | None = None
        self._mend: Mend | None = None
        self._heading = PlainLabel("", Text.STRONG, wrap=True)
        self._icon = QLabel()
        self._text = PlainLabel(wrap=True)
        self.go = Button("Go to box", self._on_go_asked)
        self.open = Button("Open patient", self._on_open_asked)
        self.let_pass = Button("Let it pass…", self._on_pass_asked)
        self._lay_out()

    def show_finding(self, finding: Finding, form: TypedForm, heading: str, can_pass: bool) -> None:
        """Say what is wrong and how to mend it."""
        self._heading.setText(heading)
        self._heading.setVisible(bool(heading))
        if finding == self._finding:
            return
        self._finding = finding
        self._mend = mend_of(finding, form)
        self._text.setText(f"{finding.text} {finding.fix}".strip())
        self.go.setVisible(form.place_of(finding.field) is not None)
        self.go.setAccessibleName(f"Go to box: {finding.text}")
        if self._mend:
            self.open.setText(self._mend.label)
        self.open.setVisible(self._mend is not None)
        self.open.setAccessibleName(f"{self.open.text()}: {finding.text}")
        self.let_pass.setVisible(can_pass and may_be_let_pass(finding))
        self.let_pass.setAccessibleName(f"Let it pass: {finding.text}")
        self.dress()

    def dress(self) -> None:
        """Take the icon's colour and size from the theme."""
        tokens = current_tokens()
        severity = self._finding.severity if self._finding else Severity.ERROR
        icon, colour = {
            Severity.ERROR: ("error", tokens.danger),
            Severity.WARNING: ("warning", tokens.warning),
            Severity.HINT: ("info", tokens.muted),
        }[severity]
        self._icon.setPixmap(pixmap_of(icon, colour, scaled(16), self.devicePixelRatioF()))

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(Space.XS)
        words.addWidget(self._text)
        buttons = FlowLayout(gap=Space.S)
        for button in (self.go, self.open, self.let_pass):
            buttons.addWidget(button)
        words.addLayout(buttons)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, Space.S)
        column.setSpacing(Space.XS)
        column.addWidget(self._heading)
        column.addLayout(row)

    def _on_go_asked(self) -> None:
        if self._finding:
            self.box_asked.emit(self._finding.field)

    def _on_open_asked(self) -> None:
        if self._mend:
            self.mend_asked.emit(self._mend)

    def _on_pass_asked(self) -> None:
        if self._finding:
            self.pass_asked.emit(self._finding)


class FindingList(QWidget):
    """The findings of a form in three groups; `box_asked` carries a box's address, `mend_asked` a `Mend`.

    `can_pass` says that this person may let a finding pass, and `pass_asked` carries which.
    """

    box_asked = Signal(str)
    mend_asked = Signal(object)
    pass_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, can_pass: bool = False) -> None:
        super().__init__(parent)
        self.setAccessibleName("What to fix")
        self._can_pass = can_pass
        self._sentence = PlainLabel("", Text.STRONG, wrap=True)
        self._rows: list[FindingRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.XS)
        self._column.addWidget(self._sentence)

    @property
    def rows(self) -> list[FindingRow]:
        """The rows now shown."""
        return [row for row in self._rows if not row.isHidden()]

    def show_form(self, form: TypedForm | None, sentence: str = "") -> None:
        """List a form's findings; `sentence` stands where there is nothing to mend."""
        every = _join_hints(form.findings) if form else ()
        found = every[:MOST_SHOWN]
        while len(self._rows) < len(found):
            self._add_row()
        shown: set[Severity] = set()
        for row, finding in zip(self._rows, found, strict=False):
            assert form is not None
            heading = "" if finding.severity in shown else _heading(finding.severity, every)
            shown.add(finding.severity)
            row.show_finding(finding, form, heading, self._can_pass)
        for at, row in enumerate(self._rows):
            row.setVisible(at < len(found))
        is_sound = not any(finding.severity > Severity.HINT for finding in found)
        self._sentence.setText(sentence if is_sound else "")
        self._sentence.setVisible(is_sound and bool(sentence))

    def _add_row(self) -> None:
        row = FindingRow()
        row.box_asked.connect(self.box_asked)
        row.mend_asked.connect(self.mend_asked)
        row.pass_asked.connect(self.pass_asked)
        self._rows.append(row)
        self._column.addWidget(row)


def _join_hints(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Say in one row what was not checked for want of files."""
    hints: dict[str, Finding] = {}
    others = []
    for finding in findings:
        if finding.severity is not Severity.HINT or finding.field:
            others.append(finding)
        elif known := hints.get(finding.mend):
            hints[finding.mend] = replace(known, text=f"{known.text} {finding.text}")
        else:
            hints[finding.mend] = finding
    return (*others, *hints.values())


def _heading(severity: Severity, findings: Sequence[Finding]) -> str:
    return _GROUPS[severity].format(sum(finding.severity is severity for finding in findings))
