"""The drug and description of a line: told whole or not at all."""

import pytest

from app.domain.line_details import NO_DETAIL, LineDetail, check_line_detail

WHOLE = LineDetail("", "00002143380", "ML", "0.5")


def fields(**changes):
    values = {"description": "", "ndc": "00002143380", "ndc_unit": "ML", "ndc_quantity": "0.5"}
    return [finding.field for finding in check_line_detail(LineDetail(**{**values, **changes}))]


def test_most_lines_say_nothing_and_a_drug_is_told_whole():
    assert check_line_detail(NO_DETAIL) == check_line_detail(WHOLE) == ()
    assert not NO_DETAIL
    assert WHOLE


def test_a_description_needs_no_drug():
    assert check_line_detail(LineDetail("Unlisted procedure of the skin")) == ()
    assert fields(description="x" * 81) == ["description"]


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"ndc": ""}, ["ndc"]),
        ({"ndc": "0002143380"}, ["ndc"]),
        ({"ndc_unit": ""}, ["ndc_unit"]),
        ({"ndc_unit": "XX"}, ["ndc_unit"]),
        ({"ndc_quantity": ""}, ["ndc_quantity"]),
        ({"ndc_quantity": "0"}, ["ndc_quantity"]),
        ({"ndc_unit": "", "ndc_quantity": ""}, ["ndc_unit", "ndc_quantity"]),
    ],
)
def test_what_a_drug_lacks_is_named_by_its_field(changes, found):
    assert fields(**changes) == found
