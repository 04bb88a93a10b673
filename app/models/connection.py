"""The rites of every connection to a practice file: keyed, guarded, read back, and read-only at first."""

import sys
import threading
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2 as sqlcipher

from app.domain.errors import InputError, RuleError
from app.models.disk_faults import in_words

Connection = sqlcipher.Connection
KEY_BYTES: Final = 32
PAGE_BYTES: Final = 4096
OLDEST_SQLITE: Final = (3, 51, 3)
BUSY_MILLISECONDS: Final = 10_000
CACHE_KIB: Final = 64_000
_PLAIN_HEADER = b"SQLite format 3\0"
_SETTINGS: Final = (
    ("foreign_keys", "ON", 1),
    ("recursive_triggers", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("synchronous", "FULL", 2),
    ("busy_timeout", str(BUSY_MILLISECONDS), BUSY_MILLISECONDS),
    ("cache_size", str(-CACHE_KIB), -CACHE_KIB),
)
_MAC_SETTINGS: Final = (("fullfsync", "ON", 1), ("checkpoint_fullfsync", "ON", 1))

# Files this process has had open in SQLite. Opening such a file once more by ordinary means and closing it
# would drop SQLite's locks on Linux and Mac, so their first bytes are looked at once only.
_looked_at: set[tuple[int, int]] = set()
_looking = threading.Lock()


def open_connection(path: Path, key: bytes, *, read_only: bool = False, create: bool = False) -> Any:
    """Open a practice file with its 32-byte database key; the connection refuses writes until told otherwise.

    `read_only` leaves the file untouched (for backups); `create` allows a file that is not there yet. The
    connection is in autocommit mode and belongs to the thread that opened it. Raises InputError or RuleError.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("a database key has 32 bytes")
    _refuse_old_driver()
    if not create:
        _refuse_missing(path)
    _refuse_plain_file(path)
    mode = "ro" if read_only else "rwc" if create else "rw"
    with in_words(path):
        connection = sqlcipher.connect(
            f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None
        )
        try:
            _perform_rites(connection, key, read_only)
        except BaseException:
            connection.close()
            raise
    _remember(path)
    return connection


def check_whole(connection: Any) -> None:
    """Read every page and prove the file whole; raises InputError. Not for a file with a hot journal."""
    try:
        faults = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        answers = connection.execute("PRAGMA quick_check").fetchall()
    except sqlcipher.DatabaseError as error:
        raise InputError("The database file is damaged. Restore a backup.") from error
    if faults or answers != [("ok",)]:
        raise InputError("The database file is damaged. Restore a backup.")


def _perform_rites(connection: Any, key: bytes, read_only: bool) -> None:
    # First of all, or SQLCipher would write its own messages to standard error.
    _set(connection, "cipher_log_level", "NONE", "NONE")
    connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
    _expect("cipher_status", _read(connection, "cipher_status"), "1")
    for name, value, answer in _SETTINGS + (_MAC_SETTINGS if sys.platform == "darwin" else ()):
        _set(connection, name, value, answer)
    if not read_only:
        _set(connection, "journal_mode", "WAL", "wal")
    # Last: from here on only the writing and maintenance doors lift it.
    _set(connection, "query_only", "ON", 1)


def _set(connection: Any, name: str, value: str, answer: int | str) -> None:
    connection.execute(f"PRAGMA {name}={value}").fetchall()
    _expect(name, _read(connection, name), answer)


def _read(connection: Any, name: str) -> int | str | None:
    row = connection.execute(f"PRAGMA {name}").fetchone()
    return row[0] if row else None


def _expect(name: str, found: int | str | None, answer: int | str) -> None:
    if found != answer:
        raise RuleError(
            f"The database engine did not accept its safety setting “{name}”. Nothing was changed. "
            "Install the program again."
        )


def _refuse_old_driver() -> None:
    memory = sqlcipher.connect(":memory:")
    try:
        cipher = memory.execute("PRAGMA cipher_version").fetchone()
    finally:
        memory.close()
    if sqlcipher.sqlite_version_info < OLDEST_SQLITE or not cipher or not cipher[0]:
        raise RuleError(
            "The database engine of this installation is too old or cannot encrypt. Nothing was opened. "
            "Install the program again."
        )


def _refuse_missing(path: Path) -> None:
    if not path.is_file():
        raise InputError(f"“{path.name}” is not there. Nothing was changed. Choose another file.")
    # SQLite would take a file shorter than one page for a new, empty database.
    if path.stat().st_size < PAGE_BYTES:
        raise InputError(f"“{path.name}” is empty or cut short. Nothing was changed. Restore a backup.")


def _refuse_plain_file(path: Path) -> None:
    with _looking, in_words(path):
        try:
            if _identity(path) in _looked_at:
                return
            with path.open("rb") as file:
                header = file.read(len(_PLAIN_HEADER))
        except FileNotFoundError:
            return
        if header == _PLAIN_HEADER:
            raise InputError(f"“{path.name}” is an unencrypted database, not a practice. It was not opened.")
        _looked_at.add(_identity(path))


def _remember(path: Path) -> None:
    with _looking:
        _looked_at.add(_identity(path))


def _identity(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino
