"""What a person may not do, in words, before it is tried."""

from app.domain.errors import RuleError
from app.domain.rights import Right
from app.services.session import Session


def refusal_of(session: Session, right: Right) -> str:
    """The sentence that refuses a right to this person, or nothing."""
    try:
        session.require(right)
    except RuleError as error:
        return str(error)
    return ""
