"""Closing a day step by step: its money, the drawer, what is begun and unfinished, the proof, and the end."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.domain.rights import Right
from app.queries.day_closing import DayClosing, find_day_closing
from app.queries.days import UnfinishedLine
from app.services.days import close_day
from app.views.common.buttons import Button
from app.views.common.columns import Column, plain_text
from app.views.common.desk import Desk
from app.views.common.facts import Facts
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import Space, Text
from app.views.payments.proof_bar import ProofBar
from app.views.payments.words import WAY_WORDS

_UNFINISHED = (
    Column("Name", lambda line: line.name, width=20),
    Column("What is unfinished", lambda line: line.words),
)
_DRAFTS = {"payment": "a payment", "answer": "an insurer’s answer", "visit": "charges of a visit"}


class ClosePanel(Panel):
    """Ctrl+Enter closes the day; `closed` carries the sentence, the others ask for what comes before."""

    closed = Signal(str)
    deposit_asked = Signal()
    count_asked = Signal()
    link_opened = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__("Close day")
        self._desk = desk
        self._day = desk.session.today()
        self.money = Facts(right=True)
        self.equation = PlainLabel(tone="muted", wrap=True)
        self.drawer = PlainLabel(wrap=True)
        self.drafts = PlainLabel(wrap=True)
        self.unfinished = TableModel(_UNFINISHED, self)
        self.links = TableView("Unfinished", self.unfinished)
        self.all_done = PlainLabel("Nothing is left unfinished.", tone="good")
        self.proof = ProofBar(desk)
        self._lay_out()
        self.links.opened.connect(self._on_link_opened)
        self.post_asked.connect(self._on_post_asked)

    def begin(self, day: date) -> None:
        """Show all that is looked at before this day is closed."""
        self._day = day
        self.set_title(f"Close {plain_text(self._day)}")
        self.explain(refusal_of(self._desk.session, Right.CLOSE_DAY), "danger")
        self.refresh()

    def refresh(self) -> None:
        """Ask anew, as after a deposit."""
        self._desk.ask(find_day_closing, self._day, then=self._on_found, owner=self, key="closing")
        self.proof.prove()
        self.deposit.setFocus()

    def _lay_out(self) -> None:
        self.deposit = Button("Deposit…", self.deposit_asked.emit)
        self.count = Button("Count drawer…", self.count_asked.emit)
        steps = QWidget()
        row = QHBoxLayout(steps)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self.drawer, 1)
        row.addWidget(self.count)
        row.addWidget(self.deposit)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, parts in (
            (left, (PlainLabel("1. Money of the day", Text.SECTION), self.money, self.equation)),
            (left, (PlainLabel("2. Drawer and bank", Text.SECTION), steps)),
            (right, (PlainLabel("3. Begun and unfinished", Text.SECTION), self.drafts)),
        ):
            column.setSpacing(Space.S)
            for part in parts:
                column.addWidget(part)
        left.addStretch(100)
        right.addWidget(self.links, 1)
        right.addWidget(self.all_done, 1, Qt.AlignmentFlag.AlignTop)
        both = QHBoxLayout()
        both.setSpacing(Space.L)
        both.addLayout(left, 1)
        both.addLayout(right, 1)
        self.body.addLayout(both, 1)
        self.body.addWidget(PlainLabel("4. Proof", Text.SECTION))
        self.body.addWidget(self.proof)
        self.add_action("Back", self.leave, icon="back")
        self.add_post("Close day")

    def _on_found(self, found: DayClosing) -> None:
        ways = [(WAY_WORDS[way], str(amount)) for way, amount in found.ways.items()]
        self.money.show_facts([*ways, ("Together", found.together.dollars)])
        told = " + ".join(f"{word} {amount}" for word, amount in ways)
        self.equation.setText(f"{told} = {found.together}" if ways else "No money came in on this day.")
        self.drawer.setText(_drawer_words(found))
        self._show_drafts(found)
        lines = found.detail.unfinished
        self.unfinished.set_rows(lines)
        self.links.setVisible(bool(lines))
        self.all_done.setVisible(not lines and not found.drafts)

    def _show_drafts(self, found: DayClosing) -> None:
        told = sorted({f"{_DRAFTS[draft.panel]} by {draft.user}" for draft in found.drafts})
        self.drafts.setText(f"Begun and not posted: {', '.join(told)}." if told else "")
        self.drafts.setVisible(bool(told))
        self.drafts.set_tone("warning")

    def _on_link_opened(self, line: UnfinishedLine) -> None:
        self.link_opened.emit(line)

    def _on_post_asked(self) -> None:
        self._desk.do(close_day, self._day, then=self._on_closed, failed=self._on_refused, owner=self)

    def _on_closed(self, _nothing: object) -> None:
        self.closed.emit(f"{plain_text(self._day)} is closed.")

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")


def _drawer_words(found: DayClosing) -> str:
    """What lies in the drawer, and what was counted and brought away on the day."""
    cash, checks = found.drawer.cash, found.drawer.checks
    lies = f"In the drawer: cash {cash.dollars}, checks {checks.dollars}." if cash or checks else ""
    counted = [
        f"✓ Counted by {line.initials}: {line.counted.dollars}"
        + (f", {abs(line.difference).dollars} apart ({line.reason})." if line.difference else ", it agrees.")
        for line in found.counts
    ]
    brought = [f"✓ Deposit {line.number}: {line.amount.dollars} to {line.bank}." for line in found.deposits]
    return "\n".join((lies or "The drawer is empty.", *counted, *brought))
