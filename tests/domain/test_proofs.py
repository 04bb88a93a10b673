import pytest

from app.domain.money import Money
from app.domain.proofs import Proof, Term, faults_of


def proof(result, offenders=()):
    terms = (
        Term("Charges", Money(60000)),
        Term("brought in", Money(0)),
        Term("payments", Money(10000), minus=True),
    )
    return Proof("The books", terms, Term("balance", Money(result)), offenders)


def test_an_equation_reads_as_people_write_it():
    assert proof(50000).equation == "Charges $600.00 − payments $100.00 = balance $500.00"
    assert proof(50000).holds
    assert faults_of([proof(50000)]) == ""


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (proof(50001), "$0.01 apart"),
        (proof(50000, ("charge 7",)), "Look at charge 7."),
        (proof(49000, ("charge 7", "account 2")), "$10.00 apart. Look at charge 7, account 2."),
    ],
)
def test_what_is_false_is_named(made, words):
    assert not made.holds
    assert faults_of([proof(50000), made]).startswith("The books: the sums do not agree")
    assert words in made.fault


def test_an_equation_of_nothing_still_says_something():
    empty = Proof("The drawer", (Term("Taken", Money(0)),), Term("in the drawer", Money(0)))
    assert (empty.equation, empty.holds) == ("Taken $0.00 = in the drawer $0.00", True)
