"""Two versions of a guideline side by side, with what changed between them marked."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.date_entry import format_date
from app.domain.guideline_comparison import ComparedLine, compare_versions
from app.domain.guidelines import Guideline
from app.views.common.chip import Chip, ChipLabel
from app.views.common.combo import Combo
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.scrolled import Scrolled
from app.views.common.theme import ChipKind, Space, Text

CHANGED = Chip(ChipKind.DUE, "Changed")


class VersionsPanel(Panel):
    """The version before at the left, the later one at the right; both can be chosen."""

    def __init__(self) -> None:
        super().__init__("Versions")
        self._versions: dict[int, Guideline] = {}
        self.earlier, self.later = Combo("Earlier version"), Combo("Later version")
        self._cells: list[QWidget] = []
        self.lines: tuple[ComparedLine, ...] = ()
        self.sum = PlainLabel(tone="muted", wrap=True)
        self._table = QWidget()
        self._grid = QGridLayout(self._table)
        self._lay_out()
        for choice in (self.earlier, self.later):
            choice.edited.connect(self._compare)

    def show_versions(self, title: str, versions: tuple[Guideline, ...]) -> None:
        """Show the newest version beside the one before; they come newest first."""
        self.set_title(f"Versions: {title}")
        self._versions = {each.version: each for each in versions}
        choices = [(each.version, _named(each)) for each in versions]
        for choice, at in ((self.earlier, min(1, len(versions) - 1)), (self.later, 0)):
            choice.set_choices(choices)
            choice.set_value(versions[at].version)
        self._compare()
        self.earlier.setFocus()

    def _lay_out(self) -> None:
        self._grid.addWidget(self.earlier, 0, 1)
        self._grid.addWidget(self.later, 0, 2)
        self._grid.setContentsMargins(0, 0, Space.M, 0)
        self._grid.setHorizontalSpacing(Space.XL)
        self._grid.setVerticalSpacing(Space.S)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        self.body.addWidget(self.sum)
        self.body.addWidget(Scrolled(self._table), 1)
        self.add_action("Back", self.leave, icon="back")

    def _compare(self) -> None:
        earlier = self._versions.get(_number(self.earlier))
        later = self._versions.get(_number(self.later))
        if earlier is None or later is None:
            return
        self.lines = compare_versions(earlier, later)
        changed = sum(line.is_changed for line in self.lines)
        self.sum.setText("Nothing differs." if not changed else f"{changed} of {len(self.lines)} differ.")
        self._show_lines()

    def _show_lines(self) -> None:
        for old in self._cells:
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._cells.clear()
        for row, line in enumerate(self.lines, start=1):
            kind = Text.STRONG if line.is_changed else Text.BODY
            cells: tuple[QWidget, ...] = (
                PlainLabel(line.name, tone="muted"),
                PlainLabel(line.earlier or "—", tone="text" if line.earlier else "muted", wrap=True),
                PlainLabel(line.later or "—", kind, wrap=True),
                ChipLabel(CHANGED if line.is_changed else None),
            )
            for column, cell in enumerate(cells):
                self._grid.addWidget(cell, row, column, Qt.AlignmentFlag.AlignTop)
                self._cells.append(cell)
        self._grid.setRowStretch(len(self.lines) + 1, 1)


def _named(version: Guideline) -> str:
    return f"Version {version.version}, from {format_date(version.effective)}"


def _number(choice: Combo) -> int:
    value = choice.value()
    return value if isinstance(value, int) else 0
