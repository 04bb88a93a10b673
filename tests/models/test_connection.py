"""Every connection: encrypted, guarded, read-only at first; damaged and foreign files refused in words."""

import random
import shutil
import sqlite3
import threading
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from app.domain.errors import AppError, InputError, RuleError
from app.models import connection as rites
from app.models.connection import check_whole, open_connection
from app.models.disk_faults import sentence_for

KEY, OTHER = bytes(range(32)), bytes(32)


@pytest.fixture
def practice(tmp_path: Path) -> Path:
    path = tmp_path / "Dr. Röhm & Söhne #1.plainbill"
    connection = open_connection(path, KEY, create=True)
    connection.execute("PRAGMA query_only=OFF")
    connection.execute("create table t(a integer primary key, b text not null) strict")
    connection.executemany("insert into t values(?, ?)", [(n, f"row {n} " * 20) for n in range(100)])
    connection.close()
    return path


def test_every_setting_reads_back(practice: Path) -> None:
    connection = open_connection(practice, KEY)
    answers = {
        name: connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("foreign_keys", "recursive_triggers", "trusted_schema", "synchronous", "journal_mode")
    }
    assert answers == {
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "trusted_schema": 0,
        "synchronous": 2,
        "journal_mode": "wal",
    }
    assert connection.execute("PRAGMA busy_timeout").fetchone()[0] == 10_000
    assert connection.execute("select count(*) from t").fetchone()[0] == 100
    connection.close()


def test_writing_is_refused_until_the_door_is_opened(practice: Path) -> None:
    connection = open_connection(practice, KEY)
    with pytest.raises(sqlcipher.OperationalError):
        connection.execute("delete from t")
    connection.execute("PRAGMA query_only=OFF")
    connection.execute("delete from t where a = 1")
    connection.close()


def test_nothing_readable_is_on_the_disk(practice: Path) -> None:
    connection = open_connection(practice, KEY)
    connection.execute("PRAGMA query_only=OFF")
    connection.execute("insert into t values(1000, 'needle patient')")
    journal = practice.with_name(practice.name + "-wal").read_bytes()
    connection.close()
    assert b"needle" not in practice.read_bytes() + journal
    assert not practice.read_bytes().startswith(b"SQLite format 3")


def test_wrong_key_says_so_and_writes_nothing_to_stderr(
    practice: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = practice.read_bytes()
    with pytest.raises(InputError, match="cannot be opened with this key"):
        open_connection(practice, OTHER)
    assert practice.read_bytes() == before
    assert capfd.readouterr().err == ""


def test_plain_file_is_refused_and_untouched(tmp_path: Path) -> None:
    path = tmp_path / "plain.db"
    plain = sqlite3.connect(path)
    plain.execute("create table t(a)")
    plain.close()
    before = path.read_bytes()
    for create in (False, True):
        with pytest.raises(InputError, match="unencrypted"):
            open_connection(path, KEY, create=create)
    assert path.read_bytes() == before


def test_missing_empty_and_foreign_files(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not there"):
        open_connection(tmp_path / "none.plainbill", KEY)
    assert not (tmp_path / "none.plainbill").exists()
    with pytest.raises(InputError, match="not there"):
        open_connection(tmp_path, KEY)
    (tmp_path / "empty.plainbill").touch()
    with pytest.raises(InputError, match="empty"):
        open_connection(tmp_path / "empty.plainbill", KEY)
    for content in (b"x", b"%PDF-1.7 " * 1000, random.Random(1).randbytes(8192)):
        (tmp_path / "foreign.plainbill").write_bytes(content)
        with pytest.raises(InputError):
            open_connection(tmp_path / "foreign.plainbill", KEY)
    with pytest.raises(InputError, match="missing"):
        open_connection(tmp_path / "no folder" / "new.plainbill", KEY, create=True)


def test_200_single_bit_flips_are_all_caught(practice: Path, tmp_path: Path) -> None:
    whole, rng = practice.read_bytes(), random.Random(3)
    copy = tmp_path / "copy.plainbill"
    for _ in range(200):
        damaged = bytearray(whole)
        damaged[rng.randrange(len(whole))] ^= 1 << rng.randrange(8)
        copy.write_bytes(damaged)
        with pytest.raises(AppError):
            read_all(copy)


def test_truncations_are_all_caught(practice: Path, tmp_path: Path) -> None:
    whole, copy = practice.read_bytes(), tmp_path / "copy.plainbill"
    for length in (0, 1, 15, 16, 100, 4095, 4096, 4097, len(whole) - 4096, len(whole) - 1):
        copy.write_bytes(whole[:length])
        with pytest.raises(AppError):
            read_all(copy)


def read_all(path: Path) -> None:
    connection = open_connection(path, KEY, read_only=True)
    try:
        check_whole(connection)
    finally:
        connection.close()


def test_whole_file_passes(practice: Path) -> None:
    read_all(practice)


def test_a_file_open_here_is_not_opened_by_ordinary_means(
    practice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = open_connection(practice, KEY)

    def fail(*_: object, **__: object) -> None:
        raise AssertionError("would drop the locks of SQLite")

    monkeypatch.setattr(Path, "open", fail)
    open_connection(practice, KEY).close()
    first.close()


def test_each_thread_has_its_own_connection(practice: Path) -> None:
    connection = open_connection(practice, KEY)
    seen: list[type[BaseException] | int] = []

    def other() -> None:
        try:
            connection.execute("select 1")
        except sqlcipher.ProgrammingError as error:
            seen.append(type(error))
        mine = open_connection(practice, KEY)
        seen.append(mine.execute("select count(*) from t").fetchone()[0])
        mine.close()

    thread = threading.Thread(target=other)
    thread.start()
    thread.join()
    connection.close()
    assert seen == [sqlcipher.ProgrammingError, 100]


def test_old_engine_is_refused(practice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rites, "OLDEST_SQLITE", (99, 0, 0))
    with pytest.raises(RuleError, match="too old"):
        open_connection(practice, KEY)


def test_a_setting_that_does_not_hold_is_refused(practice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rites, "_SETTINGS", (("foreign_keys", "OFF", 1),))
    with pytest.raises(RuleError, match="foreign_keys"):
        open_connection(practice, KEY)


def test_locked_file_and_full_disk_have_their_sentences(practice: Path) -> None:
    connection = open_connection(practice, KEY)
    connection.execute("PRAGMA query_only=OFF")
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count={pages}")
    with pytest.raises(sqlcipher.OperationalError) as full:
        connection.executemany("insert into t values(?, ?)", [(n, "x" * 4000) for n in range(200, 300)])
    connection.close()
    assert "disk is full" in str(sentence_for(full.value, practice))
    wrapped = RuntimeError("wrapped")
    wrapped.__cause__ = full.value
    assert "disk is full" in str(sentence_for(wrapped, practice))
    assert sentence_for(ValueError("a bug"), practice) is None


def test_read_only_leaves_a_backup_untouched(practice: Path, tmp_path: Path) -> None:
    copy = tmp_path / "aside" / "copy.plainbill"
    copy.parent.mkdir()
    connection = open_connection(practice, KEY)
    connection.execute("PRAGMA query_only=OFF")
    connection.execute("vacuum into ?", (str(copy),))
    connection.close()
    before = copy.read_bytes()
    read_all(copy)
    assert copy.read_bytes() == before
    assert [each.name for each in copy.parent.iterdir()] == [copy.name]
    shutil.rmtree(copy.parent)
