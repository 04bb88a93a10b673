from hypothesis import given
from hypothesis import strategies as st

from app.domain.itemised_ledger import LedgerMove, MoveKind
from app.domain.money import Money, total
from tests.domain.money_samples import LEDGER_MOVES, date, ledger_of


def test_the_balance_runs_from_opening_to_closing():
    ledger = ledger_of()
    assert ledger.opening == Money(75_00)
    assert [line.balance for line in ledger.lines] == [Money(n) for n in (240_00, 214_88, 131_28, 131_28)]
    assert ledger.closing == Money(131_28)
    assert ledger.total_of(MoveKind.INSURANCE_PAYMENT, MoveKind.DISCOUNT) == Money(-108_72)


def test_a_range_without_movements_keeps_the_balance():
    assert ledger_of(moves=LEDGER_MOVES[:2]).closing == Money(75_00)


@given(st.lists(st.tuples(st.dates(date(2026, 1, 1), date(2026, 6, 30)), st.integers(-10_000, 10_000))))
def test_opening_and_lines_make_the_closing_balance(drawn):
    moves = tuple(LedgerMove(day, "Ana", MoveKind.CHARGE, "", Money(cents)) for day, cents in drawn)
    ledger = ledger_of(moves=moves)
    assert ledger.closing == total(move.amount for move in moves if move.moved_on <= date(2026, 4, 30))
    assert ledger.closing - ledger.opening == ledger.total_of(*MoveKind)
