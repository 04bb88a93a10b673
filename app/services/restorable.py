"""The backups that a person could restore before any practice is open."""

from pathlib import Path

from app.domain.errors import InputError
from app.models.backup_manifest import KEYS_NAME, read_manifest
from app.models.backups import BackupLine, list_backups
from app.models.key_slots import FLOOR_COST, KdfCost
from app.models.keys import KeyFile
from app.services.backups import Person

__all__ = ["BackupLine", "list_restorable"]

_BEGINNING = "backup-"


def list_restorable(folder: Path, person: Person, floor: KdfCost = FLOOR_COST) -> tuple[BackupLine, ...]:
    """List the backups in a folder, newest first, each proved with the key that a person's password opens.

    Raises InputError for a folder without backups, or a password that opens none of them.
    """
    if folder.name.startswith(_BEGINNING):
        folder = folder.parent
    found = sorted((path for path in folder.glob(f"{_BEGINNING}*") if path.is_dir()), reverse=True)
    if not found:
        raise InputError(f"There are no backups in “{folder.name}”. Choose the folder that holds them.")
    refusal = InputError(f"None of the backups in “{folder.name}” can be read. Choose another folder.")
    for path in found:
        try:
            manifest = read_manifest(path)
            data_key = KeyFile(path / KEYS_NAME, floor=floor).unlock(person.name, person.password)
        except InputError as error:
            refusal = error
            continue
        return list_backups(folder, data_key, manifest.practice_id)
    raise refusal
