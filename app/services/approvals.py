"""Requests decided: a second person signs for one with the own password, and only that one is posted."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.approvals import (
    LIMIT_SETTING,
    ApprovalLimits,
    check_approver,
    check_limits,
    check_waited,
    is_alive,
)
from app.domain.errors import InputError, RuleError
from app.domain.money import ZERO
from app.domain.money_requests import RequestContent, read_content
from app.domain.returned_checks import FeePolicy
from app.domain.rights import Right, Role
from app.models.approvals import ApprovalDecision, ApprovalRequest
from app.models.key_slots import WrongPasswordError
from app.models.office import Setting, User
from app.queries.approvals import (
    FEE_ALLOWED,
    FEE_AMOUNT,
    decision_at,
    find_limits,
    is_unchanged,
    others_approve,
)
from app.services.money_requests import move_request, post_request
from app.services.practices import OpenPractice
from app.services.refund_issue import issue
from app.services.rows import fetch
from app.services.session import Session, SignedIn, Transaction


@dataclass(frozen=True, slots=True)
class Signing:
    """A person's signature for one request: the hash of what was shown, log-in name and password.

    `check_number` may come with the approval of a refund by check; without one the refund waits for it.
    """

    request_id: int
    hash: str
    name: str
    password: str
    note: str = ""
    check_number: str = ""


def approve_request(session: Session, practice: OpenPractice, signing: Signing) -> str:
    """Approve one request with the approver's own name and password, at whoever's screen; gives its state.

    It is posted at once, in the approver's name; a refund by check without a number waits for that number for
    15 minutes. Where nobody else could approve, the requester signs himself, and that is an exception line.
    """
    session.require(Right.OPEN)
    approver = _sign_once(session, practice, signing)
    approver.require(Right.APPROVE_MONEY)
    _set_stale_aside(approver, signing)
    with approver.transaction() as transaction:
        row = _waiting(signing.request_id, "waiting")
        content = read_content(row.content)
        if signing.hash != row.hash:
            raise RuleError("Another request was shown than this one. Nothing was posted. Open it again.")
        is_own = row.user_id == approver.user.id
        is_alone = is_own and not others_approve(approver.user.id)
        check_approver(row.user_id, approver.user.id, is_alone)
        if is_own:
            check_waited(datetime.fromisoformat(row.asked_at), approver.now(), row.amount, find_limits())
        _decide(approver, transaction, row, "exception" if is_own else "approved", signing.note)
        _use(approver, transaction, row, content, signing.check_number)
        return str(row.state)


def issue_refund(session: Session, request_id: int, check_number: str) -> str:
    """Give an approved refund its check’s number, and post it while the approval lives; gives its state."""
    session.require(Right.PREPARE_REFUND)
    _let_dead_wait_again(session, request_id)
    with session.transaction() as transaction:
        row = _waiting(request_id, "approved")
        _use(session, transaction, row, read_content(row.content), check_number)
        return str(row.state)


def reject_request(session: Session, request_id: int, note: str) -> None:
    """Turn a request down; the note tells the person who asked why."""
    session.require(Right.APPROVE_MONEY)
    if not note.strip():
        raise InputError("Say why it is turned down. Nothing was changed.")
    with session.transaction() as transaction:
        row = _waiting(request_id)
        if row.user_id == session.user.id:
            raise RuleError("This is your own request. Nothing was changed. Withdraw it instead.")
        _decide(session, transaction, row, "rejected", note)
        move_request(row, "rejected")


def withdraw_request(session: Session, request_id: int) -> None:
    """Take one's own request back before it is posted."""
    session.require(Right.REQUEST_WRITE_OFF)
    with session.transaction() as transaction:
        row = _waiting(request_id)
        if row.user_id != session.user.id:
            raise RuleError("Another person asked for this. Nothing was changed. A manager may turn it down.")
        move_request(row, "withdrawn")
        transaction.record("approval", row.id, "withdraw_request", patient=row.patient_id)


def set_limits(session: Session, limits: ApprovalLimits, fee: FeePolicy) -> None:
    """Set the limits of write-offs, and what the policy that patients sign says of a returned check."""
    session.require(Right.SET_UP_OFFICE)
    check_limits(limits)
    if fee.amount < ZERO:
        raise InputError("The fee is never less than 0.00. Nothing was changed.")
    values = {
        f"{LIMIT_SETTING}{name}": str(getattr(limits, name)) for name in ApprovalLimits.__dataclass_fields__
    }
    values[FEE_ALLOWED] = "yes" if fee.is_allowed else "no"
    values[FEE_AMOUNT] = str(fee.amount.cents)
    with session.transaction() as transaction:
        for name, value in values.items():
            Setting.insert(name=name, value=value).on_conflict("replace").execute()
        transaction.record("setting", None, "set_limits", after=values)


def _sign_once(session: Session, practice: OpenPractice, signing: Signing) -> Session:
    """A session of the person who signs, for this one thing; a wrong password goes on record."""
    try:
        practice.keys.unlock(signing.name, signing.password)
    except WrongPasswordError:
        with session.transaction() as transaction:
            transaction.record(
                "approval", signing.request_id, "sign_with_wrong_password", after={"name": signing.name}
            )
        raise
    row = User.get_or_none((User.id == practice.keys.user_id(signing.name)) & User.active)
    if row is None:
        raise RuleError(f"“{signing.name}” may no longer sign. Nothing was posted. Ask another manager.")
    person = SignedIn(row.id, row.name, row.display_name, Role(row.role))
    return Session(person, clock=session.now, announce=session.announce)


def _use(
    session: Session,
    transaction: Transaction,
    row: ApprovalRequest,
    content: RequestContent,
    check_number: str,
) -> None:
    """Post what was approved; a refund by check needs its number first, and waits for it."""
    if content.kind.is_refund:
        number = check_number.strip() or content.fact("check_number")
        if content.fact("method") == "check" and not number:
            if row.state == "approved":
                raise InputError("Type the number of the check. Nothing was posted yet.")
            move_request(row, "approved")
            return
        post_request(session, transaction, row, content)
        issue(session, transaction, row, content, number)
        return
    post_request(session, transaction, row, content)


def _decide(session: Session, transaction: Transaction, row: ApprovalRequest, what: str, note: str) -> None:
    ApprovalDecision.create(
        request=row.id,
        decision=what,
        hash=row.hash,
        user=session.user.id,
        at=session.now().isoformat(),
        note=note.strip(),
    )
    transaction.record(
        "approval",
        row.id,
        f"decide_{what}",
        patient=row.patient_id,
        reason=note.strip(),
        after={"hash": row.hash, "amount": row.amount, "asked_by": row.user_id},
    )


def _waiting(request_id: int, *states: str) -> ApprovalRequest:
    row: ApprovalRequest = fetch(ApprovalRequest, request_id, "request")
    if row.state not in (states or ("waiting", "approved")):
        raise RuleError(_NOT_NOW[row.state])
    return row


_NOT_NOW = {
    "waiting": "This request has no approval that still holds: 15 minutes after it was given, an approval "
    "ends. Nothing was posted. Ask for another signature.",
    "approved": "This request is approved already and waits for the number of its check.",
    "posted": "This request was approved and posted before; an approval works once. Nothing was changed.",
    "rejected": "This request was turned down. Nothing was changed. Ask for it anew if things have changed.",
    "withdrawn": "This request was withdrawn. Nothing was changed.",
    "stale": "What this request was about has changed, so it ended. Nothing was changed. Ask for it anew.",
    "taken_back": "What this request did was taken back. Nothing was changed. Ask for it anew.",
}


def _set_stale_aside(session: Session, signing: Signing) -> None:
    """End a request whose lines have changed, and refuse; the end itself stays on record."""
    row = fetch(ApprovalRequest, signing.request_id, "request")
    if row.state not in ("waiting", "approved") or is_unchanged(read_content(row.content)):
        return
    with session.transaction() as transaction:
        move_request(row, "stale")
        transaction.record("approval", row.id, "end_stale_request", patient=row.patient_id)
    raise RuleError(_NOT_NOW["stale"])


def _let_dead_wait_again(session: Session, request_id: int) -> None:
    """Put a request whose approval was not used in time back among those that wait, and refuse."""
    row = fetch(ApprovalRequest, request_id, "request")
    given = decision_at(row.id)
    if row.state != "approved" or (given and is_alive(given, session.now())):
        return
    with session.transaction() as transaction:
        move_request(row, "waiting")
        transaction.record("approval", row.id, "end_approval", patient=row.patient_id)
    raise RuleError(_NOT_NOW["waiting"])
