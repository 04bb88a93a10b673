from app.domain.money import ZERO, Money
from app.domain.receipts import check_receipt_ties
from tests.domain.money_samples import receipt_of


def test_what_is_not_used_is_kept_as_credit():
    receipt = receipt_of()
    assert receipt.applied == Money(20_00)
    assert receipt.kept == Money(40_00)
    assert check_receipt_ties(receipt) == ()


def test_using_more_than_was_paid_is_named():
    (finding,) = check_receipt_ties(receipt_of(amount=Money(19_99)))
    assert finding.text == "Receipt R-301 uses $20.00 of a payment of $19.99."


def test_a_credit_smaller_than_what_was_kept_is_named():
    (finding,) = check_receipt_ties(receipt_of(credit=ZERO))
    assert "keeps $40.00 as credit, but the account's credit is $0.00" in finding.text
