"""Files that are not loaded: one hint a kind, never a silent pass, never one a line."""

from app.domain.code_edits import OfficialKind, Standing
from tests.claim_samples import claim, line
from tests.domain.scrub_samples import HINT, MAY_3, coded, edits, scrub

NONE_LOADED = edits(
    loaded=frozenset(), pairs=None, limits=None, services=None, diagnoses=None, level_two=None
)


def test_each_kind_of_file_that_is_missing_is_named_once_however_many_lines_there_are():
    found = scrub(claim(line(), coded("J1885"), coded("96372")), **NONE_LOADED)
    hints = [each for each in found if each.severity is HINT]
    assert sorted(each.rule for each in hints) == ["CPT-02", "CPT-04", "DX-02", "MUE-01", "NCCI-01"]
    assert {each.mend for each in hints} == {"files"}
    assert all("not checked" in each.text for each in hints)


def test_the_hcpcs_file_is_missed_only_by_claims_with_such_codes():
    rules = {each.rule for each in scrub(claim(), **NONE_LOADED)}
    assert "CPT-02" not in rules
    assert "NCCI-01" in rules


def test_loaded_files_leave_no_hint():
    assert not [each for each in scrub(claim(), **edits()) if each.severity is HINT]
    one = edits(loaded=frozenset(OfficialKind) - {OfficialKind.UNITS}, limits=None)
    assert [each.rule for each in scrub(claim(), **one) if each.severity is HINT] == ["MUE-01"]


def test_a_code_whose_pairs_were_not_kept_is_named():
    found = scrub(claim(), **edits(unpaired=frozenset({"99213", "70010"})))
    (hint,) = [each for each in found if each.severity is HINT]
    assert hint.rule == "NCCI-01"
    assert "99213" in hint.text
    assert "70010" not in hint.text


def test_what_is_typed_over_is_not_passed_before_the_files_were_asked_for_it():
    known = edits(diagnoses={"J06.9": Standing.VALID, "I10": Standing.VALID})
    asked = {**known, "looked_up": {MAY_3: frozenset({"99213"})}}
    assert not [each for each in scrub(claim(), **asked) if each.severity is HINT]
    typed = scrub(claim(coded("99214"), diagnoses=("J06.9", "E11.9")), **asked)
    assert [(each.rule, each.field) for each in typed if each.severity is HINT] == [
        ("CPT-02", "24.1.d_code"),
        ("DX-02", "i21_b"),
    ]
