"""Deadlines as a calendar file: whole days, reminders, lines that any calendar program can read."""

from datetime import UTC, date, datetime

from app.domain.disputes.calendar_file import CalendarEntry, write_calendar

MADE = datetime(2026, 3, 20, 9, 30, tzinfo=UTC)


def test_a_deadline_is_a_whole_day_with_three_reminders():
    text = write_calendar(
        [CalendarEntry("case-1001-1@plainbill", date(2026, 9, 16), "Case 1001: appeal")], MADE
    )
    lines = text.split("\r\n")
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert lines[-2:] == ["END:VCALENDAR", ""]
    for wanted in (
        "UID:case-1001-1@plainbill",
        "DTSTAMP:20260320T093000Z",
        "DTSTART;VALUE=DATE:20260916",
        "DTEND;VALUE=DATE:20260917",
        "SUMMARY:Case 1001: appeal",
    ):
        assert wanted in lines
    assert [line for line in lines if line.startswith("TRIGGER")] == [
        "TRIGGER:-P30D",
        "TRIGGER:-P14D",
        "TRIGGER:-P3D",
    ]


def test_what_would_break_the_file_is_escaped_and_long_lines_are_folded():
    words = "60 days from 03/03/2026; a Saturday,\nso act by Friday. " + "ñ" * 80
    text = write_calendar([CalendarEntry("1", date(2026, 5, 2), "x", words)], MADE)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    unfolded = text.replace("\r\n ", "")
    assert f"DESCRIPTION:60 days from 03/03/2026\\; a Saturday\\,\\nso act by Friday. {'ñ' * 80}" in unfolded
