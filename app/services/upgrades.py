"""Bringing an older practice file up to date: never before a copy of it was made and proved."""

import shutil
from pathlib import Path

from app.models import database as files
from app.models.connection import check_whole, open_connection
from app.models.practice_file import check_room, key_path


def bring_up_to_date(path: Path, key: bytes) -> Path | None:
    """Run the steps an open practice file still has to go through; gives the copy made before, if any.

    The copy lies beside the file with its key file, and opens like a practice. Raises InputError or
    RuleError, with the file as it was, when there is no room or the copy is not whole.
    """
    pending = files.pending_migrations()
    if not pending:
        return None
    check_room(path, 2 * path.stat().st_size)
    copy = path.with_name(f"{path.stem} before {pending[0]}{path.suffix}")
    copy.unlink(missing_ok=True)
    files.copy_into(copy)
    proved = open_connection(copy, key, read_only=True)
    try:
        check_whole(proved)
    finally:
        proved.close()
    shutil.copyfile(key_path(path), key_path(copy))
    files.migrate()
    return copy
