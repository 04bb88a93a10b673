"""A claim's rows become lines with what was paid, handed on and left, up to a date."""

from datetime import date

import pytest

from app.domain.money import Money
from app.domain.synthea import SourceTransaction, add_roundings, read_amount
from app.domain.synthea_history import compose_first_answer, compose_second_answer, plan_history

DAY, LATER = date(2020, 5, 2), date(2020, 7, 15)


def row(number, kind, amount, **more):
    facts = {
        "id": f"t{number}",
        "claim_id": "c",
        "patient_id": "p",
        "rounding": "",
        "method": "",
        "begins": DAY,
        "ends": LATER,
        "code": "312",
        "name": "Tablets",
        "units": 1,
        "number": str(number),
        "transfer_of": "",
        "transfer_to": "",
        "line": number + 1,
    }
    return SourceTransaction(kind=kind, amount=Money(amount), **{**facts, **more})


def transfer(number, amount, to):
    return [
        row(number, "TRANSFEROUT", amount),
        row(number + 1, "TRANSFERIN", amount, transfer_of=str(number), transfer_to=to),
    ]


def reasons(left):
    return [(each.row.id, each.reason) for each in left]


def parts(answer):
    return [(part.name, part.amount.cents) for part in answer.adjustments]


@pytest.mark.parametrize(
    ("text", "cents", "added"),
    [
        ("77.49", 7749, ""),
        ("", 0, ""),
        ("10.005", 1001, "0.005"),
        ("10.0049", 1000, "-0.0049"),
        ("-1.5", -150, ""),
    ],
)
def test_amounts_are_rounded_half_up_and_say_by_how_much(text, cents, added):
    assert read_amount(text) == (Money(cents), added)


def test_roundings_add_up_exactly():
    assert add_roundings(["0.005", "", "-0.0049"]) == "0.0001"


def test_an_answer_waits_for_nothing_but_a_payment_waits_for_its_last_day():
    rows = [
        row(1, "CHARGE", 12916),
        row(2, "PAYMENT", 7500, method="COPAY"),
        row(3, "PAYMENT", 4062, method="ECHECK"),
        *transfer(4, 1354, "p"),
        row(6, "PAYMENT", 1354, method="CC"),
    ]
    (visit,), left = plan_history("c", rows, True, date(2020, 6, 1))
    assert reasons(left) == [("t6", "after")]
    assert [each.id for each in visit.lines[0].payments] == ["t2"]
    answer = compose_first_answer(visit.lines[0], 7)
    assert (answer.paid, parts(answer)) == (Money(4062), [("PR-192", 1354), ("PR-3", 7500)])
    (visit,), left = plan_history("c", rows, True, LATER)
    assert left == ()
    assert [each.id for each in visit.lines[0].payments] == ["t2", "t6"]


def test_a_second_insurer_answers_what_it_was_handed():
    rows = [
        row(1, "CHARGE", 20000),
        row(2, "PAYMENT", 15000, method="ECHECK"),
        *transfer(3, 5000, "2"),
        row(5, "PAYMENT", 3000, method="ECHECK"),
        *transfer(6, 1500, "p"),
    ]
    (visit,), left = plan_history("c", rows, True, LATER)
    first, second = compose_first_answer(visit.lines[0], 7), compose_second_answer(visit.lines[0], 7)
    assert left == ()
    assert (first.paid.cents, parts(first)) == (15000, [("PR-192", 5000)])
    assert (second.paid.cents, parts(second)) == (
        3000,
        [("OA-23", 15000), ("PR-192", 1500), ("OA-133", 500)],
    )


def test_a_copay_above_the_charge_is_a_copay_of_the_charge():
    rows = [row(1, "CHARGE", 7749), row(2, "PAYMENT", 8000, method="COPAY")]
    (visit,), _ = plan_history("c", rows, True, DAY)
    assert visit.lines[0].is_answered
    assert parts(compose_first_answer(visit.lines[0], 7)) == [("PR-3", 7749)]


def test_rows_that_fit_nowhere_are_named():
    rows = [
        row(1, "PAYMENT", 100, method="CASH"),
        row(2, "CHARGE", 1000),
        row(3, "PAYMENT", 1001, method="ECHECK"),
        row(4, "TRANSFEROUT", 500),
        row(5, "PAYMENT", 100, method="CASH", code="other"),
        row(6, "CHARGE", 0, code="zero"),
        row(7, "PAYMENT", 100, method="CASH", code="zero"),
        row(8, "CHARGE", 100_000_001),
        row(9, "GIFT", 1, code="312"),
    ]
    visits, left = plan_history("c", rows, True, LATER)
    assert [line.charge.id for visit in visits for line in visit.lines] == ["t2"]
    assert visits[0].lines[0].used == []
    assert reasons(left) == [
        ("t1", "no_charge"),
        ("t3", "too_much"),
        ("t5", "no_charge"),
        ("t6", "zero"),
        ("t7", "charge_left"),
        ("t8", "too_large"),
        ("t9", "charge_left"),
        ("t4", "half"),
    ]


def test_an_insurer_has_no_say_where_nobody_is_insured():
    rows = [row(1, "CHARGE", 1000, transfer_to="p"), row(2, "PAYMENT", 1000, method="ECHECK")]
    _, left = plan_history("c", rows, False, LATER)
    assert reasons(left) == [("t2", "not_insured")]


def test_services_of_several_days_are_visits_of_several_days():
    rows = [row(1, "CHARGE", 1000), row(2, "CHARGE", 500, begins=LATER)]
    visits, _ = plan_history("c", rows, False, LATER)
    assert [(visit.key, visit.on) for visit in visits] == [("c/2020-05-02", DAY), ("c/2020-07-15", LATER)]
