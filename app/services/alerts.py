"""Alerts on an account: what everyone must know first, typed by people, until a day or until it is ended."""

from dataclasses import dataclass
from datetime import date

from app.domain.errors import InputError, RuleError
from app.domain.rights import Right
from app.models.callers import AccountAlert
from app.models.records import Patient
from app.services.rows import fetch
from app.services.session import Session

KINDS = ("note", "money", "legal", "language", "other")
LONGEST_TEXT = 80


@dataclass(frozen=True, slots=True)
class AlertEntry:
    """An alert as typed; with `for_family` it stands on everyone of the account."""

    patient_id: int
    text: str
    kind: str = "note"
    expires_on: date | None = None
    for_family: bool = False


def add_alert(session: Session, entry: AlertEntry) -> int:
    """Put an alert on a patient's account, and give its id."""
    session.require(Right.LOG_CALL, patient=entry.patient_id)
    text = " ".join(entry.text.split())
    _check_alert(session, entry, text)
    with session.transaction() as transaction:
        patient = fetch(Patient, entry.patient_id, "patient")
        if entry.for_family and patient.confidential:
            raise RuleError(
                "This patient is confidential; an alert of his may not stand on the family’s account. "
                "Keep it for this patient only."
            )
        row = AccountAlert.create(
            account=patient.account_id,
            patient=None if entry.for_family else patient.id,
            text=text,
            kind=entry.kind,
            since=session.today(),
            expires_on=entry.expires_on,
            user=session.user.id,
        )
        facts = {"kind": entry.kind, "expires_on": entry.expires_on, "for_family": entry.for_family}
        transaction.record("alert", row.id, "add_alert", patient=patient.id, after=facts)
        return int(row.id)


def end_alert(session: Session, patient_id: int, alert_id: int) -> None:
    """End an alert of a patient or of his account; it stays on record."""
    session.require(Right.LOG_CALL, patient=patient_id)
    with session.transaction() as transaction:
        row = fetch(AccountAlert, alert_id, "alert")
        patient = fetch(Patient, patient_id, "patient")
        if row.account_id != patient.account_id or row.patient_id not in (None, patient_id):
            raise InputError("That alert does not belong to this patient. Open the patient again.")
        if row.ended_at is not None:
            raise RuleError("This alert was ended already. Nothing was changed.")
        AccountAlert.update(ended_at=session.now().isoformat(), ended_by=session.user.id).where(
            AccountAlert.id == alert_id
        ).execute()
        transaction.record("alert", alert_id, "end_alert", patient=patient_id)


def _check_alert(session: Session, entry: AlertEntry, text: str) -> None:
    if not text:
        raise InputError("Write what everyone must know first, in a few words.")
    if len(text) > LONGEST_TEXT:
        raise InputError(
            f"Say it in {LONGEST_TEXT} letters at most; this has {len(text)}. Log a call for the whole story."
        )
    if entry.kind not in KINDS:
        raise InputError("Choose what kind of alert this is.")
    if entry.expires_on is not None and entry.expires_on < session.today():
        raise InputError("The alert would have ended before today. Check the date.")
