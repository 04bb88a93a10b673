"""A file of guidelines from another practice: what each row would do, before anything is changed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.errors import AppError
from app.domain.guideline_comparison import compare_versions
from app.domain.guideline_entry import make_guideline
from app.domain.guideline_explanations import explain_guideline, explain_payer, explain_service
from app.domain.guideline_table import Fate
from app.queries.guideline_imports import PlannedGuideline
from app.queries.guidelines import GuidelineLine, list_guidelines
from app.queries.office_lists import OfficeLine, list_office
from app.services.guideline_files import GuidelineImport, import_guidelines
from app.views.common.chip import Chip
from app.views.common.columns import Column
from app.views.common.desk import Desk
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import ChipKind

FILES = "Guidelines (*.csv);;All files (*)"
LEAD = (
    "A file of guidelines is the one that “Export” writes, here or at another practice. Insurers are found "
    "by name. A row about the same insurer and service becomes a new version; nothing is ever overwritten."
)
_CHIPS = {
    Fate.ADDED: Chip(ChipKind.PAID, "New"),
    Fate.NEW_VERSION: Chip(ChipKind.BILLED, "New version"),
    Fate.UNCHANGED: Chip(ChipKind.DRAFT, "Unchanged"),
    Fate.REFUSED: Chip(ChipKind.DENIED, "Refused"),
}
_ORDER = (Fate.REFUSED, Fate.NEW_VERSION, Fate.ADDED, Fate.UNCHANGED)


@dataclass(frozen=True, slots=True)
class ImportLine:
    """A row of the file as the preview shows it."""

    chip: Chip
    line: int
    payer: str
    service: str
    what: str


_COLUMNS = (
    Column("Result", lambda row: row.chip, width=13),
    Column("Line", lambda row: row.line, right=True, width=6),
    Column("Insurer", lambda row: row.payer, width=18),
    Column("Service", lambda row: row.service, width=14),
    Column("What happens", lambda row: row.what),
)


def ask_for_table(parent: QWidget) -> str:
    """Let the system's own dialog choose a file; empty when none is."""
    return QFileDialog.getOpenFileName(parent, "Choose a file of guidelines", "", FILES)[0]


def compose_lines(
    planned: Sequence[PlannedGuideline], known: Mapping[int, GuidelineLine], payers: Mapping[int, str]
) -> tuple[ImportLine, ...]:
    """The rows in the order of the attention they need: refused, new versions, new, unchanged."""
    rows = sorted(planned, key=lambda each: (_ORDER.index(each.fate), each.line))
    return tuple(_line(each, known.get(each.chain_id), payers) for each in rows)


def _line(row: PlannedGuideline, known: GuidelineLine | None, payers: Mapping[int, str]) -> ImportLine:
    if not row.values:
        return ImportLine(_CHIPS[row.fate], row.line, "", "", row.text)
    later = make_guideline(row.values, payers.get(row.values["payer"], ""))
    what = row.text or explain_guideline(later)
    if row.fate is Fate.UNCHANGED:
        what = f"As it is already: {what}"
    if row.fate is Fate.NEW_VERSION and known is not None:
        changes = [line for line in compare_versions(known.guideline, later) if line.is_changed]
        what = "; ".join(
            f"{line.name}: {line.earlier or 'nothing'} → {line.later or 'nothing'}" for line in changes
        )
    payer = known.payer if known else explain_payer(later)
    return ImportLine(_CHIPS[row.fate], row.line, payer, explain_service(later), what)


class ImportPanel(Panel):
    """Ctrl+O chooses a file, Ctrl+Enter takes in what is shown, Esc leaves without a change."""

    imported = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__("Import guidelines")
        self._desk = desk
        self._path: Path | None = None
        self._payers: dict[int, str] = {}
        self.preview: GuidelineImport | None = None
        self.choose_file: Callable[[QWidget], str] = ask_for_table
        self.model = TableModel(_COLUMNS, self)
        self.list = TableView("What the import will do", self.model)
        self.told = PlainLabel(wrap=True)
        self.body.addWidget(PlainLabel(LEAD, tone="muted", wrap=True))
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.told)
        self.list.row_changed.connect(self._on_row_changed)
        self.add_action("Choose another file…", self.choose, key="Ctrl+O")
        self.add_action("Back", self.leave, icon="back")
        self.add_post("Import")
        self.post_asked.connect(self._on_post_asked)

    def choose(self) -> bool:
        """Choose a file and say what it would do; tells whether one was chosen."""
        chosen = self.choose_file(self)
        if chosen:
            self._path = Path(chosen)
            self._read()
        return bool(chosen)

    def _read(self) -> None:
        self.preview = None
        self.model.set_rows(())
        self.explain("Reading…")
        self._desk.ask(list_office, "payer", then=self._on_payers, owner=self, key="payers")

    def _on_payers(self, payers: Sequence[OfficeLine]) -> None:
        self._payers = {line.id: line.name for line in payers}
        if self._path is None:
            return
        call = partial(import_guidelines, self._desk.session, self._path, dry_run=True)
        self._desk.runner.read(call, self._on_read, self._on_refused, self, key="plan")

    def _on_read(self, preview: GuidelineImport) -> None:
        self.preview = preview
        today = self._desk.session.today()
        self._desk.ask(list_guidelines, today, then=self._on_known, owner=self, key="known")

    def _on_known(self, lines: Sequence[GuidelineLine]) -> None:
        if self.preview is None:
            return
        known = {line.guideline.chain_id: line for line in lines}
        self.model.set_rows(compose_lines(self.preview.rows, known, self._payers))
        name = self._path.name if self._path else ""
        refused = self.preview.count(Fate.REFUSED)
        after = " Mend the refused rows in the file first: it is taken in whole or not at all."
        self.explain(
            f"{name}: {self.preview.words}. Nothing is changed yet.{after if refused else ''}",
            "warning" if refused else "muted",
        )
        self.list.setFocus()

    def _on_row_changed(self, line: ImportLine | None) -> None:
        # The whole sentence of the row, which its cell cuts short.
        self.told.setText(f"Line {line.line}: {line.what}" if line else "")

    def _on_post_asked(self) -> None:
        preview = self.preview
        if preview is None or self._path is None:
            self.explain("There is nothing to import. Choose a file, or press Esc to leave.", "danger")
        elif preview.count(Fate.REFUSED):
            self.explain(
                "Nothing was imported: a row is refused. Mend it in the file, then choose it again.", "danger"
            )
        elif preview.count(Fate.UNCHANGED) == len(preview.rows):
            self.explain("Nothing in this file is new. Press Esc to leave.", "warning")
        else:
            self.explain("Importing…")
            self._desk.do(
                import_guidelines, self._path, then=self._on_imported, failed=self._on_refused, owner=self
            )

    def _on_imported(self, done: GuidelineImport) -> None:
        if not done.is_done:
            self._read()
            return
        self.preview = None
        self.imported.emit(f"The guidelines were imported: {done.words}.")

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")
