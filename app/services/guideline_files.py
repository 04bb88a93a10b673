"""Guidelines written out for another practice, and taken in from its file: whole or not at all."""

from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import InputError
from app.domain.guideline_table import Fate, read_table, write_table
from app.domain.rights import Right
from app.domain.text_table import NOTHING
from app.models.disk_faults import in_words
from app.models.whole_file import write_whole
from app.queries.guideline_imports import PlannedGuideline, list_table_records, plan_guideline_import
from app.queries.guideline_rows import SUBJECT, last_chain
from app.services.guidelines import write_guideline
from app.services.session import Session, Transaction

LARGEST_FILE = 5 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class GuidelineImport:
    """What a file does, row by row; `is_done` tells whether it was taken in."""

    rows: tuple[PlannedGuideline, ...]
    is_done: bool

    def count(self, fate: Fate) -> int:
        """How many rows share a fate."""
        return sum(row.fate is fate for row in self.rows)

    @property
    def words(self) -> str:
        """Say it: `3 added, 1 new version, 12 unchanged, 0 refused`."""
        return ", ".join(f"{self.count(fate)} {fate.value}" for fate in Fate)


def import_guidelines(session: Session, path: Path, dry_run: bool = False) -> GuidelineImport:
    """Take in a file of guidelines; with one row that cannot stand, or as a dry run, nothing is changed."""
    session.require(Right.EDIT_GUIDELINE)
    rows = read_table(_read(path))
    if dry_run:
        return GuidelineImport(session.ask(plan_guideline_import, rows), is_done=False)
    with session.transaction() as transaction:
        planned = plan_guideline_import(rows)
        if any(row.fate is Fate.REFUSED for row in planned):
            return GuidelineImport(planned, is_done=False)
        _write(transaction, planned)
        return GuidelineImport(planned, is_done=True)


def export_guidelines(session: Session, path: Path) -> int:
    """Write the newest version of every guideline as CSV, without any patient; tells how many."""
    session.require(Right.SEE_OFFICE)
    with session.transaction() as transaction:
        records = list_table_records()
        with in_words(path):
            write_whole(path, write_table(iter(records)))
        transaction.record(SUBJECT, None, "export_guidelines", after={"rows": len(records)})
        return len(records)


def _write(transaction: Transaction, planned: tuple[PlannedGuideline, ...]) -> None:
    for row in planned:
        if row.fate is Fate.ADDED:
            write_guideline(transaction, last_chain() + 1, 1, row.values, "import_guidelines")
        elif row.fate is Fate.NEW_VERSION:
            write_guideline(transaction, row.chain_id, row.version, row.values, "import_guidelines")


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise InputError(f"“{path.name}” is larger than 5 MB, too large for guidelines. {NOTHING}")
        return path.read_bytes()
    except OSError:
        raise InputError(f"“{path.name}” cannot be read. {NOTHING} Choose another file.") from None
