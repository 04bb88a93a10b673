"""The practice database: a connection a thread, read-only but for the doors `writing` and `maintenance`."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from peewee import Model
from playhouse.sqlcipher_ext import SqlCipherDatabase

from app.domain.errors import RuleError
from app.models.connection import open_connection
from app.models.disk_faults import in_words

MIGRATIONS = Path(__file__).parent / "migrations"
HISTORY = "schema_migration"


class PracticeDatabase(SqlCipherDatabase):  # type: ignore[misc]
    """A SQLCipher file opened with a raw data key; `init(path, key=bytes)` names the file."""

    def _connect(self) -> Any:
        create = self.connect_params["create"]
        connection = open_connection(Path(self.database), self.connect_params["key"], create=create)
        self._add_conn_hooks(connection)
        return connection


database = PracticeDatabase(None)


class Table(Model):
    """A table of the practice file."""

    class Meta:
        """Bind to the practice file, with plain singular names."""

        database = database
        legacy_table_names = False


def open_database(path: Path, key: bytes, *, create: bool = False) -> None:
    """Name the practice file and connect this thread to it."""
    close_database()
    database.init(str(path), key=key, create=create)
    database.connect()
    database.connect_params["create"] = False


def connect_thread() -> None:
    """Give this thread its own connection to the practice file."""
    database.connect(reuse_if_open=True)


def close_database() -> None:
    """Close this thread's connection, if it has one."""
    if database.database is not None and not database.is_closed():
        database.close()


@contextmanager
def writing() -> Iterator[None]:
    """Lift the read-only rule for one immediate transaction; the only door through which rows change."""
    if database.in_transaction():
        raise RuntimeError("a transaction is open already on this thread")
    database.execute_sql("PRAGMA query_only=OFF")
    try:
        with in_words(Path(database.database)), database.atomic("IMMEDIATE"):
            yield
    finally:
        database.execute_sql("PRAGMA query_only=ON")


@contextmanager
def maintenance() -> Iterator[None]:
    """Lift the read-only rule without a transaction, for migrations, VACUUM INTO and index rebuilds only."""
    database.execute_sql("PRAGMA query_only=OFF")
    try:
        yield
    finally:
        database.execute_sql("PRAGMA query_only=ON")


@contextmanager
def reading() -> Iterator[None]:
    """Hold one snapshot for all that is asked inside."""
    with database.atomic("DEFERRED"):
        yield


def rows_changed() -> int:
    """Count the rows this connection has changed since it was opened."""
    return int(database.connection().total_changes)


def shipped_migrations() -> tuple[str, ...]:
    """The names of the steps this program knows, in order."""
    return tuple(sorted(path.stem for path in MIGRATIONS.glob("[0-9]*.py")))


def applied_migrations() -> tuple[str, ...]:
    """The names of the steps this file has been through."""
    if not database.table_exists(HISTORY):
        return ()
    rows = database.execute_sql(f"select name from {HISTORY} order by name").fetchall()
    return tuple(name for (name,) in rows)


def check_not_newer() -> None:
    """Refuse a file written by a newer program."""
    if set(applied_migrations()) - set(shipped_migrations()):
        raise RuleError(
            "This practice was last opened with a newer Plainbill. Nothing was changed. "
            "Install the newer version on this computer to open it."
        )


def pending_migrations() -> tuple[str, ...]:
    """The steps this file still has to go through."""
    return tuple(sorted(set(shipped_migrations()) - set(applied_migrations())))


def migrate() -> tuple[str, ...]:
    """Run the pending steps, each in its own transaction, and name them."""
    # Seldom needed, and every start would wait for it.
    from playhouse.migrations import Runner

    with maintenance():
        return tuple(Runner(database, str(MIGRATIONS), table_name=HISTORY).up())


def release_memory() -> None:
    """Give back the pages this connection keeps in memory, between the parts of a long run."""
    database.execute_sql("PRAGMA shrink_memory")


def copy_into(copy: Path) -> None:
    """Write a copy of the practice file, under the same key, as it stands at this moment."""
    with maintenance():
        database.execute_sql("VACUUM INTO ?", (str(copy),))


def select(sql: str, *params: Any) -> list[tuple[Any, ...]]:
    """Ask in plain SQL and fetch all rows; for the questions in `queries`."""
    rows: list[tuple[Any, ...]] = database.execute_sql(sql, params).fetchall()
    return rows
