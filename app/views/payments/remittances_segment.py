"""The remittances posted: what of each is not yet explained; files are opened, dropped or fetched."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QWidget

from app.domain.rights import Right
from app.queries.remittances import RemittanceLine, list_remittances
from app.services.remittances import unpost_remittance
from app.views.common.buttons import Button
from app.views.common.chip import ChipLabel
from app.views.common.columns import Column, plain_text
from app.views.common.desk import Desk
from app.views.common.empty_state import EmptyState
from app.views.common.facts import Facts
from app.views.common.flow import FlowLayout
from app.views.common.giving_way import GivingWay
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import forbid, refusal_of
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import Space
from app.views.payments.reason_panel import ReasonPanel
from app.views.payments.remittance_words import standing_chip
from app.views.payments.segment import Segment, finder, show_lines

_COLUMNS = (
    Column("Paid on", lambda line: line.paid_on, width=10),
    Column("Payer", lambda line: line.payer),
    Column("Check or EFT", lambda line: line.trace, width=12),
    Column("Claims", lambda line: line.claims, right=True, width=7),
    Column("Amount", lambda line: line.amount, right=True, width=10),
    Column("Not explained", lambda line: line.left or None, right=True, width=11),
    Column("State", standing_chip, width=13),
)
_NOTHING = "No remittance was posted yet. Drop an 835 file here, open one, or read the inbox folders."


class RemittanceCard(Panel):
    """One remittance in plain words."""

    held_asked = Signal(object)
    back_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__("Remittance")
        self.line: RemittanceLine | None = None
        self._chip = ChipLabel()
        self.facts = Facts()
        self.held = Button("Look at what waits", self._on_held_asked, key="Enter")
        self.back = Button("Take back…", self._on_back_asked, icon="undo")
        buttons = QWidget()
        row = FlowLayout(buttons, Space.S)
        for button in (self.held, self.back):
            row.addWidget(button)
        for widget in (self._chip, self.facts, buttons):
            self.body.addWidget(widget)
        self.body.addStretch()

    def show_line(self, line: RemittanceLine) -> None:
        """Show this remittance."""
        self.line = line
        self.set_title(f"Payment {line.trace}")
        self._chip.show_chip(standing_chip(line))
        self.held.setVisible(bool(line.held))
        self.back.setVisible(not line.taken_back)
        self.facts.show_facts(
            (
                ("Payer", line.payer),
                ("Paid on", plain_text(line.paid_on)),
                ("Amount", line.amount.dollars),
                ("Not yet explained", line.left.dollars if line.left else ""),
                ("Claims", f"{line.claims:,}"),
                ("Waiting for a look", f"{line.held:,}" if line.held else ""),
                ("File", line.name),
                ("Posted by", f"{line.posted_by}, {plain_text(line.posted_at.date())}"),
                ("Posted although", line.reason),
                ("Taken back because", line.taken_back),
            )
        )

    def _on_held_asked(self) -> None:
        if self.line:
            self.held_asked.emit(self.line)

    def _on_back_asked(self) -> None:
        if self.line:
            self.back_asked.emit(self.line)


class RemittancesSegment(Segment):
    """Ctrl+O opens files, Ctrl+I reads the inboxes, a drop does too: `files_given` and `inboxes_asked`."""

    TITLE = "Remittances"

    files_given = Signal(list)
    inboxes_asked = Signal()
    held_asked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._takes_focus = False
        self.choose_files: Callable[[QWidget], list[str]] = ask_for_files
        self.text = finder("Payer, or check or EFT number")
        self.model = TableModel(_COLUMNS, self)
        self.table = TableView("Remittances posted", self.model)
        self.listed = self.table
        GivingWay(self.table, ("Claims", "Check or EFT", "Paid on"))
        self._refusal = refusal_of(desk.session, Right.POST_ANSWER)
        offer = None if self._refusal else ("Open remittance files…", self.choose)
        self.empty = EmptyState(self._refusal or _NOTHING, offer)
        self.card = RemittanceCard()
        self.reason = ReasonPanel(desk, "Take remittance back")
        self.side = QStackedWidget()
        self.told = PlainLabel(wrap=True)
        self._lay_out()
        self._join()
        self.tell("")
        self.setAcceptDrops(True)

    def refresh(self) -> None:
        """Ask for the remittances; who may not see them reads why."""
        if self._refusal:
            self._on_listed(())
            return
        self.desk.ask(list_remittances, self.text.text(), then=self._on_listed, owner=self, key="remittances")

    def go_to_filter(self) -> None:
        """Put the keyboard into the filter."""
        self.text.setFocus()
        self.text.selectAll()

    def show_latest(self) -> None:
        """Put the keyboard on the remittance posted last as soon as it is listed."""
        self._takes_focus = True
        self.mark_changed()

    def tell(self, words: str) -> None:
        """Say above the list how the reading of files goes."""
        self.told.setText(words)
        self.told.setVisible(bool(words))

    def choose(self) -> None:
        """Let the system's own dialog choose files."""
        if self._refusal:
            self.tell(self._refusal)
            return
        paths = [Path(name) for name in self.choose_files(self)]
        if paths:
            self.files_given.emit(paths)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read what is dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.files_given.emit(paths)
        event.acceptProposedAction()

    def _lay_out(self) -> None:
        self._lists = QStackedWidget()
        self._lists.addWidget(self.table)
        self._lists.addWidget(self.empty)
        self._nothing = EmptyState("Choose a remittance to see it.")
        for page in (self._nothing, self.card, self.reason):
            self.side.addWidget(page)
        acts = QWidget()
        row = QHBoxLayout(acts)
        row.setContentsMargins(0, 0, 0, 0)
        for button in (
            Button("Read the inbox folders", self.inboxes_asked.emit, key="Ctrl+I"),
            Button("Open files…", self.choose, key="Ctrl+O", primary=True),
        ):
            forbid(button, self.desk.session, Right.POST_ANSWER)
            row.addWidget(button)
        self.lay_out_beside(self.text, acts, (self.told, self._lists), self.side)
        for key, slot in (("Ctrl+O", self.choose), ("Ctrl+I", self.inboxes_asked.emit)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _join(self) -> None:
        self.text.textChanged.connect(self.refresh)
        self.table.row_changed.connect(self._on_row_changed)
        self.table.opened.connect(self._on_opened)
        self.card.held_asked.connect(self.held_asked)
        self.card.back_asked.connect(self._on_back_asked)
        self.card.left.connect(self.table.setFocus)
        self.reason.left.connect(self._on_reason_left)
        self.reason.done.connect(self._on_taken_back)

    def _on_listed(self, lines: Sequence[RemittanceLine]) -> None:
        show_lines(self.table, self.model, lines)
        self._lists.setCurrentWidget(self.table if lines else self.empty)
        self.side.setVisible(bool(lines))
        self.empty.say(self._refusal or ("No remittance matches this." if self.text.text() else _NOTHING))
        if self._takes_focus and lines:
            self._takes_focus = False
            self.table.go_to(0)
            self.table.setFocus()

    def _on_row_changed(self, line: RemittanceLine | None) -> None:
        if line is None:
            self.side.setCurrentWidget(self._nothing)
            return
        self.card.show_line(line)
        self.side.setCurrentWidget(self.card)

    def _on_opened(self, line: RemittanceLine) -> None:
        if line.held:
            self.held_asked.emit(line)

    def _on_back_asked(self, line: RemittanceLine) -> None:
        self.side.setCurrentWidget(self.reason)
        self.reason.ask(
            f"Take payment {line.trace} back",
            "Every answer and adjustment of it is taken back, and the payment itself. What the insurer took "
            "back with it stands again.",
            unpost_remittance,
            line.id,
        )

    def _on_reason_left(self) -> None:
        self.side.setCurrentWidget(self.card)
        self.table.setFocus()

    def _on_taken_back(self) -> None:
        self._on_reason_left()
        if self.card.line:
            self.said.emit(f"Payment {self.card.line.trace} was taken back.")


def ask_for_files(parent: QWidget) -> list[str]:
    """Let the system's own dialog choose files; empty when none is."""
    return QFileDialog.getOpenFileNames(parent, "Open remittances", "", "All files (*)")[0]
