"""Forms: a tuple of fields laid out in two columns, each with its label above and its message below."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.findings import Finding, Severity
from app.views.common.fields import Editor, Field, Kind, Today, make_editor
from app.views.common.icons import pixmap_of
from app.views.common.plain_label import PlainLabel
from app.views.common.theme import FORM_WIDTH, Space, Text, current_tokens, letters, scaled

# A draft is written at most a second after the last key.
DRAFT_AFTER = 700


class Message(QWidget):
    """The line under a field: what is wrong and how to mend it, with an icon."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = QLabel()
        self._text = PlainLabel(kind=Text.CAPTION, tone="danger", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XS)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self.hide()

    def show_problem(self, text: str) -> None:
        """Show a sentence, or go away."""
        self._text.setText(text)
        self._icon.setVisible(bool(text))
        self.dress()
        self.setVisible(bool(text))

    def dress(self) -> None:
        """Take the icon's colour and size from the theme."""
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(pixmap_of("error", current_tokens().danger, scaled(14), ratio))


class FormCell(QWidget):
    """One field in its place: label, editor, message."""

    def __init__(self, field: Field, today: Today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.editor: Editor = make_editor(field, today)
        self._message = Message()
        self.editor.problem_changed.connect(self._message.show_problem)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        if field.kind is not Kind.CHECK:
            label = PlainLabel(field.label + (" *" if field.required else ""), Text.CAPTION, "muted")
            label.setBuddy(self.editor)
            column.addWidget(label)
            self.setFocusProxy(self.editor)
        else:
            # Keeps the box level with the fields beside it, which have a label above.
            column.addWidget(PlainLabel(" ", Text.CAPTION))
        self._add_editor(column)
        column.addWidget(self._message)
        if field.help:
            column.addWidget(PlainLabel(field.help, Text.CAPTION, "muted", wrap=True))
        column.addStretch()

    def check(self) -> bool:
        """Check the editor, and that a required field is filled."""
        if not self.editor.check():
            return False
        if self.field.required and self.editor.value() in (None, "", False):
            self.editor.set_problem(f"{self.field.label} is needed.")
            return False
        return True

    def dress(self) -> None:
        """Take the editor's width from the theme."""
        if self.field.width:
            self.editor.setMaximumWidth(letters(self.field.width + 2) + 2 * Space.L)

    def _add_editor(self, column: QVBoxLayout) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.editor, 1)
        if self.field.width:
            row.addStretch(0)
        column.addLayout(row)
        self.dress()


class _Grid(QGridLayout):
    """Asks for the height of the width it gets: a form stays narrower than the page it stands on."""

    def heightForWidth(self, width: int) -> int:
        """How high the fields are where they lie."""
        return super().heightForWidth(self._used(width))

    def minimumHeightForWidth(self, width: int) -> int:
        """How low they may be where they lie."""
        return super().minimumHeightForWidth(self._used(width))

    def _used(self, width: int) -> int:
        form = self.parentWidget()
        return min(width, form.maximumWidth()) if form else width


class FormPanel(QWidget):
    """A form over `fields`; `drafted` carries the raw texts within a second of the last key.

    `today` answers what the session calls today.
    """

    edited = Signal()
    drafted = Signal(dict)

    def __init__(self, fields: Iterable[Field], today: Today, columns: int = 2) -> None:
        super().__init__()
        self._cells = {field.name: FormCell(field, today) for field in fields}
        self._headings: dict[str, PlainLabel] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAFT_AFTER)
        self._timer.timeout.connect(self.flush_draft)
        self._lay_out(columns)
        for cell in self._cells.values():
            cell.editor.edited.connect(self._on_edited)

    def editor(self, name: str) -> Editor:
        """The editor of a field, for what one form alone needs."""
        return self._cells[name].editor

    def set_shown(self, name: str, is_shown: bool) -> None:
        """Show a field with its label and heading, or take it away where it does not matter."""
        self._cells[name].setVisible(is_shown)
        if name in self._headings:
            self._headings[name].setVisible(is_shown)

    def values(self) -> dict[str, object]:
        """The values by field name; None where an understood field is empty."""
        return {name: cell.editor.value() for name, cell in self._cells.items()}

    def set_values(self, values: Mapping[str, object]) -> None:
        """Show these values; other fields stay as they are."""
        for name, value in values.items():
            self._cells[name].editor.set_value(value)  # type: ignore[arg-type]

    def drafts(self) -> dict[str, str]:
        """The raw texts, understood or not, for a draft."""
        return {name: cell.editor.draft() for name, cell in self._cells.items()}

    def set_drafts(self, drafts: Mapping[str, str]) -> None:
        """Bring back a draft; fields it does not know stay as they are."""
        for name, draft in drafts.items():
            if name in self._cells:
                self._cells[name].editor.set_draft(draft)

    def flush_draft(self) -> None:
        """Send the draft now, as when the panel is left."""
        self._timer.stop()
        self.drafted.emit(self.drafts())

    def flush_waiting(self) -> None:
        """Send the draft now if something was typed since the last, as when the window closes."""
        if self._timer.isActive():
            self.flush_draft()

    def focus_first(self) -> None:
        """Put the keyboard into the first field that can be filled."""
        for cell in self._cells.values():
            if cell.editor.isEnabled():
                cell.editor.setFocus()
                return

    def check(self) -> bool:
        """Check every field; go to the first problem and return False if there is one."""
        # Each cell is checked, so that all messages show at once.
        sound = [cell.check() for cell in self._cells.values()]
        if all(sound):
            return True
        self.go_to_problem()
        return False

    def show_findings(self, findings: Iterable[Finding]) -> None:
        """Mark the fields that errors name, and go to the first."""
        for finding in findings:
            if finding.field in self._cells and finding.severity is Severity.ERROR:
                text = f"{finding.text} {finding.fix}".strip()
                self._cells[finding.field].editor.set_problem(text)
        self.go_to_problem()

    def go_to_problem(self) -> None:
        """Put the focus into the first field that has a problem."""
        problems = self.problems()
        if problems:
            self._cells[next(iter(problems))].editor.setFocus()
        # The field just left has checked itself and knows nothing of rules that span fields.
        for name, problem in problems.items():
            self._cells[name].editor.set_problem(problem)

    def problems(self) -> dict[str, str]:
        """What is wrong, by field name."""
        return {name: cell.editor.problem for name, cell in self._cells.items() if cell.editor.problem}

    def _lay_out(self, columns: int) -> None:
        grid = _Grid(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(Space.M)
        self.dress()
        at = 0
        for cell in self._cells.values():
            if (cell.field.wide or cell.field.heading) and at % columns:
                at += columns - at % columns
            if cell.field.heading:
                heading = self._headings[cell.field.name] = PlainLabel(cell.field.heading, Text.SECTION)
                grid.addWidget(heading, at // columns, 0, 1, columns)
                at += columns
            grid.addWidget(cell, at // columns, at % columns, 1, columns if cell.field.wide else 1)
            at += columns if cell.field.wide else 1
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(at // columns + 1, 1)

    def dress(self) -> None:
        """Keep the lines short enough to read, at any text size."""
        self.setMaximumWidth(scaled(FORM_WIDTH))

    def _on_edited(self) -> None:
        self._timer.start()
        self.edited.emit()
