"""Attacks by plain SQL, and guards taken away as only an editor of the file could."""

import re

from app.models.database import database, maintenance


def run(attack):
    """Run one transaction over the bare connection; tells in words why it was refused, or None."""
    connection = database.connection()
    with maintenance():
        connection.execute("begin immediate")
        try:
            for statement in attack:
                connection.execute(statement)
            connection.execute("commit")
        except Exception as error:
            connection.execute("rollback")
            return str(error)
    return None


def drop(*triggers):
    """Take triggers away."""
    with maintenance():
        for trigger in triggers:
            database.execute_sql(f"drop trigger {trigger}")


def weaken(table, words):
    """Take words out of a table's definition, as only an editor of the file's bytes could."""
    (sql,) = database.execute_sql("select sql from sqlite_master where name = ?", (table,)).fetchone()
    assert words in sql
    instead = "check(1)" if words.startswith("check") else ""
    with maintenance():
        database.execute_sql("pragma writable_schema=on")
        database.execute_sql(
            "update sqlite_master set sql = ? where name = ?", (sql.replace(words, instead, 1), table)
        )
        database.execute_sql("pragma writable_schema=reset")


def triggers_of(*tables):
    """The triggers on these tables, or all."""
    rows = database.execute_sql("select name, tbl_name from sqlite_master where type = 'trigger'").fetchall()
    return {name for name, table in rows if not tables or table in tables}


def checks_of(table):
    """Every CHECK of a table, as it stands in its definition."""
    (sql,) = database.execute_sql("select sql from sqlite_master where name = ?", (table,)).fetchone()
    found, start = [], 0
    for word in re.finditer(r"\bcheck\(", sql):
        if word.start() < start:
            continue
        depth, start = 1, word.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(sql[start], 0)
            start += 1
        found.append(sql[word.start() : start])
    return found


def unique_indexes_of(*tables):
    """The unique indexes of these tables that have a name of their own."""
    rows = database.execute_sql(
        "select name, tbl_name from sqlite_master where type = 'index' and sql like 'create unique%'"
    ).fetchall()
    return {name for name, table in rows if table in tables}
