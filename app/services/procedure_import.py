"""Importing the practice's own procedure list from a file: shown first, then taken over as it was shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import InputError, RuleError
from app.domain.procedure_list import ProcedureList, read_procedure_list
from app.domain.procedure_plan import Fate, PlannedProcedure
from app.domain.rights import Right
from app.domain.text_table import NOTHING
from app.queries.procedures import explain_procedure_import
from app.services.office import write_fee, write_procedure
from app.services.session import Session

LARGEST_LIST = 5 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """A file as it was read, and what importing it would do."""

    read: ProcedureList
    planned: tuple[PlannedProcedure, ...]

    def count(self, fate: Fate) -> int:
        """How many procedures share a fate."""
        return sum(each.fate is fate for each in self.planned)


def preview_procedures(session: Session, path: Path) -> ImportPreview:
    """Read a list and tell what importing it would do; nothing is changed."""
    session.require(Right.SET_UP_OFFICE)
    try:
        if path.stat().st_size > LARGEST_LIST:
            raise InputError(f"“{path.name}” is larger than 5 MB, too large for a list of fees. {NOTHING}")
        content = path.read_bytes()
    except OSError:
        raise InputError(f"“{path.name}” cannot be read. {NOTHING} Choose another file.") from None
    read = read_procedure_list(content, session.today())
    return ImportPreview(read, session.ask(explain_procedure_import, read.rows, session.today()))


def import_procedures(session: Session, shown: Sequence[PlannedProcedure]) -> None:
    """Import what was shown, whole or not at all; refused when the list has changed since."""
    session.require(Right.SET_UP_OFFICE)
    with session.transaction() as transaction:
        planned = explain_procedure_import([each.row for each in shown], session.today())
        if planned != tuple(shown):
            raise RuleError(
                "A colleague changed the procedures since you looked at this import, or the day has changed. "
                f"{NOTHING} Look at it again."
            )
        for each in planned:
            if each.texts:
                write_procedure(transaction, each.row.code, dict(each.texts))
            if each.fee:
                write_fee(transaction, each.row.code, each.fee.amount, each.fee.effective)
