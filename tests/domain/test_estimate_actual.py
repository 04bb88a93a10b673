"""Each reason for which a bill differs from its estimate, and only the causes of it."""

import pytest

from app.domain.estimate_actual import (
    WORDS,
    ActualLine,
    Why,
    compare_lines,
    total_came,
    total_told,
)
from app.domain.estimate_record import EstimatedLine
from app.domain.estimates import Basis
from app.domain.money import ZERO, Money, read_money


def told(code="17110", allowed="112", deductible="112", copay="0", share="0", second="0", **more):
    parts = [read_money(each) for each in (copay, deductible, share)]
    values = {
        "not_covered": ZERO,
        "balance": ZERO,
        "plan": ZERO,
        "second": read_money(second),
        "patient": Money(sum(part.cents for part in parts)) - read_money(second),
    }
    return EstimatedLine(
        code,
        f"Service {code}",
        "",
        1,
        (),
        read_money("190"),
        read_money(allowed),
        Basis.CONTRACT,
        *parts,
        **{**values, **more},
    )


def came(code="17110", allowed="112", deductible="112", copay="0", share="0", second="0", **more):
    parts = [read_money(each) for each in (copay, deductible, share)]
    patient = Money(sum(part.cents for part in parts)) - read_money(second)
    values = {"second": read_money(second), "patient": patient, **more}
    amount = None if allowed is None else read_money(allowed)
    names = ("copay", "deductible", "coinsurance")
    return ActualLine(
        code, (), read_money("190"), allowed=amount, **dict(zip(names, parts, strict=True)), **values
    )


@pytest.mark.parametrize(
    ("estimated", "actual", "reasons", "words"),
    [
        (told(), came(), [Why.AS_TOLD], "As estimated."),
        (
            told(),
            came(allowed="100", deductible="100"),
            [Why.ALLOWED],
            "The plan allowed $100.00, not $112.00.",
        ),
        (
            told(),
            came(deductible="8", share="20.80"),
            [Why.DEDUCTIBLE_MET],
            "Less of the deductible was left: $8.00 went to it, not $112.00.",
        ),
        (
            told(deductible="8", share="20.80"),
            came(deductible="112"),
            [Why.MORE_DEDUCTIBLE],
            "More of the deductible was left: $112.00 went to it, not $8.00.",
        ),
        (
            told(allowed="108", deductible="0", copay="40"),
            came(allowed="108", deductible="0", copay="50"),
            [Why.COPAY],
            "The plan took a copay of $50.00, not $40.00.",
        ),
        (
            told(deductible="0", share="22.40"),
            came(deductible="0", share="33.60"),
            [Why.SHARE],
            "The plan left $33.60 as the share of the rest, not $22.40.",
        ),
        (
            told(deductible="60", second="60"),
            came(deductible="60", second="40"),
            [Why.SECOND],
            "The second plan paid $40.00, not $60.00.",
        ),
        (
            told(),
            came(allowed=None, deductible="0", is_denied=True),
            [Why.DENIED],
            "The plan denied it; we are looking at that.",
        ),
        (
            told(),
            came(deductible="0", allowed=None, not_covered=read_money("190")),
            [Why.NOT_COVERED],
            "The plan does not cover it.",
        ),
        (told(), came(is_answered=False), [Why.WAITING], "The plan has not answered yet."),
        (
            told(deductible="0", not_covered=read_money("190"), patient=read_money("190")),
            ActualLine("17110", (), read_money("590"), patient=read_money("590")),
            [Why.CHARGE],
            "We charged $590.00, not $190.00.",
        ),
    ],
)
def test_each_difference_has_its_reason(estimated, actual, reasons, words):
    (line,) = compare_lines([estimated], [actual])
    assert [reason.why for reason in line.reasons] == reasons
    assert line.words() == words


def test_another_code_and_one_that_was_not_billed_stand_alone():
    lines = compare_lines([told("99203"), told()], [came(), came("99204")])
    assert [(line.code, line.words()) for line in lines] == [
        ("99203", "It was planned, but not billed."),
        ("17110", "As estimated."),
        ("99204", "It was not planned: another service was given."),
    ]
    assert (str(total_told(lines)), str(total_came(lines))) == ("224.00", "224.00")


def test_nothing_is_summed_while_a_plan_has_not_answered():
    assert total_came(compare_lines([told()], [came(is_answered=False)])) is None


def test_every_reason_is_said_in_both_languages():
    assert set(WORDS) == set(Why)
    assert all(english != spanish for english, spanish in WORDS.values())
