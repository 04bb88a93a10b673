"""Whole 837P files: heading, levels, counts, and what cannot be written."""

from dataclasses import replace

import pytest

from app.domain.claim_content import Relationship
from app.domain.errors import InputError
from app.edi.codec import Delimiters
from app.edi.x837p import write_claims
from app.edi.x837p_heading import Submitter
from tests.claim_samples import HOLDER, line
from tests.edi.claim_file_samples import ENVELOPE, electronic_claim
from tests.edi.oracle import faults_of

PLAIN = """\
ISA*00*          *00*          *ZZ*PRACTICE1      *30*CLEARHOUSE     *260601*0930*^*00501*000000042*0*P*:~
GS*HC*PRACTICE1*CLEARHOUSE*20260601*0930*7*X*005010X222A1~
ST*837*0001*005010X222A1~
BHT*0019*00*BATCH42*20260601*0930*CH~
NM1*41*2*OAK STREET CLINIC*****46*S1234~
PER*IC*MARIA LEE*TE*2175550100~
NM1*40*2*PRAIRIE CLEARING*****46*C99~
HL*1**20*1~
NM1*85*2*OAK STREET CLINIC*****XX*1993999998~
N3*900 OAK STREET*SUITE 2~
N4*SPRINGFIELD*IL*627011234~
REF*EI*123456789~
HL*2*1*22*0~
SBR*P*18*GRP551******CI~
NM1*IL*1*RIVERA*ANA*MARIA***MI*W123456789~
N3*12 ELM STREET~
N4*SPRINGFIELD*IL*62704~
DMG*D8*19840229*F~
NM1*PR*2*PRAIRIE HEALTH PLAN*****PI*PRAIR~
N3*PO BOX 12~
N4*PEORIA*IL*61602~
CLM*1001*125***11:B:1*Y*A*Y*Y~
REF*EA*1001~
HI*ABK:J069*ABF:I10~
NM1*82*1*ROE*JANE*Q***XX*1234567893~
LX*1~
SV1*HC:99213*125*UN*1***1~
DTP*472*D8*20260503~
SE*27*0001~
GE*1*7~
IEA*1*000000042~
"""


def test_a_plain_claim_makes_a_whole_file():
    written = write_claims([electronic_claim()], ENVELOPE)
    assert written.text == PLAIN.replace("\n", "")
    assert written.segment_count == 27
    assert faults_of(written.text) == []


def test_a_file_with_line_breaks_is_the_same_file():
    lined = replace(ENVELOPE, interchange=replace(ENVELOPE.interchange, line_feeds=True))
    assert write_claims([electronic_claim()], lined).text == PLAIN


def test_a_partner_has_delimiters_of_its_own():
    own = replace(ENVELOPE.interchange, delimiters=Delimiters("|", "^", ">", "!"))
    content = electronic_claim(additional_info="wait! what")
    written = write_claims([content], replace(ENVELOPE, interchange=own)).text
    assert "!NTE|ADD|WAIT WHAT!HI|ABK>J069|ABF>I10!" in written
    assert "*" not in written
    assert "~" not in written


def test_each_claim_knows_its_place_in_the_set():
    dependent = replace(electronic_claim().policy, relationship=Relationship.SPOUSE, subscriber=HOLDER)
    claims = [
        electronic_claim(claim_number="1001"),
        electronic_claim(line(), line(4), claim_number="1002", policy=dependent),
        electronic_claim(claim_number="1003"),
    ]
    written = write_claims(claims, ENVELOPE)
    of_set = written.text.split("~")[2:-3]
    assert [part.claim_number for part in written.claims] == ["1001", "1002", "1003"]
    for part in written.claims:
        assert "~".join(of_set[part.first - 1 : part.last]) + "~" == part.text
    levels = [segment for segment in of_set if segment.startswith("HL*")]
    assert levels == ["HL*1**20*1", "HL*2*1*22*0", "HL*3*1*22*1", "HL*4*3*23*0", "HL*5*1*22*0"]
    assert faults_of(written.text) == []


def test_another_practice_opens_another_billing_level():
    other = replace(electronic_claim().practice, npi="1234567893", phone="217 555 0199")
    written = write_claims(
        [electronic_claim(), electronic_claim(claim_number="1002", practice=other)], ENVELOPE
    )
    assert "~HL*3**20*1~NM1*85*2*OAK STREET CLINIC*****XX*1234567893~" in written.text
    assert "~PER*IC*MARIA LEE*TE*2175550199~HL*4*3*22*0~" in written.text
    assert faults_of(written.text) == []


def test_specialty_and_pay_to_address_stand_at_the_billing_level():
    content = electronic_claim()
    pay_to = replace(content.practice.address, street="PO Box 9", street2="")
    practice = replace(content.practice, taxonomy="207Q00000X", pay_to=pay_to)
    payer = replace(content.payer, wants_taxonomy=True)
    written = write_claims([replace(content, practice=practice, payer=payer)], ENVELOPE).text
    assert "~HL*1**20*1~PRV*BI*PXC*207Q00000X~NM1*85*" in written
    assert "~REF*EI*123456789~NM1*87*2~N3*PO BOX 9~N4*SPRINGFIELD*IL*627011234~HL*2*" in written
    assert faults_of(written) == []


def test_an_email_address_keeps_its_letters():
    sender = Submitter("Oak Street Clinic", "S1234", "Maria Lee", email="m_lee@oak.example")
    written = write_claims([electronic_claim()], replace(ENVELOPE, submitter=sender)).text
    assert "~PER*IC*MARIA LEE*EM*m_lee@oak.example~" in written


def test_the_same_claim_twice_is_refused():
    with pytest.raises(InputError, match="1001 is in the file twice"):
        write_claims([electronic_claim(), electronic_claim()], ENVELOPE)


def test_no_claim_is_no_file():
    with pytest.raises(InputError, match="no claim to write"):
        write_claims([], ENVELOPE)


def test_five_thousand_claims_are_the_most():
    numbers = (electronic_claim(claim_number=str(number)) for number in range(5001))
    with pytest.raises(InputError, match="at most 5,000 claims"):
        write_claims(numbers, ENVELOPE)


@pytest.mark.parametrize(
    "changes",
    [
        {"receiver_name": " "},
        {"receiver_id": "C"},
        {"reference": ""},
        {"reference": "B" * 31},
        {"set_number": "1"},
        {"submitter": Submitter("Oak Street Clinic", "S1234", "Maria Lee")},
        {"submitter": Submitter("Oak Street Clinic", "S1234", "", "217 555 0100")},
    ],
)
def test_settings_of_the_partner_that_lack_something_are_refused(changes):
    with pytest.raises(InputError):
        replace(ENVELOPE, **changes)
