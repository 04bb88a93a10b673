"""What posting a remittance shares with posting one held claim of it later, inside the open transaction."""

from collections.abc import Sequence
from datetime import date

from app.domain.adjudication import check_postable, plan_adjudication
from app.domain.errors import RuleError
from app.domain.money import Money
from app.domain.posting import BANK, PAYER_CLEARING, PlannedEntry, PlannedPosting
from app.domain.remittance_plan import ClaimFacts, ClaimPlan
from app.domain.remittances import RemittedClaim
from app.models.claims import Adjudication
from app.models.many_rows import insert_rows
from app.models.postings import append, entries_of
from app.models.remittances import Remittance, RemittanceStep
from app.queries.months import day_in_books
from app.services.adjudications import reverse_answer
from app.services.answer_writing import AnswerEntry, PlannedAnswer, WrittenAnswer
from app.services.remittance_steps import add_step
from app.services.session import Session, Transaction

LARGEST_ENTRY = 100_000_000


def post_payment(session: Session, transaction: Transaction, row: Remittance) -> None:
    """Put the payment of a remittance into the bank as one sum; a notice of nothing posts nothing."""
    if not row.amount:
        return
    entries = move_entries(PAYER_CLEARING, BANK, row.amount.cents)
    today = session.today()
    effective = day_in_books(min(row.paid_on, today), session.now())
    planned = PlannedPosting("remittance", today, entries, effective, row.trace)
    posting = append([planned], session.user.id, session.now().isoformat())[0]
    add_step(transaction, row.id, "payment", -row.amount, posting=posting)


def move_entries(source: str, target: str, cents: int) -> tuple[PlannedEntry, ...]:
    """Entries of the practice's own that move an amount; one entry holds at most a million dollars."""
    entries, sign, left = [], 1 if cents > 0 else -1, abs(cents)
    while left:
        part = Money(sign * min(left, LARGEST_ENTRY))
        entries += [PlannedEntry(target, None, part), PlannedEntry(source, None, -part)]
        left -= abs(part.cents)
    return tuple(entries)


def plan_remitted(
    row: Remittance, claim: RemittedClaim, plan: ClaimPlan, facts: ClaimFacts, day: date
) -> PlannedAnswer:
    """The answer of a remitted claim with what it posts; raises RuleError where the plan has changed."""
    again = plan_adjudication(facts.lines, plan.answers, facts.next_policy_id, facts.known.rank)
    check_postable(again)
    if again != plan.plan:
        raise RuleError(
            f"Claim {facts.known.number} is not open as it was planned. Nothing was posted. Look at it again."
        )
    entry = AnswerEntry(
        facts.known.claim_id,
        day,
        plan.answers,
        check_number=row.trace,
        payer_control=claim.payer_control,
        forwarded=plan.forwarded,
        remitted=True,
    )
    return PlannedAnswer(entry, facts, again)


def write_answer_steps(
    transaction: Transaction,
    remittance_id: int,
    claim_rows: Sequence[int],
    planned: Sequence[PlannedAnswer],
    written: Sequence[WrittenAnswer],
) -> None:
    """Note that answers were posted of a remittance, each with what it paid."""
    session = transaction.session
    at, user = session.now().isoformat(), session.user.id
    insert_rows(
        RemittanceStep,
        (
            *("remittance_id", "remittance_claim_id", "kind", "adjudication_id", "posting_id", "cents"),
            *("user_id", "at"),
        ),
        (
            (remittance_id, row, "answer", answer.id, answer.posting_id, each.plan.paid.cents, user, at)
            for row, each, answer in zip(claim_rows, planned, written, strict=True)
        ),
    )


def take_back_remitted(
    session: Session, transaction: Transaction, row: Remittance, earlier: Adjudication, claim_row: int
) -> None:
    """Take an earlier answer back as the insurer did, exactly; the money leaves the remittance's payment.

    An answer that was typed by hand came straight from the bank: what it paid is put back there, since this
    payment is smaller by it.
    """
    reason = f"The insurer took it back with payment {row.trace}"
    cleared, banked = _paid_from(earlier)
    posting = reverse_answer(session, transaction, earlier, reason)
    links = {"remittance_claim": claim_row, "adjudication": earlier.id}
    add_step(transaction, row.id, "taken_back", Money(-cleared), posting=posting, **links)
    if banked:
        entries = move_entries(PAYER_CLEARING, BANK, banked)
        planned = PlannedPosting("provider_adjustment", session.today(), entries, reason=reason)
        moved = append([planned], session.user.id, session.now().isoformat())[0]
        add_step(transaction, row.id, "moved", Money(-banked), posting=moved, **links)


def link_answer(
    session: Session, transaction: Transaction, row: Remittance, answer: Adjudication, claim_row: int
) -> None:
    """Let an answer that was typed by hand take its money from a remittance instead of from the bank."""
    _, banked = _paid_from(answer)
    posting = None
    if banked:
        entries = move_entries(BANK, PAYER_CLEARING, banked)
        reason = f"Answer {answer.id} came with payment {row.trace}"
        planned = PlannedPosting("provider_adjustment", session.today(), entries, reason=reason)
        posting = append([planned], session.user.id, session.now().isoformat())[0]
    add_step(
        transaction,
        row.id,
        "moved",
        Money(banked),
        remittance_claim=claim_row,
        adjudication=answer.id,
        posting=posting,
    )


def _paid_from(answer: Adjudication) -> tuple[int, int]:
    """What an answer took from payer clearing and from the bank, in cents."""
    entries = entries_of(answer.posting_id) if answer.posting_id is not None else ()
    sums = dict.fromkeys((PAYER_CLEARING, BANK), 0)
    for entry in entries:
        if entry.account in sums:
            sums[entry.account] += entry.amount.cents
    return sums[PAYER_CLEARING], sums[BANK]
