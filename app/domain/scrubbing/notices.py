"""Advance notices and prevention: ABN-01, PREV-01."""

from collections.abc import Iterator

from app.domain.findings import Finding
from app.domain.scrubbing.code_families import is_between
from app.domain.scrubbing.scrubbed_claim import NumberedLine, Rule, ScrubbedClaim

_SCREENING_SCOPES = ("45330", "45398")
_SCREENING_DIAGNOSIS = "Z121"
ABN_01 = Rule("ABN-01", "notice")
PREV_01 = Rule("PREV-01", "visit")


def check_notices(claim: ScrubbedClaim) -> Iterator[Finding]:
    """ABN-01: the modifier and the advance notice on file do not agree."""
    if claim.facts.notices is None:
        return
    for line in claim.lines:
        has_notice = _has_signed_notice(claim, line)
        if "GA" in line.modifiers and not has_notice:
            text = f"{line.code} bears GA, but no signed advance notice is on file for it."
            yield ABN_01.error(line.modifier_box("GA"), text, "Enter the notice, or use GZ.")
        elif "GX" in line.modifiers and not has_notice:
            text = f"{line.code} bears GX, but no voluntary notice is on file for it."
            yield ABN_01.error(line.modifier_box("GX"), text, "Enter the notice, or use GY.")
        elif "GZ" in line.modifiers and has_notice:
            text = f"{line.code} bears GZ, but a signed advance notice is on file."
            yield ABN_01.error(line.modifier_box("GZ"), text, "Use GA, so that the patient may be billed.")


def _has_signed_notice(claim: ScrubbedClaim, line: NumberedLine) -> bool:
    return any(
        line.code in notice.codes and notice.signed_on is not None and notice.signed_on <= line.on
        for notice in claim.facts.notices or ()
    )


def check_prevention(claim: ScrubbedClaim) -> Iterator[Finding]:
    """PREV-01: a screening of the bowel without the modifier that waives the patient’s share."""
    diagnoses = claim.content.diagnoses
    if not diagnoses or not diagnoses[0].replace(".", "").startswith(_SCREENING_DIAGNOSIS):
        return
    wanted = "PT" if claim.follows_medicare else "33"
    for line in claim.lines:
        if is_between(line.code, _SCREENING_SCOPES) and wanted not in line.modifiers:
            text = f"{line.code} for a screening needs {wanted}, or the patient is asked for a share."
            yield PREV_01.warning(line.box("d_mod1"), text, f"Add {wanted} if it began as a screening.")


NOTICE_CHECKS = (check_notices, check_prevention)
