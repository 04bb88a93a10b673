"""A restore puts everything in place or nothing, however it ends; the old set is kept."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.domain.errors import AppError, InputError, RuleError
from app.models.backup_manifest import KEYS_NAME, PRACTICE_NAME
from app.models.backups import LivePractice, facts_of, write_backup
from app.models.connection import open_connection
from app.models.key_slots import KdfCost, Purpose, subkey
from app.models.keys import KeyFile
from app.models.practice_file import key_path
from app.models.practice_lock import PracticeLock
from app.models.restore import claim_practice, restore_backup

NOW = datetime(2026, 11, 23, 22, 15, tzinfo=UTC)
CHEAP = KdfCost(8, 1, 1)
OLD_PASSWORD, NEW_PASSWORD = "lamp river copper nine", "seven blue wagons roll"
TOM = ("Tom", NOW)


def read_facts(connection) -> dict[str, int | str]:
    return {"entries": connection.execute("select count(*) from entry").fetchone()[0]}


class Scene:
    """A practice of 5 entries and a newer password, and a backup from when it had 3 and the older one."""

    def __init__(self, folder: Path) -> None:
        self.target = folder / "office.plainbill"
        keys = KeyFile(key_path(self.target), CHEAP, CHEAP)
        self.data_key = keys.create("practice-1", 1, "Maria", OLD_PASSWORD).data_key
        connection = open_connection(self.target, subkey(self.data_key, Purpose.DATABASE), create=True)
        connection.execute("PRAGMA query_only=OFF")
        connection.execute("create table entry(id integer primary key) strict")
        connection.execute("insert into entry values (1), (2), (3)")
        live = LivePractice(
            self.target,
            keys,
            lambda path: connection.execute("vacuum into ?", (str(path),)),
            lambda: read_facts(connection),
            read_facts,
        )
        (folder / "backups").mkdir()
        self.backup = write_backup(live, folder / "backups", self.data_key, NOW).folder
        connection.execute("insert into entry values (4), (5)")
        keys.change_password(1, OLD_PASSWORD, NEW_PASSWORD)
        connection.close()

    def state(self, path: Path | None = None) -> tuple[int, bool]:
        """The number of entries and whether the older password opens; fails if file and keys do not fit."""
        path = path or self.target
        keys = KeyFile(key_path(path), CHEAP, CHEAP)
        try:
            data_key, older = keys.unlock(1, OLD_PASSWORD), True
        except InputError:
            data_key, older = keys.unlock(1, NEW_PASSWORD), False
        return int(facts_of(path, data_key, read_facts)["entries"]), older


BEFORE, AFTER = (5, False), (3, True)


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return Scene(tmp_path)


def leftovers(scene: Scene) -> list[str]:
    return sorted(path.name for path in scene.target.parent.iterdir() if "restor" in path.name)


def test_round_trip_and_the_old_set_is_kept(scene: Scene) -> None:
    assert scene.state() == BEFORE
    data_key = KeyFile(scene.backup / KEYS_NAME, CHEAP, CHEAP).unlock(1, OLD_PASSWORD)
    done = restore_backup(scene.backup, scene.target, data_key, read_facts, TOM)
    assert scene.state() == AFTER
    assert done.manifest.facts == {"entries": 3}
    assert done.replaced
    assert scene.state(done.replaced / scene.target.name) == BEFORE
    assert leftovers(scene) == []
    assert (scene.backup / PRACTICE_NAME).exists()


def test_into_a_new_place(scene: Scene, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    target = tmp_path / "new" / "other.plainbill"
    done = restore_backup(scene.backup, target, scene.data_key, read_facts, TOM)
    assert done.replaced is None
    assert scene.state(target) == AFTER
    assert scene.state() == BEFORE
    assert {each.name for each in target.parent.iterdir()} == {
        "other.plainbill",
        "other.plainbill.keys",
        "other.plainbill.lock",
    }


def test_twice_in_one_second_keeps_both_old_sets(scene: Scene) -> None:
    first = restore_backup(scene.backup, scene.target, scene.data_key, read_facts, TOM)
    second = restore_backup(scene.backup, scene.target, scene.data_key, read_facts, TOM)
    assert first.replaced
    assert second.replaced
    assert scene.state(first.replaced / scene.target.name) == BEFORE
    assert scene.state(second.replaced / scene.target.name) == AFTER


def test_a_journal_of_the_old_file_does_not_touch_the_new_one(scene: Scene) -> None:
    journal = scene.target.with_name(scene.target.name + "-wal")
    journal.write_bytes(b"left by a crash")
    done = restore_backup(scene.backup, scene.target, scene.data_key, read_facts, TOM)
    assert scene.state() == AFTER
    assert done.replaced
    assert (done.replaced / journal.name).exists()


def test_refused_while_the_practice_is_open(scene: Scene) -> None:
    with PracticeLock(scene.target, "Maria", NOW), pytest.raises(RuleError, match="Maria"):
        restore_backup(scene.backup, scene.target, scene.data_key, read_facts, TOM)
    assert scene.state() == BEFORE


@pytest.mark.parametrize("name", [PRACTICE_NAME, KEYS_NAME, "manifest.json"])
def test_a_damaged_backup_changes_nothing(scene: Scene, name: str) -> None:
    damaged = bytearray((scene.backup / name).read_bytes())
    damaged[len(damaged) // 2] ^= 4
    (scene.backup / name).write_bytes(damaged)
    with pytest.raises(AppError):
        restore_backup(scene.backup, scene.target, scene.data_key, read_facts, TOM)
    assert scene.state() == BEFORE
    assert leftovers(scene) == []


def test_another_key_changes_nothing(scene: Scene) -> None:
    with pytest.raises(InputError):
        restore_backup(scene.backup, scene.target, bytes(32), read_facts, TOM)
    assert scene.state() == BEFORE


def test_totals_that_differ_change_nothing(scene: Scene) -> None:
    with pytest.raises(InputError, match="counts and totals"):
        restore_backup(scene.backup, scene.target, scene.data_key, lambda connection: {"entries": 4}, TOM)
    assert scene.state() == BEFORE


def test_a_cloud_folder_is_refused(scene: Scene, tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    with pytest.raises(RuleError, match="Dropbox"):
        restore_backup(scene.backup, tmp_path / "Dropbox" / "x.plainbill", scene.data_key, read_facts, TOM)


def test_claiming_gives_the_lock_and_the_second_is_refused(scene: Scene) -> None:
    with claim_practice(scene.target, "Maria", NOW), pytest.raises(RuleError, match="Maria"):
        claim_practice(scene.target, "Tom", NOW)
    claim_practice(scene.target, "Tom", NOW).release()


DIE = """
import os, shutil, sys
from datetime import UTC, datetime
from pathlib import Path
from app.models.restore import restore_backup
left = int(sys.argv[4])
def deadly(real):
    def step(*args, **words):
        global left
        left -= 1
        if left < 0:
            os._exit(9)
        return real(*args, **words)
    return step
for home, name in ((os, "replace"), (os, "mkdir"), (os, "rmdir"), (os, "fsync"), (shutil, "copyfile")):
    setattr(home, name, deadly(getattr(home, name)))
facts = lambda c: {"entries": c.execute("select count(*) from entry").fetchone()[0]}
restore_backup(Path(sys.argv[1]), Path(sys.argv[2]), bytes.fromhex(sys.argv[3]), facts,
    ("Tom", datetime(2026, 11, 23, tzinfo=UTC)))
"""


def test_killed_at_every_step_one_whole_practice_remains(tmp_path: Path) -> None:
    ends = []
    for step in range(60):
        folder = tmp_path / str(step)
        folder.mkdir()
        scene = Scene(folder)
        words = [str(scene.backup), str(scene.target), scene.data_key.hex(), str(step)]
        code = subprocess.run(
            [sys.executable, "-c", DIE, *words], cwd=Path(__file__).parents[2], check=False
        ).returncode
        assert code in (0, 9)
        claim_practice(scene.target, "Maria", NOW).release()
        ends.append(scene.state())
        assert not any(".restore-" in name for name in leftovers(scene))
        if code == 0:
            break
    assert code == 0
    assert ends[0] == BEFORE
    assert ends == sorted(ends, key=[BEFORE, AFTER].index), "once decided, it stays decided"
    assert ends.count(AFTER) >= 5
