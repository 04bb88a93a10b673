"""What was done in the practice, and who looked at whom."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.domain.rights import Right
from app.models.office import Access, Audit
from app.queries.asking import asks

MOST_LINES = 500


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One thing done; `before` and `after` are the changed facts as JSON."""

    seq: int
    at: datetime
    user: str
    role: str
    workstation: str
    action: str
    subject: str
    subject_id: int | None
    patient_id: int | None
    reason: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class AccessLine:
    """One look at a patient."""

    seq: int
    at: datetime
    user: str
    workstation: str
    what: str


@asks(Right.SEE_TRAIL)
def list_audit(
    *,
    before_seq: int | None = None,
    subject: str = "",
    subject_id: int | None = None,
    patient_id: int | None = None,
    user_id: int | None = None,
    limit: int = MOST_LINES,
) -> tuple[AuditLine, ...]:
    """What was done, the latest first; narrowed by what is given. For the next page give the last `seq`."""
    wanted: list[Any] = [
        column == value
        for column, value in (
            (Audit.subject, subject or None),
            (Audit.subject_id, subject_id),
            (Audit.patient_id, patient_id),
            (Audit.user_id, user_id),
        )
        if value is not None
    ]
    if before_seq is not None:
        wanted.append(Audit.seq < before_seq)
    question = Audit.select().where(*wanted) if wanted else Audit.select()
    rows = question.order_by(Audit.seq.desc()).limit(limit)
    return tuple(
        AuditLine(
            row.seq,
            datetime.fromisoformat(row.at),
            row.user_name,
            row.role,
            row.workstation,
            row.action,
            row.subject,
            row.subject_id,
            row.patient_id,
            row.reason,
            row.before,
            row.after,
        )
        for row in rows
    )


@asks(Right.SEE_TRAIL, patient="patient_id")
def list_access(patient_id: int, before_seq: int | None = None) -> tuple[AccessLine, ...]:
    """Who looked at a patient, the latest first; for the next page give the last `seq`."""
    wanted: list[Any] = [Access.patient_id == patient_id]
    if before_seq is not None:
        wanted.append(Access.seq < before_seq)
    rows = Access.select().where(*wanted).order_by(Access.seq.desc()).limit(MOST_LINES)
    return tuple(
        AccessLine(row.seq, datetime.fromisoformat(row.at), row.user_name, row.workstation, row.what)
        for row in rows
    )
