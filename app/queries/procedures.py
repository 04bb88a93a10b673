"""The practice's own list of procedures, with its fees."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.charges import FeeRow, choose_fee
from app.domain.money import Money
from app.domain.names import fold
from app.domain.procedure_list import ProcedureRow
from app.domain.procedure_plan import KnownProcedure, PlannedProcedure, plan_procedures
from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks

LIMIT = 12


@dataclass(frozen=True, slots=True)
class ProcedureLine:
    """A procedure of the practice's own list; `fees` holds every fee ever set for it."""

    code: str
    name: str
    category: str
    fees: tuple[FeeRow, ...]

    def fee_on(self, on: date, modifiers: Sequence[str] = ()) -> Money | None:
        """The fee for one unit on a date of service, None when the practice has none."""
        return choose_fee(self.code, modifiers, on, self.fees)


@asks(Right.SEE_OFFICE)
def list_procedures() -> tuple[ProcedureLine, ...]:
    """The whole list, small enough to be held while charges are typed, by code."""
    fees = _fees_by_code()
    rows = select("select code, name, category from procedure where active = 1 order by code")
    return tuple(ProcedureLine(code, name, category, tuple(fees[code])) for code, name, category in rows)


@asks(Right.SET_UP_OFFICE)
def explain_procedure_import(rows: Sequence[ProcedureRow], today: date) -> tuple[PlannedProcedure, ...]:
    """What importing these rows today would add, change and leave."""
    known = {
        code: KnownProcedure(*words)
        for code, *words in select("select code, name, name_es, category from procedure")
    }
    return plan_procedures(rows, known, _fees_by_code(), today)


def match_procedures(
    text: str, procedures: Sequence[ProcedureLine], limit: int = LIMIT
) -> tuple[ProcedureLine, ...]:
    """Those whose code begins with the text, then those whose name holds all its words as beginnings."""
    typed = text.strip().upper()
    words = fold(text).split()
    if not words:
        return ()
    by_code = [line for line in procedures if line.code.startswith(typed)]
    by_name = [
        line
        for line in procedures
        if line not in by_code
        and all(any(part.startswith(word) for part in fold(line.name).split()) for word in words)
    ]
    return tuple([*by_code, *by_name][:limit])


def _fees_by_code() -> dict[str, list[FeeRow]]:
    fees: dict[str, list[FeeRow]] = defaultdict(list)
    for code, cents, effective, modifier, ends in select(
        "select code, cents, effective, modifier, ends from fee order by id"
    ):
        until = date.fromisoformat(ends) if ends else None
        fees[code].append(FeeRow(code, Money(cents), date.fromisoformat(effective), modifier, until))
    return fees
