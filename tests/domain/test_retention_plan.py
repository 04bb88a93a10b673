"""Backups thin out with age, by sequence and never by the clock."""

import random
from datetime import date, timedelta

from app.domain.retention_plan import KeptBackup, plan_retention

START = date(2020, 1, 1)


def daily(days: int, per_day: int = 1) -> list[KeptBackup]:
    return [
        KeptBackup(day * per_day + n + 1, START + timedelta(days=day), True)
        for day in range(days)
        for n in range(per_day)
    ]


def test_nothing_to_thin() -> None:
    assert plan_retention([]) == ()
    assert plan_retention(daily(12)) == ()


def test_all_of_two_days_then_one_a_day() -> None:
    backups = daily(5, per_day=4)
    assert plan_retention(backups) == (1, 2, 3, 5, 6, 7, 9, 10, 11)


def test_years_of_daily_backups_leave_the_promised_number() -> None:
    backups = daily(365 * 9)
    gone = set(plan_retention(backups))
    kept = [backup for backup in backups if backup.sequence not in gone]
    assert {backup.made_on.year for backup in kept} == set(range(2022, 2029))
    assert [b.made_on for b in kept[-12:]] == [b.made_on for b in backups[-12:]]
    assert 25 <= len(kept) <= 12 + 10 + 9 + 7
    assert len({(b.made_on.year, b.made_on.month) for b in kept}) >= 9


def test_nothing_goes_while_one_is_damaged() -> None:
    backups = daily(100)
    backups[3] = KeptBackup(4, backups[3].made_on, False)
    assert plan_retention(backups) == ()


def test_newest_by_sequence_stays_whatever_the_clock_said() -> None:
    rng = random.Random(7)
    for _ in range(200):
        backups = [
            KeptBackup(n, START + timedelta(days=rng.randrange(-2000, 4000)), True) for n in range(1, 120)
        ]
        gone = plan_retention(backups)
        assert 119 not in gone
        assert gone == tuple(sorted(gone))


def test_thinning_again_changes_nothing() -> None:
    backups = daily(900, per_day=2)
    gone = set(plan_retention(backups))
    assert plan_retention([b for b in backups if b.sequence not in gone]) == ()
