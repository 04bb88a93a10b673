"""Backups: a folder each, opened and compared before it counts, and proved again whenever it is listed.

A folder `backup-<utc>-<sequence>` holds the database (same key), that day's key file and a sealed manifest.
It is written under another name and gets its own by one rename, so half a backup is never seen as one.
"""

import re
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from app.domain.errors import AppError, InputError, RuleError
from app.domain.retention_plan import KeptBackup, plan_retention
from app.models.backup_manifest import (
    KEYS_NAME,
    PRACTICE_NAME,
    Facts,
    Manifest,
    print_file,
    read_manifest,
    write_manifest,
)
from app.models.connection import check_whole, open_connection
from app.models.disk_faults import in_words
from app.models.key_slots import Purpose, subkey
from app.models.keys import KeyFile
from app.models.practice_file import check_room
from app.models.whole_file import sync_file, sync_folder, write_whole

_NAME: Final = re.compile(r"^backup-\d{8}T\d{6}Z-\d{4,}$")
_UNFINISHED: Final = ".unfinished-"
_TRIES: Final = 3

ReadFacts = Callable[[Any], Facts]


class BackupState(StrEnum):
    """How far a backup can be trusted."""

    VERIFIED = "verified"
    DAMAGED = "damaged"
    FOREIGN = "of another practice"


@dataclass(frozen=True, slots=True)
class LivePractice:
    """The open practice as a backup needs it.

    `copy_into` runs `VACUUM INTO` to the path it is given; `facts_now` and `read_facts` tell the same counts,
    totals and heads of the open practice and of any connection (to compare them with the copy's).
    """

    path: Path
    key_file: KeyFile
    copy_into: Callable[[Path], None]
    facts_now: Callable[[], Facts]
    read_facts: ReadFacts


@dataclass(frozen=True, slots=True)
class BackupLine:
    """One backup in a list; `why` says in words what is wrong with one that is not verified."""

    folder: Path
    sequence: int
    made_at: datetime | None
    size: int
    facts: Facts
    state: BackupState
    why: str = ""


def write_backup(live: LivePractice, folder: Path, data_key: bytes, now: datetime) -> BackupLine:
    """Write a backup into a folder, open the copy, compare it, and only then give it its name.

    Raises RuleError for a full disk or a folder that cannot be written; nothing half made stays.
    """
    if not folder.is_dir():
        raise InputError(f"The folder “{folder}” is not there. No backup was made. Choose another folder.")
    check_room(folder, live.path.stat().st_size * 2)
    sequence = 1 + max((number for number, _ in _numbered(folder)), default=0)
    name = f"backup-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{sequence:04d}"
    unfinished = folder / f"{_UNFINISHED}{name}"
    with in_words(folder):
        _clear_unfinished(folder)
        try:
            unfinished.mkdir(mode=0o700)
            manifest = _fill(unfinished, live, data_key, (sequence, now))
            sync_folder(unfinished)
            unfinished.rename(folder / name)
            sync_folder(folder)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    return _line(folder / name, manifest, BackupState.VERIFIED)


def list_backups(folder: Path, data_key: bytes, practice_id: str) -> tuple[BackupLine, ...]:
    """List the backups in a folder, newest first, each read whole and proved; takes seconds per gigabyte."""
    if not folder.is_dir():
        return ()
    paths = [path for _, path in sorted(_numbered(folder), reverse=True)]
    return tuple(_prove_line(path, data_key, practice_id) for path in paths)


def sealed_manifests(folder: Path, data_key: bytes) -> tuple[Manifest, ...]:
    """The manifests in a folder that this practice's program sealed, oldest first; copies are not read."""
    if not folder.is_dir():
        return ()
    found = []
    for _, path in sorted(_numbered(folder)):
        with suppress(InputError):
            found.append(read_manifest(path))
    return tuple(manifest for manifest in found if manifest.is_sealed_by(data_key))


def check_backup(backup: Path, data_key: bytes, read_facts: ReadFacts) -> Manifest:
    """Prove a backup by its seal, its hashes, by opening it and by its totals; raises InputError."""
    manifest = read_manifest(backup)
    _prove_files(backup, manifest, data_key)
    if dict(facts_of(backup / PRACTICE_NAME, data_key, read_facts)) != dict(manifest.facts):
        raise InputError(f"The counts and totals in “{backup.name}” are not those in its manifest.")
    return manifest


def facts_of(copy: Path, data_key: bytes, read_facts: ReadFacts) -> Facts:
    """Open a copy that nobody uses, prove it whole and read its facts."""
    connection = open_connection(copy, subkey(data_key, Purpose.DATABASE), read_only=True)
    try:
        check_whole(connection)
        return read_facts(connection)
    finally:
        connection.close()


def thin_backups(lines: tuple[BackupLine, ...]) -> tuple[Path, ...]:
    """Remove what the retention plan lets go from a list just made; returns the folders that went."""
    own = [line for line in lines if line.state is not BackupState.FOREIGN]
    kept = [
        KeptBackup(line.sequence, line.made_at.date(), line.state is BackupState.VERIFIED)
        for line in own
        if line.made_at
    ]
    leaving = set(plan_retention(kept)) if len(kept) == len(own) else set()
    gone = tuple(line.folder for line in own if line.sequence in leaving)
    for path in gone:
        # Renamed first: a removal that is cut off must not leave something that looks like a backup.
        with in_words(path):
            shutil.rmtree(path.rename(path.with_name(_UNFINISHED + path.name)))
    return gone


def _fill(folder: Path, live: LivePractice, data_key: bytes, mark: tuple[int, datetime]) -> Manifest:
    facts = _copy_alike(folder / PRACTICE_NAME, live, data_key)
    keys = replace(live.key_file, path=folder / KEYS_NAME)
    write_whole(keys.path, live.key_file.path.read_bytes())
    keys.confirm(data_key)
    sync_file(folder / PRACTICE_NAME)
    files = {name: print_file(folder / name) for name in (PRACTICE_NAME, KEYS_NAME)}
    made_at = mark[1].astimezone(UTC).isoformat(timespec="seconds")
    return write_manifest(folder, Manifest(keys.practice_id(), mark[0], made_at, facts, files), data_key)


def _copy_alike(copy: Path, live: LivePractice, data_key: bytes) -> Facts:
    """Copy until the copy tells the same as the practice just before or just after, for work may go on."""
    for _ in range(_TRIES):
        before = dict(live.facts_now())
        live.copy_into(copy)
        after = dict(live.facts_now())
        copied = dict(facts_of(copy, data_key, live.read_facts))
        if copied in (before, after):
            return copied
        copy.unlink()
        if before == after:
            raise RuleError("The copy differs from the practice. No backup was made. Check the database.")
    raise RuleError("The practice was too busy for a backup. Nothing was lost. Try again in a quiet minute.")


def _numbered(folder: Path) -> list[tuple[int, Path]]:
    named = [path for path in folder.iterdir() if _NAME.match(path.name) and path.is_dir()]
    return [(_number(path), path) for path in named]


def _number(backup: Path) -> int:
    return int(backup.name.rsplit("-", 1)[1])


def _clear_unfinished(folder: Path) -> None:
    for path in folder.iterdir():
        if path.name.startswith(_UNFINISHED) and path.is_dir():
            shutil.rmtree(path, ignore_errors=True)


def _prove_line(path: Path, data_key: bytes, practice_id: str) -> BackupLine:
    try:
        manifest = read_manifest(path)
    except InputError as error:
        return BackupLine(path, _number(path), None, 0, {}, BackupState.DAMAGED, str(error))
    if manifest.practice_id != practice_id:
        return _line(path, manifest, BackupState.FOREIGN, "It was made by another practice.")
    try:
        _prove_files(path, manifest, data_key)
    except AppError as error:
        return _line(path, manifest, BackupState.DAMAGED, str(error))
    return _line(path, manifest, BackupState.VERIFIED)


def _prove_files(backup: Path, manifest: Manifest, data_key: bytes) -> None:
    if not manifest.is_sealed_by(data_key) or manifest.sequence != _number(backup):
        raise InputError(f"“{backup.name}” was changed after it was made, or belongs to another practice.")
    for name, wanted in manifest.files.items():
        with in_words(backup / name):
            found = print_file(backup / name)
        if found != wanted:
            raise InputError(f"“{name}” in “{backup.name}” is damaged. Choose another backup.")


def _line(folder: Path, manifest: Manifest, state: BackupState, why: str = "") -> BackupLine:
    size = sum(each.size for each in manifest.files.values())
    return BackupLine(folder, _number(folder), manifest.made, size, manifest.facts, state, why)
