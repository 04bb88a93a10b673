"""The papers of an account: bill, statement copy, explanation, walk-out, year-end, and all that was kept."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.domain.errors import AppError
from app.domain.rights import Right
from app.queries.account_papers import AccountPaperLine, find_account_paper, list_account_papers
from app.queries.kept_files import KeptFile
from app.queries.ledger_moves import AccountLedger, list_ledger_moves
from app.queries.patient_accounts import AccountRole, PatientAccount
from app.services.account_papers import (
    print_explanation_letter,
    print_walkout_statement,
    print_year_end_summary,
)
from app.services.papers import PaperOrder, PrintedPaper, print_itemised_ledger, print_statement_copy
from app.views.common.columns import Column
from app.views.common.combo import Combo
from app.views.common.desk import Desk
from app.views.common.form import FormPanel
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import Text
from app.views.patients.bill_fields import (
    BOTH,
    CHOSEN,
    FAMILY,
    FIELDS,
    KIND_LETTERS,
    LANGUAGE_LETTERS,
    LEDGER,
    LETTERS,
    OF_ONE,
    ONE,
    WALKOUT,
    WITH_LANGUAGE,
    YEARS,
    languages_of_letter,
)

TAX_SEASON_ENDS = 4
_PAPERS = (
    Column("Printed", lambda line: line.on, width=10),
    Column("Paper", lambda line: line.words),
    Column("Asked for", lambda line: line.amount, right=True, width=12),
)


@dataclass(frozen=True, slots=True)
class ShownPaper:
    """A paper to be shown in the preview, with a word on what it is."""

    title: str
    pdf: bytes
    file_name: str
    note: str = ""


class BillPanel(Panel):
    """Enter or Ctrl+Enter draws and keeps the paper; `drawn` carries it, `kept` a paper printed before."""

    drawn = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("Bill", parent)
        self._desk = desk
        self._patient = 0
        self._accounts: tuple[PatientAccount, ...] = ()
        self._chosen: tuple[int, ...] = ()
        self._is_busy = False
        self.form = FormPanel(FIELDS, desk.session.today)
        for name, letters in (("kind", KIND_LETTERS), ("language", LANGUAGE_LETTERS)):
            editor = self.form.editor(name)
            assert isinstance(editor, Combo)
            editor.set_letters(letters)
        self.papers = TableView("Papers printed before", TableModel(_PAPERS, self))
        self.body.addWidget(self.form)
        self.body.addWidget(
            PlainLabel("Printed before (Enter shows the same pages again)", Text.CAPTION, "muted")
        )
        self.body.addWidget(self.papers, 1)
        self.add_action("Back to the account", self.leave, icon="back")
        self.add_post("Preview")
        self.post_asked.connect(self.draw)
        self.papers.opened.connect(self._on_paper_opened)
        self.form.editor("kind").edited.connect(self._show_fitting)
        self.form.editor("account").edited.connect(self._on_account_chosen)
        enter = QShortcut(self.form)
        enter.setKeys([QKeySequence("Return"), QKeySequence("Enter")])
        enter.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        enter.activated.connect(self.draw)

    def begin(
        self,
        patient_id: int,
        accounts: tuple[PatientAccount, ...],
        account_id: int,
        chosen: tuple[int, ...] = (),
        kind: str = LEDGER,
    ) -> None:
        """Open for a patient's accounts, on one of them, with the range that tells its open balance.

        `chosen` are the charges that a letter about chosen services explains.
        """
        self._patient, self._accounts, self._chosen = patient_id, accounts, chosen
        self._is_busy = False
        choices = tuple((account.id, _account_words(account)) for account in accounts)
        editor = self.form.editor("account")
        assert isinstance(editor, Combo)
        editor.set_choices(choices)
        editor.set_value(account_id)
        today = self._desk.session.today()
        year = today.year - (today.month <= TAX_SEASON_ENDS)
        self.form.set_values({"kind": kind, "year": str(year)})
        self.explain("")
        self._show_fitting()
        self._on_account_chosen()
        self.form.editor("kind").setFocus()

    def draw(self) -> None:
        """Draw and keep the paper as asked."""
        values = self.form.values()
        if self._is_busy or not self.form.check():
            return
        account, kind = _number(values["account"]), values["kind"]
        right = Right.TAKE_PAYMENT if kind == WALKOUT else Right.RUN_STATEMENTS
        order = PaperOrder(account, self._patient, only_patient=kind in OF_ONE)
        if refusal := refusal_of(self._desk.session, right):
            self.explain(refusal, "warning")
        elif kind == LEDGER:
            self._draw_ledger(account, values["from_on"], values["to_on"])
        elif kind in (FAMILY, ONE):
            then = partial(self._on_drawn, "Statement copy", "A copy: it counts as no mailing.")
            self._do(print_statement_copy, order, then=then)
        elif kind in LETTERS:
            self._draw_letter(order, kind, values["language"])
        elif values["language"] == BOTH:
            self.explain("Only the explanation letter stands side by side. Choose one language.", "warning")
        elif kind == WALKOUT:
            then = partial(self._on_drawn, "Walk-out statement", "")
            self._do(print_walkout_statement, order, values["language"], then=then)
        else:
            self._draw_year(order, values["year"], values["language"])

    def _draw_letter(self, order: PaperOrder, kind: object, language: object) -> None:
        charges = self._chosen if kind == CHOSEN else ()
        if kind == CHOSEN and not charges:
            self.explain("No service is chosen. Go back and choose one, or more by Shift.", "warning")
            return
        languages = languages_of_letter(language, self._language())
        then = partial(self._on_drawn, "Explanation letter", "The words are those of the screen.")
        self._do(print_explanation_letter, order, languages, charges, then=then)

    def _draw_year(self, order: PaperOrder, year: object, language: object) -> None:
        if not isinstance(year, str):
            self.form.editor("year").set_problem("Type the year.")
            self.form.go_to_problem()
            return
        then = partial(self._on_drawn, "Year-end summary", "")
        self._do(print_year_end_summary, order, int(year), language, then=then)

    def _draw_ledger(self, account: int, from_on: object, to_on: object) -> None:
        for name, value in (("from_on", from_on), ("to_on", to_on)):
            if not isinstance(value, date):
                self.form.editor(name).set_problem("Type a date.")
                self.form.go_to_problem()
                return
        then = partial(self._on_drawn, "Itemized bill", "")
        self._do(print_itemised_ledger, account, self._patient, from_on, to_on, then=then)

    def _do(self, use_case: object, *args: object, then: object) -> None:
        self._is_busy = True
        self.explain("Drawing…")
        self._desk.do(use_case, *args, then=then, failed=self._on_refused, owner=self)  # type: ignore[arg-type]

    def _account(self) -> int:
        return _number(self.form.editor("account").value())

    def _language(self) -> str:
        """The language of the account chosen."""
        account = self._account()
        found = next((each.summary.language for each in self._accounts if each.id == account), "en")
        return "es" if found == "es" else "en"

    def _show_fitting(self) -> None:
        """Only the ledger has a range, only the summary a year; the rest has its own language."""
        kind = self.form.editor("kind").value()
        fitting = {
            "from_on": kind == LEDGER,
            "to_on": kind == LEDGER,
            "year": kind in YEARS,
            "language": kind in WITH_LANGUAGE,
        }
        for name, fits in fitting.items():
            self.form.editor(name).setEnabled(fits)

    def _on_account_chosen(self) -> None:
        self.form.set_values({"language": self._language()})
        self._ask_account()

    def _ask_account(self) -> None:
        account = self._account()
        self._desk.ask(list_ledger_moves, account, "en", then=self._on_ledger_found, owner=self, key="range")
        self._desk.ask(list_account_papers, account, then=self._on_papers_listed, owner=self, key="papers")

    def _on_ledger_found(self, ledger: AccountLedger) -> None:
        today = self._desk.session.today()
        first = ledger.open_since or min((move.moved_on for move in ledger.moves), default=today)
        self.form.set_values({"from_on": first, "to_on": today})

    def _on_papers_listed(self, papers: tuple[AccountPaperLine, ...]) -> None:
        model = self.papers.columns_model
        assert isinstance(model, TableModel)
        model.set_rows(papers)

    def _on_drawn(self, title: str, note: str, paper: PrintedPaper) -> None:
        self._is_busy = False
        self.explain("")
        self._ask_account()
        self.drawn.emit(ShownPaper(title, paper.pdf, paper.name, note))

    def _on_refused(self, error: AppError) -> None:
        self._is_busy = False
        self.explain(str(error), "danger")

    def _on_paper_opened(self, line: AccountPaperLine) -> None:
        then = partial(self._on_kept_found, line.words)
        self._desk.ask(
            find_account_paper, self._account(), line.kind, line.id, then=then, owner=self, key="paper"
        )

    def _on_kept_found(self, title: str, file: KeptFile) -> None:
        self.drawn.emit(ShownPaper(title, file.content, file.name, "Exactly as it was printed."))


def _account_words(account: PatientAccount) -> str:
    words = f"{account.summary.number} {account.summary.guarantor.spoken}"
    return f"{words} (kept off the family’s bill)" if account.role is AccountRole.APART else words


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
