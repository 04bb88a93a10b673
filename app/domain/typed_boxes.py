"""Boxes of a claim form read back into the claim, group by group: dates, numbers, providers, diagnoses.

Each reader takes the claim and all box texts by address, typed ones over those of the record. It raises
InputError or ValueError where the text cannot be said in the claim.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from app.domain.claim_content import ClaimContent, ReferringProvider, ServiceFacility, TaxIdKind
from app.domain.claim_form_boxes import DIAGNOSIS_LETTERS
from app.domain.errors import InputError
from app.domain.form_grid import ROWS_PER_PAGE
from app.domain.identifiers import read_npi, read_zip
from app.domain.money import Money, read_money
from app.domain.people import Address

Texts = Mapping[str, str]
Reader = Callable[[ClaimContent, Texts], ClaimContent]
DIAGNOSIS_BOXES = tuple(f"i21_{letter.lower()}" for letter in DIAGNOSIS_LETTERS)
_QUALIFIERS = frozenset({"DN", "DK", "DQ"})
_CLIA = re.compile(r"\d{2}D\d{7}", re.ASCII)
_CITY_LINE = re.compile(r"(.+?),? +([A-Z]{2}) +([0-9]{5}(?:[- ]?[0-9]{4})?)")
_NINE_DIGITS = re.compile(r"[0-9]{9}")


def read_date(texts: Texts, prefix: str, year: str, latest: int) -> date | None:
    """Read a date from its three boxes; None if all are empty.

    A year of two digits is of this century unless it lies after `latest`. Raises ValueError if it is none.
    """
    month, day, typed = (texts.get(f"{prefix}_{part}", "").strip() for part in ("mm", "dd", year))
    if not (month or day or typed):
        return None
    number = int(typed)
    if len(typed) == 2:
        number += 2000 if 2000 + number <= latest else 1900
    return date(number, int(month), int(day))


def read_amount(texts: Texts, prefix: str) -> Money:
    """Read an amount from dollars and cents; nothing is zero."""
    dollars, cents = (texts.get(f"{prefix}_{part}", "").strip() or "0" for part in ("dollars", "cents"))
    return read_money(f"{dollars}.{cents:0>2}")


def latest_year(content: ClaimContent) -> int:
    """The last year that a date of this claim can lie in."""
    return max((line.service_to.year for line in content.lines), default=date.max.year - 1) + 1


def _member(content: ClaimContent, texts: Texts) -> ClaimContent:
    return replace(content, policy=replace(content.policy, member_id=_needed(texts["i1a"])))


def _group(content: ClaimContent, texts: Texts) -> ClaimContent:
    _refuse_for_medicare(content)
    return replace(content, policy=replace(content.policy, group_number=texts["i11"].strip()))


def _plan(content: ClaimContent, texts: Texts) -> ClaimContent:
    _refuse_for_medicare(content)
    if content.policy.group_number:
        raise InputError("Beside a group number the plan has no name in a file.")
    return replace(content, policy=replace(content.policy, plan_name=texts["i11c"].strip()))


def _accident_claim(content: ClaimContent, texts: Texts) -> ClaimContent:
    _refuse_for_medicare(content)
    if texts.get("i11b_id") and texts.get("i11b_qual", "").strip().upper() != "Y4":
        raise InputError("Only the number of an accident claim (Y4) has a place in a file.")
    return replace(content, accident=replace(content.accident, claim_id=texts.get("i11b_id", "").strip()))


def _causes(content: ClaimContent, texts: Texts) -> ClaimContent:
    accident = replace(
        content.accident,
        employment=bool(texts.get("i10a_y")),
        auto=bool(texts.get("i10b_y")),
        auto_state=texts.get("i10b_state", "").strip().upper(),
        other=bool(texts.get("i10c_y")),
    )
    return replace(content, accident=accident)


def _birth(content: ClaimContent, texts: Texts) -> ClaimContent:
    born = read_date(texts, "i3", "yyyy", latest_year(content))
    if born is None:
        raise InputError("A patient has a birth date.")
    sex = "M" if texts.get("i3_m") else "F" if texts.get("i3_f") else ""
    return replace(content, patient=replace(content.patient, birth_date=born, sex=sex))


def _home(content: ClaimContent, texts: Texts) -> ClaimContent:
    city, state = _needed(texts.get("i5_city", "")), _needed(texts.get("i5_state", "")).upper()
    address = Address(_needed(texts.get("i5_street", "")), "", city, state, read_zip(texts.get("i5_zip", "")))
    return replace(content, patient=replace(content.patient, address=address))


def _onset(content: ClaimContent, texts: Texts) -> ClaimContent:
    onset = read_date(texts, "i14", "yy", latest_year(content))
    qualifier = texts.get("i14_qual", "").strip() or content.dates.onset_qualifier
    if qualifier not in ("431", "484"):
        raise InputError("Item 14 tells an onset (431) or a last period (484).")
    return replace(content, dates=replace(content.dates, onset=onset, onset_qualifier=qualifier))


def _other_date(content: ClaimContent, texts: Texts) -> ClaimContent:
    other = read_date(texts, "i15", "yy", latest_year(content))
    qualifier = texts.get("i15_qual", "").strip()
    return replace(content, dates=replace(content.dates, other=other, other_qualifier=qualifier))


def _away(content: ClaimContent, texts: Texts) -> ClaimContent:
    start, end = (read_date(texts, f"i16_{part}", "yy", latest_year(content)) for part in ("from", "to"))
    return replace(content, dates=replace(content.dates, unable_from=start, unable_to=end))


def _stay(content: ClaimContent, texts: Texts) -> ClaimContent:
    start, end = (read_date(texts, f"i18_{part}", "yy", latest_year(content)) for part in ("from", "to"))
    return replace(content, dates=replace(content.dates, admitted=start, discharged=end))


def _referring(content: ClaimContent, texts: Texts) -> ClaimContent:
    qualifier, name, npi, other_qualifier, other_id = (
        texts.get(box, "").strip() for box in ("i17_qual", "i17_name", "i17b", "i17a_qual", "i17a_id")
    )
    if not name and not npi:
        return replace(content, referring=None)
    if not name or qualifier.upper() not in _QUALIFIERS:
        raise InputError("Item 17 needs DN, DK or DQ, and a name.")
    if content.is_medicare and content.referring:
        # Medicare's form leaves item 17a blank; that says nothing of the record.
        other_qualifier, other_id = content.referring.other_qualifier, content.referring.other_id
    provider = ReferringProvider(
        qualifier.upper(), name, read_npi(npi) if npi else "", other_qualifier.upper(), other_id
    )
    return replace(content, referring=provider)


def _information(content: ClaimContent, texts: Texts) -> ClaimContent:
    parts = (texts.get(box, "").strip() for box in ("i19_a", "i19_b"))
    return replace(content, additional_info=" ".join(part for part in parts if part))


def _diagnoses(content: ClaimContent, texts: Texts) -> ClaimContent:
    codes = [texts.get(box, "").strip().upper() for box in DIAGNOSIS_BOXES]
    filled = [code for code in codes if code]
    if codes[: len(filled)] != filled:
        raise InputError("A letter of item 21 is left out, so that the pointers would name others.")
    return replace(content, diagnoses=tuple(filled))


def _icd(content: ClaimContent, texts: Texts) -> ClaimContent:
    if texts["i21_icd"].strip() != "0":
        raise InputError("A file knows ICD-10 only.")
    return content


def _resubmission(content: ClaimContent, texts: Texts) -> ClaimContent:
    code, reference = (texts.get(box, "").strip() for box in ("i22_code", "i22_ref"))
    if code not in ("", "1", "7", "8"):
        raise InputError("A file knows the codes 1, 7 and 8.")
    return replace(content, resubmission_code=code, original_reference=reference)


def _authorization(content: ClaimContent, texts: Texts) -> ClaimContent:
    number = texts["i23"].strip()
    if _CLIA.fullmatch(number.upper()):
        return replace(content, clia_number=number.upper())
    return replace(content, authorization_number=number)


def _tax_id(content: ClaimContent, texts: Texts) -> ClaimContent:
    number = re.sub(r"[ -]", "", texts.get("i25", ""))
    if not _NINE_DIGITS.fullmatch(number):
        raise InputError("A tax ID has nine digits.")
    kind = TaxIdKind.SSN if texts.get("i25_ssn") else TaxIdKind.EIN
    return replace(content, practice=replace(content.practice, tax_id=number, tax_id_kind=kind))


def _paid(content: ClaimContent, texts: Texts) -> ClaimContent:
    if len(content.lines) > ROWS_PER_PAGE:
        raise InputError("Item 29 of one page of several is a part only.")
    return replace(content, amount_paid=read_amount(texts, "i29"))


def _facility(content: ClaimContent, texts: Texts) -> ClaimContent:
    known = content.facility or ServiceFacility("")
    name, street, city_line, npi = (texts.get(box, "").strip() for box in ("i32_1", "i32_2", "i32_3", "i32a"))
    if not (name or street or city_line or npi):
        return replace(content, facility=None)
    address = known.address
    if (street, city_line) != (f"{address.street} {address.street2}".strip(), address.city_line):
        found = _CITY_LINE.fullmatch(city_line.upper())
        if found is None or not street:
            raise InputError("Item 32 needs a street, and a line with city, state and ZIP.")
        address = Address(street, "", city_line[: found.end(1)], found[2], read_zip(found[3]))
    npi = read_npi(npi) if npi else ""
    return replace(content, facility=replace(known, name=name, address=address, npi=npi))


def _needed(text: str) -> str:
    if not text.strip():
        raise InputError("A file needs this box.")
    return text.strip()


def _refuse_for_medicare(content: ClaimContent) -> None:
    if content.is_medicare:
        raise InputError("Medicare’s paper form has something else in item 11.")


CLAIM_READERS: tuple[tuple[tuple[str, ...], Reader], ...] = (
    (("i1a",), _member),
    (("i3_mm", "i3_dd", "i3_yyyy", "i3_m", "i3_f"), _birth),
    (("i5_street", "i5_city", "i5_state", "i5_zip"), _home),
    (("i10a_y", "i10a_n", "i10b_y", "i10b_n", "i10b_state", "i10c_y", "i10c_n"), _causes),
    (("i10d",), lambda content, texts: replace(content, claim_codes=texts["i10d"].strip())),
    (("i11",), _group),
    (("i11b_qual", "i11b_id"), _accident_claim),
    (("i11c",), _plan),
    (
        ("i12_sig",),
        lambda content, texts: replace(
            content, signatures=replace(content.signatures, patient_on_file=bool(texts["i12_sig"].strip()))
        ),
    ),
    (
        ("i13_sig",),
        lambda content, texts: replace(
            content, signatures=replace(content.signatures, insured_on_file=bool(texts["i13_sig"].strip()))
        ),
    ),
    (("i14_mm", "i14_dd", "i14_yy", "i14_qual"), _onset),
    (("i15_mm", "i15_dd", "i15_yy", "i15_qual"), _other_date),
    (tuple(f"i16_{end}_{part}" for end in ("from", "to") for part in ("mm", "dd", "yy")), _away),
    (("i17_qual", "i17_name", "i17a_qual", "i17a_id", "i17b"), _referring),
    (tuple(f"i18_{end}_{part}" for end in ("from", "to") for part in ("mm", "dd", "yy")), _stay),
    (("i19_a", "i19_b"), _information),
    (DIAGNOSIS_BOXES, _diagnoses),
    (("i21_icd",), _icd),
    (("i22_code", "i22_ref"), _resubmission),
    (("i23",), _authorization),
    (("i25", "i25_ssn", "i25_ein"), _tax_id),
    (("i26",), lambda content, texts: replace(content, account_number=texts["i26"].strip())),
    (
        ("i27_y", "i27_n"),
        lambda content, texts: replace(content, accept_assignment=bool(texts.get("i27_y"))),
    ),
    (("i29_dollars", "i29_cents"), _paid),
    (("i32_1", "i32_2", "i32_3", "i32a"), _facility),
    (
        ("i33a",),
        lambda content, texts: replace(
            content, practice=replace(content.practice, npi=read_npi(texts["i33a"]))
        ),
    ),
)
