"""The paper with the recovery key, and pictures laid on a page."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from app.documents.picture_page import draw_picture_page
from app.documents.recovery_sheet import RecoverySheet, draw_recovery_sheet
from app.domain.recovery_key import read_recovery_key, write_recovery_key
from app.services.demo_card import card_image


def test_the_key_can_be_read_from_the_paper():
    key = write_recovery_key(1234567890123456789)
    pdf = draw_recovery_sheet(RecoverySheet("Maple <b>Family</b> Practice", key, date(2026, 11, 23)))
    (page,) = PdfReader(BytesIO(pdf)).pages
    words = page.extract_text()
    line = next(line for line in words.splitlines() if line.count("-") == 5)
    assert read_recovery_key(line) == 1234567890123456789
    assert "Maple <b>Family</b> Practice" in words
    assert "11/23/2026" in words


def test_a_picture_lies_on_one_letter_page():
    pdf = draw_picture_page(card_image())
    (page,) = PdfReader(BytesIO(pdf)).pages
    assert (float(page.mediabox.width), float(page.mediabox.height)) == (612.0, 792.0)
    assert len(page.images) == 1


def test_a_damaged_picture_is_refused():
    with pytest.raises(OSError, match="image"):
        draw_picture_page(b"\x89PNG nothing")
