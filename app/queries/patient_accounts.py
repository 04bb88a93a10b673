"""Every account that bears lines of a patient: the family's, one kept off its bill, and earlier ones."""

from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.accounts import AccountSummary
from app.domain.rights import Right
from app.models.database import select
from app.models.records import Patient
from app.queries.account_papers import CreditSource, list_credit_sources
from app.queries.account_summaries import find_accounts
from app.queries.asking import asks


class AccountRole(StrEnum):
    """What an account is to a patient."""

    FAMILY = "family"
    APART = "apart"
    EARLIER = "earlier"


@dataclass(frozen=True, slots=True)
class PatientAccount:
    """An account as a patient's page shows it; of an earlier account only his own lines are told."""

    id: int
    role: AccountRole
    summary: AccountSummary
    credits: tuple[CreditSource, ...]


@asks(Right.SEE_PATIENT, patient="patient_id")
def list_patient_accounts(patient_id: int) -> tuple[PatientAccount, ...]:
    """The accounts of a patient, the one his visits fall on first."""
    row = Patient.get_by_id(patient_id)
    roles = {row.account_id: AccountRole.FAMILY}
    if row.own_account_id is not None:
        roles.setdefault(row.own_account_id, AccountRole.APART)
    for (account_id,) in select(
        "select distinct e.guarantor_id from charge c join entry e on e.charge_id = c.id "
        "and e.account <> 'unapplied' where c.patient_id = ? order by 1",
        patient_id,
    ):
        roles.setdefault(account_id, AccountRole.EARLIER)
    summaries = find_accounts(tuple(roles))
    return tuple(
        PatientAccount(account_id, role, *_told(account_id, role, summary, patient_id))
        for (account_id, role), summary in zip(roles.items(), summaries, strict=True)
    )


def _told(
    account_id: int, role: AccountRole, summary: AccountSummary, patient_id: int
) -> tuple[AccountSummary, tuple[CreditSource, ...]]:
    if role is not AccountRole.EARLIER:
        return summary, list_credit_sources(account_id)
    own = tuple(item for item in summary.items if item.patient_id == patient_id)
    return replace(summary, items=own), ()
