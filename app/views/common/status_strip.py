"""The strip at the window's foot: drafts, work, backup, open days, practice, user, lock."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.tasks.runner import Runner
from app.views.common.buttons import Button
from app.views.common.chip import Chip, ChipLabel
from app.views.common.plain_label import PlainLabel
from app.views.common.progress import JobProgress
from app.views.common.theme import ChipKind, Space, Text
from app.views.common.toast import SHOWN_FOR


class StatusStrip(QWidget):
    """Shows how things stand; `lock_asked` when the lock is pressed."""

    lock_asked = Signal()
    help_asked = Signal()

    def __init__(self, runner: Runner, parent: QWidget | None = None, said_for: int = SHOWN_FOR) -> None:
        super().__init__(parent)
        self._notice = ""
        self._said = PlainLabel(kind=Text.CAPTION, tone="muted", elide=True)
        self._saying = QTimer(self)
        self._saying.setSingleShot(True)
        self._saying.setInterval(said_for)
        self._saying.timeout.connect(self.fall_silent)
        self._draft = PlainLabel(kind=Text.CAPTION, tone="muted")
        self._backup = PlainLabel(kind=Text.CAPTION, tone="muted")
        self._days = PlainLabel(kind=Text.CAPTION, tone="muted")
        self._demo = ChipLabel()
        self._user = PlainLabel(kind=Text.CAPTION)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.XS, Space.S, Space.XS)
        row.setSpacing(Space.L)
        row.addWidget(self._said, 1)
        row.addWidget(JobProgress(runner))
        for widget in (self._draft, self._backup, self._days, self._demo, self._user):
            widget.hide()
            row.addWidget(widget)
        row.addWidget(Button.bare("info", "Help (F1)", self.help_asked.emit))
        row.addWidget(Button.bare("lock", "Lock", self.lock_asked.emit))

    def say(self, text: str) -> None:
        """Show a sentence at the left for ten seconds, or until the next one."""
        self._said.setText(text)
        self._saying.start()

    def fall_silent(self) -> None:
        """Take the sentence away; what must be known until it is settled stands there again."""
        self._saying.stop()
        self._said.setText(self._notice)

    def show_notice(self, text: str) -> None:
        """Show what must be known until it is settled, wherever no sentence stands; empty takes it away."""
        self._notice = text
        if not self._saying.isActive():
            self._said.setText(text)

    def show_draft(self, text: str) -> None:
        """Show when the draft was saved, as `Draft saved 10:42`."""
        _show(self._draft, text)

    def show_backup(self, text: str, tone: str = "muted") -> None:
        """Show the backup's age; a late one stands out by its tone."""
        self._backup.set_tone(tone)
        _show(self._backup, text)

    def show_days(self, text: str) -> None:
        """Show which days are open for posting."""
        _show(self._days, text)

    def show_user(self, text: str) -> None:
        """Show who works here."""
        _show(self._user, text)

    def show_demo(self, is_demo: bool) -> None:
        """Mark a demo practice."""
        self._demo.show_chip(Chip(ChipKind.DUE, "DEMO practice") if is_demo else None)
        self._demo.setVisible(is_demo)


def _show(label: QLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))
