"""Authorizations and referrals of patients: registered, changed, decided by the insurer, and cancelled."""

from collections.abc import Mapping
from typing import Any

from app.domain.authorizations import GRANTED, Kind, Status
from app.domain.code_ranges import tidy_codes
from app.domain.errors import InputError
from app.domain.identifiers import read_npi
from app.domain.rights import Right
from app.models.authorizations import Authorization
from app.models.records import Policy
from app.services.rows import change_row, check_columns
from app.services.session import Session

_DECIDED = frozenset({*GRANTED, Status.DENIED, Status.EXPIRED, Status.NOT_REQUIRED})


def register_authorization(session: Session, patient_id: int, values: Mapping[str, Any]) -> int:
    """Add an authorization or a referral beside a policy of the patient, and give its id."""
    session.require(Right.EDIT_PATIENT, patient=patient_id)
    check_columns(Authorization, values)
    facts = {"kind": Kind.AUTHORIZATION.value, "status": Status.NEEDED.value, **values}
    facts = _tidied(facts)
    _check_policy(patient_id, facts.get("policy"))
    _check_facts(facts)
    with session.transaction() as transaction:
        row = Authorization.create(**{**facts, "patient": patient_id})
        transaction.record("authorization", row.id, "register_authorization", patient=patient_id, after=facts)
        return int(row.id)


def change_authorization(
    session: Session, patient_id: int, authorization_id: int, version: int, values: Mapping[str, Any]
) -> None:
    """Change an authorization of the patient; refused when a colleague saved since `version`."""
    session.require(Right.EDIT_PATIENT, patient=patient_id)
    _change(session, patient_id, authorization_id, version, values)


def decide_authorization(
    session: Session, patient_id: int, authorization_id: int, version: int, values: Mapping[str, Any]
) -> None:
    """Write down the insurer's answer: its `status`, and with it number, units, dates or the reason."""
    session.require(Right.EDIT_PATIENT, patient=patient_id)
    if values.get("status") not in _DECIDED:
        raise InputError("Choose what the insurer answered: approved, denied, or not required.")
    decided = {**values, "decided_on": values.get("decided_on") or session.today()}
    _change(session, patient_id, authorization_id, version, decided)


def cancel_authorization(
    session: Session, patient_id: int, authorization_id: int, version: int, reason: str
) -> None:
    """Take an authorization out of use, as one entered by mistake; it stays on record."""
    session.require(Right.EDIT_PATIENT, patient=patient_id)
    if not reason.strip():
        raise InputError("Type why it is taken out. Nothing was changed.")
    _fetch(patient_id, authorization_id)
    with session.transaction() as transaction:
        change_row(
            transaction,
            Authorization,
            authorization_id,
            version,
            {"active": False},
            what="authorization",
            patient=patient_id,
        )
        transaction.record(
            "authorization",
            authorization_id,
            "cancel_authorization",
            patient=patient_id,
            reason=reason.strip(),
        )


def _change(
    session: Session, patient_id: int, authorization_id: int, version: int, values: Mapping[str, Any]
) -> None:
    row = _fetch(patient_id, authorization_id)
    check_columns(Authorization, values)
    facts = _tidied(values)
    if "policy" in facts:
        _check_policy(patient_id, facts["policy"])
    _check_facts({**row.__data__, **facts})
    with session.transaction() as transaction:
        change_row(
            transaction,
            Authorization,
            authorization_id,
            version,
            facts,
            what="authorization",
            patient=patient_id,
        )


def _fetch(patient_id: int, authorization_id: int) -> Authorization:
    here = (Authorization.id == authorization_id) & (Authorization.patient == patient_id)
    row = Authorization.get_or_none(here)
    if row is None:
        raise InputError("That authorization does not belong to this patient. Open the patient again.")
    return row


def _tidied(values: Mapping[str, Any]) -> dict[str, Any]:
    """Write codes, numbers and names the one way they are compared."""
    facts = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    if "codes" in facts:
        facts["codes"] = tidy_codes(facts["codes"])
    if facts.get("referred_by_npi"):
        facts["referred_by_npi"] = read_npi(facts["referred_by_npi"])
    if "diagnosis" in facts:
        facts["diagnosis"] = facts["diagnosis"].upper()
    return facts


def _check_policy(patient_id: int, policy_id: int | None) -> None:
    if Policy.get_or_none((Policy.id == policy_id) & (Policy.patient == patient_id)) is None:
        raise InputError("Choose the insurance that this is for. Nothing was saved.")


def _check_facts(facts: Mapping[str, Any]) -> None:
    starts, ends = facts.get("starts"), facts.get("ends")
    if starts and ends and ends < starts:
        raise InputError("It ends before it begins. Check the two dates.")
    if (facts.get("approved") or 0) < 0 or (facts.get("used_before") or 0) < 0:
        raise InputError("What is approved and what was used before cannot be less than zero.")
    status, proof = facts.get("status"), facts.get("call_reference")
    is_referral = facts.get("kind") == Kind.REFERRAL
    if status in GRANTED and not is_referral and not (facts.get("number") or proof):
        raise InputError("An approval needs its number, or the reference of the call in which it was given.")
    if status == Status.NOT_REQUIRED and not proof:
        raise InputError("Type the reference of the call: it is the proof that no approval was required.")
