"""Payers' ids, providers' numbers and orders: each check trips where it should, and only there."""

from dataclasses import replace

import pytest

from app.domain.claim_content import RenderingProvider, ServiceFacility, TaxIdKind
from app.domain.people import Address, PersonName
from tests.claim_samples import OFFICE, PAYER, PRACTICE, claim, line
from tests.domain.scrub_samples import (
    ERROR,
    ORDERED,
    PAYER_BEFORE,
    WARNING,
    Case,
    check_case,
    coded,
    medicare,
    second,
)

FILE = {"electronic": True}
WITH_ID = replace(PAYER, payer_id="60054")
SOUND = claim(payer=WITH_ID)
NAME = PersonName("Roe", "Jane")
LAB = coded("85025")
SHORT = replace(OFFICE, zip="62701")


def rendered(npi: str = "1234567893", taxonomy: str = ""):
    return claim(rendering=RenderingProvider(NAME, npi, taxonomy))


def practice(**changes):
    return claim(practice=replace(PRACTICE, **changes), payer=WITH_ID)


CASES = [
    Case("PAY-01", ERROR, claim(), SOUND, facts=FILE, box="carrier_1"),
    Case("PAY-01", ERROR, claim(), facts=FILE, good_facts={}, box="carrier_1"),
    Case(
        "PAY-01",
        ERROR,
        second(payer=WITH_ID, earlier_payers=(replace(PAYER_BEFORE, payer=PAYER),)),
        second(payer=WITH_ID),
        facts=FILE,
        box="i9d",
    ),
    Case("PRV-01", ERROR, rendered("1234567890"), rendered(), box="24.1.j_npi"),
    Case("PRV-03", ERROR, practice(tax_id="001234567"), SOUND, box="i25"),
    Case(
        "PRV-03",
        ERROR,
        practice(tax_id="001234567"),
        practice(tax_id="001234567", tax_id_kind=TaxIdKind.SSN),
        box="i25",
    ),
    Case("PRV-04", WARNING, practice(taxonomy="207Q00000"), practice(taxonomy="207Q00000X"), box="i33b"),
    Case("PRV-04", WARNING, claim(payer=replace(PAYER, wants_taxonomy=True)), SOUND, box="i33b"),
    Case("PRV-04", WARNING, rendered(taxonomy="FAMILY"), rendered(taxonomy="207Q00000X"), box="24.1.j_npi"),
    Case("PRV-06", ERROR, medicare(LAB), claim(LAB), box="i17_name"),
    Case("PRV-06", ERROR, medicare(LAB), medicare(LAB, referring=ORDERED), box="i17_name"),
    Case("PRV-06", ERROR, medicare(coded("71046")), medicare(), box="i17_name"),
    Case("PRV-06", WARNING, claim(coded("97110")), claim(coded("36415")), box="i17_name"),
    Case("PRV-06", WARNING, claim(coded("99243")), claim(coded("96372")), box="i17_name"),
    Case("PRV-06", WARNING, claim(coded("E0114")), claim(coded("J1885")), box="i17_name"),
    Case("PRV-07", ERROR, practice(address=SHORT), SOUND, facts=FILE, box="i33_3"),
    Case(
        "PRV-07",
        ERROR,
        claim(payer=WITH_ID, facility=ServiceFacility("Branch", SHORT)),
        claim(payer=WITH_ID, facility=ServiceFacility("Branch", OFFICE)),
        facts=FILE,
        box="i32_3",
    ),
    Case(
        "PRV-07",
        ERROR,
        claim(facility=ServiceFacility("Home", Address())),
        claim(line(place_code="12"), facility=ServiceFacility("Home", Address())),
        facts=FILE,
        box="i32_3",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_payers_and_providers_are_checked(case):
    check_case(case)
