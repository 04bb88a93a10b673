"""How the practice stands, in the few words of the strip at the window's foot."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

AMBER_AFTER = timedelta(hours=24)
RED_AFTER = timedelta(hours=72)


def backup_words(last: datetime | None, now: datetime) -> tuple[str, str]:
    """Say how old the last proved backup is, with its tone: late after a day, too late after three."""
    if last is None:
        return "No backup yet", "warning"
    age = max(now - last, timedelta())
    hours = int(age / timedelta(hours=1))
    words = f"Backup {hours // 24} days old" if hours >= 48 else f"Backup {hours} h old"
    tone = "danger" if age >= RED_AFTER else "warning" if age >= AMBER_AFTER else "muted"
    return ("Backup just made" if hours == 0 else words), tone


def day_words(days: Sequence[date], today: date) -> str:
    """Say which days are open for posting; today alone is nothing to speak of."""
    earlier = [day for day in days if day < today]
    if not earlier:
        return f"Open day: {today:%b} {today.day}"
    first = f"{earlier[0]:%b} {earlier[0].day}"
    return f"Open since {first}" if len(earlier) == 1 else f"{len(earlier)} earlier days open, since {first}"
