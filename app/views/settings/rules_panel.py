"""What payers ask of a service: the rules, their versions and papers, and whom the rule shown reaches."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.domain.guideline_explanations import explain_version
from app.domain.guidelines import Guideline
from app.domain.rights import Right
from app.queries.guideline_reach import GuidelineReach, list_guideline_reach
from app.queries.guidelines import list_guideline_versions
from app.queries.policies import PlanLine, list_plans
from app.services.guidelines import attach_guideline_file
from app.views.common.buttons import Button
from app.views.common.columns import Column
from app.views.common.combo import Combo
from app.views.common.desk import Desk
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.common.table_model import TableModel
from app.views.common.table_view import ROW_HEIGHT, TableView
from app.views.common.theme import Space, Text, scaled
from app.views.settings.record_list import RecordList
from app.views.settings.rule_spec import RULES

PAPERS = "PDFs and pictures (*.pdf *.png *.jpg *.jpeg)"
MOST_NAMES = 5
_COLUMNS = (Column("Paper", lambda paper: paper[1]),)


def ask_for_paper(parent: QWidget) -> str:
    """Let the system's own dialog choose a file; empty when none is."""
    return QFileDialog.getOpenFileName(parent, "Choose the paper", "", PAPERS)[0]


def explain_reach(reach: GuidelineReach) -> str:
    """Say whom a rule touches now, with the first names of a long list."""
    names = [each.name for each in reach.patients[:MOST_NAMES]]
    more = len(reach.patients) - len(names)
    people = "; ".join(names) + (f" and {more} more" if more else "")
    return f"This rule touches {reach.words}." + (f" Close to its count: {people}." if people else "")


class RuleBox(QWidget):
    """What belongs to a rule that is kept: its reach, its versions, and the papers it comes from."""

    file_asked = Signal(int)

    def __init__(self, desk: Desk, choose: Callable[[QWidget], str] = ask_for_paper) -> None:
        super().__init__()
        self._desk = desk
        self._choose = choose
        self._rule: int = 0
        self.reach = PlainLabel(wrap=True)
        self.versions = PlainLabel(tone="muted", wrap=True)
        self._model = TableModel(_COLUMNS, self)
        self.papers = TableView("Papers of the rule", self._model)
        self._said = PlainLabel(tone="danger", wrap=True)
        self.attach = Button("Attach a paper", self._on_attach_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(PlainLabel("Whom it reaches now", Text.SECTION))
        for widget in (self.reach, self.versions, self.papers, self._said):
            column.addWidget(widget)
        column.addWidget(self.attach, 0, Qt.AlignmentFlag.AlignLeft)
        self.papers.opened.connect(self._on_paper_opened)
        self.dress()

    def show_rule(self, rule: Guideline | None, papers: tuple[tuple[int, str], ...]) -> None:
        """Show what belongs to a rule; None shows nothing, for one that is not kept yet."""
        self._rule = rule.id if rule else 0
        self.setVisible(rule is not None)
        self._said.setText("")
        self._model.set_rows(papers)
        self.papers.setVisible(bool(papers))
        if rule is None:
            return
        self.reach.setText("")
        today = self._desk.session.today()
        if not refusal_of(self._desk.session, Right.SEE_PATIENT):
            self._desk.ask(list_guideline_reach, rule.id, today, then=self._on_reach, owner=self, key="reach")
        self._desk.ask(
            list_guideline_versions, rule.chain_id, then=self._on_versions, owner=self, key="versions"
        )

    def dress(self) -> None:
        """Keep room for a few papers at any text size."""
        self.papers.setFixedHeight(4 * scaled(ROW_HEIGHT))

    def _on_reach(self, reach: GuidelineReach) -> None:
        self.reach.setText(explain_reach(reach))

    def _on_versions(self, versions: tuple[Guideline, ...]) -> None:
        self.versions.setText("\n".join(explain_version(rule) for rule in versions))

    def _on_paper_opened(self, paper: tuple[int, str]) -> None:
        self.file_asked.emit(paper[0])

    def _on_attach_asked(self) -> None:
        path = self._choose(self) if self._rule else ""
        if path:
            self._desk.do(attach_guideline_file, self._rule, Path(path), failed=self._on_refused, owner=self)

    def _on_refused(self, error: AppError) -> None:
        self._said.setText(str(error))


class RulesPanel(RecordList):
    """The list of rules; the insurers and plans to choose from come first."""

    file_asked = Signal(int)

    def __init__(self, desk: Desk) -> None:
        self.box = RuleBox(desk)
        self._plans: tuple[PlanLine, ...] = ()
        super().__init__(desk, RULES)
        self.side.insertWidget(self.side.count() - 1, self.box)
        self._rules_desk = desk
        self.box.file_asked.connect(self.file_asked)
        self.form.editor("payer").edited.connect(self._offer_plans)

    def refresh(self) -> None:
        """Ask for the plans, then for the rules."""
        self._rules_desk.ask(list_plans, then=self._on_plans, owner=self, key="plans")

    def row_shown(self) -> None:
        """Offer the insurer's plans, and show what belongs to the rule."""
        self._offer_plans()
        if self.row is not None:
            self.form.set_values({"plan": self.row.values["plan"]})
        self.box.show_rule(self.row.guideline if self.row else None, self.row.documents if self.row else ())

    def _offer_plans(self) -> None:
        payer, plan = self.form.editor("payer"), self.form.editor("plan")
        if isinstance(plan, Combo):
            own = [(each.id, each.name) for each in self._plans if each.payer_id == payer.value()]
            plan.set_choices([(None, "All its plans"), *own])

    def _on_plans(self, plans: tuple[PlanLine, ...]) -> None:
        self._plans = plans
        payer = self.form.editor("payer")
        if isinstance(payer, Combo):
            payers: dict[object, str] = {None: "Choose…", **{each.payer_id: each.payer for each in plans}}
            payer.set_choices(payers.items())
        super().refresh()
