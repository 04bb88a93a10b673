"""Who is insured by whom on the CMS-1500: items 1a, 4, 6, 7, 9 and 11, by kind of payer and order of payers.

Source: NUCC rules for item 4 and following; Medicare's own rules where Medicare is billed first or second.
"""

from datetime import date

from app.domain.claim_content import (
    WORKERS_COMPENSATION,
    BilledPolicy,
    ClaimContent,
    Coverage,
    FormPerson,
    Relationship,
)
from app.domain.form_text import split_phone
from app.domain.people import Address, PersonName

Boxes = dict[str, str]
SAME = "SAME"
X = "X"


def party_boxes(content: ClaimContent) -> Boxes:
    """Fill the boxes about the insured, the other insured and their plans."""
    boxes = {"i1a": content.policy.member_id}
    if content.is_medicare and content.payer_order == 1:
        return boxes | _medicare_first(content)
    if content.is_medicare:
        return boxes | _medicare_second(content)
    if _is_work_claim(content):
        return boxes | _employer(content)
    return boxes | _insured(content) | _other_insured(content)


def name_last_first(name: PersonName) -> str:
    """Write `LAST SUFFIX, FIRST, M`; commas inside a part fall away, for they part the parts."""
    last = f"{name.last} {name.suffix}".strip()
    parts = (part.replace(",", " ").strip() for part in (last, name.first, name.middle[:1]))
    return ", ".join(part for part in parts if part)


def address_boxes(prefix: str, address: Address, phone: str) -> Boxes:
    """Fill street, city, state, ZIP and phone of item 5 or 7."""
    area, number = split_phone(phone)
    return {
        f"{prefix}_street": f"{address.street} {address.street2}".strip(),
        f"{prefix}_city": address.city,
        f"{prefix}_state": address.state,
        f"{prefix}_zip": address.zip,
        f"{prefix}_area": area,
        f"{prefix}_phone": number,
    }


def birth_boxes(prefix: str, birth_date: date | None, sex: str) -> Boxes:
    """Fill birth date and sex of item 3 or 11a; the year has four digits."""
    boxes = {f"{prefix}_m": X if sex == "M" else "", f"{prefix}_f": X if sex == "F" else ""}
    if birth_date is None:
        return boxes
    return boxes | {
        f"{prefix}_mm": f"{birth_date.month:02d}",
        f"{prefix}_dd": f"{birth_date.day:02d}",
        f"{prefix}_yyyy": f"{birth_date.year:04d}",
    }


def _holder(policy: BilledPolicy, patient: FormPerson) -> FormPerson:
    if policy.relationship is Relationship.SELF:
        return patient
    return policy.subscriber or FormPerson()


def _is_work_claim(content: ClaimContent) -> bool:
    is_work = (
        content.payer.line_of_business == WORKERS_COMPENSATION or content.payer.coverage is Coverage.FECA
    )
    return is_work and bool(content.policy.employer)


def _insured(content: ClaimContent) -> Boxes:
    policy = content.policy
    holder = _holder(policy, content.patient)
    return {
        "i4": name_last_first(holder.name),
        f"i6_{policy.relationship}": X,
        **address_boxes("i7", holder.address, holder.phone),
        "i11": policy.group_number,
        **birth_boxes("i11a", holder.birth_date, holder.sex),
        **_accident_claim(content),
        "i11c": policy.plan_name,
    }


def _employer(content: ClaimContent) -> Boxes:
    policy = content.policy
    return {
        "i4": policy.employer.replace(",", " "),
        "i6_other": X,
        **address_boxes("i7", policy.employer_address, ""),
        "i11": policy.group_number,
        **_accident_claim(content),
        "i11c": policy.plan_name,
        "i11d_n": X,
    }


def _accident_claim(content: ClaimContent) -> Boxes:
    claim_id = content.accident.claim_id
    return {"i11b_qual": "Y4", "i11b_id": claim_id} if claim_id else {}


def _other_insured(content: ClaimContent) -> Boxes:
    other = content.other_policy
    if other is None:
        return {"i11d_n": X}
    return {
        "i9": name_last_first(_holder(other, content.patient).name),
        "i9a": other.member_id or other.group_number,
        "i9d": other.plan_name,
        "i11d_y": X,
    }


def _medicare_first(content: ClaimContent) -> Boxes:
    boxes = {"i11": "NONE"}
    other = content.other_policy
    if other is None or not other.is_medigap:
        return boxes
    is_self = other.relationship is Relationship.SELF
    return boxes | {
        "i9": SAME if is_self else name_last_first(_holder(other, content.patient).name),
        "i9a": f"MEDIGAP{other.member_id}",
        "i9d": other.medigap_id,
    }


def _medicare_second(content: ClaimContent) -> Boxes:
    first = content.other_policy or BilledPolicy()
    boxes = {
        f"i6_{first.relationship}": X,
        "i11": first.group_number or first.member_id,
        "i11b_id": first.employer,
        "i11c": first.plan_name,
    }
    if first.relationship is Relationship.SELF:
        return boxes | {"i4": SAME, "i7_street": SAME}
    holder = _holder(first, content.patient)
    return (
        boxes
        | {"i4": name_last_first(holder.name)}
        | address_boxes("i7", holder.address, holder.phone)
        | birth_boxes("i11a", holder.birth_date, holder.sex)
    )
