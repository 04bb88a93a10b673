"""Money beside the claims: what each kind is posted against, and what waits for a person."""

import pytest

from app.domain.money import Money
from app.domain.provider_adjustments import (
    AdjustmentKind,
    PaidClaim,
    PaidLine,
    explain_adjustment,
    plan_adjustment,
)
from app.domain.remittances import ProviderAdjustment

JANUARY = PaidClaim(5, "1001", 3, (PaidLine(1, 1, 9, Money(8000)), PaidLine(2, 1, 9, Money(3750))))


def plb(code, cents, reference="1001"):
    return ProviderAdjustment(code, reference, cents, None, "1234567893", 1)


@pytest.mark.parametrize(
    ("code", "cents", "carried", "kind"),
    [
        ("L6", -125, 0, AdjustmentKind.INTEREST),
        ("FB", -300, 0, AdjustmentKind.CARRIED),
        ("FB", 300, -300, AdjustmentKind.CARRIED),
        ("WO", -11750, 0, AdjustmentKind.CARRIED),
        ("WO", 11750, -11750, AdjustmentKind.CARRIED),
        ("WO", 11750, 0, AdjustmentKind.TAKEBACK),
        ("72", -9900, 0, AdjustmentKind.OTHER),
        ("CS", 100, 0, AdjustmentKind.OTHER),
        ("IR", 100, 0, AdjustmentKind.OTHER),
        ("ZZ", 100, 0, AdjustmentKind.OTHER),
    ],
)
def test_each_code_has_its_kind(code, cents, carried, kind):
    plan = plan_adjustment(0, plb(code, cents), carried, JANUARY)
    assert (plan.kind, plan.amount, plan.is_clear) == (kind, cents, True)


def test_a_takeback_opens_the_lines_that_were_paid_in_order():
    plan = plan_adjustment(0, plb("WO", 10000), 0, JANUARY)
    assert [(line.charge_id, line.paid) for line in plan.lines] == [(1, Money(8000)), (2, Money(2000))]


def test_a_takeback_of_an_unknown_claim_or_of_too_much_waits():
    assert "names “X9”, which is no claim of ours" in plan_adjustment(0, plb("WO", 100, "X9"), 0, None).reason
    assert "names nothing" in plan_adjustment(0, plb("WO", 100, ""), 0, None).reason
    assert "paid only $117.50" in plan_adjustment(0, plb("WO", 11751), 0, JANUARY).reason


def test_every_adjustment_is_told_with_code_and_reference():
    assert explain_adjustment(plb("WO", 1)) == "Overpayment taken back (WO, 1001)"
    assert explain_adjustment(plb("ZZ", 1, "")) == "Other adjustment (ZZ)"
