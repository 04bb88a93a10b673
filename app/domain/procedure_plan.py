"""What the import of a procedure list would change, procedure by procedure; nothing is taken away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.charges import FeeRow, choose_fee
from app.domain.date_entry import format_date
from app.domain.procedure_list import ProcedureRow


class Fate(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class KnownProcedure:
    """The words of a procedure that the practice has already."""

    name: str
    name_es: str
    category: str


@dataclass(frozen=True, slots=True)
class PlannedProcedure:
    """What a row will do: the texts it writes, the fee it sets (None = none), and what changes, in words."""

    row: ProcedureRow
    fate: Fate
    texts: tuple[tuple[str, str], ...]
    fee: FeeRow | None
    what: str


def plan_procedures(
    rows: Sequence[ProcedureRow],
    known: Mapping[str, KnownProcedure],
    fees: Mapping[str, Sequence[FeeRow]],
    today: date,
) -> tuple[PlannedProcedure, ...]:
    """Plan each row against the words and all fees by code; a fee in force on its day is not set again."""
    return tuple(_plan(row, known.get(row.code), fees.get(row.code, ()), today) for row in rows)


def _plan(
    row: ProcedureRow, known: KnownProcedure | None, fees: Sequence[FeeRow], today: date
) -> PlannedProcedure:
    given = {"name": row.name, "name_es": row.name_es, "category": row.category}
    texts = {
        name: text for name, text in given.items() if text and (not known or text != getattr(known, name))
    }
    on = row.effective or today
    in_force = choose_fee(row.code, (), on, fees)
    fee = None if row.fee is None or row.fee == in_force else FeeRow(row.code, row.fee, on)
    told = [
        f"{_WORDS[name]}: {getattr(known, name) or 'none'} → {text}" for name, text in texts.items() if known
    ]
    if fee:
        told.append(
            f"fee{f' {in_force} →' if in_force else ''} {fee.amount} from {format_date(fee.effective)}"
        )
    if not known and not fee:
        told.append("no fee is set")
    fate = Fate.NEW if not known else Fate.CHANGED if texts or fee else Fate.UNCHANGED
    return PlannedProcedure(row, fate, tuple(texts.items()), fee, "; ".join(told))


_WORDS = {"name": "name", "name_es": "Spanish", "category": "category"}
