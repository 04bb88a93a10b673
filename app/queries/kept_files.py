"""Files kept whole in the practice file, brought back byte for byte."""

from dataclasses import dataclass

from app.documents.page_range import draw_page_range
from app.domain.errors import InputError
from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A kept file: the very bytes, under which name, of what kind, and how many pages."""

    name: str
    kind: str
    media_type: str
    content: bytes
    pages: int


@asks(Right.SEE_PATIENT)
def find_file_content(file_id: int) -> bytes:
    """The bytes of one kept file."""
    return find_kept_file(file_id).content


@asks(Right.SEE_PATIENT)
def find_kept_file(file_id: int) -> KeptFile:
    """One kept file, as it was printed or added."""
    rows = select("select name, kind, media_type, content, pages from stored_file where id = ?", file_id)
    if not rows:
        raise InputError("That file is not in this practice any more. Search for it again.")
    name, kind, media_type, content, pages = rows[0]
    return KeptFile(name, kind, media_type, bytes(content), pages)


@asks(Right.PRINT_CLAIM, patient="patient_id")
def find_claim_copy(version_id: int, patient_id: int) -> KeptFile:
    """The pages of one claim version, cut out of the file it was printed in."""
    rows = select(
        "select v.file_id, v.first_page, v.last_page, m.number, v.number from claim_version v "
        "join claim m on m.id = v.claim_id where v.id = ? and m.patient_id = ?",
        version_id,
        patient_id,
    )
    if not rows:
        raise InputError("That version is not in this practice any more. Search for the claim again.")
    file_id, first, last, claim, number = rows[0]
    return cut_pages(file_id, (first, last), f"claim-{claim}-version-{number}.pdf")


def cut_pages(file_id: int, pages: tuple[int, int], name: str) -> KeptFile:
    """Some pages, first to last, of a kept file as a file of their own."""
    whole = find_kept_file(file_id)
    content = draw_page_range(whole.content, *pages)
    return KeptFile(name, whole.kind, whole.media_type, content, pages[1] - pages[0] + 1)
