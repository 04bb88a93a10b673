"""Claims out as 837P files: numbered once and never again, kept, put into the outbox."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import InputError, RuleError
from app.domain.rights import Right
from app.edi.envelopes import Correspondent, Envelope
from app.edi.x837p import ClaimFileHead, write_claims
from app.models.claims import ClaimBatch
from app.models.records import Payer, Plan, Policy, StoredFile, TradingPartner
from app.models.whole_file import write_whole
from app.services.claim_batches import write_event
from app.services.claim_versions import LeftOutClaim, OutgoingClaim, keep_batch, refuse_to_go
from app.services.claims import FilledClaim, fill_claims
from app.services.files import X12, NewFile, keep_file
from app.services.progress import Progress, no_progress
from app.services.rows import fetch, upcoming_number
from app.services.session import Session, Transaction

LARGEST_EXPORT = 5000


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
        filled, left_out = fill_claims(claim_ids, session.today(), progress)
        served = [each for each in filled if _is_served(each, partner)]
        left_out += [_not_served(each, partner) for each in filled if each not in served]
        if not served:
            return ExportedClaims(None, "", b"", (), tuple(left_out))
        return _write_file(session, transaction, partner, served, left_out)


def place_in_outbox(session: Session, batch_id: int, folder: Path | None = None) -> Path:
    """Put a batch's kept file into a folder, or the partner's outbox, by one rename; gives where it lies.

    Raises RuleError where no outbox is named. If the disk refuses, the batch is safe: place it again.
    """
    session.require(Right.PRINT_CLAIM)
    batch = fetch(ClaimBatch, batch_id, "batch")
    partner = fetch(TradingPartner, batch.partner_id, "trading partner")
    where = folder or (Path(partner.outbox) if partner.outbox else None)
    if where is None or not where.is_dir():
        raise RuleError(
            f"The file is kept as batch {batch.number}, but its outbox folder is not there. Choose the "
            f"folder for {partner.name} in the settings, then put the file there from the list of batches."
        )
    path = where / batch.outbox_name
    write_whole(path, bytes(fetch(StoredFile, batch.file_id, "file").content))
    with session.transaction() as transaction:
        write_event(session, transaction, batch, "placed", session.today(), note=str(where))
    return path


def _write_file(
    session: Session,
    transaction: Transaction,
    partner: TradingPartner,
    filled: Sequence[FilledClaim],
    left_out: Sequence[LeftOutClaim],
) -> ExportedClaims:
    envelope = _take_numbers(session, partner)
    reference = f"PB{upcoming_number('claim_batch'):07d}"
    head = ClaimFileHead(
        envelope=envelope,
        reference=reference,
        submitter_name=partner.submitter_name,
        submitter_id=partner.submitter_id,
        contact_name=partner.contact_name,
        contact_phone=partner.contact_phone,
        contact_email=partner.contact_email,
        receiver_name=partner.receiver_name,
        receiver_id=partner.receiver_id,
    )
    written = write_claims([each.content for each in filled], head)
    content = written.text.encode("ascii")
    name = f"claims-{envelope.interchange_number:09d}.837"
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
        interchange_number=envelope.interchange_number,
        group_number=envelope.group_number,
        set_number=written.set_number,
        reference=reference,
        outbox_name=name,
    )
    ids = tuple(each.claim.id for each in filled)
    return ExportedClaims(batch.id, name, content, ids, tuple(left_out))


def _take_numbers(session: Session, partner: TradingPartner) -> Envelope:
    """Raise both control numbers inside the open transaction, and address the file with them."""
    TradingPartner.update(
        interchange_number=TradingPartner.interchange_number + 1, group_number=TradingPartner.group_number + 1
    ).where(TradingPartner.id == partner.id).execute()
    return Envelope(
        sender=Correspondent(partner.sender_qualifier, partner.interchange_sender, partner.group_sender),
        receiver=Correspondent(
            partner.receiver_qualifier, partner.interchange_receiver, partner.group_receiver
        ),
        interchange_number=partner.interchange_number + 1,
        group_number=partner.group_number + 1,
        made_at=session.now(),
        is_test=partner.usage == "T",
        wants_ta1=partner.wants_ta1,
        line_feeds=partner.line_feed,
    )


def _is_served(filled: FilledClaim, partner: TradingPartner) -> bool:
    policy = Policy.get_by_id(filled.claim.policy_id)
    payer = Payer.get_by_id(Plan.get_by_id(policy.plan_id).payer_id)
    return bool(payer.partner_id == partner.id)


def _not_served(filled: FilledClaim, partner: TradingPartner) -> LeftOutClaim:
    return refuse_to_go(
        filled.claim,
        f"goes to {filled.content.payer.name}, which {partner.name} does not serve.",
        "Print it, or name the trading partner in the payer’s record.",
    )
