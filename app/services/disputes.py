"""Disputes: a case opened on denied, underpaid or taken back lines, worked on, and given to the next hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.catalogs import denial_codes
from app.domain.disputes.cases import CaseKind, FactKind, Lane, Stage
from app.domain.disputes.evidence import needs_for
from app.domain.errors import InputError, RuleError
from app.domain.money import ZERO, Money
from app.domain.rights import Right
from app.models.disputes import DisputeCase, DisputeEvidence, DisputeEvidenceEvent, DisputeLine
from app.queries.disputable_claims import DisputableClaim, DisputableLine, disputable_claim
from app.queries.dispute_support import has_guideline
from app.services.dispute_deadlines import write_first_deadlines
from app.services.dispute_facts import FactEntry, write_fact
from app.services.rows import change_row, fetch, next_number
from app.services.session import Session, Transaction


@dataclass(frozen=True, slots=True)
class CaseEntry:
    """A case to open: the lines of one claim, with the amount at stake where it is not what is open.

    `shares` are (charge id, amount); an amount of None takes what the insurer holds back. `noticed_on` is the
    day of the insurer's answer or letter, the answer's own day where it is None.
    """

    kind: CaseKind
    claim_id: int
    shares: tuple[tuple[int, Money | None], ...]
    noticed_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class NextStep:
    """Who acts next, what, and by when; `owner_id` None is anyone's."""

    actor: Lane
    step: str
    on: date | None = None
    owner_id: int | None = None


def open_case(session: Session, entry: CaseEntry) -> int:
    """Open a case on lines of a claim and give its id: facts, deadlines and checklist stand in it at once."""
    session.require(Right.WORK_DISPUTE)
    with session.transaction() as transaction:
        return write_case(transaction, entry)


def open_cases(session: Session, entries: Sequence[CaseEntry]) -> tuple[int, ...]:
    """Open a case for each entry, all or none, and give their ids."""
    session.require(Right.WORK_DISPUTE)
    if not entries:
        raise InputError("No line is chosen. Mark the lines to dispute.")
    with session.transaction() as transaction:
        return tuple(write_case(transaction, entry) for entry in entries)


def set_next_step(session: Session, case_id: int, version: int, step: NextStep) -> None:
    """Say who acts next in a case, what, and by when."""
    session.require(Right.WORK_DISPUTE)
    if not step.step.strip():
        raise InputError("Write what is to be done next; a few words are enough.")
    with session.transaction() as transaction:
        case = fetch_open_case(case_id)
        values = {
            "next_actor": step.actor.value,
            "next_step": " ".join(step.step.split()),
            "next_on": step.on,
            "owner": step.owner_id,
        }
        change_row(
            transaction, DisputeCase, case.id, version, values, what="dispute_case", patient=case.patient_id
        )


def fetch_open_case(case_id: int) -> DisputeCase:
    """Fetch a case that is not closed; raises RuleError for one that is."""
    case: DisputeCase = fetch(DisputeCase, case_id, "case")
    if case.stage == Stage.CLOSED:
        raise RuleError(f"Case {case.number} is closed. Reopen it first; nothing was changed.")
    return case


def write_case(transaction: Transaction, entry: CaseEntry) -> int:
    """Write a case with its lines, first facts, deadlines and checklist inside the open transaction."""
    session = transaction.session
    claim = disputable_claim(entry.claim_id)
    lines = _chosen(claim, entry)
    reason, codes = _reason(entry.kind, [line for line, _ in lines])
    noticed_on = entry.noticed_on or claim.answered_on or session.today()
    case = DisputeCase.create(
        number=next_number("dispute"),
        kind=entry.kind.value,
        claim=claim.claim_id,
        patient=claim.patient_id,
        payer=claim.payer_id,
        policy=claim.policy_id,
        adjudication=claim.adjudication_id,
        reason=reason,
        codes=codes,
        noticed_on=noticed_on,
        opened_at=session.now().isoformat(),
        user=session.user.id,
        next_step="Decide what to do",
    )
    for line, amount in lines:
        DisputeLine.insert(case=case.id, charge=line.charge_id, amount=amount).execute()
    _write_checklist(session, case, claim)
    for fact in _first_facts(session, case, entry.note):
        write_fact(transaction, case, fact)
    write_first_deadlines(transaction, case, claim)
    transaction.record(
        "dispute_case",
        case.id,
        "open_case",
        patient=claim.patient_id,
        after={"number": case.number, "claim": claim.number, "reason": reason, "lines": len(lines)},
    )
    return int(case.id)


def _chosen(claim: DisputableClaim, entry: CaseEntry) -> list[tuple[DisputableLine, Money]]:
    """The lines with the amounts at stake; raises RuleError for what cannot be disputed."""
    known = {line.charge_id: line for line in claim.lines}
    if not entry.shares:
        raise InputError("No line is chosen. Mark the lines to dispute.")
    chosen = []
    for charge_id, amount in entry.shares:
        line = known.get(charge_id)
        if line is None:
            raise RuleError("That service is not on this claim. Open the claim again.")
        if line.case_id is not None:
            raise RuleError(f"{line.code} is in dispute already. Open its case instead.")
        at_stake = line.at_stake if amount is None else amount
        if not ZERO < at_stake <= line.billed:
            raise RuleError(f"Nothing of {line.code} can be disputed: the insurer holds nothing back.")
        chosen.append((line, at_stake))
    return chosen


def _reason(kind: CaseKind, lines: Sequence[DisputableLine]) -> tuple[str, str]:
    """The main reason of the lines, and all of them with their remarks."""
    parts = sorted((part for line in lines for part in line.reasons), key=lambda part: -part.amount.cents)
    names = [part.name for part in parts]
    remarks = [remark for line in lines for remark in line.remarks]
    main = names[0] if names and kind is CaseKind.DENIAL else ""
    return main, " ".join(dict.fromkeys((*names, *remarks)))


def _write_checklist(session: Session, case: DisputeCase, claim: DisputableClaim) -> None:
    """Write what the reason needs; a rule of the insurer is not needed where none is on file."""
    code = denial_codes().get(case.reason.partition("-")[2])
    is_underpaid = case.kind == CaseKind.UNDERPAYMENT
    category = "contractual" if is_underpaid else code.category if code else ""
    written = {"user": session.user.id, "at": session.now().isoformat()}
    for need in needs_for(category):
        row = DisputeEvidence.create(
            case=case.id, key=need.key, title=need.title, from_lane=need.lane.value, **written
        )
        if need.key == "guideline" and not has_guideline(claim, category, session.today()):
            today = session.today()
            DisputeEvidenceEvent.insert(
                evidence=row.id, event="not_needed", on_date=today, note="No rule is on file.", **written
            ).execute()


def _first_facts(session: Session, case: DisputeCase, note: str) -> tuple[FactEntry, ...]:
    """What the insurer answered, and that the case was opened."""
    code = denial_codes().get(case.reason.partition("-")[2])
    said = {
        CaseKind.DENIAL: f"Denied with {case.codes or 'no reason'}."
        + (f" {code.staff_explanation}" if code else ""),
        CaseKind.UNDERPAYMENT: "Allowed less than the contract says.",
        CaseKind.TAKEBACK: "Paid, and took it back later.",
    }[CaseKind(case.kind)]
    opened = FactEntry(Lane.OFFICE, FactKind.STEP, f"Case {case.number} opened.", session.today())
    facts = [FactEntry(Lane.INSURER, FactKind.SAID, said, case.noticed_on), opened]
    if note.strip():
        facts.append(FactEntry(Lane.OFFICE, FactKind.NOTE, note, session.today()))
    return tuple(facts)
