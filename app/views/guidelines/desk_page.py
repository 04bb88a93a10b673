"""The list of guidelines with the record chosen beside it, and the small things that are done to it there."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.domain.rights import Right
from app.queries.guidelines import GuidelineLine
from app.services.guideline_reach import make_reach_to_dos
from app.views.common.buttons import Button
from app.views.common.desk import Desk
from app.views.common.empty_state import EmptyState
from app.views.common.flow import FlowLayout
from app.views.common.refusals import forbid, refusal_of
from app.views.common.theme import Space, scaled
from app.views.guidelines.guideline_card import GuidelineCard
from app.views.guidelines.guideline_list import GuidelineList
from app.views.guidelines.small_panels import ConfirmPanel, WithdrawPanel
from app.views.guidelines.words import SAVED

LIST_ROOM, CARD_ROOM, MOST_CARD_ROOM = 780, 460, 520


class DeskPage(QSplitter):
    """What needs the whole tab goes up as a signal; small things are done beside the list."""

    new_asked = Signal()
    version_asked = Signal()
    versions_asked = Signal()
    import_asked = Signal()
    export_asked = Signal()
    coverage_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._desk = desk
        self.list = GuidelineList(desk)
        self.card = GuidelineCard(desk)
        self.confirm = ConfirmPanel(desk)
        self.withdraw = WithdrawPanel(desk)
        self.side = QStackedWidget()
        self._nothing = EmptyState("Choose a guideline to see what it says.")
        self._lay_out()
        self._join()

    @property
    def line(self) -> GuidelineLine | None:
        """The record that is shown beside the list."""
        return self.card.line if self.side.currentWidget() is not self._nothing else None

    def may_edit(self) -> bool:
        """Tell whether this person may change guidelines, and say so if not."""
        refusal = refusal_of(self._desk.session, Right.EDIT_GUIDELINE)
        if refusal:
            self._desk.say.emit(refusal)
        return not refusal

    def show_saved(self, guideline_id: int, words: str = SAVED) -> None:
        """Put the keyboard on a version just saved, and say so."""
        self.show_card()
        self.list.show_record(0, guideline_id)
        self._desk.say.emit(words)

    def show_card(self) -> None:
        """Show the record again, with the keyboard on the list."""
        self.side.setCurrentWidget(self.card if self.card.line else self._nothing)
        self.list.enter()

    def _lay_out(self) -> None:
        bar = QWidget()
        acts = FlowLayout(bar, Space.S)
        new = Button("New guideline", self.new_asked.emit, icon="add", key="Ctrl+N", primary=True)
        take_in = Button("Import…", self.import_asked.emit, key="Ctrl+O")
        for button in (new, take_in):
            forbid(button, self._desk.session, Right.EDIT_GUIDELINE)
        acts.addWidget(new)
        acts.addWidget(Button("Is this covered?", self.coverage_asked.emit, icon="search", key="Ctrl+G"))
        acts.addWidget(take_in)
        acts.addWidget(Button("Export…", self.export_asked.emit))
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(Space.L, Space.M, 0, Space.M)
        column.setSpacing(Space.S)
        column.addWidget(bar)
        column.addWidget(self.list, 1)
        for page in (self._nothing, self.card, self.confirm, self.withdraw):
            self.side.addWidget(page)
        self.addWidget(left)
        self.addWidget(self.side)
        self.setChildrenCollapsible(False)
        self.setStretchFactor(0, 1)
        # Large text needs the wider list; the card wraps its words.
        self.setSizes([scaled(LIST_ROOM), min(scaled(CARD_ROOM), MOST_CARD_ROOM)])

    def _join(self) -> None:
        self.list.row_changed.connect(self._on_row_changed)
        self.list.opened.connect(self.version_asked)
        self.list.new_asked.connect(self.new_asked)
        self.card.asked.connect(self._on_asked)
        self.card.left.connect(self.list.enter)
        self.card.said.connect(self._desk.say)
        self.card.doubts.said.connect(self._desk.say)
        self.card.reach.to_dos_asked.connect(self._make_to_dos)
        self.confirm.left.connect(self.show_card)
        self.withdraw.left.connect(self.show_card)
        self.confirm.done.connect(self.show_saved)
        self.withdraw.done.connect(self.show_saved)

    def _on_row_changed(self, line: GuidelineLine | None) -> None:
        if line is None:
            self.side.setCurrentWidget(self._nothing)
            return
        self.card.show_line(line)
        self.side.setCurrentWidget(self.card)

    def _on_asked(self, verb: str) -> None:
        asks = {"version": self.version_asked, "versions": self.versions_asked, "ask": self.coverage_asked}
        if verb in asks:
            asks[verb].emit()
        elif self.card.line and self.may_edit():
            if verb == "attach":
                self.card.attach()
                return
            panel = self.confirm if verb == "confirm" else self.withdraw
            self.side.setCurrentWidget(panel)
            panel.begin(self.card.line)

    def _make_to_dos(self) -> None:
        if self.card.line:
            self._desk.do(make_reach_to_dos, self.card.line.id, then=self._on_to_dos_made, owner=self)

    def _on_to_dos_made(self, count: int) -> None:
        made = "1 to-do is" if count == 1 else f"{count:,} to-dos are"
        self._desk.say.emit(
            f"{made} on the list for today." if count else "All of it is on the list already."
        )
