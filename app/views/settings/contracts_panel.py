"""Contracts with insurers: their rates and versions, and how far below them an answer may stay."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.code_edits import OfficialKind
from app.domain.contracts import Contract
from app.domain.date_entry import format_date
from app.domain.errors import AppError
from app.domain.money import ZERO, Money
from app.domain.percents import read_percent, write_percent
from app.domain.underpayments import Tolerance
from app.queries.contracts import find_tolerance, list_contract_versions
from app.queries.official_files import OfficialFileLine, list_official_files
from app.queries.policies import PlanLine, list_plans
from app.services.contracts import end_contract, set_tolerance
from app.views.common.buttons import Button
from app.views.common.combo import Combo
from app.views.common.desk import Desk
from app.views.common.fields import Field, Kind, Today
from app.views.common.form import FormPanel
from app.views.common.plain_label import PlainLabel
from app.views.common.theme import Space, Text
from app.views.settings.contract_spec import CONTRACTS, TERMS, tidy_percent
from app.views.settings.record_list import RecordList, Values
from app.views.settings.terms_box import TermsBox

_TOLERANCE = (
    Field("least", "More than this amount below", Kind.MONEY, width=12),
    Field("percent", "And more than this percent", Kind.CODE, read=tidy_percent, width=8, help="Empty: 0."),
)


def explain_version(contract: Contract) -> str:
    """Say one version in a line: `Version 2, from 07/01/2026 to 12/31/2026 (Exhibit B, page 4)`."""
    until = f" to {format_date(contract.ends)}" if contract.ends else ""
    source = f" ({contract.source})" if contract.source else ""
    return f"Version {contract.version}, from {format_date(contract.effective)}{until}{source}"


class ContractForm(FormPanel):
    """The facts of a contract, and `box` with its rates, which the panel places below them."""

    def __init__(self, today: Today) -> None:
        self.box = TermsBox(today)
        super().__init__(CONTRACTS.fields, today)
        self.box.edited.connect(self._on_edited)

    def set_values(self, values: Mapping[str, object]) -> None:
        """Show these values, the rates among them."""
        super().set_values({name: value for name, value in values.items() if name != TERMS})
        if TERMS in values:
            self.box.show_terms(values[TERMS])  # type: ignore[arg-type]

    def check(self) -> bool:
        """Check the facts, and take the rate that is still being typed into the list."""
        return super().check() and self.box.keep_typed()

    def drafts(self) -> dict[str, str]:
        """The raw texts of facts and rates."""
        return {**super().drafts(), TERMS: self.box.draft()}

    def set_drafts(self, drafts: Mapping[str, str]) -> None:
        """Bring back facts and rates."""
        super().set_drafts(drafts)
        if TERMS in drafts:
            self.box.set_draft(drafts[TERMS])


class ToleranceBox(QWidget):
    """From when on a service counts as underpaid; for all contracts."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.form = FormPanel(_TOLERANCE, desk.session.today)
        self._said = PlainLabel(tone="danger", wrap=True)
        self.keep = Button("Keep this limit", self._on_keep_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(PlainLabel("What counts as underpaid, for every contract", Text.SECTION))
        for widget in (self.form, self._said):
            column.addWidget(widget)
        column.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeft)
        self._is_typed = False
        self.form.edited.connect(self._on_typed)

    def refresh(self) -> None:
        """Ask for the limit, unless another is being typed."""
        if not self._is_typed:
            self._desk.ask(find_tolerance, then=self._on_found, owner=self, key="tolerance")

    def _on_found(self, tolerance: Tolerance) -> None:
        percent = write_percent(tolerance.percent_bp) if tolerance.percent_bp else ""
        self.form.set_values({"least": tolerance.least, "percent": percent})

    def _on_typed(self) -> None:
        self._is_typed = True

    def _on_keep_asked(self) -> None:
        if not self.form.check():
            return
        least, percent = self.form.values()["least"], self.form.values()["percent"]
        amount = least if isinstance(least, Money) else ZERO
        wanted = Tolerance(amount, read_percent(str(percent)) if percent else 0)
        self._said.setText("")
        self._desk.do(set_tolerance, wanted, then=self._on_kept, failed=self._on_refused, owner=self)

    def _on_kept(self, _nothing: object) -> None:
        self._is_typed = False
        self._desk.say.emit("The limit was saved.")

    def _on_refused(self, error: AppError) -> None:
        self._said.setText(str(error))


class ContractsPanel(RecordList):
    """The list of contracts; insurers, plans and loaded files to choose from come first."""

    def __init__(self, desk: Desk) -> None:
        self._plans: tuple[PlanLine, ...] = ()
        self.contract_form = ContractForm(desk.session.today)
        self.versions = PlainLabel(tone="muted", wrap=True)
        super().__init__(desk, CONTRACTS)
        self._contracts_desk = desk
        self.tolerance = ToleranceBox(desk)
        for widget in (self.contract_form.box, self.versions, self.tolerance):
            self.side.insertWidget(self.side.count() - 1, widget)
        self.end = self.add_action("End today", self._on_end_asked)
        self.form.editor("payer").edited.connect(self._offer_plans)

    def refresh(self) -> None:
        """Ask for the plans and loaded files, then for the contracts."""
        self._contracts_desk.ask(list_official_files, then=self._on_files, owner=self, key="files")
        self._contracts_desk.ask(list_plans, then=self._on_plans, owner=self, key="plans")
        self.tolerance.refresh()

    def make_form(self) -> FormPanel:
        """The form with the rates."""
        return self.contract_form

    def row_shown(self) -> None:
        """Offer the insurer's plans, and tell the versions of the contract."""
        self._offer_plans()
        self.versions.setText("")
        if self.row is not None:
            self.form.set_values({"plan": self.row.values["plan"]})
            chain = self.row.contract.chain_id
            self._contracts_desk.ask(
                list_contract_versions, chain, then=self._on_versions, owner=self, key="versions"
            )

    def read(self) -> Values:
        """The facts as they are saved, and the rates."""
        return {**super().read(), TERMS: self.contract_form.box.terms}

    def _offer_plans(self) -> None:
        payer, plan = self.form.editor("payer"), self.form.editor("plan")
        if isinstance(plan, Combo):
            own = [(each.id, each.name) for each in self._plans if each.payer_id == payer.value()]
            plan.set_choices([(None, "All its plans"), *own])

    def _on_files(self, files: tuple[OfficialFileLine, ...]) -> None:
        self.contract_form.box.offer_sources(each.source for each in files if each.kind is OfficialKind.RATES)

    def _on_plans(self, plans: tuple[PlanLine, ...]) -> None:
        self._plans = plans
        payer = self.form.editor("payer")
        if isinstance(payer, Combo):
            payers: dict[object, str] = {None: "Choose…", **{each.payer_id: each.payer for each in plans}}
            payer.set_choices(payers.items())
        super().refresh()

    def _on_versions(self, versions: tuple[Contract, ...]) -> None:
        self.versions.setText("\n".join(map(explain_version, versions)))

    def _on_end_asked(self) -> None:
        if self.row is None:
            self.explain("Choose a contract in the list first.", "danger")
            return
        today = self._contracts_desk.session.today()
        self._contracts_desk.do(
            end_contract,
            self.row.id,
            today,
            then=self._on_ended,
            failed=lambda error: self.explain(str(error), "danger"),
            owner=self,
        )

    def _on_ended(self, _contract_id: int) -> None:
        self._contracts_desk.say.emit("The contract ends today. Type another day under “Counts to” if not.")
        self.refresh()
