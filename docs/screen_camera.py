"""The camera of `remake_screens.py`: works the window by keys, and takes its picture light and dark."""

import time
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from PySide6.QtCore import QBuffer, QEvent, QIODevice, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from app.tasks.runner import Runner
from app.views.common.theme import Theme
from app.views.top_window import TopWindow

if TYPE_CHECKING:
    from app.views.main_window import MainWindow

SCHEMES = ("light", "dark")
COLOURS = 48
PATIENCE = 30.0
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


def save_small(picture: Image.Image, path: Path) -> None:
    """Save a picture as a PNG of few colours, which screens and papers do not miss."""
    path.parent.mkdir(parents=True, exist_ok=True)
    few = picture.convert("RGB").quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


class Camera:
    """Works the window by keys where there are keys, and takes its picture in both schemes."""

    def __init__(self, window: TopWindow, runner: Runner, theme: Theme, folder: Path) -> None:
        self.window, self._runner, self._theme, self._folder = window, runner, theme, folder
        self._count = 0

    def settle(self, at_least: float = 0.25) -> None:
        """Let the lanes and the timers come to rest."""
        quiet_since = time.monotonic()
        until = quiet_since + PATIENCE
        while time.monotonic() - quiet_since < at_least:
            QApplication.processEvents()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            if self._runner._flying:
                quiet_since = time.monotonic()
            if time.monotonic() > until:
                raise RuntimeError(f"the window does not come to rest: {self._runner._flying}")
            time.sleep(0.005)

    def shoot(self, name: str, at_least: float = 0.25) -> None:
        """Take the window as it stands, light and dark."""
        self.settle(at_least)
        self._count += 1
        for scheme in SCHEMES:
            self._theme.choose_scheme(scheme)
            self.settle(0.15)
            buffer = QBuffer()
            buffer.open(QIODevice.OpenModeFlag.WriteOnly)
            self.window.grab().save(buffer, "PNG")
            picture = Image.open(BytesIO(bytes(buffer.data().data())))
            save_small(picture, self._folder / scheme / f"{self._count:03d}-{name}.png")
        self._theme.choose_scheme(SCHEMES[0])
        self.settle(0.05)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, held)
        self.settle(0.1)

    def type(self, *texts: str) -> None:
        """Type each text and go on with Tab; an empty text is passed over."""
        for at, text in enumerate(texts):
            if at:
                self.press(Qt.Key.Key_Tab)
            QTest.keyClicks(QApplication.focusWidget() or self.window, text)
        self.settle(0.1)

    def scroll_down(self, widget: QWidget) -> None:
        """Show the lower end of what is too long for the window."""
        for area in widget.findChildren(QScrollArea):
            area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())

    def find(self, text: str) -> None:
        """Open what the command box finds first."""
        self.press(Qt.Key.Key_K, CTRL)
        self.type(text)
        self.settle()
        self.press(Qt.Key.Key_Return)
        self.settle()

    @property
    def work(self) -> "MainWindow":
        """The working page."""
        assert self.window.work is not None
        return self.window.work
