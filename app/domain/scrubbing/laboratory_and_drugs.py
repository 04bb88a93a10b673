"""Laboratory certificates and drug numbers: CLIA-01, CLIA-02, NDC-01, NDC-02."""

import re
from collections.abc import Iterator

from app.domain.claim_content import Coverage
from app.domain.findings import Finding
from app.domain.scrubbing.code_families import is_drug, is_own_test
from app.domain.scrubbing.scrubbed_claim import MEDICAID, NumberedLine, Rule, ScrubbedClaim

DRUG_UNITS = frozenset({"F2", "GR", "ME", "ML", "UN"})
WAIVED_MARK, SENT_OUT = "QW", "90"
_CERTIFICATE = re.compile(r"[0-9]{2}D[0-9]{7}")
_DRUG_NUMBER = re.compile(r"[0-9]{11}")
_QUANTITY = re.compile(r"(?=.*[1-9])[0-9]{1,8}(\.[0-9]{1,3})?")
# Tests that an office may do under a waiver, by the CMS list; those that need no QW are left out.
WAIVED = frozenset((
    "80061", "80305", "81003", "82044", "82043", "82465", "82570", "82947", "82950", "82951", "82985",
    "83036", "83037", "83718", "84443", "84450", "84460", "84478", "84550", "85014", "85018", "85610",
    "86308", "86318", "86618", "86701", "86780", "86803", "87077", "87210", "87426", "87428", "87502",
    "87631", "87633", "87634", "87635", "87636", "87637", "87651", "87801", "87804", "87806", "87807",
    "87808", "87809", "87811", "87880", "87905", "89300", "89321",
))  # fmt: skip
CLIA_01 = Rule("CLIA-01", "place")
CLIA_02 = Rule("CLIA-02", "visit")
NDC_01 = Rule("NDC-01", "visit")
NDC_02 = Rule("NDC-02", "visit")


def check_certificate(claim: ScrubbedClaim) -> Iterator[Finding]:
    """CLIA-01: a test of the practice's own without its certificate, or a number that is none."""
    number = claim.content.clia_number
    tests = [line for line in claim.lines if is_own_test(line.code, line.modifiers)]
    if not tests:
        return
    fix = "Enter it in the record of the place."
    if not number:
        text = f"{tests[0].code} is a laboratory test; the lab certificate number (CLIA) is missing."
        yield CLIA_01.error("i23", text, fix)
    elif not _CERTIFICATE.fullmatch(number):
        yield CLIA_01.error("i23", f"{number} is not a lab certificate number, like 14D0123456.", fix)


def check_waived(claim: ScrubbedClaim) -> Iterator[Finding]:
    """CLIA-02: a test that offices mostly do under a waiver, without QW."""
    for line in claim.lines:
        if line.code in WAIVED and not line.has_any(frozenset({WAIVED_MARK, SENT_OUT, "26"})):
            text = f"{line.code} needs QW where the certificate is a waiver."
            yield CLIA_02.warning(
                line.box("d_mod1"), text, "Add QW, unless the lab has a higher certificate."
            )


def check_drug_numbers(claim: ScrubbedClaim) -> Iterator[Finding]:
    """NDC-01, NDC-02: Medicaid wants the number of every drug; one that is given must be whole."""
    content = claim.content
    is_medicaid = content.payer.coverage is Coverage.MEDICAID or content.payer.line_of_business == MEDICAID
    for line in claim.lines:
        if line.line.drug is None:
            if is_medicaid and is_drug(line.code):
                text = f"{claim.payer} needs the drug number (NDC) of {line.code}."
                yield NDC_01.error(line.box("supplemental"), text, "Add the drug number and amount.")
        else:
            yield from _drug_faults(line)


def _drug_faults(line: NumberedLine) -> Iterator[Finding]:
    drug = line.line.drug
    assert drug is not None
    faults = {
        f"The drug number {drug.ndc} of line {line.number} has not 11 digits.": not _DRUG_NUMBER.fullmatch(
            drug.ndc
        ),
        f"The drug of line {line.number} needs a unit: F2, GR, ME, ML or UN.": drug.unit not in DRUG_UNITS,
        f"The drug of line {line.number} needs its amount.": not _QUANTITY.fullmatch(drug.quantity),
    }
    for text, is_wrong in faults.items():
        if is_wrong:
            yield NDC_02.error(line.box("supplemental"), text, "Add the drug number and amount.")


LABORATORY_AND_DRUG_CHECKS = (check_certificate, check_waived, check_drug_numbers)
