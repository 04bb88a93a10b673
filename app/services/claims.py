"""Claims: made from a visit, typed into, printed, and kept exactly as printed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.claim_form_catalog import claim_form_grid
from app.documents.claim_papers import PaperLook, draw_claim_papers
from app.domain.claim_content import ClaimContent
from app.domain.claim_form import ClaimForm
from app.domain.claim_life import Move, is_allowed, next_state
from app.domain.errors import InputError, RuleError
from app.domain.findings import has_errors
from app.domain.form_grid import PrinterOffset
from app.domain.rights import Right
from app.models.claims import Claim, ClaimLine
from app.models.ledger import Charge, Visit
from app.models.many_rows import insert_rows, next_id
from app.queries.claim_checks import check_one_of_many
from app.queries.claim_scrubs import ScrubSource
from app.services.claim_versions import (
    LeftOutClaim,
    OutgoingClaim,
    is_history,
    keep_batch,
    move_claim,
    refuse_to_go,
)
from app.services.files import NewFile, keep_file, paper_mark
from app.services.progress import Progress, no_progress
from app.services.rows import fetch, next_numbers
from app.services.session import Recorded, Session, Transaction

LARGEST_PRINT = 1000


@dataclass(frozen=True, slots=True)
class PrintedClaims:
    """A finished print: its batch, the kept file and its bytes, and the claims left out with why."""

    file_id: int | None
    pdf: bytes
    claim_ids: tuple[int, ...]
    pages: int
    left_out: tuple[LeftOutClaim, ...]
    batch_id: int | None = None


@dataclass(frozen=True, slots=True)
class NewClaim:
    """A claim to be made: of which visit, to which policy and at what place, for which charges in order."""

    visit_id: int
    patient_id: int
    policy_id: int
    rank: int
    charge_ids: tuple[int, ...]


def make_claim(
    session: Session,
    transaction: Transaction,
    visit: Visit,
    policy_id: int,
    rank: int,
    charges: Sequence[Charge],
) -> int:
    """Make the claim of a visit to one policy inside the open transaction, and give its id."""
    charge_ids = tuple(charge.id for charge in charges)
    new = NewClaim(visit.id, visit.patient_id, policy_id, rank, charge_ids)
    return make_claims(session, transaction, [new])[0]


def make_claims(session: Session, transaction: Transaction, wanted: Sequence[NewClaim]) -> list[int]:
    """Make claims inside the open transaction, and give their ids in order."""
    first, today = next_id(Claim), session.today().isoformat()
    made = list(
        zip(range(first, first + len(wanted)), next_numbers("claim", len(wanted)), wanted, strict=True)
    )
    insert_rows(
        Claim,
        ("id", "number", "visit_id", "patient_id", "policy_id", "rank", "created_on"),
        (
            (claim_id, number, new.visit_id, new.patient_id, new.policy_id, new.rank, today)
            for claim_id, number, new in made
        ),
    )
    insert_rows(
        ClaimLine,
        ("claim_id", "position", "charge_id"),
        (
            (claim_id, position, charge)
            for claim_id, _, new in made
            for position, charge in enumerate(new.charge_ids, start=1)
        ),
    )
    transaction.record_all(
        Recorded(
            "claim",
            claim_id,
            "make_claim",
            patient=new.patient_id,
            after={"number": number, "rank": new.rank},
        )
        for claim_id, number, new in made
    )
    return [claim_id for claim_id, _, _ in made]


def void_claim(transaction: Transaction, claim_id: int, patient_id: int) -> None:
    """Mark a claim as void inside the open transaction; what went out of it stays kept."""
    move_claim(fetch(Claim, claim_id, "claim"), Move.VOID)
    transaction.record("claim", claim_id, "void_claim", patient=patient_id)


def type_claim_boxes(session: Session, claim_id: int, version: int, typed: Mapping[str, str]) -> None:
    """Keep what was typed over the boxes of a claim form; a claim that is sent or answered is frozen."""
    session.require(Right.PRINT_CLAIM)
    with session.transaction() as transaction:
        claim = fetch(Claim, claim_id, "claim")
        state = next_state(claim.number, claim.state, Move.TYPE).value
        changed = (
            Claim.update(typed=json.dumps(dict(typed), sort_keys=True), state=state, version=version + 1)
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
    """Print claims into one kept file of at most 1,000: a paper batch that waits to be confirmed as mailed.

    The pages lie insurer by insurer, as they go into envelopes. A claim with a blocking finding is left out,
    as is one that is sent already. Behind a secondary claim's form comes a page with the earlier insurers'
    answers. What is printed is kept as the claim's next version.
    """
    session.require(Right.PRINT_CLAIM)
    if len(claim_ids) > LARGEST_PRINT:
        raise InputError(f"At most {LARGEST_PRINT} claims go into one print. Choose fewer.")
    with session.transaction() as transaction:
        sheets, left_out = fill_claims(claim_ids, session.today(), progress, on_paper=True)
        if not sheets:
            return PrintedClaims(None, b"", (), 0, tuple(left_out))
        sheets.sort(key=_envelope)
        look = PaperLook(claim_form_grid(), printer, paper_mark(), facsimile)
        pdf, places = draw_claim_papers([(each.content, each.form) for each in sheets], look)
        pages = places[-1][1]
        paper = NewFile("claim_print", f"claims-{session.today()}.pdf", pdf, subject="claim", pages=pages)
        file_id = keep_file(transaction, paper)
        outgoing = [
            OutgoingClaim(each.claim, each.content, each.form, first, last)
            for each, (first, last) in zip(sheets, places, strict=True)
        ]
        batch = keep_batch(session, transaction, file_id, outgoing, kind="paper")
        ids = tuple(each.claim.id for each in sheets)
        return PrintedClaims(file_id, pdf, ids, pages, tuple(left_out), batch.id)


@dataclass(frozen=True, slots=True)
class FilledClaim:
    """A claim that may go out: its row, its content and its form."""

    claim: Claim
    content: ClaimContent
    form: ClaimForm


def fill_claims(
    claim_ids: Sequence[int], today: date, progress: Progress = no_progress, *, on_paper: bool
) -> tuple[list[FilledClaim], list[LeftOutClaim]]:
    """Fill and check claims inside the open transaction: those that may go out, those that stay behind.

    What was answered without ever being sent from here is printed as history, and goes into no file: the
    payer would take it for a duplicate.
    """
    source = ScrubSource()
    ready: list[FilledClaim] = []
    left_out: list[LeftOutClaim] = []
    for count, claim_id in enumerate(dict.fromkeys(claim_ids), start=1):
        claim = fetch(Claim, claim_id, "claim")
        if not is_allowed(claim.state, Move.BATCH) and not (on_paper and is_history(claim)):
            left_out.append(refuse_to_go(claim, *_why_not(claim)))
            continue
        checked = check_one_of_many(claim_id, today, source, on_paper)
        if has_errors(checked.findings):
            left_out.append(LeftOutClaim(claim_id, checked.findings))
        else:
            ready.append(FilledClaim(claim, checked.content, checked.form))
        progress(count, len(claim_ids), "claims")
    return ready, left_out


def _envelope(filled: FilledClaim) -> tuple[str, str, str]:
    payer = filled.content.payer
    return payer.name.casefold(), payer.address.zip, payer.address.street.casefold()


def _why_not(claim: Claim) -> tuple[str, str]:
    if claim.state == "void":
        return (
            "is void: its visit or the answer before it was taken back.",
            "Print the claim that replaced it.",
        )
    if is_history(claim):
        return (
            "was answered already, so its insurer would take it for a duplicate.",
            "Print it if you need it on paper.",
        )
    return (
        "went out already and stays as it was sent.",
        "Open its kept copy to print that again, or use Correct or resend.",
    )
