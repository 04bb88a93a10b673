from app.documents.itemised_ledger import draw_itemised_ledger
from tests.documents.paper_reading import read_pages
from tests.domain.money_samples import LEDGER_MOVES, ledger_of


def test_every_movement_stands_with_the_balance_after_it():
    (words,) = read_pages(draw_itemised_ledger(ledger_of()))
    for part in (
        "Balance before 03/01/2026", "75.00", "Charge: Office visit", "240.00",
        "Insurance paid: Prairie Health", "-25.12", "214.88", "-83.60", "Moved, $56.28",
        "Balance on 04/30/2026", "$131.28",
    ):  # fmt: skip
        assert part in words
    assert "05/01/2026" not in words


def test_spanish_with_a_copy_mark():
    (words,) = read_pages(draw_itemised_ledger(ledger_of("es"), "COPY"))
    assert "CUENTA DETALLADA" in words
    assert "Saldo antes del 03/01/2026" in words
    assert "COPY" in words


def test_many_movements_go_over_pages_and_none_is_lost():
    pages = read_pages(draw_itemised_ledger(ledger_of(moves=LEDGER_MOVES * 40)))
    assert sum(words.count("Charge: Office visit") for words in pages) == 40
    assert f"Page {len(pages)} of {len(pages)}" in pages[-1]
    assert sum(words.count("Balance on 04/30/2026") for words in pages) == 1
