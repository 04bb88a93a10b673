"""Correct or appeal: what to do about a denial, from its code, the claim's history and what is on file.

Each advice says why, in words that a receptionist can repeat; the person decides. The order of the questions
is the trade's: what was never adjudicated is sent again, what is wrong is corrected, what was right is
appealed, what belongs to another insurer is billed there, and only what is owed goes to the patient.
"""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.code_lists import DenialCode
from app.domain.money import ZERO, Money

UNPROCESSABLE = "MA130"


class Action(StrEnum):
    """What can be done about a denial in one step."""

    CORRECT = "correct"
    BILL_OTHER = "bill_other"
    SEND_RECORDS = "send_records"
    CALL = "call"
    APPEAL = "appeal"
    WAIT = "wait"
    BILL_PATIENT = "bill_patient"
    WRITE_OFF = "write_off"


ACTION_NAMES = {
    Action.CORRECT: "Correct the claim",
    Action.BILL_OTHER: "Bill the other insurer",
    Action.SEND_RECORDS: "Send the records",
    Action.CALL: "Call the insurer",
    Action.APPEAL: "Appeal",
    Action.WAIT: "Wait",
    Action.BILL_PATIENT: "Bill the patient",
    Action.WRITE_OFF: "Ask for a write-off",
}
_OF_CODE = {
    "correct_resubmit": Action.CORRECT,
    "appeal": Action.APPEAL,
    "bill_patient": Action.BILL_PATIENT,
    "write_off": Action.WRITE_OFF,
    "call_payer": Action.CALL,
    "bill_other_payer": Action.BILL_OTHER,
    "send_records": Action.SEND_RECORDS,
    "post_and_close": Action.WRITE_OFF,
    "verify_then_decide": Action.CALL,
    "wait": Action.WAIT,
}


@dataclass(frozen=True, slots=True)
class DenialFacts:
    """What is known about a denied line when one asks what to do.

    `approval` is the number of an authorization that covers the service, `approval_on_claim` whether the
    claim bore it; `guideline` cites the guideline in force that the denial contradicts; `filed_in_time` is
    None where nothing proves or disproves it. `worked` counts the disputes of this code with this payer that
    were won, `lost` those that were lost.
    """

    code: DenialCode | None
    group: str
    remarks: tuple[str, ...] = ()
    amount: Money = ZERO
    approval: str = ""
    approval_on_claim: bool = False
    guideline: str = ""
    filed_in_time: bool | None = None
    other_policy: str = ""
    was_corrected: bool = False
    may_correct: bool = True
    may_appeal: bool = True
    is_protected: bool = False
    worked: int = 0
    lost: int = 0


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do first, why, and what else is possible."""

    action: Action
    why: str
    others: tuple[Action, ...]
    history: str = ""


def advise(facts: DenialFacts) -> Advice:
    """Advise what to do about a denied line; the first rule that fits decides."""
    action, why = _first(facts)
    others = tuple(each for each in _possible(facts) if each is not action)
    return Advice(action, why, others, _history(facts))


def may_bill_patient(facts: DenialFacts) -> bool:
    """Tell whether the patient may be asked to pay: only what the insurer made his, and nobody protected."""
    return facts.group == "PR" and not facts.is_protected


def _first(facts: DenialFacts) -> tuple[Action, str]:
    for rule in (_never_adjudicated, _other_insurer, _approval, _filing, _by_guideline):
        found = rule(facts)
        if found:
            return found
    return _by_code(facts)


def _never_adjudicated(facts: DenialFacts) -> tuple[Action, str] | None:
    if UNPROCESSABLE not in facts.remarks:
        return None
    return (
        Action.CORRECT,
        "The insurer could not process the claim, so there is nothing to appeal: send a new one.",
    )


def _other_insurer(facts: DenialFacts) -> tuple[Action, str] | None:
    is_about = facts.code is not None and facts.code.category in ("cob", "eligibility")
    if not (is_about and facts.other_policy):
        return None
    return Action.BILL_OTHER, f"{facts.other_policy} was in force on that day: bill it there."


def _approval(facts: DenialFacts) -> tuple[Action, str] | None:
    if facts.code is None or facts.code.category != "authorization" or not facts.approval:
        return None
    if not facts.approval_on_claim and facts.may_correct and not facts.was_corrected:
        why = f"Authorization {facts.approval} covers the service, but the claim did not bear its number."
        return Action.CORRECT, f"{why} A corrected claim may do; the appeal stays open."
    return (
        Action.APPEAL,
        f"Authorization {facts.approval} covers the service and was on file: appeal with it.",
    )


def _filing(facts: DenialFacts) -> tuple[Action, str] | None:
    if facts.code is None or facts.code.category != "timely":
        return None
    if facts.filed_in_time:
        return (
            Action.APPEAL,
            "Our files prove that the claim was sent and accepted in time: appeal with the proof.",
        )
    if facts.filed_in_time is False:
        return (
            Action.WRITE_OFF,
            "Nothing proves that the claim was sent in time; the patient may not be billed.",
        )
    return None


def _by_guideline(facts: DenialFacts) -> tuple[Action, str] | None:
    if not facts.guideline or not facts.may_appeal:
        return None
    return Action.APPEAL, f"The denial contradicts what the insurer says: {facts.guideline}"


def _by_code(facts: DenialFacts) -> tuple[Action, str]:
    if facts.code is None:
        return Action.CALL, "This reason is not in our list of codes. Ask the insurer what it means."
    action, why = _OF_CODE[facts.code.action], facts.code.action_note
    if action is Action.BILL_PATIENT and not may_bill_patient(facts):
        return Action.CALL, "The patient may not be billed for this. Ask the insurer, or appeal."
    if action is Action.CORRECT and facts.was_corrected and facts.may_appeal:
        return Action.APPEAL, "A corrected claim was sent already. Appeal now."
    if action is Action.CORRECT and not facts.may_correct:
        return Action.APPEAL, "The time for a corrected claim is over, or the insurer takes none. Appeal."
    return action, why


def _possible(facts: DenialFacts) -> tuple[Action, ...]:
    wanted = (
        (Action.CORRECT, facts.may_correct),
        (Action.APPEAL, facts.may_appeal and UNPROCESSABLE not in facts.remarks),
        (Action.BILL_OTHER, bool(facts.other_policy)),
        (Action.SEND_RECORDS, True),
        (Action.CALL, True),
        (Action.BILL_PATIENT, may_bill_patient(facts)),
        (Action.WRITE_OFF, True),
    )
    return tuple(action for action, is_possible in wanted if is_possible)


def _history(facts: DenialFacts) -> str:
    """Say what came of such disputes with this insurer before."""
    if not facts.worked + facts.lost:
        return ""
    return f"Here before, with this insurer and reason: {facts.worked} won, {facts.lost} lost."
