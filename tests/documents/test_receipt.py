from datetime import date

import pytest

from app.documents.receipt import draw_receipt, explain_method
from app.domain.money import ZERO, Money
from app.domain.receipts import PaymentMethod, ReceiptLine
from tests.documents.paper_reading import darkest_within, read_pages
from tests.domain.money_samples import receipt_of


def test_a_receipt_says_who_paid_how_and_for_what():
    (words,) = read_pages(draw_receipt(receipt_of()))
    for part in (
        "RECEIPT", "R-301", "04/20/2026", "10042", "Ana M Rivera", "Card ending in 4242", "$60.00",
        "03/12/2026", "Office visit", "20.00", "Kept as credit for later", "$40.00", "Your balance now",
        "$64.20", "Received by Dana W.", "HSA",
    ):  # fmt: skip
        assert part in words


def test_a_receipt_in_spanish_is_spanish_throughout():
    (words,) = read_pages(draw_receipt(receipt_of("es")))
    for part in ("RECIBO", "Tarjeta terminada en 4242", "Queda como crédito", "Su saldo ahora", "Gracias"):
        assert part in words
    assert "Receipt" not in words


@pytest.mark.parametrize(
    ("method", "reference", "words"),
    [
        (PaymentMethod.CASH, "", "Cash"),
        (PaymentMethod.CHECK, "2231", "Check no. 2231"),
        (PaymentMethod.HSA, "1881", "HSA or FSA card ending in 1881"),
        (PaymentMethod.ACH, "", "Bank transfer (ACH)"),
    ],
)
def test_how_it_was_paid(method, reference, words):
    assert explain_method(receipt_of(method=method, reference=reference)) == words


def test_a_short_receipt_fits_the_upper_half():
    pdf = draw_receipt(receipt_of())
    assert darkest_within(pdf, (0, 398, 612, 792)) == 255


def test_a_long_receipt_runs_on_and_keeps_every_line():
    line = ReceiptLine("Ana Rivera", date(2026, 3, 12), "Office visit", Money(1_00))
    pages = read_pages(draw_receipt(receipt_of(lines=(line,) * 60, credit=ZERO), "VOID"))
    assert len(pages) == 2
    assert sum(words.count("03/12/2026") for words in pages) == 60
    assert all("VOID" in words for words in pages)
    assert "Kept as credit" not in pages[-1]


def test_the_same_receipt_makes_the_same_bytes():
    assert draw_receipt(receipt_of()) == draw_receipt(receipt_of())
