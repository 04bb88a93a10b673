"""The run of statements: who gets one and why not, and every file that was printed before."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.catalogs import languages
from app.domain.errors import AppError
from app.domain.statements import StatementRules
from app.queries.statement_files import StatementFileLine, list_statement_files
from app.queries.statement_plans import StatementCandidateLine, list_statement_candidates
from app.services.statements import IssuedStatements, issue_statements
from app.tasks.jobs import Job
from app.views.billing.statement_words import describe_issued, describe_plan
from app.views.common.buttons import Button
from app.views.common.columns import Column
from app.views.common.desk import Desk
from app.views.common.filter_chips import FilterChips
from app.views.common.line_edit import LineEdit
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import Space, Text

ONE, NONE, ALL = "one", "none", "all"
_PARTS = ((ONE, "Get a statement"), (NONE, "Get none"), (ALL, "All"))


def _language(line: StatementCandidateLine) -> str:
    return next((language.name for language in languages() if language.code == line.language), line.language)


_CANDIDATES = (
    Column("Account", lambda line: line.number, width=9),
    Column("Name", lambda line: line.name, width=24),
    Column("Language", _language, width=11),
    Column("Owes", lambda line: line.owes, right=True, width=11),
    Column("Credit", lambda line: line.credit if line.credit else None, right=True, width=11),
    Column("Why there is none", lambda line: line.sentence),
)
_FILES = (
    Column("Printed", lambda line: line.run_on, width=10),
    Column("By", lambda line: line.user),
    Column("First number", lambda line: line.first_number, right=True, width=12),
    Column("Last number", lambda line: line.last_number, right=True, width=12),
    Column("Statements", lambda line: line.statements, right=True, width=10),
    Column("Pages", lambda line: line.pages, right=True, width=7),
    Column("Amount", lambda line: line.amount, right=True, width=13),
)


class StatementsPanel(Panel):
    """Issues statements with Ctrl+Enter; `issued` carries the new file, `file_asked` an older one."""

    file_asked = Signal(int)
    issued = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__("Statements")
        self._desk = desk
        self._lines: tuple[StatementCandidateLine, ...] = ()
        self._job: Job | None = None
        self._plan = PlainLabel("", Text.SECTION, wrap=True)
        self.findings = PlainLabel("", tone="danger", wrap=True)
        self.chips = FilterChips("Which accounts", _PARTS)
        self.filter = LineEdit("Find in list")
        self.filter.setPlaceholderText("Name, account or reason")
        self.filter.setClearButtonEnabled(True)
        self.model = TableModel(_CANDIDATES, self)
        self.table = TableView("Accounts", self.model)
        self.files_model = TableModel(_FILES, self)
        self.files = TableView("Printed before", self.files_model)
        self.stop = Button("Cancel", self._on_stop_asked)
        self._lay_out()
        self.chips.chosen.connect(self._show_lines)
        self.filter.textChanged.connect(self._show_lines)
        self.files.opened.connect(self._on_file_opened)
        self.post_asked.connect(self.issue)

    def refresh(self) -> None:
        """Ask again who gets a statement and what was printed."""
        rules, today = StatementRules(), self._desk.session.today()
        self._desk.ask(list_statement_candidates, rules, today, then=self._on_planned, owner=self, key="plan")
        self._desk.ask(list_statement_files, then=self._on_files_listed, owner=self, key="files")

    def issue(self) -> None:
        """Print a statement for everyone who gets one."""
        if self._job is not None:
            return
        accounts = [line.account_id for line in self._lines if line.is_included]
        if not accounts:
            self.explain(f"Nothing was printed. {describe_plan(self._lines)}")
            return
        self.findings.hide()
        self.explain("Writing the statements…")
        self.stop.show()
        self._job = self._desk.do(
            issue_statements,
            accounts,
            StatementRules(),
            then=self._on_issued,
            failed=self._on_refused,
            owner=self,
            progress=self._on_progress,
        )

    def _lay_out(self) -> None:
        above, below = QWidget(), QWidget()
        column = QVBoxLayout(above)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        for widget in (self._plan, self.findings, self.chips, self.filter):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        past = QVBoxLayout(below)
        past.setContentsMargins(0, Space.S, 0, 0)
        past.setSpacing(Space.S)
        past.addWidget(PlainLabel("Printed before: Enter shows the same pages again", Text.STRONG))
        past.addWidget(self.files, 1)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.addWidget(above)
        parts.addWidget(below)
        parts.setChildrenCollapsible(False)
        parts.setSizes([500, 180])
        self.body.addWidget(parts, 1)
        self.findings.hide()
        self.stop.hide()
        self.setFocusProxy(self.table)
        self.add_action("Back", self.leave, icon="back")
        self.add_foot(self.stop)
        self.add_post("Print statements")
        self.add_key(("Ctrl+F", "F3"), self.filter.setFocus)

    def _show_lines(self) -> None:
        part, words = self.chips.value(), self.filter.text().casefold().split()
        self.table.setColumnHidden(len(_CANDIDATES) - 1, part == ONE)
        self.table.dress()
        self.model.set_rows(
            line
            for line in self._lines
            if (part == ALL or line.is_included == (part == ONE)) and _matches(line, words)
        )

    def _on_planned(self, lines: Sequence[StatementCandidateLine]) -> None:
        self._lines = tuple(lines)
        included = sum(line.is_included for line in lines)
        self._plan.setText(describe_plan(self._lines))
        counts = {ONE: included, NONE: len(lines) - included, ALL: len(lines)}
        self.chips.show_counts({part: f"{count:,}" for part, count in counts.items()})
        self._show_lines()

    def _on_files_listed(self, lines: Sequence[StatementFileLine]) -> None:
        self.files_model.set_rows(lines)

    def _on_progress(self, done: int, total: int, _what: str) -> None:
        self.explain(f"Writing the statements: {done:,} of {total:,}")

    def _on_stop_asked(self) -> None:
        if self._job:
            self._job.cancel()
            self.explain("Stopping… files that are finished are kept.")

    def _on_issued(self, issued: IssuedStatements) -> None:
        self._end()
        first = {found.field: f"{found.text} {found.fix}" for found in reversed(issued.findings)}
        self.findings.setText("\n".join(reversed(first.values())))
        self.findings.setVisible(bool(issued.findings))
        if not issued.count:
            reasons = " ".join(dict.fromkeys(account.sentence for account in issued.excluded))
            self.explain(f"Nothing was printed. {reasons}", "danger")
            return
        self.explain(describe_issued(issued), "good")
        if len(issued.files) == 1 and not issued.findings:
            self.issued.emit(issued.files[0].file_id)
        else:
            self.files.setFocus()

    def _on_refused(self, error: AppError) -> None:
        self._end()
        self.explain(str(error), "danger")

    def _on_file_opened(self, line: StatementFileLine) -> None:
        self.file_asked.emit(line.id)

    def _end(self) -> None:
        self._job = None
        self.stop.hide()
        self.refresh()


def _matches(line: StatementCandidateLine, words: list[str]) -> bool:
    text = f"{line.name} {line.number} {line.sentence}".casefold()
    return all(word in text for word in words)
