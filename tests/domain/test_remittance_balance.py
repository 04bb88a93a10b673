"""Each sum of a remittance advice that does not come out is found at its place and told to the cent."""

from dataclasses import replace

import pytest

from app.domain.remittance_balance import BalanceRule, check_balance
from app.edi.x835 import read_remittances
from tests.edi.remittance_makers import (
    MadeAdvice,
    MadeClaim,
    MadeLine,
    denied,
    forwarded,
    full_advice,
    make_835,
    notice,
    paid,
    partly_paid,
    plb_only,
    reversal_of,
    secondary,
    without_lines,
)

CLAIMS = {
    "paid": paid(),
    "denied": denied(),
    "partly paid": partly_paid(),
    "reversal": reversal_of(partly_paid()),
    "forwarded": forwarded(),
    "secondary": secondary(),
    "without lines": without_lines(),
    "adjusted as a whole": MadeClaim("C8", (MadeLine(10000),), (("CO", "253", 200), ("PR", "1", 50))),
    "with interest": replace(paid(), more=("AMT*I*12.34~MIA*1*99***MA01~MOA*.8*55~QTY*CA*7~",)),
}


def read(text):
    (advice,) = read_remittances(text.encode())
    return advice


def imbalances(text):
    return check_balance(read(text))


def harmed(made, old, new):
    text = make_835(made)
    assert old in text
    return imbalances(text.replace(old, new, 1))


@pytest.mark.parametrize("claim", CLAIMS.values(), ids=CLAIMS.keys())
def test_claims_of_every_kind_balance(claim):
    assert imbalances(make_835(MadeAdvice((claim,)))) == ()


@pytest.mark.parametrize("made", [full_advice(), plb_only(), notice()])
def test_whole_advices_balance(made):
    assert imbalances(make_835(made)) == ()


def test_a_line_that_does_not_balance_is_named_with_both_sides():
    (found,) = harmed(full_advice(), "SVC*HC:99214:25*210*92.85*", "SVC*HC:99214:25*210*92.95*")
    assert (found.rule, found.claim, found.line) == (BalanceRule.LINE_PAID, 2, 0)
    assert (found.told, found.counted, found.difference) == (9295, 9285, 10)
    assert found.sentence == (
        "Claim C3, line 1 (99214 25): the line says $92.95 was paid, but its charge less its adjustments is "
        "$92.85. The difference is $0.10."
    )


def test_a_claim_whose_payment_does_not_balance_is_named():
    claim, payment = harmed(full_advice(), "CLP*C1*1*150*100*", "CLP*C1*1*150*101*")
    assert (claim.rule, claim.claim, claim.line) == (BalanceRule.CLAIM_PAID, 0, None)
    assert (claim.told, claim.counted, claim.difference) == (10100, 10000, 100)
    assert claim.where == "Claim C1"
    assert (payment.rule, payment.told, payment.counted) == (BalanceRule.PAYMENT, 34153, 34253)


def test_a_claim_whose_lines_come_to_another_charge_is_named():
    charge, payment = harmed(MadeAdvice((paid(),)), "CLP*C1*1*150*", "CLP*C1*1*160*")
    assert (charge.rule, charge.told, charge.counted) == (BalanceRule.CLAIM_CHARGE, 16000, 15000)
    assert charge.sentence == (
        "Claim C1: the claim says $160.00 was billed, but its lines come to $150.00. "
        "The difference is $10.00."
    )
    assert (payment.rule, payment.counted) == (BalanceRule.CLAIM_PAID, 11000)


def test_a_patients_share_that_is_not_that_of_the_adjustments_is_named():
    (found,) = harmed(full_advice(), "CLP*C3*1*252*92.85*35.55*", "CLP*C3*1*252*92.85*30.55*")
    assert (found.rule, found.told, found.counted, found.difference) == (
        BalanceRule.CLAIM_PATIENT,
        3055,
        3555,
        -500,
    )
    assert found.sentence.endswith("come to $35.55. The difference is $5.00.")


def test_a_share_that_is_told_without_adjustments_is_named():
    (found,) = harmed(MadeAdvice((paid(),)), "CLP*C1*1*150*100**", "CLP*C1*1*150*100*7*")
    assert (found.rule, found.told, found.counted) == (BalanceRule.CLAIM_PATIENT, 700, 0)


def test_a_claim_without_lines_is_added_up_by_its_own_adjustments():
    (found,) = harmed(
        MadeAdvice((without_lines(),)),
        "CLP*C7*1*100*75*5*12*PC7*11*1~CAS*CO*45*20~",
        "CLP*C7*1*100*75*5~CAS*CO*45*21~",
    )
    assert (found.rule, found.told, found.counted) == (BalanceRule.CLAIM_PAID, 7500, 7400)


def test_a_payment_that_does_not_balance_is_named():
    (found,) = harmed(full_advice(), "BPR*I*341.53*", "BPR*I*341.54*")
    assert (found.rule, found.claim, found.line) == (BalanceRule.PAYMENT, None, None)
    assert (found.told, found.counted, found.difference) == (34154, 34153, 1)
    assert found.sentence == (
        "Payment EFT0001: the payment is $341.54, but its claims less the provider adjustments come to "
        "$341.53. The difference is $0.01."
    )


def test_a_provider_adjustment_lowers_the_payment_when_positive():
    (found,) = harmed(full_advice(), "WO:OLD77*17.5*", "WO:OLD77*18.5*")
    assert (found.rule, found.told, found.counted) == (BalanceRule.PAYMENT, 34153, 34053)


def test_a_notice_that_pays_is_named():
    (found,) = harmed(MadeAdvice((paid(),)), "BPR*I*100*", "BPR*H*100*")
    assert (found.rule, found.told, found.counted) == (BalanceRule.NOTICE, 10000, 0)
    assert found.sentence.startswith("Payment EFT0001: the advice is only a notice and should pay $0.00")
    assert (
        harmed(MadeAdvice((paid(),), method="NON"), "BPR*I*100*", "BPR*I*100*")[0].rule == BalanceRule.NOTICE
    )


def test_a_debit_balances_with_a_negative_sum():
    made = MadeAdvice((reversal_of(paid()),))
    assert harmed(made, "BPR*I*-100*C*", "BPR*I*100*D*") == ()


def test_errors_that_cancel_out_in_a_claim_are_both_found():
    two_lines = MadeClaim("C1", (MadeLine(10000), MadeLine(20000, code="99214")))
    text = make_835(MadeAdvice((two_lines,)))
    text = text.replace("SVC*HC:99213*100*100~", "SVC*HC:99213*100*110~")
    text = text.replace("SVC*HC:99214*200*200~", "SVC*HC:99214*200*190~")
    found = imbalances(text)
    assert [(one.rule, one.line, one.difference) for one in found] == [
        (BalanceRule.LINE_PAID, 0, 1000),
        (BalanceRule.LINE_PAID, 1, -1000),
    ]


def test_what_has_no_number_or_code_is_still_named():
    text = make_835(MadeAdvice((paid(""),), trace="")).replace("SVC*HC:99213*150*100~", "SVC**150*99~")
    assert [one.where for one in imbalances(text)] == ["Claim (no number), line 1 (no code)"]
    (payment,) = imbalances(make_835(MadeAdvice((), (), "")).replace("BPR*I*0*", "BPR*I*5*"))
    assert payment.where == "Payment (no number)"
