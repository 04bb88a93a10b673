"""Correct or void a claim: what happened picks the frequency code, and says why another would be wrong.

1 sends an original again: right for a claim that was only rejected or never arrived, since it was never
adjudicated. 7 replaces and 8 voids one that the payer has decided; both need the payer's claim number (REF
F8, item 22). Medicare Part B takes neither: it reopens a decided claim, or takes a new one after a return. A
correction that was itself rejected, or got lost, goes out again as that correction.
"""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.errors import RuleError


class WhatHappened(StrEnum):
    """What a person may say happened to a claim; the values are stored."""

    REJECTED = "rejected"
    NOT_ON_FILE = "not_on_file"
    WRONG_DETAIL = "wrong_detail"
    SHOULD_NOT_BE = "should_not_be"


QUESTIONS = (
    (WhatHappened.REJECTED, "It was rejected: the payer never took it in"),
    (WhatHappened.NOT_ON_FILE, "The payer says it is not on file"),
    (WhatHappened.WRONG_DETAIL, "It was decided, but something on it was wrong"),
    (WhatHappened.SHOULD_NOT_BE, "It was decided, but should never have been billed"),
)


@dataclass(frozen=True, slots=True)
class CorrectionFacts:
    """What is known of the claim: its state, whether the payer decided it, and the payer's number of it.

    `corrects_by` is 7 or 8 while a correction of it is under way, with the number `original_reference`.
    """

    number: int
    is_out: bool
    was_rejected: bool
    was_decided: bool
    payer: str
    takes_replacement: bool
    is_medicare_b: bool
    payer_control: str = ""
    corrects_by: str = ""
    original_reference: str = ""


@dataclass(frozen=True, slots=True)
class CorrectionPlan:
    """What goes out: frequency `code` 1, 7 or 8, the payer's number for it, and what that means, in words."""

    what: WhatHappened
    code: str
    reference: str
    sentence: str


def plan_correction(what: WhatHappened, facts: CorrectionFacts, payer_control: str = "") -> CorrectionPlan:
    """Pick the frequency code for what happened; `payer_control` overrides the number that is known.

    Raises RuleError where the claim was never decided, is not out, or the payer takes no replacement.
    """
    if what in (WhatHappened.REJECTED, WhatHappened.NOT_ON_FILE):
        return _plan_again(what, facts)
    return _plan_replacement(what, facts, (payer_control or facts.payer_control).strip())


def _plan_again(what: WhatHappened, facts: CorrectionFacts) -> CorrectionPlan:
    code = facts.corrects_by
    if facts.was_decided and not code:
        raise RuleError(
            f"{facts.payer} has decided claim {facts.number}, so a second original would be a duplicate. "
            "Nothing was changed. Say what was wrong on it instead."
        )
    if what is WhatHappened.REJECTED and not facts.was_rejected:
        raise RuleError(
            f"No rejection of claim {facts.number} is on record. Nothing was changed. Read the payer’s reply "
            "first, or say that it is not on file."
        )
    if what is WhatHappened.NOT_ON_FILE and not facts.is_out:
        raise RuleError(
            f"Claim {facts.number} has not been sent yet. Nothing was changed. "
            "Print it or put it into a file."
        )
    if code:
        again = f"What it corrects stays decided, so it goes out again as a correction: code {code}."
        return CorrectionPlan(what, code, facts.original_reference, again)
    return CorrectionPlan(what, "1", "", "It goes out again as an original claim, without code 7.")


def _plan_replacement(what: WhatHappened, facts: CorrectionFacts, reference: str) -> CorrectionPlan:
    if not facts.was_decided:
        raise RuleError(
            f"{facts.payer} has not decided claim {facts.number}: a corrected claim would be refused. "
            "Nothing was changed. If it was rejected, fix it and send it again as an original."
        )
    if facts.is_medicare_b:
        raise RuleError(
            "Medicare Part B takes no corrected or voided claims (codes 7 and 8). Nothing was changed. Ask "
            "Medicare to reopen the claim, or appeal; send a new claim only where the reply says so."
        )
    if not facts.takes_replacement:
        raise RuleError(
            f"{facts.payer} takes no corrected claims (codes 7 and 8), as its record says. Nothing was "
            "changed. Call the payer, or change its record in the settings."
        )
    if not reference:
        raise RuleError(
            f"A corrected claim needs {facts.payer}’s own number of the claim. Nothing was changed. Copy it "
            "from the answer (payer control number or ICN)."
        )
    if what is WhatHappened.WRONG_DETAIL:
        return CorrectionPlan(what, "7", reference, f"It replaces {facts.payer}’s claim {reference}: code 7.")
    return CorrectionPlan(what, "8", reference, f"It voids {facts.payer}’s claim {reference}: code 8.")
