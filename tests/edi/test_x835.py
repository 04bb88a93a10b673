"""Remittance advices are read to the cent and the letter, and refused only with the segment that is wrong."""

import gc
from datetime import date
from decimal import Decimal

import pytest

from app.domain.remittance_balance import check_balance
from app.domain.remittances import NOBODY, RemittanceParty, RemittedAdjustment
from app.edi.syntax import X12Error
from app.edi.x835 import read_remittances
from tests.edi.oracle import faults_of
from tests.edi.remittance_makers import (
    MadeAdvice,
    MadeClaim,
    MadeLine,
    full_advice,
    make_835,
    make_large,
    notice,
    paid,
    partly_paid,
    plb_only,
    without_lines,
)

FULL = make_835(full_advice())


def read(text):
    return list(read_remittances(text if isinstance(text, bytes) else text.encode()))


def read_one(text):
    (advice,) = read(text)
    return advice


def claims_of(*claims):
    return read_one(make_835(MadeAdvice(claims))).claims


def claim_with(*segments, lines=()):
    return claims_of(MadeClaim("C9", lines, bare_charge=10000, more=segments))[0]


def line_with(*segments, **values):
    line = MadeLine(10000, more=segments, **values)
    return claims_of(MadeClaim("C9", (line,)))[0].lines[0]


@pytest.mark.parametrize("advice", [full_advice(), plb_only(), notice(), MadeAdvice((paid(),), method="CHK")])
def test_what_the_maker_makes_is_valid_for_the_oracle_and_balances(advice):
    assert faults_of(make_835(advice)) == []
    found = read_one(make_835(advice))
    assert check_balance(found) == ()
    assert found.notes == ()


def test_the_payment_is_read_with_payer_and_payee():
    advice = read_one(FULL)
    assert (advice.trace_number, advice.payer_id) == ("EFT0001", "1351840597")
    assert (advice.amount, advice.payment, advice.credit_debit) == (34153, 34153, "C")
    assert (advice.handling, advice.method, advice.is_notice) == ("I", "ACH", False)
    assert (advice.effective, advice.production) == (date(2026, 3, 4), date(2026, 3, 3))
    assert advice.payer == RemittanceParty(
        "GOOD PAYER", "XV", "12345", ("1 PAYER WAY", "AUSTIN TX 787011234"), (("2U", "99999"),)
    )
    assert (advice.payer_name, advice.payee.name) == ("GOOD PAYER", "GOOD PRACTICE")
    assert (advice.payee_npi, advice.payee_tax_id) == ("1234567893", "123456789")
    assert advice.references == (("EV", "PRACT1"),)
    desk, technical = advice.contacts
    assert (desk.kind, desk.name, desk.numbers) == ("CX", "CLAIMS DESK", (("TE", "8005550100"),))
    assert technical.numbers == (("TE", "8005550101"), ("EM", "EDI@PAYER.EXAMPLE"))
    source = advice.source
    assert (source.sender, source.receiver, source.set_number) == ("GOODPAYER", "PRACTICE1", "0001")
    assert (source.interchange_number, source.group_number) == ("000009001", "9001")
    assert (source.guide, source.is_test) == ("005010X221A1", False)


def test_the_payee_may_be_named_by_its_tax_id():
    text = FULL.replace(
        "N1*PE*GOOD PRACTICE*XX*1234567893~REF*TJ*123456789~", "N1*PE*GOOD PRACTICE*FI*123456789~"
    )
    advice = read_one(text)
    assert (advice.payee_tax_id, advice.payee_npi) == ("123456789", "")
    assert (
        read_one(text.replace("*FI*123456789~", "*FI*123456789~REF*HPI*1234567893~")).payee_npi
        == "1234567893"
    )


def test_a_claim_with_lines_is_read_to_the_cent():
    claim = claims_of(partly_paid())[0]
    assert (claim.claim_number, claim.status, claim.payer_control) == ("C3", "1", "PC3")
    assert (claim.charge, claim.paid, claim.patient_responsibility) == (25200, 9285, 3555)
    assert (claim.filing_code, claim.place_of_service, claim.frequency, claim.drg) == ("12", "11", "1", "")
    assert (claim.patient.last, claim.patient.first, claim.patient.middle) == ("DOE", "JANE", "Q")
    assert (claim.patient.id_qualifier, claim.patient.id) == ("MI", "WC3")
    assert claim.insured == claim.corrected_insured == claim.corrected_payer == NOBODY
    first, second = claim.lines
    assert (first.qualifier, first.code, first.modifiers, first.billed_code) == (
        "HC",
        "99214",
        ("25",),
        "99215",
    )
    assert (first.charge, first.paid, first.units, first.billed_units) == (21000, 9285, 1, None)
    assert first.adjustments == (
        RemittedAdjustment("CO", "45", 8160),
        RemittedAdjustment("PR", "3", 2500),
        RemittedAdjustment("PR", "1", 1000),
        RemittedAdjustment("PR", "2", 55),
    )
    assert (first.allowed, first.patient_responsibility, first.line_number) == (12840, 3555, "1")
    assert (second.remarks, second.line_number, second.allowed) == (("M15",), "2", None)
    assert (first.service_from, first.service_to) == (date(2026, 2, 3), date(2026, 2, 3))
    assert (claim.service_from, claim.service_to) == (date(2026, 2, 3), date(2026, 2, 4))


def test_a_claim_without_lines_keeps_its_dates_and_information():
    claim = claims_of(without_lines())[0]
    assert claim.lines == ()
    assert claim.adjustments == (RemittedAdjustment("CO", "45", 2000), RemittedAdjustment("PR", "1", 500))
    assert claim.amounts == (("AU", 800000), ("I", 125))
    assert claim.quantities == (("CA", Decimal(2)),)
    assert (claim.service_from, claim.service_to) == (date(2026, 2, 3), date(2026, 2, 5))


def test_all_parties_and_remarks_of_a_claim_are_read():
    claim = claim_with(
        "NM1*IL*1*ROE*RICHARD****MI*W1~NM1*74*1*ROE*RICHARDA****C*W2~NM1*82*1*LEE*ANN****XX*1993999998~",
        "NM1*TT*2*NEXT PLAN*****PI*54321~NM1*PR*2*OTHER PLAN*****PI*777~",
        "MIA*1***2*MA01***************MA02*MA03*MA04*MA05~MOA*.5**MA18**N1~REF*EA*MR77~PER*CX**TE*5550100~",
    )
    assert (claim.insured.first, claim.corrected_insured.id) == ("RICHARD", "W2")
    assert claim.rendering_npi == "1993999998"
    assert (claim.crossover_carrier.last, claim.crossover_carrier.id) == ("NEXT PLAN", "54321")
    assert claim.corrected_payer.last == "OTHER PLAN"
    assert claim.remarks == ("MA18", "N1", "MA01", "MA02", "MA03", "MA04", "MA05")
    assert claim.outpatient == (".5", "", "MA18", "", "N1")
    assert claim.inpatient[0] == "1"
    assert claim.references == (("EA", "MR77"),)
    assert claim.contacts[0].numbers == (("TE", "5550100"),)


@pytest.mark.parametrize("name", ["82*1*LEE*ANN****FI*123456789", "85*1*LEE*ANN****XX*1993999998"])
def test_only_an_npi_of_who_rendered_is_a_rendering_npi(name):
    assert claim_with(f"NM1*{name}~").rendering_npi == ""


def test_dates_of_a_line_are_its_own_or_the_claims():
    day = "DTM*472*20260203~"
    text = make_835(
        MadeAdvice((MadeClaim("C9", (MadeLine(10000),), more=("DTM*232*20260101~DTM*233*20260102~",)),))
    )
    spans = {
        day: (date(2026, 2, 3), date(2026, 2, 3)),
        "DTM*150*20260203~DTM*151*20260205~": (date(2026, 2, 3), date(2026, 2, 5)),
        "DTM*150*20260203~": (date(2026, 2, 3), date(2026, 2, 3)),
        "DTM*151*20260203~": (date(2026, 2, 3), date(2026, 2, 3)),
        "": (date(2026, 1, 1), date(2026, 1, 2)),
    }
    for written, days in spans.items():
        line = read_one(text.replace(day, written)).claims[0].lines[0]
        assert (line.service_from, line.service_to) == days, written
    line = (
        read_one(text.replace(day, "").replace("DTM*232*20260101~DTM*233*20260102~", "")).claims[0].lines[0]
    )
    assert (line.service_from, line.service_to) == (None, None)
    line = read_one(text.replace(day, "").replace("DTM*233*20260102~", "")).claims[0].lines[0]
    assert (line.service_from, line.service_to) == (date(2026, 1, 1), date(2026, 1, 1))


def test_adjustments_are_read_with_up_to_six_reasons_quantities_and_gaps():
    line = line_with(
        "CAS*CO*1*1**2*2*1.5*3*3**4*.04**5*05**6*6.00~", "CAS*PI*7*-7~", "CAS*OA*8*8*~", "CAS*CR~"
    )
    assert [(part.group, part.code, part.amount) for part in line.adjustments] == [
        *(("CO", "1", 100), ("CO", "2", 200), ("CO", "3", 300)),
        *(("CO", "4", 4), ("CO", "5", 500), ("CO", "6", 600)),
        *(("PI", "7", -700), ("OA", "8", 800)),
    ]
    assert line.adjustments[1].quantity == Decimal("1.5")
    assert [part.code for part in line_with("CAS*CO*1*1*****3*3~").adjustments] == ["1", "3"]
    assert line_with("CAS*CO**5~").adjustments == (RemittedAdjustment("CO", "", 500),)


def test_the_correction_group_of_old_files_is_read():
    text = make_835(MadeAdvice((MadeClaim("C9", (MadeLine(10000, (("CR", "45", 100),)),)),)))
    advice = read_one(text.replace("005010X221A1", "004010X091A1").replace("*^*00501*", "*U*00401*"))
    (part,) = advice.claims[0].lines[0].adjustments
    assert part.is_correction
    assert check_balance(advice) == ()
    assert advice.source.guide == "004010X091A1"


def test_references_amounts_and_counts_of_a_line_are_kept_by_qualifier():
    line = line_with(
        "REF*HPI*1993999998~REF*LU*11~AMT*B6*90.5~AMT*KH*2~QTY*ZK*3~LQ*HE*N1~LQ*HE~AMT*T~QTY*CA~"
    )
    assert line.rendering_npi == "1993999998"
    assert line.references == (("HPI", "1993999998"), ("LU", "11"))
    assert (line.allowed, line.amounts) == (9050, (("B6", 9050), ("KH", 200)))
    assert (line.quantities, line.remarks) == ((("ZK", Decimal(3)),), ("N1",))


def test_a_changed_code_and_revenue_code_keep_what_was_billed():
    text = make_835(MadeAdvice((MadeClaim("C9", (MadeLine(10000),)),)))
    text = text.replace("SVC*HC:99213*100*100~", "SVC*HC:99213:25: :59*100*100*0450*2.5*HC:99214:TC:26*3~")
    line = read_one(text).claims[0].lines[0]
    assert (line.code, line.modifiers, line.revenue_code, line.units) == (
        "99213",
        ("25", "59"),
        "0450",
        Decimal("2.5"),
    )
    assert (line.billed_code, line.billed_modifiers, line.billed_units) == ("99214", ("TC", "26"), 3)


def test_several_sets_and_several_plb_are_read_in_their_order():
    advices = read(make_835(full_advice(), plb_only(), notice()))
    assert [advice.trace_number for advice in advices] == ["EFT0001", "EFT0002", "NOTICE1"]
    assert [advice.source.set_number for advice in advices] == ["0001", "0002", "0003"]
    assert advices[1].claims == ()
    assert advices[2].is_notice
    one = MadeAdvice((), full_advice().plbs, plbs_in_segment=1)
    wanted = [("WO", "OLD77", 1750), ("L6", "C1", -125), ("FB", "EFT0000", -300), ("72", "CHK9", 99)]
    for made in (one, MadeAdvice((), full_advice().plbs)):
        found = read_one(make_835(made).replace("*-13.24*C*", "*-14.24*C*")).provider_adjustments
        assert [(part.code, part.reference, part.amount) for part in found] == wanted
        assert {part.fiscal_year_end for part in found} == {date(2026, 12, 31)}
        assert {part.provider_id for part in found} == {"1234567893"}


def test_a_debit_is_a_negative_payment():
    advice = read_one(make_835(MadeAdvice((paid(),))).replace("BPR*I*100*C*", "BPR*I*100*D*"))
    assert (advice.amount, advice.payment) == (10000, -10000)


def test_segments_are_numbered_as_in_the_file():
    advice = read_one(FULL)
    segments = FULL.split("~")
    for claim in advice.claims:
        assert segments[claim.number - 1].startswith(f"CLP*{claim.claim_number}*")
        for line in claim.lines:
            assert segments[line.number - 1].startswith("SVC*")
    assert all(segments[part.number - 1].startswith("PLB*") for part in advice.provider_adjustments)


REFUSED = {
    "no amount of money": ("CLP*C1*1*150*", "CLP*C1*1*1e9*", "CLP", "“1e9” is not an amount"),
    "no paid amount": ("CLP*C1*1*150*100*", "CLP*C1*1*150**", "CLP", "An amount is missing"),
    "digits of another script": ("CAS*CO*45*50~", "CAS*CO*45*\u0665\u0660~", "CAS", "not an amount"),
    "adjustment without amount": ("CAS*CO*45*50~", "CAS*CO*45~", "CAS", "An amount is missing"),
    "no number of units": ("SVC*HC:99213*150*100~", "SVC*HC:99213*150*100**many~", "SVC", "number of units"),
    "no payment": ("BPR*I*341.53*C*", "NTE*I*341.53*C*", "LX", "BPR is missing"),
    "payment twice": ("TRN*1*", "BPR*I*1~TRN*1*", "BPR", "told twice"),
    "payment among claims": ("LQ*HE*N54~", "BPR*I*5~", "BPR", "before the first claim"),
    "adjustment before its claim": ("LX*1~", "LX*1~CAS*CO*45*5~", "CAS", "outside of a claim"),
    "line before its claim": ("LX*1~", "LX*1~SVC*HC:99213*1*1~", "SVC", "outside of a claim"),
    "adjustment after the claims": (
        "*72:CHK9*.99~",
        "*72:CHK9*.99~CAS*CO*45*5~",
        "CAS",
        "outside of a claim",
    ),
    "line after the claims": ("*72:CHK9*.99~", "*72:CHK9*.99~SVC*HC:1*1*1~", "SVC", "outside of a claim"),
    "no amount of the provider": ("WO:OLD77*17.5*", "WO:OLD77*x*", "PLB", "not an amount"),
}


@pytest.mark.parametrize(("old", "new", "segment", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_understood_is_refused_with_its_segment(old, new, segment, words):
    text = FULL.replace(old, new, 1)
    assert text != FULL
    with pytest.raises(X12Error, match=words) as refusal:
        read(text)
    assert text.split("~")[refusal.value.number - 1].startswith(segment)
    assert str(refusal.value).startswith(f"Segment {refusal.value.number} ({segment}): ")


def test_the_collector_goes_on_after_reading_and_after_a_refusal():
    read(FULL)
    assert gc.isenabled()
    with pytest.raises(X12Error):
        read(FULL.replace("CLP*C1*1*150*", "CLP*C1*1*x*"))
    assert gc.isenabled()
    gc.disable()
    try:
        read(FULL)
        assert not gc.isenabled()
    finally:
        gc.enable()


NOTED = {
    "unknown segment": ("LQ*HE*N54~", "XYZ*1~", "The segment XYZ is not known in a remittance"),
    "no date": ("DTM*472*20260203~", "DTM*472*20260231~", "“20260231” is not a date"),
    "short date": ("DTM*472*20260203~", "DTM*472*260203~", "“260203” is not a date"),
    "unknown before the claims": ("TRN*1*", "XYZ*1~TRN*1*", "The segment XYZ is not known before the claims"),
    "no date in the heading": ("DTM*405*20260303~", "DTM*405*0~", "“0” is not a date"),
    "name within a line": ("LQ*HE*N54~", "NM1*82*1*LEE~", "belongs to a claim and not to a line"),
}


@pytest.mark.parametrize(("old", "new", "words"), NOTED.values(), ids=NOTED.keys())
def test_what_is_odd_is_noted_with_its_segment_and_left_out(old, new, words):
    text = FULL.replace(old, new)
    text = text.replace("SE*86*", f"SE*{text.count('~') - 4}*")
    advice = read_one(text)
    number = (
        text.split("~").index(next(part for part in text.split("~") if part.startswith(new.split("~")[0])))
        + 1
    )
    assert advice.notes[0].startswith(f"Segment {number}: ")
    assert words in advice.notes[0]
    assert check_balance(advice) == ()


def test_notes_about_the_envelopes_go_to_the_advice_beside_them():
    text = make_835(plb_only(), plb_only("EFT0003"))
    first, second = read(text.replace("SE*15*0002", "SE*99*0002"))
    assert first.notes == ()
    assert second.notes == ("Segment 32: SE tells of 99 segments; there are 15.",)
    (advice,) = read(make_835(plb_only()).rsplit("IEA", 1)[0])
    assert advice.notes == (
        "The last interchange has no end (IEA is missing). Check that the file is whole.",
    )


def test_other_sets_are_left_out_and_a_file_without_remittance_is_refused():
    text = make_835(plb_only(), plb_only("EFT0003"))
    (advice,) = read(text.replace("ST*835*0001", "ST*820*0001"))
    assert advice.trace_number == "EFT0003"
    assert advice.notes == ("Segment 3: A set 820 is no remittance; it was left out.",)
    with pytest.raises(X12Error, match="no remittance advice"):
        read(text.replace("ST*835*", "ST*820*"))


def test_advices_before_a_broken_set_are_given_out():
    text = make_835(plb_only("A"), plb_only("B"), plb_only("C")).replace("TRN*1*C*", "BPR*I*1~TRN*1*C*")
    stream = read_remittances(text.encode())
    assert [next(stream).trace_number, next(stream).trace_number] == ["A", "B"]
    with pytest.raises(X12Error):
        next(stream)


def test_tables_that_are_full_begin_anew(monkeypatch):
    wanted = read(FULL)
    monkeypatch.setattr("app.edi.x835_segments._MOST_KEPT", 3)
    assert read(FULL) == wanted


@pytest.mark.parametrize("size", [1, 40, 300])
def test_a_set_is_read_the_same_in_how_many_portions_it_comes(monkeypatch, size):
    text = make_835(full_advice(), plb_only(), notice())
    wanted = read(text)
    monkeypatch.setattr("app.edi.syntax._CHUNK", size)
    assert read(text) == wanted


@pytest.mark.parametrize("end", ["CLP*C3*1*25", "CLP*C3*", "SVC*HC:99214:25*2"])
def test_of_a_file_that_was_cut_off_this_is_said_and_not_what_it_does_to_the_last_amount(end):
    text = make_835(full_advice())
    with pytest.raises(X12Error, match="The file ends within a transaction set"):
        read(text[: text.index(end) + len(end)])


def test_a_long_file_with_amounts_of_all_kinds_is_read_and_balances():
    for own_prices in (True, False):
        advices = read(make_large(600, 200, own_prices=own_prices))
        assert [len(advice.claims) for advice in advices] == [200] * 3
        assert [check_balance(advice) for advice in advices] == [()] * 3
