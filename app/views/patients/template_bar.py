"""Templates of frequent visits: one to use, and a name to keep what is typed under."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.errors import AppError
from app.queries.visits import VisitPattern, list_templates
from app.services.visits import LineEntry, VisitEntry, keep_template
from app.views.common.buttons import Button
from app.views.common.combo import Combo
from app.views.common.desk import Desk
from app.views.common.line_edit import LineEdit
from app.views.common.theme import letters

NONE_CHOSEN = ((None, "Use a template…"),)


class TemplateBar(QWidget):
    """`chosen` carries a template; `said` what became of keeping one, with its tone."""

    chosen = Signal(object)
    said = Signal(str, str)

    def __init__(self, desk: Desk, entry: Callable[[], VisitEntry]) -> None:
        super().__init__()
        self._desk = desk
        self._entry = entry
        self.choice = Combo("Template", NONE_CHOSEN)
        self.name = LineEdit("Name of the template")
        self.name.setPlaceholderText("Name, then Enter")
        self.name.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.choice)
        row.addWidget(self.name)
        row.addWidget(Button("Keep as template", self.ask_name, icon="save"))
        self.choice.edited.connect(self._on_chosen)
        self.name.returnPressed.connect(self._on_named)
        self.dress()

    def dress(self) -> None:
        """Take the widths from the theme."""
        self.choice.setMinimumWidth(letters(22))
        self.name.setMinimumWidth(letters(18))

    def offer(self, templates: tuple[VisitPattern, ...]) -> None:
        """Offer these templates."""
        self.choice.set_choices((*NONE_CHOSEN, *((template, template.name) for template in templates)))
        self.choice.set_value(None)

    def ask_name(self) -> None:
        """Ask under which name to keep what is typed."""
        if self._entry().lines:
            self.name.show()
            self.name.setFocus()
        else:
            self.said.emit("Type at least one charge; then it can be kept as a template.", "muted")

    def _on_chosen(self) -> None:
        template = self.choice.value()
        if isinstance(template, VisitPattern):
            self.choice.set_value(None)
            self.chosen.emit(template)

    def _on_named(self) -> None:
        entry = self._entry()
        lines = [_timeless(line) for line in entry.lines]
        self._desk.do(
            keep_template,
            self.name.text(),
            entry.diagnoses,
            lines,
            {},
            then=self._on_kept,
            failed=self._on_refused,
            owner=self,
        )

    def _on_kept(self, _template_id: int) -> None:
        self.said.emit(f"Kept as “{self.name.text().strip()}”.", "good")
        self.name.clear()
        self.name.hide()
        self._desk.ask(list_templates, then=self.offer, owner=self, key="templates")

    def _on_refused(self, error: AppError) -> None:
        self.said.emit(str(error), "danger")


def _timeless(line: LineEntry) -> LineEntry:
    """The date of one visit is no part of a pattern."""
    return replace(line, service_on=None)
