"""Claims corrected, voided, sent again, held and released."""

from app.domain.claim_corrections import CorrectionPlan, WhatHappened, plan_correction
from app.domain.claim_life import Move, next_state
from app.domain.errors import RuleError
from app.domain.rights import Right
from app.models.claims import Claim
from app.models.submissions import ClaimCorrection
from app.queries.claim_corrections import find_correction_facts
from app.services.claim_versions import last_version_number, move_claim
from app.services.rows import change_row, fetch
from app.services.session import Session, Transaction

_MOVES = {
    WhatHappened.REJECTED: Move.TYPE,
    WhatHappened.NOT_ON_FILE: Move.RESEND,
    WhatHappened.WRONG_DETAIL: Move.CORRECT,
    WhatHappened.SHOULD_NOT_BE: Move.CORRECT,
}
_SENT_AGAIN = (WhatHappened.REJECTED, WhatHappened.NOT_ON_FILE)


def correct_claim(
    session: Session, claim_id: int, what: WhatHappened, payer_control: str = "", note: str = ""
) -> CorrectionPlan:
    """Make a claim ready to go out again, with the frequency code that what happened calls for.

    `payer_control` is the payer's number where no answer names it. What was sent stays kept as it was. An
    original is sent again by the desk; correcting or voiding what was decided asks for a further right.
    """
    session.require(Right.PRINT_CLAIM if what in _SENT_AGAIN else Right.CORRECT_CLAIM)
    with session.transaction() as transaction:
        return write_correction(transaction, claim_id, what, payer_control, note)


def write_correction(
    transaction: Transaction, claim_id: int, what: WhatHappened, payer_control: str = "", note: str = ""
) -> CorrectionPlan:
    """Make a claim ready to go out again inside the open transaction."""
    session = transaction.session
    claim = fetch(Claim, claim_id, "claim")
    plan = plan_correction(what, find_correction_facts(claim_id), payer_control)
    ClaimCorrection.create(
        claim=claim.id,
        after_version=last_version_number(claim.id),
        what_happened=what.value,
        code=plan.code,
        reference=plan.reference,
        note=note.strip(),
        user=session.user.id,
        at=session.now().isoformat(),
    )
    code = "" if plan.code == "1" else plan.code
    move = Move.UNDO if claim.state == "printed" else _MOVES[what]
    move_claim(claim, move, resubmission_code=code, original_reference=plan.reference, sent_on=None)
    transaction.record(
        "claim",
        claim.id,
        "correct_claim",
        patient=claim.patient_id,
        reason=note.strip(),
        after={"what": what.value, "code": plan.code, "reference": plan.reference},
    )
    return plan


def hold_claim(session: Session, claim_id: int, version: int, reason: str) -> None:
    """Keep a claim that is not sent from going out until it is released; the reason stands beside it."""
    session.require(Right.PRINT_CLAIM)
    if not reason.strip():
        raise RuleError("Say what the claim waits for.")
    with session.transaction() as transaction:
        claim = fetch(Claim, claim_id, "claim")
        next_state(claim.number, claim.state, Move.TYPE)
        values = {"held": reason.strip()}
        change_row(transaction, Claim, claim_id, version, values, what="claim", patient=claim.patient_id)


def release_claim(session: Session, claim_id: int, version: int) -> None:
    """Let a held claim go out again."""
    session.require(Right.PRINT_CLAIM)
    with session.transaction() as transaction:
        claim = fetch(Claim, claim_id, "claim")
        change_row(
            transaction, Claim, claim_id, version, {"held": ""}, what="claim", patient=claim.patient_id
        )
