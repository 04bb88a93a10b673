"""Questions to payers what became of claims: one 276 a payer, kept, and put into the partner's outbox."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.claim_content import ClaimContent, FormPerson
from app.domain.claim_life import ClaimState
from app.domain.rights import Right
from app.edi.claim_status import AskedClaim, AskedLine, AskedPerson, AskingParties, write_276
from app.models.claims import Claim
from app.models.records import Payer, Plan, Policy, TradingPartner
from app.queries.claim_contents import find_claim_content
from app.queries.claim_responses import payer_control_of
from app.services.claim_versions import LeftOutClaim, refuse_to_go
from app.services.control_numbers import file_word, take_numbers
from app.services.files import X12, NewFile, keep_file
from app.services.outbox_files import put_into_outbox
from app.services.rows import fetch
from app.services.session import Session, Transaction


@dataclass(frozen=True, slots=True)
class AskedFile:
    """A finished question to one payer: the kept file, its name, the partner, and the claims asked about."""

    file_id: int
    name: str
    partner_id: int
    payer: str
    claim_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StatusRequest:
    """What was asked, and which claims could not be asked about and why."""

    files: tuple[AskedFile, ...]
    left_out: tuple[LeftOutClaim, ...]


def ask_claim_status(session: Session, claim_ids: Sequence[int]) -> StatusRequest:
    """Write the questions about claims that are sent and not answered, one file for each payer.

    A claim that is not out, goes to a payer without trading partner, or lacks a birth date is left out.
    """
    session.require(Right.PRINT_CLAIM)
    with session.transaction() as transaction:
        asked: dict[int, list[tuple[Claim, ClaimContent]]] = defaultdict(list)
        left_out = []
        for claim_id in dict.fromkeys(claim_ids):
            claim = fetch(Claim, claim_id, "claim")
            content = find_claim_content(claim_id)
            payer = Payer.get_by_id(Plan.get_by_id(Policy.get_by_id(claim.policy_id).plan_id).payer_id)
            refusal = _why_not(claim, content, payer)
            if refusal:
                left_out.append(refuse_to_go(claim, *refusal))
            else:
                asked[payer.id].append((claim, content))
        files = [_ask(transaction, Payer.get_by_id(payer), rows) for payer, rows in asked.items()]
        return StatusRequest(tuple(files), tuple(left_out))


def place_question(session: Session, asked: AskedFile) -> Path | None:
    """Put a kept question into the outbox by one rename; None where the partner has no outbox there."""
    session.require(Right.PRINT_CLAIM)
    return put_into_outbox(asked.partner_id, asked.file_id, asked.name)


def _why_not(claim: Claim, content: ClaimContent, payer: Payer) -> tuple[str, str] | None:
    if claim.state != ClaimState.SENT:
        return "is not out, so there is nothing to ask about.", "Ask once it is sent and not answered."
    if payer.partner_id is None:
        return f"goes to {payer.name}, which has no trading partner.", "Call the payer, or use its website."
    insured = content.policy.subscriber or content.patient
    if insured.birth_date is None or content.patient.birth_date is None:
        return "lacks a birth date that the question needs.", "Enter it in the patient’s record or policy."
    return None


def _ask(transaction: Transaction, payer: Payer, rows: Sequence[tuple[Claim, ClaimContent]]) -> AskedFile:
    partner = fetch(TradingPartner, payer.partner_id, "trading partner")
    envelope = take_numbers(transaction, partner)
    practice = rows[0][1].practice
    parties = AskingParties(
        payer.name,
        payer.eligibility_payer_id or payer.claim_payer_id,
        partner.submitter_name,
        partner.submitter_id,
        practice.name,
        practice.npi,
    )
    number = envelope.interchange_number
    text = write_276(envelope, f"PS{number:07d}", parties, [_asked(*row) for row in rows])
    name = f"status-{file_word(partner)}-{number:09d}.276"
    file_id = keep_file(
        transaction, NewFile("status_request", name, text.encode("ascii"), subject="claim"), X12
    )
    for claim, _ in rows:
        transaction.record(
            "claim", claim.id, "ask_claim_status", patient=claim.patient_id, after={"file": file_id}
        )
    return AskedFile(file_id, name, partner.id, payer.name, tuple(claim.id for claim, _ in rows))


def _asked(claim: Claim, content: ClaimContent) -> AskedClaim:
    insured = content.policy.subscriber or content.patient
    return AskedClaim(
        trace=content.claim_number,
        insured=_person(insured, content.policy.member_id),
        patient=_person(content.patient) if content.policy.subscriber else None,
        account_number=content.claim_number,
        charge=content.charged,
        service_from=min(line.service_from for line in content.lines),
        service_to=max(line.service_to for line in content.lines),
        payer_number=payer_control_of(claim.id),
        lines=tuple(
            AskedLine(
                line.code,
                line.modifiers,
                line.charge,
                line.units,
                line.service_from,
                line.service_to,
                line.control,
            )
            for line in content.lines
        ),
    )


def _person(person: FormPerson, member_id: str = "") -> AskedPerson:
    assert person.birth_date is not None
    return AskedPerson(person.name.last, person.name.first, person.birth_date, person.sex or "U", member_id)
