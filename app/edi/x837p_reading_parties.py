"""Who bills, is insured and was treated, read from the loops of an 837P."""

from dataclasses import replace

from app.domain.claim_content import (
    BilledPayer,
    BilledPolicy,
    BillingPractice,
    FormPerson,
    Relationship,
    TaxIdKind,
)
from app.edi.syntax import Segment
from app.edi.values import read_day
from app.edi.x837p_loops import (
    Loop,
    find_segment,
    find_text,
    loops_by_party,
    part_loops,
    read_address,
    read_name,
)
from app.edi.x837p_rules import EMPLOYEE_CODE, ORDERS, RELATIONSHIPS, payer_of_filing

_BY_CODE = {code: relationship for relationship, code in RELATIONSHIPS.items()}


def read_practice(level: Loop) -> BillingPractice:
    """Read the billing level (2000A)."""
    head, *named = part_loops(level, "NM1")
    parties = loops_by_party(named)
    biller = parties.get("85")
    if biller is None:
        raise level[0].error("The billing provider is missing. Ask the sender for the file again.")
    is_ssn = find_segment(biller, "REF", "SY") is not None
    return BillingPractice(
        name=biller[0].element(3),
        address=read_address(biller),
        tax_id=find_text(biller, "REF", "SY" if is_ssn else "EI"),
        tax_id_kind=TaxIdKind.SSN if is_ssn else TaxIdKind.EIN,
        npi=biller[0].element(9),
        taxonomy=find_text(head, "PRV", "BI", 3),
        pay_to=read_address(parties.get("87", [])),
    )


def read_payer(loop: Loop, subscriber: Segment) -> BilledPayer:
    """Read a payer's name and address, and from SBR what kind of payer it is."""
    plain = payer_of_filing(subscriber.element(9))
    name, number = loop[0].element(3), loop[0].element(9)
    return replace(plain, name=name, payer_id=number, address=read_address(loop))


def read_policy(holder: Loop, subscriber: Segment, relation: str) -> BilledPolicy:
    """Read a policy from SBR and its holder; `relation` is the code of what the patient is to him."""
    is_work = relation == EMPLOYEE_CODE
    relationship = _BY_CODE.get(relation, Relationship.SELF)
    is_self = relationship is Relationship.SELF
    return BilledPolicy(
        member_id=holder[0].element(9),
        group_number=subscriber.element(3),
        plan_name=subscriber.element(4),
        relationship=relationship,
        subscriber=None if is_self else FormPerson(read_name(holder), address=read_address(holder)),
        employer=holder[0].element(3) if is_work else "",
        msp_type=subscriber.element(5),
    )


def read_patient(loop: Loop) -> FormPerson:
    """Read the patient's name, address, birth date and sex."""
    born = find_segment(loop, "DMG")
    sex = born.element(3) if born else ""
    return FormPerson(
        read_name(loop),
        read_day(born, born.element(2)) if born else None,
        sex if sex in ("M", "F") else "",
        read_address(loop),
    )


def read_order(subscriber: Segment) -> int:
    """Read the place of a payer, 1 for the first."""
    code = subscriber.element(1)
    if code not in ORDERS or len(code) != 1:
        raise subscriber.error("The order of the payers cannot be read. Ask the sender for the file again.")
    return ORDERS.index(code) + 1
