"""What keeps a claim out of an 837P is told in a sentence, and nothing is written."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.claim_content import (
    BilledPolicy,
    DrugCode,
    FormPerson,
    ReferringProvider,
    Relationship,
    RenderingProvider,
)
from app.domain.errors import InputError
from app.domain.money import Money
from app.domain.people import Address
from app.edi.x837p import write_claims
from app.edi.x837p_limits import explain_unwritable
from tests.claim_samples import PATIENT, PRACTICE, line
from tests.edi.claim_file_samples import (
    ACME,
    ENVELOPE,
    PRAIRIE,
    answered_before,
    electronic_claim,
    paid_line,
)

NO_REPLACEMENT = replace(PRAIRIE, takes_replacement=False)
UNKNOWN_HOLDER = BilledPolicy("A1234", relationship=Relationship.SPOUSE)
MANY = tuple(("CO", str(code), Money(1)) for code in range(31))


def second(*earlier):
    """What is changed where other payers were asked before."""
    return {"payer_order": 2, "earlier_payers": earlier}


FAULTS = [
    ({"claim_number": ""}, "no number"),
    ({"claim_number": "1" * 21}, "longer than 20 letters"),
    ({"additional_info": "a" * 81}, "Item 19 .* longer than 80"),
    ({"practice": replace(PRACTICE, npi="")}, "practice needs a name, an NPI"),
    ({"practice": replace(PRACTICE, address=Address())}, "practice needs"),
    ({"payer": replace(PRAIRIE, payer_id="")}, "Prairie Health Plan has no payer ID"),
    ({"policy": BilledPolicy("")}, "no member ID"),
    ({"policy": UNKNOWN_HOLDER}, "name of the patient or of the policy"),
    ({"patient": FormPerson(PATIENT.name, None, "F", PATIENT.address)}, "address or birth date"),
    ({"patient": replace(PATIENT, address=Address())}, "address or birth date"),
    ({"payer_order": 12}, "at most 11 payers"),
    ({"lines": tuple(line() for _ in range(51))}, "1 to 50 lines, this one 51. Split the visit"),
    ({"lines": ()}, "1 to 50 lines, this one 0"),
    ({"diagnoses": ()}, "1 to 12 diagnoses, this one 0"),
    ({"diagnoses": tuple(f"A{number:02d}" for number in range(13))}, "1 to 12 diagnoses, this one 13"),
    ({"resubmission_code": "7"}, "needs the payer’s claim number"),
    ({"resubmission_code": "8", "original_reference": "I1", "payer": NO_REPLACEMENT}, "takes no corrected"),
    ({"referring": ReferringProvider("P3", "Jane Roe")}, "needs DN"),
    ({"referring": ReferringProvider("DN", " ")}, "no name of a provider"),
    ({"rendering": RenderingProvider(npi="1234567893")}, "has no name"),
    ({"lines": (line(rendering_npi="1245319599"),)}, "Line 1 names another provider"),
    ({"lines": (line(), line(code=""))}, "Line 2 needs a code"),
    ({"lines": (line(pointers="C"),)}, "points to a diagnosis"),
    ({"lines": (line(pointers=""),)}, "points to a diagnosis"),
    ({"lines": (line(units="many"),)}, "“many” as units"),
    ({"lines": (line(units="0"),)}, "“0” as units"),
    ({"lines": (line(units="1.2345"),)}, "“1.2345” as units"),
    ({"lines": (line(units="٣"),)}, "as units"),
    ({"lines": (line(cents=-1),)}, "charge below zero"),
    ({"lines": (line(service_to=date(2026, 5, 1)),)}, "ends before it begins"),
    ({"lines": (line(description="a" * 81),)}, "description of more than 80"),
    ({"lines": (line(drug=DrugCode("123", "ML", "1")),)}, "needs 11 digits"),
    ({"lines": (line(drug=DrugCode("12345678901", "", "1")),)}, "needs 11 digits"),
    (second(answered_before(), answered_before(order=3)), "same payer ID"),
    (second(answered_before(payer=replace(ACME, payer_id=""))), "Acme Health answered"),
    (second(answered_before(policy=UNKNOWN_HOLDER)), "holder of its policy has no name"),
    (second(answered_before(order=2)), "same place"),
    (second(answered_before(paid_line(), paid_on=None)), "without a date of payment"),
    (second(answered_before(paid_line(2))), "line that the claim does not have"),
    (second(answered_before(paid_line(adjustments=MANY))), "more adjustments"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "sentence"), FAULTS)
def test_a_claim_that_cannot_be_written_says_why(changes, sentence):
    with pytest.raises(InputError, match=f"cannot be written as an 837P.*{sentence}"):
        write_claims([electronic_claim(**changes)], ENVELOPE)


def test_all_reasons_are_told_at_once():
    content = electronic_claim(diagnoses=(), policy=BilledPolicy(""))
    assert len(explain_unwritable(content)) == 3


def test_a_good_claim_has_no_reason():
    assert explain_unwritable(electronic_claim(lines=tuple(line() for _ in range(50)))) == ()
