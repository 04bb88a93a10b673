"""Rows of official files as the columns of their tables."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from app.domain.code_edits import ServiceFacts
from app.domain.diagnosis_file import DiagnosisRow
from app.domain.hcpcs_file import HcpcsRow
from app.domain.money import Money
from app.domain.mue_file import LimitRow
from app.domain.ncci_file import PairRow
from app.domain.rate_file import RateRow

Values = tuple[Any, ...]


def first_day(row: Any, before: date | None) -> date | None:
    """The first day that a contract's rows name so far; other rows name none for their file."""
    if not isinstance(row, RateRow) or row.effective is None:
        return before
    return min(row.effective, before or row.effective)


def in_order(rows: Iterable[Any]) -> Iterator[Any]:
    """Give rates by their days, so that the later of two is written last; other rows as they come."""
    rates = []
    for row in rows:
        if isinstance(row, RateRow):
            rates.append(row)
        else:
            yield row
    yield from sorted(rates, key=lambda row: row.effective or date.min)


def values_of(row: Any, effective: date) -> Values:
    """The columns of a row, in the order of its table; `effective` is the first day of its file."""
    return _VALUES[type(row)](row, effective)


def _fee_values(row: ServiceFacts, effective: date) -> Values:
    prices = (_cents(row.facility), _cents(row.non_facility))
    signs = (row.status, row.global_days, row.pctc, row.multiple, row.bilateral)
    more = (row.assistant, row.co_surgeon, row.team)
    return row.code, row.modifier, effective.isoformat(), *prices, *signs, *more


def _rate_values(row: RateRow, effective: date) -> Values:
    since = max(row.effective or effective, effective)
    prices = (_cents(row.facility or row.amount), row.amount.cents)
    return row.code, row.modifier, since.isoformat(), *prices, *("",) * 8


_VALUES: dict[type, Callable[[Any, date], Values]] = {
    PairRow: lambda row, _: (
        *(row.column1, row.column2, row.effective.isoformat(), _iso(row.deleted or date.max), row.indicator),
    ),
    LimitRow: lambda row, _: (row.code, row.units, row.mai),
    ServiceFacts: _fee_values,
    RateRow: _rate_values,
    DiagnosisRow: lambda row, _: (row.code, int(row.billable), row.text, 0),
    HcpcsRow: lambda row, _: (row.code, _iso(row.effective), _iso(row.ends), row.text),
}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _cents(amount: Money | None) -> int | None:
    return amount.cents if amount else None
