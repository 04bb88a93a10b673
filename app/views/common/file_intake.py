"""Files brought in by hand: chosen, dropped, or pasted as a picture; nothing is ever written to disk."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.errors import InputError
from app.services.files import LARGEST_FILE

PICTURES = "Pictures and PDFs (*.png *.jpg *.jpeg *.pdf)"
ChooseFile = Callable[[QWidget], str]


def ask_for_file(parent: QWidget) -> str:
    """Let the user choose a picture or PDF; empty when none is."""
    return QFileDialog.getOpenFileName(parent, "Choose a picture or PDF", "", PICTURES)[0]


def read_file(path: Path) -> tuple[str, bytes]:
    """Name and bytes of a file; raises InputError for one that cannot be read or is far too large."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise InputError(f"“{path.name}” is larger than 25 MB. Nothing was kept. Choose another file.")
        return path.name, path.read_bytes()
    except OSError:
        raise InputError(f"“{path.name}” cannot be read. Nothing was kept. Choose another file.") from None


def encode_png(image: QImage) -> bytes:
    """A picture as PNG."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(content.data())


def picture_in(content: QMimeData) -> QImage | None:
    """The picture on a clipboard or in a drop, if there is one."""
    image = content.imageData() if content.hasImage() else None
    return image if isinstance(image, QImage) and not image.isNull() else None


def paths_in(content: QMimeData) -> tuple[Path, ...]:
    """The files on a clipboard or in a drop."""
    return tuple(Path(url.toLocalFile()) for url in content.urls() if url.isLocalFile())
