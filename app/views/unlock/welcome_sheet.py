"""The welcome sheet: which way in, where no practice was opened on this computer before."""

from PySide6.QtCore import Signal

from app.views.common.sheet import Sheet


class WelcomeSheet(Sheet):
    """Set up (`post_asked`), open, restore, or look at the demo."""

    open_asked = Signal()
    restore_asked = Signal()
    demo_asked = Signal()

    def __init__(self) -> None:
        super().__init__(
            "Welcome to Plainbill",
            "Claim forms, payments and statements for a small practice. Everything stays on this computer, "
            "in one encrypted file.",
        )
        self._first = self.add_post("Set up a practice", key="Return")
        self.add_other("Open a practice…", self.open_asked.emit)
        self.add_other("Restore a backup", self.restore_asked.emit)
        self.add_other("Open the demo practice", self._on_demo_asked)

    def focus_first(self) -> None:
        """Put the keyboard on the first way, since nothing is typed here."""
        self._first.setFocus()

    def _on_demo_asked(self) -> None:
        if not self.is_busy:
            self.begin("Opening the demo practice. Making it takes half a minute the first time…")
            self.demo_asked.emit()
