from dataclasses import replace
from datetime import date

import pytest

from app.domain.errors import InputError
from app.domain.money import Money
from app.edi.claim_status import AskedClaim, AskedLine, AskedPerson, AskingParties, write_276
from app.edi.codec import Delimiters
from app.edi.interchanges import TransactionSet, read_parts
from tests.edi.test_envelopes import ENVELOPE

PARTIES = AskingParties("Good Payer", "12345", "Good Practice", "PRACT1", "Good Practice", "1234567893")
DAY = date(2026, 3, 1)
JANE = AskedPerson("Döe", "Jane", date(1980, 1, 2), "F", "W1")
KID = AskedPerson("Roe", "Kid", date(2015, 5, 6), "M")
RICH = AskedPerson("Roe", "Rich", date(1970, 1, 2), "M", "W2")
PLAIN = AskedClaim("T1", JANE, None, "C1", Money(12550), DAY, DAY)
LINE = AskedLine("99213", ("25",), Money(7500), "1", DAY, date(2026, 3, 2), "L1")
CHILD = AskedClaim("T2", RICH, KID, "C2", Money(5000), DAY, date(2026, 3, 2), "PAYER9", (LINE,))


def body_of(text):
    (found,) = [part for part in read_parts(text.encode()) if isinstance(part, TransactionSet)]
    return list(found.pieces[1:-1]), found


def test_an_insured_patient_and_a_dependent_are_asked_about():
    body, found = body_of(write_276(ENVELOPE, "ask-1", PARTIES, [PLAIN, CHILD]))
    assert (found.code, found.guide, found.group.functional_id) == ("276", "005010X212", "HR")
    assert body == [
        "BHT*0010*13*ASK-1*20260304*1506",
        "HL*1**20*1",
        "NM1*PR*2*GOOD PAYER*****PI*12345",
        "HL*2*1*21*1",
        "NM1*41*2*GOOD PRACTICE*****46*PRACT1",
        "HL*3*2*19*1",
        "NM1*1P*2*GOOD PRACTICE*****XX*1234567893",
        "HL*4*3*22*0",
        "DMG*D8*19800102*F",
        "NM1*IL*1*DOE*JANE****MI*W1",
        "TRN*1*T1",
        "REF*EJ*C1",
        "AMT*T3*125.5",
        "DTP*472*D8*20260301",
        "HL*5*3*22*1",
        "NM1*IL*1*ROE*RICH****MI*W2",
        "HL*6*5*23",
        "DMG*D8*20150506*M",
        "NM1*QC*1*ROE*KID",
        "TRN*1*T2",
        "REF*1K*PAYER9",
        "REF*EJ*C2",
        "AMT*T3*50",
        "DTP*472*RD8*20260301-20260302",
        "SVC*HC:99213:25*75*****1",
        "REF*FJ*L1",
        "DTP*472*RD8*20260301-20260302",
    ]


def test_the_file_is_whole_and_follows_the_delimiters_of_the_partner():
    own = Delimiters("|", "+", ">", "!")
    text = write_276(replace(ENVELOPE, delimiters=own), "ASK1", PARTIES, [CHILD, PLAIN])
    body, found = body_of(text)
    assert found.delimiters == own
    assert "SVC|HC>99213>25|75|||||1" in body
    assert [row for row in body if row.startswith("HL")][-1] == "HL|6|3|22|0"


@pytest.mark.parametrize(
    "claims",
    [[], [PLAIN, PLAIN], [replace(PLAIN, trace="")], [replace(PLAIN, trace="T" * 51)]],
)
def test_a_question_needs_claims_with_traces_of_their_own(claims):
    with pytest.raises(InputError):
        write_276(ENVELOPE, "ASK1", PARTIES, claims)
