"""The bill of an account: itemised ledger or statement copy, and every paper that was kept."""

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
from app.services.papers import PaperOrder, PrintedPaper, print_itemised_ledger, print_statement_copy
from app.views.common.columns import Column
from app.views.common.combo import Combo
from app.views.common.desk import Desk
from app.views.common.fields import Field, Kind
from app.views.common.form import FormPanel
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import Text

LEDGER, FAMILY, ONE = "ledger", "family", "one"
KINDS = (
    (LEDGER, "Itemized bill"),
    (FAMILY, "Statement copy, whole account"),
    (ONE, "Statement copy, this patient only"),
)
FIELDS = (
    Field("kind", "Paper", Kind.CHOICE, choices=KINDS),
    Field("account", "Account", Kind.CHOICE),
    Field("from_on", "From", Kind.DATE, width=12),
    Field("to_on", "Through", Kind.DATE, width=12),
)
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
        self._is_busy = False
        self.form = FormPanel(FIELDS, desk.session.today)
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
        self.form.editor("kind").edited.connect(self._show_range)
        self.form.editor("account").edited.connect(self._ask_account)
        enter = QShortcut(self.form)
        enter.setKeys([QKeySequence("Return"), QKeySequence("Enter")])
        enter.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        enter.activated.connect(self.draw)

    def begin(self, patient_id: int, accounts: tuple[PatientAccount, ...], account_id: int) -> None:
        """Open for a patient's accounts, on one of them, with the range that tells its open balance."""
        self._patient = patient_id
        self._is_busy = False
        choices = tuple((account.id, _account_words(account)) for account in accounts)
        editor = self.form.editor("account")
        assert isinstance(editor, Combo)
        editor.set_choices(choices)
        editor.set_value(account_id)
        self.form.set_values({"kind": LEDGER})
        self.explain("")
        self._show_range()
        self._ask_account()
        self.form.editor("kind").setFocus()

    def draw(self) -> None:
        """Draw and keep the paper as asked."""
        values = self.form.values()
        if self._is_busy or not self.form.check():
            return
        account, kind = _number(values["account"]), values["kind"]
        if refusal := refusal_of(self._desk.session, Right.RUN_STATEMENTS):
            self.explain(refusal, "warning")
        elif kind == LEDGER:
            self._draw_ledger(account, values["from_on"], values["to_on"])
        else:
            order = PaperOrder(account, self._patient, only_patient=kind == ONE)
            then = partial(self._on_drawn, "Statement copy", "A copy: it counts as no mailing.")
            self._do(print_statement_copy, order, then=then)

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

    def _show_range(self) -> None:
        """Only the ledger has a range."""
        is_ledger = self.form.editor("kind").value() == LEDGER
        for name in ("from_on", "to_on"):
            self.form.editor(name).setEnabled(is_ledger)

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
