"""A backup that is listed as good can be restored; everything else is named for what it is."""

import json
import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from app.domain.errors import AppError, InputError, RuleError
from app.models.backup_manifest import KEYS_NAME, MANIFEST_NAME, PRACTICE_NAME
from app.models.backups import (
    BackupState,
    LivePractice,
    check_backup,
    list_backups,
    thin_backups,
    write_backup,
)
from app.models.connection import open_connection
from app.models.key_slots import KdfCost, Purpose, subkey
from app.models.keys import KeyFile
from app.models.practice_file import key_path

NOW = datetime(2026, 11, 23, 22, 15, tzinfo=UTC)
CHEAP = KdfCost(8, 1, 1)
PASSWORD = "lamp river copper nine"


def read_facts(connection: Any) -> dict[str, int | str]:
    count, total = connection.execute("select count(*), coalesce(sum(cents), 0) from entry").fetchone()
    return {"entries": count, "cents": total, "schema": "0001"}


class Office:
    """A small practice with one table, its keys, and a folder for backups."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "office.plainbill"
        self.keys = KeyFile(key_path(self.path), CHEAP, CHEAP)
        self.data_key = self.keys.create("practice-1", 1, "Maria", PASSWORD).data_key
        self.connection = open_connection(self.path, subkey(self.data_key, Purpose.DATABASE), create=True)
        self.connection.execute("PRAGMA query_only=OFF")
        self.connection.execute("create table entry(id integer primary key, cents int not null) strict")
        self.post(*range(1, 200))
        self.folder = folder / "backups"
        self.folder.mkdir()

    def post(self, *cents: int) -> None:
        self.connection.executemany("insert into entry(cents) values(?)", [(each,) for each in cents])

    def copy_into(self, path: Path) -> None:
        self.connection.execute("vacuum into ?", (str(path),))

    @property
    def live(self) -> LivePractice:
        return LivePractice(
            self.path, self.keys, self.copy_into, lambda: read_facts(self.connection), read_facts
        )

    def back_up(self, now: datetime = NOW) -> Path:
        return write_backup(self.live, self.folder, self.data_key, now).folder

    def listed(self) -> list[tuple[int, BackupState]]:
        lines = list_backups(self.folder, self.data_key, "practice-1")
        return [(line.sequence, line.state) for line in lines]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    made.connection.close()


def test_a_backup_is_listed_with_its_facts(office: Office) -> None:
    line = write_backup(office.live, office.folder, office.data_key, NOW)
    assert line.folder.name == "backup-20261123T221500Z-0001"
    assert line.facts == {"entries": 199, "cents": 199 * 200 // 2, "schema": "0001"}
    assert list_backups(office.folder, office.data_key, "practice-1") == (line,)
    assert line.made_at == NOW
    assert {each.name for each in line.folder.iterdir()} == {PRACTICE_NAME, KEYS_NAME, MANIFEST_NAME}
    assert line.size == sum((line.folder / name).stat().st_size for name in (PRACTICE_NAME, KEYS_NAME))


def test_a_backup_opens_with_its_own_key_file_and_agrees(office: Office) -> None:
    backup = office.back_up()
    office.post(5)
    office.keys.change_password(1, PASSWORD, "seven blue wagons roll")
    data_key = KeyFile(backup / KEYS_NAME, CHEAP, CHEAP).unlock("maria", PASSWORD)
    assert check_backup(backup, data_key, read_facts).facts["entries"] == 199


def test_newest_first_and_numbers_go_on_when_the_clock_goes_back(office: Office) -> None:
    for days in (0, -400, 3):
        office.back_up(NOW + timedelta(days=days))
    assert [number for number, _ in office.listed()] == [3, 2, 1]


def test_nothing_readable_is_in_a_backup(office: Office) -> None:
    backup = office.back_up()
    assert not (backup / PRACTICE_NAME).read_bytes().startswith(b"SQLite format 3")
    assert office.data_key.hex().encode() not in b"".join(each.read_bytes() for each in backup.iterdir())


def test_200_single_bit_flips_anywhere_are_all_caught(office: Office) -> None:
    backup, rng = office.back_up(), random.Random(5)
    for _ in range(200):
        path = backup / rng.choice([PRACTICE_NAME, KEYS_NAME, MANIFEST_NAME])
        whole = path.read_bytes()
        damaged = bytearray(whole)
        damaged[rng.randrange(len(whole))] ^= 1 << rng.randrange(8)
        path.write_bytes(damaged)
        assert all(state is not BackupState.VERIFIED for _, state in office.listed())
        with pytest.raises(AppError):
            check_backup(backup, office.data_key, read_facts)
        path.write_bytes(whole)
    assert office.listed() == [(1, BackupState.VERIFIED)]


@pytest.mark.parametrize("name", [PRACTICE_NAME, KEYS_NAME, MANIFEST_NAME])
def test_missing_and_truncated_files_are_named(office: Office, name: str) -> None:
    backup = office.back_up()
    whole = (backup / name).read_bytes()
    for content in (whole[:-1], whole[: len(whole) // 2], b""):
        (backup / name).write_bytes(content)
        assert office.listed() == [(1, BackupState.DAMAGED)]
    (backup / name).unlink()
    (line,) = list_backups(office.folder, office.data_key, "practice-1")
    assert line.state is BackupState.DAMAGED
    assert line.why


def test_a_manifest_written_to_fit_swapped_files_is_no_proof(office: Office) -> None:
    first = office.back_up()
    office.post(1)
    second = office.back_up()
    shutil.copy(second / PRACTICE_NAME, first / PRACTICE_NAME)
    manifest = json.loads((first / MANIFEST_NAME).read_text())
    manifest["files"] = json.loads((second / MANIFEST_NAME).read_text())["files"]
    (first / MANIFEST_NAME).write_text(json.dumps(manifest))
    assert office.listed() == [(2, BackupState.VERIFIED), (1, BackupState.DAMAGED)]


def test_a_backup_under_another_number_is_not_trusted(office: Office) -> None:
    backup = office.back_up()
    backup.rename(backup.with_name("backup-20261123T221500Z-0009"))
    assert office.listed() == [(9, BackupState.DAMAGED)]


def test_another_practice_in_the_same_folder_is_left_alone(office: Office, tmp_path: Path) -> None:
    office.back_up()
    lines = list_backups(office.folder, bytes(32), "practice-2")
    assert [line.state for line in lines] == [BackupState.FOREIGN]
    assert thin_backups(lines) == ()


def test_other_things_in_the_folder_do_not_matter(office: Office) -> None:
    office.back_up()
    (office.folder / "holiday.jpg").write_bytes(b"x")
    (office.folder / "backup-old").mkdir()
    (office.folder / "backup-20200101T000000Z-0042").touch()
    assert office.listed() == [(1, BackupState.VERIFIED)]
    assert list_backups(office.folder / "none", office.data_key, "practice-1") == ()


def test_a_copy_that_differs_is_no_backup(office: Office) -> None:
    liar = replace(office.live, facts_now=lambda: {"entries": 1, "cents": 1, "schema": "0001"})
    with pytest.raises(RuleError, match="differs"):
        write_backup(liar, office.folder, office.data_key, NOW)
    assert list(office.folder.iterdir()) == []


def test_work_going_on_meanwhile_is_no_fault(office: Office) -> None:
    posted = iter([(), (7,), ()])

    def copy_while_posting(path: Path) -> None:
        office.post(1)
        office.copy_into(path)
        office.post(*next(posted))

    line = write_backup(
        replace(office.live, copy_into=copy_while_posting), office.folder, office.data_key, NOW
    )
    assert line.facts["entries"] == 200
    assert office.listed() == [(1, BackupState.VERIFIED)]


def test_a_practice_that_never_rests_is_told_so(office: Office) -> None:
    def copy_amid_postings(path: Path) -> None:
        office.post(1)
        office.copy_into(path)
        office.post(1)

    with pytest.raises(RuleError, match="busy"):
        write_backup(replace(office.live, copy_into=copy_amid_postings), office.folder, office.data_key, NOW)
    assert list(office.folder.iterdir()) == []


def test_full_disk_and_missing_folder(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path) -> None:
        path.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    with pytest.raises(RuleError, match="disk is full"):
        write_backup(replace(office.live, copy_into=full), office.folder, office.data_key, NOW)
    assert list(office.folder.iterdir()) == []
    with pytest.raises(InputError, match="not there"):
        write_backup(office.live, office.folder / "usb", office.data_key, NOW)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=1000))
    with pytest.raises(RuleError, match="MB free"):
        write_backup(office.live, office.folder, office.data_key, NOW)


def test_what_a_killed_backup_left_is_not_listed_and_goes_next_time(office: Office) -> None:
    backup = office.back_up()
    backup.rename(office.folder / f".unfinished-{backup.name}")
    assert office.listed() == []
    office.back_up()
    assert [path.name for path in office.folder.iterdir()] == ["backup-20261123T221500Z-0001"]


def test_thinning_keeps_what_the_plan_keeps(office: Office) -> None:
    backup = office.back_up(NOW - timedelta(days=30))
    manifest_of = {}
    for day in range(29, -1, -1):
        manifest_of[day] = office.back_up(NOW - timedelta(days=day))
    lines = list_backups(office.folder, office.data_key, "practice-1")
    gone = thin_backups(lines)
    assert gone
    assert manifest_of[0] not in gone
    assert not any(path.exists() for path in gone)
    left = list_backups(office.folder, office.data_key, "practice-1")
    assert {line.folder for line in left} == {line.folder for line in lines} - set(gone)
    assert all(line.state is BackupState.VERIFIED for line in left)
    assert thin_backups(left) == ()
    assert backup in {line.folder for line in lines}


def test_one_damaged_backup_stops_the_thinning(office: Office) -> None:
    for day in range(20, 0, -1):
        last = office.back_up(NOW - timedelta(days=day))
    (last / PRACTICE_NAME).write_bytes(b"ransom")
    assert thin_backups(list_backups(office.folder, office.data_key, "practice-1")) == ()
    (last / MANIFEST_NAME).unlink()
    assert thin_backups(list_backups(office.folder, office.data_key, "practice-1")) == ()
