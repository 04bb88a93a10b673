"""Visits billed anew to the insurer that covered them, in one action; what was sent stays as it was."""

from collections.abc import Sequence

from app.domain.claim_life import Move
from app.domain.errors import InputError, RuleError
from app.domain.posting import plan_move_to_policy
from app.domain.rights import Right
from app.models.claims import Claim
from app.models.ledger import Charge, Visit
from app.models.postings import append
from app.queries.adjudications import charges_of_claim
from app.queries.months import day_in_books
from app.queries.rebilling import RebillLine, list_rebillable, open_parts
from app.services.claim_versions import move_claim
from app.services.claims import make_claim, void_claim
from app.services.days import open_for_posting
from app.services.rows import fetch
from app.services.session import Session, Transaction


def rebill_visits(
    session: Session, patient_id: int, shown: Sequence[RebillLine], reason: str
) -> tuple[int, ...]:
    """Bill the visits shown to the insurer that now is known to have covered them; gives the new claims.

    What is open moves from the old insurer, and from the patient, to the new one; an old claim that went out
    is closed and stays as it was sent, one that did not is void. Raises RuleError where the figures changed
    since they were shown.
    """
    session.require(Right.CORRECT_CLAIM, patient=patient_id)
    if not shown:
        raise InputError("No visit is chosen. Mark the visits to bill anew.")
    if not reason.strip():
        raise RuleError("Say what happened to the insurance; the reason stays with it.")
    with session.transaction() as transaction:
        if not set(shown) <= set(list_rebillable(patient_id)):
            raise RuleError(
                "Something changed since these visits were shown. Nothing was billed anew. Look again."
            )
        return tuple(write_rebill(transaction, line, reason.strip()) for line in shown)


def write_rebill(transaction: Transaction, line: RebillLine, reason: str) -> int:
    """Bill one visit to the insurer that covered it inside the open transaction; gives the new claim."""
    session = transaction.session
    open_for_posting(session, transaction, session.today())
    claim = fetch(Claim, line.claim_id, "claim")
    parts = open_parts(claim.id, line.old_policy_id)
    effective = day_in_books(line.on_date, session.now())
    posting = plan_move_to_policy(parts, line.new_policy_id, session.today(), effective, reason)
    append([posting], session.user.id, session.now().isoformat())
    if line.was_sent:
        move_claim(claim, Move.CLOSE)
        transaction.record("claim", claim.id, "close_claim", patient=claim.patient_id, reason=reason)
    else:
        void_claim(transaction, claim.id, claim.patient_id)
    charges = [fetch(Charge, charge, "charge") for charge in charges_of_claim(claim.id)]
    visit = fetch(Visit, line.visit_id, "visit")
    made = make_claim(session, transaction, visit, line.new_policy_id, 1, charges)
    transaction.record(
        "visit",
        visit.id,
        "rebill_visit",
        patient=claim.patient_id,
        reason=reason,
        before={"claim": claim.number, "policy": line.old_policy_id},
        after={"claim_id": made, "policy": line.new_policy_id, "moved": line.open_amount},
    )
    return made
