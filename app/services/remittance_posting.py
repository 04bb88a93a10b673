"""The inside of posting a remittance: payment, rows of claims, reversals, answers, what came beside them.

The payment goes into the bank as one sum against payer clearing; each claim and adjustment takes its part out
of there. What payer clearing of a remittance still holds is what is not yet explained.
"""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from app.domain.money import Money
from app.domain.provider_adjustments import AdjustmentPlan
from app.domain.remittance_plan import Action, ClaimFacts, ClaimPlan, Verdict
from app.domain.remittances import RemittanceAdvice, RemittedClaim
from app.domain.remitted_text import write_remitted
from app.models.claims import Adjudication
from app.models.many_rows import insert_rows, next_id
from app.models.remittances import Remittance, RemittanceAdjustment, RemittanceClaim
from app.queries.answer_facts import claim_facts, known_claims
from app.services.answer_writing import write_answers
from app.services.progress import Progress
from app.services.provider_adjustments import post_adjustment
from app.services.remittance_previews import PlannedRemittance
from app.services.remittance_steps import add_step
from app.services.remitted_answers import (
    plan_remitted,
    post_payment,
    take_back_remitted,
    write_answer_steps,
)
from app.services.rows import fetch
from app.services.session import Session, Transaction

_AT_ONCE = 500
_CLAIM = (
    *("id", "remittance_id", "position", "number", "payer_control", "status", "patient", "charge_cents"),
    *("paid_cents", "content", "claim_id", "found_by", "verdict", "action", "reasons", "is_open"),
)
_Item = TypeVar("_Item")


class RemittancePosting:
    """One remittance being posted inside the open transaction."""

    def __init__(
        self,
        session: Session,
        transaction: Transaction,
        row: Remittance,
        advice: RemittanceAdvice,
        planned: PlannedRemittance,
    ) -> None:
        self._session = session
        self._transaction = transaction
        self._row = row
        self._advice = advice
        self._planned = planned
        self._first_claim = next_id(RemittanceClaim)

    def post(self, progress: Progress) -> None:
        """Post all that is clear; `progress` may stop it before anything is kept."""
        clear = [plan for plan in self._planned.plan.claims if plan.verdict is Verdict.CLEAR]
        post_payment(self._session, self._transaction, self._row)
        self._write_claims()
        for plan in clear:
            if plan.action is Action.TAKE_BACK:
                self._take_back(plan)
            elif plan.action is Action.NOTE:
                add_step(
                    self._transaction, self._row.id, "note", Money(0), remittance_claim=self._claim_row(plan)
                )
        answers = [plan for plan in clear if plan.action is Action.ANSWER]
        self._renew_reversed(clear)
        done = 0
        for some in _by(_AT_ONCE, answers):
            self._answer(some)
            done += len(some)
            progress(done, len(answers), "claims")
        # Let go of by itself: all that was planned, let go of at once, would hold the window up.
        self._planned.facts.clear()
        for adjustment in self._planned.plan.adjustments:
            self._adjust(adjustment)

    def _write_claims(self) -> None:
        pairs = zip(self._advice.claims, self._planned.plan.claims, strict=True)
        insert_rows(RemittanceClaim, _CLAIM, (self._claim_values(*pair) for pair in pairs))

    def _claim_values(self, claim: RemittedClaim, plan: ClaimPlan) -> tuple[object, ...]:
        return (
            self._claim_row(plan),
            self._row.id,
            plan.index,
            claim.claim_number,
            claim.payer_control,
            claim.status,
            f"{claim.patient.last}, {claim.patient.first}".strip(", "),
            claim.charge,
            claim.paid,
            write_remitted(claim),
            plan.claim_id,
            plan.found_by.value,
            plan.verdict.value,
            plan.action.value,
            "\n".join(plan.reasons),
            int(plan.verdict is not Verdict.CLEAR),
        )

    def _claim_row(self, plan: ClaimPlan) -> int:
        return self._first_claim + plan.index

    def _take_back(self, plan: ClaimPlan) -> None:
        earlier = fetch(Adjudication, plan.earlier_id, "answer")
        take_back_remitted(self._session, self._transaction, self._row, earlier, self._claim_row(plan))

    def _renew_reversed(self, clear: Sequence[ClaimPlan]) -> None:
        """Measure claims anew whose earlier answers are taken back now; what was planned must come out."""
        reversed_now = [plan.claim_id for plan in clear if plan.action is Action.TAKE_BACK and plan.claim_id]
        if reversed_now:
            self._planned.facts.update(claim_facts(known_claims(reversed_now).values()))

    def _answer(self, plans: Sequence[ClaimPlan]) -> None:
        day = min(self._row.paid_on, self._session.today())
        planned = [
            plan_remitted(self._row, self._advice.claims[plan.index], plan, self._facts_of(plan), day)
            for plan in plans
        ]
        written = write_answers(self._session, self._transaction, planned)
        write_answer_steps(
            self._transaction, self._row.id, [self._claim_row(plan) for plan in plans], planned, written
        )

    def _facts_of(self, plan: ClaimPlan) -> ClaimFacts:
        return self._planned.facts[plan.claim_id or 0]

    def _adjust(self, plan: AdjustmentPlan) -> None:
        said = self._advice.provider_adjustments[plan.index]
        row = RemittanceAdjustment.create(
            remittance=self._row.id,
            position=plan.index,
            code=said.code,
            reference=said.reference,
            amount=Money(said.amount),
            kind=plan.kind.value,
            claim=plan.claim.claim_id if plan.claim else None,
            reason=plan.reason,
            is_open=not plan.is_clear,
        )
        if plan.is_clear:
            post_adjustment(self._session, self._transaction, self._row, row, plan)


def _by(count: int, items: Sequence[_Item]) -> Iterator[Sequence[_Item]]:
    for start in range(0, len(items), count):
        yield items[start : start + count]
