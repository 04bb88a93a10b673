"""Saying beforehand, in the words of the session itself, what a role may not do."""

from app.domain.rights import Right
from app.views.common.desk import Desk


def refusal_of(desk: Desk, right: Right) -> str:
    """The sentence that refuses a right to whoever is at the desk; empty where it is held."""
    return desk.session.refusal(right)
