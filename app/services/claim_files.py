"""Claims out as 837P files: numbered once and never again, kept, put into the outbox."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import InputError, RuleError
from app.domain.rights import Right
from app.edi.envelopes import Envelope
from app.edi.x837p import MOST_CLAIMS, write_claims
from app.edi.x837p_heading import ClaimFileEnvelope, Submitter
from app.edi.x837p_limits import explain_unwritable
from app.models.claims import ClaimBatch
from app.models.records import StoredFile, TradingPartner
from app.models.whole_file import write_whole
from app.queries.claim_batches import claims_served_by
from app.services.claim_batches import BatchEvent, is_undone, write_event
from app.services.claim_versions import LeftOutClaim, OutgoingClaim, keep_batch, refuse_to_go
from app.services.claims import FilledClaim, fill_claims
from app.services.control_numbers import file_word, take_numbers
from app.services.files import X12, NewFile, keep_file
from app.services.progress import Progress, no_progress
from app.services.rows import fetch, upcoming_number
from app.services.session import Session, Transaction

LARGEST_EXPORT = MOST_CLAIMS


@dataclass(frozen=True, slots=True)
class ExportedClaims:
    """A finished 837P: its batch, name and bytes, its claims, and those left out with their findings."""

    batch_id: int | None
    name: str
    content: bytes
    claim_ids: tuple[int, ...]
    left_out: tuple[LeftOutClaim, ...]


def export_claims(
    session: Session, partner_id: int, claim_ids: Sequence[int], progress: Progress = no_progress
) -> ExportedClaims:
    """Write claims into one 837P for a trading partner: a batch that waits to be confirmed as sent.

    A claim with a blocking finding, one that is sent, or one whose payer this partner does not serve is left
    out. The control numbers rise in the same transaction, so that none is given out twice.
    """
    session.require(Right.PRINT_CLAIM)
    if len(claim_ids) > LARGEST_EXPORT:
        raise InputError(f"At most {LARGEST_EXPORT:,} claims go into one file. Choose fewer.")
    with session.transaction() as transaction:
        partner = fetch(TradingPartner, partner_id, "trading partner")
        filled, left_out = fill_claims(claim_ids, session.today(), progress, on_paper=False)
        ours = claims_served_by(partner.id, [each.claim.id for each in filled])
        refusals = [_why_not(each, partner, ours) for each in filled]
        left_out += [refusal for refusal in refusals if refusal]
        served = [each for each, refusal in zip(filled, refusals, strict=True) if refusal is None]
        if not served:
            return ExportedClaims(None, "", b"", (), tuple(left_out))
        return _write_file(session, transaction, partner, served, left_out)


def place_in_outbox(session: Session, batch_id: int, folder: Path | None = None) -> Path:
    """Put a batch's kept file into a folder, or the partner's outbox, by one rename; gives where it lies.

    Raises RuleError where no outbox is named. If the disk refuses, the batch is safe: place it again.
    """
    session.require(Right.PRINT_CLAIM)
    batch = fetch(ClaimBatch, batch_id, "batch")
    if batch.partner_id is None:
        raise RuleError(f"Batch {batch.number} was printed on paper. Show the paper and print it again.")
    if is_undone(batch.id):
        raise RuleError(
            f"Batch {batch.number} was taken back, so its file must not go out. Its claims are ready again: "
            "make a new file of them."
        )
    partner = fetch(TradingPartner, batch.partner_id, "trading partner")
    where = folder or (Path(partner.outbox) if partner.outbox else None)
    if where is None or not where.is_dir():
        raise RuleError(
            f"The file is kept as batch {batch.number}, but its outbox folder is not there. Choose the "
            f"folder for {partner.name} in the settings, then put the file there from the list of batches."
        )
    path: Path = where / batch.outbox_name
    write_whole(path, bytes(fetch(StoredFile, batch.file_id, "file").content))
    with session.transaction() as transaction:
        write_event(session, transaction, batch, BatchEvent("placed", session.today(), note=str(where)))
    return path


def _write_file(
    session: Session,
    transaction: Transaction,
    partner: TradingPartner,
    filled: Sequence[FilledClaim],
    left_out: Sequence[LeftOutClaim],
) -> ExportedClaims:
    interchange = take_numbers(transaction, partner)
    envelope = _envelope(partner, interchange, f"PB{upcoming_number('claim_batch'):07d}")
    written = write_claims([each.content for each in filled], envelope)
    content = written.text.encode("ascii")
    name = f"claims-{file_word(partner)}-{interchange.interchange_number:09d}.837"
    file_id = keep_file(transaction, NewFile("claim_file", name, content, subject="claim"), X12)
    outgoing = [
        OutgoingClaim(each.claim, each.content, each.form, part.first, part.last, part.text)
        for each, part in zip(filled, written.claims, strict=True)
    ]
    batch = keep_batch(
        session,
        transaction,
        file_id,
        outgoing,
        kind="edi",
        partner=partner.id,
        interchange_number=interchange.interchange_number,
        group_number=interchange.group_number,
        set_number=envelope.set_number,
        reference=envelope.reference,
        outbox_name=name,
    )
    ids = tuple(each.claim.id for each in filled)
    return ExportedClaims(batch.id, name, content, ids, tuple(left_out))


def _envelope(partner: TradingPartner, interchange: Envelope, reference: str) -> ClaimFileEnvelope:
    return ClaimFileEnvelope(
        interchange,
        Submitter(
            partner.submitter_name,
            partner.submitter_id,
            partner.contact_name,
            partner.contact_phone,
            partner.contact_email,
        ),
        partner.receiver_name,
        partner.receiver_id,
        reference,
    )


def _why_not(filled: FilledClaim, partner: TradingPartner, ours: frozenset[int]) -> LeftOutClaim | None:
    """Leave out a claim that is not of `ours`, which this partner takes, or that an 837P cannot carry."""
    if filled.claim.id not in ours:
        return refuse_to_go(
            filled.claim,
            f"goes to {filled.content.payer.name}, which {partner.name} does not serve.",
            "Print it, or name the trading partner in the payer’s record.",
        )
    faults = explain_unwritable(filled.content)
    if faults:
        return refuse_to_go(
            filled.claim, f"cannot be written as an 837P. {faults[0]}", "Mend it, or print it."
        )
    return None
