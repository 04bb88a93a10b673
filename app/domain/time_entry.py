"""Times of day as they are typed at the desk: `9`, `930`, `9:30`, `2p`, `2:15 pm`, `14:15`."""

import re
from datetime import datetime

from app.domain.errors import InputError

OPENS_AT = 7
"""The hour before which a bare hour means the afternoon: `2` is 14:00, `7` is 07:00."""

_TYPED = re.compile(r"(\d{1,2}):?(\d{2})?([ap])?m?")


def read_time(text: str) -> str:
    """Read a time and write it as `09:30`, 24 hours; raises InputError with a sentence for anything else."""
    typed = re.sub(r"[\s.]", "", text.lower())
    found = _TYPED.fullmatch(typed)
    if found:
        hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half == "p" else 0)
        elif 1 <= hour < OPENS_AT and len(found[1]) == 1:
            hour += 12
        if hour < 24 and minute < 60 and not (half and hour > 23):
            return f"{hour:02d}:{minute:02d}"
    raise InputError(f"“{text.strip()}” is not a time. Type it like 9:30 or 2:15 pm.")


def format_moment(at: datetime) -> str:
    """Write the time of day of a moment: `2:15 PM`."""
    return format_time(f"{at:%H:%M}")


def format_time(time: str) -> str:
    """Write a kept time as people here read it: `9:30 AM`; nothing stays nothing."""
    if not time:
        return ""
    hour, minute = (int(part) for part in time.split(":"))
    return f"{hour % 12 or 12}:{minute:02d} {'PM' if hour >= 12 else 'AM'}"
