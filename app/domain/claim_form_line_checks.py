"""The checks of the service rows of a CMS-1500 and of its sums, on what will be printed."""

import re
from collections.abc import Iterator
from datetime import date

from app.domain.checked_form import CheckedForm, FormRow, error, warning
from app.domain.claim_content import PageStyle
from app.domain.claim_form import CONTINUED, FormPage
from app.domain.claim_form_boxes import DIAGNOSIS_LETTERS
from app.domain.findings import Finding
from app.domain.identifiers import explain_fault, read_npi
from app.domain.money import ZERO, Money, total
from app.domain.scrubbing.code_families import is_reporting

# What concerns the paper alone.
PAGE_SUM, ONE_POINTER = "FORM-04", "FORM-05"
MOST_DOLLAR_DIGITS = 8
_NDC = re.compile(r"N4[0-9]{11} {3}(F2|GR|ME|ML|UN)[0-9]+(\.[0-9]+)?( {3}.*)?")


def _check_lines_there(checked: CheckedForm) -> Iterator[Finding]:
    lines = sum(1 for _ in checked.rows())
    if not lines:
        yield error(
            "24.1.d_code", "The claim has no service line.", "Enter the charges of the visit.", "CLM-01"
        )
    limit = checked.content.payer.line_limit
    if limit and lines > limit:
        sentence = f"The claim has {lines} lines; this payer takes {limit}."
        yield error(f"24.{limit + 1}.d_code", sentence, "Split the claim.", "CLM-01")


def _check_service(checked: CheckedForm) -> Iterator[Finding]:
    for row in checked.rows():
        line = f"Line {row.line}"
        if not re.fullmatch(r"[A-Z0-9]{5}", row.text("d_code")):
            fix = "Enter a code of five letters or digits."
            yield error(row.address("d_code"), f"{line} has no full procedure code.", fix, "CPT-01")
        for number in range(1, 5):
            if len(row.text(f"d_mod{number}")) == 1:
                fix = "A modifier has two letters or digits."
                yield error(row.address(f"d_mod{number}"), f"{line}: half a modifier.", fix, "MOD-02")
        if not re.fullmatch(r"[0-9]{2}", row.text("b")):
            fix = "Enter two digits, like 11 for the office."
            yield error(row.address("b"), f"{line} has no place of service.", fix, "POS-01")
        if not re.fullmatch(r"[0-9]*[1-9][0-9]*(\.[0-9]+)?|0*\.[0-9]*[1-9][0-9]*", row.text("g")):
            yield error(row.address("g"), f"{line} needs at least one unit.", "Enter the units.", "UNIT-01")
        npi = row.text("j_npi")
        if npi and (fault := explain_fault(read_npi, npi)):
            yield error(
                row.address("j_npi"), f"{line}: {fault}", "Compare it with the provider’s record.", "PRV-01"
            )


def _check_rendering(checked: CheckedForm) -> Iterator[Finding]:
    """24J may stay empty only where the provider who signs (31) bills under the same name (33).

    Where nobody signs, the visit has no provider: that is said once, at box 31, and not again for each line.
    """
    signer = checked.text("i31_sig").upper()
    if not checked.text("i33a") or signer in {"", checked.text("i33_1").upper()}:
        return
    for row in checked.rows():
        if not row.text("j_npi"):
            sentence = f"Line {row.line} names no rendering provider."
            fix = "Choose the visit’s provider, or enter the NPI of who gave the service."
            yield warning(row.address("j_npi"), sentence, fix, "PRV-01")


def _check_days(checked: CheckedForm) -> Iterator[Finding]:
    for row in checked.rows():
        first, last = _day(checked, row, "a_from"), _day(checked, row, "a_to")
        address = row.address("a_from_mm")
        if first is None:
            yield error(
                address, f"Line {row.line} has no date of service.", "Enter month, day and year.", "DTE-02"
            )
            continue
        last = last or (None if row.text("a_to_mm") else first)
        if last is None or last < first:
            sentence = f"Line {row.line} ends before it begins."
            yield error(row.address("a_to_mm"), sentence, "Correct the second date.", "DTE-02")
        elif last > checked.today:
            yield error(
                address, f"Line {row.line} lies in the future.", "Bill it after the service.", "DTE-01"
            )
        elif last > first and row.text("g") != str((last - first).days + 1):
            days = (last - first).days + 1
            sentence = f"Line {row.line} spans {days} days but has {row.text('g') or 'no'} units."
            yield warning(row.address("g"), sentence, "Enter one unit a day, or part the line.", "UNIT-01")


def _day(checked: CheckedForm, row: FormRow, prefix: str) -> date | None:
    return checked.day(*(row.text(f"{prefix}_{part}") for part in ("mm", "dd", "yy")))


def _check_pointers(checked: CheckedForm) -> Iterator[Finding]:
    there = {letter for letter in DIAGNOSIS_LETTERS if checked.text(f"i21_{letter.lower()}")}
    for row in checked.rows():
        pointers, address = row.text("e"), row.address("e")
        if not pointers:
            yield error(
                address, f"Line {row.line} points to no diagnosis.", "Enter a letter of item 21.", "CLM-04"
            )
        for letter in dict.fromkeys(pointers):
            if letter not in there:
                sentence = f"Line {row.line} points to {letter}, but item 21 has no diagnosis {letter}."
                yield error(address, sentence, "Point to a diagnosis of item 21.", "CLM-04")
        if len(set(pointers)) < len(pointers):
            yield error(
                address, f"Line {row.line} points twice to one diagnosis.", "Take one letter out.", "CLM-04"
            )
        if checked.content.payer.one_pointer_only and len(pointers) > 1:
            sentence = f"Line {row.line} points to {len(pointers)} diagnoses; this payer takes one on paper."
            yield error(address, sentence, "Leave the main reason only.", ONE_POINTER)


def _check_charges(checked: CheckedForm) -> Iterator[Finding]:
    for row in checked.rows():
        charge = _amount(row.text("f_dollars"), row.text("f_cents"))
        if charge == ZERO and is_reporting(row.text("d_code")):
            continue
        if charge is None or charge <= ZERO:
            yield error(
                row.address("f_dollars"),
                f"Line {row.line} has no charge.",
                "Enter its full charge.",
                "CLM-02",
            )


def _check_sums(checked: CheckedForm) -> Iterator[Finding]:
    rows = list(checked.rows())
    for page in checked.form.pages:
        is_last = page is checked.form.pages[-1]
        is_continued = checked.content.payer.page_style is PageStyle.CONTINUED
        if is_continued and not is_last:
            if any(page.text(field_id) != text for field_id, text in CONTINUED.items()):
                fix = "Leave CONTINUED in item 28."
                yield error(page.address("i28_dollars"), "The sum belongs on the last page.", fix, PAGE_SUM)
            continue
        summed = _sum([row for row in rows if is_continued or row.page is page])
        printed = _amount(page.text("i28_dollars"), page.text("i28_cents"))
        if printed != summed:
            sentence = f"Item 28 of page {page.number} is not the sum of its lines, {summed.dollars}."
            yield error(page.address("i28_dollars"), sentence, f"Enter {summed}.", "CLM-02")
        yield from _check_paid(page, summed)


def _check_paid(page: FormPage, summed: Money) -> Iterator[Finding]:
    if not page.text("i29_dollars"):
        return
    paid, address = _amount(page.text("i29_dollars"), page.text("i29_cents")), page.address("i29_dollars")
    if paid is None or paid < ZERO:
        yield error(
            address, "The amount paid cannot be read.", "Enter dollars and two digits of cents.", "CLM-02"
        )
    elif paid > summed:
        fix = "Count only what was paid towards these services."
        yield warning(
            address, f"Paid {paid.dollars} is more than was charged, {summed.dollars}.", fix, "CLM-02"
        )


def _sum(rows: list[FormRow]) -> Money:
    return total(_amount(row.text("f_dollars"), row.text("f_cents")) or ZERO for row in rows)


def _amount(dollars: str, cents: str) -> Money | None:
    if not re.fullmatch(rf"-?[0-9]{{1,{MOST_DOLLAR_DIGITS}}}", dollars) or not re.fullmatch(
        r"[0-9]{2}", cents
    ):
        return None
    sign = -1 if dollars.startswith("-") else 1
    return Money(sign * (abs(int(dollars)) * 100 + int(cents)))


def _check_drug_lines(checked: CheckedForm) -> Iterator[Finding]:
    for row in checked.rows():
        text = row.text("supplemental")
        if text.startswith("N4") and not _NDC.fullmatch(text):
            fix = "Write N4, 11 digits, three spaces, then unit and quantity, like UN1."
            yield error(
                row.address("supplemental"),
                f"Line {row.line}: the drug number is not complete.",
                fix,
                "NDC-02",
            )


LINE_CHECKS = (
    _check_lines_there,
    _check_days,
    _check_service,
    _check_rendering,
    _check_pointers,
    _check_charges,
    _check_sums,
    _check_drug_lines,
)
