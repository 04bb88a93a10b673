"""Payer ids, provider numbers and addresses, orders: PAY-01, PRV-01 to PRV-07."""

import re
from collections.abc import Iterator

from app.domain.findings import Finding
from app.domain.identifiers import explain_fault, read_ein, read_npi, read_taxonomy
from app.domain.scrubbing.code_families import (
    is_consult,
    is_equipment,
    is_imaging,
    is_laboratory,
    is_therapy,
)
from app.domain.scrubbing.scrubbed_claim import Rule, ScrubbedClaim

PLACE_OF_HOME = "12"
_NINE_DIGITS = re.compile(r"[0-9]{5}-?[0-9]{4}")
_ORDERED_ELSEWHERE = (
    (is_therapy, "Therapy"),
    (is_consult, "A consultation"),
    (is_equipment, "Equipment"),
)
_ORDERED = ((is_laboratory, "A laboratory test"), (is_imaging, "Imaging"), *_ORDERED_ELSEWHERE)
PAY_01 = Rule("PAY-01", "payer")
PRV_01 = Rule("PRV-01", "provider")
PRV_03 = Rule("PRV-03", "practice")
PRV_04 = Rule("PRV-04", "practice")
PRV_04_PROVIDER = Rule("PRV-04", "provider")
PRV_06 = Rule("PRV-06", "visit")
PRV_07 = Rule("PRV-07", "practice")
PRV_07_PLACE = Rule("PRV-07", "place")


def check_payer_id(claim: ScrubbedClaim) -> Iterator[Finding]:
    """PAY-01: an electronic claim needs the payer's electronic id, and that of each payer before."""
    if not claim.facts.electronic:
        return
    fix = "Enter the electronic payer ID in the payer’s record."
    if not claim.content.payer.payer_id:
        yield PAY_01.error("carrier_1", f"{claim.payer} has no electronic payer ID.", fix)
    for earlier in claim.content.earlier_payers:
        if not earlier.payer.payer_id:
            name = earlier.payer.name or "The payer before"
            yield PAY_01.error("i9d", f"{name} has no electronic payer ID.", fix)


def check_rendering(claim: ScrubbedClaim) -> Iterator[Finding]:
    """PRV-01: the provider’s number in an electronic claim; printed ones are checked in their boxes."""
    rendering = claim.content.rendering
    if not rendering.npi or not claim.lines or claim.content.lines[0].rendering_npi == rendering.npi:
        return
    if fault := explain_fault(read_npi, rendering.npi):
        text = f"The provider number {rendering.npi} is not valid. {fault}"
        yield PRV_01.error("24.1.j_npi", text, "Compare it with the provider’s record.")


def check_tax_id(claim: ScrubbedClaim) -> Iterator[Finding]:
    """PRV-03: a tax id that no office has; its nine digits are counted in box 25."""
    tax_id = claim.content.practice.tax_id
    fault = explain_fault(read_ein, tax_id) if tax_id else ""
    if fault and claim.content.practice.tax_id_kind == "ein":
        yield PRV_03.error("i25", f"The tax ID is not valid. {fault}", "Correct it in the practice settings.")


def check_taxonomies(claim: ScrubbedClaim) -> Iterator[Finding]:
    """PRV-04: a specialty code that is none, or is missing where the payer wants it."""
    practice, rendering = claim.content.practice.taxonomy, claim.content.rendering.taxonomy
    if practice and explain_fault(read_taxonomy, practice):
        text = f"The practice’s specialty code {practice} is not valid."
        yield PRV_04.warning("i33b", text, "Correct it in the practice settings.")
    elif claim.content.payer.wants_taxonomy and not practice:
        text = f"{claim.payer} wants the practice’s specialty code, which is missing."
        yield PRV_04.warning("i33b", text, "Enter it in the practice settings.")
    if rendering and explain_fault(read_taxonomy, rendering):
        text = f"The provider’s specialty code {rendering} is not valid."
        yield PRV_04_PROVIDER.warning("24.1.j_npi", text, "Correct it in the provider’s record.")


def check_orders(claim: ScrubbedClaim) -> Iterator[Finding]:
    """PRV-06: what needs a doctor's order names no ordering or referring doctor.

    Medicare refuses it. Others let an office test and picture its own patients without naming who ordered it;
    with them therapy, consultations and equipment are to be looked at.
    """
    if claim.content.referring is not None:
        return
    kinds = _ORDERED if claim.content.is_medicare else _ORDERED_ELSEWHERE
    for line in claim.lines:
        what = next((name for belongs, name in kinds if belongs(line.code)), "")
        if what:
            make = PRV_06.error if claim.content.is_medicare else PRV_06.warning
            text = f"{what} like {line.code} needs the doctor who ordered it."
            yield make("i17_name", text, "Add the ordering or referring doctor, with NPI, to the visit.")
            return


def check_zip_codes(claim: ScrubbedClaim) -> Iterator[Finding]:
    """PRV-07: an electronic claim needs nine digits in the ZIP of the practice and of the place."""
    if not claim.facts.electronic:
        return
    if not _NINE_DIGITS.fullmatch(claim.content.practice.address.zip):
        text = "The practice’s ZIP needs nine digits in an electronic claim."
        yield PRV_07.error("i33_3", text, "Complete the ZIP in the practice settings.")
    facility = claim.content.facility
    is_home = all(line.line.place_code == PLACE_OF_HOME for line in claim.lines)
    if facility and not is_home and not _NINE_DIGITS.fullmatch(facility.address.zip):
        text = f"The ZIP of {facility.name} needs nine digits in an electronic claim."
        yield PRV_07_PLACE.error("i32_3", text, "Complete the ZIP in the record of the place.")


PROVIDER_CHECKS = (
    check_payer_id,
    check_rendering,
    check_tax_id,
    check_taxonomies,
    check_orders,
    check_zip_codes,
)
