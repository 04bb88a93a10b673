"""A packet on paper: stamped where each page is seen, its papers as they were, one font for all stamps."""

from io import BytesIO

import pypdfium2
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    RectangleObject,
    TextStringObject,
)
from reportlab.pdfgen.canvas import Canvas

from app.documents.packet import ROWS_ON_INDEX, PacketPart, count_pages, draw_index, join_packet
from app.domain.disputes.packets import PlacedPart
from tests.documents.paper_reading import read_pages


def a_paper(*pages: str, size=(612, 792), change=lambda page: None) -> bytes:
    """A paper with a line of words on each page, changed as told."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    for words in pages:
        canvas.drawString(100, 300, words)
        canvas.showPage()
    canvas.save()
    writer = PdfWriter(clone_from=BytesIO(out.getvalue()))
    for page in writer.pages:
        change(page)
    changed = BytesIO()
    writer.write(changed)
    return changed.getvalue()


def a_part(pdf: bytes) -> PacketPart:
    return PacketPart("Paper", count_pages(pdf), lambda: pdf)


def joined(*papers: bytes) -> bytes:
    return join_packet(1001, [a_part(paper) for paper in papers], lambda done, pages: None)


def place_of(pdf: bytes, words: str, page: int = 0) -> tuple[float, float]:
    """How far from the right and from the bottom of what is seen of a page the words end."""
    with pypdfium2.PdfDocument(pdf) as document:
        shown = document[page]
        text = shown.get_textpage()
        at = text.search(words).get_next()
        assert at is not None, words
        _, bottom, right, _ = text.get_charbox(sum(at) - 1)
        crop = shown.get_cropbox()
        return crop[2] - right, bottom - crop[1]


def rotate(page):
    page.rotate(90)


def cut(page):
    page[NameObject("/CropBox")] = RectangleObject((50, 60, 500, 700))


def move(page):
    page[NameObject("/MediaBox")] = RectangleObject((-100, -50, 512, 742))


def split(page):
    """Two streams, the first of which leaves its state open until the second."""
    streams = []
    for content in (b"q 0.5 0 0 0.5 0 0 cm", b"BT ET Q"):
        stream = DecodedStreamObject()
        stream.set_data(content)
        streams.append(page.pdf._add_object(stream))
    page[NameObject("/Contents")] = ArrayObject(streams)


def bare(page):
    del page["/Contents"]
    del page["/Resources"]


@pytest.mark.parametrize("change", [lambda page: None, rotate, cut, move, split, bare])
def test_the_stamp_stands_at_the_lower_right_of_what_is_seen(change):
    pdf = joined(a_paper("One", change=change), a_paper("Two"))
    right, bottom = place_of(pdf, "Case 1001, page 1 of 2")
    assert 34 < right < 40
    assert 10 < bottom < 20
    assert "Two" in read_pages(pdf)[1]


def test_words_of_a_turned_page_stay_and_a_wide_page_is_stamped_too():
    pdf = joined(a_paper("Turned", change=rotate), a_paper("Wide", size=(1000, 500)))
    first, second = read_pages(pdf)
    assert "Turned" in first
    assert "Wide" in second
    assert place_of(pdf, "Case 1001, page 2 of 2", 1)[0] < 40


def test_fields_of_a_form_keep_what_was_typed():
    def type_in(page):
        note = {"/Type": "/Annot", "/Subtype": "/Widget", "/FT": "/Tx"}
        field = page.pdf._add_object(_dictionary({**note, "/T": "name", "/V": "Ana Rivera"}))
        page[NameObject("/Annots")] = ArrayObject([field])

    page = PdfReader(BytesIO(joined(a_paper("Form", change=type_in)))).pages[0]
    assert page["/Annots"][0]["/V"] == "Ana Rivera"


def test_the_same_papers_give_the_same_bytes_and_the_font_of_the_stamps_is_there_once():
    papers = [a_paper(*(f"Page {number}" for number in range(20))) for _ in range(3)]
    pdf = joined(*papers)
    assert pdf == joined(*papers)
    # One font with its letters is about 20 kB; one on every page would be 60 of them.
    assert len(pdf) < 80_000


def test_progress_tells_every_page_and_may_cancel():
    told = []
    join_packet(1, [a_part(a_paper("One", "Two")), a_part(a_paper("Three"))], lambda *done: told.append(done))
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]

    def cancel(done, _pages):
        if done == 1:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        join_packet(1, [a_part(a_paper("One", "Two"))], cancel)


def test_an_index_of_many_papers_takes_further_pages_and_loses_none():
    parts = [PlacedPart(f"Paper {number}.", number + 1, number + 3) for number in range(ROWS_ON_INDEX + 5)]
    pages = read_pages(draw_index(1001, parts))
    assert len(pages) == 2
    assert all(part.title in pages[number // ROWS_ON_INDEX] for number, part in enumerate(parts))
    assert "Case 1001: what is in this packet" in pages[1]


def _dictionary(values: dict[str, str]):
    made = {
        NameObject(name): NameObject(value) if value.startswith("/") else TextStringObject(value)
        for name, value in values.items()
    }
    return DictionaryObject(made)
