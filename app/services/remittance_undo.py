"""The inside of taking a remittance back: its steps in turn, the latest first, each as its kind asks."""

from collections.abc import Callable

from app.domain.adjudication import plan_adjudication
from app.domain.answers import Adjustment, LineAnswer
from app.domain.errors import RuleError
from app.domain.posting import PATIENT_AR, PAYER_CLEARING, plan_reversal
from app.domain.remittance_plan import is_forwarded
from app.domain.remitted_text import read_remitted
from app.models.claims import (
    Adjudication,
    AdjudicationAdjustment,
    AdjudicationLine,
    AdjudicationVoid,
)
from app.models.postings import append, entries_of
from app.models.remittances import Remittance, RemittanceAdjustment, RemittanceClaim, RemittanceStep
from app.queries.adjudications import is_answer_used
from app.queries.answer_facts import claim_facts, known_claims
from app.services.adjudications import refuse_if_used, reverse_answer
from app.services.answer_writing import AnswerEntry, PlannedAnswer, WrittenAnswer, write_answers
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
    for count, step in enumerate(reversed(steps), start=1):
        undo.take_back(step)
        progress(count, len(steps), "steps")
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

    def take_back(self, step: RemittanceStep) -> None:
        """Take one step back, and note it."""
        undo_step(self._transaction, step, self._ways.get(step.kind, self._reverse)(step))

    def _answer(self, step: RemittanceStep) -> int | None:
        answer = fetch(Adjudication, step.adjudication_id, "answer")
        if AdjudicationVoid.get_or_none(AdjudicationVoid.adjudication == answer.id) is not None:
            raise RuleError(
                "A later remittance took an answer of this one back. Nothing was changed. Take the later one "
                "back first."
            )
        earlier = RemittanceStep.get_or_none(
            (RemittanceStep.remittance == step.remittance_id)
            & (RemittanceStep.kind == "taken_back")
            & RemittanceStep.adjudication.in_(
                Adjudication.select(Adjudication.id).where(Adjudication.claim == answer.claim_id)
            )
        )
        if earlier is None:
            refuse_if_used(answer)
        else:
            _refuse_if_not_owed_again(answer, fetch(Adjudication, earlier.adjudication_id, "answer"))
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
        """Enter the answer anew that this remittance had taken back, with the same amounts to the cent."""
        earlier = fetch(Adjudication, step.adjudication_id, "answer")
        written = restore_answer(self._session, self._transaction, earlier)
        source = step_of_answer(earlier.id)
        if source is not None:
            undo_step(self._transaction, source, None)
            add_step(
                self._transaction,
                source.remittance_id,
                "answer",
                source.amount,
                remittance_claim=source.remittance_claim_id,
                adjudication=written.id,
            )
        return written.posting_id


def _refuse_if_not_owed_again(answer: Adjudication, earlier: Adjudication) -> None:
    """What the patient has paid of a corrected answer may stand where the earlier one asked for as much."""
    facts = claim_facts(known_claims([answer.claim_id]).values())[answer.claim_id]
    owed: dict[int | None, int] = {}
    for entry in entries_of(earlier.posting_id) if earlier.posting_id is not None else ():
        if entry.account == PATIENT_AR:
            owed[entry.charge_id] = owed.get(entry.charge_id, 0) + entry.amount.cents
    standing = facts.earlier
    if (
        standing is None
        or standing.is_passed_on
        or any(line.used.cents > owed.get(line.charge_id, 0) for line in standing.lines)
    ):
        refuse_if_used(answer)


def restore_answer(session: Session, transaction: Transaction, earlier: Adjudication) -> WrittenAnswer:
    """Post an answer that was taken back once more; refused where its claim is not open as it was then."""
    facts = claim_facts(known_claims([earlier.claim_id]).values())[earlier.claim_id]
    before = entries_of(earlier.posting_id) if earlier.posting_id is not None else ()
    entry = _entry_of(earlier, {part.policy_id for part in before})
    following = None if entry.ends_here else facts.next_policy_id
    plan = plan_adjudication(facts.lines, entry.lines, following, facts.known.rank)
    written = write_answers(session, transaction, [PlannedAnswer(entry, facts, plan)])[0]
    after = entries_of(written.posting_id) if written.posting_id is not None else ()
    if sorted(map(repr, before)) != sorted(map(repr, after)):
        raise RuleError(
            f"Claim {facts.known.number} is not open any more as it was before the insurer took its answer "
            "back. Nothing was changed. Take back first what was done on it since."
        )
    return written


def _entry_of(earlier: Adjudication, policies: set[int | None]) -> AnswerEntry:
    parts: dict[int, list[Adjustment]] = {}
    mine = AdjudicationAdjustment.adjudication == earlier.id
    for part in AdjudicationAdjustment.select().where(mine).order_by(AdjudicationAdjustment.id):
        adjustment = Adjustment(part.group_code, part.reason_code, part.amount, part.accepted)
        parts.setdefault(part.charge_id, []).append(adjustment)
    lines = tuple(
        LineAnswer(line.charge_id, line.allowed, line.paid, tuple(parts.get(line.charge_id, ())))
        for line in AdjudicationLine.select().where(AdjudicationLine.adjudication == earlier.id)
    )
    shares = any(part.is_share for adjustments in parts.values() for part in adjustments)
    step = step_of_answer(earlier.id)
    remitted = fetch(RemittanceClaim, step.remittance_claim_id, "claim") if step else None
    passed_on = bool(policies - {None, earlier.policy_id})
    return AnswerEntry(
        earlier.claim_id,
        earlier.received_on,
        lines,
        check_number=earlier.check_number,
        payer_control=earlier.payer_control,
        ends_here=shares and not passed_on,
        forwarded=bool(remitted and is_forwarded(read_remitted(remitted.content)) and passed_on),
        remitted=_is_remitted(earlier),
    )


def _is_remitted(answer: Adjudication) -> bool:
    if answer.posting_id is None:
        return step_of_answer(answer.id) is not None
    return any(entry.account == PAYER_CLEARING for entry in entries_of(answer.posting_id))
