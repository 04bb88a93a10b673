"""Reasons to look a guideline up again: a denial that contradicts it, or a person who doubts it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks

# An answer that was taken back denies nothing any more.
OPEN = (
    "not exists(select 1 from guideline_review_end e where e.review_id = r.id) and not exists("
    "select 1 from adjudication_void w where w.adjudication_id = r.adjudication_id)"
)


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A reason to look a guideline up again; `outcome` is empty while it is open."""

    id: int
    chain_id: int
    guideline_id: int
    cause: str
    claim_id: int | None
    claim_number: int | None
    patient_id: int | None
    note: str
    opened_on: date
    opened_by: str
    outcome: str
    ending: str


@asks(Right.SEE_OFFICE)
def list_reviews(chain_id: int | None = None, ended: bool = False) -> tuple[ReviewLine, ...]:
    """The reasons to look a guideline up again, of one record or of all, the newest first."""
    rows = select(
        "select r.id, r.chain_id, r.guideline_id, r.cause, r.claim_id, m.number, m.patient_id, r.note, "
        "r.opened_at, u.display_name, coalesce(e.outcome, ''), coalesce(e.note, '') from guideline_review r "
        "join user u on u.id = r.user_id left join claim m on m.id = r.claim_id "
        "left join guideline_review_end e on e.review_id = r.id "
        f"where (?1 is null or r.chain_id = ?1) and (?2 or {OPEN}) order by r.id desc",
        chain_id,
        ended,
    )
    return tuple(map(_line, rows))


def is_open(review_id: int) -> bool | None:
    """Tell whether a review is open; None where there is none; inside another question only."""
    rows = select(f"select {OPEN} from guideline_review r where r.id = ?", review_id)
    return bool(rows[0][0]) if rows else None


def open_denials() -> frozenset[tuple[int, int]]:
    """The records (by chain) and claims that an open review joins; inside another question only."""
    rows = select(
        f"select r.chain_id, r.claim_id from guideline_review r where r.claim_id is not null and {OPEN}"
    )
    return frozenset((chain, claim) for chain, claim in rows)


def _line(row: tuple[Any, ...]) -> ReviewLine:
    review, chain, guideline, cause, claim, number, patient, note, at, by, outcome, ending = row
    return ReviewLine(
        id=review,
        chain_id=chain,
        guideline_id=guideline,
        cause=cause,
        claim_id=claim,
        claim_number=number,
        patient_id=patient,
        note=note,
        opened_on=datetime.fromisoformat(at).date(),
        opened_by=by,
        outcome=outcome,
        ending=ending,
    )
