"""The shipped lists are whole, consistent, and read once."""

import json

import pytest

from app import catalogs
from app.config import resource
from app.domain.answers import CONTRACTUAL_CODES, COST_SHARES, NOT_COVERED_CODES, SEPARATE_KINDS
from app.domain.identifiers import STATE_CODES

FACILITY = {"02", "19", "21", "22", "23", "24", "26", "31", "34", "41", "42", "51", "52", "53", "56", "61"}


def test_places_of_service_and_their_rates():
    places = {place.code: place for place in catalogs.places_of_service()}
    assert list(places) == sorted(places)
    assert places["11"].name == "Office"
    assert {code for code, place in places.items() if place.facility_rate} == FACILITY
    assert {"10", "12", "20", "32", "49", "50", "71", "72", "81", "99"} <= set(places)


def test_the_list_of_states_is_that_of_the_rule():
    listed = [state.code for state in catalogs.states()]
    assert set(listed) == STATE_CODES
    assert len(listed) == len(set(listed))


def test_relationships_fold_to_the_boxes_of_the_form():
    folded = {row.code: row.form_box for row in catalogs.relationships()}
    assert (folded["18"], folded["01"], folded["19"], folded["53"]) == ("self", "spouse", "child", "other")
    assert set(folded) == {"18", "01", "19", "20", "21", "39", "40", "53", "G8"}


def test_languages_begin_with_english_and_spanish():
    assert [language.code for language in catalogs.languages()[:2]] == ["en", "es"]
    assert len({language.code for language in catalogs.languages()}) == len(catalogs.languages())


def test_denial_codes_have_words_for_staff_and_patient_in_both_languages():
    codes = catalogs.denial_codes()
    assert len(codes) == 114
    assert codes["45"].patient_en.startswith("This is the discount")
    for code in (*codes.values(), *catalogs.remark_codes().values()):
        assert code.staff_explanation
        assert code.action_note
        assert code.patient_en
        assert code.patient_es
    assert len(catalogs.remark_codes()) == 51


def test_denial_codes_refer_to_what_exists():
    enums = json.loads(resource("denial-codes.json").read_text(encoding="utf-8"))["enums"]
    for code in catalogs.denial_codes().values():
        assert set(code.groups) <= set(catalogs.adjustment_groups())
        assert code.deadline in catalogs.deadlines()
        for name in ("action", "category", "root_cause_stage", "appealable", "patient_billable"):
            assert getattr(code, name) in enums[name]
    for remark in catalogs.remark_codes().values():
        assert remark.kind in enums["rarc_kind"]


def test_codes_in_use_are_not_retired():
    retired = catalogs.retired_codes()
    assert len(retired) == 13
    assert not set(retired) & set(catalogs.denial_codes())
    posted = CONTRACTUAL_CODES | NOT_COVERED_CODES | set(SEPARATE_KINDS) | set(COST_SHARES)
    assert not posted & set(retired)


def test_co_is_never_the_patients():
    assert catalogs.adjustment_groups()["CO"].patient_may_owe == "no"


@pytest.mark.parametrize("name", ["places_of_service", "states", "denial_codes", "deadlines"])
def test_lists_are_read_once_and_cannot_be_changed(name):
    read = getattr(catalogs, name)
    assert read() is read()
    with pytest.raises(TypeError):
        read()[0] = None
