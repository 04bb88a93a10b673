"""Callers: checked before anything is said, and the people whom a patient lets hear of his account."""

from dataclasses import dataclass
from datetime import date

from app.domain.callers import CallerVerdict, Identifier, Relationship, Scope, judge_caller
from app.domain.errors import InputError, RuleError
from app.domain.rights import Right
from app.models.callers import CallerCheck, PermittedPerson
from app.models.records import Patient, StoredFile
from app.queries.callers import called_patient, permission_of
from app.services.rows import fetch
from app.services.session import Session


@dataclass(frozen=True, slots=True)
class CallerEntry:
    """A caller as he named himself, and what he confirmed; `permission_id` is what he calls under.

    `shown` is the verdict that stands on the screen: refused if the record says otherwise by now.
    """

    patient_id: int
    relationship: Relationship
    person: str
    identifiers: tuple[Identifier, ...] = ()
    permission_id: int | None = None
    shown: CallerVerdict | None = None


@dataclass(frozen=True, slots=True)
class PermissionEntry:
    """Whom a patient lets hear of his account, how much, from when (today) and until when (no end)."""

    name: str
    scope: Scope = Scope.ALL
    relationship: str = ""
    phone: str = ""
    since: date | None = None
    until: date | None = None
    file_id: int | None = None


def check_caller(session: Session, entry: CallerEntry) -> int:
    """Judge a caller by the record, keep the check for good, passed or not, and give its id."""
    session.require(Right.LOG_CALL, patient=entry.patient_id)
    if not entry.person.strip():
        raise InputError("Write who is calling. Nothing was kept.")
    with session.transaction() as transaction:
        permission = None
        if entry.relationship is Relationship.PERMITTED and entry.permission_id is not None:
            permission = permission_of(entry.patient_id, entry.permission_id)
        confirmed = tuple(each for each in Identifier if each in entry.identifiers)
        verdict = judge_caller(
            called_patient(entry.patient_id), entry.relationship, confirmed, permission, session.today()
        )
        if entry.shown is not None and entry.shown != verdict:
            raise RuleError(f"The record changed meanwhile. {verdict.words} Nothing was kept. Ask again.")
        row = CallerCheck.create(
            patient=entry.patient_id,
            at=session.now().isoformat(),
            user=session.user.id,
            person=entry.person.strip(),
            relationship=entry.relationship.value,
            permitted_person=entry.permission_id if permission else None,
            identifiers=" ".join(confirmed),
            scope=verdict.scope.value,
            passed=verdict.passed,
            reason=verdict.words,
        )
        facts = {"relationship": entry.relationship, "identifiers": confirmed, "scope": verdict.scope}
        transaction.record("caller_check", row.id, "check_caller", patient=entry.patient_id, after=facts)
        return int(row.id)


def permit_person(session: Session, patient_id: int, entry: PermissionEntry) -> int:
    """Write down that a patient lets a person hear of his account, and give the permission's id."""
    session.require(Right.EDIT_PATIENT, patient=patient_id)
    since = entry.since or session.today()
    _check_permission(entry, since)
    with session.transaction() as transaction:
        fetch(Patient, patient_id, "patient")
        _check_paper(patient_id, entry.file_id)
        row = PermittedPerson.create(
            patient=patient_id,
            name=" ".join(entry.name.split()),
            relationship=entry.relationship.strip(),
            phone=entry.phone,
            scope=entry.scope.value,
            since=since,
            until=entry.until,
            file=entry.file_id,
            user=session.user.id,
        )
        facts = {"scope": entry.scope, "since": since, "until": entry.until}
        transaction.record("permission", row.id, "permit_person", patient=patient_id, after=facts)
        return int(row.id)


def end_permission(session: Session, patient_id: int, permission_id: int) -> None:
    """End a permission now; it stays on record as one that was."""
    session.require(Right.EDIT_PATIENT, patient=patient_id)
    with session.transaction() as transaction:
        if permission_of(patient_id, permission_id).is_ended:
            raise RuleError("This permission was ended already. Nothing was changed.")
        PermittedPerson.update(ended_at=session.now().isoformat(), ended_by=session.user.id).where(
            PermittedPerson.id == permission_id
        ).execute()
        transaction.record("permission", permission_id, "end_permission", patient=patient_id)


def _check_permission(entry: PermissionEntry, since: date) -> None:
    if not entry.name.strip():
        raise InputError("Write the name of the person. Nothing was kept.")
    if entry.scope is Scope.NOTHING:
        raise InputError("Choose what this person may hear: everything, or only the money.")
    if entry.until is not None and entry.until < since:
        raise InputError("The permission ends before it begins. Check the dates.")


def _check_paper(patient_id: int, file_id: int | None) -> None:
    if file_id is not None and fetch(StoredFile, file_id, "document").patient_id != patient_id:
        raise InputError("That document does not belong to this patient. Choose one of his own.")
