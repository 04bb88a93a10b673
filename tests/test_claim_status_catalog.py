"""The shipped words for claim answers are whole, and point at boxes that exist."""

import pytest

from app.claim_form_catalog import claim_form_grid
from app.claim_status_catalog import claim_status_codes, entity_names, status_categories, status_words
from app.domain.claim_responses import Outcome, decide_outcome, explain_status


def test_every_category_with_words_is_one_that_is_decided():
    for code, category in status_categories().items():
        assert decide_outcome(code) is not Outcome.LOOK, code
        assert category.meaning.endswith(".")
        assert category.action.endswith(".")
    assert {"A0", "A8", "P0", "P5", "R0", "R17", "F0", "F4", "D0", "E0", "E4"} <= set(status_categories())


def test_categories_that_change_nothing_say_so():
    for code, category in status_categories().items():
        if decide_outcome(code) is Outcome.NO_CHANGE:
            assert category.action.startswith("The claim’s status is unchanged."), code


def test_frequent_status_codes_have_words():
    assert len(claim_status_codes()) >= 60
    for code in claim_status_codes().values():
        assert code.meaning.endswith("."), code.code
        assert code.action.endswith("."), code.code
        assert code.code == str(int(code.code))


def test_boxes_exist_on_the_form():
    fields = claim_form_grid().fields
    for code in claim_status_codes().values():
        for entity in ("", *code.boxes):
            box = code.box_address(entity, line=1)
            assert not box or box in fields, (code.code, box)
        assert set(code.boxes) <= set(entity_names()), code.code


@pytest.mark.parametrize(
    ("code", "entity", "box"),
    [
        ("33", "IL", "i1a"),
        ("164", "IL", "i1a"),
        ("562", "85", "i33a"),
        ("562", "82", "24.2.j_npi"),
        ("562", "77", "i32a"),
        ("562", "DN", "i17b"),
        ("255", "", "i21_a"),
        ("187", "", "24.2.a_from_mm"),
        ("158", "QC", "i3_mm"),
        ("158", "IL", "i11a_mm"),
        ("454", "", "24.2.d_code"),
        ("453", "", "24.2.d_mod1"),
        ("54", "", "i22_code"),
        ("19", "PR", ""),
    ],
)
def test_a_code_points_at_its_box(code, entity, box):
    assert claim_status_codes()[code].box_address(entity, line=2) == box


def test_an_answer_is_told_in_our_own_words():
    said = explain_status(status_words(), "A7", "562", "85")
    assert said == (
        "The claim was rejected: something is not valid. The NPI is missing or wrong. "
        "It is about the billing provider. Compare it with the payer’s enrollment."
    )


def test_lists_are_read_once_and_cannot_be_changed():
    assert status_words().codes is status_words().codes
    with pytest.raises(TypeError):
        claim_status_codes()["562"] = None
    with pytest.raises(TypeError):
        claim_status_codes()["562"].boxes["85"] = ""
