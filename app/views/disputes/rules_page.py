"""How long there is: what the office wrote down for its insurers, and what is usual otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.domain.disputes.deadline_rules import USUAL_RULES, DeadlineRule
from app.domain.errors import AppError
from app.domain.rights import Right
from app.queries.deadline_rules import DeadlineRuleLine, list_deadline_rules
from app.queries.policies import PlanLine, list_plans
from app.services.dispute_deadlines import add_deadline_rule, change_deadline_rule
from app.views.common.asking_widget import AskingWidget
from app.views.common.chip import Chip
from app.views.common.columns import Column
from app.views.common.combo import Combo
from app.views.common.desk import Desk
from app.views.common.form import FormPanel
from app.views.common.giving_way import GivingWay
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.common.scrolled import Scrolled
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import ChipKind, scaled
from app.views.disputes.rule_fields import FIELDS, length_words, values_to_keep, values_to_show
from app.views.disputes.words import DEADLINE_NAMES

EVERY_INSURER, EVERY_PLAN = (None, "Every insurer"), (None, "All its plans")
ABOUT = (
    "Your own rules count before the usual ones. Cases keep the last day that was counted when they were "
    "opened. Enter on a rule writes a new version; the versions before stay."
)
LIST_ROOM, FORM_ROOM = 820, 440


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule as the list shows it; `line` is None for a usual one."""

    rule: DeadlineRule
    whose: str
    line: DeadlineRuleLine | None = None


def _standing(row: RuleRow) -> Chip:
    if row.line is None:
        return Chip(ChipKind.DRAFT, "Usual, not confirmed")
    if row.rule.withdrawn:
        return Chip(ChipKind.DENIED, "Does not count")
    return Chip(ChipKind.PAID, f"Yours, version {row.rule.version}")


_COLUMNS = (
    Column("Standing", _standing, width=20),
    Column("Whose", lambda row: row.whose, width=22),
    Column("What", lambda row: row.rule.name or DEADLINE_NAMES[row.rule.kind], width=22),
    Column("Level", lambda row: row.rule.level, right=True, width=5),
    Column("How long", lambda row: length_words(row.rule)),
    Column("Where it says so", lambda row: row.rule.source, width=22),
)


class RuleForm(FormPanel):
    """The plans offered are those of the insurer chosen."""

    def __init__(self, desk: Desk) -> None:
        self._plans: tuple[PlanLine, ...] = ()
        super().__init__(FIELDS, desk.session.today, columns=1)
        self._combo("payer").edited.connect(self._offer_plans)

    def offer(self, plans: tuple[PlanLine, ...]) -> None:
        """Offer these plans and their insurers."""
        self._plans = plans
        payers = {each.payer_id: each.payer for each in plans}
        self._combo("payer").set_choices((EVERY_INSURER, *payers.items()))
        self._offer_plans()

    def show_version(self, values: dict[str, Any]) -> None:
        """Show the values of a version."""
        shown = values_to_show(values)
        self.set_values(shown)
        self._offer_plans()
        self.set_values({"plan": shown["plan"]})

    def _offer_plans(self) -> None:
        payer = self._combo("payer").value()
        own = [(each.id, each.name) for each in self._plans if each.payer_id == payer]
        self._combo("plan").set_choices((EVERY_PLAN, *own))

    def _combo(self, name: str) -> Combo:
        editor = self.editor(name)
        assert isinstance(editor, Combo)
        return editor


class RulesPage(AskingWidget):
    """Ctrl+N writes a new rule, Enter a new version of one's own; a usual one is taken over by Enter."""

    TITLE = "How long there is"

    left = Signal()
    said = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._rule_id = 0
        self.listed = Panel("How long there is")
        self.model = TableModel(_COLUMNS, self)
        self.table = TableView("Rules of last days", self.model)
        self.edited = Panel("New rule")
        self.form = RuleForm(desk)
        GivingWay(self.table, ("Where it says so", "Standing"))
        self._lay_out()
        self.listed.left.connect(self.left)
        self.edited.left.connect(self._close)
        self.edited.post_asked.connect(self._save)
        self.table.opened.connect(self._on_opened)

    def refresh(self) -> None:
        """Ask for the rules of the office, and the plans to choose from."""
        self.desk.ask(list_deadline_rules, then=self._on_rules, owner=self, key="rules")
        self.desk.ask(list_plans, then=self.form.offer, owner=self, key="plans")

    def enter(self) -> None:
        """Put the keyboard on the rules."""
        self.edited.hide()
        self.table.setFocus()

    def new_rule(self) -> None:
        """Begin a new rule that counts from today."""
        self._begin(0, "New rule", {"effective": self.desk.session.today()})

    def _lay_out(self) -> None:
        self.listed.body.addWidget(PlainLabel(ABOUT, tone="muted", wrap=True))
        self.listed.body.addWidget(self.table, 1)
        self.listed.add_action("New rule", self.new_rule, icon="add", key="Ctrl+N")
        self.listed.add_action("Back", self.listed.leave, icon="back")
        self.edited.body.addWidget(Scrolled(self.form), 1)
        self.edited.add_action("Back", self.edited.leave, icon="back")
        self.edited.add_post("Save the rule")
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setChildrenCollapsible(False)
        parts: tuple[QWidget, ...] = (self.listed, self.edited)
        for part in parts:
            both.addWidget(part)
        both.setStretchFactor(0, 1)
        both.setSizes([scaled(LIST_ROOM), scaled(FORM_ROOM)])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(both)
        self.edited.hide()

    def _begin(self, rule_id: int, title: str, values: dict[str, Any]) -> None:
        refusal = refusal_of(self.desk.session, Right.SET_UP_OFFICE)
        if refusal:
            self.said.emit(refusal)
            return
        self._rule_id = rule_id
        self.edited.set_title(title)
        self.edited.explain("")
        self.edited.show()
        self.form.show_version(values)
        self.form.focus_first()

    def _close(self) -> None:
        self.enter()

    def _on_rules(self, lines: Sequence[DeadlineRuleLine]) -> None:
        own = [RuleRow(line.rule, _whose(line.rule, line.payer, line.plan), line) for line in lines]
        usual = [RuleRow(rule, _whose(rule, "", "")) for rule in USUAL_RULES]
        self.model.set_rows([*own, *usual])

    def _on_opened(self, row: RuleRow) -> None:
        today = self.desk.session.today()
        if row.line is not None:
            self._begin(row.line.id, "New version", {**row.line.values, "effective": today})
            return
        rule = row.rule
        names = ("kind", "amount", "unit", "counts_from", "level", "name", "line_of_business", "receipt_days")
        values = {name: getattr(rule, name) for name in (*names, "decided_in", "addressee")}
        self._begin(0, "New rule after a usual one", {**values, "effective": today})

    def _save(self) -> None:
        if not self.form.check():
            return
        values = values_to_keep(self.form.values())
        if self._rule_id:
            call: tuple[Any, ...] = (change_deadline_rule, self._rule_id, values)
        else:
            call = (add_deadline_rule, values)
        self.desk.do(*call, then=self._on_saved, failed=self._on_refused, owner=self)

    def _on_saved(self, _rule: int) -> None:
        self.enter()
        self.said.emit("The rule is saved; cases opened from now on are counted by it.")

    def _on_refused(self, error: AppError) -> None:
        self.edited.explain(str(error), "danger")


def _whose(rule: DeadlineRule, payer: str, plan: str) -> str:
    named = " ".join(part for part in (payer, plan) if part)
    return named or rule.line_of_business.replace("_", " ").capitalize() or "Every insurer"
