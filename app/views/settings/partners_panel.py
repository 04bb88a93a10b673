"""Trading partners: their form, the folders chosen by the system's own dialog, and the numbers given out."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QFileDialog

from app.domain.rights import Right
from app.views.common.buttons import Button
from app.views.common.desk import Desk
from app.views.common.flow import FlowLayout
from app.views.common.line_edit import LineEdit
from app.views.common.plain_label import PlainLabel
from app.views.common.theme import Space
from app.views.settings.office_specs import PARTNERS
from app.views.settings.record_list import RecordList

_FOLDERS = (("outbox", "Choose the outbox…"), ("inbox", "Choose the inbox…"))


def ask_for_folder(title: str) -> str:
    """Let the system's own dialog choose a folder."""
    return QFileDialog.getExistingDirectory(None, title)


class PartnersPanel(RecordList):
    """The list of trading partners; their control numbers only rise, so they are shown and never typed."""

    def __init__(self, desk: Desk) -> None:
        self._numbers = PlainLabel("", tone="muted", wrap=True)
        super().__init__(desk, PARTNERS)
        self.choose_folder: Callable[[str], str] = ask_for_folder
        row = FlowLayout(gap=Space.S)
        self.choosers = {
            name: Button(words, partial(self._on_folder_asked, name, words)) for name, words in _FOLDERS
        }
        for button in self.choosers.values():
            button.setEnabled(desk.session.may(Right.SET_UP_OFFICE))
            row.addWidget(button)
        self.side.insertLayout(self.side.count() - 1, row)
        self.side.insertWidget(self.side.count() - 1, self._numbers)

    def row_shown(self) -> None:
        """Say which numbers were given out last."""
        if self.row is None:
            self._numbers.setText("Its control numbers begin at 1.")
            return
        interchange, group = (self.row.values[f"{name}_number"] for name in ("interchange", "group"))
        if not interchange:
            self._numbers.setText("No file was made for it yet: its control numbers begin at 1.")
        else:
            self._numbers.setText(
                f"Control numbers given out last: interchange {interchange:09d}, group {group}. "
                "They only rise and are never used again."
            )

    def _on_folder_asked(self, name: str, words: str) -> None:
        folder = self.choose_folder(words.rstrip("…"))
        editor = self.form.editor(name)
        if folder and isinstance(editor, LineEdit):
            editor.set_value(folder)
            editor.edited.emit()
            editor.setFocus()
