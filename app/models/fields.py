"""Columns that hold only what they should: money as whole cents, dates as ISO text."""

from datetime import date
from typing import Any

from peewee import IntegerField, TextField

from app.domain.money import Money


class MoneyField(IntegerField):
    """An INTEGER column of cents that takes and gives Money, and raises on anything else."""

    def db_value(self, value: Any) -> int | None:
        """Turn Money into cents."""
        if value is None or isinstance(value, Money):
            return None if value is None else value.cents
        raise TypeError(f"{self.name} takes Money, not {type(value).__name__}")

    def python_value(self, value: Any) -> Money | None:
        """Turn cents into Money."""
        return None if value is None else Money(value)


class DayField(TextField):
    """A TEXT column of ISO dates that takes and gives `date`."""

    def db_value(self, value: Any) -> str | None:
        """Turn a date into ISO text."""
        if value is None or (isinstance(value, date) and type(value) is date):
            return None if value is None else value.isoformat()
        raise TypeError(f"{self.name} takes a date, not {type(value).__name__}")

    def python_value(self, value: Any) -> date | None:
        """Turn ISO text into a date."""
        return None if value is None else date.fromisoformat(value)


class FlagField(IntegerField):
    """An INTEGER column of 0 and 1 that takes and gives bool."""

    def db_value(self, value: Any) -> int | None:
        """Turn a bool into 0 or 1."""
        return None if value is None else int(bool(value))

    def python_value(self, value: Any) -> bool | None:
        """Turn 0 or 1 into a bool."""
        return None if value is None else bool(value)
