"""Batches on their way: confirmed as mailed or sent, or undone before that."""

from dataclasses import dataclass
from datetime import date

from app.domain.claim_life import Move, is_allowed
from app.domain.errors import InputError, RuleError
from app.domain.rights import Right
from app.models.claims import Claim, ClaimBatch
from app.models.submissions import ClaimBatchEvent
from app.queries.claim_batches import claims_last_sent_by
from app.services.claim_versions import move_claim
from app.services.rows import fetch
from app.services.session import Session, Transaction

METHODS = {
    "paper": ("Mail", "Certified mail", "Fax", "By hand"),
    "edi": ("Uploaded", "Sent by the clearinghouse’s program"),
}


def confirm_batch(
    session: Session, batch_id: int, on_date: date, method: str, note: str = ""
) -> tuple[int, ...]:
    """Say that a batch was mailed or sent on a day, and how; gives the claims that are sent by that.

    A claim that was changed since it was put into the batch is not sent by it: it goes out with a later one.
    """
    session.require(Right.PRINT_CLAIM)
    with session.transaction() as transaction:
        batch = _fetch_open(batch_id)
        if not batch.made_on <= on_date <= session.today():
            raise InputError(
                f"The batch was made on {batch.made_on:%m/%d/%Y}. Type the day it was sent, not after today."
            )
        write_event(session, transaction, batch, BatchEvent("confirmed", on_date, method, note))
        return send_waiting(transaction, batch, on_date)


def send_waiting(transaction: Transaction, batch: ClaimBatch, on_date: date) -> tuple[int, ...]:
    """Mark the claims that wait in a batch as sent, inside the open transaction; gives their ids."""
    claims = _waiting_claims(batch)
    for claim in claims:
        move_claim(claim, Move.CONFIRM, sent_on=on_date)
        transaction.record(
            "claim", claim.id, "confirm_claim", patient=claim.patient_id, after={"sent_on": on_date}
        )
    return tuple(claim.id for claim in claims)


def undo_batch(session: Session, batch_id: int, reason: str) -> tuple[int, ...]:
    """Take a batch back before it is confirmed: its claims are ready again, its bytes stay kept.

    Gives the claims. Raises RuleError once it is confirmed, since then it may be at the payer.
    """
    session.require(Right.PRINT_CLAIM)
    if not reason.strip():
        raise RuleError("Say why the batch is taken back; the reason stays with it.")
    with session.transaction() as transaction:
        batch = _fetch_open(batch_id)
        write_event(session, transaction, batch, BatchEvent("undone", session.today(), note=reason))
        back = []
        for claim in _waiting_claims(batch):
            move_claim(claim, Move.UNDO)
            transaction.record(
                "claim", claim.id, "undo_claim", patient=claim.patient_id, reason=reason.strip()
            )
            back.append(claim.id)
        return tuple(back)


def is_undone(batch_id: int) -> bool:
    """Tell whether a batch was taken back."""
    undone = (ClaimBatchEvent.batch == batch_id) & (ClaimBatchEvent.event == "undone")
    return ClaimBatchEvent.get_or_none(undone) is not None


@dataclass(frozen=True, slots=True)
class BatchEvent:
    """What became of a batch on a day: `placed`, `confirmed`, `undone` or `answered`."""

    event: str
    on_date: date
    method: str = ""
    note: str = ""


def write_event(session: Session, transaction: Transaction, batch: ClaimBatch, new: BatchEvent) -> None:
    """Write what became of a batch inside the open transaction."""
    method, note = new.method.strip(), new.note.strip()
    ClaimBatchEvent.create(
        batch=batch.id,
        event=new.event,
        on_date=new.on_date,
        method=method,
        note=note,
        user=session.user.id,
        at=session.now().isoformat(),
    )
    transaction.record("claim_batch", batch.id, f"{new.event}_batch", reason=note, after={"method": method})


def _fetch_open(batch_id: int) -> ClaimBatch:
    batch: ClaimBatch = fetch(ClaimBatch, batch_id, "batch")
    ended = ClaimBatchEvent.get_or_none(
        (ClaimBatchEvent.batch == batch.id) & ClaimBatchEvent.event.in_(("confirmed", "undone"))
    )
    if ended is not None:
        words = "was sent" if ended.event == "confirmed" else "was taken back"
        raise RuleError(
            f"Batch {batch.number} {words} on {ended.on_date:%m/%d/%Y}. Nothing was changed. "
            "Correct or resend its claims one by one."
        )
    return batch


def _waiting_claims(batch: ClaimBatch) -> list[Claim]:
    """The claims of a batch that have not been changed, sent or answered since."""
    ids = claims_last_sent_by(batch.id)
    rows = {claim.id: claim for claim in Claim.select().where(Claim.id.in_(ids))}
    return [rows[claim_id] for claim_id in ids if is_allowed(rows[claim_id].state, Move.CONFIRM)]
