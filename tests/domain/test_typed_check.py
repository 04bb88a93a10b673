"""A check under typing: what is explained, what is left, and what keeps it from being posted."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.adjudication import plan_adjudication
from app.domain.answers import Adjustment, ClaimLine, LineAnswer
from app.domain.money import Money
from app.domain.provider_adjustments import PaidClaim, PaidLine
from app.domain.remittance_balance import check_balance
from app.domain.remittance_matching import KnownClaim, KnownLine
from app.domain.remitted_text import read_remitted, write_remitted
from app.domain.typed_advice import compose_advice, plan_typed, write_typed_check
from app.domain.typed_check import (
    Beside,
    CheckBeside,
    CheckClaim,
    CheckHead,
    TypedCheck,
    check_typed,
    explain_check,
)

DAY = date(2026, 11, 23)
LINE = ClaimLine(7, Money(16500), Money(16500))
OLDER = PaidClaim(4, "41", 9, (PaidLine(8, 1, 1, Money(6000)), PaidLine(9, 1, 1, Money(4000))))
KNOWN = KnownClaim(
    3,
    "12",
    5,
    2,
    1,
    1,
    "sent",
    "Prairie Health",
    "Rivera",
    "Ana",
    "XYZ1",
    (KnownLine(7, "5-7", "99213", ("25",), DAY, 16500),),
)


def claim(paid=2512, *parts, forwarded=False):
    given = parts or (("CO", "45", 8360), ("PR", "1", 5000), ("PR", "2", 628))
    answer = LineAnswer(7, Money(8140), Money(paid), tuple(Adjustment(a, b, Money(c)) for a, b, c in given))
    plan = plan_adjudication([LINE], [answer], None)
    return CheckClaim(3, 12, "Ana Rivera", (answer,), plan, payer_control="ICN9", forwarded=forwarded)


def a_check(cents, *claims, beside=()):
    return TypedCheck(CheckHead(1, "Prairie Health", "88213", DAY, Money(cents)), claims, tuple(beside))


INTEREST = CheckBeside(Beside.INTEREST, Money(125))
TAKEBACK = CheckBeside(Beside.TAKEBACK, Money(2000), "41", OLDER)


def texts(check):
    return [(each.field, each.text) for each in check_typed(check)]


@pytest.mark.parametrize(
    ("beside", "left"),
    [
        ((), 0),
        ((INTEREST,), -125),
        ((TAKEBACK,), 2000),
        ((INTEREST, TAKEBACK), 1875),
        ((CheckBeside(Beside.ADDED, Money(10)), CheckBeside(Beside.KEPT, Money(30))), 20),
    ],
)
def test_left_is_the_check_less_claims_and_what_stands_beside(beside, left):
    assert a_check(2512, claim(), beside=beside).left == Money(left)


def test_a_check_that_is_explained_has_no_findings():
    assert check_typed(a_check(2512 + 125 - 2000, claim(), beside=(INTEREST, TAKEBACK))) == ()


def test_too_little_and_too_much_are_said_differently():
    assert texts(a_check(3000, claim())) == [
        (
            "left",
            "The check is $30.00, and $25.12 is explained: $4.88 is left. Add the claim or the amount that "
            "is missing.",
        )
    ]
    assert texts(a_check(2000, claim())) == [
        (
            "left",
            "The check is $20.00, and $25.12 is explained: $5.12 too much. Look for an amount that is too "
            "large, or for one that the insurer took back.",
        )
    ]


def test_an_empty_check_and_a_claim_without_amounts_are_named():
    assert texts(a_check(0)) == [("left", "Nothing is typed yet. Add the claims that the check pays.")]
    empty = replace(claim(), answers=(), plan=plan_adjudication([LINE], [], None))
    assert [field for field, _ in texts(a_check(0, empty))] == ["claim.3"]


def test_a_line_that_does_not_balance_is_named_with_its_claim():
    ((field, text),) = texts(a_check(3012, claim(3012)))
    assert field == "charge.7"
    assert text.startswith("Claim 12, Ana Rivera: $165.00 less")


@pytest.mark.parametrize(
    ("beside", "words"),
    [
        (CheckBeside(Beside.INTEREST, Money(-125)), "without a sign"),
        (CheckBeside(Beside.TAKEBACK, Money(2000), "999"), "names “999”, which is no claim of ours"),
        (replace(TAKEBACK, amount=Money(10001)), "paid only $100.00"),
    ],
)
def test_what_stands_beside_is_checked(beside, words):
    ((field, text),) = texts(a_check(2512 + beside.raises.cents, claim(), beside=(beside,)))
    assert (field, words in text) == ("beside.0", True)


def test_what_was_posted_is_said_claim_by_claim():
    assert explain_check(a_check(637, claim(), beside=(INTEREST, TAKEBACK))) == (
        "Check 88213 of Prairie Health is posted: $6.37, 1 claim.",
        "Claim 12, Ana Rivera: $25.12 paid, $83.60 written off, the patient owes $56.28.",
        "Interest: $1.25.",
        "Taken back for claim 41: $20.00.",
    )


def test_a_denied_claim_stays_with_the_insurer_and_the_patient_owes_nothing():
    words = explain_check(a_check(0, claim(0, ("CO", "197", 16500))))
    assert words[1] == (
        "Claim 12, Ana Rivera: $0.00 paid, $165.00 stays with Prairie Health, the patient owes nothing."
    )


def test_the_advice_of_a_typed_check_balances_and_is_read_back():
    check = a_check(637, claim(), beside=(INTEREST, TAKEBACK))
    advice = compose_advice(check, {3: KNOWN}, "60054")
    assert check_balance(advice) == ()
    (remitted,) = advice.claims
    assert read_remitted(write_remitted(remitted)) == remitted
    assert (remitted.claim_number, remitted.payer_control, remitted.status) == ("12", "ICN9", "1")
    (line,) = remitted.lines
    assert (line.line_number, line.code, line.modifiers, line.allowed) == ("5-7", "99213", ("25",), 8140)
    assert [(each.code, each.reference, each.amount) for each in advice.provider_adjustments] == [
        ("L6", "", -125),
        ("WO", "41", 2000),
    ]


@pytest.mark.parametrize(
    ("rank", "forwarded", "status"), [(1, True, "19"), (2, False, "2"), (2, True, "20"), (4, False, "3")]
)
def test_the_status_tells_the_rank_and_whether_it_was_passed_on(rank, forwarded, status):
    check = a_check(2512, claim(forwarded=forwarded))
    assert compose_advice(check, {3: KNOWN._replace(rank=rank)}, "").claims[0].status == status


def test_a_takeback_opens_the_lines_it_was_paid_on():
    plan = plan_typed(a_check(0, beside=(replace(TAKEBACK, amount=Money(7000)),)))
    assert [(line.charge_id, line.paid) for line in plan.adjustments[0].lines] == [
        (8, Money(6000)),
        (9, Money(1000)),
    ]


def test_what_is_kept_of_a_typed_check_can_be_read_by_people():
    check = a_check(637, claim(), beside=(INTEREST, TAKEBACK))
    assert write_typed_check(compose_advice(check, {3: KNOWN}, "")).splitlines() == [
        "Prairie Health, check 88213 of 2026-11-23, 6.37",
        "Claim 12, Rivera, paid 25.12",
        "  99213 billed 165.00, paid 25.12, CO-45 83.60, PR-1 50.00, PR-2 6.28",
        "L6  1.25",
        "WO 41 -20.00",
    ]
