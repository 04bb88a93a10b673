"""The facts of a coverage answer: what is needed for a service, where it says so, and when it was read."""

from collections.abc import Iterable
from datetime import date

from app.domain.date_entry import format_date
from app.domain.guideline_explanations import (
    explain_approval,
    explain_asking,
    explain_frequency,
    explain_referral,
    explain_windows,
)
from app.domain.guidelines import Aspect, Guideline, GuidelineAnswer, is_due
from app.views.common.facts import Fact

_SAID = {
    Aspect.APPROVAL: ("Approval", explain_approval),
    Aspect.REFERRAL: ("Referral", explain_referral),
    Aspect.FREQUENCY: ("How often", explain_frequency),
    Aspect.DOCUMENTS: ("The note must hold", lambda each: ", ".join(each.documents)),
    Aspect.WINDOWS: ("Deadlines", explain_windows),
}


def deciders_of(answer: GuidelineAnswer) -> tuple[Guideline, ...]:
    """The records that decide something, each once, the one that says whether it is covered first."""
    first = answer.decided_by.get(Aspect.ANSWER.value)
    found = ([first] if first else []) + list(answer.decided_by.values())
    return tuple({each.id: each for each in found}.values())


def facts_of(answer: GuidelineAnswer) -> tuple[Fact, ...]:
    """What is needed and said, aspect by aspect, and where it stands."""
    deciders = deciders_of(answer)
    coverage = answer.decided_by.get(Aspect.ANSWER.value)
    asked = answer.decided_by.get(Aspect.APPROVAL.value)
    said = {
        name: explain(answer.decided_by[aspect.value])
        for aspect, (name, explain) in _SAID.items()
        if aspect.value in answer.decided_by
    }
    return (
        ("Conditions", coverage.conditions.strip() if coverage else ""),
        ("Approval", said.pop("Approval", "")),
        ("Asking for it", explain_asking(asked) if asked else ""),
        *said.items(),
        ("How to bill it", _joined(each.billing_tips for each in deciders)),
        ("Note", _joined(each.note for each in deciders)),
        ("Where it says so", _joined(each.source for each in deciders)),
        ("Looked up", _joined(_read(each) for each in deciders)),
    )


def overdue_words(answer: GuidelineAnswer, today: date) -> str:
    """Warn of what must be looked up again before it is relied on; empty where all was read lately."""
    due = [each.review_on for each in deciders_of(answer) if is_due(each, today) and each.review_on]
    if not due:
        return ""
    return (
        f"Overdue: it was to be looked up again on {format_date(min(due))}. Ask the insurer before you rely "
        "on it."
    )


def _read(guideline: Guideline) -> str:
    if guideline.confirmed_on is None:
        return "not confirmed by anyone yet"
    by = f" by {guideline.confirmed_by}" if guideline.confirmed_by else ""
    return f"{format_date(guideline.confirmed_on)}{by}"


def _joined(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(text.strip() for text in texts if text.strip()))
