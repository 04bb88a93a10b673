"""Each part of a claim as the exact segments of an 837P; the oracle accepts every one."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.claim_content import (
    AccidentFacts,
    BilledPolicy,
    ClaimDates,
    Coverage,
    DrugCode,
    ReferringProvider,
    Relationship,
    RenderingProvider,
    ServiceFacility,
    Signatures,
    TaxIdKind,
)
from app.domain.money import Money
from app.domain.people import Address
from app.edi.x837p import write_claims
from tests.claim_samples import HOLDER, OFFICE, PRACTICE, line
from tests.edi.claim_file_samples import (
    ACME,
    ENVELOPE,
    PRAIRIE,
    RENDERING,
    answered_before,
    electronic_claim,
    paid_line,
    segments_of,
)
from tests.edi.oracle import faults_of

DAY, MARCH = date(2026, 4, 2), date(2026, 3, 1)
SECOND_ANSWER = (("OA", "23", Money(105_00)), ("PR", "2", Money(15_00)))
MEDICARE = replace(PRAIRIE, coverage=Coverage.MEDICARE, line_of_business="medicare")
COMP = replace(PRAIRIE, line_of_business="workers_comp")
HOSPITAL = ServiceFacility(
    "Prairie Hospital", Address("1 Main St", "", "Peoria", "IL", "61602-0001"), "1245319599"
)
REFERRING = ReferringProvider("DN", "Dr. Bob Q. de la Cruz MD", "1245319599")
SOLO = RenderingProvider(RENDERING.name, PRACTICE.npi)
OF_A_PARENT = replace(electronic_claim().policy, relationship=Relationship.CHILD, subscriber=HOLDER)

# What is changed of the plain claim, and the segments in their order that say it.
TOLD = {
    "replacement": (
        {"resubmission_code": "7", "original_reference": "ICN 77"},
        ["CLM*1001*125***11:B:7*Y*A*Y*Y", "REF*F8*ICN 77", "REF*EA*1001"],
    ),
    "void": (
        {"resubmission_code": "8", "original_reference": "ICN77"},
        ["CLM*1001*125***11:B:8*Y*A*Y*Y", "REF*F8*ICN77", "REF*EA*1001"],
    ),
    "dependent": (
        {"policy": OF_A_PARENT},
        [
            "HL*2*1*22*1",
            "SBR*P**GRP551******CI",
            "NM1*IL*1*RIVERA*LUIS***JR*MI*W123456789",
            "NM1*PR*2*PRAIRIE HEALTH PLAN*****PI*PRAIR",
            "N3*PO BOX 12",
            "N4*PEORIA*IL*61602",
            "HL*3*2*23*0",
            "PAT*19",
            "NM1*QC*1*RIVERA*ANA*MARIA",
            "N3*12 ELM STREET",
            "N4*SPRINGFIELD*IL*62704",
            "DMG*D8*19840229*F",
        ],
    ),
    "employee": (
        {
            "payer": COMP,
            "policy": BilledPolicy("WC-99", employer="Acme Steel, Inc."),
            "accident": AccidentFacts(employment=True, claim_id="C-5", happened_on=DAY),
        },
        [
            "HL*2*1*22*1",
            "SBR*P********WC",
            "NM1*IL*2*ACME STEEL, INC.*****MI*WC-99",
            "NM1*PR*2*PRAIRIE HEALTH PLAN*****PI*PRAIR",
            "N3*PO BOX 12",
            "N4*PEORIA*IL*61602",
            "HL*3*2*23*0",
            "PAT*20",
            "NM1*QC*1*RIVERA*ANA*MARIA",
            "N3*12 ELM STREET",
            "N4*SPRINGFIELD*IL*62704",
            "DMG*D8*19840229*F",
            "REF*Y4*C-5",
            "CLM*1001*125***11:B:1*Y*A*Y*Y**EM",
            "DTP*439*D8*20260402",
        ],
    ),
    "plan without a group number": (
        {"policy": BilledPolicy("W1234", "", "Gold PPO"), "payer": replace(PRAIRIE, filing_code="12")},
        ["SBR*P*18**GOLD PPO*****12"],
    ),
    "auto accident": (
        {"accident": AccidentFacts(auto=True, auto_state="IL", other=True, happened_on=DAY)},
        ["CLM*1001*125***11:B:1*Y*A*Y*Y**AA:OA::IL", "DTP*439*D8*20260402"],
    ),
    "not assigned, nothing signed": (
        {"accept_assignment": False, "signatures": Signatures()},
        ["CLM*1001*125***11:B:1*Y*C*N*I", "REF*EA*1001"],
    ),
    "dates": (
        {
            "dates": ClaimDates(DAY, "484", MARCH, "454", DAY, date(2026, 4, 9), DAY, date(2026, 4, 5)),
            "lines": (line(place_code="21"),),
        },
        [
            "CLM*1001*125***21:B:1*Y*A*Y*Y",
            "DTP*484*D8*20260402",
            "DTP*454*D8*20260301",
            "DTP*314*RD8*20260402-20260409",
            "DTP*435*D8*20260402",
            "DTP*096*D8*20260405",
            "REF*EA*1001",
        ],
    ),
    "unable to work from a day on": (
        {"dates": ClaimDates(DAY, unable_from=DAY)},
        ["DTP*431*D8*20260402", "DTP*360*D8*20260402"],
    ),
    "numbers, paid, note and condition codes": (
        {
            "amount_paid": Money(20_50),
            "referral_number": "R1",
            "authorization_number": "A 22",
            "clia_number": "14D1234567",
            "additional_info": "Seen twice: José’s knee",
            "claim_codes": "AA W2",
        },
        [
            "AMT*F5*20.5",
            "REF*9F*R1",
            "REF*G1*A 22",
            "REF*X4*14D1234567",
            "REF*EA*1001",
            "NTE*ADD*SEEN TWICE JOSE'S KNEE",
            "HI*ABK:J069*ABF:I10",
            "HI*BG:AA*BG:W2",
        ],
    ),
    "referring provider with the payer’s number": (
        {"referring": replace(REFERRING, other_qualifier="G2", other_id="77")},
        ["NM1*DN*1*DE LA CRUZ*BOB*Q***XX*1245319599", "REF*G2*77", "NM1*82*1*ROE*JANE*Q***XX*1234567893"],
    ),
    "supervising provider": (
        {"referring": replace(REFERRING, qualifier="DQ", npi=""), "facility": HOSPITAL},
        [
            "NM1*82*1*ROE*JANE*Q***XX*1234567893",
            "NM1*77*2*PRAIRIE HOSPITAL*****XX*1245319599",
            "N3*1 MAIN ST",
            "N4*PEORIA*IL*616020001",
            "NM1*DQ*1*DE LA CRUZ*BOB*Q",
            "LX*1",
        ],
    ),
    "ordering provider of a line": (
        {"referring": replace(REFERRING, qualifier="DK")},
        ["DTP*472*D8*20260503", "NM1*DK*1*DE LA CRUZ*BOB*Q***XX*1245319599"],
    ),
    "specialty of the provider": (
        {"payer": replace(PRAIRIE, wants_taxonomy=True)},
        ["NM1*82*1*ROE*JANE*Q***XX*1234567893", "PRV*PE*PXC*207Q00000X", "LX*1"],
    ),
    "tax id of a person": (
        {"practice": replace(PRACTICE, tax_id_kind=TaxIdKind.SSN)},
        ["REF*SY*123456789"],
    ),
    "a line with everything": (
        {
            "lines": (
                line(
                    code="J3490",
                    modifiers=("25", "JW"),
                    place_code="11",
                    pointers="B,A",
                    units="1.50",
                    emergency=True,
                    epsdt="B",
                    epsdt_reason="S2",
                    service_to=date(2026, 5, 4),
                    control="7-31",
                    description="Some drug: 5 mg",
                    drug=DrugCode("00409123401", "ML", "2.50"),
                ),
                line(cents=10, place_code="12", code="00100", units="45"),
            )
        },
        [
            "CRC*ZZ*Y*S2",
            "HI*ABK:J069*ABF:I10",
            "NM1*82*1*ROE*JANE*Q***XX*1234567893",
            "LX*1",
            "SV1*HC:J3490:25:JW:::SOME DRUG 5 MG*125*UN*1.5***2:1**Y**Y*Y",
            "DTP*472*RD8*20260503-20260504",
            "REF*6R*7-31",
            "LIN**N4*00409123401",
            "CTP****2.5*ML",
            "LX*2",
            "SV1*HC:00100*.1*MJ*45*12**1",
        ],
    ),
    "Medicare as second payer": (
        {
            "payer": MEDICARE,
            "policy": BilledPolicy("1EG4TE5MK73", msp_type="12"),
            "payer_order": 2,
            "earlier_payers": (answered_before(paid_line()),),
        },
        ["SBR*S*18***12****MB", "NM1*IL*1*RIVERA*ANA*MARIA***MI*1EG4TE5MK73"],
    ),
    "the answer of the first payer": (
        {"payer_order": 2, "earlier_payers": (answered_before(paid_line()),)},
        [
            "SBR*P*18*G77******CI",
            "AMT*D*80",
            "OI***Y***Y",
            "NM1*IL*1*RIVERA*ANA*MARIA***MI*A5678",
            "N3*12 ELM STREET",
            "N4*SPRINGFIELD*IL*62704",
            "NM1*PR*2*ACME HEALTH*****PI*ACME1",
            "REF*F8*ICN1",
            "LX*1",
            "SV1*HC:99213*125*UN*1***1",
            "DTP*472*D8*20260503",
            "SVD*ACME1*80*HC:99213**1",
            "CAS*CO*45*25",
            "CAS*PR*2*20",
            "DTP*573*D8*20260520",
            "AMT*EAF*20",
        ],
    ),
    "many adjustments and a changed code": (
        {
            "payer_order": 2,
            "earlier_payers": (
                answered_before(
                    paid_line(
                        cents=0,
                        code="99212",
                        adjustments=(
                            ("CO", "45", Money(100_00)),
                            ("PR", "1", Money(3_00)),
                            *(("CO", str(code), Money(1_00)) for code in range(50, 56)),
                            ("CO", "253", Money(16_00)),
                        ),
                    )
                ),
            ),
        },
        [
            "SVD*ACME1*0*HC:99212**1",
            "CAS*CO*45*100**50*1**51*1**52*1**53*1**54*1",
            "CAS*CO*55*1**253*16",
            "CAS*PR*1*3",
            "DTP*573*D8*20260520",
            "AMT*EAF*3",
        ],
    ),
    "a first payer that has not answered": (
        {"payer_order": 2, "earlier_payers": (answered_before(paid_on=None, payer_control=""),)},
        ["SBR*P*18*G77******CI", "OI***Y***Y", "NM1*IL*1*RIVERA*ANA*MARIA***MI*A5678"],
    ),
    "a third payer": (
        {
            "payer_order": 3,
            "earlier_payers": (
                answered_before(paid_line()),
                answered_before(
                    paid_line(cents=5_00, adjustments=SECOND_ANSWER),
                    order=2,
                    payer=replace(ACME, payer_id="BETA2"),
                    policy=BilledPolicy("B1", relationship=Relationship.SPOUSE, subscriber=HOLDER),
                ),
            ),
        },
        [
            "SVD*ACME1*80*HC:99213**1",
            "CAS*CO*45*25",
            "CAS*PR*2*20",
            "DTP*573*D8*20260520",
            "AMT*EAF*20",
            "SVD*BETA2*5*HC:99213**1",
            "CAS*OA*23*105",
            "CAS*PR*2*15",
            "DTP*573*D8*20260520",
            "AMT*EAF*15",
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("changes_and_segments", TOLD.values(), ids=TOLD)
def test_each_part_is_told(changes_and_segments):
    changes, expected = changes_and_segments
    text = write_claims([electronic_claim(**changes)], ENVELOPE).text
    segments = text.split("~")
    start = segments.index(expected[0])
    assert segments[start : start + len(expected)] == expected
    assert faults_of(text) == []


@pytest.mark.parametrize(
    ("changes", "untold"),
    [
        ({"facility": replace(HOSPITAL, address=OFFICE)}, "NM1*77"),
        ({"facility": HOSPITAL, "lines": (line(place_code="12"),)}, "NM1*77"),
        ({"rendering": SOLO, "lines": (line(rendering_npi=""),)}, "NM1*82"),
        ({"original_reference": "ICN77"}, "REF*F8"),
        ({"policy": BilledPolicy("W1234", msp_type="12"), "payer": MEDICARE}, "SBR*P*18***12"),
        ({"practice": replace(PRACTICE, taxonomy="207Q00000X", pay_to=OFFICE)}, "NM1*87"),
        ({"dates": ClaimDates(DAY, "999")}, "DTP*999"),
        ({"accident": AccidentFacts(happened_on=DAY)}, "DTP*439"),
        ({"amount_paid": Money(0)}, "AMT*F5"),
    ],
)  # fmt: skip
def test_what_says_nothing_new_is_left_out(changes, untold):
    text = write_claims([electronic_claim(**changes)], ENVELOPE).text
    assert f"~{untold}" not in text
    assert faults_of(text) == []


@pytest.mark.parametrize(
    ("business", "coverage", "own", "code"),
    [
        ("commercial", Coverage.GROUP, "", "CI"),
        ("commercial", Coverage.MEDICARE, "", "MB"),
        ("medicare_advantage", Coverage.GROUP, "", "16"),
        ("medicaid", Coverage.OTHER, "", "MC"),
        ("tricare", Coverage.TRICARE, "", "CH"),
        ("commercial", Coverage.CHAMPVA, "", "VA"),
        ("workers_comp", Coverage.OTHER, "", "WC"),
        ("other", Coverage.FECA, "", "WC"),
        ("auto", Coverage.OTHER, "", "AM"),
        ("other", Coverage.OTHER, "", "ZZ"),
        ("", Coverage.OTHER, "", "ZZ"),
        ("medicare", Coverage.MEDICARE, "HM", "HM"),
    ],
)
def test_the_filing_code_comes_from_the_payer_or_its_business(business, coverage, own, code):
    payer = replace(PRAIRIE, line_of_business=business, coverage=coverage, filing_code=own)
    assert f"SBR*P*18*GRP551******{code}" in segments_of(electronic_claim(payer=payer))
