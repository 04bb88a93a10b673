"""A second person's signature for one thing: the own name and password, typed at whoever's screen."""

from dataclasses import dataclass

from app.domain.errors import RuleError
from app.domain.rights import Right, Role, may
from app.models.key_slots import WrongPasswordError
from app.models.office import User
from app.queries.approvals import others_approve
from app.services.practices import OpenPractice
from app.services.session import Session, SignedIn


@dataclass(frozen=True, slots=True)
class Signature:
    """What a second person types: log-in name and password, for the practice that is open."""

    practice: OpenPractice
    name: str
    password: str


def sign_for(signature: Signature, session: Session, right: Right, what: str) -> SignedIn:
    """Tell who signs for `what` of the audit trail; nobody signs for himself.

    Raises RuleError for a person without the right; a wrong password is refused and goes on record.
    """
    try:
        signature.practice.keys.unlock(signature.name, signature.password)
    except WrongPasswordError:
        with session.transaction() as transaction:
            after = {"name": signature.name, "for": what}
            transaction.record("signature", None, "sign_with_wrong_password", after=after)
        raise
    user_id = signature.practice.keys.user_id(signature.name)
    row = User.get_or_none((User.id == user_id) & User.active)
    if row is None or not may(Role(row.role), right):
        raise RuleError(
            f"“{signature.name}” may not sign for this. Nothing was changed. Ask a manager to sign."
        )
    if row.id == session.user.id:
        raise RuleError(
            "You cannot sign for yourself here. Nothing was changed. Ask another manager to sign."
        )
    return SignedIn(row.id, row.name, row.display_name, Role(row.role))


def second_person(signature: Signature | None, session: Session, right: Right, what: str) -> int | None:
    """Give the id of the second manager who signs; None where the office has no other.

    Raises RuleError where there is another and nobody has signed.
    """
    if signature is not None and signature.name.strip():
        return sign_for(signature, session, right, what).id
    if others_approve(session.user.id):
        raise RuleError(
            "A second manager must sign for this with the own name and password. Nothing was changed. "
            "Ask another manager to type them here."
        )
    return None
