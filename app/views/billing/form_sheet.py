"""The CMS-1500 on the screen: one painted page, and one editor that lies on the box being typed into."""

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QWidget

from app.claim_form_catalog import claim_form_grid
from app.domain.claim_typing import TypedForm, opposite_mark
from app.domain.findings import Severity
from app.domain.form_grid import explain_box
from app.views.billing.box_edit import BoxEdit
from app.views.billing.sheet_layout import PAGE_HEIGHT_IN, PAGE_WIDTH_IN, SheetLayout, reading_order
from app.views.billing.sheet_painter import SheetInk, SheetPage, letter_font, paint_boxes, paint_sheet
from app.views.common.theme import current_tokens

NOTHING = SheetPage({}, frozenset(), {})


class FormSheet(QWidget):
    """Shows one page of a TypedForm; `box_typed` carries the box and its new text when it is left."""

    box_entered = Signal(str)
    box_typed = Signal(str, str)
    page_turned = Signal(int)
    place_shown = Signal(QRect)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = claim_form_grid()
        self._order = reading_order(self._grid)
        self._layout = SheetLayout(self._grid, 96.0)
        self._form: TypedForm | None = None
        self._page = NOTHING
        self._number = 0
        self._box = self._order[0]
        self._picture: QPixmap | None = None
        self.editor = BoxEdit(self)
        self.editor.step_asked.connect(self._on_step_asked)
        self.editor.cross_asked.connect(self._on_cross_asked)
        self.editor.turn_asked.connect(self.turn_by)
        self.editor.mark_asked.connect(self._on_mark_asked)
        self.editor.entered.connect(self.dress)
        self.editor.left.connect(self._on_left)
        self.editor.hide()
        self.setFocusProxy(self.editor)
        self.setAccessibleName("Claim form")
        self.set_scale(96.0)

    @property
    def box(self) -> str:
        """The box the keyboard is in, by its id on the page."""
        return self._box

    @property
    def page_number(self) -> int:
        """The page shown, from 0."""
        return self._number

    def show_form(self, form: TypedForm | None, *, is_open: bool = True) -> None:
        """Show a form; the keyboard stays in its box where the form still has it."""
        self._form = form
        self._number = min(self._number, len(form.form.pages) - 1) if form else 0
        self.editor.setReadOnly(not is_open)
        self.editor.setVisible(form is not None)
        self._show_page()

    def set_scale(self, pixels_per_inch: float) -> None:
        """Show the form at so many pixels an inch."""
        self._layout = SheetLayout(self._grid, pixels_per_inch)
        self.setFixedSize(round(PAGE_WIDTH_IN * pixels_per_inch), round(PAGE_HEIGHT_IN * pixels_per_inch))
        self._place_editor()
        self.update()

    def set_picture(self, picture: QPixmap) -> None:
        """Take the picture of the empty form."""
        self._picture = picture
        self.update()

    def go_to(self, field_id: str, page: int | None = None) -> None:
        """Put the keyboard into a box; what was typed in the box before is taken first."""
        self.commit()
        if page is not None and page != self._number:
            self._number = page
            self._show_page()
            self.page_turned.emit(page)
        self._box = field_id
        self._place_editor()
        self.box_entered.emit(field_id)
        self.place_shown.emit(self._layout.box_of(self._grid.fields[field_id]).toAlignedRect())

    def turn_by(self, step: int) -> None:
        """Show a page further on or back, if there is one."""
        page = self._number + step
        if self._form and step and 0 <= page < len(self._form.form.pages):
            self.go_to(self._box, page)

    def commit(self) -> None:
        """Hand over what was typed into the box."""
        if self._form and self.editor.is_changed and not self.editor.isReadOnly():
            text = self.editor.text()
            self.editor.show_text(text)
            self.box_typed.emit(self._box, text)

    def dress(self) -> None:
        """Take the letters' size and colours from the theme."""
        self._place_editor()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the part of the page that is asked for."""
        ink = SheetInk.of(current_tokens())
        painter = QPainter(self)
        paint_sheet(painter, self._layout, self._picture, ink)
        painter.setFont(self._font())
        paint_boxes(painter, self._layout, self._page, ink, QRectF(event.rect()))
        if self._form and self.editor.hasFocus():
            painter.setPen(QPen(QColor(ink.typed), 2))
            painter.drawRect(self.editor.geometry().adjusted(-1, -1, 1, 1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the box that is pressed; a check box is marked."""
        box = self._layout.box_at(event.position(), self._order) if self._form else ""
        if not box:
            return
        self.go_to(box)
        self.editor.setFocus(Qt.FocusReason.MouseFocusReason)
        if self.editor.is_check and not self.editor.isReadOnly():
            self._on_mark_asked()

    def _font(self) -> QFont:
        return letter_font(self._layout.pixels_per_inch, self.logicalDpiY())

    def _show_page(self) -> None:
        self._page = _page_of(self._form, self._number) if self._form else NOTHING
        self._place_editor()
        self.update()

    def _place_editor(self) -> None:
        """Lay the editor on its box so that its letters stand where they are painted."""
        field = self._grid.fields[self._box]
        text = self._page.texts.get(self._box, "")
        box = self._layout.box_of(field)
        font = self._font()
        metrics = QFontMetricsF(font)
        font.setLetterSpacing(
            QFont.SpacingType.AbsoluteSpacing, self._layout.cell - metrics.horizontalAdvance("0")
        )
        height = max(box.height(), metrics.height()) + 2
        baseline = self._layout.text_start(field, text).y()
        top = baseline - metrics.ascent() - (height - metrics.height()) / 2
        # Two pixels at each side are the line edit's own.
        self.editor.setGeometry(QRectF(box.left() - 2, top, box.width() + 6, height).toAlignedRect())
        self.editor.setFont(font)
        self.editor.setPalette(_palette_of(self.editor.hasFocus()))
        right = Qt.AlignmentFlag.AlignRight if field.right_aligned else Qt.AlignmentFlag.AlignLeft
        self.editor.setAlignment(right | Qt.AlignmentFlag.AlignVCenter)
        self._fill_editor(text)

    def _fill_editor(self, text: str) -> None:
        field = self._grid.fields[self._box]
        note = explain_box(self._grid, self._box)
        self.editor.is_check = field.format == "check"
        if not self.editor.is_changed:
            self.editor.show_text(text)
        self.editor.setAccessibleName(f"Item {note.item} {note.title}: {field.name}")
        at, last = self._order.index(self._box), len(self._order) - 1
        pages = len(self._form.form.pages) if self._form else 1
        self.editor.can_step = {-1: at > 0 or self._number > 0, 1: at < last or self._number < pages - 1}
        self.update()

    def _on_left(self) -> None:
        self.commit()
        self.dress()

    def _on_step_asked(self, step: int) -> None:
        at = self._order.index(self._box) + step
        if 0 <= at < len(self._order):
            self.go_to(self._order[at])
        elif self.editor.can_step[step]:
            self.go_to(self._order[0 if step > 0 else -1], self._number + step)
        self.editor.selectAll()

    def _on_cross_asked(self, step: int) -> None:
        other = self._layout.box_beyond(self._grid.fields[self._box], step, self._order)
        if other:
            self.go_to(other)

    def _on_mark_asked(self) -> None:
        self.box_typed.emit(self._box, opposite_mark(self._page.texts.get(self._box, "")))


def _palette_of(is_entered: bool) -> QPalette:
    """A box that is typed into is lit; else the painted box with its wash shows through the editor."""
    palette = QPalette()
    if is_entered:
        palette.setColor(QPalette.ColorRole.Base, QColor(current_tokens().selection))
    else:
        palette.setColor(QPalette.ColorRole.Base, QColor(Qt.GlobalColor.transparent))
        palette.setColor(QPalette.ColorRole.Text, QColor(Qt.GlobalColor.transparent))
    return palette


def _page_of(form: TypedForm, number: int) -> SheetPage:
    page = form.form.pages[number]
    typed = frozenset(
        place[1] for address in form.typed if (place := form.place_of(address)) and place[0] == number
    )
    findings: dict[str, Severity] = {}
    for finding in form.findings:
        place = form.place_of(finding.field)
        if place and place[0] == number:
            findings[place[1]] = max(finding.severity, findings.get(place[1], finding.severity))
    return SheetPage(page.boxes, typed, findings)
