"""Putting a backup in the place of a practice file: all of it or nothing, however the program ends.

The backup is copied and proved beside the target first. One rename of that folder decides; from then on the
restore is only carried forward, by `finish_restore`, now or at the next start. What lay there before is kept.
"""

import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from app.domain.errors import InputError
from app.models.backup_manifest import KEYS_NAME, PRACTICE_NAME, Manifest, print_file
from app.models.backups import ReadFacts, check_backup, facts_of
from app.models.disk_faults import in_words
from app.models.practice_file import check_room, key_path, require_safe_place
from app.models.practice_lock import PracticeLock
from app.models.whole_file import sync_file, sync_folder

_DECIDED: Final = ".restore-"
_REPLACED: Final = ".replaced-"
# The journal goes aside before the file it belongs to: left beside the new file it would damage it.
_LIVE_SUFFIXES: Final = ("-wal", "-shm", "")


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of a restore: the backup's manifest, and the folder with what lay there before, if any."""

    manifest: Manifest
    replaced: Path | None


def claim_practice(path: Path, holder_name: str, now: datetime) -> PracticeLock:
    """Get the right to open a practice file: a safe place, nobody else in it, and no restore left halfway."""
    place = require_safe_place(path)
    lock = PracticeLock(place, holder_name, now)
    try:
        finish_restore(place)
    except BaseException:
        lock.release()
        raise
    return lock


def restore_backup(
    backup: Path, target: Path, data_key: bytes, read_facts: ReadFacts, holder: tuple[str, datetime]
) -> Restored:
    """Put a proved backup in the place of `target`, or into a new place; `holder` is who does it and when.

    Take the data key by opening the backup's own key file. Raises RuleError while another program has the
    practice open, InputError for a damaged backup; then nothing was changed.
    """
    name, now = holder
    with claim_practice(target, name, now):
        place = require_safe_place(target)
        manifest = check_backup(backup, data_key, read_facts)
        check_room(place, manifest.files[PRACTICE_NAME].size)
        staged = place.with_name(f".{place.name}.restoring")
        with in_words(place):
            shutil.rmtree(staged, ignore_errors=True)
            try:
                _stage(backup, staged, manifest)
                facts_of(staged / PRACTICE_NAME, data_key, read_facts)
                os.replace(staged, _decided_folder(place, now))
                sync_folder(place.parent)
            finally:
                shutil.rmtree(staged, ignore_errors=True)
        return Restored(manifest, finish_restore(place))


def finish_restore(place: Path) -> Path | None:
    """Carry a decided restore to its end; returns the folder with what lay there before, None if nothing did.

    Call it only with the practice's lock held; `claim_practice` does.
    """
    beginning, kept = place.name + _DECIDED, None
    for decided in sorted(path for path in place.parent.iterdir() if path.name.startswith(beginning)):
        replaced = place.with_name(place.name + _REPLACED + decided.name.removeprefix(beginning))
        with in_words(place):
            _carry_forward(decided, place, replaced)
            kept = replaced if any(replaced.iterdir()) else None
            if kept is None:
                replaced.rmdir()
    return kept


def _stage(backup: Path, staged: Path, manifest: Manifest) -> None:
    staged.mkdir(mode=0o700)
    for name, wanted in manifest.files.items():
        shutil.copyfile(backup / name, staged / name)
        sync_file(staged / name)
        if print_file(staged / name) != wanted:
            raise InputError(f"“{name}” did not arrive whole. Nothing was changed. Check the disk.")
    (staged / KEYS_NAME).chmod(0o600)
    sync_folder(staged)


def _decided_folder(place: Path, now: datetime) -> Path:
    """Choose a name whose counterpart for the old set is free, also for two restores within one second."""
    stamp = f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    taken = {path.name for path in place.parent.iterdir()}
    number = next(n for n in range(1, len(taken) + 2) if f"{place.name}{_REPLACED}{stamp}-{n}" not in taken)
    return place.with_name(f"{place.name}{_DECIDED}{stamp}-{number}")


def _carry_forward(decided: Path, place: Path, replaced: Path) -> None:
    replaced.mkdir(mode=0o700, exist_ok=True)
    if (decided / PRACTICE_NAME).exists():
        for suffix in _LIVE_SUFFIXES:
            _set_aside(place.with_name(place.name + suffix), replaced)
        os.replace(decided / PRACTICE_NAME, place)
    if (decided / KEYS_NAME).exists():
        _set_aside(key_path(place), replaced)
        os.replace(decided / KEYS_NAME, key_path(place))
    sync_folder(replaced)
    sync_folder(place.parent)
    decided.rmdir()


def _set_aside(path: Path, folder: Path) -> None:
    if path.exists():
        os.replace(path, folder / path.name)
