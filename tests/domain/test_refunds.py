"""How money goes back, and whose lines a credit may pay."""

import pytest

from app.domain.credit_use import CreditOwner, CreditUse, check_credit_use
from app.domain.errors import AppError, RuleError
from app.domain.refunds import check_refund_method, read_check_number, usual_method


@pytest.mark.parametrize(
    ("paid_by", "method"), [("card", "card"), ("hsa", "hsa"), ("cash", "check"), ("check", "check")]
)
def test_money_goes_back_where_it_came_from(paid_by, method):
    assert usual_method(paid_by) == method
    check_refund_method(method, paid_by)


@pytest.mark.parametrize(
    ("method", "paid_by", "words"),
    [
        ("check", "hsa", "goes back onto that card"),
        ("card", "cash", "not paid with such a card"),
        ("hsa", "card", "not paid with such a card"),
        ("barter", "cash", "Choose how it goes back"),
    ],
)
def test_a_way_that_cannot_be_is_refused(method, paid_by, words):
    with pytest.raises(AppError, match=words):
        check_refund_method(method, paid_by)


def test_a_check_has_a_number():
    assert (read_check_number(" #1187 "), read_check_number("")) == ("1187", "")
    with pytest.raises(AppError, match="digits only"):
        read_check_number("11B7")


@pytest.mark.parametrize(
    ("patient", "use", "consent", "words"),
    [
        (1, CreditUse(1, 1), "", ""),
        (1, CreditUse(1, 2), "mother, by phone", ""),
        (None, CreditUse(1, 2), "", ""),
        (1, CreditUse(1, 2), " ", "another family member"),
        (1, CreditUse(2, 3), "mother, by phone", "another account"),
    ],
)
def test_whose_lines_a_credit_may_pay(patient, use, consent, words):
    owner = CreditOwner(1, patient)
    if not words:
        check_credit_use(owner, [use], consent)
        return
    with pytest.raises(RuleError, match=words):
        check_credit_use(owner, [use], consent)
