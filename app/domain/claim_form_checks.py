"""The checks of a CMS-1500 before print: letters, room, needed boxes, choices and numbers.

They read what will be printed, so a value typed over is checked like any other. Source: NUCC rules and, where
Medicare is billed, those of Medicare Part B.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date

from app.domain.checked_form import CheckedForm, error, warning
from app.domain.claim_content import ClaimContent, Relationship
from app.domain.claim_form import ClaimForm
from app.domain.claim_form_boxes import DIAGNOSIS_LETTERS
from app.domain.claim_form_line_checks import LINE_CHECKS
from app.domain.findings import Finding
from app.domain.form_grid import FormGrid
from app.domain.form_text import stray_letters
from app.domain.identifiers import (
    explain_fault,
    read_diagnosis_code,
    read_mbi,
    read_npi,
    read_state,
    read_zip,
)

# What concerns the paper alone: no override makes a form carry it, and an 837P knows no boxes.
LETTERS, ROOM, UNPLACED = "FORM-01", "FORM-02", "FORM-03"
PROSE_FORMATS = frozenset({"text", "address", "name_lfm", "name_fml", "supplemental"})
_PO_BOX = re.compile(r"\bP\s?O\s+BOX\b|\bPOST OFFICE BOX\b")
_NEEDED = (
    ("carrier_1", "The payer’s name is missing.", "Enter it in the payer’s record.", "CLM-01"),
    ("i1a", "The member ID is missing.", "Take it from the insurance card.", "SUB-01"),
    ("i2", "The patient’s name is missing.", "Enter it in the patient’s record.", "CLM-01"),
    ("i3_yyyy", "The patient’s birth date is missing.", "Enter it in the patient’s record.", "SUB-06"),
    (
        "i5_street",
        "The patient’s street is missing.",
        "Enter the home address in the patient’s record.",
        "SUB-07",
    ),
    (
        "i5_city",
        "The patient’s city is missing.",
        "Enter the home address in the patient’s record.",
        "SUB-07",
    ),
    (
        "i5_state",
        "The patient’s state is missing.",
        "Enter the home address in the patient’s record.",
        "SUB-07",
    ),
    ("i5_zip", "The patient’s ZIP is missing.", "Enter the home address in the patient’s record.", "SUB-07"),
    ("i21_a", "There is no diagnosis.", "Enter at least one diagnosis for the visit.", "DX-01"),
    ("i25", "The practice’s tax ID is missing.", "Enter it in the practice settings.", "PRV-03"),
    (
        "i31_sig",
        "The provider’s name or signature is missing.",
        "Type it here; or take the visit’s charges back and enter them again with the provider.",
        "CLM-01",
    ),
    ("i31_date", "The provider’s date is missing.", "Enter the day of signing.", "CLM-01"),
    ("i33_1", "The practice’s name is missing.", "Enter it in the practice settings.", "CLM-01"),
    ("i33_2", "The practice’s street address is missing.", "Enter it in the practice settings.", "PRV-07"),
    (
        "i33_3",
        "The practice’s city, state and ZIP are missing.",
        "Enter them in the practice settings.",
        "PRV-07",
    ),
    ("i33_phone", "The practice’s phone number is missing.", "Enter it in the practice settings.", "CLM-01"),
    ("i33a", "The practice’s NPI is missing.", "Enter the group NPI in the practice settings.", "PRV-01"),
)
_CHOICES = (
    ("i1", ("medicare", "medicaid", "tricare", "champva", "group", "feca", "other"), True, "CLM-01"),
    ("i3", ("m", "f"), False, "SUB-06"),
    ("i6", ("self", "spouse", "child", "other"), False, "SUB-05"),
    ("i10a", ("y", "n"), True, "ACC-01"),
    ("i10b", ("y", "n"), True, "ACC-01"),
    ("i10c", ("y", "n"), True, "ACC-01"),
    ("i11a", ("m", "f"), False, "SUB-04"),
    ("i11d", ("y", "n"), False, "COV-07"),
    ("i20", ("y", "n"), False, "CLM-01"),
    ("i25", ("ssn", "ein"), True, "PRV-03"),
    ("i27", ("y", "n"), True, "CLM-06"),
)
_NUMBERS = (
    ("i17b", read_npi, "Correct it in the referring provider’s record.", "PRV-01"),
    ("i32a", read_npi, "Correct it in the record of the place.", "PRV-01"),
    ("i33a", read_npi, "Correct it in the practice settings.", "PRV-01"),
    ("i5_state", read_state, "Correct the patient’s address.", "SUB-07"),
    ("i7_state", read_state, "Correct the address of the policy holder.", "SUB-04"),
    ("i10b_state", read_state, "Correct the state of the accident.", "ACC-01"),
    ("i5_zip", read_zip, "Correct the patient’s address.", "SUB-07"),
    ("i7_zip", read_zip, "Correct the address of the policy holder.", "SUB-04"),
)
_DATES = ("i14", "i15", "i16_from", "i16_to", "i18_from", "i18_to")


def check_claim_form(
    grid: FormGrid, content: ClaimContent, form: ClaimForm, today: date
) -> tuple[Finding, ...]:
    """Find all that is wrong with a filled form before it is printed, worst first."""
    checked = CheckedForm(grid, content, form, today)
    found = dict.fromkeys(finding for check in CHECKS for finding in check(checked))
    return tuple(sorted(found, key=lambda finding: -finding.severity))


def _check_letters(checked: CheckedForm) -> Iterator[Finding]:
    for page in checked.form.pages:
        for field_id, text in page.boxes.items():
            address, field = page.address(field_id), checked.grid.fields[field_id]
            label = checked.label(address)
            if field.format == "blank":
                yield error(address, f"{label} must stay empty.", "Take the text out.", LETTERS)
            elif strays := stray_letters(text, field.format):
                shown = " ".join(strays)
                fix = "Write it with the letters A to Z and digits that belong there."
                yield error(address, f"{label} holds “{shown}”, which cannot be printed there.", fix, LETTERS)


def _check_room(checked: CheckedForm) -> Iterator[Finding]:
    for page in checked.form.pages:
        for field_id, text in page.boxes.items():
            field = checked.grid.fields[field_id]
            if len(text) <= field.safe_length or field.format == "blank":
                continue
            address = page.address(field_id)
            lost = text[field.length :]
            effect = f"“{lost}” would not be printed" if lost else "the last letter touches a printed rule"
            sentence = f"{checked.label(address)} has {len(text)} letters; {field.safe_length} fit: {effect}."
            finding = warning if field.format in PROSE_FORMATS else error
            yield finding(address, sentence, "Shorten it on the form.", ROOM)


def _check_needed(checked: CheckedForm) -> Iterator[Finding]:
    for field_id, text, fix, rule in _NEEDED:
        if not checked.text(field_id):
            yield error(field_id, text, fix, rule)
    if not checked.text("i12_sig"):
        fix = "Have the patient sign, or note the signature on file."
        yield warning("i12_sig", "The patient’s signature is not on file.", fix, "CLM-06")


def _check_choices(checked: CheckedForm) -> Iterator[Finding]:
    for prefix, options, is_needed, rule in _CHOICES:
        ids = [f"{prefix}_{option}" for option in options]
        marked = sum(1 for field_id in ids if checked.text(field_id))
        label = checked.label(ids[0])
        if marked > 1:
            yield error(ids[0], f"{label} has {marked} boxes marked.", "Leave one X only.", rule)
        elif is_needed and not marked:
            yield error(ids[0], f"{label} has no box marked.", "Mark one box.", rule)


def _check_numbers(checked: CheckedForm) -> Iterator[Finding]:
    for field_id, read, fix, rule in _NUMBERS:
        if checked.text(field_id) and (fault := explain_fault(read, checked.text(field_id))):
            yield error(field_id, fault, fix, rule)
    if checked.content.is_medicare and checked.text("i1a"):
        fault = explain_fault(read_mbi, checked.text("i1a"))
        if fault:
            yield error("i1a", fault, "Copy the number from the red, white and blue card.", "SUB-03")
    tax_id = checked.text("i25")
    if tax_id and not re.fullmatch(r"[0-9]{9}", tax_id):
        yield error(
            "i25", "The tax ID has not nine digits.", "Correct it in the practice settings.", "PRV-03"
        )


def _check_diagnoses(checked: CheckedForm) -> Iterator[Finding]:
    boxes = [f"i21_{letter.lower()}" for letter in DIAGNOSIS_LETTERS]
    codes = [checked.text(field_id) for field_id in boxes]
    for field_id, code in zip(boxes, codes, strict=True):
        if code and (fault := explain_fault(read_diagnosis_code, code)):
            yield error(field_id, fault, "Look the diagnosis up again.", "DX-01")
        elif code and codes.index(code) != boxes.index(field_id):
            yield warning(field_id, f"Diagnosis {code} stands twice.", "Take the second one out.", "CLM-04")
    if "" in codes and any(codes[codes.index("") :]):
        empty = boxes[codes.index("")]
        yield error(empty, "There is a gap between the diagnoses.", "Move the later ones up.", "CLM-04")
    if len(checked.content.diagnoses) > len(boxes):
        count = len(checked.content.diagnoses)
        fix = "Split the claim; its pages share one list of diagnoses."
        yield error("i21_l", f"The claim has {count} diagnoses; the form takes 12.", fix, "CLM-04")
    if checked.text("i21_a") and not checked.text("i21_icd"):
        yield error("i21_icd", "The ICD indicator is missing.", "Enter 0 for ICD-10-CM.", "DX-01")


def _check_other_cover(checked: CheckedForm) -> Iterator[Finding]:
    if checked.text("i11d_y"):
        for field_id, what in (("i9", "holder"), ("i9a", "policy number"), ("i9d", "plan name")):
            if not checked.text(field_id):
                fix = "Complete the other policy, or mark NO in 11d."
                yield error(
                    field_id, f"11d says YES, but the other policy’s {what} is missing.", fix, "COV-07"
                )
    if checked.content.is_medicare and not checked.text("i11"):
        fix = "Enter NONE, or the number of the policy that pays first."
        yield error("i11", "Medicare wants item 11 filled always.", fix, "MSP-01")
    if checked.content.payer_order > 1 and checked.content.other_policy is None:
        fix = "Choose the policy that paid first."
        yield error("i9", "This claim follows another payer, but that policy is not named.", fix, "COB-01")
    has_insured = not checked.content.is_medicare or checked.content.payer_order > 1
    if has_insured and not checked.text("i6_self") and not checked.text("i4"):
        text = "The policy is held by someone else, who is not named."
        yield error("i4", text, "Enter the holder.", "SUB-04")
    if has_insured and not any(checked.text(f"i6_{relation}") for relation in Relationship):
        fix = "Choose how the patient is related to the insured person."
        yield error("i6_self", "Item 6 says nothing of the insured person.", fix, "SUB-05")


def _check_visit(checked: CheckedForm) -> Iterator[Finding]:
    if checked.text("i10b_y") and not checked.text("i10b_state"):
        yield error(
            "i10b_state", "An auto accident needs its state.", "Enter the two-letter state.", "ACC-01"
        )
    if checked.text("i15_mm") and not checked.text("i15_qual"):
        yield error("i15_qual", "The other date needs its qualifier.", "Say what the date is.", "DTE-03")
    if checked.text("i20_y"):
        for field_id, what in (("i20_dollars", "price paid"), ("i32_1", "lab’s name in item 32")):
            if not checked.text(field_id):
                fix = "Enter it, or mark NO in item 20."
                yield error(field_id, f"An outside lab needs the {what}.", fix, "CLM-01")


def _check_resubmission(checked: CheckedForm) -> Iterator[Finding]:
    code, reference = checked.text("i22_code"), checked.text("i22_ref")
    if code and code not in {"7", "8"}:
        yield error(
            "i22_code", "The resubmission code is 7 (replace) or 8 (void).", "Enter 7 or 8.", "CLM-03"
        )
    if code and not reference:
        fix = "Take the payer’s claim number from its answer."
        yield error("i22_ref", "The number of the earlier claim is missing.", fix, "CLM-03")
    if reference and not code:
        yield error(
            "i22_code", "A claim number of the payer needs code 7 or 8 beside it.", "Enter 7 or 8.", "CLM-03"
        )


def _check_referring(checked: CheckedForm) -> Iterator[Finding]:
    qualifier, name, npi = (checked.text(field_id) for field_id in ("i17_qual", "i17_name", "i17b"))
    if qualifier and qualifier not in {"DN", "DK", "DQ"}:
        yield error(
            "i17_qual",
            "The qualifier is DN, DK or DQ.",
            "Say whether referring, ordering, supervising.",
            "PRV-06",
        )
    if name and not qualifier:
        yield error("i17_qual", "The referring provider needs a qualifier.", "Enter DN, DK or DQ.", "PRV-06")
    if (name or qualifier) and not npi:
        yield error(
            "i17b", "The referring provider’s NPI is missing.", "Enter it in the provider’s record.", "PRV-06"
        )
    if (npi or qualifier) and not name:
        yield error("i17_name", "The referring provider’s name is missing.", "Enter the provider.", "PRV-06")


def _check_dates(checked: CheckedForm) -> Iterator[Finding]:
    days = {prefix: _read_date(checked, prefix) for prefix in _DATES}
    for prefix, day in days.items():
        address = f"{prefix}_mm"
        if day is None and checked.text(address):
            yield error(address, f"{checked.label(address)}: this is not a date.", "Correct it.", "DTE-03")
        elif day and day > checked.today and prefix in {"i14", "i15", "i18_from"}:
            yield error(
                address, f"{checked.label(address)}: the date lies in the future.", "Correct it.", "DTE-03"
            )
    for prefix in ("i16", "i18"):
        first, last = days[f"{prefix}_from"], days[f"{prefix}_to"]
        if last and (first is None or last < first):
            label = checked.label(f"{prefix}_to_mm")
            yield error(
                f"{prefix}_to_mm", f"{label}: it ends before it begins.", "Correct the dates.", "DTE-03"
            )
    born = checked.content.patient.birth_date
    if born and born > checked.today:
        yield error("i3_mm", "The patient’s birth date lies in the future.", "Correct it.", "SUB-06")


def _read_date(checked: CheckedForm, prefix: str) -> date | None:
    return checked.day(*(checked.text(f"{prefix}_{part}") for part in ("mm", "dd", "yy")))


def _check_places(checked: CheckedForm) -> Iterator[Finding]:
    for field_id in ("i33_2", "i32_2"):
        if _PO_BOX.search(checked.text(field_id)):
            fix = "Enter the street address; the mailing address has its own place."
            yield error(field_id, f"{checked.label(field_id)} takes no post office box.", fix, "PRV-07")
    if checked.text("i33_3") and not re.search(r"[0-9]{5}-[0-9]{4}$", checked.text("i33_3")):
        fix = "Complete the ZIP in the practice settings."
        yield warning("i33_3", "The practice’s ZIP has not nine digits.", fix, "PRV-07")


def _check_unplaced(checked: CheckedForm) -> Iterator[Finding]:
    for address in checked.form.unplaced:
        sentence = f"What was typed into {address} has no place on the form any more."
        yield warning(address, sentence, "Take it out, or add the line again.", UNPLACED)


Check = Callable[[CheckedForm], Iterator[Finding]]
CHECKS: tuple[Check, ...] = (
    _check_needed,
    _check_choices,
    _check_numbers,
    _check_other_cover,
    _check_visit,
    _check_resubmission,
    _check_dates,
    _check_referring,
    _check_diagnoses,
    *LINE_CHECKS,
    _check_places,
    _check_letters,
    _check_room,
    _check_unplaced,
)
