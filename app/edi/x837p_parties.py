"""Who bills, who is insured and who was treated: loops 2000A to 2010CA of an 837P."""

from app.domain.claim_content import BilledPolicy, BillingPractice, ClaimContent, FormPerson, TaxIdKind
from app.domain.people import Address, PersonName
from app.edi.codec import write_date
from app.edi.x837p_heading import Submitter, phone_digits
from app.edi.x837p_letters import Folds
from app.edi.x837p_rules import (
    ORDERS,
    SELF_CODE,
    filing_code_of,
    holder_of,
    is_patient_apart,
    is_told,
    is_work_policy,
    msp_type_of,
    relationship_code_of,
)


def write_person(who: str, name: PersonName, number: str, fold: Folds) -> str:
    """Write NM1 of a person; `number` is qualifier and id (`XX*1234567893`) or empty."""
    last, first = fold.name(name.last), fold.name(name.first)
    middle, suffix = fold.name(name.middle), fold.name(name.suffix)
    return f"NM1*{who}*1*{last}*{first}*{middle}**{suffix}*{number}".rstrip("*") + "~"


def write_address(address: Address, fold: Folds) -> list[str]:
    """Write N3 and N4; nothing where street or city is unknown."""
    if not is_told(address):
        return []
    street, more = fold.text(address.street), fold.text(address.street2)
    if not (street and more):
        street, more = street or more, ""
    code = fold.text(address.zip).replace("-", "")
    return [
        f"N3*{street}*{more}".rstrip("*") + "~",
        f"N4*{fold.text(address.city)}*{fold.text(address.state)}*{code}".rstrip("*") + "~",
    ]


def write_billing_level(
    practice: BillingPractice, number: int, is_taxonomy_told: bool, submitter: Submitter, fold: Folds
) -> list[str]:
    """Write loop 2000A: level, specialty where it is wanted, name, address, tax id, phone, pay-to address."""
    taxonomy = fold.text(practice.taxonomy) if is_taxonomy_told else ""
    kind = "EI" if practice.tax_id_kind is TaxIdKind.EIN else "SY"
    phone = phone_digits(practice.phone)
    segments = [f"HL*{number}**20*1~"]
    if taxonomy:
        segments.append(f"PRV*BI*PXC*{taxonomy}~")
    segments += [
        f"NM1*85*2*{fold.text(practice.name)}*****XX*{fold.text(practice.npi)}".rstrip("*") + "~",
        *write_address(practice.address, fold),
        f"REF*{kind}*{fold.text(practice.tax_id).replace('-', '')}~",
    ]
    if phone and phone != phone_digits(submitter.phone):
        segments.append(f"PER*IC*{fold.text(submitter.contact)}*TE*{phone}~")
    if is_told(practice.pay_to) and practice.pay_to != practice.address:
        segments += ["NM1*87*2~", *write_address(practice.pay_to, fold)]
    return segments


def write_subscriber_level(content: ClaimContent, number: int, parent: int, fold: Folds) -> list[str]:
    """Write loop 2000B, and 2000C under it where the patient is not the subscriber."""
    payer, policy = content.payer, content.policy
    is_apart = is_patient_apart(payer, policy)
    segments = [
        f"HL*{number}*{parent}*22*{1 if is_apart else 0}~",
        _subscriber(content, is_apart, fold),
        write_holder(content, policy, fold),
    ]
    if not is_apart:
        segments += _facts_of_patient(content, fold)
    segments += [
        f"NM1*PR*2*{fold.text(payer.name)}*****PI*{fold.text(payer.payer_id)}~",
        *write_address(payer.address, fold),
    ]
    if is_apart:
        segments += [
            f"HL*{number + 1}*{number}*23*0~",
            f"PAT*{relationship_code_of(payer, policy)}~",
            write_person("QC", content.patient.name, "", fold),
            *_facts_of_patient(content, fold),
        ]
    return segments


def write_holder(content: ClaimContent, policy: BilledPolicy, fold: Folds) -> str:
    """Write NM1*IL: the person or the employer that holds the billed policy."""
    member = f"MI*{fold.id(policy.member_id)}"
    if is_work_policy(content.payer, policy):
        return f"NM1*IL*2*{fold.text(policy.employer)}*****{member}~"
    return write_person("IL", holder_of(policy, content.patient).name, member, fold)


def write_group(policy: BilledPolicy, fold: Folds) -> str:
    """Write elements 3 and 4 of SBR: the group number, or the plan's name where there is none."""
    group = fold.text(policy.group_number)
    return f"{group}*" if group else f"*{fold.text(policy.plan_name)}"


def _subscriber(content: ClaimContent, is_apart: bool, fold: Folds) -> str:
    payer, policy, order = content.payer, content.policy, content.payer_order
    relation = "" if is_apart else SELF_CODE
    msp_type = msp_type_of(payer, policy, order)
    return (
        f"SBR*{ORDERS[order - 1]}*{relation}*{write_group(policy, fold)}*{msp_type}"
        f"****{filing_code_of(payer)}~"
    )


def _facts_of_patient(content: ClaimContent, fold: Folds) -> list[str]:
    patient: FormPerson = content.patient
    segments = write_address(patient.address, fold)
    if patient.birth_date:
        segments.append(f"DMG*D8*{write_date(patient.birth_date)}*{patient.sex or 'U'}~")
    if content.accident.claim_id:
        segments.append(f"REF*Y4*{fold.text(content.accident.claim_id)}~")
    return segments
