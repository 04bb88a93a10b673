"""Insurers' answers: the one way an adjudication enters the ledger, typed, imported or made for the demo."""

from app.domain.adjudication import AdjudicationPlan, check_postable, plan_adjudication
from app.domain.errors import InputError, RuleError
from app.domain.posting import plan_reversal
from app.domain.remittance_plan import ClaimFacts
from app.domain.rights import Right
from app.models.claims import Adjudication, AdjudicationVoid, Claim
from app.models.postings import append, entries_of
from app.queries.adjudications import (
    following_claims,
    is_answer_used,
    is_out_again,
    standing_answer_to,
)
from app.queries.answer_facts import claim_facts, known_claims
from app.services.answer_writing import AnswerEntry, PlannedAnswer, write_answers
from app.services.claim_versions import take_back_answer
from app.services.claims import void_claim
from app.services.days import open_for_posting
from app.services.remittance_steps import reopen_answered
from app.services.rows import fetch
from app.services.session import Session, Transaction


def preview_adjudication(session: Session, answer: AnswerEntry) -> AdjudicationPlan:
    """Plan what an answer would post; nothing is written."""
    session.require(Right.POST_ANSWER)
    fetch(Claim, answer.claim_id, "claim")
    return _plan(_facts(answer.claim_id), answer)


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
    facts = _facts(claim.id)
    _refuse_unknown_forwarding(facts, answer)
    plan = _plan(facts, answer)
    check_postable(plan)
    if shown is not None and shown != plan:
        raise RuleError(
            "This claim changed since the answer was shown. Nothing was posted. Look at the new figures."
        )
    open_for_posting(session, transaction, session.today())
    return write_answers(session, transaction, [PlannedAnswer(answer, facts, plan)])[0].id


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
        refuse_if_used(row)
        reopen_answered(transaction, row.id, reverse_answer(session, transaction, row, reason))


def reverse_answer(session: Session, transaction: Transaction, row: Adjudication, reason: str) -> int | None:
    """Take an answer back inside the open transaction, as was found to be allowed; gives the posting.

    The next insurers' claims become void. A claim that was sent again since stays out.
    """
    open_for_posting(session, transaction, session.today())
    posting = _reverse_posting(session, row, reason)
    AdjudicationVoid.insert(
        adjudication=row.id,
        posting=posting,
        reason=reason.strip(),
        user=session.user.id,
        at=session.now().isoformat(),
    ).execute()
    claim = fetch(Claim, row.claim_id, "claim")
    if not is_out_again(claim.id):
        take_back_answer(claim)
    transaction.record(
        "adjudication", row.id, "reverse_adjudication", patient=claim.patient_id, reason=reason.strip()
    )
    for claim_id in following_claims(claim.id):
        void_claim(transaction, claim_id, claim.patient_id)
    return posting


def _reverse_posting(session: Session, row: Adjudication, reason: str) -> int | None:
    if row.posting_id is None:
        return None
    planned = plan_reversal(
        row.posting_id, "adjudication_void", entries_of(row.posting_id), session.today(), reason
    )
    return append([planned], session.user.id, session.now().isoformat())[0]


def _facts(claim_id: int) -> ClaimFacts:
    return claim_facts(known_claims([claim_id]).values())[claim_id]


def _plan(facts: ClaimFacts, answer: AnswerEntry) -> AdjudicationPlan:
    following = None if answer.ends_here else facts.next_policy_id
    return plan_adjudication(facts.lines, answer.lines, following, facts.known.rank)


def _refuse_unknown_forwarding(facts: ClaimFacts, answer: AnswerEntry) -> None:
    if answer.forwarded and (answer.ends_here or facts.next_policy_id is None):
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


def refuse_if_used(row: Adjudication) -> None:
    """Refuse, in words, to take back an answer of which something was used since."""
    refuse_if_followed(row)
    if is_answer_used(row.posting_id):
        raise RuleError(
            "A payment or a later answer was already used for what this answer left open. "
            "Nothing was changed. Take those back first, latest first."
        )


def refuse_if_followed(row: Adjudication) -> None:
    """Refuse, in words, to take back an answer that another one followed, to the same claim or the next."""
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
