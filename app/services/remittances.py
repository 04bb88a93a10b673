"""Remittances posted and taken back, each whole: the payment, its claims and what came beside them."""

from dataclasses import dataclass

from app.domain.errors import RuleError
from app.domain.money import Money
from app.domain.remittance_plan import Verdict
from app.domain.rights import Right
from app.models.records import StoredFile
from app.models.remittances import Remittance, RemittanceVoid
from app.queries.remitted_claims import same_money_posted
from app.services.days import open_for_posting
from app.services.files import X12, NewFile, keep_file
from app.services.progress import Progress, no_progress
from app.services.remittance_posting import RemittancePosting
from app.services.remittance_previews import (
    RemittancePreview,
    digest_of,
    explain_posted_before,
    money_key,
    paid_on,
    payer_key,
    plan_remittance,
)
from app.services.remittance_steps import explained, standing_steps
from app.services.remittance_undo import undo_remittance
from app.services.rows import fetch
from app.services.session import Session, Transaction

_KIND = "remittance"


@dataclass(frozen=True, slots=True)
class PostedRemittance:
    """What became of a remittance: claims posted and held, and what of the payment is not yet explained."""

    id: int
    posted: int
    held: int
    left: Money


def post_remittance(
    session: Session, shown: RemittancePreview, reason: str = "", progress: Progress = no_progress
) -> PostedRemittance:
    """Post what is clear of one remittance, and keep the rest of it as waiting for a person.

    What was shown is what is posted: refused when anything it depends on has changed since. The same money is
    refused, with the first posting named; a warning about the whole is passed with a reason only.
    """
    session.require(Right.POST_ANSWER)
    with session.transaction() as transaction:
        return _post(session, transaction, shown, reason.strip(), progress)


def unpost_remittance(
    session: Session, remittance_id: int, reason: str, progress: Progress = no_progress
) -> None:
    """Take a remittance back as one: every answer, adjustment and reversal of it, then the payment itself.

    Refused with a sentence where something of it was used since; then nothing is changed.
    """
    session.require(Right.POST_ANSWER)
    if not reason.strip():
        raise RuleError("Say why this is taken back; the reason stays with it.")
    with session.transaction() as transaction:
        row = fetch(Remittance, remittance_id, "remittance")
        if RemittanceVoid.get_or_none(RemittanceVoid.remittance == row.id) is not None:
            raise RuleError("This remittance was taken back before. Nothing was changed.")
        open_for_posting(session, transaction, session.today())
        undo_remittance(session, transaction, row, reason.strip(), progress)
        RemittanceVoid.insert(
            remittance=row.id, reason=reason.strip(), user=session.user.id, at=session.now().isoformat()
        ).execute()
        transaction.record(
            "remittance",
            row.id,
            "unpost_remittance",
            reason=reason.strip(),
            before={"trace": row.trace, "paid": row.amount},
        )


def _post(
    session: Session, transaction: Transaction, shown: RemittancePreview, reason: str, progress: Progress
) -> PostedRemittance:
    advice, today = shown.advice, session.today()
    before = same_money_posted(*money_key(advice, today))
    if before:
        raise RuleError(explain_posted_before(before))
    planned = plan_remittance(advice, progress)
    if planned.plan != shown.plan:
        raise RuleError(
            "Something this remittance depends on changed since it was shown. Nothing was posted. Look at it "
            "again."
        )
    if planned.plan.warnings and not reason:
        raise RuleError(f"{' '.join(planned.plan.warnings)} Nothing was posted. Say why it is right to.")
    open_for_posting(session, transaction, today)
    row = _keep(session, transaction, shown, reason)
    posting = RemittancePosting(session, transaction, row, advice, planned)
    posting.post(progress)
    left = -explained(standing_steps(row.id))
    held = len(advice.claims) - planned.plan.count(Verdict.CLEAR)
    transaction.record(
        "remittance",
        row.id,
        "post_remittance",
        reason=reason,
        after={"trace": row.trace, "paid": row.amount, "held": held, "left": left},
    )
    return PostedRemittance(int(row.id), planned.plan.count(Verdict.CLEAR), held, left)


def _keep(session: Session, transaction: Transaction, shown: RemittancePreview, reason: str) -> Remittance:
    advice = shown.advice
    return Remittance.create(
        file=_kept_file(transaction, shown),
        position=shown.position,
        name=shown.name,
        payer_key=payer_key(advice),
        payer_name=advice.payer_name,
        trace=advice.trace_number,
        method=advice.method,
        handling=advice.handling,
        paid_on=paid_on(advice, session.today()),
        amount=Money(advice.payment),
        claims=len(advice.claims),
        reason=reason,
        user=session.user.id,
        at=session.now().isoformat(),
    )


def _kept_file(transaction: Transaction, shown: RemittancePreview) -> int:
    """The kept bytes of the file: once for all remittances in it, but anew after one was taken back."""
    digest = digest_of(shown.content)
    for kept in StoredFile.select(StoredFile.id).where(
        (StoredFile.kind == _KIND) & (StoredFile.subject == _KIND) & (StoredFile.sha256 == digest)
    ):
        here = (Remittance.file == kept.id) & (Remittance.position == shown.position)
        if Remittance.get_or_none(here) is None:
            return int(kept.id)
    return keep_file(transaction, NewFile(_KIND, shown.name, shown.content, subject=_KIND), X12)


def explain_posted(done: PostedRemittance, trace: str) -> str:
    """Say in one sentence what was posted and what is left."""
    claims = "1 claim" if done.posted == 1 else f"{done.posted:,} claims"
    held = f", {done.held:,} held" if done.held else ""
    left = f"; {done.left.dollars} not yet explained" if done.left else ""
    return f"Payment {trace}: {claims} posted{held}{left}."
