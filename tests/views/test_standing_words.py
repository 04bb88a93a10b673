"""The strip's words: how old the backup is, and which days are open."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.views.standing_words import backup_words, day_words

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = NOW.date()


@pytest.mark.parametrize(
    ("hours", "words", "tone"),
    [
        (0, "Backup just made", "muted"),
        (5, "Backup 5 h old", "muted"),
        (23.9, "Backup 23 h old", "muted"),
        (24, "Backup 24 h old", "warning"),
        (71, "Backup 2 days old", "warning"),
        (72, "Backup 3 days old", "danger"),
        (-3, "Backup just made", "muted"),
    ],
)
def test_a_backup_grows_amber_after_a_day_and_red_after_three(hours, words, tone):
    assert backup_words(NOW - timedelta(hours=hours), NOW) == (words, tone)


def test_no_backup_is_a_warning():
    assert backup_words(None, NOW) == ("No backup yet", "warning")


def test_earlier_days_that_are_open_stand_out():
    assert day_words((TODAY,), TODAY) == "Open day: Nov 23"
    assert day_words((), TODAY) == "Open day: Nov 23"
    assert day_words((date(2026, 11, 20), TODAY), TODAY) == "Open since Nov 20"
    assert day_words((date(2026, 11, 19), date(2026, 11, 20)), TODAY) == "2 earlier days open, since Nov 19"
