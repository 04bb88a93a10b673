"""The inside of taking a remittance back: its steps in turn, the latest first, each as its kind asks."""

from collections.abc import Callable

from app.domain.errors import RuleError
from app.domain.posting import PATIENT_AR, plan_reversal
from app.domain.remittance_plan import is_forwarded
from app.domain.remitted_text import read_remitted
from app.models.claims import Adjudication, AdjudicationVoid
from app.models.postings import append, entries_of
from app.models.remittances import Remittance, RemittanceAdjustment, RemittanceClaim, RemittanceStep
from app.queries.adjudications import is_answer_used
from app.queries.answer_facts import claim_facts, known_claims
from app.queries.remittance_order import answer_taken_back_before, is_taken_from_since, payment_after
from app.services.adjudications import refuse_if_followed, refuse_if_used, reverse_answer
from app.services.answer_restoring import restore_answer
from app.services.progress import Progress
from app.services.remittance_steps import add_step, standing_steps, step_of_answer, undo_step
from app.services.rows import fetch
from app.services.session import Session, Transaction

_VOIDS = {"payment": "remittance_void", "moved": "provider_adjustment_void"}


def undo_remittance(
    session: Session, transaction: Transaction, row: Remittance, reason: str, progress: Progress
) -> None:
    """Take back all that was posted of a remittance inside the open transaction; nothing of it waits then."""
    undo = RemittanceUndo(session, transaction, reason)
    steps = standing_steps(row.id)
    done, count = 0, len(steps)
    while steps:
        if undo.take_back(steps.pop()):
            steps = standing_steps(row.id)
        done += 1
        progress(min(done, count), count, "steps")
    for table in (RemittanceClaim, RemittanceAdjustment):
        table.update(is_open=False, version=table.version + 1).where(
            (table.remittance == row.id) & table.is_open
        ).execute()


class RemittanceUndo:
    """Takes single steps back, with one reason."""

    def __init__(self, session: Session, transaction: Transaction, reason: str) -> None:
        self._session = session
        self._transaction = transaction
        self._reason = reason
        self._ways: dict[str, Callable[[RemittanceStep], int | None]] = {
            "answer": self._answer,
            "taken_back": self._restore,
            "adjustment": self._adjustment,
            "note": lambda _step: None,
        }

    def take_back(self, step: RemittanceStep) -> bool:
        """Take one step back, and note it; tells whether another answer of the same remittance stands now.

        Where something was done on the same visit with a later payment, a refusal names that payment.
        """
        source = step_of_answer(step.adjudication_id or 0) if step.kind == "taken_back" else None
        try:
            posting_id = self._ways.get(step.kind, self._reverse)(step)
        except RuleError as error:
            later = payment_after(step.id)
            if later is None:
                raise
            raise RuleError(
                f"{later.words} was posted later and builds upon this one. Nothing was changed. Take the "
                "later one back first."
            ) from error
        undo_step(self._transaction, step, posting_id)
        return bool(source and source.remittance_id == step.remittance_id)

    def _answer(self, step: RemittanceStep) -> int | None:
        answer = fetch(Adjudication, step.adjudication_id, "answer")
        if AdjudicationVoid.get_or_none(AdjudicationVoid.adjudication == answer.id) is not None:
            raise RuleError(
                "An answer of this payment was taken back since. Nothing was changed. Take back first what "
                "was done on its claim since."
            )
        if is_taken_from_since(step.id):
            raise RuleError(
                "The insurer withheld money of this answer from a later payment. Nothing was changed. "
                "Take the later one back first."
            )
        refuse_if_followed(answer)
        earlier = answer_taken_back_before(step.id)
        if earlier is None or not _is_owed_again(answer, fetch(Adjudication, earlier, "answer")):
            refuse_if_used(answer)
        return reverse_answer(self._session, self._transaction, answer, self._reason)

    def _adjustment(self, step: RemittanceStep) -> int | None:
        if step.posting_id is None:
            return None
        if is_answer_used(step.posting_id):
            raise RuleError(
                "What the insurer took back was settled since on the claim that it opened again. Nothing was "
                "changed. Take that back first."
            )
        return self._reverse(step)

    def _reverse(self, step: RemittanceStep) -> int | None:
        if step.posting_id is None:
            return None
        kind = _VOIDS.get(step.kind, "provider_adjustment_void")
        entries = entries_of(step.posting_id)
        planned = plan_reversal(step.posting_id, kind, entries, self._session.today(), self._reason)
        return append([planned], self._session.user.id, self._session.now().isoformat())[0]

    def _restore(self, step: RemittanceStep) -> int | None:
        """Let the answer stand again that this remittance had taken back, with the same amounts to the cent.

        Where that had come with a payment, or was linked to one, it does so again.
        """
        earlier = fetch(Adjudication, step.adjudication_id, "answer")
        source = step_of_answer(earlier.id)
        remitted = fetch(RemittanceClaim, source.remittance_claim_id, "claim") if source else None
        forwarded = bool(remitted and is_forwarded(read_remitted(remitted.content)))
        written = restore_answer(self._session, self._transaction, earlier, is_forwarded=forwarded)
        if source is not None:
            undo_step(self._transaction, source, None)
            add_step(
                self._transaction,
                source.remittance_id,
                source.kind,
                source.amount,
                remittance_claim=source.remittance_claim_id,
                adjudication=written.id,
                posting=source.posting_id if source.kind == "moved" else written.posting_id,
            )
        return written.posting_id


def _is_owed_again(answer: Adjudication, earlier: Adjudication) -> bool:
    """Tell whether what the patient paid may stand, since the earlier answer asked for as much."""
    owed: dict[int | None, int] = {}
    for entry in entries_of(earlier.posting_id) if earlier.posting_id is not None else ():
        if entry.account == PATIENT_AR:
            owed[entry.charge_id] = owed.get(entry.charge_id, 0) + entry.amount.cents
    standing = claim_facts(known_claims([answer.claim_id]).values())[answer.claim_id].earlier
    return standing is not None and not (
        standing.is_passed_on or any(line.used.cents > owed.get(line.charge_id, 0) for line in standing.lines)
    )
