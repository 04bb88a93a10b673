"""How a claim stands, in sentences for the head and foot of its form."""

from datetime import datetime

from app.domain.date_entry import format_date
from app.domain.money import total
from app.queries.claims import ClaimDetail, KeptVersionLine


def describe_standing(detail: ClaimDetail) -> str:
    """Say whether and when a claim was printed and answered, and whether its form can be changed."""
    state = detail.line.state
    if state == "void":
        return "Void: its visit or the answer before it was taken back. The form cannot be changed."
    if not detail.is_open:
        return f"{_answered(detail)} The form stays as it was sent."
    if detail.versions:
        printed = describe_version(detail.versions[0])
        return (
            f"{printed}. Saving a change makes the claim ready to be printed again."
            if (state == "printed")
            else f"Changed since it was printed ({printed})."
        )
    return "Not printed yet."


def describe_version(version: KeptVersionLine) -> str:
    """Name a version: `Version 2, printed 11/23/2026 by Maria Lee`."""
    day = format_date(datetime.fromisoformat(version.made_at).date())
    return f"Version {version.number}, printed {day} by {version.user}"


def _answered(detail: ClaimDetail) -> str:
    if not detail.answers:
        return "Closed."
    day = format_date(detail.answers[-1].received_on)
    paid = total(answer.paid for answer in detail.answers)
    return f"Answered {day}, insurer paid {paid.dollars}."
