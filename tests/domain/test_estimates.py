"""Every vector of what a patient will owe, to the cent, and what no estimate may ever do."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.accumulators import Accumulators
from app.domain.benefits import BenefitMode, BenefitRow
from app.domain.cob import CobMethod, FirstPlan, SecondPlan, pay_medicare_second, pay_second
from app.domain.contracts import Contract, ContractTerm, RateKind
from app.domain.estimate_shares import (
    Network,
    PlanTerms,
    PricedLine,
    nonparticipating_price,
    share_costs,
)
from app.domain.estimate_steps import explain_assumptions, explain_steps
from app.domain.estimate_words import say_step
from app.domain.estimates import (
    Basis,
    Confidence,
    EstimateQuestion,
    PlannedLine,
    PlanSide,
    Price,
    compose_estimate,
)
from app.domain.expected_allowed import BilledService, RateBook, expected_allowed
from app.domain.money import ZERO, Money, read_money

TODAY = date(2026, 3, 2)


def money(text):
    return None if text is None else read_money(text)


def row(mode, copay=None, share=0, category="office"):
    return BenefitRow(category, BenefitMode[mode], money(copay), share)


def left(deductible=None, family=None, cap=None, family_cap=None, as_of=TODAY):
    return Accumulators(money(deductible), money(family), money(cap), money(family_cap), as_of)


def line(allowed, benefit, charge=None, *, is_visit=False):
    return PricedLine(money(charge or allowed), money(allowed), benefit, is_visit)


def parts(share):
    return str(share.copay), str(share.deductible), str(share.coinsurance)


V10 = (
    line("120.00", row("COPAY_ONLY", "25.00"), is_visit=True),
    line("60.00", row("DED_COINS", share=1000)),
)
V11 = (
    line("150.00", row("NONE"), is_visit=True),
    line("95.00", row("COPAY_ONLY", "30.00"), is_visit=True),
)
VECTORS = {
    "V01": ([line("128.40", row("COPAY_ONLY", "30"), "220")], PlanTerms(), "30.00", "98.40"),
    "V02": (
        [line("312.50", row("DED_COINS", share=2000), "500")],
        PlanTerms(left("100")),
        "142.50",
        "170.00",
    ),
    "V03": ([line("185.25", row("DED_COINS"))], PlanTerms(left("1420")), "185.25", "0.00"),
    "V04": ([line("210", row("DED_COPAY", "40"))], PlanTerms(left("60")), "100.00", "110.00"),
    "V06": (
        [line("1000", row("DED_COINS", share=3000))],
        PlanTerms(left("0", cap="120")),
        "120.00",
        "880.00",
    ),
    "V07": ([line("500", row("DED_COINS", share=2000))], PlanTerms(left("600", "200")), "260.00", "240.00"),
    "V08": (
        [line("500", row("DED_COINS", share=2000))],
        PlanTerms(left("100", "900"), is_aggregate=True),
        "500.00",
        "0.00",
    ),
    "V09": ([line("18.73", row("COPAY_ONLY", "30"))], PlanTerms(), "18.73", "0.00"),
    "V10": (V10, PlanTerms(left("40")), "67.00", "113.00"),
    "V11": (V11, PlanTerms(), "30.00", "215.00"),
    "V12": (
        [line("900", row("DED_COPAY_COINS", "75", 2000))],
        PlanTerms(left("700", cap="650")),
        "650.00",
        "250.00",
    ),
    "V13": (
        [line("800", row("DED_COINS", share=2000))],
        PlanTerms(left("500", cap="2000", family_cap="450")),
        "450.00",
        "350.00",
    ),
    "V14": ([line("100.05", row("COINS_ONLY", share=1250))], PlanTerms(), "12.51", "87.54"),
    "V15": (
        [line("140", row("DED_COINS", share=2000))],
        PlanTerms(left("83"), sequestration_bp=200),
        "94.40",
        "44.69",
    ),
    "V21 out of network": (
        [line("180", row("COINS_ONLY", share=4000), "300")],
        PlanTerms(network=Network.OUT),
        "192.00",
        "108.00",
    ),
    "V21 protected": (
        [line("180", row("COINS_ONLY", share=4000), "300")],
        PlanTerms(network=Network.PROTECTED),
        "72.00",
        "108.00",
    ),
    "V22": (
        [line("95", row("COINS_ONLY", share=2000), "120")],
        PlanTerms(network=Network.NONPARTICIPATING),
        "33.25",
        "76.00",
    ),
}


@pytest.mark.parametrize("name", VECTORS)
def test_each_vector_comes_out_to_the_cent(name):
    lines, terms, patient, plan = VECTORS[name]
    shares, _ = share_costs(lines, terms)
    assert str(Money(sum(each.patient.cents for each in shares))) == patient
    assert str(Money(sum(each.plan.cents for each in shares))) == plan


def test_v02_splits_into_deductible_and_coinsurance():
    lines, terms, _, _ = VECTORS["V02"]
    (share,), _ = share_costs(lines, terms)
    assert parts(share) == ("0.00", "100.00", "42.50")


def test_v03_and_v08_leave_the_rest_of_the_deductible():
    _, after = share_costs(VECTORS["V03"][0], VECTORS["V03"][1])
    assert str(after.deductible_left) == "1,234.75"
    _, after = share_costs(VECTORS["V08"][0], VECTORS["V08"][1])
    assert str(after.family_deductible_left) == "400.00"


@pytest.mark.parametrize(
    ("mode", "copay", "deductible"),
    [("COPAY_DED_COINS", "50.00", "270.00"), ("DED_COPAY_COINS", "20.00", "300.00")],
)
def test_v05_both_orders_come_to_the_same_and_use_up_another_deductible(mode, copay, deductible):
    (share,), after = share_costs([line("320", row(mode, "50", 2000))], PlanTerms(left("300")))
    assert (parts(share), str(share.plan)) == ((copay, deductible, "0.00"), "0.00")
    assert str(after.deductible_left) == str(money("300") - share.deductible)


def test_v06_and_v12_use_up_the_cap():
    _, after = share_costs(VECTORS["V06"][0], VECTORS["V06"][1])
    assert after.oop_left == ZERO
    (share,), _ = share_costs(VECTORS["V12"][0], VECTORS["V12"][1])
    assert parts(share) == ("0.00", "650.00", "0.00")


def test_v10_the_copay_is_asked_once_and_stands_on_the_visit():
    with_copay = row("COPAY_ONLY", "25.00")
    lines = [line("60", with_copay), line("120", with_copay, is_visit=True), line("40", with_copay)]
    shares, _ = share_costs(lines, PlanTerms())
    assert [str(each.copay) for each in shares] == ["0.00", "25.00", "0.00"]


def test_v15_holds_back_two_percent_that_nobody_owes():
    (share,), _ = share_costs(VECTORS["V15"][0], VECTORS["V15"][1])
    assert (parts(share), str(share.held_back)) == (("0.00", "83.00", "11.40"), "0.91")


def first(allowed, paid, patient, charge=None, deductible="0"):
    return FirstPlan(money(charge or allowed), money(allowed), money(paid), money(patient), money(deductible))


def test_v16_medigap_leaves_the_deductible_and_a_qmb_owes_nothing():
    medicare = first("140", "45.60", "94.40", deductible="83")
    gap = pay_second(medicare, SecondPlan(CobMethod.MEDIGAP, ZERO, ZERO))
    assert (str(gap.paid), str(gap.patient)) == ("11.40", "83.00")
    medicaid = pay_second(medicare, SecondPlan(CobMethod.MEDICAID, money("70"), ZERO), is_protected=True)
    assert [str(each) for each in (medicaid.paid, medicaid.patient, medicaid.forgiven)] == [
        "24.40",
        "0.00",
        "70.00",
    ]


@pytest.mark.parametrize(
    ("method", "normal", "paid", "patient"),
    [
        ("standard", "144", "60.00", "0.00"),
        ("non_duplication", "144", "4.00", "56.00"),
        ("carve_out", "144", "4.00", "56.00"),
        ("standard", "40", "40.00", "20.00"),
        ("non_duplication", "140", "0.00", "60.00"),
    ],
)
def test_v17_to_v19_the_second_plan_pays_by_its_own_rule(method, normal, paid, patient):
    made = pay_second(first("200", "140", "60"), SecondPlan(CobMethod(method), money("200"), money(normal)))
    assert (str(made.paid), str(made.patient)) == (paid, patient)


def test_v19_the_normal_benefit_comes_after_the_plans_own_deductible():
    (share,), _ = share_costs([line("200", row("DED_COINS", share=2000))], PlanTerms(left("150")))
    assert str(share.plan) == "40.00"


def test_v20_medicare_pays_second_the_lowest_of_three():
    plan = first("150", "120", "30", charge="175")
    own = SecondPlan(CobMethod.MEDICARE, money("125"), ZERO)
    assert str(pay_medicare_second(plan, own)) == "30.00"
    made = pay_second(plan, own)
    assert (str(made.paid), str(made.patient)) == ("30.00", "0.00")
    assert str(plan.charge - plan.paid - made.paid) == "25.00"


def test_v20_a_contract_sets_the_amount_for_the_charge_and_the_deductible_counts():
    bound = FirstPlan(money("175"), money("140"), money("120"), money("20"), obligated=money("140"))
    assert str(pay_medicare_second(bound, SecondPlan(CobMethod.MEDICARE, money("125"), ZERO))) == "20.00"
    unmet = SecondPlan(CobMethod.MEDICARE, money("125"), ZERO, deductible_left=money("105"))
    assert str(pay_medicare_second(first("150", "120", "30", "175"), unmet)) == "16.00"


def test_v22_the_limiting_charge_is_the_most_that_may_be_asked():
    allowed, most = nonparticipating_price(money("100"), money("120"))
    assert (str(allowed), str(most)) == ("95.00", "109.25")
    assert str(nonparticipating_price(money("100"), money("100"))[1]) == "100.00"


def test_v23_the_second_procedure_is_reduced_before_it_is_shared():
    terms = (
        ContractTerm(RateKind.FIXED, ("17000",), amount=money("400")),
        ContractTerm(RateKind.FIXED, ("17110",), amount=money("200")),
    )
    contract = Contract(1, 1, 1, 1, date(2026, 1, 1), terms, multiple_bp=(5000,))
    billed = (BilledService(1, "17000", money("600")), BilledService(2, "17110", money("300")))
    allowed = [each.amount for each in expected_allowed(billed, contract, RateBook(2026))]
    lines = [PricedLine(each, each, row("COINS_ONLY", share=2000)) for each in allowed]
    shares, _ = share_costs(lines, PlanTerms())
    assert [str(each.patient) for each in shares] == ["80.00", "20.00"]
    assert str(sum((each.plan for each in shares), ZERO)) == "400.00"


def test_a_service_that_is_not_covered_is_the_patients_only_with_a_notice():
    lines = [line("80", row("NOT_COVERED"), "120")]
    (share,), _ = share_costs(lines, PlanTerms())
    assert (str(share.patient), str(share.plan)) == ("120.00", "0.00")
    barred = PricedLine(money("120"), money("80"), row("NOT_COVERED"), may_bill=False)
    (share,), _ = share_costs([barred], PlanTerms())
    assert (share.patient, share.plan) == (ZERO, ZERO)


def test_a_copay_meets_the_deductible_only_where_the_plan_says_so():
    lines = [line("120", row("COPAY_ONLY", "25"), is_visit=True), line("60", row("DED_COINS"))]
    shares, _ = share_costs(lines, PlanTerms(left("40"), copay_meets_deductible=True))
    assert [str(each.patient) for each in shares] == ["25.00", "15.00"]


def side(prices, benefits, terms=None, **more):
    return PlanSide(1, "Prairie PPO", terms or PlanTerms(), tuple(prices), tuple(benefits), **more)


def by_contract(allowed):
    return Price(money(allowed), Basis.CONTRACT)


VISIT = PlannedLine("99203", money("180"), name="New patient visit", is_visit=True)
WART = PlannedLine("17110", money("190"), name="Wart removal")


def scenario(terms=None, paid="0", **more):
    own = side(
        [by_contract("108"), by_contract("112")],
        [row("COPAY_ONLY", "40"), row("DED_COINS", share=2000)],
        terms or PlanTerms(left("120")),
    )
    return EstimateQuestion(TODAY, TODAY, (VISIT, WART), (own,), money(paid), **more)


def test_a_new_patient_owes_copay_and_deductible():
    estimate = compose_estimate(scenario())
    assert (str(estimate.patient), str(estimate.plan)) == ("152.00", "68.00")
    assert [str(each.write_off) for each in estimate.lines] == ["72.00", "78.00"]
    assert estimate.confidence is Confidence.HIGH
    assert str(estimate.left.deductible_left) == "8.00"
    said = [say_step(each) for each in explain_steps(estimate)]
    assert said[2] == "Your copay for the visit is $40.00."
    assert "$112.00 goes to your yearly deductible." in said
    assert said[-1] == "Together we expect you to pay $152.00."


def said_of(benefit, terms=None, lines=(VISIT,)):
    own = side([by_contract("108")] * len(lines), [benefit] * len(lines), terms)
    return [
        say_step(each)
        for each in explain_steps(compose_estimate(EstimateQuestion(TODAY, TODAY, lines, (own,))))
    ]


@pytest.mark.parametrize(
    ("mode", "deductible", "lines", "why"),
    [
        ("DED_COINS", "0", (VISIT,), "is not asked for this kind of service."),
        ("DED_COPAY", "300", (VISIT,), "is not used: the yearly deductible takes the whole price."),
        ("COPAY_ONLY", "0", (VISIT, WART), "is asked once for the visit, not for this service as well."),
    ],
)
def test_why_a_copay_of_the_plan_is_not_asked_is_said(mode, deductible, lines, why):
    said = said_of(row(mode, "40"), PlanTerms(left(deductible)), lines)
    assert [each for each in said if each.endswith(why)] == [f"The copay of $40.00 {why}"]


def test_a_copay_that_is_asked_needs_no_reason():
    assert not [each for each in said_of(row("COPAY_ONLY", "40")) if each.startswith("The copay of")]


def test_a_new_patient_without_insurance_owes_the_charges():
    estimate = compose_estimate(EstimateQuestion(TODAY, TODAY, (VISIT, WART)))
    assert (str(estimate.patient), estimate.is_range, estimate.plan) == ("370.00", False, ZERO)


def test_what_was_paid_before_is_taken_off_and_too_much_is_named():
    assert str(compose_estimate(scenario(paid="40")).due) == "112.00"
    estimate = compose_estimate(scenario(paid="200"))
    assert (estimate.due, str(estimate.too_much)) == (ZERO, "48.00")


def test_v09_a_copay_taken_above_the_price_is_told():
    own = side([by_contract("18.73")], [row("COPAY_ONLY", "30")])
    estimate = compose_estimate(EstimateQuestion(TODAY, TODAY, (VISIT,), (own,), money("30")))
    assert (str(estimate.patient), str(estimate.too_much)) == ("18.73", "11.27")


def test_what_is_not_known_is_a_range_with_its_reason():
    own = side([by_contract("108"), Price()], [row("COPAY_ONLY", "40"), row("DED_COINS", share=2000)])
    estimate = compose_estimate(EstimateQuestion(TODAY, TODAY, (VISIT, WART), (own,)))
    assert (str(estimate.low), str(estimate.patient)) == ("40.00", "230.00")
    assert estimate.confidence is Confidence.LOW
    assert estimate.reasons == ("no_price", "no_yearly_amounts")
    last = explain_steps(estimate)[-1]
    assert say_step(last) == "Together we expect you to pay between $40.00 and $230.00."
    assert say_step(last, "es") == "En total calculamos que usted pagará entre $40.00 y $230.00."


def test_the_plans_own_figures_give_a_range_down_to_a_met_deductible():
    question = scenario(PlanTerms(left("500", as_of=None)))
    own = question.sides[0]
    figures = PlanSide(1, own.name, own.terms, own.prices, own.benefits, figures_only=True)
    estimate = compose_estimate(EstimateQuestion(TODAY, TODAY, (VISIT, WART), (figures,)))
    assert (str(estimate.low), str(estimate.patient)) == ("62.40", "152.00")
    assert estimate.reasons == ("plan_figures",)


def test_an_unknown_benefit_costs_at_most_all():
    own = side([by_contract("108")], [None])
    estimate = compose_estimate(EstimateQuestion(TODAY, TODAY, (VISIT,), (own,)))
    assert (str(estimate.low), str(estimate.patient)) == ("0.00", "108.00")


def test_old_amounts_and_open_claims_make_it_less_sure():
    old = PlanTerms(left("120", as_of=date(2026, 2, 20)))
    estimate = compose_estimate(scenario(old, open_claims=2))
    assert estimate.confidence is Confidence.MEDIUM
    assert estimate.reasons == ("old_amounts", "open_claims")
    said = [say_step(each, "es") for each in explain_assumptions(estimate)]
    assert said[0].startswith("Prairie PPO nos informó el 02/20/2026: deducible restante $120.00")


def test_a_second_plan_pays_what_the_first_left():
    one = side([by_contract("200")], [row("COINS_ONLY", share=3000)])
    two = PlanSide(
        2,
        "Second",
        PlanTerms(),
        (by_contract("180"),),
        (row("COINS_ONLY", share=2000),),
        CobMethod.NON_DUPLICATION,
    )
    question = EstimateQuestion(
        TODAY, TODAY, (PlannedLine("99214", money("210"), is_visit=True),), (one, two)
    )
    estimate = compose_estimate(question)
    assert (str(estimate.patient), str(estimate.lines[0].second.paid)) == ("56.00", "4.00")
    assert str(estimate.lines[0].write_off) == "10.00"


def test_a_protected_member_owes_nothing_of_the_cost_share():
    medicare = PlanTerms(left("83"), sequestration_bp=200)
    one = side([by_contract("140")], [row("DED_COINS", share=2000)], medicare)
    two = PlanSide(
        2,
        "Medicaid",
        PlanTerms(),
        (by_contract("70"),),
        (row("NONE"),),
        CobMethod.MEDICAID,
        is_protected=True,
    )
    line = PlannedLine("99214", money("210"), is_visit=True)
    estimate = compose_estimate(EstimateQuestion(TODAY, TODAY, (line,), (one, two)))
    found = estimate.lines[0]
    assert (str(found.patient), str(found.second.paid), str(found.second.forgiven)) == (
        "0.00",
        "24.40",
        "70.00",
    )
    assert str(found.share.plan) == "44.69"


CENTS = st.integers(0, 200_000).map(Money)
LEFT = st.none() | CENTS
ROWS = st.builds(
    BenefitRow, st.just("office"), st.sampled_from(list(BenefitMode)), CENTS, st.integers(0, 10_000)
)
LINES = st.lists(
    st.builds(
        lambda allowed, more, benefit, visit: PricedLine(allowed + more, allowed, benefit, visit),
        CENTS,
        CENTS,
        ROWS,
        st.booleans(),
    ),
    min_size=1,
    max_size=4,
)
TERMS = st.builds(
    PlanTerms,
    st.builds(Accumulators, LEFT, LEFT, LEFT, LEFT),
    st.booleans(),
    st.booleans(),
    st.just(Network.IN),
    st.sampled_from([0, 200]),
)


@given(LINES, TERMS)
def test_the_shares_add_up_to_the_price_and_nothing_is_below_zero(lines, terms):
    shares, after = share_costs(lines, terms)
    for each, share in zip(lines, shares, strict=True):
        if each.benefit.mode is BenefitMode.NOT_COVERED:
            assert (share.patient, share.plan) == (each.charge, ZERO)
        else:
            assert share.cost_share + share.plan + share.held_back == each.allowed
        amounts = (share.copay, share.deductible, share.coinsurance, share.plan, share.held_back)
        assert all(amount >= ZERO for amount in amounts)
    kept = (after.deductible_left, after.family_deductible_left, after.oop_left, after.family_oop_left)
    assert all(amount is None or amount >= ZERO for amount in kept)


@given(LINES, TERMS, st.tuples(CENTS, CENTS, CENTS, CENTS))
def test_more_of_the_yearly_amounts_met_never_raises_the_share(lines, terms, met):
    told = terms.accumulators
    names = ("deductible_left", "family_deductible_left", "oop_left", "family_oop_left")
    fewer = [
        amount if (amount := getattr(told, name)) is None else max(amount - off, ZERO)
        for name, off in zip(names, met, strict=True)
    ]
    later = PlanTerms(
        Accumulators(*fewer),
        terms.is_aggregate,
        terms.copay_meets_deductible,
        terms.network,
        terms.sequestration_bp,
    )
    before, _ = share_costs(lines, terms)
    after, _ = share_costs(lines, later)
    assert sum(each.patient.cents for each in after) <= sum(each.patient.cents for each in before)


@given(CENTS, st.integers(0, 10_000), CENTS, st.sampled_from(list(CobMethod)), st.booleans(), CENTS)
def test_a_second_plan_and_the_patient_never_get_more_than_what_was_left(
    allowed, share, normal, method, protected, deductible
):
    (own,), _ = share_costs([PricedLine(allowed, allowed, row("COINS_ONLY", share=share))], PlanTerms(left()))
    made = FirstPlan(allowed, allowed, own.plan, own.patient, min(deductible, own.patient))
    second = pay_second(made, SecondPlan(method, allowed, normal), protected)
    assert min(second.paid, second.patient, second.forgiven) >= ZERO
    assert second.paid + second.patient + second.forgiven == own.patient


def estimate_of(price, *, network=Network.IN, benefit=None, second=None):
    """One service of 100.00 with 20 percent coinsurance, unless a test says otherwise."""
    benefit = benefit or row("COINS_ONLY", share=2000)
    first = PlanSide(1, "Plan", PlanTerms(left("0"), network=network), (price,), (benefit,))
    lines = (PlannedLine("99213", Money(100_00)),)
    return compose_estimate(EstimateQuestion(TODAY, TODAY, lines, (first, *((second,) if second else ()))))


@pytest.mark.parametrize("network", list(Network))
def test_whatever_an_unknown_price_turns_out_to_be_the_share_lies_in_the_range(network):
    told = estimate_of(Price(), network=network)
    for cents in range(0, 100_01, 7):
        came = estimate_of(Price(Money(cents), Basis.CONTRACT), network=network).patient
        assert told.low <= came <= told.patient


def test_outside_the_network_an_unknown_price_may_leave_the_whole_charge():
    told = estimate_of(Price(), network=Network.OUT)
    assert (told.low, told.patient, told.is_range) == (Money(20_00), Money(100_00), True)


def test_a_second_plan_whose_price_is_not_known_is_not_counted_on():
    benefits = (row("DED_COINS", share=2000),)
    second = PlanSide(2, "Second", PlanTerms(left("0")), (Price(),), benefits)
    told = estimate_of(Price(), benefit=row("COINS_ONLY", share=10_000), second=second)
    assert (told.low, told.patient) == (ZERO, Money(100_00))


def medigap(benefit=None):
    prices = (Price(Money(80_00), Basis.FIRST),)
    free = benefit or row("NONE")
    return PlanSide(2, "Plan G", PlanTerms(left("0")), prices, (free,), CobMethod.MEDIGAP)


def test_medigap_pays_nothing_of_what_medicare_does_not_cover_or_allow():
    price = Price(Money(80_00), Basis.SCHEDULE)
    refused = estimate_of(price, benefit=row("NOT_COVERED"), second=medigap())
    assert (refused.lines[0].second.paid, refused.patient) == (ZERO, Money(100_00))
    above = estimate_of(price, network=Network.NONPARTICIPATING, second=medigap())
    assert (above.lines[0].second.paid, above.patient) == (Money(16_00), Money(12_00))


@pytest.mark.parametrize("method", list(CobMethod))
def test_a_second_plan_pays_nothing_for_what_it_does_not_cover(method):
    second = replace(medigap(row("NOT_COVERED")), method=method)
    told = estimate_of(Price(Money(80_00), Basis.SCHEDULE), second=second)
    assert told.lines[0].second.paid == ZERO
