"""Questions to payers whether patients are covered: one 270 a payer, kept, and put into the outbox."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.domain.findings import Finding, Severity
from app.domain.rights import Right
from app.edi.x270 import (
    CoverageParties,
    CoverageQuestion,
    CoveredPerson,
    can_be_found,
    write_270,
)
from app.models.eligibility import EligibilityRequest
from app.models.office import Practice
from app.models.records import Patient, Payer, Plan, Policy, TradingPartner
from app.services.control_numbers import file_word, take_numbers
from app.services.files import X12, NewFile, keep_file
from app.services.outbox_files import put_into_outbox
from app.services.rows import fetch
from app.services.session import Session, Transaction

_NO_PARTNER = "Call the payer or use its website, and log what you learn."


@dataclass(frozen=True, slots=True)
class Ask:
    """One policy to ask about, and the day of the visit."""

    policy_id: int
    for_date: date


@dataclass(frozen=True, slots=True)
class CoverageFile:
    """A finished question to one payer: the kept file, its name, the partner, and the policies."""

    file_id: int
    name: str
    partner_id: int
    payer: str
    policy_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CoverageRequest:
    """What was asked, and for whom nothing could be asked and why."""

    files: tuple[CoverageFile, ...]
    left_out: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    ask: Ask
    policy: Policy
    patient: Patient
    insured: CoveredPerson
    dependent: CoveredPerson | None


def ask_coverage(session: Session, asks: Sequence[Ask]) -> CoverageRequest:
    """Write the questions about policies, one file for each payer; a policy asked about twice goes once.

    A payer without trading partner, and a person who cannot be looked up, are left out.
    """
    session.require(Right.EDIT_PATIENT)
    with session.transaction() as transaction:
        by_payer: dict[int, list[_Asked]] = defaultdict(list)
        left_out = []
        for ask in {ask.policy_id: ask for ask in asks}.values():
            asked = _prepare(ask)
            payer = Payer.get_by_id(Plan.get_by_id(asked.policy.plan_id).payer_id)
            finding = _why_not(asked, payer)
            if finding:
                left_out.append(finding)
            else:
                by_payer[payer.id].append(asked)
        files = [_ask(transaction, Payer.get_by_id(payer), rows) for payer, rows in by_payer.items()]
        return CoverageRequest(tuple(files), tuple(left_out))


def place_coverage_question(session: Session, asked: CoverageFile, folder: Path | None = None) -> Path | None:
    """Put a kept question into a folder, else the outbox; None where the partner has no outbox there."""
    session.require(Right.EDIT_PATIENT)
    return put_into_outbox(asked.partner_id, asked.file_id, asked.name, folder)


def _prepare(ask: Ask) -> _Asked:
    policy = fetch(Policy, ask.policy_id, "policy")
    patient = fetch(Patient, policy.patient_id, "patient")
    himself = CoveredPerson(patient.last, patient.first, patient.birth_date, patient.sex, policy.member_id)
    if policy.relationship == "self" or not policy.holder_last:
        return _Asked(ask, policy, patient, himself, None)
    holder = CoveredPerson(
        policy.holder_last,
        policy.holder_first,
        policy.holder_birth_date,
        policy.holder_sex,
        policy.member_id,
    )
    dependent = CoveredPerson(patient.last, patient.first, patient.birth_date, patient.sex)
    return _Asked(ask, policy, patient, holder, dependent)


def _why_not(asked: _Asked, payer: Payer) -> Finding | None:
    name = f"{asked.patient.last}, {asked.patient.first}"
    if payer.partner_id is None:
        text = f"{name}: {payer.name} has no trading partner that takes questions."
        return Finding(Severity.WARNING, "payer", text, _NO_PARTNER)
    if not (payer.eligibility_payer_id or payer.claim_payer_id):
        text = f"{name}: {payer.name} has no id for questions about coverage."
        return Finding(Severity.WARNING, "payer", text, "Enter it in Settings, Payers.")
    if not can_be_found(asked.insured) or (asked.dependent and asked.dependent.birth_date is None):
        text = f"{name}: the payer needs two of member number, birth date and whole name."
        return Finding(Severity.WARNING, "policy", text, "Complete the patient’s record and the policy.")
    return None


def _ask(transaction: Transaction, payer: Payer, rows: Sequence[_Asked]) -> CoverageFile:
    partner = fetch(TradingPartner, payer.partner_id, "trading partner")
    envelope = take_numbers(transaction, partner)
    practice = Practice.get_by_id(1)
    number = envelope.interchange_number
    reference = f"PE{partner.id}-{number}"
    payer_id = payer.eligibility_payer_id or payer.claim_payer_id
    parties = CoverageParties(payer.name, payer_id, practice.name, practice.npi, practice.tax_id)
    traces = [f"{reference}-{at}" for at in range(1, len(rows) + 1)]
    questions = [
        CoverageQuestion(trace, row.insured, row.dependent, row.ask.for_date, row.ask.for_date)
        for trace, row in zip(traces, rows, strict=True)
    ]
    text = write_270(envelope, reference, parties, questions)
    name = f"coverage-{file_word(partner)}-{number:09d}.270"
    new = NewFile("eligibility_request", name, text.encode("ascii"), subject="policy")
    file_id = keep_file(transaction, new, X12)
    for trace, row in zip(traces, rows, strict=True):
        made = EligibilityRequest.create(
            policy=row.policy.id,
            patient=row.patient.id,
            trace=trace,
            for_date=row.ask.for_date,
            partner=partner.id,
            file=file_id,
            reference=reference,
            interchange_number=number,
            group_number=envelope.group_number,
            user=transaction.session.user.id,
            at=transaction.session.now().isoformat(),
        )
        facts = {"policy": row.policy.id, "for_date": row.ask.for_date, "file": file_id}
        transaction.record("eligibility", made.id, "ask_coverage", patient=row.patient.id, after=facts)
    return CoverageFile(file_id, name, partner.id, payer.name, tuple(row.policy.id for row in rows))
