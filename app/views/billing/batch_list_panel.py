"""Every batch of claims: which wait to be confirmed, and what the one under the keyboard holds."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QStackedLayout, QVBoxLayout, QWidget

from app.domain.batch_list import BatchState
from app.queries.claim_batches import ClaimBatchDetail, ClaimBatchLine, find_claim_batch, list_claim_batches
from app.views.billing.batch_columns import BATCH_GIVING_WAY, CLAIM_GIVING_WAY, batch_columns, claim_columns
from app.views.billing.batch_words import describe_batch
from app.views.common.buttons import Button
from app.views.common.desk import Desk
from app.views.common.empty_state import EmptyState
from app.views.common.filter_chips import FilterChips
from app.views.common.flow import FlowLayout
from app.views.common.giving_way import GivingWay
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import Space, Text

WAITING, SILENT, SENT, UNDONE, ALL = "waiting", "silent", "sent", "undone", "all"
_PARTS = ((WAITING, "Waiting"), (SILENT, "No reply"), (SENT, "Sent"), (UNDONE, "Taken back"), (ALL, "All"))
_STATES = {
    WAITING: frozenset({BatchState.WAITING}),
    SENT: frozenset({BatchState.CONFIRMED, BatchState.ANSWERED}),
    UNDONE: frozenset({BatchState.UNDONE}),
    ALL: frozenset(BatchState),
}
_NONE = {
    WAITING: "No batch waits to be mailed or sent.",
    SILENT: "No file waits longer than it should for a reply from its clearinghouse.",
    SENT: "No batch was mailed or sent yet.",
    UNDONE: "No batch was taken back.",
    ALL: "There is no batch yet. Printing claims, or making a file of them, makes one.",
}
LIST_ROOM, DETAIL_ROOM = 620, 620


class BatchListPanel(Panel):
    """Enter shows the paper or the file, Ctrl+Enter goes to its confirmation, Ctrl+Z takes it back."""

    shown_asked = Signal(object)
    cover_asked = Signal(object)
    confirm_asked = Signal(object)
    outbox_asked = Signal(object)
    undo_asked = Signal(object)
    claim_asked = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__("Batches")
        self._desk = desk
        self._lines: tuple[ClaimBatchLine, ...] = ()
        self._wanted = 0
        self.detail: ClaimBatchDetail | None = None
        self.chips = FilterChips("Which batches", _PARTS)
        self.model = TableModel(batch_columns(desk.session.today), self)
        self.table = TableView("Batches", self.model)
        self.claims_model = TableModel(claim_columns(), self)
        self.claims = TableView("Claims of the batch", self.claims_model)
        self._heading = PlainLabel("", Text.SECTION)
        self._words = PlainLabel("", wrap=True)
        self.show_kept = Button("Show the paper", self._on_show_asked, icon="print", key="Ctrl+P")
        self.cover = Button("Cover list", partial(self._send, self.cover_asked), key="Ctrl+Shift+P")
        self.outbox = Button(
            "Put into the outbox again", partial(self._send, self.outbox_asked), key="Ctrl+O", icon="save"
        )
        self.undo = Button("Take back…", partial(self._send, self.undo_asked), key="Ctrl+Z", icon="undo")
        self._lay_out()
        self._join()

    def refresh(self) -> None:
        """Ask again for the batches; the one under the keyboard stays."""
        self._desk.ask(list_claim_batches, then=self._on_listed, owner=self, key="batches")

    def show_batch(self, batch_id: int) -> None:
        """Put the keyboard on a batch, wherever it stands."""
        self._wanted = batch_id
        # What was said of another batch is over.
        self.explain("")
        self.refresh()
        self.table.setFocus()

    def enter(self) -> None:
        """Put the keyboard on the rows, or on the chips where there are none."""
        (self.table if self.model.rows else self.chips.chip(self.chips.value())).setFocus()

    def _lay_out(self) -> None:
        above, beside = QWidget(), QWidget()
        column = QVBoxLayout(above)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self._none_here = EmptyState("")
        page = QWidget()
        self._stack = QStackedLayout(page)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._none_here)
        column.addWidget(self.chips)
        column.addWidget(page, 1)
        right = QVBoxLayout(beside)
        right.setContentsMargins(Space.M, 0, 0, 0)
        right.setSpacing(Space.S)
        buttons = FlowLayout(gap=Space.S)
        for button in (self.show_kept, self.cover, self.outbox, self.undo):
            buttons.addWidget(button)
        right.addWidget(self._heading)
        right.addWidget(self._words)
        right.addLayout(buttons)
        right.addWidget(self.claims, 1)
        self._detail = beside
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.addWidget(above)
        parts.addWidget(beside)
        parts.setChildrenCollapsible(False)
        parts.setSizes([LIST_ROOM, DETAIL_ROOM])
        self.body.addWidget(parts, 1)
        self.setFocusProxy(self.table)
        self.add_action("Back", self.leave, icon="back")
        self.post = self.add_post("Confirm as mailed…")
        self._show_detail(None)

    def _join(self) -> None:
        GivingWay(self.table, BATCH_GIVING_WAY)
        GivingWay(self.claims, CLAIM_GIVING_WAY)
        self.chips.chosen.connect(self._show_lines)
        self.table.row_changed.connect(self._on_row_changed)
        self.table.opened.connect(self._on_show_asked)
        self.claims.opened.connect(lambda claim: self.claim_asked.emit(claim.claim_id))
        self.post_asked.connect(self._on_confirm_asked)
        for key, button in (
            ("Ctrl+P", self.show_kept),
            ("Ctrl+Shift+P", self.cover),
            ("Ctrl+O", self.outbox),
            ("Ctrl+Z", self.undo),
        ):
            self.add_key((key,), partial(_press, button))

    def _on_listed(self, lines: Sequence[ClaimBatchLine]) -> None:
        self._lines = tuple(lines)
        counts = {part: sum(self._is_in(part, line) for line in lines) for part, _ in _PARTS}
        self.chips.show_counts({part: f"{count:,}" for part, count in counts.items()})
        wanted = next((line for line in lines if line.id == self._wanted), None)
        if wanted and not self._is_in(self.chips.value(), wanted):
            part = next(part for part, states in _STATES.items() if wanted.state in states)
            # Choosing the chip shows the lines.
            self.chips.choose(part)
        else:
            self._show_lines()

    def _show_lines(self) -> None:
        part, wanted = self.chips.value(), self._wanted
        rows = [line for line in self._lines if self._is_in(part, line)]
        self.model.set_rows(rows)
        self._none_here.say(_NONE[part] if self._lines else _NONE[ALL])
        self._stack.setCurrentIndex(0 if rows else 1)
        self.table.go_to(next((at for at, line in enumerate(rows) if line.id == wanted), 0))

    def _is_in(self, part: str, line: ClaimBatchLine) -> bool:
        if part == SILENT:
            return line.days_silent(self._desk.session.today()) is not None
        return line.state in _STATES[part]

    def _on_row_changed(self, line: ClaimBatchLine | None) -> None:
        if line is None:
            self._show_detail(None)
            return
        self._wanted = line.id
        self._desk.ask(find_claim_batch, line.id, then=self._on_found, owner=self, key="batch")

    def _on_found(self, detail: ClaimBatchDetail) -> None:
        if detail.line.id == self._wanted:
            self._show_detail(detail)

    def _show_detail(self, detail: ClaimBatchDetail | None) -> None:
        self.detail = detail
        self._detail.setVisible(detail is not None)
        self.claims_model.set_rows(detail.claims if detail else ())
        self.post.setVisible(detail is not None and detail.line.state is BatchState.WAITING)
        if detail is None:
            return
        line = detail.line
        self._heading.setText(f"Batch {line.number}")
        self._words.setText(describe_batch(detail, self._desk.session.today()))
        self.show_kept.setText("Show the paper" if line.on_paper else "Show the file")
        self.post.setText("Confirm as mailed…" if line.on_paper else "Confirm as sent…")
        self.outbox.setVisible(not line.on_paper and line.state is not BatchState.UNDONE)
        self.undo.setVisible(line.state is BatchState.WAITING)

    def _on_show_asked(self, _line: object = None) -> None:
        self._send(self.shown_asked)

    def _on_confirm_asked(self) -> None:
        if self.detail and self.detail.line.state is not BatchState.WAITING:
            self.explain("This batch does not wait to be confirmed any more.")
        else:
            self._send(self.confirm_asked)

    def _send(self, signal: object) -> None:
        if self.detail:
            signal.emit(self.detail)  # type: ignore[attr-defined]


def _press(button: Button) -> None:
    # What is not offered is not done by its key either.
    if not button.isHidden():
        button.click()
