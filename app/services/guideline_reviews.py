"""Reasons to look a guideline up again: opened by a person or by a denial, and ended with what came of it."""

from collections.abc import Mapping, Sequence

from app.domain.errors import InputError, RuleError
from app.domain.rights import Right
from app.models.guidelines import Guideline, GuidelineReview, GuidelineReviewEnd
from app.models.many_rows import insert_rows, next_id
from app.queries.guideline_denials import DeniedLine, contradicted_by
from app.queries.guideline_reviews import is_open, open_denials
from app.services.rows import fetch
from app.services.session import Recorded, Session, Transaction

SUBJECT = "guideline_review"
OUTCOMES = ("kept", "changed", "withdrawn")
CAUSES = ("manual", "due")
_COLUMNS = (
    *("id", "chain_id", "guideline_id", "cause", "claim_id", "adjudication_id", "note", "opened_at"),
    "user_id",
)


def open_review(session: Session, guideline_id: int, note: str, cause: str = "manual") -> int:
    """Mark a guideline as doubtful, with the reason in a few words; gives the review's id."""
    session.require(Right.LOG_CALL)
    if cause not in CAUSES:
        raise ValueError(f"no person opens a review for {cause}")
    if not note.strip():
        raise InputError("Say in a few words what is to be looked up again.")
    with session.transaction() as transaction:
        guideline = fetch(Guideline, guideline_id, "guideline")
        row = GuidelineReview.create(
            chain_id=guideline.chain_id,
            guideline=guideline_id,
            cause=cause,
            note=note.strip(),
            opened_at=session.now().isoformat(),
            user=session.user.id,
        )
        transaction.record(SUBJECT, row.id, "open_review", after={"guideline": guideline_id, "cause": cause})
        return int(row.id)


def close_review(session: Session, review_id: int, outcome: str, note: str = "") -> None:
    """End a review: the guideline was kept, changed or withdrawn."""
    session.require(Right.EDIT_GUIDELINE)
    if outcome not in OUTCOMES:
        raise InputError("Choose whether the guideline was kept, changed or withdrawn.")
    with session.transaction() as transaction:
        fetch(GuidelineReview, review_id, "review")
        if not is_open(review_id):
            raise RuleError("A colleague ended this review already. Nothing was changed.")
        GuidelineReviewEnd.create(
            review=review_id,
            outcome=outcome,
            note=note.strip(),
            user=session.user.id,
            at=session.now().isoformat(),
        )
        transaction.record(SUBJECT, review_id, "close_review", after={"outcome": outcome})


def review_denied(
    session: Session, transaction: Transaction, denied: Sequence[DeniedLine], answers: Mapping[int, int]
) -> None:
    """Open a review of each guideline that denials contradict, inside the transaction that posts them.

    `answers` are the ids of the answers by claim. A record and a claim are joined by one open review only.
    """
    contradicted = contradicted_by(denied)
    if not contradicted:
        return
    known = open_denials()
    fresh = {
        (each.guideline.chain_id, each.claim_id): each
        for each in contradicted
        if (each.guideline.chain_id, each.claim_id) not in known
    }
    first, at = next_id(GuidelineReview), session.now().isoformat()
    opened = list(enumerate(fresh.values(), start=first))
    insert_rows(
        GuidelineReview,
        _COLUMNS,
        (
            (
                review,
                each.guideline.chain_id,
                each.guideline.id,
                "denial",
                each.claim_id,
                answers[each.claim_id],
                each.why,
                at,
                session.user.id,
            )
            for review, each in opened
        ),
    )
    transaction.record_all(
        Recorded(
            SUBJECT,
            review,
            "open_review",
            patient=each.patient_id,
            after={"guideline": each.guideline.id, "claim": each.claim_id},
        )
        for review, each in opened
    )
