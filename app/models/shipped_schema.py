"""The tables, indexes and triggers that this program ships, to compare a practice file with."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from playhouse.migrations import Runner
from playhouse.sqlcipher_ext import SqlCipherDatabase

from app.models.database import HISTORY, MIGRATIONS

_OBJECTS = "select type, name, sql from sqlite_master where name not like 'sqlite_%' order by type, name"


@cache
def shipped_objects() -> Mapping[tuple[str, str], str]:
    """Build an empty practice in memory by every step, once a run, and give its objects by type and name."""
    memory = SqlCipherDatabase(":memory:", passphrase="in memory only")
    memory.connect()
    try:
        Runner(memory, str(MIGRATIONS), table_name=HISTORY).up()
        return MappingProxyType(read_objects(memory))
    finally:
        memory.close()


def read_objects(database: Any) -> dict[tuple[str, str], str]:
    """Give the objects of an open database by type and name, each with its SQL in one spelling."""
    rows = database.execute_sql(_OBJECTS).fetchall()
    return {(kind, name): " ".join((sql or "").split()) for kind, name, sql in rows}
