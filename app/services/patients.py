"""Patients and the guarantor accounts that pay for them."""

from collections.abc import Mapping
from typing import Any

from app.domain.errors import InputError
from app.domain.rights import Right
from app.models.records import GuarantorAccount, Patient
from app.services.rows import change_row, check_columns, fetch, next_number
from app.services.session import Session, Transaction

NAME = ("last", "first", "middle", "suffix")
ADDRESS = ("street", "street2", "city", "state", "zip", "phone", "email", "language")
LONGEST_NAME = 300


def register_patient(
    session: Session, values: Mapping[str, Any], guarantor: Mapping[str, Any] | int | None = None
) -> int:
    """Register a patient and give the id.

    `guarantor` is the id of an account that is there, the columns of a new one, or None when the patient
    pays for himself. A confidential patient gets an own account beside it, so that nothing reaches the
    family's bill.
    """
    session.require(Right.EDIT_PATIENT)
    check_columns(Patient, values)
    _check_name(values)
    _check_birth(session, values)
    with session.transaction() as transaction:
        return write_patient(session, transaction, values, guarantor)


def write_patient(
    session: Session,
    transaction: Transaction,
    values: Mapping[str, Any],
    guarantor: Mapping[str, Any] | int | None = None,
) -> int:
    """Write a patient, with an account where there is none yet, inside the open transaction."""
    _check_name(values)
    if isinstance(guarantor, int):
        account_id = int(fetch(GuarantorAccount, guarantor, "account").id)
    else:
        account_id = _add_account(transaction, guarantor or _copied(values))
    row = Patient.create(
        **{
            "confirmed_on": session.today(),
            **values,
            "account": account_id,
            "number": f"P{next_number('patient')}",
        }
    )
    transaction.record("patient", row.id, "register_patient", patient=row.id, after=dict(values))
    if row.confidential:
        own_account(transaction, row)
    return int(row.id)


def change_patient(session: Session, patient_id: int, version: int, values: Mapping[str, Any]) -> None:
    """Change a patient's record; refused when a colleague saved since `version`."""
    session.require(Right.EDIT_PATIENT, patient=patient_id)
    if "last" in values or "first" in values:
        _check_name(values)
    _check_birth(session, values)
    with session.transaction() as transaction:
        change_row(transaction, Patient, patient_id, version, values, what="patient", patient=patient_id)
        patient = fetch(Patient, patient_id, "patient")
        if patient.confidential:
            own_account(transaction, patient)


def move_patient(session: Session, patient_id: int, account_id: int | None) -> int:
    """Give a patient another guarantor for later visits (None: an own new account); earlier ones stay.

    Gives the account's id.
    """
    session.require(Right.EDIT_PATIENT, patient=patient_id)
    with session.transaction() as transaction:
        patient = fetch(Patient, patient_id, "patient")
        if account_id is None:
            account_id = _add_account(transaction, _copied(patient.__data__))
        fetch(GuarantorAccount, account_id, "account")
        change_row(
            transaction,
            Patient,
            patient_id,
            patient.version,
            {"account": account_id},
            what="patient",
            patient=patient_id,
        )
        return account_id


def change_account(session: Session, account_id: int, version: int, values: Mapping[str, Any]) -> None:
    """Change a guarantor account: name, address, language, flags."""
    session.require(Right.EDIT_PATIENT)
    if "last" in values:
        _check_name({"first": "-", **values})
    with session.transaction() as transaction:
        change_row(transaction, GuarantorAccount, account_id, version, values, what="account")


def own_account(transaction: Transaction, patient: Patient) -> int:
    """The account that bears what must not reach the family's bill, made when it is first needed."""
    if patient.own_account_id:
        return int(patient.own_account_id)
    account_id = _add_account(transaction, {**_copied(patient.__data__), "confidential": True})
    Patient.update(own_account=account_id, version=Patient.version + 1).where(
        Patient.id == patient.id
    ).execute()
    transaction.record(
        "patient", patient.id, "give_own_account", patient=patient.id, after={"own_account": account_id}
    )
    return account_id


def account_for(transaction: Transaction, patient: Patient, confidential: bool) -> int:
    """The account a visit's charges fall on."""
    if confidential or patient.confidential:
        return own_account(transaction, patient)
    return int(patient.account_id)


def _add_account(transaction: Transaction, values: Mapping[str, Any]) -> int:
    check_columns(GuarantorAccount, values)
    _check_name({"first": "-", **values})
    row = GuarantorAccount.create(**{**values, "number": f"A{next_number('account')}"})
    transaction.record("account", row.id, "open_account", after={"number": row.number, **values})
    return int(row.id)


def _copied(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in NAME + ADDRESS if values.get(name)}


def _check_name(values: Mapping[str, Any]) -> None:
    for name, label in (("last", "last name"), ("first", "first name")):
        text = values.get(name, "-")
        if not str(text).strip():
            raise InputError(f"The {label} is missing. Type it as it stands on the card.")
        if len(str(text)) > LONGEST_NAME:
            raise InputError(f"The {label} is longer than {LONGEST_NAME} characters. Shorten it.")


def _check_birth(session: Session, values: Mapping[str, Any]) -> None:
    birth = values.get("birth_date")
    if birth and birth > session.today():
        raise InputError("The birth date lies in the future. Check it.")
