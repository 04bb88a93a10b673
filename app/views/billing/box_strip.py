"""What stands behind the box the keyboard is in: title, source, rule, and what was typed over."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.claim_typing import TypedForm
from app.domain.form_grid import explain_box
from app.views.common.buttons import Button
from app.views.common.plain_label import PlainLabel
from app.views.common.theme import Space, Text

TAKE_BACK = "Ctrl+Shift+R"


class BoxStrip(QWidget):
    """Explains one box; `take_back` is called when what was typed shall go."""

    def __init__(self, take_back: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("This box")
        self._title = PlainLabel("", Text.STRONG, wrap=True)
        self._source = PlainLabel("", Text.BODY, "muted", wrap=True)
        self._rule = PlainLabel("", wrap=True)
        self._typed = PlainLabel("", Text.BODY, "accent", wrap=True)
        self.take_back = Button("Take back what I typed", take_back, icon="undo", key=TAKE_BACK)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        for label in (self._title, self._rule, self._source, self._typed):
            column.addWidget(label)
        column.addWidget(self.take_back, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_box(None, 0, "")

    def show_box(self, form: TypedForm | None, page: int, field_id: str) -> None:
        """Explain a box of a page, or nothing."""
        is_typed = form is not None and bool(field_id) and form.is_typed(page, field_id)
        self._typed.setVisible(is_typed)
        self.take_back.setVisible(is_typed)
        for label in (self._title, self._source, self._rule):
            label.setVisible(form is not None)
        if form is None or not field_id:
            return
        note = explain_box(form.grid, field_id)
        head = f"Item {note.item}" if note.item[:1].isdigit() else ""
        self._title.setText(" · ".join(part for part in (head, note.title) if part))
        self._source.setText(f"Comes from: {note.source}")
        self._rule.setText(note.rule)
        plain = form.plain_text(page, field_id)
        self._typed.setText(f"Typed over. The records say: {plain or 'nothing'}")
