"""Below the charges: what the line under the keyboard says of its drug, and its description."""

from collections.abc import Mapping

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.domain.identifiers import read_drug_quantity, read_ndc
from app.views.common.desk import Desk
from app.views.common.fields import Field, Kind
from app.views.common.form import FormPanel
from app.views.common.line_edit import LineEdit
from app.views.common.plain_label import PlainLabel
from app.views.common.theme import Space, Text
from app.views.patients.charge_row import ChargeRow
from app.views.patients.detail_texts import NO_UNIT, UNITS

_FIELDS = (
    Field("ndc", "Drug number (NDC)", Kind.CODE, read=read_ndc),
    Field("ndc_quantity", "How much was given", Kind.CODE, read=read_drug_quantity),
    Field("ndc_unit", "Unit", Kind.CHOICE, choices=UNITS),
    Field("description", "Description, for codes that say little", wide=True),
)
DETAIL_FIELDS = tuple(field.name for field in _FIELDS)


class LineDetails(QWidget):
    """A form for one row of the grid; what is typed stays with its row. A field was left: `left`."""

    edited = Signal()
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._row: ChargeRow | None = None
        self._title = PlainLabel("", Text.STRONG)
        self.form = FormPanel(_FIELDS, desk.session.today, columns=3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self._title)
        column.addWidget(self.form)
        self.form.edited.connect(self._on_edited)
        for name in DETAIL_FIELDS:
            editor = self.form.editor(name)
            (editor.left if isinstance(editor, LineEdit) else editor.edited).connect(self.left)
        self.hide()

    def show_row(self, row: ChargeRow) -> None:
        """Show what is said of a row."""
        if row is not self._row:
            self._row = row
            self._title.setText(f"Line {row.number}: drug and description")
            self._show_texts(row.details)

    def follow(self, row: ChargeRow) -> None:
        """Stay with the row that the keyboard is in, and come up where it has something to say."""
        if row.details or not self.isHidden():
            self.show_row(row)
            self.show()

    def forget(self) -> None:
        """Show no row, as when the grid is filled anew."""
        self._row = None
        self.hide()

    def go_to(self, row: ChargeRow, name: str) -> None:
        """Put the keyboard into a field of a row, and say there what is wrong."""
        self.show_row(row)
        self.show()
        editor = self.form.editor(name)
        editor.check()
        editor.setFocus()
        # The page knows how long it has become only after it was laid out anew.
        QTimer.singleShot(0, self, self._come_into_sight)

    def _come_into_sight(self) -> None:
        page = self.parentWidget()
        while page is not None and not isinstance(page, QScrollArea):
            page = page.parentWidget()
        if page is not None:
            page.ensureWidgetVisible(self, 0, Space.S)

    def _show_texts(self, texts: Mapping[str, str]) -> None:
        self.form.set_values(dict.fromkeys(DETAIL_FIELDS))
        self.form.set_drafts(texts)

    def _on_edited(self) -> None:
        if self._row is not None:
            texts = self.form.drafts()
            self._row.details = {
                name: text for name, text in texts.items() if text and (name, text) != ("ndc_unit", NO_UNIT)
            }
            self.edited.emit()
