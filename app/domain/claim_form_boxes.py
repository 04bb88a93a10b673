"""The boxes of the CMS-1500 apart from the insured: payer, patient, visit, service rows and practice.

Values are written plainly here; `claim_form.py` folds them to the letters of each box.
"""

from datetime import date

from app.domain.claim_content import ClaimContent, ClaimLine, DateStyle, ServiceFacility, TaxIdKind
from app.domain.claim_form_parties import Boxes, X, address_boxes, birth_boxes, name_last_first
from app.domain.form_text import split_phone
from app.domain.money import Money
from app.domain.people import Address

DIAGNOSIS_LETTERS = "ABCDEFGHIJKL"
MAIN_LINE_OF_19 = 48
FIRST_PART_OF_19 = 23
ON_FILE = "SIGNATURE ON FILE"


def header_boxes(content: ClaimContent) -> Boxes:
    """Fill what every page of the claim repeats, apart from the parties."""
    return {
        **_carrier(content),
        **_patient(content),
        **_accident(content),
        **_dates(content),
        **_referring(content),
        **_claim_facts(content),
        **_practice(content),
        **_signatures(content),
        **_facility(content),
    }


def line_boxes(row: int, line: ClaimLine, one_pointer_only: bool) -> Boxes:
    """Fill one service row (1 to 6); Medicare on paper takes the first pointer only."""
    pointers = line.pointers.replace(",", "").replace(" ", "")
    boxes = {
        "supplemental": line.supplemental,
        "h_shaded": line.epsdt_reason,
        "i_qual": line.rendering_qualifier,
        "j_other": line.rendering_other_id,
        **_short_date("a_from", line.service_from),
        **_short_date("a_to", line.service_to),
        "b": line.place_code,
        "c": "Y" if line.emergency else "",
        "d_code": line.code,
        **{f"d_mod{number}": modifier for number, modifier in enumerate(line.modifiers[:4], start=1)},
        "e": pointers[:1] if one_pointer_only else pointers,
        **money_boxes("f", line.charge),
        "g": line.units,
        "h": line.epsdt,
        "j_npi": line.rendering_npi,
    }
    return {f"24.{row}.{name}": text for name, text in boxes.items()}


def money_boxes(prefix: str, amount: Money) -> Boxes:
    """Part an amount into dollars and two cents; a minus stays, for a check to name."""
    dollars, cents = divmod(abs(amount.cents), 100)
    sign = "-" if amount.cents < 0 else ""
    return {f"{prefix}_dollars": f"{sign}{dollars}", f"{prefix}_cents": f"{cents:02d}"}


def _carrier(content: ClaimContent) -> Boxes:
    address = content.payer.address
    return {
        "carrier_1": content.payer.name,
        "carrier_2": address.street,
        "carrier_3": address.street2,
        "carrier_4": address.city_line,
        f"i1_{content.payer.coverage}": X,
    }


def _patient(content: ClaimContent) -> Boxes:
    patient = content.patient
    return {
        "i2": name_last_first(patient.name),
        **birth_boxes("i3", patient.birth_date, patient.sex),
        **address_boxes("i5", patient.address, patient.phone),
    }


def _accident(content: ClaimContent) -> Boxes:
    accident = content.accident
    return {
        "i10a_y" if accident.employment else "i10a_n": X,
        "i10b_y" if accident.auto else "i10b_n": X,
        "i10b_state": accident.auto_state if accident.auto else "",
        "i10c_y" if accident.other else "i10c_n": X,
        "i10d": content.claim_codes,
    }


def _dates(content: ClaimContent) -> Boxes:
    dates = content.dates
    boxes = {
        **_date("i14", dates.onset, content),
        **_date("i16_from", dates.unable_from, content),
        **_date("i16_to", dates.unable_to, content),
        **_date("i18_from", dates.admitted, content),
        **_date("i18_to", dates.discharged, content),
    }
    if content.is_medicare:
        return boxes
    return (
        boxes
        | ({"i14_qual": dates.onset_qualifier} if dates.onset else {})
        | ({"i15_qual": dates.other_qualifier} if dates.other else {})
        | _date("i15", dates.other, content)
    )


def _date(prefix: str, day: date | None, content: ClaimContent) -> Boxes:
    if day is None:
        return {}
    return {
        f"{prefix}_mm": f"{day.month:02d}",
        f"{prefix}_dd": f"{day.day:02d}",
        f"{prefix}_yy": _year(day, content),
    }


def _short_date(prefix: str, day: date) -> Boxes:
    return {
        f"{prefix}_mm": f"{day.month:02d}",
        f"{prefix}_dd": f"{day.day:02d}",
        f"{prefix}_yy": f"{day.year % 100:02d}",
    }


def _year(day: date, content: ClaimContent) -> str:
    return f"{day.year:04d}" if content.payer.date_style is DateStyle.LONG else f"{day.year % 100:02d}"


def _referring(content: ClaimContent) -> Boxes:
    referring = content.referring
    if referring is None:
        return {}
    boxes = {"i17_qual": referring.qualifier, "i17_name": referring.name, "i17b": referring.npi}
    if content.is_medicare or not referring.other_id:
        return boxes
    return boxes | {"i17a_qual": referring.other_qualifier, "i17a_id": referring.other_id}


def _claim_facts(content: ClaimContent) -> Boxes:
    codes = dict(zip(DIAGNOSIS_LETTERS.lower(), content.diagnoses, strict=False))
    lab = content.outside_lab_charge
    return {
        **_additional_info(content.additional_info),
        "i20_n" if lab is None else "i20_y": X,
        **({} if lab is None else money_boxes("i20", lab)),
        "i21_icd": "0" if codes else "",
        **{f"i21_{letter}": code for letter, code in codes.items()},
        "i22_code": content.resubmission_code,
        "i22_ref": content.original_reference,
        "i23": content.item_23,
        "i26": content.account_number,
        "i27_y" if content.accept_assignment else "i27_n": X,
    }


def _additional_info(text: str) -> Boxes:
    if len(text) <= MAIN_LINE_OF_19:
        return {"i19_b": text}
    cut = text.rfind(" ", 0, FIRST_PART_OF_19 + 1)
    cut = cut if cut > 0 else FIRST_PART_OF_19
    return {"i19_a": text[:cut], "i19_b": text[cut:].lstrip()}


def _practice(content: ClaimContent) -> Boxes:
    practice = content.practice
    area, number = split_phone(practice.phone)
    return {
        "i25": practice.tax_id,
        **({"i25_ein" if practice.tax_id_kind is TaxIdKind.EIN else "i25_ssn": X} if practice.tax_id else {}),
        "i33_area": area,
        "i33_phone": number,
        **_place_boxes("i33", practice.name, practice.address),
        "i33a": practice.npi,
        "i33b": f"ZZ{practice.taxonomy}" if content.payer.wants_taxonomy and practice.taxonomy else "",
    }


def _place_boxes(prefix: str, name: str, address: Address) -> Boxes:
    street = f"{address.street} {address.street2}".strip()
    return {f"{prefix}_1": name, f"{prefix}_2": street, f"{prefix}_3": address.city_line}


def _facility(content: ClaimContent) -> Boxes:
    facility = content.facility
    if facility is None and content.is_medicare:
        facility = ServiceFacility(content.practice.name, content.practice.address)
    if facility is None:
        return {}
    return {
        **_place_boxes("i32", facility.name, facility.address),
        "i32a": facility.npi,
        "i32b": "" if content.is_medicare else facility.other_id,
    }


def _signatures(content: ClaimContent) -> Boxes:
    signed = content.signatures
    other = content.other_policy
    wants_13 = not content.is_medicare or (other is not None and other.is_medigap)
    day = signed.provider_date
    return {
        "i12_sig": ON_FILE if signed.patient_on_file else "",
        "i13_sig": ON_FILE if signed.insured_on_file and wants_13 else "",
        "i31_sig": signed.provider_name,
        "i31_date": f"{day.month:02d} {day.day:02d} {_year(day, content)}" if day else "",
    }
