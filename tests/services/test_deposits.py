"""Deposits and counts of the drawer: to the cent, once only, and taken back while their day is open."""

import pytest

from app.domain.errors import InputError, RuleError
from app.domain.money import Money
from app.models.database import select
from app.queries.database_check import check_database
from app.queries.deposits import find_drawer, list_deposits, list_drawer_counts
from app.services import days, deposits, payments
from app.services.deposits import CountEntry, DepositEntry
from tests.documents.paper_reading import read_pages
from tests.practice_fixtures import TODAY, money


@pytest.fixture
def drawer(practice):
    """A day with cash 85.00, checks of 140.00 and 100.00, a card payment, and a cash payment voided."""
    patient = practice.a_patient()
    practice.a_visit(patient, ("99213", "600.00"))
    practice.a_payment(1, "85.00")
    practice.a_payment(1, "140.00", method="check", reference="2231")
    practice.a_payment(1, "100.00", method="check", reference="88", payer_name="Holm, Bo")
    practice.a_payment(1, "615.50", method="card")
    payments.void_payment(practice.session, practice.a_payment(1, "9.00"), "typed wrong")
    return practice


def all_of(practice):
    lines = practice.session.ask(find_drawer).lines
    return DepositEntry(
        "First Bank 0142",
        tuple(line.payment_id for line in lines if line.payment_id),
        tuple(line.count_id for line in lines if line.count_id),
    )


def balance(account):
    return select("select coalesce(sum(cents), 0) from entry where account = ?", account)[0][0]


def sound(practice):
    return [line for line in practice.session.ask(check_database) if not line.is_sound] == []


def test_the_drawer_is_what_was_taken_in_cash_and_checks(drawer):
    found = drawer.session.ask(find_drawer)
    assert [(line.receipt_number, line.method, str(line.amount)) for line in found.lines] == [
        (1, "cash", "85.00"),
        (2, "check", "140.00"),
        (3, "check", "100.00"),
    ]
    assert (str(found.cash), str(found.checks), str(found.ledger)) == ("85.00", "240.00", "325.00")
    assert not found.difference


def test_a_deposit_moves_the_drawer_to_the_bank_and_keeps_its_slip(drawer):
    made = deposits.make_deposit(drawer.session, all_of(drawer))
    assert (made.number, str(made.amount)) == (1, "325.00")
    assert balance("cash_drawer") == 0
    assert balance("bank") == 61550 + 32500
    words = "\n".join(read_pages(made.slip.pdf))
    for part in ("Deposit 1", "First Bank 0142", "2231", "Holm, Bo", "140.00", "240.00", "$325.00"):
        assert part in words
    ((content,),) = select("select content from stored_file where kind = 'deposit_slip'")
    assert bytes(content) == made.slip.pdf
    again = deposits.reprint_deposit_slip(drawer.session, made.id)
    assert again.pdf == made.slip.pdf
    assert drawer.session.ask(find_drawer).lines == ()
    assert sound(drawer)


def test_money_is_deposited_once(drawer):
    entry = all_of(drawer)
    deposits.make_deposit(drawer.session, entry)
    with pytest.raises(RuleError, match="no longer in the drawer"):
        deposits.make_deposit(drawer.session, entry)
    assert select("select count(*) from deposit") == [(1,)]


def test_some_of_the_drawer_may_wait(drawer):
    deposits.make_deposit(drawer.session, DepositEntry("First Bank", (2,)))
    found = drawer.session.ask(find_drawer)
    assert [line.receipt_number for line in found.lines] == [1, 3]
    assert (str(found.ledger), found.difference) == ("185.00", Money(0))


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (DepositEntry("First Bank", ()), "Choose what is brought"),
        (DepositEntry(" ", (1,)), "Type the name of the bank"),
    ],
)
def test_a_deposit_needs_money_and_a_bank(drawer, entry, words):
    with pytest.raises(InputError, match=words):
        deposits.make_deposit(drawer.session, entry)


def test_a_deposit_is_taken_back_while_its_day_is_open(drawer):
    made = deposits.make_deposit(drawer.session, all_of(drawer))
    with pytest.raises(RuleError, match="Say why"):
        deposits.void_deposit(drawer.session, made.id, " ")
    deposits.void_deposit(drawer.session, made.id, "bank was closed")
    assert balance("cash_drawer") == 32500
    assert len(drawer.session.ask(find_drawer).lines) == 3
    with pytest.raises(RuleError, match="taken back before"):
        deposits.void_deposit(drawer.session, made.id, "again")
    second = deposits.make_deposit(drawer.session, all_of(drawer))
    assert second.number == 2
    (first, _) = sorted(drawer.session.ask(list_deposits, TODAY, TODAY), key=lambda line: line.number)
    assert first.is_voided
    days.close_day(drawer.session, TODAY)
    with pytest.raises(RuleError, match="that day is closed"):
        deposits.void_deposit(drawer.session, second.id, "too late")
    assert sound(drawer)


def test_a_deposited_payment_is_not_voided(drawer):
    made = deposits.make_deposit(drawer.session, all_of(drawer))
    with pytest.raises(RuleError, match="Receipt 2 went to the bank in deposit 1"):
        payments.void_payment(drawer.session, 2, "typed wrong")
    deposits.void_deposit(drawer.session, made.id, "wrong check")
    payments.void_payment(drawer.session, 2, "typed wrong")
    assert str(drawer.session.ask(find_drawer).ledger) == "185.00"


def test_a_count_that_agrees_posts_nothing(drawer):
    before = select("select count(*) from posting")
    entry = CountEntry({2000: 6, 500: 1, 1000: 1, 100: 50}, "RM", money("100.00"))
    assert deposits.count_drawer(drawer.session, entry) == Money(0)
    assert select("select count(*) from posting") == before
    (line,) = drawer.session.ask(list_drawer_counts, TODAY)
    assert (str(line.expected), str(line.counted), line.initials) == ("85.00", "85.00", "RM")


def test_what_is_short_is_posted_with_a_reason_and_lowers_the_deposit(drawer):
    coins = {2000: 4, 100: 3}
    with pytest.raises(InputError, match=r"The drawer is \$2.00 short. Say why"):
        deposits.count_drawer(drawer.session, CountEntry(coins, "RM"))
    found = deposits.count_drawer(drawer.session, CountEntry(coins, "RM", reason="not known"))
    assert found == money("-2.00")
    assert (balance("drawer_difference"), balance("cash_drawer")) == (200, 32300)
    made = deposits.make_deposit(drawer.session, all_of(drawer))
    assert str(made.amount) == "323.00"
    assert "Found short: not known" in "\n".join(read_pages(made.slip.pdf))
    assert balance("cash_drawer") == 0
    assert sound(drawer)


def test_a_count_needs_initials_and_real_coins(drawer):
    with pytest.raises(InputError, match="initials"):
        deposits.count_drawer(drawer.session, CountEntry({100: 85}, " "))
    with pytest.raises(InputError, match="how many there are"):
        deposits.count_drawer(drawer.session, CountEntry({300: 1}, "RM"))


def test_nothing_is_deposited_or_counted_on_a_closed_day(drawer):
    days.close_day(drawer.session, TODAY)
    with pytest.raises(RuleError, match="Nov 23 is closed"):
        deposits.make_deposit(drawer.session, all_of(drawer))
    with pytest.raises(RuleError, match="Nov 23 is closed"):
        deposits.count_drawer(drawer.session, CountEntry({100: 80}, "RM", reason="short"))
