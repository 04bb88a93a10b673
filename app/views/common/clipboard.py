"""Copying, without leaving a patient's data on the clipboard for long."""

from PySide6.QtCore import QCoreApplication, QMimeData, QObject, QTimer
from PySide6.QtGui import QGuiApplication

CLEAR_AFTER = 30_000
# What Windows, a Mac and KDE ask of text that clipboard histories should not keep.
_NOT_FOR_HISTORY = {
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"1",
    "application/x-nspasteboard-concealed-type": b"1",
    "x-kde-passwordManagerHint": b"secret",
}


class Clipboard(QObject):
    """Copies text and takes it away again after 30 s, if it is still ours, or when the program ends."""

    def __init__(self, parent: QObject | None = None, clear_after: int = CLEAR_AFTER) -> None:
        super().__init__(parent)
        self._ours = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(clear_after)
        self._timer.timeout.connect(self.clear)
        if application := QCoreApplication.instance():
            application.aboutToQuit.connect(self.clear)

    def copy(self, text: str) -> None:
        """Put plain text on the clipboard."""
        content = QMimeData()
        content.setText(text)
        for form, mark in _NOT_FOR_HISTORY.items():
            content.setData(form, mark)
        QGuiApplication.clipboard().setMimeData(content)
        self._ours = text
        self._timer.start()

    def clear(self) -> None:
        """Take our text off the clipboard; what others put there stays."""
        self._timer.stop()
        board = QGuiApplication.clipboard()
        if self._ours and board.text() == self._ours:
            board.clear()
        self._ours = ""
