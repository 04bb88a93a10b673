"""What lies in inbox folders: remittances, and all else; each is read where it belongs."""

import re
from pathlib import Path

from app.models.disk_faults import in_words

_HEAD = 400
# The group's functional id stands behind GS, with the file's own sign between elements.
_REMITTANCE = re.compile(rb"GS(.)HP\1", re.DOTALL)


def remittances_in(folder: Path) -> list[Path]:
    """The files of a folder that hold remittances, by name."""
    return [path for path in _files_in(folder) if _holds_remittance(path)]


def replies_in(folder: Path) -> list[Path]:
    """The files of a folder that hold no remittances, by name."""
    return [path for path in _files_in(folder) if not _holds_remittance(path)]


def _files_in(folder: Path) -> list[Path]:
    with in_words(folder):
        return sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))


def _holds_remittance(path: Path) -> bool:
    """One that can not be opened counts as no remittance; whoever reads it says why."""
    try:
        with path.open("rb") as file:
            return _REMITTANCE.search(file.read(_HEAD)) is not None
    except OSError:
        return False
