"""The printer, its tray, and where that tray puts the print on a form."""

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.form_grid import OFFSET_LIMIT_IN, SCALE_LIMITS, PrinterOffset
from app.views.billing.step_edit import StepEdit
from app.views.billing.tray_settings import keep_offset, last_used, read_offset_of
from app.views.common.check_box import CheckBox
from app.views.common.combo import Combo
from app.views.common.form import Message
from app.views.common.line_edit import LineEdit
from app.views.common.plain_label import PlainLabel
from app.views.common.theme import Space, Text

_OFFSETS = (-OFFSET_LIMIT_IN, OFFSET_LIMIT_IN)


class TrayForm(QWidget):
    """Five questions about the printer; another printer or tray brings its own kept answers."""

    edited = Signal()

    def __init__(self, settings: QSettings | None) -> None:
        super().__init__()
        self._settings = settings
        printer, tray = last_used(settings)
        self.printer = Combo("Printer", [("", "This computer's printer")])
        self._wanted = printer
        self.tray = LineEdit("Tray")
        self.tray.setPlaceholderText("like: bypass")
        self.tray.set_value(tray)
        self.across = StepEdit("Inches to the right", _OFFSETS, 0.01, 2)
        self.down = StepEdit("Inches down", _OFFSETS, 0.01, 2)
        self.scale = StepEdit("Scale", SCALE_LIMITS, 0.001, 3)
        self.small_type = CheckBox("Small type (clears the printed rules better)")
        self._message = Message()
        self._lay_out()
        self._show_kept()
        self.printer.edited.connect(self._show_kept)
        self.tray.left.connect(self._show_kept)
        for editor in (self.across, self.down, self.scale):
            editor.problem_changed.connect(self._message.show_problem)

    def show_printers(self, names: list[str]) -> None:
        """Offer the printers of this computer; the one used last stays chosen."""
        choices = [("", "This computer's printer"), *((name, name) for name in names)]
        self.printer.set_choices(choices)
        if self._wanted in names:
            self.printer.set_value(self._wanted)
        self._show_kept()

    def check(self) -> bool:
        """Read the measures; go to the first that cannot be understood."""
        for editor in (self.across, self.down, self.scale):
            if not editor.check():
                editor.setFocus()
                return False
        return True

    def offset(self) -> PrinterOffset:
        """The offset as it stands."""
        return PrinterOffset(
            self.across.value() or 0.0,
            self.down.value() or 0.0,
            self.scale.value() or 1.0,
            self.small_type.value(),
        )

    def name(self) -> str:
        """Printer and tray in words."""
        return ", ".join(part for part in (self.printer.currentText(), self.tray.value()) if part)

    def keep(self) -> None:
        """Keep the offset for this printer and tray."""
        self._wanted = str(self.printer.value() or "")
        keep_offset(self._settings, self._wanted, self.tray.value(), self.offset())

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(Space.XS)
        places = (
            (self.printer, "Printer", 0, 0, 2),
            (self.tray, "Tray", 0, 2, 1),
            (self.across, "Inches to the right", 1, 0, 1),
            (self.down, "Inches down", 1, 1, 1),
            (self.scale, "Scale", 1, 2, 1),
        )
        for editor, label, row, column, span in places:
            grid.addWidget(PlainLabel(label, Text.CAPTION, "muted"), 2 * row, column, 1, span)
            grid.addWidget(editor, 2 * row + 1, column, 1, span)
        grid.addWidget(self._message, 4, 0, 1, 3)
        grid.addWidget(self.small_type, 5, 0, 1, 3)

    def _show_kept(self) -> None:
        offset = read_offset_of(self._settings, str(self.printer.value() or ""), self.tray.value())
        self.across.set_value(offset.dx)
        self.down.set_value(offset.dy)
        self.scale.set_value(offset.scale)
        self.small_type.set_value(offset.small_type)
