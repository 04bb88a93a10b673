"""Claims brought to where a test needs them: sent, rejected, and answered with the payer's number."""

from app.domain.answers import LineAnswer
from app.domain.form_grid import NO_OFFSET
from app.models.claims import Claim
from app.models.database import writing
from app.models.submissions import ClaimResponse
from app.services.adjudications import post_adjudication
from app.services.answer_writing import AnswerEntry
from app.services.claim_batches import confirm_batch
from app.services.claim_versions import last_version_number
from app.services.claims import print_claims
from tests.practice_fixtures import money


def send(practice, *claims):
    """Print claims and confirm their batch as mailed today."""
    printed = print_claims(practice.session, claims, NO_OFFSET)
    confirm_batch(practice.session, printed.batch_id, practice.clock().date(), "Mail")
    return printed


def say(practice, claim, outcome="accepted", text="", field="", control=""):
    """Keep what a payer said of the version sent last, as a reply that is read does."""
    ClaimResponse.create(
        claim=claim,
        claim_version=last_version_number(claim),
        kind="277CA",
        outcome=outcome,
        text=text,
        field=field,
        payer_control=control,
        on_date=practice.clock().date(),
        user=1,
        at=practice.clock().isoformat(),
    )


def reject(practice, claim, text="The member number is not known.", field="i1a"):
    """Say of the version sent last that it was rejected: the claim goes back to ready."""
    with writing():
        say(practice, claim, "rejected", text, field)
        Claim.update(state="ready", version=Claim.version + 1).where(Claim.id == claim).execute()


def answer(practice, claim, *lines, control="2026081A4417", **facts):
    """Post an answer with the payer's own number; a line is charge, allowed, paid and adjustments."""
    answers = tuple(
        LineAnswer(charge, None if allowed is None else money(allowed), money(paid), parts)
        for charge, allowed, paid, parts in lines
    )
    entry = AnswerEntry(claim, practice.clock().date(), answers, payer_control=control, **facts)
    return post_adjudication(practice.session, entry)
