"""Money beside the claims of a remittance (PLB) posted against what it is, and taken back."""

from app.domain.money import Money
from app.domain.posting import INSURANCE_AR, PAYER_CLEARING, PlannedEntry, PlannedPosting
from app.domain.provider_adjustments import ACCOUNTS, AdjustmentKind, AdjustmentPlan
from app.models.postings import append
from app.models.remittances import Remittance, RemittanceAdjustment
from app.queries.months import day_in_books
from app.services.remittance_steps import add_step
from app.services.session import Session, Transaction


def post_adjustment(
    session: Session,
    transaction: Transaction,
    remittance: Remittance,
    row: RemittanceAdjustment,
    plan: AdjustmentPlan,
) -> None:
    """Post one provider adjustment inside the open transaction.

    A takeback opens the old claim again at its insurer, line by line; the patient is not asked for it.
    """
    if not plan.amount:
        add_step(transaction, remittance.id, "adjustment", Money(0), remittance_adjustment=row.id)
        return
    today = session.today()
    planned = PlannedPosting(
        "provider_adjustment",
        today,
        _entries(plan),
        day_in_books(min(remittance.paid_on, today), session.now()),
        f"{row.code} {row.reference}".strip(),
    )
    posting = append([planned], session.user.id, session.now().isoformat())[0]
    add_step(
        transaction,
        remittance.id,
        "adjustment",
        Money(-plan.amount),
        remittance_adjustment=row.id,
        posting=posting,
    )
    if plan.claim:
        transaction.record(
            "claim",
            plan.claim.claim_id,
            "take_claim_back",
            patient=plan.claim.patient_id,
            after={"trace": remittance.trace, "amount": Money(plan.amount)},
        )


def _entries(plan: AdjustmentPlan) -> tuple[PlannedEntry, ...]:
    if plan.kind is not AdjustmentKind.TAKEBACK:
        amount = Money(plan.amount)
        return (
            PlannedEntry(ACCOUNTS[plan.kind], None, amount),
            PlannedEntry(PAYER_CLEARING, None, -amount),
        )
    entries = []
    for line in plan.lines:
        entries += [
            PlannedEntry(INSURANCE_AR, line.account_id, line.paid, line.charge_id, line.policy_id),
            PlannedEntry(PAYER_CLEARING, line.account_id, -line.paid, line.charge_id),
        ]
    return tuple(entries)
