"""What an insurer's answer means: active or not, and the amounts the desk needs of all that was said."""

from datetime import date

import pytest

from app.domain.eligibility import (
    Benefit,
    BenefitKind,
    CheckStatus,
    Network,
    OtherPayer,
    Person,
    accumulators_of,
    benefit_kind,
    decide_status,
    is_same_benefit_year,
    summarize,
)
from app.domain.money import Money

IND, FAM = Person.INDIVIDUAL, Person.FAMILY
IN, OUT, BOTH = Network.IN, Network.OUT, Network.BOTH


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ([("1", ("30",))], CheckStatus.ACTIVE),
        ([("5", ())], CheckStatus.ACTIVE),
        ([("3", ("1", "30", "98"))], CheckStatus.ACTIVE),
        ([("6", ("30",))], CheckStatus.INACTIVE),
        ([("8", ())], CheckStatus.INACTIVE),
        ([("6", ("30",)), ("1", ("30",))], CheckStatus.ACTIVE),
        ([("1", ("35",))], CheckStatus.UNKNOWN),
        ([("6", ("35",))], CheckStatus.UNKNOWN),
        ([("B", ("98",))], CheckStatus.UNKNOWN),
        ([("V", ("30",))], CheckStatus.UNKNOWN),
        ([], CheckStatus.UNKNOWN),
    ],
)
def test_only_a_yes_for_the_plan_is_active_and_silence_is_unknown(told, status):
    assert decide_status(told) is status


def test_a_yes_for_the_service_asked_about_counts():
    assert decide_status([("1", ("98",))]) is CheckStatus.UNKNOWN
    assert decide_status([("1", ("98",))], ("98",)) is CheckStatus.ACTIVE


def test_a_refusal_without_any_answer_is_rejected_and_an_answer_beside_it_counts():
    assert decide_status([], is_refused=True) is CheckStatus.REJECTED
    assert decide_status([("1", ("30",))], is_refused=True) is CheckStatus.ACTIVE


@pytest.mark.parametrize(
    ("code", "period", "kind"),
    [
        ("1", "", "covered"),
        ("7", "", "not_covered"),
        ("I", "", "not_covered"),
        ("B", "27", "copay"),
        ("C", "23", "deductible"),
        ("C", "29", "deductible_left"),
        ("G", "29", "oop_left"),
        ("F", "29", "limit_left"),
        ("R", "", "other_payer"),
        ("Q7", "", "note"),
    ],
)
def test_what_a_benefit_is(code, period, kind):
    assert benefit_kind(code, period) == BenefitKind(kind)


SAID = (
    Benefit(BenefitKind.COPAY, "30", network=IN, amount=Money(5000)),
    Benefit(BenefitKind.COPAY, "98", network=IN, amount=Money(3000)),
    Benefit(BenefitKind.COPAY, "86", network=IN, amount=Money(25000)),
    Benefit(BenefitKind.COINSURANCE, "30", network=IN, percent_bp=2000),
    Benefit(BenefitKind.COINSURANCE, "30", network=OUT, percent_bp=4000),
    Benefit(BenefitKind.DEDUCTIBLE, "30", IND, IN, Money(150000)),
    Benefit(BenefitKind.DEDUCTIBLE_LEFT, "30", IND, IN, Money(42050)),
    Benefit(BenefitKind.DEDUCTIBLE_LEFT, "30", FAM, IN, Money(180000)),
    Benefit(BenefitKind.DEDUCTIBLE_LEFT, "30", IND, OUT, Money(300000)),
    Benefit(BenefitKind.DEDUCTIBLE_LEFT, "35", IND, IN, Money(100)),
    Benefit(BenefitKind.OOP, "30", IND, BOTH, Money(500000)),
    Benefit(BenefitKind.OTHER_PAYER, name="OTHER MUTUAL", number="777", rank=1),
    Benefit(BenefitKind.OTHER_PAYER, name="OTHER MUTUAL", number="777", rank=1),
)


def test_the_summary_picks_the_office_visit_and_the_whole_plan_in_and_out_of_network():
    told = summarize(SAID)
    assert (told.inside.copay, told.inside.coinsurance_bp) == (Money(3000), 2000)
    assert (told.inside.deductible, told.inside.deductible_left) == (Money(150000), Money(42050))
    assert told.inside.family_deductible_left == Money(180000)
    assert (told.outside.coinsurance_bp, told.outside.deductible_left) == (4000, Money(300000))
    assert told.inside.oop == told.outside.oop == Money(500000)
    assert told.outside.copay is None
    assert told.other_payers == (OtherPayer("OTHER MUTUAL", "777", 1),)


def test_what_is_not_said_is_none_and_zero_left_is_zero():
    told = summarize([Benefit(BenefitKind.DEDUCTIBLE_LEFT, "30", IND, IN, Money(0))])
    assert told.inside.deductible_left == Money(0)
    assert told.inside.oop_left is None
    assert told.inside.is_told
    assert not told.outside.is_told


def test_accumulators_name_their_day_and_never_use_what_holds_outside_the_network():
    found = accumulators_of(SAID, date(2026, 3, 2))
    assert (found.deductible_left, found.family_deductible_left) == (Money(42050), Money(180000))
    assert (found.oop_left, found.as_of) == (None, date(2026, 3, 2))
    assert found.source == "Eligibility answer of 03/02/2026"
    outside = [Benefit(BenefitKind.DEDUCTIBLE_LEFT, "30", IND, OUT, Money(300000))]
    assert accumulators_of(outside, date(2026, 3, 2)) is None


@pytest.mark.parametrize(
    ("on", "begins", "ends", "same"),
    [
        (date(2026, 12, 31), None, None, True),
        (date(2027, 1, 1), None, None, False),
        (date(2027, 1, 1), date(2026, 7, 1), date(2027, 6, 30), True),
        (date(2026, 6, 30), date(2026, 7, 1), date(2027, 6, 30), False),
        (date(2026, 1, 5), date(2020, 1, 1), date(2099, 12, 31), True),
        (date(2025, 1, 5), date(2020, 1, 1), None, False),
    ],
)
def test_the_benefit_year_is_the_plans_own_where_it_is_told(on, begins, ends, same):
    assert is_same_benefit_year(on, date(2026, 8, 1), begins, ends) is same
