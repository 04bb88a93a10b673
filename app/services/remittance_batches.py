"""Several remittances posted one after another: each whole or not at all, and one refusal stops no other."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.errors import RuleError
from app.domain.rights import Right
from app.services.progress import Progress, no_progress
from app.services.remittance_previews import RemittancePreview
from app.services.remittances import PostedRemittance, explain_posted, post_remittance
from app.services.session import Session


@dataclass(frozen=True, slots=True)
class PostedBatch:
    """What was posted, and the refusals in words."""

    posted: tuple[PostedRemittance, ...]
    refusals: tuple[str, ...]
    words: str


def post_remittances(
    session: Session, shown: Sequence[RemittancePreview], progress: Progress = no_progress
) -> PostedBatch:
    """Post remittances as they were shown; a transaction each."""
    session.require(Right.POST_ANSWER)
    posted: list[PostedRemittance] = []
    sentences: list[str] = []
    refusals: list[str] = []
    for each in shown:
        try:
            done = post_remittance(session, each, progress=progress)
        except RuleError as error:
            refusals.append(f"Payment {each.advice.trace_number}: {error}")
        else:
            posted.append(done)
            sentences.append(explain_posted(done, each.advice.trace_number))
    some = sentences if len(sentences) <= 3 else [f"{len(sentences)} payments posted."]
    return PostedBatch(tuple(posted), tuple(refusals), " ".join((*some, *refusals)))
