"""Whose lines a credit may pay: the payer's own, the family's with consent, others by approval only."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.errors import RuleError


@dataclass(frozen=True, slots=True)
class CreditOwner:
    """Whose credit it is: the account, and the patient it was taken for where one is named."""

    account_id: int
    patient_id: int | None


@dataclass(frozen=True, slots=True)
class CreditUse:
    """A line that credit is to pay."""

    account_id: int
    patient_id: int


def check_credit_use(owner: CreditOwner, uses: Iterable[CreditUse], consent: str) -> None:
    """Refuse to pay another account's line, or another family member's without the payer's consent."""
    for use in uses:
        if use.account_id != owner.account_id:
            raise RuleError(
                "One line belongs to another account. Nothing was posted. Credit goes to another family only "
                "with an approval: use “Move to another account”."
            )
        if owner.patient_id is not None and use.patient_id != owner.patient_id and not consent.strip():
            raise RuleError(
                "One line is another family member’s. Nothing was posted. Ask the payer, and note who agreed."
            )
