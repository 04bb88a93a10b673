"""Laboratory certificates and drug numbers: each check trips where it should, and only there."""

from dataclasses import replace

import pytest

from app.domain.claim_content import Coverage, DrugCode
from tests.claim_samples import PAYER, claim
from tests.domain.scrub_samples import ERROR, WARNING, Case, check_case, coded

LAB = coded("85025")
CERTIFIED = claim(LAB, clia_number="14D0123456")
MEDICAID = replace(PAYER, coverage=Coverage.MEDICAID)


def drug(ndc: str = "00409128331", unit: str = "ML", quantity: str = "1"):
    return claim(coded("J1885", drug=DrugCode(ndc, unit, quantity)), payer=MEDICAID)


CASES = [
    Case("CLIA-01", ERROR, claim(LAB), CERTIFIED, box="i23"),
    Case("CLIA-01", ERROR, claim(LAB, clia_number="14X0123456"), CERTIFIED, box="i23"),
    Case("CLIA-01", ERROR, claim(LAB), claim(coded("85025", "90")), box="i23"),
    Case("CLIA-01", ERROR, claim(LAB), claim(coded("36415")), box="i23"),
    Case("CLIA-01", ERROR, claim(coded("88305", "26"), LAB), claim(coded("88305", "26")), box="i23"),
    Case("CLIA-02", WARNING, claim(coded("87880")), claim(coded("87880", "QW")), box="24.1.d_mod1"),
    Case(
        "NDC-01", ERROR, claim(coded("J1885"), payer=MEDICAID), claim(coded("J1885")), box="24.1.supplemental"
    ),
    Case("NDC-02", ERROR, drug("0409-1283-31"), drug(), box="24.1.supplemental"),
    Case("NDC-02", ERROR, drug(unit="MG"), drug(unit="UN"), box="24.1.supplemental"),
    Case("NDC-02", ERROR, drug(quantity="0"), drug(quantity="0.5"), box="24.1.supplemental"),
    Case("NDC-02", ERROR, drug(quantity=""), drug(), box="24.1.supplemental"),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_laboratory_and_drugs_are_checked(case):
    check_case(case)
