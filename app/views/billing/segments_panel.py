"""An 837P as people can read it: one segment a line, with a way to copy it."""

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QPlainTextEdit

from app.edi.syntax import decode, find_delimiters
from app.views.common.clipboard import Clipboard
from app.views.common.panel import Panel
from app.views.common.theme import Text, font_of


def read_segments(content: bytes) -> str:
    """Write a file of one interchange with each segment on its line; its letters stay as they are."""
    text, _warning = decode(content)
    end = find_delimiters(text).segment
    segments = (segment.strip() for segment in text.split(end))
    return "\n".join(f"{segment}{end}" for segment in segments if segment)


class SegmentsPanel(Panel):
    """Shows a file that cannot be changed here; Esc returns."""

    def __init__(self) -> None:
        super().__init__("Claim file")
        self._clipboard = Clipboard(self)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setUndoRedoEnabled(False)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("Segments of the file")
        self.body.addWidget(self.text, 1)
        self.copy = self.add_action("Copy", self.copy_all, icon="copy", key="Ctrl+Shift+C")
        self.add_action("Back", self.leave, icon="back")
        self.setFocusProxy(self.text)
        self.dress()

    def dress(self) -> None:
        """Take the size of the letters from the theme."""
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(font_of(Text.BODY).pointSizeF())
        self.text.setFont(font)

    def show_file(self, title: str, content: bytes) -> None:
        """Show a kept file."""
        self.set_title(title)
        shown = read_segments(content)
        self.text.setPlainText(shown)
        self.explain(f"{shown.count(chr(10)) + 1:,} segments")

    def copy_all(self) -> None:
        """Put the whole text on the clipboard, for half a minute."""
        self._clipboard.copy(self.text.toPlainText())
        self.explain("Copied. It is taken off the clipboard in half a minute.", "good")
