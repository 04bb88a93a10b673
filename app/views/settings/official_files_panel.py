"""The official files the practice loaded: what each is in force for, and what is not checked without one."""

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget

from app.domain.errors import AppError
from app.domain.rights import Right
from app.queries.official_files import OfficialFileLine, list_official_files
from app.services.official_files import remove_official_file
from app.views.common.columns import Column
from app.views.common.desk import Desk
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.settings.official_lines import OfficialLine, compose_official_lines
from app.views.settings.official_load_panel import OfficialLoadPanel

TITLE = "Official files"
LEAD = (
    "Claims are checked against the files you load here. What is not loaded is “not checked”, never "
    "“passed”. Each file counts for its own dates, and older ones stay for older visits."
)
_COLUMNS = (
    Column("State", lambda line: line.chip, width=16),
    Column("File", lambda line: line.what),
    Column("In force", lambda line: line.days, width=24),
    Column("Lines kept", lambda line: line.rows, right=True, width=10),
)


class OfficialFilesPanel(QStackedWidget):
    """Lists every kind; Ctrl+O or a dropped file loads one, Delete removes the one chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.panel = Panel(TITLE)
        self.load = OfficialLoadPanel(desk)
        self.model = TableModel(_COLUMNS, self)
        self.list = TableView(TITLE, self.model)
        self._told = PlainLabel(wrap=True)
        self.panel.body.addWidget(PlainLabel(LEAD, tone="muted", wrap=True))
        self.panel.body.addWidget(self.list, 1)
        self.panel.body.addWidget(self._told)
        for part in (self.panel, self.load):
            self.addWidget(part)
        self.panel.add_action("Load a file…", self.ask_for_file, key="Ctrl+O", icon="add")
        self.panel.add_action("Remove", self.remove, key="Del")
        self.list.row_changed.connect(self._on_row_changed)
        self.list.opened.connect(lambda _line: self.ask_for_file())
        self.load.left.connect(self._on_left)
        self.setAcceptDrops(True)
        self._show(self.panel)

    def refresh(self) -> None:
        """Ask for the list again."""
        self._desk.ask(
            list_official_files, then=self._on_listed, failed=self._on_refused, owner=self, key="files"
        )

    def ask_for_file(self) -> None:
        """Choose a file and look at what it is."""
        if not self._refused() and self.load.choose():
            self._show(self.load)

    def remove(self) -> None:
        """Take the chosen file away; it can be loaded again."""
        line = self.list.current_row()
        if self._refused():
            return
        if line is None or line.file is None:
            self.panel.explain("There is nothing to remove: choose a file that is loaded.", "warning")
            return
        self._desk.do(
            remove_official_file,
            line.file.id,
            then=lambda _done: self._on_removed(line),
            failed=self._on_refused,
            owner=self,
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files only."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at the first file that is dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths and not self._refused() and not self.load.is_working:
            event.acceptProposedAction()
            self._show(self.load)
            self.load.read(paths[0])

    def _refused(self) -> bool:
        refusal = refusal_of(self._desk.session, Right.SET_UP_OFFICE)
        if refusal:
            self.panel.explain(refusal, "danger")
        return bool(refusal)

    def _show(self, panel: Panel) -> None:
        self.setCurrentWidget(panel)
        focus = self.list if panel is self.panel else self.load.choose_button
        self.setFocusProxy(focus)
        if self.isVisible():
            focus.setFocus()

    def _on_listed(self, files: tuple[OfficialFileLine, ...]) -> None:
        at = self.list.currentIndex().row()
        self.model.set_rows(compose_official_lines(files, self._desk.session.today()))
        self.list.go_to(max(0, min(at, len(self.model.rows) - 1)))

    def _on_row_changed(self, line: OfficialLine | None) -> None:
        self._told.setText(line.told if line else "")

    def _on_removed(self, line: OfficialLine) -> None:
        self.panel.explain("")
        self._desk.say.emit(f"{line.what} was removed. Load the file again to have it back.")
        self.refresh()

    def _on_left(self) -> None:
        self._show(self.panel)
        self.refresh()

    def _on_refused(self, error: AppError) -> None:
        self.panel.explain(str(error), "danger")
