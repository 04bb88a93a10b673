"""Files that are replaced as a whole: after a crash there is the old one or the new one, never half."""

import os
from pathlib import Path

from app.models.disk_faults import in_words


def write_whole(path: Path, content: bytes) -> None:
    """Write beside, force to disk, put in place by one rename; only this user may read the file."""
    # Reading needs no chance, and the names of the log-in page are read before anything else.
    import secrets

    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    with in_words(path):
        try:
            descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.replace(beside, path)
            sync_folder(path.parent)
        finally:
            beside.unlink(missing_ok=True)


def sync_file(path: Path) -> None:
    """Force a file that another part wrote to disk; not for a database that is open."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Force the names in a folder to disk, where the system has such a thing (Windows has not)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
