"""Everything kept with a patient; added by file, paste or drop, and shown inside the window."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.rights import Right
from app.queries.documents import DocumentLine, list_documents
from app.views.common.columns import Column
from app.views.common.combo import Combo
from app.views.common.desk import Desk
from app.views.common.empty_state import EmptyState
from app.views.common.file_intake import ChooseFile, ask_for_file
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.preview_panel import PreviewPanel
from app.views.common.refusals import refusal_of
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import Space
from app.views.patients.bill_panel import ShownPaper
from app.views.patients.file_keeper import FileKeeper, FilePlace
from app.views.patients.page import PatientPage
from app.views.patients.papers_panel import PapersPanel
from app.views.patients.picture_slot import PictureSlot

KINDS = (
    ("letter", "Letter from an insurer"),
    ("referral", "Referral"),
    ("authorization", "Authorization"),
    ("signed_form", "Signed form"),
    ("identity", "Photo id"),
    ("other", "Other paper"),
)
_NAMES = {
    **dict(KINDS),
    "card_front": "Card, front",
    "card_back": "Card, back",
    "claim": "Claim form",
    "statement": "Statement",
    "receipt": "Receipt",
}


def _size(line: DocumentLine) -> str:
    return f"{line.size / 1_048_576:.1f} MB" if line.size >= 1_048_576 else f"{max(line.size // 1024, 1)} KB"


_COLUMNS = (
    Column("Added", lambda line: line.added_at.date(), width=10),
    Column("Kind", lambda line: _NAMES.get(line.kind, line.kind.replace("_", " ").capitalize()), width=20),
    Column("Name", lambda line: line.name),
    Column("Size", _size, right=True, width=8),
    Column("By", lambda line: line.added_by, width=12),
)


class DocumentsPage(PatientPage):
    """Enter shows a document; Ctrl+N adds a file, Ctrl+V a picture, of the kind chosen above.

    The front desk's papers are printed from here (Ctrl+Shift+P), and kept with the rest.
    """

    TITLE = "Documents"

    def __init__(
        self, desk: Desk, choose_file: ChooseFile = ask_for_file, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, parent)
        self.choose_file = choose_file
        self._model = TableModel(_COLUMNS, self)
        self._keeper = FileKeeper(desk, self)
        self.kind = Combo("Kind of the next paper", KINDS)
        self.view = TableView("Documents", self._model)
        self.shown = PictureSlot(desk, self._keeper, "Paper")
        self._list = Panel("Documents")
        self._empty = EmptyState(
            "No papers are kept yet. Drop a scan here, paste a picture, or add a file.",
            ("Add a file…", self.add_file),
            ("Paste a picture", self.paste),
            ("Print papers", self.print_papers),
        )
        self._stack = QStackedWidget()
        self._place_stack = QStackedWidget()
        self.papers = PapersPanel(desk)
        self.preview = PreviewPanel(desk)
        self._subject = 0
        self._awaited = 0
        self.setAcceptDrops(True)
        self._lay_out()
        self.view.opened.connect(self._on_opened)
        self.view.row_changed.connect(self._on_row_changed)
        self.shown.opened.connect(self.file_asked)
        self.shown.add_asked.connect(self.add_file)
        self._keeper.refused.connect(desk.say)
        self._keeper.kept.connect(self._on_kept)
        self.papers.left.connect(self._show_list)
        self.papers.drawn.connect(self._on_paper_drawn)
        self.preview.left.connect(self._on_preview_left)

    def refresh(self) -> None:
        """List the papers of the patient now shown; what is being printed for another is left."""
        if self.detail is None or self._awaited not in (0, self.detail.id):
            return
        self._awaited = 0
        if self._subject not in (0, self.detail.id):
            self._subject = 0
            self._place_stack.setCurrentWidget(self._stack)
        self.desk.ask(list_documents, self.detail.id, then=self._on_listed, owner=self, key="files")

    def add_file(self) -> None:
        """Choose a file and keep a copy."""
        place = self._place()
        if place and (path := self.choose_file(self)):
            self._keeper.take_path(place, Path(path))

    def paste(self) -> None:
        """Keep the picture on the clipboard."""
        if place := self._place():
            self._keeper.take_clipboard(place)

    def print_papers(self) -> None:
        """Choose one of the front desk's papers for the patient now shown."""
        if self.detail:
            self.show_papers(self.detail.id)

    def show_papers(self, patient_id: int, visit_id: int = 0) -> None:
        """Choose one of the front desk's papers for a patient, who may still be on his way to this page."""
        self._subject = patient_id
        if self.detail is None or self.detail.id != patient_id:
            self._awaited = patient_id
        self._place_stack.setCurrentWidget(self.papers)
        self.papers.begin(patient_id, visit_id)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and pictures only."""
        if self.detail and (event.mimeData().hasUrls() or event.mimeData().hasImage()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Keep what is dropped; the original stays where it is."""
        place = self._place()
        if place and self._keeper.take(place, event.mimeData()):
            event.acceptProposedAction()

    def _place(self) -> FilePlace | None:
        if self.detail is None:
            return None
        if refusal := refusal_of(self.desk.session, Right.EDIT_PATIENT):
            self.desk.say.emit(refusal)
            return None
        return FilePlace(self.detail.id, str(self.kind.value()))

    def _lay_out(self) -> None:
        self._list.add_action("Add a file…", self.add_file, key="Ctrl+N", icon="add")
        self._list.add_action("Paste a picture", self.paste, key="Ctrl+V", icon="copy")
        self._list.add_action("Print papers", self.print_papers, key="Ctrl+Shift+P", icon="print")
        body = QHBoxLayout()
        body.setSpacing(Space.L)
        side = QVBoxLayout()
        side.setSpacing(Space.S)
        side.addWidget(self.shown)
        side.addStretch()
        left = QVBoxLayout()
        left.setSpacing(Space.S)
        as_kind = QHBoxLayout()
        as_kind.setSpacing(Space.S)
        caption = PlainLabel("A new paper is kept as", tone="muted")
        caption.setBuddy(self.kind)
        as_kind.addWidget(caption)
        as_kind.addWidget(self.kind, 1)
        as_kind.addStretch(1)
        left.addLayout(as_kind)
        left.addWidget(self.view, 1)
        body.addLayout(left, 1)
        body.addLayout(side)
        self._list.body.addLayout(body)
        papers = QShortcut(QKeySequence("Ctrl+Shift+P"), self._empty)
        papers.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        papers.activated.connect(self.print_papers)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self._stack, self.papers, self.preview):
            self._place_stack.addWidget(widget)
        column.addWidget(self._place_stack)
        self.setFocusProxy(self.view)

    def _show_list(self) -> None:
        self._subject = 0
        self._place_stack.setCurrentWidget(self._stack)
        self.view.setFocus()

    def _on_paper_drawn(self, paper: ShownPaper) -> None:
        self.preview.show_pdf(paper.title, paper.pdf, paper.file_name, paper.note)
        self._place_stack.setCurrentWidget(self.preview)
        self.preview.setFocus()

    def _on_preview_left(self) -> None:
        self._place_stack.setCurrentWidget(self.papers)
        self.papers.form.editor("paper").setFocus()

    def _on_listed(self, lines: Sequence[DocumentLine]) -> None:
        at = self.view.currentIndex().row()
        self._model.set_rows(lines)
        self.view.go_to(at)
        self._stack.setCurrentWidget(self._list if lines else self._empty)

    def _on_row_changed(self, line: DocumentLine | None) -> None:
        if self.detail and line:
            self.shown.show_place(FilePlace(self.detail.id, line.kind, line.policy_id), line)
        else:
            self.shown.show_place(None, None)

    def _on_opened(self, line: DocumentLine) -> None:
        self.file_asked.emit(line.id)

    def _on_kept(self, _file: int) -> None:
        self.desk.say.emit("The paper is kept, encrypted like all the rest.")
