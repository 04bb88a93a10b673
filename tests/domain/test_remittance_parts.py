"""What a remittance's payment is made of: every part has a name, and the parts add up to the cent."""

from types import SimpleNamespace

from app.domain.money import Money
from app.domain.provider_adjustments import AdjustmentKind, AdjustmentPlan
from app.domain.remittance_parts import explain_parts, split_payment
from app.domain.remittance_plan import Action, ClaimPlan, RemittancePlan, Verdict
from app.domain.remittances import ProviderAdjustment


def an_advice(payment, paid, beside=()):
    """The three things of a remittance that its parts are made of."""
    return SimpleNamespace(
        payment=payment,
        claims=[SimpleNamespace(paid=cents) for cents in paid],
        provider_adjustments=[
            ProviderAdjustment(code, reference, cents, None, "", 1) for code, reference, cents in beside
        ],
    )


def a_plan(claims, beside=()):
    return RemittancePlan(
        tuple(ClaimPlan(at, action, verdict, ()) for at, (action, verdict) in enumerate(claims)),
        tuple(
            AdjustmentPlan(at, AdjustmentKind.OTHER, cents, reason=reason)
            for at, (cents, reason) in enumerate(beside)
        ),
    )


NOW, BACK = (Action.ANSWER, Verdict.CLEAR), (Action.TAKE_BACK, Verdict.CLEAR)
UNKNOWN = (Action.ANSWER, Verdict.UNKNOWN)


def test_a_takeback_and_what_waits_are_named_and_all_parts_add_up():
    advice = an_advice(6833, (10000, -8000, 10065), [("WO", "1234", 5232)])
    plan = a_plan((NOW, BACK, UNKNOWN), [(5232, "")])
    assert sum(part.amount.cents for part in split_payment(advice, plan)) == 6833
    assert explain_parts(advice, plan) == (
        "$68.33 = $100.00 for claims that post now − $80.00 of earlier answers that the insurer takes back "
        "+ $100.65 for claims that wait for a look − $52.32 Overpayment taken back (WO, 1234)."
    )


def test_what_the_insurer_does_not_account_for_is_a_part_of_its_own():
    advice = an_advice(3000, (2512,))
    assert explain_parts(advice, a_plan((NOW,))) == (
        "$30.00 = $25.12 for claims that post now + $4.88 that the insurer does not explain."
    )


def test_many_adjustments_are_two_parts_and_a_payment_of_nothing_is_none():
    codes = ("L6", "72", "50", "CS")
    advice = an_advice(-600, (), [(code, "", 150) for code in codes])
    plan = a_plan((), [(150, ""), (150, ""), (150, ""), (150, "Look.")])
    assert [part.amount for part in split_payment(advice, plan)] == [Money(-450), Money(-150)]
    assert explain_parts(advice, plan).startswith("-$6.00 = −$4.50 of money beside the claims")
    assert explain_parts(an_advice(0, (0,)), a_plan((NOW,))) == ""
