"""Keeping a file with a patient, from wherever it comes, off the GUI thread."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage

from app.domain.errors import AppError
from app.services.files import NewFile, attach_document
from app.views.common.desk import Desk
from app.views.common.file_intake import encode_png, paths_in, picture_in, read_file


@dataclass(frozen=True, slots=True)
class FilePlace:
    """Whose a file is to be: a patient's, or his policy's; `kind` as the records name it."""

    patient_id: int
    kind: str
    policy_id: int | None = None


class FileKeeper(QObject):
    """Takes a file, the clipboard or a drop; `kept` carries the new file's id, `refused` the reason."""

    kept = Signal(int)
    refused = Signal(str)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk

    def take_path(self, place: FilePlace, path: Path) -> None:
        """Keep a file of this computer; the original stays where it is."""
        self._read(place, partial(read_file, path))

    def take_clipboard(self, place: FilePlace) -> None:
        """Keep what was copied: a picture, or a file."""
        board = QGuiApplication.clipboard().mimeData()
        if not (board and self.take(place, board)):
            self.refused.emit("There is no picture on the clipboard. Copy one, then paste it here.")

    def take(self, place: FilePlace, content: QMimeData) -> bool:
        """Keep a picture or the files of a drop or clipboard; tells whether there was any."""
        image = picture_in(content)
        paths = paths_in(content)
        if paths:
            for path in paths:
                self.take_path(place, path)
        elif image is not None:
            self._read(place, partial(_named, f"{place.kind.replace('_', ' ')}.png", image))
        return bool(paths) or image is not None

    def _read(self, place: FilePlace, read: Callable[[], tuple[str, bytes]]) -> None:
        self._desk.runner.draw(read, partial(self._on_read, place), self._on_refused, self)

    def _on_read(self, place: FilePlace, file: tuple[str, bytes]) -> None:
        name, content = file
        self._desk.do(
            attach_document,
            place.patient_id,
            NewFile(place.kind, name, content),
            place.policy_id,
            then=self.kept.emit,
            failed=self._on_refused,
            owner=self,
        )

    def _on_refused(self, error: AppError) -> None:
        self.refused.emit(str(error))


def _named(name: str, image: QImage) -> tuple[str, bytes]:
    return name, encode_png(image)
