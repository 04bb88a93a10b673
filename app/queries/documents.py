"""Documents and card images kept with a patient."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.errors import InputError
from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A kept file of a patient; `policy_id` is set for a card image or paper beside a policy."""

    id: int
    kind: str
    name: str
    media_type: str
    size: int
    added_at: datetime
    added_by: str
    policy_id: int | None


@dataclass(frozen=True, slots=True)
class DocumentDetail:
    """A kept file with its bytes."""

    id: int
    name: str
    media_type: str
    content: bytes


@asks(Right.SEE_PATIENT, patient="patient_id")
def list_documents(patient_id: int) -> tuple[DocumentLine, ...]:
    """What was kept with a patient and his policies, the newest first."""
    rows = select(
        "select f.id, f.kind, f.name, f.media_type, f.size, f.added_at, u.display_name, "
        "case f.subject when 'policy' then f.subject_id end from stored_file f "
        "join user u on u.id = f.user_id where f.patient_id = ? order by f.id desc",
        patient_id,
    )
    return tuple(
        DocumentLine(file_id, kind, name, media_type, size, datetime.fromisoformat(at), by, policy)
        for file_id, kind, name, media_type, size, at, by, policy in rows
    )


@asks(Right.SEE_PATIENT, patient="patient_id")
def find_document(patient_id: int, file_id: int) -> DocumentDetail:
    """One kept file of this patient with its bytes."""
    rows = select(
        "select id, name, media_type, content from stored_file where id = ? and patient_id = ?",
        file_id,
        patient_id,
    )
    if not rows:
        raise InputError("That document does not belong to this patient. Open the patient again.")
    ((found, name, media_type, content),) = rows
    return DocumentDetail(found, name, media_type, bytes(content))
