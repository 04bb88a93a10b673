"""Choosing a document of a patient: one that is kept already, or a new one of this computer."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.date_entry import format_date
from app.domain.errors import AppError
from app.queries.documents import DocumentLine, list_documents
from app.services.files import NewFile
from app.views.common.buttons import Button
from app.views.common.combo import Combo
from app.views.common.desk import Desk
from app.views.common.file_intake import ChooseFile, ask_for_file, read_file
from app.views.common.plain_label import PlainLabel
from app.views.common.theme import Space, Text

_NONE = (None, "No document")
_NEW = "new"


class DocumentChoice(QWidget):
    """`value` is the id of a kept document, a new file, or None; `refused` says why one cannot be taken."""

    refused = Signal(str)

    def __init__(self, desk: Desk, label: str, kind: str, choose: ChooseFile = ask_for_file) -> None:
        super().__init__()
        self._desk = desk
        self._kind = kind
        self._kept: tuple[tuple[object, str], ...] = ()
        self._new: NewFile | None = None
        self.choose = choose
        self.combo = Combo(label, (_NONE,))
        self.button = Button("New document…", self.take, key="Ctrl+O")
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.combo, 1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(PlainLabel(label, Text.CAPTION, "muted"))
        column.addLayout(row)

    def begin(self, patient_id: int = 0) -> None:
        """Offer the documents that are kept of a patient (none for 0), with none chosen."""
        self._kept, self._new = (), None
        self._offer(None)
        if patient_id:
            self._desk.ask(list_documents, patient_id, then=self._on_documents, owner=self, key="documents")

    def value(self) -> NewFile | int | None:
        """What is chosen."""
        chosen = self.combo.value()
        if chosen == _NEW:
            return self._new
        return chosen if isinstance(chosen, int) else None

    def take(self) -> None:
        """Choose a file of this computer; it is kept when the form is posted."""
        path = self.choose(self)
        if path:
            read = partial(read_file, Path(path))
            self._desk.runner.draw(read, self._on_read, self._on_refused, self)

    def _offer(self, chosen: object) -> None:
        new = ((_NEW, self._new.name),) if self._new else ()
        self.combo.set_choices((_NONE, *new, *self._kept))
        self.combo.set_value(chosen)

    def _on_documents(self, documents: Sequence[DocumentLine]) -> None:
        self._kept = tuple(
            (line.id, f"{line.name}, {format_date(line.added_at.date())}") for line in documents
        )
        self._offer(self.combo.value())

    def _on_read(self, file: tuple[str, bytes]) -> None:
        name, content = file
        self._new = NewFile(self._kind, name, content)
        self._offer(_NEW)

    def _on_refused(self, error: AppError) -> None:
        self.refused.emit(str(error))
