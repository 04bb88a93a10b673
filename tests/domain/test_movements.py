"""Entries of the ledger read as movements: amounts that explain the balance, words in two languages."""

from datetime import date

import pytest

from app.domain.itemised_ledger import MoveKind
from app.domain.money import ZERO, Money, total
from app.domain.movement_words import MoveNames, compose_ledger_move, explain_movement
from app.domain.movements import BALANCE, LedgerEntry, compose_movements

ON = date(2026, 3, 12)
NAMES = MoveNames(
    {7: "Office visit"}, {7: "03/12/2026"}, {7: "Ana Rivera"}, {1: "Prairie"}, {5: (12, "check")}
)
NAMES_ES = MoveNames(
    {7: "Consulta"}, {7: "03/12/2026"}, {7: "Ana Rivera"}, {1: "Prairie"}, {5: (12, "check")}
)


def entry(posting, kind, account, cents, policy=None, *, payment=None, charge=7, back=False, reason=""):
    return LedgerEntry(
        posting, kind, ON, ON, back, reason, "Bea", account, charge, policy, payment, Money(cents)
    )


CHARGE = (entry(1, "charge", "insurance_ar", 16500, 1), entry(1, "charge", "revenue", -16500))
ANSWER = (
    entry(2, "adjudication", "insurance_ar", -16500, 1),
    entry(2, "adjudication", "bank", 2512),
    entry(2, "adjudication", "contractual", 8360),
    entry(2, "adjudication", "patient_ar", 5000),
    entry(2, "adjudication", "patient_ar", 628),
)
ANSWER_BACK = tuple(
    entry(3, "adjudication_void", each.account, -each.amount.cents, each.policy_id, back=True, reason="typo")
    for each in ANSWER
)
PAYMENT = (
    entry(4, "payment", "cash_drawer", 2000, payment=5, charge=None),
    entry(4, "payment", "unapplied", -2000, payment=5, charge=None),
)
USE = (
    entry(5, "allocation", "unapplied", 1000, payment=5),
    entry(5, "allocation", "patient_ar", -1000, payment=5),
)
WRITE_OFF = (entry(6, "write_off", "writeoff_courtesy", 500), entry(6, "write_off", "patient_ar", -500))


def seen(entries):
    return [(each.kind.value, str(each.amount), str(each.moved)) for each in compose_movements(entries)]


def test_an_answer_is_paid_taken_off_and_moved():
    assert seen((*CHARGE, *ANSWER)) == [
        ("charge", "165.00", "0.00"),
        ("insurance_payment", "-25.12", "0.00"),
        ("discount", "-83.60", "0.00"),
        ("transfer", "0.00", "50.00"),
        ("transfer", "0.00", "6.28"),
    ]


def test_what_is_taken_back_is_told_the_other_way_round():
    moves = [compose_ledger_move(each, NAMES, "en") for each in compose_movements(ANSWER_BACK)]
    assert {move.kind for move in moves} == {MoveKind.REVERSAL}
    assert str(total(move.amount for move in moves)) == "108.72"
    words = [explain_movement(each, NAMES) for each in compose_movements(ANSWER_BACK)]
    assert words[0] == "Taken back: Prairie paid (typo)"
    assert words[-1] == "Taken back: Moved $6.28 to Prairie (typo)"


@pytest.mark.parametrize(
    "entries", [CHARGE, ANSWER, ANSWER_BACK, PAYMENT, USE, WRITE_OFF, USE[:1], USE[1:], (*CHARGE, *ANSWER)]
)
def test_movements_change_the_balance_by_what_the_entries_do(entries):
    changed = total(each.amount for each in entries if each.account in BALANCE)
    assert total(each.amount for each in compose_movements(entries)) == changed


def test_a_payment_is_told_once_and_its_use_moves_nothing():
    assert seen((*PAYMENT, *USE)) == [("patient_payment", "-20.00", "0.00"), ("transfer", "0.00", "10.00")]
    (paid, used) = (compose_ledger_move(each, NAMES, "en") for each in compose_movements((*PAYMENT, *USE)))
    assert paid.words == "receipt 12, check"
    assert used.words == "receipt 12 used for Office visit 03/12/2026"


def test_money_for_another_account_names_neither_account_nor_service():
    (given,) = compose_movements(USE[:1])
    assert given.amount == Money(1000)
    move = compose_ledger_move(given, NAMES, "es")
    assert (move.words, move.patient_name) == ("recibo 12 usado para otra cuenta", "")
    (taken,) = compose_movements(USE[1:])
    assert (taken.kind, taken.amount) == (MoveKind.PATIENT_PAYMENT, Money(-1000))


def test_words_come_in_the_patients_language():
    charge, paid, discount, moved, _ = (
        compose_ledger_move(each, NAMES_ES, "es") for each in compose_movements((*CHARGE, *ANSWER))
    )
    assert charge.words == "Consulta"
    assert paid.words == discount.words == "Prairie, Consulta 03/12/2026"
    assert moved.words == "a usted, Consulta 03/12/2026"
    assert moved.amount == ZERO


def test_a_write_off_is_the_practices_own():
    (written,) = compose_movements(WRITE_OFF)
    assert (written.kind, str(written.amount)) == (MoveKind.WRITE_OFF, "-5.00")
    assert explain_movement(written, NAMES) == "Written off by the practice, courtesy"


def test_an_overpayment_that_the_insurer_takes_back_is_owed_again_and_said_so():
    taken = (
        entry(6, "provider_adjustment", "insurance_ar", 11750, 1, reason="WO 1001"),
        entry(6, "provider_adjustment", "payer_clearing", -11750, reason="WO 1001"),
    )
    (movement,) = compose_movements(taken)
    assert movement.amount == Money(11750)
    assert explain_movement(movement, NAMES) == "Prairie took back what it had paid (WO 1001)"
