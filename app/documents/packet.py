"""A packet: many papers as one PDF, each page stamped with the case and its number.

The papers stay as they are, to the page; only the stamp is laid over the foot of each page. The index tells
on which pages each paper stands, counted through the whole packet.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO

from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from app.documents.fonts import REGULAR, find_font, text_width
from app.documents.letter_page import LEFT, RIGHT, LetterPen, Style
from app.domain.disputes.packets import PlacedPart, packet_stamp

STAMP_SIZE, STAMP_FOOT, STAMP_SIDE, STAMP_PAD = 8.0, 14.0, 36.0, 3.0
_TITLE, _TEXT = Style(17, bold=True), Style(10)
_LEAD, _TOP, _END, _NUMBER_WIDTH = 18.0, 72.0, 720.0, 26.0
ROWS_ON_INDEX = int((_END - _TOP - 60) / _LEAD)

Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class PacketPart:
    """One paper of a packet, as a PDF or a picture that was made one."""

    title: str
    pdf: bytes


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
    writer = PdfWriter()
    for part in parts:
        for page in PdfReader(BytesIO(part.pdf)).pages:
            writer.add_page(page)
    pages = len(writer.pages)
    for number, page in enumerate(writer.pages, 1):
        tell(number - 1, pages)
        page.transfer_rotation_to_content()
        box = page.mediabox
        stamp = _draw_stamp(packet_stamp(case_number, number, pages), float(box.width))
        overlay = PdfReader(BytesIO(stamp)).pages[0]
        page.merge_translated_page(overlay, float(box.left), float(box.bottom), over=True)
    writer.compress_identical_objects(remove_duplicates=True, remove_unreferenced=True)
    writer.metadata = {"/Producer": "Plainbill", "/Title": f"Case {case_number}"}
    tell(pages, pages)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _draw_stamp(words: str, width: float) -> bytes:
    """One page with the stamp at its lower right corner, on white so that it can be read on any scan."""
    find_font(REGULAR)
    out = BytesIO()
    canvas = Canvas(out, pagesize=(width, 2 * STAMP_FOOT + STAMP_SIZE), invariant=1)
    wide = text_width(words, REGULAR, STAMP_SIZE)
    left = width - STAMP_SIDE - wide
    canvas.setFillGray(1)
    canvas.rect(
        left - STAMP_PAD,
        STAMP_FOOT - STAMP_PAD,
        wide + 2 * STAMP_PAD,
        STAMP_SIZE + STAMP_PAD,
        stroke=0,
        fill=1,
    )
    canvas.setFillGray(0)
    canvas.setFont(REGULAR, STAMP_SIZE)
    canvas.drawString(left, STAMP_FOOT, words)
    canvas.showPage()
    canvas.save()
    return out.getvalue()
