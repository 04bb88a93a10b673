"""What was posted of a remittance, step by step; each says what it explains of the payment."""

from app.domain.money import ZERO, Money
from app.domain.posting import plan_reversal
from app.models.postings import append, entries_of
from app.models.remittances import RemittanceAdjustment, RemittanceClaim, RemittanceStep
from app.services.session import Transaction


def add_step(transaction: Transaction, remittance_id: int, kind: str, amount: Money, **of: int | None) -> int:
    """Note one thing posted of a remittance inside the open transaction; `of` names what it belongs to."""
    step = RemittanceStep.create(
        remittance=remittance_id,
        kind=kind,
        amount=amount,
        user=transaction.session.user.id,
        at=transaction.session.now().isoformat(),
        **of,
    )
    return int(step.id)


def undo_step(transaction: Transaction, step: RemittanceStep, posting_id: int | None) -> None:
    """Note that a step was taken back, by a posting where one was needed."""
    add_step(
        transaction,
        step.remittance_id,
        step.kind,
        -step.amount,
        remittance_claim=step.remittance_claim_id,
        remittance_adjustment=step.remittance_adjustment_id,
        adjudication=step.adjudication_id,
        posting=posting_id,
        undoes=step.id,
    )


def standing_steps(remittance_id: int) -> list[RemittanceStep]:
    """The steps of a remittance that were not taken back, in order."""
    undone = RemittanceStep.select(RemittanceStep.undoes).where(
        (RemittanceStep.remittance == remittance_id) & RemittanceStep.undoes.is_null(False)
    )
    return list(
        RemittanceStep.select()
        .where(
            (RemittanceStep.remittance == remittance_id)
            & RemittanceStep.undoes.is_null()
            & RemittanceStep.id.not_in(undone)
        )
        .order_by(RemittanceStep.id)
    )


def step_of_answer(adjudication_id: int) -> RemittanceStep | None:
    """The step by which an answer came from a remittance, or was linked to one, and still does."""
    for step in RemittanceStep.select().where(
        (RemittanceStep.adjudication == adjudication_id)
        & (
            (RemittanceStep.kind == "answer")
            | ((RemittanceStep.kind == "moved") & (RemittanceStep.amount >= ZERO))
        )
        & RemittanceStep.undoes.is_null()
    ):
        if RemittanceStep.get_or_none(RemittanceStep.undoes == step.id) is None:
            return step
    return None


def reopen_answered(transaction: Transaction, adjudication_id: int, posting_id: int | None) -> None:
    """Put the remitted claim behind an answer that was taken back by hand to those that wait."""
    step = step_of_answer(adjudication_id)
    if step is None:
        return
    undo_step(transaction, step, _unlinked(transaction, step) if step.kind == "moved" else posting_id)
    open_claim(step.remittance_claim_id, is_open=True)


def _unlinked(transaction: Transaction, step: RemittanceStep) -> int | None:
    """Put back into the bank what a typed answer had taken from a remittance instead."""
    if step.posting_id is None:
        return None
    session = transaction.session
    reason = "The answer that was typed by hand was taken back"
    entries = entries_of(step.posting_id)
    planned = plan_reversal(step.posting_id, "provider_adjustment_void", entries, session.today(), reason)
    return append([planned], session.user.id, session.now().isoformat())[0]


def open_claim(remittance_claim_id: int | None, *, is_open: bool) -> None:
    """Say whether a remitted claim waits to be posted."""
    RemittanceClaim.update(is_open=is_open, version=RemittanceClaim.version + 1).where(
        RemittanceClaim.id == remittance_claim_id
    ).execute()


def open_adjustment(remittance_adjustment_id: int | None, *, is_open: bool) -> None:
    """Say whether a provider adjustment waits to be posted."""
    RemittanceAdjustment.update(is_open=is_open, version=RemittanceAdjustment.version + 1).where(
        RemittanceAdjustment.id == remittance_adjustment_id
    ).execute()


def explained(steps: list[RemittanceStep]) -> Money:
    """What steps explain of a payment; the payment itself counts against it."""
    return Money(sum(step.amount.cents for step in steps)) if steps else ZERO
