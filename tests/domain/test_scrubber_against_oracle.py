"""Every defect of an 837P that the independent validator lets through: here the claim check has a finding.

The list is that of the validator's own misses. Two of them cannot come from a claim at all, for the writer
makes those segments by itself; the written file is looked at instead.
"""

from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from app.domain.claim_check import check_claim
from app.domain.claim_content import (
    BilledPolicy,
    DrugCode,
    EarlierLine,
    RenderingProvider,
    TaxIdKind,
)
from app.domain.claim_form import fill_claim_form
from app.domain.findings import Finding, Severity, has_errors
from app.domain.money import Money
from app.domain.people import Address, PersonName
from app.edi.x837p import write_claims
from tests.claim_samples import GRID, OFFICE, PATIENT, PAYER, PRACTICE, claim, line
from tests.domain.scrub_samples import PAYER_BEFORE, coded, facts, second
from tests.edi.claim_file_samples import ENVELOPE, electronic_claim

WITH_ID = replace(PAYER, payer_id="60054")
SOUND = claim(payer=WITH_ID)


@dataclass(frozen=True)
class Miss:
    """A defect that the validator lets through: the claim that has it, what was typed, and our rule."""

    defect: str
    rule: str
    content: object
    typed: dict[str, str] = field(default_factory=dict)
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        """Name the case for pytest."""
        return self.defect


def practice(**changes):
    return replace(SOUND, practice=replace(PRACTICE, **changes))


def patient(**changes):
    return replace(SOUND, patient=replace(PATIENT, **changes))


def lines(*given, **changes):
    return replace(SOUND, lines=given, **changes)


def before(**changes):
    return second(payer=WITH_ID, earlier_payers=(replace(PAYER_BEFORE, **changes),))


def answered(paid: int, *adjustments: tuple[str, str, int]):
    parts = tuple((group, code, Money(cents)) for group, code, cents in adjustments)
    return before(lines=(EarlierLine(1, Money(paid), parts),))


NAME = PersonName("Roe", "Jane")
MISSES = [
    Miss("tax id of eight digits", "PRV-03", practice(tax_id="12-345678")),
    Miss("tax id that begins with 00", "PRV-03", practice(tax_id="001234567", tax_id_kind=TaxIdKind.EIN)),
    Miss("billing NPI of nine digits", "PRV-01", practice(npi="199399999")),
    Miss("billing NPI with a wrong check digit", "PRV-01", practice(npi="1993999999")),
    Miss("line NPI with a wrong check digit", "PRV-01", lines(line(rendering_npi="1234567890"))),
    Miss(
        "rendering NPI with a wrong check digit",
        "PRV-01",
        replace(SOUND, rendering=RenderingProvider(NAME, "1234567890")),
    ),
    Miss(
        "taxonomy of nine characters",
        "PRV-04",
        practice(taxonomy="207Q00000"),
        severity=Severity.WARNING,
    ),
    Miss("CLIA number of another shape", "CLIA-01", lines(coded("85025"), clia_number="14X0123456")),
    Miss("no CLIA number for a test", "CLIA-01", lines(coded("85025"))),
    Miss("NDC of ten digits", "NDC-02", lines(coded("J1885", drug=DrugCode("0409128331", "ML", "1")))),
    Miss("NDC unit that is none", "NDC-02", lines(coded("J1885", drug=DrugCode("00409128331", "MG", "1")))),
    Miss("billing ZIP of five digits", "PRV-07", practice(address=replace(OFFICE, zip="62701"))),
    Miss("billing post office box", "PRV-07", practice(address=replace(OFFICE, street="PO Box 7"))),
    Miss("subscriber without address", "SUB-07", patient(address=Address())),
    Miss("subscriber without birth date", "SUB-06", patient(birth_date=None)),
    Miss("no relationship", "SUB-05", SOUND, {"i6_self": ""}),
    Miss("birth date in the future", "SUB-06", patient(birth_date=date(2027, 1, 1))),
    Miss("frequency 3", "CLM-03", replace(SOUND, resubmission_code="3", original_reference="A1")),
    Miss("frequency X", "CLM-03", replace(SOUND, resubmission_code="X", original_reference="A1")),
    Miss("frequency 7 without the payer's number", "CLM-03", replace(SOUND, resubmission_code="7")),
    Miss("total that is not the sum", "CLM-02", SOUND, {"i28_dollars": "126", "i28_cents": "00"}),
    Miss("pointer to no diagnosis", "CLM-04", lines(line(pointers="C"))),
    Miss("no pointer", "CLM-04", lines(line(pointers=""))),
    Miss("diagnosis that is no code", "DX-01", replace(SOUND, diagnoses=("J0", "I10"))),
    Miss("ICD-9 beside ICD-10", "DX-01", replace(SOUND, diagnoses=("J06.9", "250.00"))),
    Miss("procedure that is no code", "CPT-01", lines(coded("Z1234"))),
    Miss("reason code that is none", "COB-01", answered(80_00, ("CO", "4545", 45_00))),
    Miss("one diagnosis twice", "CLM-04", replace(SOUND, diagnoses=("I10", "I10")), {}, Severity.WARNING),
    Miss("no units", "UNIT-01", lines(line(units="0"))),
    Miss("negative charge", "CLM-02", lines(line(cents=-125_00))),
    Miss("charge with three decimals", "CLM-02", SOUND, {"24.1.f_cents": "005"}),
    Miss("dates backwards", "DTE-02", lines(line(code="96372", service_to=date(2026, 5, 2)))),
    Miss("paid and adjusted are not the charge", "COB-01", answered(80_00, ("CO", "45", 44_00))),
    Miss("no result of the payer before", "COB-01", before(lines=())),
    Miss("payer before without an id", "PAY-01", before(payer=PAYER)),
    Miss("account number of 21 letters", "CLM-01", replace(SOUND, account_number="9" * 21)),
]


def check(content, typed=None) -> tuple[Finding, ...]:
    """The whole check of a claim that goes out as a file."""
    form = fill_claim_form(GRID, content, typed or {})
    return check_claim(GRID, content, form, facts(electronic=True), typed or {})


@pytest.mark.parametrize("miss", MISSES, ids=str)
def test_what_the_validator_misses_has_a_finding(miss):
    found = [each for each in check(miss.content, miss.typed) if each.rule == miss.rule]
    assert found, {each.rule for each in check(miss.content, miss.typed)}
    assert found[0].severity is miss.severity


def test_the_claims_beside_them_are_sound():
    assert not has_errors(check(SOUND))
    assert not has_errors(check(before()))
    assert not has_errors(check(replace(SOUND, policy=BilledPolicy("W1", "G1", "Prairie Gold PPO"))))


def test_what_a_claim_cannot_get_wrong_is_written_right():
    text = write_claims([electronic_claim()], ENVELOPE).text
    segments = [segment.split("*") for segment in text.replace("\n", "").split("~")]
    (group,) = [each for each in segments if each[0] == "GS"]
    (head,) = [each for each in segments if each[0] == "ST"]
    assert head[3] == group[8]
    levels = [each for each in segments if each[0] == "HL"]
    parents = {each[2] for each in levels if each[2]}
    assert all((each[4] == "1") is (each[1] in parents) for each in levels)
