from dataclasses import replace
from datetime import date

import pytest

from app.domain.claim_content import (
    AccidentFacts,
    BilledPolicy,
    ClaimDates,
    PageStyle,
    ReferringProvider,
    Relationship,
    ServiceFacility,
    Signatures,
)
from app.domain.claim_form import fill_claim_form
from app.domain.claim_form_checks import check_claim_form
from app.domain.findings import Severity
from app.domain.money import Money
from app.domain.people import PersonName
from tests.claim_samples import (
    GRID,
    HOLDER,
    MEDICARE,
    OFFICE,
    PATIENT,
    PAYER,
    PRACTICE,
    TODAY,
    claim,
    line,
    medicare_claim,
)

LOPEZ = ReferringProvider("DN", "Maria Lopez MD", "1558598797")
FIRST = BilledPolicy("PRI1", "G1", "Gold", Relationship.SPOUSE, HOLDER)
CONTINUED = replace(PAYER, page_style=PageStyle.CONTINUED, page_label=True)


def findings(content, overrides=None):
    return check_claim_form(GRID, content, fill_claim_form(GRID, content, overrides or {}), TODAY)


def fields(content, overrides=None):
    return {finding.field for finding in findings(content, overrides)}


@pytest.mark.parametrize(
    "content",
    [
        claim(),
        claim(*[line()] * 14),
        claim(*[line()] * 14, payer=CONTINUED, amount_paid=Money(5_00)),
        claim(line(units="2.5", modifiers=("25",), pointers="BA", supplemental="N400026064871   ML1.5")),
        claim(policy=BilledPolicy("S1"), other_policy=FIRST, payer_order=2),
        claim(referring=LOPEZ, accident=AccidentFacts(auto=True, auto_state="IL")),
        claim(resubmission_code="7", original_reference="ICN1"),
        claim(dates=ClaimDates(date(2026, 5, 1), admitted=date(2026, 5, 1), discharged=date(2026, 5, 2))),
        claim(line(service_to=date(2026, 5, 5), units="3")),
        medicare_claim(line(pointers="AB")),
        medicare_claim(other_policy=FIRST, payer_order=2),
    ],
)
def test_a_right_claim_has_no_findings(content):
    assert findings(content) == ()


WRONG_CONTENT = {
    "i1a": claim(policy=BilledPolicy("")),
    "i2": claim(patient=replace(PATIENT, name=PersonName("李", "小龙"))),
    "i3_yyyy": claim(patient=replace(PATIENT, birth_date=None)),
    "i3_mm": claim(patient=replace(PATIENT, birth_date=date(2027, 1, 1))),
    "i4": claim(policy=BilledPolicy("W1", relationship=Relationship.CHILD)),
    "i9": claim(payer_order=2),
    "i9a": claim(other_policy=replace(FIRST, member_id="", group_number="")),
    "i9d": claim(other_policy=replace(FIRST, plan_name="")),
    "i10b_state": claim(accident=AccidentFacts(auto=True)),
    "i12_sig": claim(signatures=Signatures(False, True, "Jane Roe MD", TODAY)),
    "i14_mm": claim(dates=ClaimDates(onset=date(2026, 6, 2))),
    "i15_qual": claim(dates=ClaimDates(other=date(2026, 5, 2))),
    "i16_to_mm": claim(dates=ClaimDates(unable_from=date(2026, 5, 2), unable_to=date(2026, 5, 1))),
    "i18_to_mm": claim(dates=ClaimDates(discharged=date(2026, 5, 1))),
    "i17_qual": claim(referring=replace(LOPEZ, qualifier="")),
    "i17_name": claim(referring=replace(LOPEZ, name="Bartholomew Featherstonehaugh MD")),
    "i17b": claim(referring=replace(LOPEZ, npi="1558598798")),
    "i20_dollars": claim(outside_lab_charge=Money(-5_00)),
    "i21_a": claim(diagnoses=()),
    "i21_b": claim(diagnoses=("J06.9", "J06.9")),
    "i21_l": claim(diagnoses=tuple(f"I{number}" for number in range(10, 23))),
    "i22_code": claim(resubmission_code="6", original_reference="ICN1"),
    "i22_ref": claim(resubmission_code="7"),
    "i25": claim(practice=replace(PRACTICE, tax_id="12-345678")),
    "i29_dollars": claim(amount_paid=Money(125_01)),
    "i31_sig": claim(signatures=Signatures(True, True, "", TODAY)),
    "i32_1": claim(outside_lab_charge=Money(5_00)),
    "i32_2": claim(facility=ServiceFacility("Lab", replace(OFFICE, street="P.O. Box 9"))),
    "i32a": claim(facility=ServiceFacility("Lab", OFFICE, "123")),
    "i33_2": claim(practice=replace(PRACTICE, address=replace(OFFICE, street="PO Box 9"))),
    "i33_3": claim(practice=replace(PRACTICE, address=replace(OFFICE, zip="62701"))),
    "i33a": claim(practice=replace(PRACTICE, npi="1234567890")),
    "24.1.a_from_mm": claim(line(service_from=date(2026, 6, 2), service_to=date(2026, 6, 2))),
    "24.1.a_to_mm": claim(line(service_to=date(2026, 5, 2))),
    "24.1.b": claim(line(place_code="")),
    "24.1.d_code": claim(line(code="9921")),
    "24.1.d_mod1": claim(line(modifiers=("2",))),
    "24.1.e": claim(line(pointers="C")),
    "24.2.e": claim(line(), line(pointers="")),
    "24.8.e": claim(*[line()] * 7, line(pointers="AA")),
    "24.1.f_dollars": claim(line(cents=0)),
    "24.1.g": claim(line(service_to=date(2026, 5, 5), units="2")),
    "24.2.g": claim(line(), line(units="0")),
    "24.1.j_npi": claim(line(rendering_npi="1234567890")),
    "24.1.supplemental": claim(line(supplemental="N4123   UN1")),
    "24.3.d_code": claim(*[line()] * 3, payer=replace(PAYER, line_limit=2)),
}


@pytest.mark.parametrize("field", WRONG_CONTENT)
def test_each_fault_is_found_at_its_box(field):
    found = findings(WRONG_CONTENT[field])
    assert [finding.field for finding in found].count(field) == 1, found
    assert all(finding.text and finding.fix for finding in found)


WRONG_TYPING = {
    "i1_medicare": {"i1_medicare": "X"},
    "i10a_y": {"i10a_n": ""},
    "i27_y": {"i27_y": ""},
    "i8": {"i8": "hello"},
    "i5_street": {"i5_street": "1200 North Constitution Boulevard"},
    "i26": {"i26": "ABCDEFGHIJKLMNOPQ"},
    "i5_zip": {"i5_zip": "6270"},
    "i5_state": {"i5_state": "QQ"},
    "i14_mm": {"i14_mm": "13", "i14_dd": "01", "i14_yy": "26"},
    "i28_dollars": {"i28_dollars": "999"},
    "24.1.e": {"24.1.e": "1"},
    "24.9.e": {"24.9.e": "A"},
    "i21_icd": {"i21_icd": ""},
    "i21_c": {"i21_d": "R05.9"},
    "i22_code": {"i22_ref": "ICN1"},
    "i3_m": {"i3_m": "X"},
}


@pytest.mark.parametrize("field", WRONG_TYPING)
def test_what_was_typed_over_is_checked_as_well(field):
    assert field in fields(claim(), WRONG_TYPING[field])


def test_a_line_without_rendering_provider_is_a_warning_unless_the_signer_bills_for_himself():
    (found,) = findings(claim(line(), line(rendering_npi="")))
    assert (found.severity, found.field) == (Severity.WARNING, "24.2.j_npi")
    assert found.text == "Line 2 names no rendering provider."
    (found,) = findings(claim(), {"24.1.j_npi": ""})
    assert found.field == "24.1.j_npi"
    alone = replace(PRACTICE, name="Jane Roe MD")
    assert findings(claim(line(rendering_npi=""), practice=alone)) == ()


def test_medicare_has_its_own_rules():
    assert "i1a" in fields(medicare_claim(policy=BilledPolicy("123456789A")))
    assert "24.1.e" in fields(medicare_claim(), {"24.1.e": "AB"})
    assert "i11" in fields(medicare_claim(), {"i11": ""})
    assert "i4" in fields(medicare_claim(payer_order=2, other_policy=replace(FIRST, subscriber=None)))
    assert "24.1.e" not in fields(claim(line(pointers="AB")))
    assert MEDICARE.one_pointer_only


def test_a_sum_of_a_later_page_is_named_with_its_page():
    content = claim(*[line()] * 7)
    assert fields(content, {"i28_dollars@2": "1"}) == {"i28_dollars@2"}
    continued = claim(*[line()] * 7, payer=CONTINUED)
    assert fields(continued, {"i28_dollars": "750", "i28_cents": "00"}) == {"i28_dollars"}


def test_long_prose_warns_and_says_what_would_be_lost_but_long_numbers_block():
    (street,) = findings(claim(), {"i5_street": "1200 North Constitution Boulevard"})
    assert street.severity is Severity.WARNING
    assert "“EVARD” would not be printed" in street.text
    (account,) = findings(claim(), {"i26": "ABCDEFGHIJKLMNOPQ"})
    assert account.severity is Severity.ERROR


def test_a_claim_without_anything_is_shown_with_its_holes():
    empty = claim(lines=(), diagnoses=())
    found = findings(replace(empty, policy=BilledPolicy(), patient=replace(PATIENT, name=PersonName("", ""))))
    assert {"i1a", "i2", "i21_a", "24.1.d_code"} <= {finding.field for finding in found}
    assert [finding.severity for finding in found] == sorted((f.severity for f in found), reverse=True)


def test_a_service_of_the_last_century_is_not_in_the_future():
    old = line(service_from=date(1998, 11, 4), service_to=date(1998, 11, 4))
    assert "24.1.a_from_mm" not in fields(claim(old))
    assert "24.1.a_from_mm" in fields(claim(line(service_from=date(2027, 1, 4), service_to=date(2027, 1, 4))))
