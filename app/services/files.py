"""Files kept whole in the practice file: card images, documents and every paper as it was printed."""

from dataclasses import dataclass, replace
from hashlib import sha256

from app.domain.errors import InputError
from app.domain.rights import Right
from app.models.office import Practice
from app.models.records import Policy, StoredFile
from app.services.session import Session, Transaction

LARGEST_FILE = 25 * 1024 * 1024
PDF = "application/pdf"
X12 = "application/edi-x12"
PICTURES = {b"%PDF-": PDF, b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg"}


def paper_mark() -> str:
    """What every paper of a demo practice bears."""
    return "DEMO" if Practice.get_by_id(1).demo else ""


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to be kept, and what it belongs to."""

    kind: str
    name: str
    content: bytes
    subject: str = ""
    subject_id: int | None = None
    patient_id: int | None = None
    pages: int = 0


def keep_file(transaction: Transaction, new: NewFile, media_type: str = "") -> int:
    """Keep bytes inside the open transaction, which records what they are for; gives the id of the file.

    Without a `media_type` the bytes tell it themselves, and only papers and pictures are taken.
    """
    row = StoredFile.create(
        kind=new.kind,
        subject=new.subject,
        subject_id=new.subject_id,
        patient=new.patient_id,
        name=new.name,
        media_type=media_type or media_type_of(new.name, new.content),
        sha256=sha256(new.content).hexdigest(),
        size=len(new.content),
        pages=new.pages,
        content=new.content,
        added_at=transaction.session.now().isoformat(),
        user=transaction.session.user.id,
    )
    return int(row.id)


def media_type_of(name: str, content: bytes) -> str:
    """Tell the kind of a file by its first bytes; raises InputError for what cannot be kept."""
    if not content or len(content) > LARGEST_FILE:
        raise InputError(f"“{name}” is empty or larger than 25 MB. Nothing was kept. Choose another file.")
    for start, media_type in PICTURES.items():
        if content.startswith(start):
            return media_type
    raise InputError(f"“{name}” is not a PDF, PNG or JPEG. Nothing was kept. Save it as one of these first.")


def attach_document(
    session: Session, patient_id: int, document: NewFile, policy_id: int | None = None
) -> int:
    """Attach a document or a card image to a patient, beside a policy where one is named; give its id."""
    session.require(Right.EDIT_PATIENT, patient=patient_id)
    if policy_id and Policy.get_or_none((Policy.id == policy_id) & (Policy.patient == patient_id)) is None:
        raise InputError("That policy does not belong to this patient. Open the patient again.")
    subject = "policy" if policy_id else "patient"
    placed = replace(document, subject=subject, subject_id=policy_id or patient_id, patient_id=patient_id)
    with session.transaction() as transaction:
        file_id = keep_file(transaction, placed)
        transaction.record(
            "document",
            file_id,
            "attach_document",
            patient=patient_id,
            after={"kind": document.kind, "name": document.name},
        )
        return file_id
