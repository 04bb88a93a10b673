"""The sheet that shows a new recovery key once, and asks for it back from paper."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from app.domain.errors import InputError
from app.domain.recovery_key import read_recovery_key
from app.tasks.runner import Runner
from app.views.common.buttons import Button
from app.views.common.clipboard import Clipboard
from app.views.common.fields import Field
from app.views.common.plain_label import PlainLabel
from app.views.common.sheet import Sheet
from app.views.common.theme import Space, Text

_TYPE_BACK = (Field("typed", "Type the recovery key from your paper", required=True),)
_HIDDEN = "•••••-•••••-•••••-•••••-•••••-••"


class NewKeySheet(Sheet):
    """Shows a new recovery key once; it is done when the key was typed back from paper (`proven`).

    While the key is typed back it is not on the screen, so that it must be on paper. `paper_asked` carries
    the finished paper, to be shown and printed.
    """

    proven = Signal()
    paper_asked = Signal(bytes)

    def __init__(self, runner: Runner) -> None:
        super().__init__(
            "Write this down: your recovery key",
            "If everybody forgets the password, this key is the only way back in. Without it and without a "
            "password the practice is lost. Print it or copy it by hand, and lock the paper away.",
            _TYPE_BACK,
        )
        self._runner = runner
        self._practice = ""
        self._recovery_key = ""
        self._clipboard = Clipboard(self)
        self._shown = PlainLabel(kind=Text.PAGE)
        self._shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._shown.setAccessibleName("Recovery key")
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addStretch()
        buttons.addWidget(Button("Copy", self._on_copy_asked, icon="copy"))
        buttons.addWidget(Button("Print", self._on_print_asked, icon="print"))
        self._next = Button("I have it on paper", self._on_hidden, key="Return")
        self._back = Button("Show it again", self._on_shown)
        buttons.addWidget(self._next)
        buttons.addWidget(self._back)
        buttons.addStretch()
        self.body.insertWidget(1, self._shown)
        self.body.insertLayout(2, buttons)
        self._post = self.add_post("Done", key="Return")
        self.post_asked.connect(self._on_post_asked)

    def show_key(self, practice: str, recovery_key: str) -> None:
        """Show a key that was just made for a practice."""
        self._practice = practice
        self._recovery_key = recovery_key
        self.form.set_values({"typed": ""})
        self._on_shown()

    def focus_first(self) -> None:
        """Go on by Enter: first to typing, then to the end."""
        (self.form.editor("typed") if self.form.isVisible() else self._next).setFocus()

    def forget(self) -> None:
        """Take the key out of the program's sight."""
        self._recovery_key = ""
        self._shown.setText("")
        self.form.set_values({"typed": ""})
        self._clipboard.clear()
        self.rest()

    def _switch(self, is_shown: bool) -> None:
        self._shown.setText(self._recovery_key if is_shown else _HIDDEN)
        for widget in (self.form, self._post, self._back):
            widget.setVisible(not is_shown)
        self._next.setVisible(is_shown)
        self.explain("")
        self.focus_first()

    def _on_shown(self) -> None:
        self._switch(True)

    def _on_hidden(self) -> None:
        self._switch(False)

    def _on_copy_asked(self) -> None:
        self._clipboard.copy(self._recovery_key)
        self.explain("Copied; it leaves the clipboard after 30 seconds.")

    def _on_print_asked(self) -> None:
        from app.services.recovery_papers import draw_recovery_paper

        call = partial(draw_recovery_paper, self._practice, self._recovery_key)
        self._runner.draw(call, self.paper_asked.emit, owner=self)

    def _on_post_asked(self) -> None:
        if not self._next.isHidden():
            self._on_hidden()
            return
        typed = self.form.editor("typed")
        try:
            is_same = read_recovery_key(typed.draft()) == read_recovery_key(self._recovery_key)
        except InputError as slip:
            problem = str(slip)
        else:
            problem = "" if is_same else "This is another key than the one shown. Compare every group."
        typed.set_problem(problem)
        if problem:
            typed.setFocus()
            typed.set_problem(problem)
        elif not self.is_busy:
            self.begin("One moment…")
            self.proven.emit()
