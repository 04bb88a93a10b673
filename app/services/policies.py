"""Patients' insurance policies."""

from collections.abc import Mapping
from typing import Any

from app.domain.errors import InputError
from app.domain.rights import Right
from app.models.records import Policy
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
    """Change a policy; claims already printed keep what they were printed with."""
    session.require(Right.EDIT_PATIENT, patient=patient_id)
    policy = Policy.get_or_none((Policy.id == policy_id) & (Policy.patient == patient_id))
    if policy is None:
        raise InputError("That policy does not belong to this patient. Open the patient again.")
    _check_term({"effective": policy.effective, "termination": policy.termination, **values})
    with session.transaction() as transaction:
        change_row(transaction, Policy, policy_id, version, values, what="policy", patient=patient_id)


def _check_term(values: Mapping[str, Any]) -> None:
    effective, termination = values.get("effective"), values.get("termination")
    if effective and termination and termination < effective:
        raise InputError("The policy ends before it begins. Check the two dates.")
