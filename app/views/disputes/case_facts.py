"""The right side of a case: what comes next, its last days, what usually works, how it ended."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.date_entry import format_date
from app.domain.disputes.cases import Stage, agreed_points, open_questions
from app.domain.disputes.guidance import ACTION_NAMES, Action, Advice
from app.domain.disputes.outcomes import RESULT_NAMES
from app.domain.money import ZERO
from app.queries.disputes import CaseDetail, OutcomeLine
from app.views.common.buttons import Button
from app.views.common.desk import Desk
from app.views.common.facts import Fact, Facts
from app.views.common.flow import FlowLayout
from app.views.common.plain_label import PlainLabel
from app.views.common.scrolled import Scrolled
from app.views.common.theme import Space, Text
from app.views.disputes.words import DEADLINE_NAMES, deadline_words, next_words

_CLOSED = "This case is closed."


class NamedWords(QWidget):
    """Names with whole sentences under them, as last days have."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.XS)
        self.texts: tuple[Fact, ...] = ()

    def show_facts(self, facts: Iterable[Fact]) -> None:
        """Show these instead."""
        self.texts = tuple(facts)
        while (item := self._column.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for name, words in self.texts:
            self._column.addWidget(PlainLabel(name, Text.STRONG))
            self._column.addWidget(PlainLabel(words, wrap=True))


class CaseFacts(Scrolled):
    """What is done from here goes up: `asked` bears a verb, `action_asked` what the advice offers."""

    asked = Signal(str)
    action_asked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        self._inside = QWidget()
        super().__init__(self._inside)
        self._desk = desk
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(Space.S, Space.M, Space.L, Space.M)
        self._column.setSpacing(Space.S)
        self.next, self.advice = PlainLabel(wrap=True), PlainLabel(kind=Text.STRONG, wrap=True)
        self.why, self.history = PlainLabel(wrap=True), PlainLabel(tone="muted", wrap=True)
        self.deadlines, self.outcomes = NamedWords(), Facts()
        self.open, self.agreed = PlainLabel(wrap=True), PlainLabel(wrap=True)
        self._buttons: dict[str, Button] = {}
        self._actions = {
            action: Button(word, partial(self._ask, action)) for action, word in ACTION_NAMES.items()
        }
        self._acts = QWidget()
        self._row = FlowLayout(self._acts, Space.S)
        self._lay_out()

    def show_case(self, case: CaseDetail) -> None:
        """Show what the case comes to."""
        line, today = case.line, self._desk.session.today()
        is_open = line.stage is not Stage.CLOSED
        by = f", by {format_date(line.next_on)}" if line.next_on else ""
        whose = f" ({line.owner})" if line.owner else ""
        self.next.setText(f"{next_words(line)}{by}{whose}" if is_open else _CLOSED)
        shown = [each for each in case.deadlines if each.outcome != "replaced"]
        self.deadlines.show_facts(
            (f"{DEADLINE_NAMES[each.kind]}{_level(each.level)}", deadline_words(each, today))
            for each in shown
        )
        self.open.setText("\n".join(f"• {fact.text}" for fact in open_questions(case.facts)) or "None.")
        self.agreed.setText("\n".join(f"• {fact.text}" for fact in agreed_points(case.facts)) or "None.")
        self.outcomes.show_facts(
            (format_date(each.decided_on), _outcome_words(each)) for each in case.outcomes
        )
        for verb in ("step", "deadline", "settle", "outcome"):
            self._buttons[verb].setVisible(is_open)
        self._buttons["level"].setVisible(line.stage is Stage.LOST)
        self._buttons["reopen"].setVisible(not is_open)
        self._acts.setVisible(is_open)
        if not is_open:
            self.show_advice(None)

    def show_advice(self, advice: Advice | None) -> None:
        """Show what usually works, with a button for each thing that can be done."""
        self.advice.setText(ACTION_NAMES[advice.action] if advice else "")
        self.why.setText(advice.why if advice else "")
        self.history.setText(advice.history if advice else "")
        for label in (self.advice, self.why, self.history):
            label.setVisible(bool(label.text()))
        actions = (advice.action, *advice.others) if advice else ()
        for action, button in self._actions.items():
            button.setVisible(action in actions)

    def _lay_out(self) -> None:
        for button in self._actions.values():
            self._row.addWidget(button)
        self._section("What comes next", (self.next,), (("step", "Change…"),))
        self._section(
            "Last days", (self.deadlines,), (("deadline", "From a letter…"), ("settle", "What became of it…"))
        )
        self._section("What usually works", (self.advice, self.why, self.history, self._acts), ())
        self._section("Open questions", (self.open,), ())
        self._section("Agreed", (self.agreed,), ())
        ends = (("outcome", "Record how it ended…"), ("level", "Next level…"), ("reopen", "Open again…"))
        self._section("How it ended", (self.outcomes,), ends)
        self._column.addStretch()

    def _section(self, title: str, widgets: tuple[QWidget, ...], verbs: tuple[tuple[str, str], ...]) -> None:
        self._column.addWidget(PlainLabel(title, Text.SECTION))
        for widget in widgets:
            self._column.addWidget(widget)
        if verbs:
            row = FlowLayout(gap=Space.S)
            for verb, word in verbs:
                slot: Callable[[], object] = partial(self.asked.emit, verb)
                self._buttons[verb] = Button(word, slot)
                row.addWidget(self._buttons[verb])
            self._column.addLayout(row)

    def _ask(self, action: Action) -> None:
        self.action_asked.emit(action)


def _outcome_words(line: OutcomeLine) -> str:
    won = f", {line.won.dollars}" if line.won > ZERO else ""
    note = f". {line.note}" if line.note else ""
    return f"{RESULT_NAMES[line.result]}{_level(line.level)}{won}{note}"


def _level(level: int) -> str:
    return f", level {level}" if level > 1 else ""
