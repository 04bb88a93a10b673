from dataclasses import replace
from datetime import date

import pytest

from app.domain.claim_content import (
    WORKERS_COMPENSATION,
    AccidentFacts,
    BilledPolicy,
    ClaimDates,
    Coverage,
    DateStyle,
    PageStyle,
    ReferringProvider,
    Relationship,
)
from app.domain.claim_form import fill_claim_form
from app.domain.errors import InputError
from app.domain.form_grid import PrinterOffset, explain_box
from app.domain.money import Money
from tests.claim_samples import GRID, HOLDER, HOME, PAYER, claim, line, medicare_claim


def filled(content, **overrides):
    return fill_claim_form(GRID, content, overrides)


def first_page(content):
    return filled(content).pages[0]


def expect(page, **boxes):
    assert {box: page.text(box) for box in boxes} == boxes


def test_a_plain_claim_fills_patient_visit_and_practice():
    page = first_page(claim())
    expect(
        page,
        carrier_1="PRAIRIE HEALTH PLAN",
        carrier_2="PO BOX 12",
        carrier_3="",
        carrier_4="PEORIA IL 61602",
    )
    expect(page, i1_group="X", i1_medicare="", i1a="W123456789", i2="RIVERA, ANA, M", i3_f="X", i3_m="")
    expect(page, i3_mm="02", i3_dd="29", i3_yyyy="1984", i5_area="217", i5_phone="5550142", i6_self="X")
    expect(page, i10a_n="X", i10b_n="X", i10c_n="X", i11="GRP551", i11d_n="X", i20_n="X", i27_y="X")
    expect(page, i21_icd="0", i21_a="J069", i21_b="I10", i21_c="", i25="123456789", i25_ein="X", i25_ssn="")
    expect(page, i12_sig="SIGNATURE ON FILE", i31_sig="JANE ROE MD", i31_date="05 20 26", i33a="1993999998")
    expect(page, i33_2="900 OAK STREET SUITE 2", i33_3="SPRINGFIELD IL 62701-1234", i32_1="", i30="", i8="")


def test_a_service_row_is_filled_cell_by_cell():
    page = first_page(claim(line(cents=1234_05, modifiers=("25", "GT"), pointers="A,B", units="2")))
    row = {name: page.text(f"24.1.{name}") for name in ("a_from_mm", "a_from_dd", "a_from_yy", "a_to_yy")}
    assert row == {"a_from_mm": "05", "a_from_dd": "03", "a_from_yy": "26", "a_to_yy": "26"}
    rest = [
        page.text(f"24.1.{name}") for name in ("b", "d_code", "d_mod1", "d_mod2", "d_mod3", "e", "g", "c")
    ]
    assert rest == ["11", "99213", "25", "GT", "", "AB", "2", ""]
    assert (page.text("24.1.f_dollars"), page.text("24.1.f_cents")) == ("1234", "05")
    assert (page.text("i28_dollars"), page.text("i28_cents")) == ("1234", "05")


def test_the_holder_of_the_policy_stands_in_4_7_and_11():
    policy = BilledPolicy("W1", "G1", "Gold", Relationship.SPOUSE, HOLDER)
    page = first_page(claim(policy=policy))
    expect(
        page, i4="RIVERA JR, LUIS", i6_spouse="X", i6_self="", i7_street="12 ELM STREET", i7_phone="5550143"
    )
    expect(page, i11a_mm="07", i11a_dd="04", i11a_yyyy="1980", i11a_m="X", i11c="GOLD")


def test_a_second_payer_gets_its_own_policy_and_the_first_one_in_item_9():
    second = BilledPolicy("SEC1", "G2", "Silver")
    first = BilledPolicy("PRI1", "G1", "Gold", Relationship.SPOUSE, HOLDER)
    page = first_page(claim(policy=second, other_policy=first, payer_order=2))
    expect(page, i1a="SEC1", i4="RIVERA, ANA, M", i11="G2", i11c="SILVER", i11d_y="X", i11d_n="")
    expect(page, i9="RIVERA JR, LUIS", i9a="PRI1", i9d="GOLD", i28_dollars="125")


def test_medicare_first_has_none_in_11_and_no_insured():
    page = first_page(medicare_claim(dates=ClaimDates(onset=date(2026, 4, 28), other=date(2026, 4, 1))))
    expect(page, i1_medicare="X", i4="", i6_self="", i7_street="", i11="NONE", i11c="", i11d_n="", i11d_y="")
    expect(page, i13_sig="", i14_mm="04", i14_qual="", i15_mm="", i32_1="OAK STREET CLINIC")


def test_medicare_with_medigap_fills_9_and_13():
    medigap = BilledPolicy("MG77", is_medigap=True, medigap_id="55123")
    page = first_page(medicare_claim(other_policy=medigap))
    expect(page, i9="SAME", i9a="MEDIGAPMG77", i9d="55123", i13_sig="SIGNATURE ON FILE", i11="NONE")


def test_medicare_second_names_the_first_policy_in_4_to_11():
    first = BilledPolicy("PRI1", "G1", "Gold", Relationship.SPOUSE, HOLDER, employer="Acme, Inc.")
    page = first_page(medicare_claim(other_policy=first, payer_order=2))
    expect(page, i1_medicare="X", i1a="1EG4TE5MK73", i4="RIVERA JR, LUIS", i6_spouse="X", i11="G1")
    expect(page, i11a_yyyy="1980", i11b_qual="", i11c="GOLD", i11d_y="", i9="")
    own = first_page(medicare_claim(other_policy=BilledPolicy("PRI1", plan_name="Gold"), payer_order=2))
    expect(own, i4="SAME", i7_street="SAME", i11="PRI1", i6_self="X", i11a_yyyy="")


def test_a_work_claim_has_the_employer_as_insured():
    payer = replace(PAYER, coverage=Coverage.OTHER, line_of_business=WORKERS_COMPENSATION)
    policy = BilledPolicy(
        "EMP9", relationship=Relationship.OTHER, employer="Acme, Inc.", employer_address=HOME
    )
    page = first_page(
        claim(payer=payer, policy=policy, accident=AccidentFacts(employment=True, claim_id="WC-12"))
    )
    expect(page, i4="ACME INC", i7_city="SPRINGFIELD", i10a_y="X", i11b_qual="Y4", i11b_id="WC12")


@pytest.mark.parametrize(("style", "year"), [(DateStyle.SHORT, "26"), (DateStyle.LONG, "2026")])
def test_one_choice_of_year_for_all_dates_but_24a(style, year):
    dates = ClaimDates(onset=date(2026, 4, 28), admitted=date(2026, 4, 28))
    page = first_page(claim(payer=replace(PAYER, date_style=style), dates=dates))
    expect(page, i14_yy=year, i18_from_yy=year, i18_to_yy="", i14_qual="431", i31_date=f"05 20 {year}")
    assert page.text("24.1.a_from_yy") == "26"


def test_referring_provider_and_long_information():
    text = "DATE LAST SEEN BY THE TREATING PHYSICIAN WAS MARCH 3 2026"
    referring = ReferringProvider("DN", "Maria L. Lopez, M.D.", "1558598797", "0B", "A-123")
    page = first_page(claim(referring=referring, additional_info=text))
    expect(
        page, i17_qual="DN", i17_name="MARIA L LOPEZ MD", i17b="1558598797", i17a_qual="0B", i17a_id="A123"
    )
    assert f"{page.text('i19_a')} {page.text('i19_b')}" == text
    assert len(page.text("i19_a")) <= 23


def test_six_lines_stay_on_one_page_and_seven_take_two():
    assert len(filled(claim(*[line()] * 6)).pages) == 1
    form = filled(claim(*[line(cents=100_00)] * 7, amount_paid=Money(650_00)))
    one, two = form.pages
    expect(one, i28_dollars="600", i29_dollars="600", page_label="", i21_a="J069")
    expect(two, i28_dollars="100", i29_dollars="50", i21_a="J069", i1a="W123456789")
    assert two.text("24.1.d_code") == "99213"
    assert two.text("24.2.d_code") == ""


def test_a_continued_claim_has_its_sum_on_the_last_page():
    payer = replace(PAYER, page_style=PageStyle.CONTINUED, page_label=True)
    one, two = filled(claim(*[line(cents=100_00)] * 7, payer=payer, amount_paid=Money(25_00))).pages
    expect(one, i28_dollars="CONTINU", i28_cents="ED", i29_dollars="", page_label="PAGE 1 OF 2")
    expect(two, i28_dollars="700", i28_cents="00", i29_dollars="25", page_label="PAGE 2 OF 2")


def test_what_was_typed_over_survives_new_paging():
    overrides = {"24.7.e": "b", "i2": "rivera, ana", "i28_dollars@2": "99", "i23": "A-1"}
    form = fill_claim_form(GRID, claim(*[line()] * 8), overrides)
    one, two = form.pages
    assert (two.text("24.1.e"), two.text("24.2.e"), one.text("24.1.e")) == ("B", "A", "A")
    assert [page.text("i2") for page in form.pages] == ["RIVERA, ANA"] * 2
    assert (one.text("i28_dollars"), two.text("i28_dollars")) == ("750", "99")
    assert two.address("24.1.e") == "24.7.e"
    assert two.address("i28_dollars") == "i28_dollars@2"
    shorter = fill_claim_form(GRID, claim(*[line()] * 6), overrides)
    assert shorter.unplaced == ("24.7.e", "i28_dollars@2")


def test_an_empty_override_empties_the_box():
    assert fill_claim_form(GRID, claim(), {"i13_sig": ""}).pages[0].text("i13_sig") == ""


def test_boxes_cannot_be_changed_in_place():
    with pytest.raises(TypeError):
        first_page(claim()).boxes["i2"] = "X"


def test_every_box_explains_itself():
    for field_id, field in GRID.fields.items():
        note = explain_box(GRID, field_id)
        assert note.title
        assert note.source
        assert note.rule
        assert note.item[:2] == field.item[:2] or field.item in {"24 shaded", "carrier"}
    assert explain_box(GRID, "24.9.e").item == "24E"
    assert explain_box(GRID, "i28_dollars@2").item == "28"


def test_printer_offsets_stay_in_their_range():
    assert PrinterOffset(-0.30, 0.30, 1.02).dx == -0.30
    for wrong in ((0.31, 0), (0, -0.31), (0, 0, 1.03)):
        with pytest.raises(InputError):
            PrinterOffset(*wrong)
