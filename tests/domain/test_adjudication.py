"""Insurers' answers: every cent of a charge is paid, written off, kept, or handed on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.adjudication import check_postable, compose_answer, plan_adjudication
from app.domain.answers import Adjustment, ClaimLine, LineAnswer, LineOutcome, ShareReason, WriteOffKind
from app.domain.errors import RuleError
from app.domain.findings import Severity
from app.domain.money import ZERO, Money, read_money, total

SECONDARY = 77


def adjust(name, amount, accepted=False):
    group, code = name.split("-")
    return Adjustment(group, code, read_money(amount), accepted)


def answer(paid, *adjustments, allowed=None, charge_id=1):
    stated = read_money(allowed) if allowed else None
    return LineAnswer(charge_id, stated, read_money(paid), tuple(adjust(*part) for part in adjustments))


def line(charge, open_balance=None, charge_id=1, earlier="0"):
    return ClaimLine(charge_id, read_money(charge), read_money(open_balance or charge), read_money(earlier))


def plan(claim_line, insurer_answer, next_policy_id=None, rank=1):
    return plan_adjudication([claim_line], [insurer_answer], next_policy_id, rank)


def texts(result, severity=Severity.ERROR):
    return [finding.text for finding in result.findings if finding.severity is severity]


def test_scenario_1_medicare_answers_and_the_rest_moves_to_the_secondary():
    medicare = answer("101.92", ("CO-45", "80.00"), ("CO-253", "2.08"), ("PR-2", "26.00"), allowed="130.00")
    result = plan(line("210.00"), medicare, SECONDARY)
    assert result.findings == ()
    (planned,) = result.lines
    assert planned.payment == Money(10192)
    assert [(part.kind, part.amount) for part in planned.write_offs] == [
        (WriteOffKind.CONTRACTUAL, Money(8000)),
        (WriteOffKind.SEQUESTRATION, Money(208)),
    ]
    assert result.written_off == Money(8208)
    assert [(part.reason, part.amount, part.to_policy_id) for part in planned.transfers] == [
        (ShareReason.COINSURANCE, Money(2600), SECONDARY)
    ]
    assert (result.to_next_payer, result.to_patient, result.remaining) == (Money(2600), ZERO, ZERO)
    assert planned.outcome is LineOutcome.PROCESSED


def test_scenario_1_secondary_pays_in_full_and_oa_23_is_information_only():
    medigap = answer("26.00", ("OA-23", "184.00"))
    result = plan(line("210.00", "26.00"), medigap, rank=2)
    assert result.findings == ()
    assert (result.paid, result.written_off, result.to_patient, result.remaining) == (
        Money(2600),
        ZERO,
        ZERO,
        ZERO,
    )
    assert [part.name for part in result.lines[0].informational] == ["OA-23"]


def test_scenario_1_variant_secondary_leaves_five_dollars_twenty():
    result = plan(line("210.00", "26.00"), answer("20.80", ("OA-23", "184.00"), ("PR-2", "5.20")), rank=2)
    assert result.findings == ()
    assert (result.to_patient, result.remaining) == (Money(520), ZERO)


def test_scenario_2_three_services_and_a_later_visit_leave_84_20_with_the_patient():
    first = plan(
        line("220.00"),
        answer("44.92", ("CO-45", "118.80"), ("PR-1", "50.00"), ("PR-2", "6.28"), allowed="101.20"),
    )
    second = plan(line("230.00"), answer("111.68", ("CO-45", "90.40"), ("PR-2", "27.92"), allowed="139.60"))
    assert first.findings == second.findings == ()
    assert first.to_patient == Money(5628)
    assert first.to_patient + second.to_patient == Money(8420)
    assert [part.reason for part in first.lines[0].transfers] == [
        ShareReason.DEDUCTIBLE,
        ShareReason.COINSURANCE,
    ]


def test_scenario_3_a_denial_for_missing_approval_stays_with_the_insurer():
    lines = [line("210.00"), line("420.00", charge_id=2)]
    first = plan_adjudication(
        lines,
        [
            answer("103.40", ("CO-45", "81.60"), ("PR-3", "25.00")),
            answer("0", ("CO-197", "420.00"), charge_id=2),
        ],
        None,
    )
    assert first.can_post
    assert (first.paid, first.to_patient, first.remaining) == (Money(10340), Money(2500), Money(42000))
    denied = first.lines[1]
    assert denied.outcome is LineOutcome.DENIED
    assert [part.name for part in denied.pending] == ["CO-197"]
    assert denied.write_offs == denied.transfers == ()
    corrected = plan_adjudication(
        lines,
        [
            answer("103.40", ("CO-45", "81.60"), ("PR-3", "25.00")),
            answer("150.00", ("CO-45", "232.50"), ("PR-2", "37.50"), charge_id=2),
        ],
        None,
    )
    assert corrected.paid - first.paid == Money(15000)
    assert corrected.lines[1].transfers[0].amount == Money(3750)
    assert corrected.remaining == ZERO


def test_scenario_4_corrected_claim_pays():
    result = plan(line("150.00"), answer("78.20", ("PR-3", "20.00"), ("CO-45", "51.80"), allowed="98.20"))
    assert result.findings == ()
    assert (result.paid, result.to_patient, result.written_off) == (Money(7820), Money(2000), Money(5180))


@pytest.mark.parametrize(
    ("charge", "paid", "adjustments", "patient"),
    [
        ("220.00", "98.40", [("CO-45", "91.60"), ("PR-3", "30.00")], "30.00"),  # V01
        ("500.00", "170.00", [("CO-45", "187.50"), ("PR-1", "100.00"), ("PR-2", "42.50")], "142.50"),  # V02
        ("185.25", "0", [("PR-1", "185.25")], "185.25"),  # V03
        ("140.00", "44.69", [("CO-253", "0.91"), ("PR-1", "83.00"), ("PR-2", "11.40")], "94.40"),  # V15
        ("100.05", "87.54", [("PR-2", "12.51")], "12.51"),  # V14
    ],
)
def test_vectors_of_the_patients_share(charge, paid, adjustments, patient):
    result = plan(line(charge), answer(paid, *adjustments))
    assert result.findings == ()
    assert result.to_patient == read_money(patient)
    assert result.lines[0].outcome is LineOutcome.PROCESSED
    assert result.remaining == ZERO


def test_v16_medigap_pays_the_coinsurance_and_leaves_the_deductible():
    result = plan(line("140.00", "94.40"), answer("11.40", ("OA-23", "45.60"), ("PR-1", "83.00")), rank=2)
    assert result.findings == ()
    assert (result.paid, result.to_patient) == (Money(1140), Money(8300))


def test_v20_medicare_as_secondary_writes_nothing_off_twice():
    primary = plan(line("175.00"), answer("120.00", ("CO-45", "25.00"), ("PR-2", "30.00")), SECONDARY)
    assert primary.to_next_payer == Money(3000)
    medicare = answer("30.00", ("OA-23", "120.00"), ("CO-45", "25.00"))
    result = plan(line("175.00", "30.00"), medicare, rank=2)
    assert (result.written_off, result.remaining, result.to_patient) == (ZERO, ZERO, ZERO)
    assert result.findings == ()


def test_an_extra_write_off_of_the_secondary_is_posted_only_as_far_as_it_is_open():
    secondary = answer("4.00", ("OA-23", "140.00"), ("CO-45", "50.00"), ("PR-2", "6.00"))
    result = plan(line("200.00", "60.00"), secondary, rank=2)
    assert (result.to_patient, result.written_off, result.remaining) == (Money(600), Money(5000), ZERO)
    overlapping = answer("4.00", ("OA-23", "90.00"), ("CO-45", "100.00"), ("PR-2", "6.00"))
    result = plan(line("200.00", "60.00"), overlapping, rank=2)
    assert (result.to_patient, result.written_off, result.remaining) == (Money(600), Money(5000), ZERO)


def test_a_denial_of_the_secondary_is_cut_to_what_is_open():
    result = plan(line("210.00", "26.00"), answer("0", ("CO-50", "210.00")), rank=2)
    assert [(part.name, part.amount) for part in result.lines[0].pending] == [("CO-50", Money(2600))]
    assert result.remaining == Money(2600)
    assert result.lines[0].outcome is LineOutcome.DENIED
    assert result.findings == ()


def test_a_secondary_that_pays_more_than_is_open_gets_a_credit_that_is_named():
    result = plan(line("100.00", "10.00"), answer("61.28", ("OA-23", "38.72")), rank=2)
    assert result.can_post
    assert result.remaining == Money(-5128)
    assert texts(result, Severity.WARNING) == [
        "The insurer paid $51.28 more than was open; this becomes its credit."
    ]


def test_a_share_beyond_what_is_open_is_not_billed():
    result = plan(line("210.00", "26.00"), answer("20.00", ("OA-23", "150.00"), ("PR-2", "40.00")), rank=2)
    assert result.to_patient == Money(600)
    assert texts(result, Severity.WARNING) == [
        "The insurer leaves $40.00 to the patient, but only $6.00 is still open."
    ]


def test_what_a_secondary_does_not_explain_stays_with_it():
    result = plan(line("210.00", "26.00"), answer("20.00", ("OA-23", "190.00")), rank=2)
    assert result.remaining == Money(600)
    assert texts(result, Severity.WARNING) == [
        "$6.00 stays with the insurer without a reason. Compare the earlier answer."
    ]


@pytest.mark.parametrize("name", ["CO-97", "PI-50", "CO-18", "OA-109", "PI-16"])
def test_other_reductions_wait_unless_accepted_and_never_reach_the_patient(name):
    waiting = plan(line("100.00"), answer("0", (name, "100.00")), SECONDARY)
    assert (waiting.remaining, waiting.to_patient, waiting.to_next_payer) == (Money(10000), ZERO, ZERO)
    accepted = plan(line("100.00"), answer("0", (name, "100.00", True)), SECONDARY)
    assert accepted.remaining == accepted.to_patient == accepted.to_next_payer == ZERO
    assert [part.kind for part in accepted.lines[0].write_offs] == [WriteOffKind.ACCEPTED_DENIAL]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("CO-45", WriteOffKind.CONTRACTUAL),
        ("PI-45", WriteOffKind.CONTRACTUAL),
        ("CO-253", WriteOffKind.SEQUESTRATION),
        ("CO-104", WriteOffKind.WITHHOLD),
        ("CO-144", WriteOffKind.INCENTIVE),
        ("PI-237", WriteOffKind.PENALTY),
    ],
)
def test_each_kind_of_reduction_has_its_own_account(name, kind):
    result = plan(line("100.00"), answer("90.00", (name, "10.00")))
    assert [(part.kind, part.code) for part in result.lines[0].write_offs] == [(kind, name[3:])]
    assert result.can_post


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("1", ShareReason.DEDUCTIBLE),
        ("2", ShareReason.COINSURANCE),
        ("3", ShareReason.COPAY),
        ("204", ShareReason.NOT_COVERED),
        ("27", ShareReason.NOT_COVERED),
        ("100", ShareReason.OTHER),
    ],
)
@pytest.mark.parametrize("next_policy_id", [None, SECONDARY])
def test_each_share_keeps_its_reason_on_its_way(code, reason, next_policy_id):
    (planned,) = plan(line("100.00"), answer("0", (f"PR-{code}", "100.00")), next_policy_id).lines
    (transfer,) = planned.transfers
    assert (transfer.reason, transfer.code, transfer.to_policy_id) == (reason, code, next_policy_id)
    assert planned.outcome is (LineOutcome.PROCESSED if code in "123" else LineOutcome.DENIED)


@pytest.mark.parametrize("name", ["CO-45", "CO-253", "CO-246", "OA-133"])
def test_nothing_paid_for_these_reasons_is_no_denial(name):
    outcome = plan(line("100.00"), answer("0", (name, "100.00"))).lines[0].outcome
    assert outcome is (LineOutcome.PENDING if name in ("CO-246", "OA-133") else LineOutcome.PROCESSED)


def test_a_partly_paid_line_with_an_open_reduction_is_pending():
    (planned,) = plan(line("100.00"), answer("60.00", ("CO-151", "40.00"))).lines
    assert (planned.outcome, planned.remaining) == (LineOutcome.PENDING, Money(4000))


def test_a_line_out_of_balance_is_held_with_the_difference():
    result = plan(line("150.00"), answer("78.00", ("CO-45", "51.80"), ("PR-3", "20.00")))
    assert texts(result) == ["$150.00 less $71.80 adjusted is not $78.00 paid: $0.20 apart."]
    assert not result.can_post
    with pytest.raises(RuleError, match=r"Nothing was posted\. \$150\.00 less"):
        check_postable(result)


def test_a_clean_plan_is_postable():
    check_postable(plan(line("10.00"), answer("10.00")))


def test_an_answer_to_an_answered_line_is_held():
    result = plan(line("150.00", "30.00"), answer("150.00"))
    assert texts(result)[0].startswith("Of $150.00 only $30.00 is open with this insurer")


def test_the_patient_is_not_billed_while_an_earlier_insurer_is_open():
    share = answer("20.00", ("OA-23", "74.00"), ("PR-2", "6.00"))
    held = plan(line("100.00", "26.00", earlier="50.00"), share, rank=2)
    assert texts(held) == ["An earlier insurer still has $50.00 open: not yet the patient's."]
    assert plan(line("100.00", "26.00", earlier="50.00"), share, SECONDARY, rank=2).can_post


def test_answers_are_matched_to_the_lines_of_the_claim():
    lines = [line("10.00"), line("20.00", charge_id=2)]
    result = plan_adjudication(lines, [answer("10.00"), answer("10.00"), answer("5.00", charge_id=9)], None)
    assert texts(result) == [
        "This service is answered twice.",
        "This answer is for a service that is not on the claim.",
    ]
    assert texts(result, Severity.WARNING) == ["The insurer says nothing about this service; it stays open."]
    assert [finding.field for finding in result.findings] == ["charge.1", "charge.9", "charge.2"]


@pytest.mark.parametrize(
    ("adjustment", "sentence"),
    [
        (Adjustment("XX", "45", Money(1000)), "“XX” is not a group: CO, PR, OA or PI."),
        (Adjustment("CO", "", Money(1000)), "$10.00 has no reason code."),
        (Adjustment("PR", "2", Money(-1000)), "PR-2 cannot be less than zero."),
        (Adjustment("CO", "50", Money(-1000)), "CO-50 cannot be less than zero."),
    ],
)
def test_an_adjustment_that_makes_no_sense_is_held(adjustment, sentence):
    result = plan(line("100.00"), LineAnswer(1, None, Money(10000) - adjustment.amount, (adjustment,)))
    assert sentence in texts(result)


def test_money_taken_back_is_reversed_instead():
    result = plan(line("100.00"), answer("-100.00", ("CO-45", "200.00")))
    assert texts(result) == ["The insurer takes money back. Reverse its earlier answer instead."]


def test_a_payment_above_the_charge_raises_the_balance_through_the_contract():
    result = plan(line("100.00"), answer("110.00", ("CO-45", "-10.00")))
    assert (result.findings, result.written_off, result.remaining) == ((), Money(-1000), ZERO)


def test_oa_23_of_a_first_insurer_is_questioned_and_stays():
    result = plan(line("100.00"), answer("40.00", ("OA-23", "60.00", True)))
    assert "Check the order of the policies." in texts(result, Severity.WARNING)[0]
    assert (result.remaining, result.written_off) == (Money(6000), ZERO)


def test_an_allowed_amount_that_does_not_fit_is_questioned():
    result = plan(line("100.00"), answer("60.00", ("CO-45", "30.00"), ("PR-2", "10.00"), allowed="75.00"))
    assert texts(result, Severity.WARNING) == [
        "The allowed amount $75.00 is not what was paid and left to the patient ($70.00)."
    ]


def test_the_unsaid_discount_is_added_once():
    typed = answer("98.40", ("PR-3", "30.00"), allowed="128.40")
    full = compose_answer(Money(22000), typed)
    assert [(part.name, part.amount) for part in full.adjustments] == [
        ("CO-45", Money(9160)),
        ("PR-3", Money(3000)),
    ]
    assert plan(line("220.00"), full).findings == ()
    assert compose_answer(Money(22000), full) == full
    assert compose_answer(Money(12840), typed) == typed
    unsaid = answer("98.40")
    assert compose_answer(Money(22000), unsaid) == unsaid


NAMES = ["CO-45", "CO-253", "PI-237", "CO-97", "OA-109", "PR-1", "PR-2", "PR-3", "PR-204", "OA-23"]
PARTS = st.lists(st.tuples(st.sampled_from(NAMES), st.integers(1, 50_000), st.booleans()), max_size=6)


def make_answer(parts, paid):
    adjustments = tuple(
        Adjustment(*name.split("-"), Money(cents), accepted) for name, cents, accepted in parts
    )
    return LineAnswer(1, None, Money(paid), adjustments)


@given(PARTS, st.integers(0, 90_000), st.sampled_from([None, SECONDARY]))
def test_every_cent_of_a_first_answer_goes_somewhere_and_co_never_to_the_patient(parts, paid, next_policy_id):
    insurer_answer = make_answer(parts, paid)
    charge = total(part.amount for part in insurer_answer.adjustments) + insurer_answer.paid
    result = plan_adjudication([ClaimLine(1, charge, charge)], [insurer_answer], next_policy_id)
    assert result.can_post
    shares = result.to_patient + result.to_next_payer
    assert result.paid + result.written_off + shares + result.remaining == charge
    assert shares == total(part.amount for part in insurer_answer.adjustments if part.group == "PR")
    assert result.remaining == total(part.amount for planned in result.lines for part in planned.pending)


@given(PARTS, st.integers(0, 90_000), st.integers(0, 90_000))
def test_a_later_answer_never_reduces_below_zero_nor_twice(parts, paid, open_cents):
    insurer_answer = make_answer(parts, paid)
    charge = total(part.amount for part in insurer_answer.adjustments) + insurer_answer.paid
    result = plan_adjudication([ClaimLine(1, charge, Money(open_cents))], [insurer_answer], None, rank=2)
    assert result.can_post
    assert result.paid + result.written_off + result.to_patient + result.remaining == Money(open_cents)
    assert result.remaining >= min(ZERO, Money(open_cents - paid))
    stated = total(part.amount for part in insurer_answer.adjustments if part.group == "PR")
    assert result.to_patient == min(stated, max(ZERO, Money(open_cents - paid)))
