"""What is decided about a dispute, and done in the same step: correct, bill another, bill the patient."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.catalogs import denial_codes
from app.domain.approvals import RequestKind
from app.domain.claim_corrections import WhatHappened
from app.domain.disputes.cases import CaseKind, FactKind, Lane, Stage
from app.domain.disputes.guidance import ACTION_NAMES, Action
from app.domain.disputes.outcomes import Result
from app.domain.errors import InputError, RuleError
from app.domain.money import ZERO, Money
from app.domain.rights import Right
from app.models.disputes import DisputeCase, DisputeLine
from app.queries.disputable_claims import disputable_claim
from app.queries.rebilling import list_rebillable
from app.services.claim_corrections import write_correction
from app.services.dispute_facts import FactEntry, write_fact
from app.services.dispute_outcomes import OutcomeEntry, move_stage, write_outcome
from app.services.disputes import CaseEntry, fetch_open_case, write_case
from app.services.rebilling import write_rebill
from app.services.session import Session, Transaction
from app.services.write_offs import WriteOffEntry, write_request

_RIGHTS = {
    Action.CORRECT: Right.CORRECT_CLAIM,
    Action.BILL_OTHER: Right.CORRECT_CLAIM,
    Action.WRITE_OFF: Right.REQUEST_WRITE_OFF,
    Action.BILL_PATIENT: Right.WORK_DISPUTE,
    Action.WAIT: Right.WORK_DISPUTE,
}


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be done about a case, and why; `payer_control` is the insurer's number of the claim."""

    action: Action
    reason: str
    payer_control: str = ""


@dataclass(frozen=True, slots=True)
class DecidedLines:
    """The cases that were opened and decided, and what came of them, each sentence once."""

    cases: tuple[int, ...]
    words: tuple[str, ...]


def decide_case(session: Session, case_id: int, decision: Decision) -> str:
    """Do what was decided about a case, and say what came of it."""
    session.require(Right.WORK_DISPUTE)
    _check(session, decision)
    with session.transaction() as transaction:
        return _act(transaction, fetch_open_case(case_id), decision)


def decide_lines(session: Session, entries: Sequence[CaseEntry], decision: Decision) -> DecidedLines:
    """Open a case for each entry and do the same about all, all or none."""
    session.require(Right.WORK_DISPUTE)
    _check(session, decision)
    if not entries:
        raise InputError("No line is chosen. Mark the lines that are decided.")
    with session.transaction() as transaction:
        made, words = [], []
        for entry in entries:
            case_id = write_case(transaction, entry)
            words.append(_act(transaction, fetch_open_case(case_id), decision))
            made.append(case_id)
        return DecidedLines(tuple(made), tuple(dict.fromkeys(words)))


def _check(session: Session, decision: Decision) -> None:
    right = _RIGHTS.get(decision.action)
    if right is None:
        raise InputError("Open the case to do this: it needs a letter, papers or a call.")
    session.require(right)
    if not decision.reason.strip():
        raise InputError("Say why; the reason stays with the case.")


def _act(transaction: Transaction, case: DisputeCase, decision: Decision) -> str:
    acts: dict[Action, Callable[[Transaction, DisputeCase, Decision], str]] = {
        Action.CORRECT: _correct,
        Action.BILL_OTHER: _bill_other,
        Action.WRITE_OFF: _write_off,
        Action.BILL_PATIENT: _bill_patient,
        Action.WAIT: _wait,
    }
    words = f"{ACTION_NAMES[decision.action]}: {decision.reason.strip()}"
    step = FactEntry(Lane.OFFICE, FactKind.STEP, words, transaction.session.today())
    write_fact(transaction, case, step)
    return acts[decision.action](transaction, case, decision)


def _correct(transaction: Transaction, case: DisputeCase, decision: Decision) -> str:
    """Make the corrected claim ready; the case waits until it went out and was answered."""
    plan = write_correction(
        transaction, case.claim_id, WhatHappened.WRONG_DETAIL, decision.payer_control, decision.reason
    )
    move_stage(transaction, case, Stage.WORKING, "Mend the claim and send it")
    return f"{plan.sentence} Mend it under Billing forms and send it."


def _bill_other(transaction: Transaction, case: DisputeCase, decision: Decision) -> str:
    """Bill the visit to the policy that was in force; that ends the case with this insurer."""
    found = next((each for each in list_rebillable(case.patient_id) if each.claim_id == case.claim_id), None)
    if found is None:
        raise RuleError(
            "No other insurance of the patient was in force on that day. Nothing was changed. "
            "Add it under Insurance first."
        )
    write_rebill(transaction, found, decision.reason.strip())
    _end(transaction, case, Result.OTHER_PAYER, f"Billed to {found.new_payer}.")
    return f"Billed to {found.new_payer}; send the claim until {found.file_until:%m/%d/%Y}."


def _write_off(transaction: Transaction, case: DisputeCase, decision: Decision) -> str:
    """Ask for a write-off of what is at stake; what needs nobody's approval ends the case at once."""
    code = denial_codes().get(case.reason.partition("-")[2])
    is_late = code is not None and code.category == "timely"
    kind = RequestKind.TIMELY_FILING if is_late else RequestKind.CONTRACTUAL
    entry = WriteOffEntry(case.patient_id, kind, _open_shares(case), decision.reason.strip())
    requested = write_request(transaction, entry)
    if requested.is_posted:
        _end(transaction, case, Result.WRITTEN_OFF, decision.reason)
        return "Written off; the case is closed."
    move_stage(transaction, case, Stage.LOST, "Waits for the approval of the write-off")
    return "The write-off waits for approval under Payments, Approvals."


def _open_shares(case: DisputeCase) -> tuple[tuple[int, Money], ...]:
    """What is in dispute of each line, as far as the insurer still holds it back."""
    held = {line.charge_id: line.held for line in disputable_claim(case.claim_id).lines}
    lines = DisputeLine.select().where(DisputeLine.case == case.id)
    shares = tuple((line.charge_id, min(line.amount, held.get(line.charge_id, ZERO))) for line in lines)
    still_open = tuple((charge, amount) for charge, amount in shares if amount > ZERO)
    if not still_open:
        raise RuleError(
            "The insurer holds nothing of this back, so there is nothing of it to write off. Nothing was "
            "changed. Look at the account."
        )
    return still_open


def _bill_patient(transaction: Transaction, case: DisputeCase, decision: Decision) -> str:
    """Let the patient be billed for what the insurer made his; nothing else ever becomes his."""
    claim = disputable_claim(case.claim_id)
    charges = {row.charge_id for row in DisputeLine.select().where(DisputeLine.case == case.id)}
    lines = [line for line in claim.lines if line.charge_id in charges]
    is_his = all(line.reasons and all(part.is_share for part in line.reasons) for line in lines)
    if case.kind != CaseKind.DENIAL or not is_his:
        raise RuleError("The insurer did not make this the patient’s. Nothing was changed: appeal or call.")
    if claim.line_of_business == "medicaid":
        raise RuleError("A patient with Medicaid may not be billed for this. Nothing was changed.")
    _end(transaction, case, Result.PATIENT, decision.reason)
    return "The amount goes onto the next statement."


def _wait(transaction: Transaction, case: DisputeCase, decision: Decision) -> str:
    move_stage(transaction, case, Stage.SENT, decision.reason.strip())
    return "The case waits on the insurer."


def _end(transaction: Transaction, case: DisputeCase, result: Result, note: str) -> None:
    today = transaction.session.today()
    write_outcome(transaction, case, OutcomeEntry(result, today, note=note))
