"""Who may hear of a patient's account: the record to compare a caller with, permissions, and checks made."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.domain.callers import CalledPatient, Identifier, Permission, Relationship, Scope
from app.domain.errors import InputError
from app.domain.names import fold
from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks
from app.queries.record_facts import day


@dataclass(frozen=True, slots=True)
class PermissionLine:
    """A permission as lists show it; `file_id` is the paper that the patient signed."""

    id: int
    permission: Permission
    relationship: str
    phone: str
    file_id: int | None


@dataclass(frozen=True, slots=True)
class CallerSheet:
    """What a caller is compared with; `guarantor` is empty where the patient pays himself.

    `values` are the record's own, by what may be confirmed; what the record lacks is left out.
    """

    patient_id: int
    patient: CalledPatient
    guarantor: str
    values: dict[Identifier, str]
    permissions: tuple[PermissionLine, ...]


@dataclass(frozen=True, slots=True)
class CallerCheckLine:
    """A check that was made: who called, what he confirmed, how much he may hear, and why."""

    id: int
    at: datetime
    user: str
    person: str
    relationship: Relationship
    identifiers: tuple[Identifier, ...]
    scope: Scope
    passed: bool
    reason: str


_CHECK = (
    "select c.id, c.at, u.display_name, c.person, c.relationship, c.identifiers, c.scope, c.passed, c.reason "
    "from caller_check c join user u on u.id = c.user_id where c.patient_id = ? order by c.id desc"
)


@asks(Right.SEE_PATIENT, patient="patient_id")
def find_caller_sheet(patient_id: int) -> CallerSheet:
    """What a caller is compared with before anything is said."""
    rows = select(
        "select t.street, t.city, t.zip, t.phone, a.first, a.last "
        "from patient t join guarantor_account a on a.id = t.account_id where t.id = ?",
        patient_id,
    )
    patient = called_patient(patient_id)
    street, city, zip_code, phone, payer_first, payer_last = rows[0]
    address = ", ".join(part for part in (street, f"{city} {zip_code}".strip()) if part)
    members = ", ".join(
        member
        for (member,) in select(
            "select distinct member_id from policy where patient_id = ? and member_id <> '' order by rank",
            patient_id,
        )
    )
    values = {
        Identifier.NAME: patient.name,
        Identifier.BIRTH_DATE: f"{patient.birth_date:%m/%d/%Y}" if patient.birth_date else "",
        Identifier.ADDRESS: address if street else "",
        Identifier.PHONE: phone[-4:],
        Identifier.MEMBER_ID: members,
    }
    return CallerSheet(
        patient_id,
        patient,
        "" if patient.pays else f"{payer_first} {payer_last}".strip(),
        {each: value for each, value in values.items() if value},
        list_permissions(patient_id),
    )


@asks(Right.SEE_PATIENT, patient="patient_id")
def list_permissions(patient_id: int) -> tuple[PermissionLine, ...]:
    """Whom the patient lets hear of his account, the latest first; those that ended are among them."""
    rows = select(
        "select id, name, scope, since, until, ended_at, relationship, phone, file_id "
        "from permitted_person where patient_id = ? order by id desc",
        patient_id,
    )
    return tuple(
        PermissionLine(
            row,
            Permission(name, Scope(scope), date.fromisoformat(since), day(until), ended is not None),
            relationship,
            phone,
            file_id,
        )
        for row, name, scope, since, until, ended, relationship, phone, file_id in rows
    )


@asks(Right.SEE_PATIENT, patient="patient_id")
def latest_caller_check(patient_id: int, since: datetime) -> CallerCheckLine | None:
    """The latest check of a caller about this patient, if it was made since a time; passed or not."""
    rows = select(f"{_CHECK} limit 1", patient_id)
    line = _check(rows[0]) if rows else None
    return line if line and line.at >= since else None


@asks(Right.SEE_PATIENT, patient="patient_id")
def list_caller_checks(patient_id: int) -> tuple[CallerCheckLine, ...]:
    """The checks of callers about this patient, the latest first."""
    return tuple(map(_check, select(_CHECK, patient_id)))


def called_patient(patient_id: int) -> CalledPatient:
    """What of a patient's record decides who may hear of it."""
    rows = select(
        "select t.first, t.last, t.birth_date, t.confidential, t.own_account_id, a.first, a.last "
        "from patient t join guarantor_account a on a.id = t.account_id where t.id = ?",
        patient_id,
    )
    if not rows:
        raise InputError("That patient is not in this practice any more. Search for it again.")
    first, last, born, confidential, own_account, payer_first, payer_last = rows[0]
    return CalledPatient(
        f"{first} {last}".strip(),
        day(born),
        bool(confidential),
        own_account is not None,
        pays=fold(f"{payer_last} {payer_first}") == fold(f"{last} {first}"),
    )


def permission_of(patient_id: int, permission_id: int) -> Permission:
    """A permission of this patient; refused where it is another's."""
    for line in list_permissions(patient_id):
        if line.id == permission_id:
            return line.permission
    raise InputError("That permission does not belong to this patient. Open the patient again.")


def _check(row: tuple[Any, ...]) -> CallerCheckLine:
    check, at, user, person, relationship, identifiers, scope, passed, reason = row
    return CallerCheckLine(
        check,
        datetime.fromisoformat(at),
        user,
        person,
        Relationship(relationship),
        tuple(Identifier(each) for each in identifiers.split()),
        Scope(scope),
        bool(passed),
        reason,
    )
