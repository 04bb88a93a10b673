"""Documents for packets: what is taken and what is refused, each with a clear sentence."""

from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from app.documents import attachment_check
from app.documents.attachment_check import JPEG, PDF, PNG, check_attachment
from app.domain.errors import InputError


def a_pdf(pages=2, password=None, owner=None):
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(612, 792)
    if password is not None:
        writer.encrypt(password, owner, algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def a_picture(kind="PNG", size=(40, 30)):
    out = BytesIO()
    Image.new("RGB", size, "white").save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "media_type", "pages"),
    [
        ("note.pdf", a_pdf(), PDF, 2),
        ("note.pdf", b"\n\n" + a_pdf(1), PDF, 1),
        ("forbids-printing.pdf", a_pdf(3, "", "secret"), PDF, 3),
        ("card.png", a_picture(), PNG, 1),
        ("picture named.pdf", a_picture("JPEG"), JPEG, 1),
    ],
)
def test_what_can_be_opened_is_taken_whatever_its_name(name, content, media_type, pages):
    found = check_attachment(name, content)
    assert (found.media_type, found.pages) == (media_type, pages)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.pdf", b"", "is empty"),
        ("locked.pdf", a_pdf(2, "secret"), "is locked with a password"),
        ("cut.pdf", a_pdf()[:60], "is damaged"),
        ("zeros.pdf", b"%PDF-1.7" + bytes(500), "is damaged"),
        ("note.pdf", b"Dear all, see the chart.", "is not a PDF, PNG or JPEG, whatever its name says"),
        ("cut.png", a_picture()[:50], "is damaged"),
        ("none.pdf", a_pdf(0), "is damaged"),
    ],
)
def test_what_cannot_be_used_is_refused_in_words(name, content, words):
    with pytest.raises(InputError) as refused:
        check_attachment(name, content)
    assert words in str(refused.value)
    assert "Nothing was kept" in str(refused.value)


def test_too_large_and_too_long_are_refused(monkeypatch):
    with pytest.raises(InputError, match="has 26 MB; at most 25 MB"):
        check_attachment("book.pdf", b"%PDF-1.4" + bytes(26 * 1024 * 1024))
    monkeypatch.setattr(attachment_check, "MOST_PAGES", 3)
    with pytest.raises(InputError, match="has 4 pages; at most 3"):
        check_attachment("book.pdf", a_pdf(4))
    monkeypatch.setattr(attachment_check, "MOST_PIXELS", 1000)
    with pytest.raises(InputError, match="too large a picture"):
        check_attachment("photo.png", a_picture())


def test_a_thousand_harmed_files_raise_nothing_but_the_sentence():
    whole = a_pdf(3)
    for at in range(0, len(whole), 2):
        harmed = whole[:at] + bytes([whole[at] ^ 0x15]) + whole[at + 1 :]
        try:
            check_attachment("harmed.pdf", harmed)
        except InputError:
            continue
        assert len(PdfReader(BytesIO(harmed)).pages) >= 1
