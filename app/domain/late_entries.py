"""Entries with an earlier date than today: who may make them alone, and how far back."""

from datetime import date, timedelta

from app.domain.errors import InputError, RuleError
from app.domain.rights import Right, Role, may

BILLER_DAYS = 7


def check_late_day(day: date, today: date) -> None:
    """Refuse a day that has not come yet."""
    if day > today:
        raise InputError(
            f"{day:%m/%d/%Y} has not come yet. Nothing was posted. Type today’s date or an earlier one."
        )


def needs_signature(role: Role, day: date, today: date) -> bool:
    """Tell whether a manager must sign for an entry that bears this day; never for one of today."""
    if day == today or role is Role.MANAGER:
        return False
    return not may(role, Right.POST_LATE) or day < today - timedelta(days=BILLER_DAYS)


def refuse_unsigned(role: Role, day: date) -> RuleError:
    """The refusal of an entry that only a manager may date so."""
    reach = f" of more than {BILLER_DAYS} days ago" if may(role, Right.POST_LATE) else ""
    return RuleError(
        f"You may not post with an earlier date{reach} as {role.value}, and this one is dated "
        f"{day:%m/%d/%Y}. Nothing was posted. Ask the manager to sign for it here, or date it today."
    )


def check_late_reason(reason: str) -> str:
    """Give the reason without spaces around; raises InputError where there is none."""
    if not reason.strip():
        raise InputError("Say why this is posted late; the reason stays on record. Nothing was posted.")
    return reason.strip()
