"""Insurers' answers written, one or thousands: postings, answers, claims moved on, claims that follow.

This is the inside of `post_answer`: what is given here is planned and allowed already, in this transaction.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.adjudication import AdjudicationPlan
from app.domain.answers import LineAnswer, LinePlan, WriteOffKind
from app.domain.claim_life import Move, next_state
from app.domain.money import ZERO, Money, total
from app.domain.posting import BANK, INSURANCE_AR, PATIENT_AR, PAYER_CLEARING, PlannedEntry, PlannedPosting
from app.domain.remittance_plan import ClaimFacts
from app.models.claims import Adjudication, AdjudicationAdjustment, AdjudicationLine, Claim
from app.models.many_rows import insert_rows, next_id, update_rows
from app.models.postings import append
from app.queries.answer_facts import accounts_of, claims_of_visits
from app.queries.guideline_denials import DeniedLine
from app.queries.months import day_in_books
from app.services.claim_versions import forward_claim
from app.services.claims import NewClaim, make_claims
from app.services.guideline_reviews import review_denied
from app.services.session import Recorded, Session, Transaction

WRITE_OFF_ACCOUNTS = {
    WriteOffKind.CONTRACTUAL: "contractual",
    WriteOffKind.SEQUESTRATION: "sequestration",
    WriteOffKind.WITHHOLD: "payer_reduction",
    WriteOffKind.INCENTIVE: "payer_reduction",
    WriteOffKind.PENALTY: "payer_reduction",
    WriteOffKind.ACCEPTED_DENIAL: "writeoff_other",
}
_ANSWER = (
    *("id", "claim_id", "policy_id", "posting_id", "received_on", "check_number", "payer_control"),
    *("paid_cents", "user_id", "at"),
)


@dataclass(frozen=True, slots=True)
class AnswerEntry:
    """An insurer's answer to one claim, as typed from the paper or remitted; dates are the payer's.

    `ends_here` says that no further insurer is asked, though one is in force: what is left is the patient's.
    `forwarded` says that the insurer passed the claim on to the next one by itself: no second is to be sent.
    `remitted` says that its money came with a remittance, which put it into the bank as one sum.
    """

    claim_id: int
    received_on: date
    lines: tuple[LineAnswer, ...]
    check_number: str = ""
    payer_control: str = ""
    ends_here: bool = False
    forwarded: bool = False
    remitted: bool = False


@dataclass(frozen=True, slots=True)
class PlannedAnswer:
    """An answer with what it was measured against and what it posts."""

    entry: AnswerEntry
    facts: ClaimFacts
    plan: AdjudicationPlan


@dataclass(frozen=True, slots=True)
class WrittenAnswer:
    """An answer that was written: its id, and its posting where it moved anything."""

    id: int
    posting_id: int | None


def write_answers(
    session: Session, transaction: Transaction, planned: Sequence[PlannedAnswer]
) -> list[WrittenAnswer]:
    """Write planned answers inside the open transaction, on a day that is open; gives them in order."""
    written = _write_rows(session, planned, _post(session, planned))
    update_rows(
        Claim,
        ("state", "answered_on"),
        (
            (
                next_state(int(each.facts.known.number), each.facts.known.state, Move.ANSWER).value,
                each.entry.received_on.isoformat(),
                each.entry.claim_id,
            )
            for each in planned
        ),
    )
    transaction.record_all(
        Recorded(
            "adjudication",
            answer.id,
            "post_adjudication",
            patient=each.facts.known.patient_id,
            after={
                "claim": int(each.facts.known.number),
                "paid": each.plan.paid,
                "to_patient": each.plan.to_patient,
            },
        )
        for each, answer in zip(planned, written, strict=True)
    )
    answers = {each.entry.claim_id: answer.id for each, answer in zip(planned, written, strict=True)}
    review_denied(session, transaction, _denied(planned), answers)
    _pass_on(session, transaction, planned)
    return written


def _post(session: Session, planned: Sequence[PlannedAnswer]) -> list[int | None]:
    """Append the postings of answers; None for one that moves nothing.

    An answer of a month that is closed counts in the books today.
    """
    accounts = accounts_of({line.charge_id for each in planned for line in each.plan.lines})
    today, now = session.today(), session.now()
    received = {each.entry.received_on for each in planned}
    effective = {day: day_in_books(day, now) for day in received}
    postings: list[PlannedPosting] = []
    moves = []
    for each in planned:
        entries = [entry for line in each.plan.lines for entry in _entries(each, line, accounts)]
        moves.append(bool(entries))
        if entries:
            day = effective[each.entry.received_on]
            postings.append(PlannedPosting("adjudication", today, tuple(entries), day))
    ids = iter(append(postings, session.user.id, now.isoformat()))
    return [next(ids) if moved else None for moved in moves]


def _entries(each: PlannedAnswer, line: LinePlan, accounts: dict[int, int]) -> list[PlannedEntry]:
    account_id = accounts[line.charge_id]
    source = PAYER_CLEARING if each.entry.remitted else BANK
    debits: list[tuple[str, int | None, Money]] = [(source, None, line.payment)]
    debits += [(WRITE_OFF_ACCOUNTS[part.kind], None, part.amount) for part in line.write_offs]
    debits += [
        (INSURANCE_AR if part.to_policy_id else PATIENT_AR, part.to_policy_id, part.amount)
        for part in line.transfers
    ]
    entries = [
        PlannedEntry(account, account_id, amount, line.charge_id, policy)
        for account, policy, amount in debits
        if amount
    ]
    lowered = total(entry.amount for entry in entries)
    if lowered:
        policy_id = each.facts.known.policy_id
        entries.append(PlannedEntry(INSURANCE_AR, account_id, -lowered, line.charge_id, policy_id))
    return entries


def _write_rows(
    session: Session, planned: Sequence[PlannedAnswer], postings: Sequence[int | None]
) -> list[WrittenAnswer]:
    first, at = next_id(Adjudication), session.now().isoformat()
    written = [WrittenAnswer(first + index, posting) for index, posting in enumerate(postings)]
    pairs = list(zip(planned, written, strict=True))
    insert_rows(
        Adjudication,
        _ANSWER,
        (
            (
                answer.id,
                each.entry.claim_id,
                each.facts.known.policy_id,
                answer.posting_id,
                each.entry.received_on.isoformat(),
                each.entry.check_number.strip(),
                each.entry.payer_control.strip(),
                each.plan.paid.cents,
                session.user.id,
                at,
            )
            for each, answer in pairs
        ),
    )
    lines = [(answer.id, line) for each, answer in pairs for line in each.entry.lines]
    insert_rows(
        AdjudicationLine,
        ("adjudication_id", "charge_id", "allowed_cents", "paid_cents"),
        (
            (
                answer,
                line.charge_id,
                line.allowed.cents if line.allowed is not None else None,
                line.paid.cents,
            )
            for answer, line in lines
        ),
    )
    insert_rows(
        AdjudicationAdjustment,
        ("adjudication_id", "charge_id", "group_code", "reason_code", "cents", "accepted"),
        (
            (answer, line.charge_id, part.group, part.code, part.amount.cents, int(part.accepted))
            for answer, line in lines
            for part in line.adjustments
            if part.amount
        ),
    )
    return written


def _denied(planned: Sequence[PlannedAnswer]) -> list[DeniedLine]:
    """The lines that were paid nothing, with the reasons given."""
    return [
        DeniedLine(
            each.entry.claim_id,
            line.charge_id,
            tuple(part.name for part in line.adjustments if part.amount > ZERO),
        )
        for each in planned
        for line in each.entry.lines
        if not line.paid
    ]


def _pass_on(session: Session, transaction: Transaction, planned: Sequence[PlannedAnswer]) -> None:
    """Make the next policies' claims for the lines passed on, forwarded where the insurer did so."""
    handed = [(each, policy) for each in planned for policy in _following(each.plan)]
    if not handed:
        return
    there = {
        (claim.visit_id, claim.policy_id)
        for claim in claims_of_visits([each.facts.known.visit_id for each, _ in handed])
    }
    missing = [(each, policy) for each, policy in handed if (each.facts.known.visit_id, policy) not in there]
    made = make_claims(session, transaction, [_next_claim(each, policy) for each, policy in missing])
    for (each, _), claim_id in zip(missing, made, strict=True):
        if each.entry.forwarded:
            number = int(each.facts.known.number)
            forward_claim(session, transaction, claim_id, each.entry.received_on, number)


def _following(plan: AdjudicationPlan) -> Iterable[int]:
    return sorted({part.to_policy_id for line in plan.lines for part in line.transfers if part.to_policy_id})


def _next_claim(each: PlannedAnswer, policy_id: int) -> NewClaim:
    known = each.facts.known
    charges = tuple(line.charge_id for line in known.lines)
    return NewClaim(known.visit_id, known.patient_id, policy_id, known.rank + 1, charges)
