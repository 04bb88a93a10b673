from datetime import date

import pytest

from app.domain.errors import RuleError
from app.domain.money import ZERO, Money
from app.domain.walkouts import PaidNow, WalkOutHead, compose_walkout
from tests.domain.money_samples import PRACTICE, account, answer, item

TODAY = date(2026, 3, 12)
WAITING = item(1, 165_00, 0, insurance_name="Prairie Health", insurance_owes=Money(165_00))


def walkout(*items, language="en", paid=()):
    return compose_walkout(account(*items), WalkOutHead(PRACTICE, 1, TODAY, language), paid)


def ties(statement):
    left = statement.charged - statement.taken_off - statement.insurance_paid - statement.you_paid
    return left - statement.billed == statement.yours


def test_the_share_of_what_is_billed_is_told_in_words_and_never_as_an_amount():
    paid = (PaidNow("301", "card", Money(20_00)),)
    statement = walkout(WAITING, paid=paid)
    assert (statement.billed, statement.yours, statement.paid_now) == (Money(165_00), ZERO, paid)
    assert "Prairie Health, and they decide first" in statement.share_words
    assert "$" not in statement.share_words
    assert "ellos deciden primero" in walkout(WAITING, language="es").share_words
    assert ties(statement)


def test_without_insurance_what_is_left_is_owed_now():
    statement = walkout(item(1, 60_00, 40_00, patient_paid=Money(20_00)))
    assert (
        statement.share_words == "No insurance is billed for this visit. You owe $40.00 for this visit now."
    )
    assert ties(statement)
    paid = walkout(item(1, 60_00, 0, patient_paid=Money(60_00)))
    assert paid.share_words.endswith("You owe nothing more for this visit today. Thank you.")


def test_every_kind_of_line_adds_up():
    answered = item(2, 100_00, 20_00, answer(50_00, 30_00, ("copay", 20_00), allowed=70_00))
    overpaid = item(3, 50_00, -20_00, patient_paid=Money(70_00))
    statement = walkout(WAITING, answered, overpaid, item(4, 10_00, 0, written_off=Money(10_00)))
    assert ties(statement)
    assert (str(statement.charged), str(statement.yours)) == ("325.00", "20.00")


def test_other_days_other_patients_and_fees_stay_out():
    others = (
        item(2, 10_00, 10_00, service_date=date(2026, 3, 11)),
        item(3, 10_00, 10_00, patient_id=2),
        item(4, 25_00, 25_00, is_fee=True),
    )
    assert len(walkout(WAITING, *others).lines) == 1
    with pytest.raises(RuleError, match="No services of 03/12/2026"):
        walkout(*others)
