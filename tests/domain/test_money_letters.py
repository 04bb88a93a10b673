"""Letters about money: what each says, in the reader's language, and never without an address."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.errors import RuleError
from app.domain.letterhead import PracticeHead
from app.domain.money_letters import LetterFacts, LetterKind, RefundedPart, compose_money_letter
from app.domain.people import Address
from tests.practice_fixtures import money

FACTS = LetterFacts(
    practice=PracticeHead("Maple Family Practice", Address("1 Main St"), phone="(217) 555-0100"),
    language="en",
    addressee=("Ana Rivera", "5 Oak St", "Springfield IL 62704"),
    account_number="A1001",
    written_on=date(2026, 11, 23),
    amount=money("27.50"),
    signer="Maria Lee",
    reason="paid twice",
    parts=(RefundedPart("Ana Rivera", "12", date(2026, 11, 2), money("27.50")),),
    method="check",
    check_number="1187",
)


def words_of(kind, **changed):
    letter = compose_money_letter(kind, replace(FACTS, **changed))
    return " ".join((letter.title, *letter.paragraphs, *letter.ticks))


@pytest.mark.parametrize(
    ("kind", "language", "parts"),
    [
        (LetterKind.REFUND, "en", ("REFUND", "giving you back $27.50", "check number 1187", "paid twice")),
        (LetterKind.REFUND, "es", ("REEMBOLSO", "Le devolvemos $27.50", "cheque número 1187")),
        (LetterKind.PAYER_REFUND, "en", ("OVERPAYMENT", "We return $27.50", "copy of the claim")),
        (LetterKind.RETURNED_CHECK, "en", ("CAME BACK", "1187 for $27.50", "can not take another check")),
        (LetterKind.RETURNED_CHECK, "es", ("DEVUELTO", "cheque número 1187", "no podemos aceptar otro")),
        (LetterKind.CREDIT, "en", ("credit of $27.50", "give me back $27.50", "keep it for my next visit")),
        (LetterKind.CREDIT, "es", ("crédito de $27.50", "devuélvanme $27.50")),
    ],
)
def test_a_letter_says_what_happened_and_what_to_do(kind, language, parts):
    said = words_of(kind, language=language)
    for part in parts:
        assert part in said
    assert "(217) 555-0100" in said


def test_a_letter_names_the_fee_only_where_one_is_charged():
    assert "a fee of $25.00" in words_of(LetterKind.RETURNED_CHECK, fee=money("25.00"))
    assert "fee" not in words_of(LetterKind.RETURNED_CHECK)


@pytest.mark.parametrize(
    ("method", "words"), [("card", "back to the card"), ("hsa", "HSA or FSA card"), ("ach", "bank account")]
)
def test_a_refund_says_where_the_money_goes(method, words):
    assert words in words_of(LetterKind.REFUND, method=method)


def test_a_letter_without_an_address_is_refused():
    with pytest.raises(RuleError, match="has no address"):
        compose_money_letter(LetterKind.REFUND, replace(FACTS, addressee=("Ana Rivera",)))
