"""What every use case that keeps a record shares: numbers given out once, and edits that overwrite nobody."""

from collections.abc import Mapping
from typing import Any

from app.domain.errors import InputError, RuleError
from app.models.database import Table
from app.models.office import Counter
from app.services.session import Transaction


def next_number(counter: str) -> int:
    """Give out the next number of a counter, without gaps, inside the open transaction."""
    return next_numbers(counter, 1)[0]


def next_numbers(counter: str, count: int) -> range:
    """Give out as many numbers of a counter, without gaps, inside the open transaction."""
    Counter.update(value=Counter.value + count).where(Counter.name == counter).execute()
    last = int(Counter.get_by_id(counter).value)
    return range(last - count + 1, last + 1)


def upcoming_number(counter: str) -> int:
    """Tell which number `next_number` would give out, without taking it."""
    return int(Counter.get_by_id(counter).value) + 1


def fetch(table: type[Table], key: Any, what: str) -> Any:
    """Fetch one row, or say in words that it is not there."""
    row = table.get_or_none(table._meta.primary_key == key)
    if row is None:
        raise InputError(f"That {what} is not in this practice any more. Search for it again.")
    return row


def check_columns(table: type[Table], values: Mapping[str, Any]) -> None:
    """Refuse names that are no columns of the table: a mistake of the caller, not of the user."""
    unknown = set(values) - set(table._meta.fields)
    if unknown:
        raise ValueError(f"{table.__name__} has no {', '.join(sorted(unknown))}")


def change_row(  # noqa: PLR0913
    transaction: Transaction,
    table: type[Table],
    row_id: int,
    version: int,
    values: Mapping[str, Any],
    *,
    what: str,
    patient: int | None = None,
) -> bool:
    """Change a row if nobody else has since `version`; tells whether anything was different.

    Raises RuleError when a colleague saved first; what was typed stays with the caller.
    """
    check_columns(table, values)
    row = fetch(table, row_id, what)
    before = {name: row.__data__[name] for name in values if row.__data__[name] != values[name]}
    if not before:
        return False
    changed = (
        table.update(**values, version=version + 1)
        .where((table._meta.primary_key == row_id) & (table._meta.fields["version"] == version))
        .execute()
    )
    if not changed:
        raise RuleError(
            f"A colleague changed this {what} while you were typing. Nothing was overwritten and what you "
            "typed is still here. Look at the new record, then save again."
        )
    after = {name: values[name] for name in before}
    transaction.record(what, row_id, f"change_{what}", patient=patient, before=before, after=after)
    return True
