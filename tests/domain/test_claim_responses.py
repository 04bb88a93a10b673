from itertools import permutations
from types import MappingProxyType

import pytest

from app.domain.claim_responses import (
    ClaimStatusCode,
    Outcome,
    StatusCategory,
    StatusWords,
    decide_outcome,
    explain_status,
    worst,
)

WORDS = StatusWords(
    {"A7": StatusCategory("A7", "It was rejected.", "Correct it.")},
    {"562": ClaimStatusCode("562", "The NPI is wrong.", "Check it.", "", MappingProxyType({"85": "i33a"}))},
    {"85": "the billing provider"},
)


@pytest.mark.parametrize(
    ("category", "outcome"),
    [
        ("A0", Outcome.RECEIVED),
        ("A1", Outcome.RECEIVED),
        ("A2", Outcome.ACCEPTED),
        ("A3", Outcome.REJECTED),
        ("A4", Outcome.REJECTED),
        ("A5", Outcome.ACCEPTED),
        ("A6", Outcome.REJECTED),
        ("A7", Outcome.REJECTED),
        ("A8", Outcome.REJECTED),
        ("P0", Outcome.PENDED),
        ("P1", Outcome.PENDED),
        ("P2", Outcome.PENDED),
        ("P3", Outcome.PENDED),
        ("P4", Outcome.PENDED),
        ("P5", Outcome.PENDED),
        ("F0", Outcome.FINAL),
        ("F1", Outcome.FINAL),
        ("F2", Outcome.FINAL),
        ("F3", Outcome.FINAL),
        ("F3F", Outcome.FINAL),
        ("F3N", Outcome.FINAL),
        ("F4", Outcome.FINAL),
        ("R0", Outcome.PENDED),
        ("R9", Outcome.PENDED),
        ("R17", Outcome.PENDED),
        ("D0", Outcome.NO_CHANGE),
        ("E0", Outcome.NO_CHANGE),
        ("E1", Outcome.NO_CHANGE),
        ("E2", Outcome.NO_CHANGE),
        ("E3", Outcome.NO_CHANGE),
        ("E4", Outcome.NO_CHANGE),
        ("E9", Outcome.NO_CHANGE),
    ],
)
def test_a_category_has_one_outcome_and_a_refusal_beats_it(category, outcome):
    assert decide_outcome(category) is outcome
    assert decide_outcome(category, "WQ") is outcome
    assert decide_outcome(category, "U") is Outcome.REJECTED


@pytest.mark.parametrize(
    "category", ["", "A9", "A", "P6", "F9", "F5", "R18", "D1", "E", "EX", "a2", "A2 ", "Z1"]
)
def test_an_unknown_category_is_looked_at_and_never_accepted(category):
    assert decide_outcome(category) is Outcome.LOOK
    assert decide_outcome(category, "WQ") is Outcome.LOOK


def test_an_unknown_action_accepts_nothing():
    assert decide_outcome("A2", "15") is Outcome.LOOK
    assert decide_outcome("A1", "NA") is Outcome.LOOK
    assert decide_outcome("A3", "15") is Outcome.REJECTED
    assert decide_outcome("P1", "15") is Outcome.PENDED


@pytest.mark.parametrize(
    ("outcomes", "counts"),
    [
        ([Outcome.RECEIVED, Outcome.ACCEPTED], Outcome.ACCEPTED),
        ([Outcome.ACCEPTED, Outcome.REJECTED], Outcome.REJECTED),
        ([Outcome.FINAL, Outcome.PENDED, Outcome.NO_CHANGE], Outcome.PENDED),
        ([Outcome.LOOK, Outcome.ACCEPTED], Outcome.LOOK),
        ([Outcome.LOOK, Outcome.REJECTED], Outcome.REJECTED),
        ([Outcome.NO_CHANGE, Outcome.RECEIVED], Outcome.RECEIVED),
        ([Outcome.NO_CHANGE], Outcome.NO_CHANGE),
        ([], Outcome.NO_CHANGE),
    ],
)
def test_the_worst_answer_counts_in_whatever_order_they_came(outcomes, counts):
    assert {worst(order) for order in permutations(outcomes)} == {counts}


def test_an_answer_is_told_with_what_to_do():
    assert (
        explain_status(WORDS, "A7", "562", "85")
        == "It was rejected. The NPI is wrong. It is about the billing provider. Check it."
    )
    assert explain_status(WORDS, "A7", "") == "It was rejected. Correct it."


def test_codes_without_words_are_named():
    assert explain_status(WORDS, "A7", "999", "ZZ") == (
        "It was rejected. The reason has the code 999; ask the payer what it means. Correct it."
    )
    assert explain_status(WORDS, "Z9", "562") == (
        "They answered with category Z9; look at it. The NPI is wrong. Check it."
    )
    assert explain_status(WORDS, "", "") == "They answered with category none; look at it. Call the payer."


def test_a_box_depends_on_whom_the_answer_is_about_and_on_the_line():
    code = ClaimStatusCode("1", "", "", "24.d_code", {"82": "24.j_npi", "85": "i33a"})
    assert code.box_address("85", 3) == "i33a"
    assert code.box_address("82", 7) == "24.7.j_npi"
    assert code.box_address(line=3) == "24.3.d_code"
    assert code.box_address("QC") == ""
