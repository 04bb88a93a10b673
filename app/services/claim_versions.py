"""Claims on their way out: a batch with its exact bytes, and each claim in it kept as a version."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, NamedTuple

from app.domain.claim_content import ClaimContent
from app.domain.claim_form import ClaimForm
from app.domain.claim_life import ClaimState, Move, next_state
from app.domain.claim_responses import Outcome
from app.domain.findings import Finding, Severity
from app.domain.money import total
from app.domain.trail import canonical
from app.models.claims import Claim, ClaimBatch, ClaimVersion
from app.models.submissions import ClaimResponse
from app.queries.claim_batches import is_in_batch
from app.services.rows import fetch, next_number
from app.services.session import Session, Transaction


@dataclass(frozen=True, slots=True)
class OutgoingClaim:
    """A claim that goes out: its pages of the paper, or its segments from ST of the 837P and their text."""

    claim: Claim
    content: ClaimContent
    form: ClaimForm
    first: int
    last: int
    edi: str = ""


class LeftOutClaim(NamedTuple):
    """A claim that stays behind, with the findings that keep it."""

    claim_id: int
    findings: tuple[Finding, ...]


def refuse_to_go(claim: Claim, text: str, fix: str) -> LeftOutClaim:
    """Leave a claim out for one reason."""
    finding = Finding(Severity.ERROR, "claim", f"Claim {claim.number} {text}", fix)
    return LeftOutClaim(claim.id, (finding,))


def keep_batch(
    session: Session,
    transaction: Transaction,
    file_id: int,
    outgoing: Sequence[OutgoingClaim],
    **facts: Any,
) -> ClaimBatch:
    """Write the batch of a kept file and every claim in it as its next version; `facts` are its columns."""
    batch = ClaimBatch.create(
        number=next_number("claim_batch"),
        made_on=session.today(),
        made_at=session.now().isoformat(),
        user=session.user.id,
        file=file_id,
        claims=len(outgoing),
        charged=total(each.content.charged for each in outgoing),
        **facts,
    )
    transaction.record(
        "claim_batch",
        batch.id,
        "make_batch",
        after={"number": batch.number, "kind": batch.kind, "claims": batch.claims, "file": file_id},
    )
    for each in outgoing:
        _keep_version(session, transaction, batch, each)
    return batch


def _keep_version(
    session: Session, transaction: Transaction, batch: ClaimBatch, outgoing: OutgoingClaim
) -> None:
    claim = outgoing.claim
    if not is_history(claim):
        move_claim(claim, Move.BATCH)
    number = last_version_number(claim.id) + 1
    ClaimVersion.create(
        claim=claim.id,
        number=number,
        made_at=batch.made_at,
        user=session.user.id,
        content=canonical(asdict(outgoing.content)),
        boxes=canonical(_boxes(outgoing.form)),
        file=batch.file_id,
        first_page=outgoing.first,
        last_page=outgoing.last,
        batch=batch.id,
        edi=outgoing.edi,
    )
    transaction.record(
        "claim",
        claim.id,
        "print_claim" if batch.kind == "paper" else "export_claim",
        patient=claim.patient_id,
        after={"version": number, "batch": batch.number, "pages": [outgoing.first, outgoing.last]},
    )


def is_history(claim: Claim) -> bool:
    """Tell whether a claim was answered before this program came; it may be printed, and stays answered."""
    return claim.state in ("answered", "closed") and not last_version_number(claim.id)


def last_version_number(claim_id: int) -> int:
    """The number of the version sent last; 0 where there is none."""
    return int(ClaimVersion.select().where(ClaimVersion.claim == claim_id).count())


def move_claim(claim: Claim, move: Move, **values: Any) -> str:
    """Move a claim on inside the open transaction, by the table of moves; gives its new state."""
    state = next_state(claim.number, claim.state, move).value
    Claim.update(state=state, version=Claim.version + 1, **values).where(Claim.id == claim.id).execute()
    claim.state = state
    return state


def _boxes(form: ClaimForm) -> Mapping[str, dict[str, str]]:
    return {str(page): dict(sheet.boxes) for page, sheet in enumerate(form.pages, 1)}


def take_back_answer(claim: Claim) -> None:
    """Put a claim where it stood before its answer: ready, in its batch, or sent."""
    state = ClaimState(next_state(claim.number, claim.state, Move.TAKE_BACK))
    if not claim.sent_on:
        state = ClaimState.BATCHED if is_in_batch(claim.id) else ClaimState.READY
    Claim.update(state=state.value, answered_on=None, version=Claim.version + 1).where(
        Claim.id == claim.id
    ).execute()
    claim.state = state.value


def forward_claim(
    session: Session, transaction: Transaction, claim_id: int, on_date: date, first_number: int
) -> None:
    """Mark a claim as passed on by the insurer before it: it is with its payer, and no duplicate is sent."""
    claim: Claim = fetch(Claim, claim_id, "claim")
    move_claim(claim, Move.FORWARD, sent_on=on_date)
    text = f"The insurer before passed it on with its answer to claim {first_number}."
    ClaimResponse.create(
        claim=claim.id,
        claim_version=0,
        kind="forwarded",
        outcome=Outcome.RECEIVED.value,
        text=text,
        on_date=on_date,
        user=session.user.id,
        at=session.now().isoformat(),
    )
    transaction.record("claim", claim.id, "forward_claim", patient=claim.patient_id, after={"on": on_date})
