"""Insurers' answers: the one way an adjudication enters the ledger, typed, imported or made for the demo."""

from dataclasses import dataclass
from datetime import date

from app.domain.adjudication import AdjudicationPlan, check_postable, plan_adjudication
from app.domain.answers import LineAnswer, LinePlan, WriteOffKind
from app.domain.claim_life import Move
from app.domain.errors import InputError, RuleError
from app.domain.money import Money, total
from app.domain.posting import (
    BANK,
    INSURANCE_AR,
    PATIENT_AR,
    PlannedEntry,
    PlannedPosting,
    plan_reversal,
)
from app.domain.rights import Right
from app.models.claims import (
    Adjudication,
    AdjudicationAdjustment,
    AdjudicationLine,
    AdjudicationVoid,
    Claim,
)
from app.models.ledger import Charge, Visit
from app.models.postings import append, entries_of
from app.queries.adjudications import (
    account_of_charge,
    charges_of_claim,
    following_claims,
    is_answer_used,
    lines_to_answer,
    next_policy_after,
    standing_answer_to,
)
from app.services.claim_versions import forward_claim, move_claim, take_back_answer
from app.services.claims import make_claim, void_claim
from app.services.days import open_for_posting
from app.services.rows import fetch
from app.services.session import Session, Transaction

WRITE_OFF_ACCOUNTS = {
    WriteOffKind.CONTRACTUAL: "contractual",
    WriteOffKind.SEQUESTRATION: "sequestration",
    WriteOffKind.WITHHOLD: "payer_reduction",
    WriteOffKind.INCENTIVE: "payer_reduction",
    WriteOffKind.PENALTY: "payer_reduction",
    WriteOffKind.ACCEPTED_DENIAL: "writeoff_other",
}


@dataclass(frozen=True, slots=True)
class AnswerEntry:
    """An insurer's answer to one claim, as typed from the paper; dates are the payer's.

    `ends_here` says that no further insurer is asked, though one is in force: what is left is the patient's.
    `forwarded` says that the insurer passed the claim on to the next one by itself: no second is to be sent.
    """

    claim_id: int
    received_on: date
    lines: tuple[LineAnswer, ...]
    check_number: str = ""
    payer_control: str = ""
    ends_here: bool = False
    forwarded: bool = False


def preview_adjudication(session: Session, answer: AnswerEntry) -> AdjudicationPlan:
    """Plan what an answer would post; nothing is written."""
    session.require(Right.POST_ANSWER)
    return _plan(fetch(Claim, answer.claim_id, "claim"), answer)


def post_adjudication(session: Session, answer: AnswerEntry, shown: AdjudicationPlan | None = None) -> int:
    """Post an insurer's answer to a claim and give its id.

    What was shown is what is posted: refused when the plan has changed since `shown`. The patient's share
    goes to the next policy, whose claim is made at once, and to the patient only where none is in force.
    """
    session.require(Right.POST_ANSWER)
    if answer.received_on > session.today():
        raise InputError("The answer's date lies in the future. Type the date printed on it.")
    with session.transaction() as transaction:
        return post_answer(session, transaction, answer, shown)


def post_answer(
    session: Session, transaction: Transaction, answer: AnswerEntry, shown: AdjudicationPlan | None = None
) -> int:
    """Post an insurer's answer inside the open transaction, as `post_adjudication` does."""
    claim = fetch(Claim, answer.claim_id, "claim")
    _refuse_second_answer(claim)
    _refuse_unknown_forwarding(claim, answer)
    plan = _plan(claim, answer)
    check_postable(plan)
    if shown is not None and shown != plan:
        raise RuleError(
            "This claim changed since the answer was shown. Nothing was posted. Look at the new figures."
        )
    today = session.today()
    open_for_posting(session, transaction, today)
    postings = _postings(claim, plan, today, answer.received_on)
    ids = append(postings, session.user.id, session.now().isoformat())
    row_id = _write_answer(session, claim, answer, plan, ids[0] if ids else None)
    move_claim(claim, Move.ANSWER, answered_on=answer.received_on)
    transaction.record(
        "adjudication",
        row_id,
        "post_adjudication",
        patient=claim.patient_id,
        after={"claim": claim.number, "paid": plan.paid, "to_patient": plan.to_patient},
    )
    _pass_on(session, transaction, claim, plan, answer)
    return row_id


def reverse_adjudication(session: Session, adjudication_id: int, reason: str) -> None:
    """Take an answer back whole, with the next insurers' claims that came of it.

    What was used from payments for the patient's share must be freed first. A denial that moved no money is
    taken back the same way.
    """
    session.require(Right.POST_ANSWER)
    if not reason.strip():
        raise RuleError("Say why this is taken back; the reason stays with it.")
    with session.transaction() as transaction:
        row = fetch(Adjudication, adjudication_id, "answer")
        if AdjudicationVoid.get_or_none(AdjudicationVoid.adjudication == row.id) is not None:
            raise RuleError("This answer was taken back before. Nothing was changed.")
        _refuse_if_used(row)
        open_for_posting(session, transaction, session.today())
        AdjudicationVoid.insert(
            adjudication=row.id,
            posting=_reverse_posting(session, row, reason),
            reason=reason.strip(),
            user=session.user.id,
            at=session.now().isoformat(),
        ).execute()
        claim = fetch(Claim, row.claim_id, "claim")
        take_back_answer(claim)
        transaction.record(
            "adjudication", row.id, "reverse_adjudication", patient=claim.patient_id, reason=reason.strip()
        )
        for claim_id in following_claims(claim.id):
            void_claim(transaction, claim_id, claim.patient_id)


def _reverse_posting(session: Session, row: Adjudication, reason: str) -> int | None:
    if row.posting_id is None:
        return None
    planned = plan_reversal(
        row.posting_id, "adjudication_void", entries_of(row.posting_id), session.today(), reason
    )
    return append([planned], session.user.id, session.now().isoformat())[0]


def _plan(claim: Claim, answer: AnswerEntry) -> AdjudicationPlan:
    following = None if answer.ends_here else next_policy_after(claim.id)
    return plan_adjudication(lines_to_answer(claim.id, claim.policy_id), answer.lines, following, claim.rank)


def _postings(claim: Claim, plan: AdjudicationPlan, today: date, received: date) -> list[PlannedPosting]:
    entries = [entry for line in plan.lines for entry in _entries(claim, line)]
    return [PlannedPosting("adjudication", today, tuple(entries), received)] if entries else []


def _entries(claim: Claim, line: LinePlan) -> list[PlannedEntry]:
    account_id = account_of_charge(line.charge_id)
    debits: list[tuple[str, int | None, Money]] = [(BANK, None, line.payment)]
    debits += [(WRITE_OFF_ACCOUNTS[part.kind], None, part.amount) for part in line.write_offs]
    debits += [
        (INSURANCE_AR if part.to_policy_id else PATIENT_AR, part.to_policy_id, part.amount)
        for part in line.transfers
    ]
    entries = [
        PlannedEntry(account, account_id, amount, line.charge_id, policy)
        for account, policy, amount in debits
        if amount
    ]
    lowered = total(entry.amount for entry in entries)
    if lowered:
        entries.append(PlannedEntry(INSURANCE_AR, account_id, -lowered, line.charge_id, claim.policy_id))
    return entries


def _write_answer(
    session: Session, claim: Claim, answer: AnswerEntry, plan: AdjudicationPlan, posting_id: int | None
) -> int:
    row = Adjudication.create(
        claim=claim.id,
        policy=claim.policy_id,
        posting=posting_id,
        received_on=answer.received_on,
        check_number=answer.check_number.strip(),
        payer_control=answer.payer_control.strip(),
        paid=plan.paid,
        user=session.user.id,
        at=session.now().isoformat(),
    )
    for line in answer.lines:
        AdjudicationLine.insert(
            adjudication=row.id, charge=line.charge_id, allowed=line.allowed, paid=line.paid
        ).execute()
        for part in (part for part in line.adjustments if part.amount):
            AdjudicationAdjustment.create(
                adjudication=row.id,
                charge=line.charge_id,
                group_code=part.group,
                reason_code=part.code,
                amount=part.amount,
                accepted=part.accepted,
            )
    return int(row.id)


def _pass_on(
    session: Session, transaction: Transaction, claim: Claim, plan: AdjudicationPlan, answer: AnswerEntry
) -> None:
    """Make the next policy's claim for the lines that were passed on, forwarded where the insurer did so."""
    following = {part.to_policy_id for line in plan.lines for part in line.transfers if part.to_policy_id}
    for policy_id in following:
        here = (Claim.visit == claim.visit_id) & (Claim.policy == policy_id) & (Claim.state != "void")
        if Claim.get_or_none(here) is None:
            charges = [fetch(Charge, charge, "charge") for charge in charges_of_claim(claim.id)]
            visit = fetch(Visit, claim.visit_id, "visit")
            made = make_claim(session, transaction, visit, policy_id, claim.rank + 1, charges)
            if answer.forwarded:
                forward_claim(session, transaction, made, answer.received_on, claim.number)


def _refuse_unknown_forwarding(claim: Claim, answer: AnswerEntry) -> None:
    if answer.forwarded and (answer.ends_here or next_policy_after(claim.id) is None):
        raise RuleError(
            "The answer is said to be forwarded, but no further insurance is on record for that day. Nothing "
            "was posted. Add the policy first, or take the mark out."
        )


def _refuse_second_answer(claim: Claim) -> None:
    if claim.state == "void":
        raise RuleError("This claim is void. Nothing was posted. Open the claim that replaced it.")
    standing = standing_answer_to(claim.id)
    if standing and claim.state in ("answered", "closed"):
        raise RuleError(
            f"An answer to claim {claim.number}, received {standing[1]:%m/%d/%Y}, was entered "
            "before. Nothing was posted twice. Take that answer back first if it was wrong; if the claim was "
            "sent again since, use Correct or resend on it."
        )


def _refuse_if_used(row: Adjudication) -> None:
    latest = standing_answer_to(row.claim_id)
    if latest and latest[0] != row.id:
        raise RuleError(
            "A later answer came to the corrected claim. Nothing was changed. Take the later one back first."
        )
    if any(standing_answer_to(claim_id) for claim_id in following_claims(row.claim_id)):
        raise RuleError(
            "The next insurer has already answered what this answer handed on. Nothing was changed. "
            "Take that later answer back first."
        )
    if is_answer_used(row.posting_id):
        raise RuleError(
            "A payment or a later answer was already used for what this answer left open. "
            "Nothing was changed. Take those back first, latest first."
        )
