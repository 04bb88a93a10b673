"""Claims and adjustments of a remittance that wait for a person: matched by hand, looked at, and posted."""

from dataclasses import dataclass, replace

from app.domain.errors import RuleError
from app.domain.money import Money
from app.domain.provider_adjustments import (
    AdjustmentKind,
    AdjustmentPlan,
    plan_takeback,
)
from app.domain.remittance_balance import check_claim
from app.domain.remittance_matching import FoundBy
from app.domain.remittance_plan import (
    Action,
    ClaimFacts,
    ClaimPlan,
    Matched,
    Verdict,
    plan_claims,
)
from app.domain.remittances import RemittedClaim
from app.domain.remitted_text import read_remitted
from app.domain.rights import Right
from app.models.claims import Adjudication, Claim
from app.models.remittances import Remittance, RemittanceAdjustment, RemittanceClaim, RemittanceVoid
from app.queries.adjudications import standing_answer_to
from app.queries.answer_facts import claim_facts, known_claims
from app.queries.remittance_order import came_before
from app.queries.remitted_claims import claims_referred_to
from app.services.adjudications import refuse_if_used
from app.services.answer_writing import write_answers
from app.services.days import open_for_posting
from app.services.provider_adjustments import post_adjustment
from app.services.remittance_steps import add_step, open_adjustment, open_claim, step_of_answer
from app.services.remitted_answers import link_answer, plan_remitted, take_back_remitted, write_answer_steps
from app.services.rows import fetch
from app.services.session import Session, Transaction


@dataclass(frozen=True, slots=True)
class HeldClaim:
    """A held claim as it stands now: what the payer said, what it would post, and why it was not posted."""

    id: int
    version: int
    remitted: RemittedClaim
    plan: ClaimPlan


def preview_held_claim(session: Session, remittance_claim_id: int) -> HeldClaim:
    """Plan a held claim as things stand now; nothing is written."""
    session.require(Right.POST_ANSWER)
    return _held(_open(remittance_claim_id))[0]


def match_remitted_claim(session: Session, remittance_claim_id: int, claim_id: int | None) -> HeldClaim:
    """Say by hand which claim of ours a held one is about, or with None that it is unknown after all."""
    session.require(Right.POST_ANSWER)
    with session.transaction() as transaction:
        row = _open(remittance_claim_id)
        claim = fetch(Claim, claim_id, "claim") if claim_id is not None else None
        row.claim_id = claim_id
        row.found_by = (FoundBy.CHOSEN if claim else FoundBy.NOTHING).value
        held, _ = _held(row)
        _keep_plan(row, held.plan)
        transaction.record(
            "remittance",
            row.remittance_id,
            "match_remitted_claim" if claim else "unmatch_remitted_claim",
            patient=claim.patient_id if claim else None,
            after={"remitted": row.number, "claim": claim.number if claim else None},
        )
        return _held(_open(remittance_claim_id))[0]


def post_held_claim(session: Session, shown: HeldClaim) -> int | None:
    """Post one held claim as it was shown, after a person looked at it; gives the answer's id if it has one.

    Refused when anything it depends on has changed since, and where its lines do not balance.
    """
    session.require(Right.POST_ANSWER)
    with session.transaction() as transaction:
        row = _open(shown.id)
        held, facts = _held(row)
        if held != shown:
            raise RuleError(
                "This claim changed since it was shown. Nothing was posted. Look at the new figures."
            )
        open_for_posting(session, transaction, session.today())
        remittance = fetch(Remittance, row.remittance_id, "remittance")
        answer_id = _post(session, transaction, remittance, held, facts)
        open_claim(row.id, is_open=False)
        transaction.record(
            "remittance",
            row.remittance_id,
            "post_held_claim",
            patient=facts.known.patient_id if facts else None,
            after={"remitted": row.number, "answer": answer_id},
        )
        return answer_id


def link_typed_answer(session: Session, remittance_claim_id: int) -> None:
    """Say that a held claim is the answer that was typed by hand: its money came with this remittance.

    For what cannot be posted as it was sent. What the typed answer had put into the bank is put into the
    remittance's payment instead, so that the bank holds it once.
    """
    session.require(Right.POST_ANSWER)
    with session.transaction() as transaction:
        row = _open(remittance_claim_id)
        standing = standing_answer_to(row.claim_id) if row.claim_id is not None else None
        if standing is None or step_of_answer(standing[0]) is not None:
            raise RuleError(
                "No answer to this claim was typed by hand. Nothing was changed. Match the claim, enter its "
                "answer, then say here that it was typed."
            )
        answer: Adjudication = fetch(Adjudication, standing[0], "answer")
        open_for_posting(session, transaction, session.today())
        remittance = fetch(Remittance, row.remittance_id, "remittance")
        link_answer(session, transaction, remittance, answer, row.id)
        open_claim(row.id, is_open=False)
        transaction.record(
            "remittance",
            row.remittance_id,
            "link_typed_answer",
            after={"remitted": row.number, "answer": answer.id, "paid": answer.paid},
        )


def post_held_adjustment(session: Session, adjustment_id: int, claim_number: str) -> None:
    """Post a held adjustment: as taken back from a claim, or without one as other money of the insurer."""
    session.require(Right.POST_ANSWER)
    with session.transaction() as transaction:
        row = fetch(RemittanceAdjustment, adjustment_id, "adjustment")
        _refuse_done(row.remittance_id, is_open=row.is_open)
        plan = AdjustmentPlan(row.position, AdjustmentKind.OTHER, row.amount.cents)
        claim = None
        if claim_number.strip():
            claim = claims_referred_to([claim_number.strip()]).get(claim_number.strip())
            plan = plan_takeback(row.position, row.amount.cents, claim, claim_number.strip())
        if plan.reason:
            raise RuleError(f"{plan.reason} Nothing was posted.")
        open_for_posting(session, transaction, session.today())
        remittance = fetch(Remittance, row.remittance_id, "remittance")
        RemittanceAdjustment.update(
            kind=plan.kind.value, claim=claim.claim_id if claim else None, reason=""
        ).where(RemittanceAdjustment.id == row.id).execute()
        post_adjustment(session, transaction, remittance, row, plan)
        open_adjustment(row.id, is_open=False)
        transaction.record(
            "remittance",
            row.remittance_id,
            "post_held_adjustment",
            after={"code": row.code, "amount": row.amount, "kind": plan.kind.value},
        )


def _open(remittance_claim_id: int) -> RemittanceClaim:
    row: RemittanceClaim = fetch(RemittanceClaim, remittance_claim_id, "claim")
    _refuse_done(row.remittance_id, is_open=bool(row.is_open))
    return row


def _refuse_done(remittance_id: int, *, is_open: bool) -> None:
    if RemittanceVoid.get_or_none(RemittanceVoid.remittance == remittance_id) is not None:
        raise RuleError("The remittance was taken back. Nothing was changed.")
    if not is_open:
        raise RuleError("This was posted already. Nothing was changed. Take it back first if it was wrong.")


def _held(row: RemittanceClaim) -> tuple[HeldClaim, ClaimFacts | None]:
    """A held claim planned by itself, with what it was measured against."""
    remitted = read_remitted(row.content)
    facts = None
    if row.claim_id is not None:
        facts = claim_facts(known_claims([row.claim_id]).values()).get(row.claim_id)
    imbalances = tuple(each.sentence for each in check_claim(remitted))
    (plan,) = plan_claims([Matched(0, remitted, FoundBy(row.found_by), facts, imbalances)])
    return HeldClaim(row.id, row.version, remitted, replace(plan, index=row.position)), facts


def _keep_plan(row: RemittanceClaim, plan: ClaimPlan) -> None:
    RemittanceClaim.update(
        claim=row.claim_id,
        found_by=row.found_by,
        verdict=plan.verdict.value,
        reasons="\n".join(plan.reasons),
        version=RemittanceClaim.version + 1,
    ).where(RemittanceClaim.id == row.id).execute()


def _post(
    session: Session,
    transaction: Transaction,
    remittance: Remittance,
    held: HeldClaim,
    facts: ClaimFacts | None,
) -> int | None:
    plan = held.plan
    if plan.verdict is Verdict.UNKNOWN or (facts is None and plan.action is not Action.NOTE):
        raise RuleError(f"{' '.join(plan.reasons)} Nothing was posted.")
    if plan.action is Action.NOTE:
        add_step(transaction, remittance.id, "note", Money(0), remittance_claim=held.id)
        return None
    if plan.action is Action.TAKE_BACK or facts is None:
        if plan.earlier_id is None:
            raise RuleError(f"{' '.join(plan.reasons)} Nothing was posted.")
        earlier = fetch(Adjudication, plan.earlier_id, "answer")
        _refuse_later(remittance, earlier)
        refuse_if_used(earlier)
        take_back_remitted(session, transaction, remittance, earlier, held.id)
        return None
    _refuse_second(facts)
    day = min(remittance.paid_on, session.today())
    planned = plan_remitted(remittance, held.remitted, plan, facts, day)
    written = write_answers(session, transaction, [planned])
    write_answer_steps(transaction, remittance.id, [held.id], [planned], written)
    return written[0].id


def _refuse_second(facts: ClaimFacts) -> None:
    if facts.is_answered and facts.earlier:
        raise RuleError(
            f"An answer to claim {facts.known.number}, received {facts.earlier.received_on:%m/%d/%Y}, was "
            "entered before. Nothing was posted twice. Take that answer back first if it was wrong."
        )


def _refuse_later(remittance: Remittance, earlier: Adjudication) -> None:
    """A reversal is about what came before it; else two payments would wait for each other to go back."""
    step = step_of_answer(earlier.id)
    if step and step.remittance_id != remittance.id and came_before(remittance.id, step.id):
        later = fetch(Remittance, step.remittance_id, "remittance")
        raise RuleError(
            f"Payment {later.trace} answered this claim and came after this one, so this reversal is not "
            "about its answer. Nothing was posted. Take that payment back first, or leave this line unposted."
        )
