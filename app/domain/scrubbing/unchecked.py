"""What was not checked because no official file is in force: one hint a kind of file, never a silent pass."""

from collections.abc import Iterator

from app.domain.claim_form_boxes import DIAGNOSIS_LETTERS
from app.domain.code_edits import OfficialKind, is_level_two
from app.domain.findings import Finding
from app.domain.scrubbing.scrubbed_claim import Rule, ScrubbedClaim

LOAD = "Load the file under Settings."
_KINDS = (
    (OfficialKind.PAIRS, "NCCI-01", "Codes that include each other were not checked: no NCCI file"),
    (OfficialKind.UNITS, "MUE-01", "The most units of a code were not checked: no MUE file"),
    (OfficialKind.FEES, "CPT-04", "What the fee schedule says of the codes was not checked: no fee file"),
    (OfficialKind.DIAGNOSES, "DX-02", "The diagnoses were not checked: no ICD-10-CM file"),
    (OfficialKind.HCPCS, "CPT-02", "HCPCS codes were not checked: no HCPCS file"),
)


def check_files(claim: ScrubbedClaim) -> Iterator[Finding]:
    """Name each kind of file that is missing for a day of service."""
    asked = {line.on: claim.facts.edits[line.on] for line in claim.lines if line.on in claim.facts.edits}
    has_level_two = any(is_level_two(line.code) for line in claim.lines)
    for kind, rule, words in _KINDS:
        if kind is OfficialKind.HCPCS and not has_level_two:
            continue
        missing = [on for on, edits in asked.items() if not edits.is_checked(kind)]
        if missing:
            text = f"{words} for {min(missing):%m/%d/%Y} is loaded."
            yield Rule(rule, "files").hint("", text, LOAD)


def check_kept_codes(claim: ScrubbedClaim) -> Iterator[Finding]:
    """Name the codes whose pairs were not kept when the NCCI file was loaded."""
    unpaired = {
        line.code
        for line in claim.lines
        if line.on in claim.facts.edits and line.code in claim.facts.edits[line.on].unpaired
    }
    if unpaired:
        codes = ", ".join(sorted(unpaired))
        text = f"{codes}: not in the list of procedures when the NCCI file was loaded, so not checked."
        yield Rule("NCCI-01", "files").hint("", text, LOAD)


def check_typed_codes(claim: ScrubbedClaim) -> Iterator[Finding]:
    """Name what was typed over since the files were asked: it is looked up when the claim is saved."""
    asked = claim.facts.looked_up
    for line in claim.lines:
        if asked and line.code and line.code not in asked.get(line.on, frozenset()):
            text = f"{line.code} is looked up in the official files when the claim is saved; not checked yet."
            yield Rule("CPT-02").hint(line.box("d_code"), text, "Save the claim.")
    edits = claim.edits(claim.first_day) if asked and claim.first_day else None
    for letter, code in zip(DIAGNOSIS_LETTERS, claim.content.diagnoses, strict=False):
        if edits and code not in (edits.diagnoses or {}):
            text = f"{code} is looked up when the claim is saved; not checked yet."
            yield Rule("DX-02").hint(f"i21_{letter.lower()}", text, "Save the claim.")


UNCHECKED_CHECKS = (check_files, check_kept_codes, check_typed_codes)
