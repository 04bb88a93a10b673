"""What a remittance posts: clear, held with its reason, or unknown; and in which order."""

from dataclasses import replace

import pytest

from app.domain.answers import LineOutcome
from app.domain.money import Money
from app.domain.remittance_matching import FoundBy
from app.domain.remittance_plan import Action, Matched, Verdict, is_forwarded, plan_claims
from app.domain.remittance_reversals import EarlierAnswer, EarlierLine
from tests.domain.remitted_samples import (
    DAY,
    a_claim,
    a_line,
    a_party,
    cuts,
    facts_of,
    known_claim,
    known_line,
)

TWO = known_claim(known_line(1), known_line(2, 4000, "87880"))
USUAL = ("CO-45 8360", "PR-1 5000", "PR-2 628")


def plan_one(claim, facts=None, **named):
    matched = Matched(0, claim, FoundBy.NUMBER, facts or facts_of(), **named)
    return plan_claims([matched])[0]


def test_a_usual_answer_is_clear_and_plans_like_a_typed_one():
    plan = plan_one(a_claim(a_line(16500, *USUAL)), facts_of(next_policy=4))
    assert (plan.verdict, plan.action, plan.reasons) == (Verdict.CLEAR, Action.ANSWER, ())
    assert (plan.plan.paid, plan.plan.written_off, plan.plan.to_next_payer) == (
        Money(2512),
        Money(8360),
        Money(5628),
    )


@pytest.mark.parametrize("status", ["1", "4"])
def test_a_denial_is_clear_and_its_amount_stays_with_the_insurer(status):
    plan = plan_one(a_claim(a_line(16500, "CO-197 16500"), status=status))
    assert plan.verdict is Verdict.CLEAR
    assert plan.plan.lines[0].outcome is LineOutcome.DENIED
    assert (plan.plan.remaining, plan.plan.to_patient, plan.plan.written_off) == (
        Money(16500),
        Money(0),
        Money(0),
    )


LOOKS = [
    (a_claim(a_line(16500, "CO-45 8360", "OA-999 100")), None, "OA-999 is not explained"),
    (a_claim(a_line(16500, "CR-45 100")), None, "group CR of old files"),
    (a_claim(a_line(9900)), None, "The line 99213 of $99.00 is no line of claim 1001"),
    (a_claim(a_line()), facts_of(TWO), "says nothing about this service"),
    (a_claim(a_line(), status="17"), None, "status “17”"),
    (a_claim(a_line(), parties=(a_party(), a_party("74"))), None, "corrects the name or the member id"),
    (a_claim(a_line(), status="19"), None, "no further policy is on record"),
    (a_claim(a_line()), facts_of(opened={1: 9000}), "it has answered before"),
    (a_claim(a_line()), facts_of(known_claim(state="void")), "is void and takes no answer"),
    (a_claim(a_line()), facts_of(is_answered=True), "was answered before"),
    (a_claim(a_line(), parties=(a_party(last="Holm", member="Q"),)), None, "names the patient Holm"),
    (a_claim(a_line(), adjustments=cuts("CO-45 0", "PR-1 500"), lines=()), facts_of(TWO), "as a whole"),
    (a_claim(a_line(), status="25"), None, "It is an estimate, but $165.00"),
    (a_claim(a_line(), status="23"), None, "that went on unpaid, but $165.00"),
]


@pytest.mark.parametrize(("claim", "facts", "words"), LOOKS)
def test_what_is_odd_needs_a_look_and_says_why(claim, facts, words):
    plan = plan_one(claim, facts)
    assert plan.verdict is Verdict.LOOK
    assert words in " ".join(plan.reasons)


def test_what_does_not_balance_needs_a_look():
    plan = plan_one(a_claim(a_line()), imbalances=("The difference is $1.00.",))
    assert (plan.verdict, plan.reasons) == (Verdict.LOOK, ("The difference is $1.00.",))


def test_a_later_insurer_that_pays_more_than_is_open_needs_a_look():
    known = known_claim(rank=2)
    claim = a_claim(a_line(16500, "OA-23 10000"), status="2")
    plan = plan_one(claim, facts_of(known, opened={1: 2600}))
    assert "paid $39.00 more than was open" in " ".join(plan.reasons)
    fits = a_claim(a_line(16500, "OA-23 13900"), status="2")
    plan = plan_one(fits, facts_of(known, opened={1: 2600}))
    assert (plan.verdict, plan.plan.paid, plan.plan.remaining) == (Verdict.CLEAR, Money(2600), Money(0))


def test_what_is_not_ours_is_unknown_and_never_dropped():
    plan = plan_claims([Matched(0, a_claim(number="OLD77"))])[0]
    assert plan.verdict is Verdict.UNKNOWN
    assert "“OLD77”" in plan.reasons[0]


@pytest.mark.parametrize("status", ["23", "25"])
def test_estimates_and_claims_that_went_on_unpaid_post_nothing(status):
    plan = plan_one(a_claim(a_line(16500, "CO-45 16500"), status=status))
    assert (plan.verdict, plan.action, plan.plan) == (Verdict.CLEAR, Action.NOTE, None)


@pytest.mark.parametrize(
    ("claim", "forwarded"),
    [
        (a_claim(status="1"), False),
        (a_claim(status="19"), True),
        (a_claim(status="20"), True),
        (a_claim(status="21"), True),
        (a_claim(remarks=("MA01", "MA18")), True),
        (a_claim(remarks=("MA07",)), True),
        (a_claim(parties=(a_party(), a_party("TT", "Supplement"))), True),
    ],
)
def test_a_claim_is_passed_on_by_status_remark_or_carrier(claim, forwarded):
    assert is_forwarded(claim) is forwarded
    assert plan_one(claim, facts_of(next_policy=4)).forwarded is forwarded


def test_a_claim_answered_as_a_whole_goes_to_its_one_line():
    claim = a_claim(a_line(), adjustments=cuts("CO-45 6500", "PR-1 500"), lines=())
    plan = plan_one(claim)
    assert (plan.verdict, plan.plan.paid, plan.plan.to_patient) == (Verdict.CLEAR, Money(9500), Money(500))


def test_what_is_adjusted_of_the_whole_is_shared_out_to_the_cent():
    claim = a_claim(a_line(), a_line(4000, code="87880"), adjustments=cuts("PR-1 1001"))
    plan = plan_one(claim, facts_of(TWO))
    assert plan.plan.paid == Money(19499)
    assert [line.payment for line in plan.plan.lines] == [Money(15694), Money(3805)]
    assert "shared out" in plan.reasons[0]


# Answered once: 25.12 paid, 83.60 written off, 56.28 left to the patient.
EARLIER = EarlierAnswer(31, DAY, Money(2512), (EarlierLine(1, Money(16500), Money(0)),))
ONCE = facts_of(known_claim(state="answered"), opened={1: 0}, earlier=EARLIER, is_answered=True)
BACK = a_claim(a_line(-16500, "CO-45 -8360", "PR-1 -5000", "PR-2 -628"), status="22")
AGAIN = a_claim(a_line(16500, "CO-45 8360"))


def pair(facts=ONCE, back=BACK, again=AGAIN):
    return plan_claims([Matched(0, back, FoundBy.NUMBER, facts), Matched(1, again, FoundBy.NUMBER, facts)])


def test_a_reversal_and_its_correction_are_clear_together_and_not_netted():
    back, again = pair()
    assert (back.verdict, back.action, back.earlier_id) == (Verdict.CLEAR, Action.TAKE_BACK, 31)
    assert (again.verdict, again.plan.paid) == (Verdict.CLEAR, Money(8140))
    assert pair()[::-1] == plan_claims(
        [Matched(1, AGAIN, FoundBy.NUMBER, ONCE), Matched(0, BACK, FoundBy.NUMBER, ONCE)]
    )


@pytest.mark.parametrize(
    ("earlier", "back", "words"),
    [
        (None, BACK, "but none stands"),
        (EARLIER, BACK._replace(paid=-2500), "takes $25.00 back; the answer of 11/20/2026"),
        (replace(EARLIER, is_passed_on=True), BACK, "The next insurer has answered"),
        (
            replace(EARLIER, lines=(EarlierLine(1, Money(16500), Money(2000)),)),
            BACK,
            "$20.00 of what this answer left to the patient is paid already",
        ),
    ],
)
def test_a_reversal_that_can_not_be_exact_holds_both(earlier, back, words):
    held, again = pair(replace(ONCE, earlier=earlier), back)
    assert held.verdict is Verdict.LOOK
    assert words in " ".join(held.reasons)
    assert again.verdict is Verdict.LOOK


def test_what_the_patient_paid_may_be_taken_back_when_it_is_owed_again():
    used = replace(EARLIER, lines=(EarlierLine(1, Money(16500), Money(2000)),))
    owed = a_claim(a_line(16500, "CO-45 8360", "PR-3 2000"))
    back, again = pair(replace(ONCE, earlier=used), again=owed)
    assert (back.verdict, again.verdict) == (Verdict.CLEAR, Verdict.CLEAR)


def test_an_answer_twice_in_one_remittance_needs_a_look():
    claim = a_claim(a_line())
    first, second = plan_claims([Matched(at, claim, FoundBy.NUMBER, facts_of()) for at in (0, 1)])
    assert first.verdict is Verdict.CLEAR
    assert second.reasons == ("This remittance answers the claim twice.",)
