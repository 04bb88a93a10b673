"""A 999 names segments by position; the biller needs the claim and the box."""

from dataclasses import replace

import pytest

from app.claim_form_catalog import claim_form_grid
from app.edi.codec import Delimiters
from app.edi.error_places import ErrorPlace, locate_999_error
from app.edi.x999 import ElementError, SegmentError

SENT = """ST*837*0001*005010X222A1
BHT*0019*00*B1*20260304*1506*CH
NM1*41*2*GOOD PRACTICE*****46*PRACT1
HL*1**20*1
PRV*BI*PXC*207Q00000X
NM1*85*2*GOOD PRACTICE*****XX*1234567893
N3*1 MAIN ST
N4*TOWN*NY*123456789
REF*EI*123456789
HL*2*1*22*0
SBR*P*18*G1*PLAN****CI
NM1*IL*1*DOE*JANE****MI*W1
N3*2 ELM ST
N4*TOWN*NY*12345
DMG*D8*19800101*F
NM1*PR*2*GOOD PAYER*****PI*12345
CLM*C1*100***11:B:1*Y*A*Y*Y*P
DTP*431*D8*20260301
REF*G1*AUTH
REF*F8*OLD1
HI*ABK:E119*ABF:I10
NM1*DN*1*REFER*RALPH****XX*1234567893
NM1*82*1*RENDER*RITA****XX*1234567893
NM1*77*2*CLINIC*****XX*1234567893
N3*3 OAK ST
LX*1
SV1*HC:99213:25*75*UN*1***1:2
DTP*472*D8*20260301
LX*2
SV1*HC:85025*25*UN*1***1
DTP*472*D8*20260301
NM1*82*1*OTHER*OTTO****XX*1234567893
HL*3*1*22*1
SBR*P**G2*PLAN****CI
NM1*IL*1*ROE*RICH****MI*W2
N3*4 ASH ST
N4*TOWN*NY*12345
DMG*D8*19700101*M
NM1*PR*2*GOOD PAYER*****PI*12345
HL*4*3*23
PAT*19
NM1*QC*1*ROE*KID
N3*4 ASH ST
N4*TOWN*NY*12345
DMG*D8*20150101*M
CLM*C2*50***11:B:1*Y*A*Y*Y*P
NTE*ADD*HELLO
AMT*F5*10
SBR*S*18*G9*OTHER
NM1*IL*1*ROE*ROSE****MI*W9
N3*5 FIR ST
NM1*PR*2*SECOND PAYER*****PI*999
LX*1
SV1*HC:99214*50*UN*1***1
LIN**N4*12345678901
SE*56*0001
""".replace("\n", "~\n").split("\n")[:-1]


def position_of(start, nth=1):
    """The position from ST of the nth segment that begins so."""
    found = [at for at, text in enumerate(SENT, start=1) if text.startswith(start)]
    return found[nth - 1]


def place(start, nth=1, at=(0, 0), **changes):
    position = position_of(start, nth)
    segment_id = SENT[position - 1].split("*")[0]
    error = replace(SegmentError(segment_id, position, "", "8", ""), **changes)
    element = ElementError(*at, 0, "", "7", "", "") if at[0] else None
    return locate_999_error(SENT, error, element)


@pytest.mark.parametrize(
    ("start", "nth", "at", "claim", "box"),
    [
        ("BHT", 1, (3, 0), "", ""),
        ("NM1*41", 1, (9, 0), "", ""),
        ("PRV*BI", 1, (3, 0), "", "i33b"),
        ("NM1*85", 1, (9, 0), "", "i33a"),
        ("NM1*85", 1, (3, 0), "", "i33_1"),
        ("N3", 1, (1, 0), "", "i33_2"),
        ("N4", 1, (3, 0), "", "i33_3"),
        ("REF*EI", 1, (2, 0), "", "i25"),
        ("SBR", 1, (3, 0), "C1", "i11"),
        ("NM1*IL", 1, (9, 0), "C1", "i1a"),
        ("NM1*IL", 1, (3, 0), "C1", "i2"),
        ("N3", 2, (1, 0), "C1", "i5_street"),
        ("N4", 2, (3, 0), "C1", "i5_zip"),
        ("DMG", 1, (2, 0), "C1", "i3_mm"),
        ("DMG", 1, (3, 0), "C1", "i3_m"),
        ("NM1*PR", 1, (9, 0), "C1", "carrier_1"),
        ("CLM", 1, (1, 0), "C1", "i26"),
        ("CLM", 1, (2, 0), "C1", "i28_dollars"),
        ("CLM", 1, (5, 3), "C1", "i22_code"),
        ("CLM", 1, (5, 1), "C1", "24.1.b"),
        ("CLM", 1, (10, 0), "C1", ""),
        ("DTP*431", 1, (3, 0), "C1", "i14_mm"),
        ("REF*G1", 1, (2, 0), "C1", "i23"),
        ("REF*F8", 1, (2, 0), "C1", "i22_ref"),
        ("HI", 1, (1, 2), "C1", "i21_a"),
        ("HI", 1, (2, 2), "C1", "i21_b"),
        ("HI", 1, (13, 0), "C1", ""),
        ("NM1*DN", 1, (9, 0), "C1", "i17b"),
        ("NM1*DN", 1, (3, 0), "C1", "i17_name"),
        ("NM1*82", 1, (9, 0), "C1", "24.1.j_npi"),
        ("NM1*77", 1, (9, 0), "C1", "i32a"),
        ("N3", 3, (1, 0), "C1", "i32_2"),
        ("SV1", 1, (1, 2), "C1", "24.1.d_code"),
        ("SV1", 1, (1, 4), "C1", "24.1.d_mod2"),
        ("SV1", 1, (7, 1), "C1", "24.1.e"),
        ("SV1", 2, (2, 0), "C1", "24.2.f_dollars"),
        ("SV1", 2, (4, 0), "C1", "24.2.g"),
        ("DTP*472", 2, (3, 0), "C1", "24.2.a_from_mm"),
        ("NM1*82", 2, (9, 0), "C1", "24.2.j_npi"),
        ("NM1*IL", 2, (9, 0), "C2", "i1a"),
        ("NM1*IL", 2, (3, 0), "C2", "i4"),
        ("N3", 4, (1, 0), "C2", "i7_street"),
        ("DMG", 2, (2, 0), "C2", "i11a_mm"),
        ("PAT", 1, (1, 0), "C2", "i6_self"),
        ("NM1*QC", 1, (4, 0), "C2", "i2"),
        ("DMG", 3, (2, 0), "C2", "i3_mm"),
        ("NTE", 1, (2, 0), "C2", "i19_b"),
        ("AMT", 1, (2, 0), "C2", "i29_dollars"),
        ("NM1*IL", 3, (9, 0), "C2", "i9a"),
        ("NM1*IL", 3, (3, 0), "C2", "i9"),
        ("N3", 6, (1, 0), "C2", ""),
        ("NM1*PR", 3, (9, 0), "C2", "i9d"),
        ("SV1", 3, (1, 2), "C2", "24.1.d_code"),
        ("LIN", 1, (3, 0), "C2", "24.1.supplemental"),
        ("SE", 1, (1, 0), "", ""),
    ],
)  # fmt: skip
def test_a_segment_and_element_lead_to_claim_and_box(start, nth, at, claim, box):
    found = place(start, nth, at)
    assert (found.claim_number, found.box) == (claim, box)
    assert found.segment.startswith(start)
    row = box.split(".")
    known = ".".join((row[0], "1", row[2])) if len(row) == 3 else box
    assert not box or known in claim_form_grid().fields


def test_the_line_is_told():
    assert place("DTP*472", 2) == ErrorPlace("C1", 2, "24.2.a_from_mm", "DTP*472*D8*20260301~")


def test_a_segment_that_is_missing_has_the_box_of_its_kind():
    assert place("LX*2", segment_id="SV1", code="3").box == "24.2.d_code"
    assert place("CLM", segment_id="DMG", loop="2010BA").box == "i3_mm"
    assert place("CLM", segment_id="QQQ").box == ""


def test_a_social_security_number_is_a_tax_id_only_with_the_practice():
    sent = [text.replace("REF*EI*", "REF*SY*").replace("DMG*D8*1980", "REF*SY*1980") for text in SENT]
    ours, patients = (SegmentError("REF", position, "", "8", "") for position in (9, 15))
    assert locate_999_error(sent, ours).box == "i25"
    assert locate_999_error(sent, patients).box == ""


def test_an_insured_person_without_a_claim_of_his_own_has_none():
    sent = [*SENT[:15], *SENT[32:]]
    assert locate_999_error(sent, SegmentError("DMG", 15, "", "8", "")).claim_number == ""
    assert locate_999_error(SENT[:15], SegmentError("DMG", 15, "", "8", "")).claim_number == ""


def test_the_claim_that_the_answer_names_fills_a_gap():
    assert place("NM1*41", claim_number="C9").claim_number == "C9"
    assert place("SV1", claim_number="C9").claim_number == "C1"


@pytest.mark.parametrize("position", [0, 57, 10_000])
def test_a_position_outside_of_the_set_gives_what_the_answer_names(position):
    error = SegmentError("NM1", position, "2010BA", "8", "", claim_number="C1")
    assert locate_999_error(SENT, error) == ErrorPlace("C1", 0, "", "")
    nothing = SegmentError("NM1", position, "2010BA", "8", "")
    assert locate_999_error(SENT, nothing) == ErrorPlace("", 0, "", "")


def test_our_own_delimiters_are_followed():
    own = Delimiters("|", "+", ">", "!")
    sent = [text.replace("*", "|").replace("~", "!").replace(":", ">") for text in SENT]
    error = SegmentError("SV1", position_of("SV1", 2), "2400", "8", "")
    assert locate_999_error(sent, error, None, own).box == "24.2.d_code"
