"""What every question bears: the right it needs, and the patient it looks at."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from app.domain.rights import Right

Question = TypeVar("Question", bound=Callable[..., Any])


def asks(right: Right, *, patient: str = "") -> Callable[[Question], Question]:
    """Mark a public query with its right; `patient` names the argument whose patient is looked at."""

    def mark(question: Question) -> Question:
        marked = cast(Any, question)
        marked.right = right
        marked.patient_argument = patient
        return question

    return mark
