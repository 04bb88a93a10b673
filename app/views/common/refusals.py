"""What a person may not do, in words, before it is tried."""

from PySide6.QtWidgets import QWidget

from app.domain.rights import Right
from app.services.session import Session


def refusal_of(session: Session, right: Right) -> str:
    """The sentence that refuses a right to this person, or nothing."""
    return session.refusal(right)


def forbid(button: QWidget, session: Session, right: Right) -> None:
    """Gray out a button that this person may not use; the reason is its tool tip, and read out."""
    refusal = refusal_of(session, right)
    if refusal:
        button.setEnabled(False)
        button.setToolTip(refusal)
        button.setAccessibleDescription(refusal)
