"""Where a dispute begins: what of a claim, or of one service, can be disputed, and the case it is in."""

from dataclasses import dataclass
from datetime import date

from app.domain.disputes.cases import CaseKind
from app.domain.errors import InputError
from app.domain.money import ZERO, Money
from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks
from app.queries.disputable_claims import DisputableClaim, DisputableLine, disputable_claim
from app.queries.triage import TriageLine, list_triage


@dataclass(frozen=True, slots=True)
class StartLine:
    """A service that can be disputed, with what is at stake and why; `is_meant` where it was asked for."""

    charge_id: int
    kind: CaseKind
    code: str
    service_on: date
    at_stake: Money
    reason: str
    words: str
    is_meant: bool


@dataclass(frozen=True, slots=True)
class DisputeStart:
    """A claim with the services that can be disputed; `case_id` is the open case that it is in already."""

    claim: DisputableClaim
    lines: tuple[StartLine, ...]
    case_id: int | None


@asks(Right.SEE_PATIENT)
def find_dispute_start(claim_id: int, charge_id: int, today: date) -> DisputeStart:
    """What can be disputed of a claim (0: the service's own) or of one service (0: all of the claim).

    Raises InputError where nothing can be.
    """
    for each in (claim_id,) if claim_id else _claims_of(charge_id):
        found = _start(disputable_claim(each), charge_id, today)
        if found.case_id or found.lines:
            return found
    raise InputError(
        "Nothing of this is denied, taken back or underpaid, so there is nothing to dispute. "
        "Enter the insurer’s answer first."
    )


def _claims_of(charge_id: int) -> list[int]:
    rows = select(
        "select distinct claim_id from claim_line where charge_id = ? order by claim_id desc", charge_id
    )
    return [claim for (claim,) in rows]


def _start(claim: DisputableClaim, charge_id: int, today: date) -> DisputeStart:
    """The services that can be disputed, those that were asked for first."""
    waiting = {
        line.charge_id: line
        for line in list_triage(today, str(claim.number))
        if line.claim_id == claim.claim_id
    }
    asked = [line for line in claim.lines if charge_id in (0, line.charge_id)]
    free = [line for line in claim.lines if line.case_id is None]
    lines = [_line(line, waiting.get(line.charge_id), line in asked) for line in free]
    found = sorted(
        (each for each in lines if each is not None), key=lambda each: (not each.is_meant, each.charge_id)
    )
    cases = [line.case_id for line in asked if line.case_id is not None]
    if charge_id and not cases and not any(each.is_meant for each in found):
        return DisputeStart(claim, (), None)
    is_in_case = bool(cases) and (bool(charge_id) or not found)
    return DisputeStart(claim, tuple(found), cases[0] if is_in_case else None)


def _line(line: DisputableLine, waiting: TriageLine | None, is_meant: bool) -> StartLine | None:
    if waiting is not None:
        kind, at_stake, reason, words = waiting.kind, waiting.at_stake, waiting.reason, waiting.words
    elif line.reasons and line.at_stake > ZERO and line.main_reason is not None:
        kind, at_stake, reason, words = CaseKind.DENIAL, line.at_stake, line.main_reason.name, ""
    else:
        return None
    return StartLine(line.charge_id, kind, line.code, line.service_on, at_stake, reason, words, is_meant)
