"""What an insurer knows otherwise is offered; what is only written otherwise is not."""

from datetime import date

import pytest

from app.domain.eligibility import OtherPayer
from app.domain.eligibility_differences import find_differences, find_order_difference

OURS = {
    "patient.last": "Núñez-O’Neil",
    "patient.first": "Ana",
    "patient.birth_date": date(1961, 3, 4),
    "patient.street": "5 North Oak Street",
    "patient.city": "Springfield",
    "patient.state": "IL",
    "patient.zip": "62704-1234",
    "policy.member_id": "xyz-11",
    "policy.group_number": "",
    "policy.effective": date(2026, 1, 1),
    "policy.termination": None,
}


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("patient.last", "NUNEZ ONEIL"),
        ("patient.first", "ANA M"),
        ("patient.birth_date", "1961-03-04"),
        ("patient.street", "5 N OAK ST"),
        ("patient.zip", "62704"),
        ("policy.member_id", "XYZ11"),
        ("policy.termination", "2199-12-31"),
        ("patient.city", ""),
    ],
)
def test_what_is_only_written_otherwise_is_no_difference(field, told):
    assert find_differences({field: told}, OURS) == ()


@pytest.mark.parametrize(
    ("field", "told", "ours", "theirs", "value"),
    [
        ("patient.last", "RIVERA", "Núñez-O’Neil", "Rivera", "Rivera"),
        ("patient.first", "JOANNA", "Ana", "Joanna", "Joanna"),
        ("patient.birth_date", "1961-04-03", "03/04/1961", "04/03/1961", date(1961, 4, 3)),
        ("patient.street", "7 N OAK ST", "5 North Oak Street", "7 N Oak St", "7 N Oak St"),
        ("policy.member_id", "XYZ12", "xyz-11", "XYZ12", "XYZ12"),
        ("policy.group_number", "G7", "", "G7", "G7"),
        ("policy.termination", "2026-06-30", "", "06/30/2026", date(2026, 6, 30)),
    ],
)
def test_what_the_insurer_knows_otherwise_is_offered_as_it_would_be_written(field, told, ours, theirs, value):
    (found,) = find_differences({field: told}, OURS)
    assert (found.field, found.ours, found.theirs, found.value) == (field, ours, theirs, value)
    assert find_differences({field: told}, OURS, {field}) == ()


@pytest.mark.parametrize(
    ("other", "rank", "said"),
    [
        (OtherPayer("OTHER MUTUAL", "777", 1), 1, "Other Mutual pays first"),
        (OtherPayer("OTHER MUTUAL", "777", None), 1, "Other Mutual is named too"),
        (OtherPayer("OTHER MUTUAL", "777", 2), 1, None),
        (OtherPayer("OTHER MUTUAL", "777", 1), 2, "Other Mutual pays first"),
        (OtherPayer("PRAIRIE HEALTH", "1", 1), 1, None),
    ],
)
def test_another_insurer_before_this_one_must_be_decided_by_a_person(other, rank, said):
    found = find_order_difference([other], rank, "Prairie Health")
    assert (found.theirs if found else None) == said
    assert found is None or found.value is None
