"""What disputes came to: a level won or lost, the next level, the end of a case, and its reopening."""

from dataclasses import dataclass
from datetime import date

from app.domain.disputes.cases import FactKind, Lane, Stage
from app.domain.disputes.deadline_rules import DeadlineRule, levels_of
from app.domain.disputes.deadlines import compute_deadline
from app.domain.disputes.outcomes import CLOSING, RESULT_NAMES, Result
from app.domain.errors import InputError, RuleError
from app.domain.money import ZERO, Money
from app.domain.rights import Right
from app.models.claims import Adjudication
from app.models.disputes import DisputeCase, DisputeLine, DisputeOutcome
from app.models.records import Payer
from app.queries.deadline_rules import rules_for
from app.queries.disputable_claims import disputable_claim
from app.queries.payer_windows import payer_facts
from app.services.dispute_deadlines import end_open, revive_ended, write_deadline
from app.services.dispute_facts import FactEntry, write_fact
from app.services.disputes import fetch_open_case
from app.services.rows import fetch
from app.services.session import Session, Transaction
from app.services.to_dos import end_to_dos

_IN_FUTURE = "The day of the decision lies in the future. Check the date."


@dataclass(frozen=True, slots=True)
class OutcomeEntry:
    """What a level came to, on which day, the money it brought, and the answer that says so."""

    result: Result
    decided_on: date
    won: Money = ZERO
    adjudication_id: int | None = None
    note: str = ""


def record_outcome(session: Session, case_id: int, entry: OutcomeEntry) -> int:
    """Record what the level of a case came to, and give its id; all but a loss closes the case.

    After a loss the case waits for the decision: the next level, or an end.
    """
    session.require(Right.WORK_DISPUTE)
    if entry.result is Result.REOPENED:
        raise InputError("Choose what the case came to.")
    if entry.decided_on > session.today():
        raise InputError(_IN_FUTURE)
    if entry.won < ZERO:
        raise InputError("What came in cannot be less than 0.00. Check the amount.")
    with session.transaction() as transaction:
        case = fetch_open_case(case_id)
        _check_answer(case, entry.adjudication_id)
        return write_outcome(transaction, case, entry)


def write_outcome(transaction: Transaction, case: DisputeCase, entry: OutcomeEntry) -> int:
    """Write what a level came to inside the open transaction, and move the case on."""
    outcome = _write_row(transaction, case, entry)
    is_closed = entry.result in CLOSING
    stage = Stage.CLOSED if is_closed else Stage.LOST
    step = "" if is_closed else "Decide: the next level, or an end"
    end_open(transaction, case, is_closed=is_closed)
    end_to_dos(transaction, "dispute", case.id, RESULT_NAMES[entry.result])
    _move(transaction, case, stage, case.level, step)
    return outcome


def begin_next_level(session: Session, case_id: int, decided_on: date) -> int:
    """Take a lost case to its payer's next level, counted from the day of the decision; gives the level."""
    session.require(Right.WORK_DISPUTE)
    if decided_on > session.today():
        raise InputError(_IN_FUTURE)
    with session.transaction() as transaction:
        case = fetch_open_case(case_id)
        if case.stage != Stage.LOST:
            raise RuleError(
                f"Level {case.level} of case {case.number} is not lost. Nothing was changed. Say first what "
                "it came to."
            )
        rule = next_level_of(case, decided_on)
        if rule is None:
            raise RuleError("This insurer has no further level. Ask the regulator, or end the case.")
        deadline = compute_deadline(rule, decided_on)
        write_deadline(transaction, case, deadline)
        words = f"Level {rule.level}, {rule.name}, is open until {deadline.due_on:%m/%d/%Y}."
        write_fact(transaction, case, FactEntry(Lane.OFFICE, FactKind.STEP, words, session.today()))
        _move(transaction, case, Stage.WORKING, rule.level, f"Prepare level {rule.level}: {rule.name}")
        return rule.level


def reopen_case(session: Session, case_id: int, reason: str) -> None:
    """Open a closed case again, with the reason; the last days that its end made moot count again."""
    session.require(Right.WORK_DISPUTE)
    if not reason.strip():
        raise InputError("Say why the case is opened again; the reason stays with it.")
    with session.transaction() as transaction:
        case = fetch(DisputeCase, case_id, "case")
        if case.stage != Stage.CLOSED:
            raise RuleError(f"Case {case.number} is not closed. Nothing was changed.")
        _refuse_second_case(case)
        revive_ended(transaction, case, _last_outcome_at(case))
        _write_row(transaction, case, OutcomeEntry(Result.REOPENED, session.today(), note=reason))
        _move(transaction, case, Stage.WORKING, case.level, "Decide what to do")


def next_level_of(case: DisputeCase, on: date) -> DeadlineRule | None:
    """The rule of the level after a case's own, None where its payer has none."""
    claim = disputable_claim(case.claim_id)
    rules = rules_for(claim.scope, payer_facts(Payer.get_by_id(case.payer_id)))
    return next((rule for rule in levels_of(rules, claim.scope, on) if rule.level > case.level), None)


def move_stage(transaction: Transaction, case: DisputeCase, stage: Stage, step: str) -> None:
    """Move a case to a stage inside the open transaction, with what comes next."""
    _move(transaction, case, stage, case.level, step)


def _check_answer(case: DisputeCase, adjudication_id: int | None) -> None:
    if adjudication_id is None:
        return
    if fetch(Adjudication, adjudication_id, "answer").claim_id != case.claim_id:
        raise InputError("That answer belongs to another claim. Open the case again.")


def _refuse_second_case(case: DisputeCase) -> None:
    """Refuse where a line went into another case since: a line is in one open case only."""
    charges = DisputeLine.select(DisputeLine.charge).where(DisputeLine.case == case.id)
    others = DisputeCase.select().join(DisputeLine, on=DisputeLine.case == DisputeCase.id)
    other = others.where(
        DisputeLine.charge.in_(charges)
        & (DisputeCase.id != case.id)
        & (DisputeCase.claim == case.claim_id)
        & (DisputeCase.stage != Stage.CLOSED.value)
    ).first()
    if other is not None:
        raise RuleError(
            f"What case {case.number} is about is in dispute again as case {other.number}. Nothing was "
            "changed. Go on there."
        )


def _last_outcome_at(case: DisputeCase) -> str:
    rows = DisputeOutcome.select().where(DisputeOutcome.case == case.id).order_by(DisputeOutcome.id.desc())
    return str(rows.get().at)


def _write_row(transaction: Transaction, case: DisputeCase, entry: OutcomeEntry) -> int:
    session = transaction.session
    row = DisputeOutcome.create(
        case=case.id,
        level=case.level,
        decided_on=entry.decided_on,
        result=entry.result.value,
        won=entry.won,
        adjudication=entry.adjudication_id,
        note=entry.note.strip(),
        user=session.user.id,
        at=session.now().isoformat(),
    )
    won = f", {entry.won.dollars}" if entry.won else ""
    words = f"{RESULT_NAMES[entry.result]}{won}. {entry.note}".strip()
    write_fact(transaction, case, FactEntry(Lane.OFFICE, FactKind.STEP, words, session.today()))
    after = {"case": case.number, "result": entry.result.value, "won": entry.won}
    transaction.record("dispute_outcome", row.id, "record_outcome", patient=case.patient_id, after=after)
    return int(row.id)


def _move(transaction: Transaction, case: DisputeCase, stage: Stage, level: int, step: str) -> None:
    actor = Lane.INSURER if stage is Stage.SENT else Lane.OFFICE
    DisputeCase.update(
        stage=stage.value,
        level=level,
        next_actor=actor.value,
        next_step=step,
        next_on=None,
        version=DisputeCase.version + 1,
    ).where(DisputeCase.id == case.id).execute()
    after = {"stage": stage.value, "level": level}
    transaction.record("dispute_case", case.id, "move_case", patient=case.patient_id, after=after)
