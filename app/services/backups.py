"""Backups of the open practice, the proof that they can be restored, and the restore itself."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from app.domain.errors import InputError, RuleError
from app.domain.rights import Right, Role, may
from app.domain.trail import Anchor
from app.models import backups as folders
from app.models.backup_manifest import KEYS_NAME, PRACTICE_NAME
from app.models.backups import BackupLine, LivePractice
from app.models.connection import open_connection
from app.models.database import copy_into, database
from app.models.key_slots import DEFAULT_COST, FLOOR_COST, KdfCost, Purpose, subkey
from app.models.keys import KeyFile
from app.models.restore import Restored, restore_backup
from app.queries.practice_facts import read_facts
from app.queries.trail_anchors import lost_anchors
from app.services.practices import OpenPractice, open_practice
from app.services.progress import Progress, no_progress
from app.services.session import Session, system_clock


@dataclass(frozen=True, slots=True)
class Person:
    """The one who restores: a log-in name and the password it had when the backup was made."""

    name: str
    password: str


def back_up(
    session: Session, practice: OpenPractice, folder: Path, progress: Progress = no_progress
) -> BackupLine:
    """Write a backup of the open practice into a folder; it counts once its copy was opened and compared.

    Raises InputError or RuleError when the folder or the disk does not allow it; nothing half made stays. A
    practice whose audit trail lacks what a backup there saw of it is refused.
    """
    session.require(Right.BACK_UP)
    _refuse_cut_trail(practice, folder)
    progress(0, 2, "copy")
    live = LivePractice(
        practice.path, practice.keys, copy_into, lambda: read_facts(database.connection()), read_facts
    )
    line = folders.write_backup(live, folder, practice.data_key, session.now())
    progress(1, 2, "compared")
    with session.transaction() as transaction:
        transaction.record(
            "backup", line.sequence, "back_up", after={"folder": line.folder.name, **line.facts}
        )
    progress(2, 2, "recorded")
    return line


def show_backups(session: Session, practice: OpenPractice, folder: Path) -> tuple[BackupLine, ...]:
    """List the backups in a folder, newest first, each read whole and proved."""
    session.require(Right.BACK_UP)
    return folders.list_backups(folder, practice.data_key, practice.keys.practice_id())


def show_anchors(session: Session, practice: OpenPractice, folder: Path) -> tuple[Anchor, ...]:
    """Tell what the backups in a folder saw of the audit trail, for the check of the database."""
    session.require(Right.CHECK_DATABASE)
    if not folder.is_dir():
        raise InputError(f"The folder “{folder}” is not there. Nothing was checked. Name another folder.")
    return _anchors(practice, folder)


def try_restore(session: Session, practice: OpenPractice, backup: Path) -> dict[str, int | str]:
    """Prove that a backup can be restored, without touching anything; gives its counts and totals."""
    session.require(Right.TRY_RESTORE)
    manifest = folders.check_backup(backup, practice.data_key, read_facts)
    with session.transaction() as transaction:
        transaction.record("backup", manifest.sequence, "try_restore", after={"folder": backup.name})
    return dict(manifest.facts)


def restore_practice(
    backup: Path,
    target: Path,
    person: Person,
    *,
    cost: KdfCost = DEFAULT_COST,
    floor: KdfCost = FLOOR_COST,
    clock: Callable[[], datetime] = system_clock,
) -> tuple[OpenPractice, Restored]:
    """Put a backup in the place of a practice that nobody has open, or into a new place, and open it.

    What lay there before is kept beside it. Only a manager may, with the password of the backup's day.
    Raises InputError for a wrong password or a damaged backup; then nothing was changed.
    """
    keys = KeyFile(backup / KEYS_NAME, cost, floor)
    data_key = keys.unlock(person.name, person.password)
    _refuse_others(backup, data_key, keys, person)
    restored = restore_backup(backup, target, data_key, read_facts, (person.name, clock()))
    opened = open_practice(target, person.name, person.password, cost=cost, floor=floor, clock=clock)
    with opened.session.transaction() as transaction:
        made_at = restored.manifest.made_at
        facts: dict[str, Any] = {"backup": backup.name, "made_at": made_at, **restored.manifest.facts}
        transaction.record("backup", restored.manifest.sequence, "restore_practice", after=facts)
    return opened, restored


def _anchors(practice: OpenPractice, folder: Path) -> tuple[Anchor, ...]:
    return tuple(
        Anchor(int(manifest.facts["audit_rows"]), str(manifest.facts["audit_head"]), manifest.made)
        for manifest in folders.sealed_manifests(folder, practice.data_key)
    )


def _refuse_cut_trail(practice: OpenPractice, folder: Path) -> None:
    lost = lost_anchors(_anchors(practice, folder))
    if lost:
        raise RuleError(
            f"The audit trail is not what the backup of {lost[-1].made_at:%m/%d/%Y} saw: its end was cut off "
            "or changed. No backup was made, so that the good ones here stay. Restore that backup, or choose "
            "another folder and ask for help."
        )


def _refuse_others(backup: Path, data_key: bytes, keys: KeyFile, person: Person) -> None:
    copy = open_connection(backup / PRACTICE_NAME, subkey(data_key, Purpose.DATABASE), read_only=True)
    try:
        row = copy.execute(
            "select role from user where id = ? and active", (keys.user_id(person.name),)
        ).fetchone()
    finally:
        copy.close()
    if row is None or not may(Role(row[0]), Right.RESTORE):
        raise RuleError("Only a manager may restore a backup. Nothing was changed. Ask the manager.")
