"""A list of procedures from a file: what each row will do, or why it is left out, before it is imported."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.errors import AppError
from app.domain.findings import Finding, Severity
from app.domain.procedure_list import OWN_WORDS
from app.domain.procedure_plan import Fate, PlannedProcedure
from app.services.procedure_import import ImportPreview, import_procedures, preview_procedures
from app.views.common.chip import Chip
from app.views.common.columns import Column
from app.views.common.desk import Desk
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import ChipKind

LISTS = "Lists (*.csv *.txt *.tsv);;All files (*)"
ACCEPTED = (
    "The first line names the columns: code, name, Spanish name, category, fee, from date. Their order does "
    "not matter and other columns are ignored. An empty cell changes nothing; no line is ever taken away."
)
_CHIPS = {
    Fate.NEW: Chip(ChipKind.PAID, "New"),
    Fate.CHANGED: Chip(ChipKind.BILLED, "Changed"),
    Fate.UNCHANGED: Chip(ChipKind.DRAFT, "Unchanged"),
}
_LEFT_OUT = Chip(ChipKind.DENIED, "Left out")
_LOOK = Chip(ChipKind.DUE, "Look at it")


@dataclass(frozen=True, slots=True)
class ImportLine:
    """One line of the preview: a row of the file or what is wrong with one."""

    chip: Chip
    line: str
    code: str
    name: str
    what: str


_COLUMNS = (
    Column("Result", lambda line: line.chip, width=12),
    Column("Line", lambda line: line.line, right=True, width=6),
    Column("Code", lambda line: line.code, width=8),
    Column("Name", lambda line: line.name, width=22),
    Column("What happens", lambda line: line.what),
)


def ask_for_list(parent: QWidget) -> str:
    """Let the system's own dialog choose a file; empty when none is."""
    return QFileDialog.getOpenFileName(parent, "Choose a list of procedures", "", LISTS)[0]


def _of_finding(found: Finding) -> ImportLine:
    chip = _LEFT_OUT if found.severity is Severity.ERROR else _LOOK
    return ImportLine(chip, found.field.removeprefix("line "), "", "", f"{found.text} {found.fix}".rstrip())


def _of_plan(planned: PlannedProcedure) -> ImportLine:
    row = planned.row
    return ImportLine(_CHIPS[planned.fate], str(row.line), row.code, row.name, planned.what)


def compose_lines(preview: ImportPreview) -> tuple[ImportLine, ...]:
    """The lines in the order of the attention they need: faults, new, changed, unchanged."""
    order = list(Fate)
    planned = sorted(preview.planned, key=lambda each: order.index(each.fate))
    return (*map(_of_finding, preview.read.findings), *map(_of_plan, planned))


class ProcedureImportPanel(Panel):
    """Ctrl+O chooses a file, Ctrl+Enter imports what is shown, Esc leaves without a change."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Import a list of procedures")
        self._desk = desk
        self._path: Path | None = None
        self._preview: ImportPreview | None = None
        self.choose_file: Callable[[QWidget], str] = ask_for_list
        self.model = TableModel(_COLUMNS, self)
        self.list = TableView("What the import will do", self.model)
        self._told = PlainLabel(wrap=True)
        for text in (OWN_WORDS, ACCEPTED):
            self.body.addWidget(PlainLabel(text, tone="muted", wrap=True))
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self._told)
        self.list.row_changed.connect(self._on_row_changed)
        self.add_action("Choose another file…", self.choose, key="Ctrl+O")
        self.add_post("Import")
        self.post_asked.connect(self._on_post_asked)

    def choose(self) -> bool:
        """Choose a file and read it; tells whether one was chosen."""
        chosen = self.choose_file(self)
        if chosen:
            self._path = Path(chosen)
            self.explain("Reading…")
            self._read(self._path)
        return bool(chosen)

    def _read(self, path: Path) -> None:
        self._preview = None
        self.model.set_rows(())
        call = partial(preview_procedures, self._desk.session, path)
        self._desk.runner.read(call, self._on_read, self._on_refused, self, key="list")

    def _on_row_changed(self, line: ImportLine | None) -> None:
        # The whole sentence of the row, which its cell cuts short.
        self._told.setText(f"Line {line.line}: {line.what or 'as it is already'}" if line else "")

    def _on_read(self, preview: ImportPreview) -> None:
        self._preview = preview
        self.model.set_rows(compose_lines(preview))
        counts = {fate.value: preview.count(fate) for fate in Fate} | {"left out": preview.read.left_out}
        sums = ", ".join(f"{count} {fate}" for fate, count in counts.items())
        name = self._path.name if self._path else ""
        self.explain(
            f"{name}: {sums}. Nothing is changed yet.", "warning" if preview.read.findings else "muted"
        )

    def _on_post_asked(self) -> None:
        preview = self._preview
        if preview is None:
            self.explain("There is nothing to import. Choose another file, or press Esc to leave.", "danger")
            return
        if all(each.fate is Fate.UNCHANGED for each in preview.planned):
            self.explain(
                "Nothing in this file is new. Choose another file, or press Esc to leave.", "warning"
            )
            return
        self._preview = None
        self.explain("Importing…")
        self._desk.do(
            import_procedures,
            preview.planned,
            then=lambda _done: self._on_imported(preview),
            failed=self._on_import_refused,
            owner=self,
        )

    def _on_imported(self, preview: ImportPreview) -> None:
        new, changed = preview.count(Fate.NEW), preview.count(Fate.CHANGED)
        self._desk.say.emit(f"The list was imported: {new} new, {changed} changed.")
        self.leave()

    def _on_import_refused(self, error: AppError) -> None:
        self._desk.say.emit(str(error))
        if self._path:
            self._read(self._path)

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")
