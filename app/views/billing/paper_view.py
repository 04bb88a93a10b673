"""The form in its scroll area: zoom, whole width, and the picture of the empty form for each zoom."""

from functools import partial

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPalette, QPixmap, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from app.tasks.runner import Runner
from app.views.billing.form_sheet import FormSheet
from app.views.billing.paper_picture import draw_paper
from app.views.billing.sheet_layout import PAGE_WIDTH_IN
from app.views.billing.sheet_painter import SheetInk
from app.views.common.theme import Space, current_tokens

INCH_AT_100 = 96.0
ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 2.5, 3.0)
_AROUND = 60


class PaperView(QScrollArea):
    """Shows the sheet as wide as there is room, until a zoom is chosen."""

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._zoom = 0.0
        self._drawn = (0.0, "")
        self.sheet = FormSheet()
        self.setWidget(self.sheet)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setBackgroundRole(QPalette.ColorRole.Midlight)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName("Claim form on paper")
        self.sheet.place_shown.connect(self._on_place_shown)
        self.sheet.editor.zoom_asked.connect(self.step_zoom)

    @property
    def zoom(self) -> float:
        """The zoom now shown; 1 is actual size on a plain screen."""
        return self._zoom or (self.viewport().width() - 2 * Space.S) / (PAGE_WIDTH_IN * INCH_AT_100)

    def step_zoom(self, step: int) -> None:
        """Show larger (1), smaller (-1) or as wide as there is room (0)."""
        if not step:
            self._zoom = 0.0
        else:
            now = self.zoom
            nearby = [zoom for zoom in ZOOMS if (zoom > now + 0.01 if step > 0 else zoom < now - 0.01)]
            if not nearby:
                return
            self._zoom = min(nearby) if step > 0 else max(nearby)
        self._scale()
        self._on_place_shown(self.sheet.editor.geometry())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the whole width in sight."""
        super().resizeEvent(event)
        self._scale()

    def dress(self) -> None:
        """Ask for the picture in the ink of the scheme."""
        self._scale()

    def _scale(self) -> None:
        inch = max(self.zoom, ZOOMS[0]) * INCH_AT_100
        self.sheet.set_scale(inch)
        wanted = (round(inch * self.devicePixelRatioF(), 2), SheetInk.of(current_tokens()).rules)
        if wanted != self._drawn:
            self._drawn = wanted
            self._runner.draw(partial(draw_paper, *wanted), self._on_drawn, owner=self, key="paper")

    def _on_drawn(self, picture: QImage) -> None:
        self.sheet.set_picture(QPixmap.fromImage(picture))

    def _on_place_shown(self, place: QRect) -> None:
        self.ensureVisible(place.center().x(), place.center().y(), place.width() // 2 + _AROUND, _AROUND)
