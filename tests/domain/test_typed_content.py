"""What was typed over the form reaches the claim, so that an 837P tells the same as the paper."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.claim_content import (
    AccidentFacts,
    BilledPolicy,
    ClaimDates,
    DrugCode,
    ReferringProvider,
    RenderingProvider,
    ServiceFacility,
    TaxIdKind,
)
from app.domain.claim_form import fill_claim_form
from app.domain.money import Money
from app.domain.people import Address, PersonName
from app.domain.typed_content import apply_typed
from tests.claim_samples import GRID, MEDICARE, claim, line, medicare_claim

DAY = date(2026, 5, 3)
NEW_HOME = Address("7 New Road", "", "Springfield", "IL", "62701-1234")
ROE = RenderingProvider(PersonName("Roe", "Jane"), "1234567893")
HOSPITAL = ServiceFacility(
    "Prairie Hospital", Address("1 Main St", "", "Peoria", "IL", "61602"), "1245319599"
)
PLAIN = claim(line(), line(4), rendering=ROE)
FULL = replace(
    PLAIN,
    dates=ClaimDates(DAY, "431", date(2026, 4, 1), "454", DAY, date(2026, 5, 9), DAY, date(2026, 5, 4)),
    accident=AccidentFacts(auto=True, auto_state="IL", claim_id="C5", happened_on=DAY),
    referring=ReferringProvider("DN", "Jane Q Roe MD", "1245319599", "G2", "77"),
    additional_info="Seen for the second time in a week because of the knee",
    claim_codes="AA",
    resubmission_code="7",
    original_reference="ICN77",
    authorization_number="A22",
    amount_paid=Money(20_50),
    facility=HOSPITAL,
    policy=BilledPolicy("W123456789", "", "Prairie Gold PPO"),
    lines=(
        line(modifiers=("25", "59"), emergency=True, epsdt="Y", epsdt_reason="S2", units="1.5",
             pointers="BA"),
        line(5, service_to=date(2026, 5, 7), drug=DrugCode("00409123401", "ML", "2.5"),
             supplemental="N400409123401 ML2.5"),
    ),
)  # fmt: skip

# What is typed over the plain claim, and the claim that then goes out.
TAKEN = {
    "member": ({"i1a": "W99"}, {"policy": replace(PLAIN.policy, member_id="W99")}),
    "group": ({"i11": "G1"}, {"policy": replace(PLAIN.policy, group_number="G1")}),
    "birth and sex": (
        {"i3_yyyy": "1985", "i3_dd": "28", "i3_m": "X", "i3_f": ""},
        {"patient": replace(PLAIN.patient, birth_date=date(1985, 2, 28), sex="M")},
    ),
    "home": (
        {"i5_street": "7 New Road", "i5_zip": "627011234"},
        {"patient": replace(PLAIN.patient, address=NEW_HOME)},
    ),
    "causes": (
        {"i10a_y": "X", "i10a_n": "", "i10b_y": "X", "i10b_n": "", "i10b_state": "il"},
        {"accident": AccidentFacts(employment=True, auto=True, auto_state="IL")},
    ),
    "accident claim": ({"i11b_qual": "Y4", "i11b_id": "C9"}, {"accident": AccidentFacts(claim_id="C9")}),
    "condition codes": ({"i10d": "AA W2"}, {"claim_codes": "AA W2"}),
    "signatures": (
        {"i12_sig": "", "i13_sig": ""},
        {"signatures": replace(PLAIN.signatures, patient_on_file=False, insured_on_file=False)},
    ),
    "onset": (
        {"i14_mm": "04", "i14_dd": "02", "i14_yy": "26", "i14_qual": "484"},
        {"dates": ClaimDates(date(2026, 4, 2), "484")},
    ),
    "a date of the last century": (
        {"i15_mm": "04", "i15_dd": "02", "i15_yy": "98", "i15_qual": "454"},
        {"dates": ClaimDates(other=date(1998, 4, 2), other_qualifier="454")},
    ),
    "stay": (
        {"i18_from_mm": "05", "i18_from_dd": "03", "i18_from_yy": "26"},
        {"dates": ClaimDates(admitted=DAY)},
    ),
    "referring": (
        {"i17_qual": "dk", "i17_name": "Ann Lee NP", "i17b": "1245319599"},
        {"referring": ReferringProvider("DK", "Ann Lee NP", "1245319599")},
    ),
    "information": ({"i19_a": "FIRST", "i19_b": "SECOND"}, {"additional_info": "FIRST SECOND"}),
    "diagnoses": ({"i21_b": "E11.9", "i21_c": "I10"}, {"diagnoses": ("J06.9", "E11.9", "I10")}),
    "resubmission": (
        {"i22_code": "8", "i22_ref": "ICN1"},
        {"resubmission_code": "8", "original_reference": "ICN1"},
    ),
    "authorization": ({"i23": "AUTH1"}, {"authorization_number": "AUTH1"}),
    "laboratory number": ({"i23": "14d1234567"}, {"clia_number": "14D1234567"}),
    "tax id": (
        {"i25": "98-7654321", "i25_ssn": "X", "i25_ein": ""},
        {"practice": replace(PLAIN.practice, tax_id="987654321", tax_id_kind=TaxIdKind.SSN)},
    ),
    "account": ({"i26": "77"}, {"account_number": "77"}),
    "assignment": ({"i27_y": "", "i27_n": "X"}, {"accept_assignment": False}),
    "paid": ({"i29_dollars": "20", "i29_cents": "05"}, {"amount_paid": Money(20_05)}),
    "facility": (
        {"i32_1": "Prairie Hospital", "i32_2": "1 Main St", "i32_3": "Peoria IL 61602", "i32a": "1245319599"},
        {"facility": HOSPITAL},
    ),
    "billing NPI": ({"i33a": "1245319599"}, {"practice": replace(PLAIN.practice, npi="1245319599")}),
    "a line": (
        {
            "24.2.a_from_dd": "05", "24.2.a_to_dd": "06", "24.2.b": "21", "24.2.c": "Y",
            "24.2.d_code": "99214", "24.2.d_mod1": "25", "24.2.e": "B,A", "24.2.f_dollars": "80",
            "24.2.f_cents": "05", "24.2.g": "2", "24.2.h": "F",
        },
        {
            "lines": (
                line(),
                line(5, 80_05, service_to=date(2026, 5, 6), place_code="21", emergency=True, code="99214",
                     modifiers=("25",), pointers="BA", units="2", epsdt="F"),
            )
        },
    ),
    "a drug": (
        {"24.1.supplemental": "N400409123401 ML2.5"},
        {
            "lines": (
                line(supplemental="N400409123401 ML2.5", drug=DrugCode("00409123401", "ML", "2.5")),
                line(4),
            )
        },
    ),
    "words of a service": (
        {"24.1.supplemental": "ZZSOME SERVICE"},
        {"lines": (line(supplemental="ZZSOME SERVICE", description="SOME SERVICE"), line(4))},
    ),
    "provider of all lines": (
        {"24.1.j_npi": "1245319599", "24.2.j_npi": "1245319599"},
        {
            "rendering": replace(ROE, npi="1245319599"),
            "lines": (line(rendering_npi="1245319599"), line(4, rendering_npi="1245319599")),
        },
    ),
    "the right total": ({"i28_dollars": "250"}, {}),
    "paper alone": ({"page_label": "PAGE 1", "i31_sig": "JANE ROE", "i12_date": "05 03 26"}, {}),
}  # fmt: skip


# Paper has no box of its own for the first, breaks the second in another place, and alone has the third.
OTHERWISE_ON_PAPER = {"laboratory number", "information", "paper alone"}


@pytest.mark.parametrize("typed_and_changes", TAKEN.values(), ids=TAKEN)
def test_typed_boxes_reach_the_claim(typed_and_changes):
    typed, changes = typed_and_changes
    applied = apply_typed(PLAIN, typed)
    assert applied.uncarried == ()
    assert applied.content == replace(PLAIN, **changes)


@pytest.mark.parametrize("name", sorted(TAKEN.keys() - OTHERWISE_ON_PAPER))
def test_the_form_filled_from_that_claim_shows_what_was_typed(name):
    typed, _ = TAKEN[name]
    shown = fill_claim_form(GRID, PLAIN, typed).pages[0]
    filled = fill_claim_form(GRID, apply_typed(PLAIN, typed).content).pages[0]
    assert {box: filled.text(box) for box in typed} == {box: shown.text(box) for box in typed}


@pytest.mark.parametrize(
    "typed",
    [
        {"i2": "OTHER, NAME"},
        {"i4": "OTHER, NAME"},
        {"i6_self": "", "i6_spouse": "X"},
        {"i9d": "PLAN"},
        {"i1_group": "", "i1_other": "X"},
        {"i3_mm": "13"},
        {"i3_mm": "", "i3_dd": "", "i3_yyyy": ""},
        {"i5_zip": "627"},
        {"i11c": "OTHER PLAN"},
        {"i11b_id": "C9"},
        {"i14_mm": "04"},
        {"i17_name": "Ann Lee"},
        {"i17_qual": "DN", "i17_name": "Ann Lee", "i17b": "1234567890"},
        {"i21_d": "I10"},
        {"i21_icd": "9"},
        {"i22_code": "6"},
        {"i25": "12"},
        {"i28_dollars": "999"},
        {"i29_dollars": "CONTINU", "i29_cents": "ED"},
        {"i29_dollars@2": "5"},
        {"i32_2": "1 Main St"},
        {"i33_1": "OTHER CLINIC"},
        {"i33a": "1234567890"},
        {"24.1.e": "M"},
        {"24.1.g": "MANY"},
        {"24.1.d_code": ""},
        {"24.1.a_to_dd": "1"},
        {"24.1.j_npi": "1245319599"},
        {"24.1.j_npi": "12"},
        {"24.1.supplemental": "N4123"},
        {"24.1.j_other": "77"},
        {"24.3.d_code": "99215"},
    ],
)
def test_what_a_file_cannot_take_is_named_and_leaves_the_claim_alone(typed):
    applied = apply_typed(PLAIN, typed)
    assert applied.uncarried == tuple(typed)
    assert applied.content == PLAIN


def test_one_bad_box_does_not_keep_the_others_out():
    applied = apply_typed(PLAIN, {"i2": "OTHER, NAME", "i26": "77", "24.1.g": "MANY", "24.2.g": "3"})
    assert applied.uncarried == ("i2", "24.1.g")
    assert applied.content.account_number == "77"
    assert applied.content.lines[1].units == "3"


def test_item_29_of_several_pages_is_not_taken():
    content = claim(*(line() for _ in range(7)))
    assert apply_typed(content, {"i29_dollars": "5"}).uncarried == ("i29_dollars",)


def test_item_11_of_medicare_says_something_else():
    content = medicare_claim()
    typed = {"i11": "NONE", "i11c": "PLAN", "i11b_id": "EMPLOYER"}
    assert apply_typed(content, typed).uncarried == tuple(typed)


def test_medicare_keeps_the_other_number_that_its_form_leaves_out():
    content = replace(FULL, payer=MEDICARE)
    typed = {"i17_name": "Ann Lee"}
    assert apply_typed(content, typed).content.referring == replace(FULL.referring, name="Ann Lee")


def test_another_provider_without_a_name_is_not_taken():
    content = replace(PLAIN, rendering=RenderingProvider(), lines=(line(rendering_npi=""),))
    assert apply_typed(content, {"24.1.j_npi": "1245319599"}).uncarried == ("24.1.j_npi",)
    own = apply_typed(content, {"24.1.j_npi": content.practice.npi})
    assert own.uncarried == ()
    assert own.content.rendering.npi == content.practice.npi


def test_typing_what_the_form_shows_anyway_changes_nothing_on_it():
    page = fill_claim_form(GRID, FULL).pages[0]
    applied = apply_typed(FULL, {page.address(box): text for box, text in page.boxes.items()})
    filled = fill_claim_form(GRID, applied.content).pages[0]
    differing = {box for box in page.boxes if filled.text(box) != page.text(box)}
    assert differing == set()


def test_nothing_typed_is_the_same_claim():
    assert apply_typed(FULL, {}).content is FULL
