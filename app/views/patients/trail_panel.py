"""The trail behind one line: every movement, what insurers answered in our own words, every paper."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.domain.explanations import explain_equation
from app.domain.rights import Right
from app.queries.account_papers import STATEMENT, find_account_paper
from app.queries.kept_files import KeptFile, find_claim_copy
from app.queries.trails_of_charges import ChargeTrail, TrailAnswer, TrailPaper, explain_charge
from app.views.common.columns import Column
from app.views.common.desk import Desk
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.scrolled import Scrolled
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import Space, Text, scaled
from app.views.patients.account_rows import LineRow

_LINES = (
    Column("Posted", lambda line: line.posted_on, width=10),
    Column("What", lambda line: line.what),
    Column("Who", lambda line: line.who, width=14),
    Column("Amount", lambda line: line.amount if line.amount else None, right=True, width=10),
    Column("Owed after", lambda line: line.owed, right=True, width=10),
)
_PAPERS = (
    Column("Date", lambda paper: paper.on, width=10),
    Column("Paper", lambda paper: paper.words),
    Column("Amount", lambda paper: paper.amount, right=True, width=10),
)


class TrailPanel(Panel):
    """Opens for one line; Enter shows a paper as printed, else its claim; Esc goes back to the account."""

    file_found = Signal(object)
    claim_asked = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("Why", parent)
        self._desk = desk
        self._row: LineRow | None = None
        self.facts = PlainLabel(tone="muted", wrap=True)
        self.sentence = PlainLabel(wrap=True)
        self.lines = TableView("What happened", TableModel(_LINES, self))
        self.papers = TableView("Papers", TableModel(_PAPERS, self))
        self._answers = QVBoxLayout()
        self._lay_out()
        self.papers.opened.connect(self._on_paper_opened)

    def show_line(self, row: LineRow) -> None:
        """Ask for everything behind a line."""
        self._row = row
        self.set_title("Why")
        item = row.item
        self.sentence.setText("\n".join((*row.sentences, explain_equation(item))))
        self._desk.ask(
            explain_charge,
            item.charge_id,
            item.patient_id,
            then=self._on_trail_found,
            owner=self,
            key="trail",
        )
        self.lines.setFocus()

    def answers_text(self) -> str:
        """What the insurers answered, as it is written here."""
        items = (self._answers.itemAt(at) for at in range(self._answers.count()))
        labels = (item.widget() for item in items if item)
        return "\n".join(label.text() for label in labels if isinstance(label, PlainLabel))

    def _lay_out(self) -> None:
        self._answers.setSpacing(Space.XS)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, Space.S, 0)
        column.addLayout(self._answers)
        column.addStretch()
        lower = QSplitter(Qt.Orientation.Horizontal)
        lower.setChildrenCollapsible(False)
        lower.addWidget(_titled("What insurers answered", Scrolled(inside)))
        lower.addWidget(_titled("Papers it stood on (Enter shows one)", self.papers))
        lower.setSizes([scaled(480), scaled(420)])
        self.body.addWidget(self.facts)
        self.body.addWidget(self.sentence)
        self.body.addWidget(self.lines, 1)
        self.body.addWidget(lower, 1)
        self.add_action("Back to the account", self.leave, icon="back")

    def _show_answers(self, answers: tuple[TrailAnswer, ...]) -> None:
        while (item := self._answers.takeAt(0)) is not None:
            if old := item.widget():
                old.hide()
                old.deleteLater()
        if not answers:
            self._answers.addWidget(PlainLabel("No insurer has answered yet.", tone="muted", wrap=True))
        for answer in answers:
            tone = "muted" if answer.taken_back else "text"
            self._answers.addWidget(PlainLabel(_answer_words(answer), Text.STRONG, tone, wrap=True))
            for reason in answer.reasons:
                kept = " It was accepted as final." if reason.accepted else ""
                words = f"{reason.code}  {reason.amount.dollars}  {reason.words}{kept}"
                self._answers.addWidget(PlainLabel(words, tone=tone, wrap=True))

    def _on_trail_found(self, trail: ChargeTrail) -> None:
        self.set_title(trail.title)
        self.facts.setText(trail.facts)
        _model(self.lines).set_rows(trail.lines)
        _model(self.papers).set_rows(trail.papers)
        self._show_answers(trail.answers)
        owes = trail.owed.dollars
        self.explain(f"{len(trail.lines)} movements leave {owes} owed for this service.")

    def _on_paper_opened(self, paper: TrailPaper) -> None:
        if self._row is None:
            return
        if paper.kind == "claim_version":
            self._ask_claim_copy(paper.id, self._row.item.patient_id)
        elif paper.claim_id is not None:
            self.claim_asked.emit(paper.claim_id)
        else:
            self._ask(find_account_paper, self._row.account_id, STATEMENT, paper.id)

    def _ask_claim_copy(self, version_id: int, patient_id: int) -> None:
        if self._desk.session.may(Right.PRINT_CLAIM):
            self._ask(find_claim_copy, version_id, patient_id)
        else:
            self.explain("Showing a printed claim needs the right to print claim forms.", "warning")

    def _ask(self, query: object, *args: object) -> None:
        self._desk.ask(query, *args, then=self._on_file_found, owner=self, key="paper")  # type: ignore[arg-type]

    def _on_file_found(self, file: KeptFile) -> None:
        self.file_found.emit(file)


def _titled(title: str, widget: QWidget) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.XS)
    column.addWidget(PlainLabel(title, Text.CAPTION, "muted"))
    column.addWidget(widget, 1)
    return whole


def _answer_words(answer: TrailAnswer) -> str:
    check = f", check {answer.check_number}" if answer.check_number else ""
    allowed = f"allowed {answer.allowed.dollars}, " if answer.allowed is not None else ""
    words = f"{answer.payer}, {answer.received_on:%m/%d/%Y}{check}: {allowed}paid {answer.paid.dollars}"
    words += f" (entered by {answer.who}{f', {answer.remittance}' if answer.remittance else ''})"
    return f"{words}. Taken back: {answer.taken_back}" if answer.taken_back else words


def _model(view: TableView) -> TableModel:
    model = view.columns_model
    assert isinstance(model, TableModel)
    return model
