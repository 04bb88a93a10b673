"""What is typed from an insurer's paper becomes an answer that balances, or says by how much it does not."""

import pytest

from app.domain.adjudication import plan_adjudication
from app.domain.answer_typing import (
    TypedLine,
    compose_typed_answer,
    discount_part,
    find_rest,
    left_to_explain,
    patient_part,
    read_adjustments,
    write_adjustments,
)
from app.domain.answer_words import explain_answer_plan, explain_codes, explain_filled
from app.domain.answers import Adjustment, ClaimLine
from app.domain.errors import InputError
from app.domain.money import ZERO, Money


def billed(charge, opened=None):
    return ClaimLine(1, Money(charge), Money(charge if opened is None else opened))


def typed(**amounts):
    others = amounts.pop("others", "")
    accepted = amounts.pop("accepted", False)
    values = {name: Money(cents) for name, cents in amounts.items()}
    return TypedLine(1, **values, others=read_adjustments(others), accepted=accepted)


def test_the_discount_is_filled_and_the_patients_part_is_known():
    line = billed(16500)
    answer = compose_typed_answer(line, typed(allowed=8140, paid=2512, deductible=5000, coinsurance=628), 1)
    assert left_to_explain(line, answer) == ZERO
    assert patient_part(answer) == Money(5628)
    assert discount_part(answer) == Money(8360)


@pytest.mark.parametrize(
    ("amounts", "left"),
    [
        ({"allowed": 8140}, 8140),
        ({"allowed": 8140, "paid": 3012, "deductible": 5000, "coinsurance": 628}, -500),
        ({"paid": 2512}, 13988),
        ({"allowed": 0, "others": "CO-197 165.00"}, 0),
        ({"allowed": 0, "paid": 0, "others": "PR-96 165.00"}, 0),
        ({"allowed": 8140, "paid": 7977, "others": "CO-253 1.63"}, 0),
        ({"allowed": 16500, "paid": 16500}, 0),
    ],
)
def test_a_slip_is_never_hidden_by_the_filled_discount(amounts, left):
    line = billed(16500)
    assert left_to_explain(line, compose_typed_answer(line, typed(**amounts), 1)) == Money(left)


def test_for_a_later_insurer_what_the_earlier_ones_did_is_filled():
    line = billed(21000, 2600)
    answer = compose_typed_answer(line, typed(paid=2080, coinsurance=520), 2)
    assert Adjustment("OA", "23", Money(18400)) in answer.adjustments
    assert left_to_explain(line, answer) == ZERO
    stated = compose_typed_answer(line, typed(paid=2600, others="OA-23 184.00"), 2)
    assert len(stated.adjustments) == 1


def test_adjustments_are_read_as_the_paper_writes_them():
    found = read_adjustments(" co-197 1,420.00; OA 23 = $184 ;PI-P12 0.5")
    assert [(part.name, part.amount.cents) for part in found] == [
        ("CO-197", 142000),
        ("OA-23", 18400),
        ("PI-P12", 50),
    ]
    assert write_adjustments(found) == "CO-197 1,420.00; OA-23 184.00; PI-P12 0.50"
    assert read_adjustments(" ") == ()


@pytest.mark.parametrize(("text", "words"), [("197 420", "like CO-197 420.00"), ("XX-45 3", "not a group")])
def test_what_cannot_be_an_adjustment_is_refused(text, words):
    with pytest.raises(InputError, match=words):
        read_adjustments(text)


@pytest.mark.parametrize(
    ("amounts", "text", "found"),
    [
        ({}, "197", [("CO", "197", 42000)]),
        ({}, "pr 204", [("PR", "204", 42000)]),
        ({"allowed": 0, "paid": 0}, "co-16", [("CO", "16", 42000)]),
        ({"allowed": 13000, "paid": 10192, "coinsurance": 2600}, "253", [("CO", "253", 208)]),
        ({}, "co-253 2.08; 197", [("CO", "253", 208), ("CO", "197", 41792)]),
    ],
)
def test_a_code_alone_takes_the_rest_of_the_line(amounts, text, found):
    rest = find_rest(billed(42000), typed(**amounts), 1)
    parts = read_adjustments(text, rest)
    assert [(part.group, part.code, part.amount.cents) for part in parts] == found


def test_a_code_alone_takes_what_a_later_insurer_finds_open():
    assert find_rest(billed(21000, 2600), typed(), 2) == Money(2600)


@pytest.mark.parametrize("rest", [None, ZERO, Money(-100)])
def test_a_code_alone_needs_a_rest(rest):
    with pytest.raises(InputError, match="group, code and amount"):
        read_adjustments("197", rest)


def test_an_empty_row_is_no_answer():
    assert TypedLine(1).is_empty
    assert not typed(paid=0).is_empty


def plan_of(line, row, next_policy=None, rank=1):
    return plan_adjudication([line], [compose_typed_answer(line, row, rank)], next_policy, rank)


def test_the_plan_is_said_in_words():
    row = typed(allowed=8140, paid=2512, deductible=5000, coinsurance=628)
    assert explain_answer_plan(plan_of(billed(16500), row), "Prairie Health", "", "Ana Rivera") == (
        "Prairie Health paid $25.12.",
        "$83.60 is written off: the plan’s discount.",
        "Ana Rivera owes $56.28: deductible $50.00, coinsurance $6.28.",
    )


def test_what_goes_on_and_what_stays_is_said_too():
    row = typed(allowed=13000, paid=10192, coinsurance=2600, others="CO-253 2.08")
    words = explain_answer_plan(plan_of(billed(21000), row, 7), "Medicare", "Blue Ridge Medigap", "Ana")
    assert "$26.00 goes to Blue Ridge Medigap: coinsurance $26.00. Its claim is made at once." in words
    denied = plan_of(billed(42000), typed(others="CO-197 420.00"))
    assert explain_answer_plan(denied, "Prairie Health", "", "Ana")[-2:] == (
        "Ana owes nothing from this answer.",
        "$420.00 stays with Prairie Health (CO-197). The patient is not billed for it.",
    )
    accepted = plan_of(billed(42000), typed(others="CO-197 420.00", accepted=True))
    assert "$420.00 is written off: denied, and the practice accepts it." in explain_answer_plan(
        accepted, "Prairie Health", "", "Ana"
    )


def test_codes_are_explained_or_said_to_be_unknown():
    parts = read_adjustments("CO-197 1.00; OA-999 2.00")
    assert explain_codes({"197": "No approval."}, parts) == (
        "CO-197: No approval. OA-999: not in our list, read the paper."
    )


def test_what_is_filled_in_is_named():
    line = billed(21000)
    row = typed(allowed=13000, paid=10192, coinsurance=2600, others="CO-253 2.08")
    assert explain_filled(row.others, compose_typed_answer(line, row, 1)) == "CO-45 80.00 is filled in."
    assert explain_filled((), compose_typed_answer(line, typed(paid=21000), 1)) == ""
