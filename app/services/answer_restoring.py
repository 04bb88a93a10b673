"""An answer that was taken back stands again: the same entries to the cent, and its claim where it stood."""

from collections.abc import Sequence
from datetime import date

from app.domain.claim_life import ClaimState, Move, next_state
from app.domain.errors import RuleError
from app.domain.posting import INSURANCE_AR, PlannedEntry, PlannedPosting
from app.models.claims import (
    Adjudication,
    AdjudicationAdjustment,
    AdjudicationLine,
    AdjudicationVoid,
    Claim,
)
from app.models.postings import append, entries_of
from app.queries.adjudications import (
    charges_of_claim,
    claims_of_visit,
    is_answer_used,
    is_corrected_since,
    standing_answer_to,
)
from app.queries.answer_facts import known_claims
from app.queries.months import day_in_books
from app.services.answer_writing import WrittenAnswer
from app.services.claim_versions import forward_claim
from app.services.claims import NewClaim, make_claims
from app.services.rows import fetch
from app.services.session import Session, Transaction


def restore_answer(
    session: Session, transaction: Transaction, earlier: Adjudication, *, is_forwarded: bool
) -> WrittenAnswer:
    """Post an answer once more that was taken back; refused where what that opened was used since.

    It is the answer that it was, with its day and the one who entered it. `is_forwarded` tells that the
    insurer had passed the claim on by itself.
    """
    claim: Claim = fetch(Claim, earlier.claim_id, "claim")
    void = fetch(AdjudicationVoid, earlier.id, "answer")
    if claim.state == "void" or standing_answer_to(claim.id) or is_answer_used(void.posting_id):
        raise RuleError(
            f"Claim {claim.number} is not open any more as it was when the insurer took its answer back. "
            "Nothing was changed. Take back first what was done on it since."
        )
    entries = entries_of(earlier.posting_id) if earlier.posting_id is not None else ()
    written = _copy(earlier, _post(session, earlier, entries))
    _answer_again(claim, earlier)
    transaction.record(
        "adjudication",
        written.id,
        "restore_answer",
        patient=claim.patient_id,
        after={"claim": claim.number, "paid": earlier.paid},
    )
    for policy_id in sorted(_handed_to(earlier, entries)):
        _make_next(session, transaction, claim, policy_id, earlier.received_on if is_forwarded else None)
    return written


def _post(session: Session, earlier: Adjudication, entries: Sequence[PlannedEntry]) -> int | None:
    if not entries:
        return None
    effective = day_in_books(earlier.received_on, session.now())
    planned = PlannedPosting("adjudication", session.today(), tuple(entries), effective)
    return append([planned], session.user.id, session.now().isoformat())[0]


def _copy(earlier: Adjudication, posting_id: int | None) -> WrittenAnswer:
    """Write the answer, its lines and its adjustments anew, with the new posting."""
    facts = {name: value for name, value in earlier.__data__.items() if name not in ("id", "posting")}
    answer_id = int(Adjudication.insert(posting=posting_id, **facts).execute())
    for table in (AdjudicationLine, AdjudicationAdjustment):
        for row in table.select().where(table.adjudication == earlier.id).order_by(table.charge):
            values = {name: value for name, value in row.__data__.items() if name != "id"}
            table.insert(**{**values, "adjudication": answer_id}).execute()
    return WrittenAnswer(answer_id, posting_id)


def _answer_again(claim: Claim, earlier: Adjudication) -> None:
    """The claim is answered as it was; one that was corrected after that answer stays on its way out."""
    state = ClaimState(claim.state)
    if not is_corrected_since(claim.id, earlier.at):
        state = next_state(claim.number, claim.state, Move.ANSWER)
    Claim.update(state=state.value, answered_on=earlier.received_on, version=Claim.version + 1).where(
        Claim.id == claim.id
    ).execute()


def _handed_to(earlier: Adjudication, entries: Sequence[PlannedEntry]) -> set[int]:
    """The policies that the answer handed something on to."""
    return {
        entry.policy_id
        for entry in entries
        if entry.account == INSURANCE_AR and entry.policy_id not in (None, earlier.policy_id)
    }


def _make_next(
    session: Session, transaction: Transaction, claim: Claim, policy_id: int, forwarded_on: date | None
) -> None:
    """Make the claim of the policy that was asked next, unless it is there."""
    there = known_claims(claims_of_visit(claim.visit_id)).values()
    if any(each.policy_id == policy_id for each in there):
        return
    charges = charges_of_claim(claim.id)
    new = NewClaim(claim.visit_id, claim.patient_id, policy_id, claim.rank + 1, charges)
    (claim_id,) = make_claims(session, transaction, [new])
    if forwarded_on:
        forward_claim(session, transaction, claim_id, forwarded_on, claim.number)
