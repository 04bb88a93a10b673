"""A packet: many papers as one PDF, each page stamped with the case and its number.

The papers stay as they are, to the page; only the stamp is laid over the foot of each page. The index tells
on which pages each paper stands, counted through the whole packet. Papers are taken up one after another and
let go again, so that a packet of hundreds of scanned pages is in memory once and not many times.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import cast

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    StreamObject,
)
from reportlab.pdfgen.canvas import Canvas

from app.documents.fonts import REGULAR, find_font, text_width
from app.documents.letter_page import LEFT, RIGHT, LetterPen, Style
from app.domain.disputes.packets import PlacedPart, packet_stamp

STAMP_SIZE, STAMP_FOOT, STAMP_SIDE, STAMP_PAD = 8.0, 14.0, 36.0, 3.0
_STAMP_FONT = "/PlainbillStamp"
_TITLE, _TEXT = Style(17, bold=True), Style(10)
_LEAD, _TOP, _END, _NUMBER_WIDTH = 18.0, 72.0, 720.0, 26.0
ROWS_ON_INDEX = int((_END - _TOP - 60) / _LEAD)

Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class PacketPart:
    """One paper of a packet: how many pages it has, and how its PDF is had when its turn comes."""

    title: str
    pages: int
    load: Callable[[], bytes]


def count_pages(pdf: bytes) -> int:
    """How many pages a paper has."""
    return len(PdfReader(BytesIO(pdf)).pages)


def draw_index(case_number: int, parts: Sequence[PlacedPart], mark: str = "") -> bytes:
    """Draw the index: the letter, and each enclosure with its number in the letter and its pages."""
    pen = LetterPen(f"Case {case_number}: index")
    for start in range(0, max(len(parts), 1), ROWS_ON_INDEX):
        pen.stamp(mark)
        pen.text(LEFT, _TOP, f"Case {case_number}: what is in this packet", _TITLE)
        y = _TOP + 36
        pen.text(LEFT + _NUMBER_WIDTH, y, "Paper", Style(8, gray=0.25))
        pen.right(RIGHT, y, "Pages", Style(8, gray=0.25))
        pen.rule(LEFT, y + 4, RIGHT, 0.75)
        for at, part in enumerate(parts[start : start + ROWS_ON_INDEX], start):
            y += _LEAD
            pen.text(LEFT, y, f"{at}." if at else "", _TEXT)
            pen.fitted(LEFT + _NUMBER_WIDTH, y, part.title, _TEXT, RIGHT - LEFT - _NUMBER_WIDTH - 90)
            pen.right(RIGHT, y, part.words, _TEXT)
        pen.end_page()
    return pen.finish()


def join_packet(case_number: int, parts: Sequence[PacketPart], tell: Tell) -> bytes:
    """Join papers into one PDF and stamp each page; `tell(done, pages)` may raise to cancel.

    The same papers give the same bytes.
    """
    pages = sum(part.pages for part in parts)
    writer = PdfWriter()
    stamps = _Stamps(writer)
    done = 0
    for part in parts:
        with _opened(part.load(), writer) as reader:
            for source in reader.pages:
                tell(done, pages)
                done += 1
                page = writer.add_page(source)
                if page.rotation:
                    page.transfer_rotation_to_content()
                stamps.put(page, packet_stamp(case_number, done, pages))
    writer.compress_identical_objects(remove_duplicates=True, remove_unreferenced=True)
    writer.metadata = {"/Producer": "Plainbill", "/Title": f"Case {case_number}"}
    tell(pages, pages)
    out = BytesIO()
    writer.write(out)
    writer._objects.clear()
    return out.getvalue()


@contextmanager
def _opened(pdf: bytes, writer: PdfWriter) -> Iterator[PdfReader]:
    """A paper from which the writer takes pages; let go of by hand, for its parts hold on to each other.

    Only the window's thread collects such garbage, in its own time; hundreds of pages would wait for it.
    """
    with BytesIO(pdf) as stream:
        reader = PdfReader(stream)
        try:
            yield reader
        finally:
            writer.reset_translation(reader)
            reader.close()


class _Stamps:
    """Lays stamps over the pages of one writer; their font is in the file once."""

    def __init__(self, writer: PdfWriter) -> None:
        self._writer = writer
        self._begin = self._keep(b"q\n")
        self._font = _stamp_font().clone(writer)

    def put(self, page: PageObject, words: str) -> None:
        """Stamp a page at its lower right corner, on white so that it can be read on any scan."""
        box = page.cropbox
        wide = text_width(words, REGULAR, STAMP_SIZE)
        x, y = float(box.right) - STAMP_SIDE - wide, float(box.bottom) + STAMP_FOOT
        left, foot, high = x - STAMP_PAD, y - STAMP_PAD, STAMP_SIZE + STAMP_PAD
        ground = f"{left:.2f} {foot:.2f} {wide + 2 * STAMP_PAD:.2f} {high:g} re"
        text = f"BT {_STAMP_FONT} {STAMP_SIZE:g} Tf {x:.2f} {y:.2f} Td ({words}) Tj ET"
        end = self._keep(f"\nQ q 1 g {ground} f 0 g {text} Q\n".encode("ascii"))
        page[NameObject("/Contents")] = ArrayObject([self._begin, *_contents(page), end])
        _dictionary(_dictionary(page, "/Resources"), "/Font")[NameObject(_STAMP_FONT)] = self._font

    def _keep(self, content: bytes) -> IndirectObject:
        stream = DecodedStreamObject()
        stream.set_data(content)
        return self._writer._add_object(stream)


def _contents(page: PageObject) -> list[IndirectObject]:
    """The streams that a page is drawn with."""
    if "/Contents" not in page:
        return []
    held = page.raw_get("/Contents")
    found = held.get_object()
    if isinstance(found, ArrayObject):
        return list(found)
    return [held] if isinstance(found, StreamObject) else []


def _dictionary(owner: DictionaryObject, name: str) -> DictionaryObject:
    """The dictionary under a name, an empty one where there is none."""
    known = owner.raw_get(name).get_object() if name in owner else None
    if isinstance(known, DictionaryObject):
        return known
    made = DictionaryObject()
    owner[NameObject(name)] = made
    return made


def _stamp_font() -> IndirectObject:
    """The font of the stamps as a file holds it, with all letters of ASCII under their own codes."""
    find_font(REGULAR)
    out = BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.setFont(REGULAR, STAMP_SIZE)
    canvas.drawString(0, 0, packet_stamp(0, 0, 0))
    canvas.showPage()
    canvas.save()
    fonts = _dictionary(_dictionary(PdfReader(out).pages[0], "/Resources"), "/Font")
    found = (fonts.raw_get(name) for name, font in fonts.items() if "+" in font["/BaseFont"])
    return cast(IndirectObject, next(found))
