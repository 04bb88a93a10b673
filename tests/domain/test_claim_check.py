"""The whole check: each fault is said once, paper’s own stay on paper, and a manager may let one pass."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.claim_check import check_claim, may_be_let_pass
from app.domain.claim_form import fill_claim_form
from app.domain.findings import Finding, Severity
from app.domain.scrub_facts import GrantedOverride
from tests.claim_samples import GRID, OFFICE, PAYER, PRACTICE, claim, line
from tests.domain.scrub_samples import POLICY, coded, facts

ENDED = {"policy": replace(POLICY, termination=date(2026, 5, 1))}
LONG = claim(payer=replace(PAYER, payer_id="60054"), account_number="123456789012345678")
SHORT_ZIP = replace(PRACTICE, address=replace(OFFICE, zip="62701"))


def check(content, typed=None, **changes):
    form = fill_claim_form(GRID, content, typed or {})
    return check_claim(GRID, content, form, facts(**changes), typed or {})


def found(findings, rule):
    return [each for each in findings if each.rule == rule]


def test_what_form_and_records_both_tell_is_said_once_and_the_worse_counts():
    content = claim(practice=SHORT_ZIP, payer=replace(PAYER, payer_id="60054"))
    assert [each.severity for each in found(check(content), "PRV-07")] == [Severity.WARNING]
    assert [each.severity for each in found(check(content, electronic=True), "PRV-07")] == [Severity.ERROR]
    both = found(check(claim(coded("9921"))), "CPT-01")
    assert [each.field for each in both] == ["24.1.d_code"]


def test_what_concerns_the_paper_alone_does_not_keep_an_electronic_claim():
    assert [each.field for each in found(check(LONG), "FORM-02")] == ["i26"]
    assert found(check(LONG, electronic=True), "FORM-02") == []


def test_what_was_typed_is_checked_like_the_records():
    late = check(claim(), {"24.1.d_code": "99283"})
    assert [each.field for each in found(late, "POS-01")] == ["24.1.b"]
    mended = check(claim(line(code="99283")), {"24.1.d_code": "99213"})
    assert found(mended, "POS-01") == []


def test_a_box_that_no_file_carries_keeps_an_electronic_claim_only():
    typed = {"i11b_id": "X99"}
    content = claim(payer=replace(PAYER, payer_id="60054"))
    assert found(check(content, typed), "TYP-01") == []
    assert {each.field for each in found(check(content, typed, electronic=True), "TYP-01")} <= {"i11b_id"}


def test_an_override_makes_an_error_a_warning_that_says_who_and_why():
    (blocking,) = found(check(claim(), **ENDED), "COV-03")
    granted = GrantedOverride("COV-03", blocking.field, "Confirmed by phone", "Maria Lee")
    (passed,) = found(check(claim(), overrides=(granted,), **ENDED), "COV-03")
    assert blocking.severity is Severity.ERROR
    assert passed.severity is Severity.WARNING
    assert passed.text == blocking.text
    assert passed.fix == "Maria Lee let it pass: Confirmed by phone"
    elsewhere = replace(granted, field="24.2.a_from_mm")
    assert found(check(claim(), overrides=(elsewhere,), **ENDED), "COV-03") == [blocking]


@pytest.mark.parametrize("rule", ["", "CLM-01", "CLM-02", "CLM-04", "TYP-01", "FORM-02", "HELD"])
def test_what_gives_a_claim_its_shape_is_never_let_pass(rule):
    assert not may_be_let_pass(Finding(Severity.ERROR, "i1a", "Wrong.", "Mend it.", rule))
    assert may_be_let_pass(Finding(Severity.ERROR, "i1a", "Wrong.", "Mend it.", "COV-03"))


def test_only_what_blocks_is_let_pass():
    assert not may_be_let_pass(Finding(Severity.WARNING, "i1a", "Look.", "Mend it.", "COV-03"))
