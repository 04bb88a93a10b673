"""Claims: made from a visit, typed into, printed, and kept exactly as printed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from app.claim_form_catalog import claim_form_grid
from app.documents.claim_form import draw_claim_forms
from app.domain.claim_content import ClaimContent
from app.domain.claim_form import ClaimForm, fill_claim_form
from app.domain.claim_form_checks import check_claim_form
from app.domain.errors import InputError, RuleError
from app.domain.findings import Finding, Severity, has_errors
from app.domain.form_grid import PrinterOffset
from app.domain.rights import Right
from app.domain.trail import canonical
from app.models.claims import Claim, ClaimLine, ClaimVersion
from app.models.ledger import Charge, Visit
from app.queries.claim_contents import find_claim_content
from app.services.files import NewFile, keep_file, paper_mark
from app.services.progress import Progress, no_progress
from app.services.rows import fetch, next_number
from app.services.session import Session, Transaction

LARGEST_PRINT = 1000


@dataclass(frozen=True, slots=True)
class PrintedClaims:
    """A finished print: the kept file's id, its bytes, and the claims left out with their findings."""

    file_id: int | None
    pdf: bytes
    claim_ids: tuple[int, ...]
    pages: int
    left_out: tuple[tuple[int, tuple[Finding, ...]], ...]


def make_claim(
    session: Session,
    transaction: Transaction,
    visit: Visit,
    policy_id: int,
    rank: int,
    charges: Sequence[Charge],
) -> int:
    """Make the claim of a visit to one policy inside the open transaction, and give its id."""
    row = Claim.create(
        number=next_number("claim"),
        visit=visit.id,
        patient=visit.patient_id,
        policy=policy_id,
        rank=rank,
        created_on=session.today(),
    )
    for position, charge in enumerate(charges, start=1):
        ClaimLine.insert(claim=row.id, position=position, charge=charge.id).execute()
    transaction.record(
        "claim", row.id, "make_claim", patient=visit.patient_id, after={"number": row.number, "rank": rank}
    )
    return int(row.id)


def void_claim(transaction: Transaction, claim_id: int, patient_id: int) -> None:
    """Mark a claim as void inside the open transaction; what was printed of it stays kept."""
    Claim.update(state="void", version=Claim.version + 1).where(Claim.id == claim_id).execute()
    transaction.record("claim", claim_id, "void_claim", patient=patient_id)


def type_claim_boxes(session: Session, claim_id: int, version: int, typed: Mapping[str, str]) -> None:
    """Keep what was typed over the boxes of a claim form; an answered claim is frozen."""
    session.require(Right.PRINT_CLAIM)
    with session.transaction() as transaction:
        claim = fetch(Claim, claim_id, "claim")
        if claim.state not in ("ready", "printed"):
            raise RuleError("This claim is answered or void, so its form stays as it was sent.")
        changed = (
            Claim.update(typed=json.dumps(dict(typed), sort_keys=True), state="ready", version=version + 1)
            .where((Claim.id == claim_id) & (Claim.version == version))
            .execute()
        )
        if not changed:
            raise RuleError(
                "A colleague changed this claim meanwhile. Nothing was overwritten. Open it again."
            )
        transaction.record(
            "claim",
            claim_id,
            "type_claim_boxes",
            patient=claim.patient_id,
            before={"typed": claim.typed},
            after={"typed": dict(typed)},
        )


def print_claims(
    session: Session,
    claim_ids: Sequence[int],
    printer: PrinterOffset,
    *,
    facsimile: bool = False,
    progress: Progress = no_progress,
) -> PrintedClaims:
    """Print claims into one kept file of at most 1,000; a claim with a blocking finding is left out.

    What is printed is kept as the claim's next version: its content, its boxes and its pages.
    """
    session.require(Right.PRINT_CLAIM)
    if len(claim_ids) > LARGEST_PRINT:
        raise InputError(f"At most {LARGEST_PRINT} claims go into one print. Choose fewer.")
    with session.transaction() as transaction:
        sheets, left_out = _fill_claims(claim_ids, session.today(), progress)
        if not sheets:
            return PrintedClaims(None, b"", (), 0, tuple(left_out))
        forms = [sheet.form for sheet in sheets]
        pdf = draw_claim_forms(forms, claim_form_grid(), printer, facsimile=facsimile, mark=paper_mark())
        pages = sum(len(form.pages) for form in forms)
        paper = NewFile("claim_print", f"claims-{session.today()}.pdf", pdf, subject="claim", pages=pages)
        file_id = keep_file(transaction, paper)
        _write_versions(session, transaction, sheets, file_id)
        ids = tuple(sheet.claim_id for sheet in sheets)
        return PrintedClaims(file_id, pdf, ids, pages, tuple(left_out))


@dataclass(frozen=True, slots=True)
class _Sheet:
    claim_id: int
    patient_id: int
    content: ClaimContent
    form: ClaimForm


def _fill_claims(
    claim_ids: Sequence[int], today: date, progress: Progress
) -> tuple[list[_Sheet], list[tuple[int, tuple[Finding, ...]]]]:
    sheets, left_out = [], []
    for count, claim_id in enumerate(dict.fromkeys(claim_ids), start=1):
        claim = fetch(Claim, claim_id, "claim")
        content = find_claim_content(claim_id)
        form = fill_claim_form(claim_form_grid(), content, json.loads(claim.typed))
        findings = check_claim_form(claim_form_grid(), content, form, today)
        if claim.state == "void":
            text = f"Claim {claim.number} is void: its visit or the answer before it was taken back."
            findings = (Finding(Severity.ERROR, "claim", text, "Print the claim that replaced it."),)
        if has_errors(findings):
            left_out.append((claim_id, findings))
        else:
            sheets.append(_Sheet(claim_id, claim.patient_id, content, form))
        progress(count, len(claim_ids), "claims")
    return sheets, left_out


def _write_versions(
    session: Session, transaction: Transaction, sheets: Sequence[_Sheet], file_id: int
) -> None:
    first = 1
    for sheet in sheets:
        last = first + len(sheet.form.pages) - 1
        number = 1 + ClaimVersion.select().where(ClaimVersion.claim == sheet.claim_id).count()
        ClaimVersion.create(
            claim=sheet.claim_id,
            number=number,
            made_at=session.now().isoformat(),
            user=session.user.id,
            content=canonical(asdict(sheet.content)),
            boxes=canonical({str(page): dict(form.boxes) for page, form in enumerate(sheet.form.pages, 1)}),
            file=file_id,
            first_page=first,
            last_page=last,
        )
        Claim.update(state="printed", version=Claim.version + 1).where(
            (Claim.id == sheet.claim_id) & (Claim.state == "ready")
        ).execute()
        transaction.record(
            "claim",
            sheet.claim_id,
            "print_claim",
            patient=sheet.patient_id,
            after={"version": number, "file": file_id, "pages": [first, last]},
        )
        first = last + 1
