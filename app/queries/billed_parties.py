"""Payers and policies as a claim names them, whether they are billed now or answered before."""

from app.domain.claim_content import (
    BilledPayer,
    BilledPolicy,
    Coverage,
    FormPerson,
    PageStyle,
    Relationship,
)
from app.domain.people import Address, PersonName
from app.models.database import Table
from app.models.records import Payer, Plan, Policy


def address_of(row: Table) -> Address:
    """The address that a row bears."""
    values = row.__data__
    return Address(values["street"], values["street2"], values["city"], values["state"], values["zip"])


def billed_payer(row: Payer) -> BilledPayer:
    """A payer as a claim names it."""
    return BilledPayer(
        name=row.name,
        address=address_of(row),
        coverage=Coverage(row.form_kind),
        line_of_business=row.line_of_business,
        page_style=PageStyle(row.page_style),
        page_label=row.page_label,
        line_limit=row.line_limit,
        one_pointer_only=row.one_pointer,
        wants_taxonomy=row.wants_taxonomy,
        payer_id=row.claim_payer_id,
        filing_code=row.filing_code,
        takes_replacement=row.takes_replacement,
    )


def billed_policy(row: Policy, plan: Plan) -> BilledPolicy:
    """A policy as a claim names it."""
    holder = FormPerson(
        PersonName(row.holder_last, row.holder_first, row.holder_middle, row.holder_suffix),
        row.holder_birth_date,
        row.holder_sex if row.holder_sex in ("M", "F") else "",
        address_of(row),
        row.holder_phone,
    )
    relationship = Relationship(row.relationship)
    return BilledPolicy(
        member_id=row.member_id,
        group_number=row.group_number,
        plan_name=plan.name,
        relationship=relationship,
        subscriber=None if relationship is Relationship.SELF else holder,
        msp_type=row.msp_type,
    )
