"""Whether a document can be put into a packet: it opens, it is not locked, and it is no endless book.

A picture is taken as PNG or JPEG whatever its name says. A PDF that is locked with a password is refused; one
that only forbids printing opens without one and is taken.
"""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, UnidentifiedImageError
from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from app.domain.errors import InputError

MOST_BYTES = 25 * 1024 * 1024
MOST_PAGES = 500
MOST_PIXELS = 60_000_000
PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
_STARTS = {b"%PDF-": PDF, b"\x89PNG": PNG, b"\xff\xd8\xff": JPEG}
_WITHIN = 1024  # a PDF may have some bytes before its first line


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document that can be put into a packet: what it is, and how many pages it has."""

    media_type: str
    pages: int


def check_attachment(name: str, content: bytes) -> Attachment:
    """Tell what a document is; raises InputError with a clear sentence where it cannot be used."""
    if not content:
        raise InputError(f"“{name}” is empty. Nothing was kept. Choose another file.")
    if len(content) > MOST_BYTES:
        size = len(content) / 1024 / 1024
        raise InputError(
            f"“{name}” has {size:.0f} MB; at most 25 MB can be kept. Nothing was kept. Scan it in a lower "
            "quality, or in parts."
        )
    media_type = _media_type(content)
    if media_type == PDF:
        return Attachment(PDF, _count_pages(name, content))
    if media_type:
        _open_picture(name, content)
        return Attachment(media_type, 1)
    raise InputError(
        f"“{name}” is not a PDF, PNG or JPEG, whatever its name says. Nothing was kept. "
        "Save it as a PDF first."
    )


def _media_type(content: bytes) -> str:
    for start, media_type in _STARTS.items():
        if content.startswith(start):
            return media_type
    return PDF if b"%PDF-" in content[:_WITHIN] else ""


def _count_pages(name: str, content: bytes) -> int:
    try:
        reader = PdfReader(BytesIO(content))
        is_locked = reader.is_encrypted and not reader.decrypt("")
    except DependencyError:
        is_locked = True
    except (PyPdfError, ValueError, TypeError, KeyError, IndexError, RecursionError, OSError):
        raise _damaged(name) from None
    if is_locked:
        raise InputError(
            f"“{name}” is locked with a password. Nothing was kept. "
            "Open it, print it to a new PDF, and attach that."
        )
    pages = _walk(name, reader)
    if pages > MOST_PAGES:
        raise InputError(
            f"“{name}” has {pages} pages; at most {MOST_PAGES} can be kept. Nothing was kept. "
            "Take out the pages that matter."
        )
    return pages


def _walk(name: str, reader: PdfReader) -> int:
    """Look at every page, as far as a packet will need it; gives how many there are."""
    try:
        pages = len(reader.pages)
        for page in reader.pages[:MOST_PAGES]:
            _ = (page.mediabox.width, page.mediabox.height)
            page.get_contents()
    except (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, OSError):
        raise _damaged(name) from None
    if not pages:
        raise _damaged(name)
    return pages


def _open_picture(name: str, content: bytes) -> None:
    try:
        with Image.open(BytesIO(content)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise InputError(
                    f"“{name}” is too large a picture ({picture.width} by {picture.height} dots). "
                    "Nothing was kept. Scan it with 300 dots an inch or fewer."
                )
            picture.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise _damaged(name) from None


def _damaged(name: str) -> InputError:
    return InputError(f"“{name}” is damaged and cannot be opened. Nothing was kept. Scan or save it again.")
