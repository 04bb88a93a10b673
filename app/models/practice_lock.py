"""One running program per practice file, by a lock of the operating system.

The system lets the lock go when its holder ends, however it ends, so a stale lock clears itself; what is
written in the lock file only names the holder.
"""

import json
import os
import platform
import sys
import time
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Final

from app.domain.errors import RuleError
from app.models.disk_faults import in_words

# Windows lets nobody read a locked stretch, so the locked byte lies far behind the text.
_LOCKED_BYTE: Final = 1 << 20
_READ_TRIES: Final = 10
_READ_PAUSE: Final = 0.05


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a practice file open: person, machine, process number and since when (ISO text)."""

    name: str
    machine: str
    process: int
    since: str


def lock_path(practice: Path) -> Path:
    """The lock file that belongs to a practice file."""
    return practice.with_name(practice.name + ".lock")


class PracticeLock:
    """The right to have one practice file open, held until `release()` or the end of the process."""

    def __init__(self, practice: Path, holder_name: str, now: datetime) -> None:
        """Take the lock; raises RuleError naming the holder if another program has it."""
        path = lock_path(practice)
        with in_words(practice):
            self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
        if not _try_lock(self._descriptor):
            holder = _read_holder(self._descriptor)
            os.close(self._descriptor)
            raise RuleError(_refusal(practice, holder))
        holder = Holder(holder_name, platform.node(), os.getpid(), now.isoformat(timespec="seconds"))
        os.ftruncate(self._descriptor, 0)
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        os.write(self._descriptor, json.dumps(asdict(holder)).encode())

    def release(self) -> None:
        """Let the practice file go; doing it twice does no harm."""
        if self._descriptor >= 0:
            os.ftruncate(self._descriptor, 0)
            os.close(self._descriptor)
            self._descriptor = -1

    def __enter__(self) -> "PracticeLock":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def _try_lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _read_holder(descriptor: int) -> Holder | None:
    """Read who it is, waiting a moment for a holder that has only just come."""
    for _ in range(_READ_TRIES):
        os.lseek(descriptor, 0, os.SEEK_SET)
        try:
            return Holder(**json.loads(os.read(descriptor, 10_000)))
        except (ValueError, TypeError):
            time.sleep(_READ_PAUSE)
    return None


def _refusal(practice: Path, holder: Holder | None) -> str:
    if holder is None:
        return f"“{practice.name}” is open in another program. Nothing was changed. Close it there first."
    return (
        f"“{practice.name}” is open already: {holder.name} on {holder.machine}, since {holder.since} "
        f"(process {holder.process}). Nothing was changed. Close it there first."
    )
