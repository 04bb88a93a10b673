"""Patients' insurance policies."""

from collections.abc import Mapping
from typing import Any

from app.domain.errors import InputError, RuleError
from app.domain.rights import Right
from app.models.records import Policy
from app.queries.policies import has_claims_out
from app.services.rows import change_row, check_columns
from app.services.session import Session, Transaction


def register_policy(session: Session, patient_id: int, values: Mapping[str, Any]) -> int:
    """Add a policy and give its id; gaps and overlaps are findings of the record, not refusals."""
    session.require(Right.EDIT_PATIENT, patient=patient_id)
    check_columns(Policy, values)
    _check_term(values)
    with session.transaction() as transaction:
        return write_policy(transaction, patient_id, values)


def write_policy(transaction: Transaction, patient_id: int, values: Mapping[str, Any]) -> int:
    """Write a policy inside the open transaction."""
    row = Policy.create(**{**values, "patient": patient_id})
    transaction.record("policy", row.id, "register_policy", patient=patient_id, after=dict(values))
    return int(row.id)


def change_policy(
    session: Session, patient_id: int, policy_id: int, version: int, values: Mapping[str, Any]
) -> None:
    """Change a policy; claims that went out keep what they went out with.

    Raises RuleError where another plan would take the place of one that claims went out under: a policy is
    ended, and a new one begins, so that who was asked for which visit stays true.
    """
    session.require(Right.EDIT_PATIENT, patient=patient_id)
    policy = Policy.get_or_none((Policy.id == policy_id) & (Policy.patient == patient_id))
    if policy is None:
        raise InputError("That policy does not belong to this patient. Open the patient again.")
    if values.get("plan", policy.plan_id) != policy.plan_id and has_claims_out(policy_id):
        raise RuleError(
            "Claims went out under this policy, so its plan stays. Nothing was changed. Type the day it "
            "ended, and add the new plan as a new policy; the visits can then be billed anew."
        )
    _check_term({"effective": policy.effective, "termination": policy.termination, **values})
    with session.transaction() as transaction:
        change_row(transaction, Policy, policy_id, version, values, what="policy", patient=patient_id)


def _check_term(values: Mapping[str, Any]) -> None:
    effective, termination = values.get("effective"), values.get("termination")
    if effective and termination and termination < effective:
        raise InputError("The policy ends before it begins. Check the two dates.")
