"""The account explains itself: what is owed now, and for each open line why, in the patient's language."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.account_view import AccountEquation, compose_equation
from app.domain.explanations import explain_account
from app.domain.money import ZERO
from app.queries.kept_files import KeptFile
from app.queries.patient_accounts import PatientAccount, list_patient_accounts
from app.views.common.buttons import Button
from app.views.common.check_box import CheckBox
from app.views.common.clipboard import Clipboard
from app.views.common.desk import Desk
from app.views.common.empty_state import EmptyState
from app.views.common.filter_chips import FilterChips
from app.views.common.plain_label import PlainLabel
from app.views.common.preview_panel import PreviewPanel
from app.views.common.theme import ChipKind, Space, Text, current_tokens, tint
from app.views.patients.account_list import AccountList, ColumnTitles
from app.views.patients.account_rows import (
    BOTH,
    ENGLISH,
    SPANISH,
    AccountRows,
    LineRow,
    compose_rows,
    languages_of,
)
from app.views.patients.bill_fields import WALKOUT
from app.views.patients.bill_panel import BillPanel, ShownPaper
from app.views.patients.page import PatientPage
from app.views.patients.trail_panel import TrailPanel

LANGUAGES = ((ENGLISH, "English"), (SPANISH, "Español"), (BOTH, "Side by side"))


class AccountPage(PatientPage):
    """Open lines first, each with its sentence; the trail, the bill and the preview open in its place."""

    TITLE = "Account"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._accounts: tuple[PatientAccount, ...] = ()
        self._shown = 0
        self._wanted = ""
        self._clipboard = Clipboard(self)
        self.amount = PlainLabel(kind=Text.BIG)
        self.story = PlainLabel(wrap=True)
        self.credit = PlainLabel(kind=Text.CAPTION, tone="muted", wrap=True)
        self.language = FilterChips("Language of the sentences", LANGUAGES)
        self.settled = CheckBox("Show settled")
        self.rows = AccountRows(self)
        self.list = AccountList(self.rows)
        self.proof = ProofLine()
        self._titles = ColumnTitles()
        self._empty = EmptyState("Nothing is open on this account.", ("Show settled", self._show_settled))
        self._place = QStackedWidget()
        self._stack = QStackedWidget()
        self._overview = QWidget()
        self.trail = TrailPanel(desk)
        self.bill = BillPanel(desk)
        self.preview = PreviewPanel(desk)
        self._back_from_preview: QWidget = self._overview
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Ask again for the accounts of the patient."""
        if self.detail is None:
            return
        if self.detail.id != self._shown:
            self._begin_patient(str(self.detail.values.get("language", ENGLISH)))
        patient = self.detail.id
        self.desk.ask(
            list_patient_accounts, patient, then=self._on_accounts_found, owner=self, key="accounts"
        )

    def show_bill(self) -> None:
        """Open the bill, preset to the range that tells the open balance (Ctrl+B)."""
        if not self._accounts:
            self._wanted = "bill"
            return
        line = self.list.current_line()
        account_id = line.account_id if line else self._accounts[0].id
        chosen = tuple(each.item.charge_id for each in self.list.chosen_lines())
        self._stack.setCurrentWidget(self.bill)
        self.bill.begin(self._shown, self._accounts, account_id, chosen)

    def show_walkout(self) -> None:
        """Open the bill for the walk-out statement, once the visit just entered is known here."""
        self._wanted = "walkout"
        self.refresh()

    def _begin_walkout(self) -> None:
        """Choose the account that today's services are on."""
        day = (self._shown, self.desk.session.today())
        account_id = next(
            (
                account.id
                for account in self._accounts
                for item in account.summary.items
                if (item.patient_id, item.service_date) == day
            ),
            self._accounts[0].id,
        )
        self._stack.setCurrentWidget(self.bill)
        self.bill.begin(self._shown, self._accounts, account_id, kind=WALKOUT)

    def show_trail(self) -> None:
        """Open everything behind the chosen line (Ctrl+Shift+Y)."""
        line = self.list.current_line()
        if line is not None:
            self._on_line_opened(line)
        elif not self._accounts:
            self._wanted = "trail"
        else:
            self.desk.say.emit("There is no line to explain. Show settled lines to choose one.")

    def copy_sentence(self) -> None:
        """Copy what explains the chosen line; the clipboard is cleared after 30 seconds."""
        line = self.list.current_line()
        if line is not None:
            self._clipboard.copy("\n".join(line.sentences))
            self.desk.say.emit("The sentence is copied. The clipboard is cleared after 30 seconds.")

    def _begin_patient(self, language: str) -> None:
        self._shown = self.detail.id if self.detail else 0
        self._accounts = ()
        self._stack.setCurrentWidget(self._overview)
        self.settled.set_value(False)
        self.rows.set_rows(())
        self.language.choose(BOTH if language == SPANISH else ENGLISH)

    def _show_rows(self) -> None:
        if not self._accounts:
            return
        family = self._accounts[0].summary
        patient_language = str(self.detail.values["language"]) if self.detail else family.language
        languages = languages_of(self.language.value(), patient_language)
        line = self.list.current_line()
        rows = compose_rows(self._accounts, self._shown, languages, self.settled.value())
        self.rows.set_rows(rows)
        self.list.go_to_charge(line.item.charge_id if line else 0)
        self.amount.setText(family.patient_owes.dollars)
        self.story.setText("\n".join(explain_account(family, language) for language in languages))
        self.credit.setText(_credit_words(self._accounts[0]))
        self.credit.setVisible(bool(self.credit.text()))
        self._place.setCurrentIndex(0 if rows else 1)

    def _show_proof(self) -> None:
        self.proof.show_equations(
            [
                (
                    account.summary.number if len(self._accounts) > 1 else "",
                    compose_equation(account.summary.items),
                )
                for account in self._accounts
                if account.summary.items
            ]
        )
        settled = sum(not item.is_open for account in self._accounts for item in account.summary.items)
        self.settled.setText(f"Show settled ({settled})")
        self.settled.updateGeometry()

    def _connect(self) -> None:
        self.language.chosen.connect(self._show_rows)
        self.settled.edited.connect(self._show_rows)
        self.list.opened.connect(self._on_line_opened)
        self.list.copy_asked.connect(self.copy_sentence)
        self.list.width_changed.connect(self._titles.show_for)
        self.trail.left.connect(self._show_overview)
        self.trail.file_found.connect(self._on_file_found)
        self.trail.claim_asked.connect(self.claim_asked)
        self.bill.left.connect(self._show_overview)
        self.bill.drawn.connect(self._on_paper_drawn)
        self.preview.left.connect(self._on_preview_left)

    def _lay_out(self) -> None:
        figure = QVBoxLayout()
        figure.setSpacing(0)
        figure.addWidget(PlainLabel("Owed now", Text.CAPTION, "muted"))
        figure.addWidget(self.amount)
        figure.addStretch()
        words = QVBoxLayout()
        words.setSpacing(Space.XS)
        words.addWidget(self.story)
        words.addWidget(self.credit)
        words.addStretch()
        top = QHBoxLayout()
        top.setSpacing(Space.XL)
        top.addLayout(figure)
        top.addLayout(words, 1)
        tools = QHBoxLayout()
        tools.setSpacing(Space.M)
        tools.addWidget(self.language, 1)
        tools.addWidget(self.settled)
        tools.addWidget(Button("Copy sentence", self.copy_sentence, icon="copy", key="Ctrl+C"))
        tools.addWidget(Button("Dispute", partial(_dispute_line, self), icon="dispute", key="Ctrl+D"))
        tools.addWidget(Button("Show trail", self.show_trail, icon="search", key="Ctrl+Shift+Y"))
        lines = QWidget()
        inside = QVBoxLayout(lines)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self._titles)
        inside.addWidget(self.list, 1)
        self._place.addWidget(lines)
        self._place.addWidget(self._empty)
        column = QVBoxLayout(self._overview)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(Space.M)
        column.addLayout(top)
        column.addLayout(tools)
        column.addWidget(self._place, 1)
        column.addWidget(self.proof)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        for widget in (self._overview, self.trail, self.bill, self.preview):
            self._stack.addWidget(widget)
        whole.addWidget(self._stack)
        self.setFocusProxy(self.list)
        dispute = QShortcut(QKeySequence("Ctrl+D"), self._overview)
        dispute.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        dispute.activated.connect(partial(_dispute_line, self))

    def _show_settled(self) -> None:
        self.settled.set_value(True)
        self._show_rows()
        self.list.setFocus()

    def _show_overview(self) -> None:
        self._stack.setCurrentWidget(self._overview)
        self.list.setFocus()

    def _show_paper(self, paper: ShownPaper) -> None:
        self._back_from_preview = self._stack.currentWidget() or self._overview
        self.preview.show_pdf(paper.title, paper.pdf, paper.file_name, paper.note)
        self._stack.setCurrentWidget(self.preview)
        self.preview.setFocus()

    def _on_accounts_found(self, accounts: tuple[PatientAccount, ...]) -> None:
        self._accounts = accounts
        self._show_rows()
        self._show_proof()
        wanted, self._wanted = self._wanted, ""
        if wanted == "bill":
            self.show_bill()
        elif wanted == "walkout":
            self._begin_walkout()
        elif wanted == "trail":
            self.show_trail()

    def _on_line_opened(self, line: LineRow) -> None:
        self._stack.setCurrentWidget(self.trail)
        self.trail.show_line(line)

    def _on_file_found(self, file: KeptFile) -> None:
        self._show_paper(ShownPaper(file.name, file.content, file.name, "Exactly as it was printed."))

    def _on_paper_drawn(self, paper: ShownPaper) -> None:
        self._show_paper(paper)

    def _on_preview_left(self) -> None:
        self._stack.setCurrentWidget(self._back_from_preview)
        self._back_from_preview.setFocus()


def _dispute_line(page: AccountPage) -> None:
    """Ask for the case of the chosen line, or for one to be opened on it."""
    line = page.list.current_line()
    if line is not None:
        page.case_asked.emit(0, line.item.charge_id)


class ProofLine(QFrame):
    """The account as an equation; a red bar with the ids of the lines that do not add up."""

    def __init__(self) -> None:
        super().__init__()
        self._is_sound = True
        self.words = PlainLabel(kind=Text.CAPTION, tone="muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.S, Space.XS, Space.S, Space.XS)
        column.addWidget(self.words)

    def show_equations(self, equations: list[tuple[str, AccountEquation]]) -> None:
        """Show one equation an account, or what does not hold."""
        findings = [finding for _, equation in equations for finding in equation.findings]
        self._is_sound = not findings
        lines = [_equation_words(number, equation) for number, equation in equations]
        lines += [f"{finding.text} {finding.fix}" for finding in findings]
        self.words.setText("\n".join(lines))
        self.setVisible(bool(lines))
        self.dress()

    def dress(self) -> None:
        """Take the colour of the bar from the theme."""
        tokens = current_tokens()
        self.setAutoFillBackground(not self._is_sound)
        if not self._is_sound:
            tint(self, QPalette.ColorRole.Window, tokens.chips[ChipKind.DENIED][1])
        self.words.set_tone("muted" if self._is_sound else "danger")


def _equation_words(number: str, equation: AccountEquation) -> str:
    head = f"{number}: " if number else ""
    return (
        f"{head}Charges {equation.charged} − insurance paid {equation.insurance_paid} − patient paid "
        f"{equation.patient_paid} − discounts and other {equation.taken_off} = still owed {equation.balance} "
        f"(patient {equation.patient_owes}, insurance {equation.insurance_owes})"
    )


def _credit_words(account: PatientAccount) -> str:
    """Where the credit comes from."""
    parts = [f"{source.amount.dollars} from {source.words}" for source in account.credits]
    if account.summary.overpaid > ZERO:
        parts.append(f"{account.summary.overpaid.dollars} paid beyond single lines")
    return f"Credit: {', '.join(parts)}" if parts else ""
