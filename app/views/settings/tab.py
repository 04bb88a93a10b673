"""The settings tab: its parts at the left, the part chosen at the right, each made when it is first shown."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from app.domain.rights import Right
from app.services.practices import OpenPractice
from app.views.common.columns import Column
from app.views.common.desk import Desk
from app.views.common.refusals import refusal_of
from app.views.common.tab import Tab
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import Space, Theme, letters
from app.views.settings.access_panel import AccessPanel
from app.views.settings.answers_panel import TITLE as ANSWERS
from app.views.settings.answers_panel import AnswersPanel
from app.views.settings.backup_panel import BackupPanel
from app.views.settings.check_panel import CheckPanel
from app.views.settings.contract_spec import CONTRACTS
from app.views.settings.contracts_panel import ContractsPanel
from app.views.settings.limits_panel import TITLE as LIMITS
from app.views.settings.limits_panel import LimitsPanel
from app.views.settings.look_panel import LookPanel
from app.views.settings.networks_panel import NETWORKS, NetworksPanel
from app.views.settings.office_specs import OFFICES, PARTNERS, PAYERS, PROCEDURES, PROVIDERS
from app.views.settings.official_files_panel import TITLE as OFFICIAL_FILES
from app.views.settings.official_files_panel import OfficialFilesPanel
from app.views.settings.partners_panel import PartnersPanel
from app.views.settings.payers_panel import PayersPanel
from app.views.settings.plans_panel import PlansPanel
from app.views.settings.practice_panel import PracticePanel
from app.views.settings.procedures_panel import ProceduresPanel
from app.views.settings.record_list import RecordList
from app.views.settings.refused_part import RefusedPart
from app.views.settings.trail_panel import AuditPanel
from app.views.settings.users_panel import UsersPanel
from app.views.settings.verify_rule_panel import TITLE as COVERAGE_CHECKS
from app.views.settings.verify_rule_panel import VerifyRulePanel

WIDTH = 22
Part = tuple[str, Right | None, Callable[[], Any]]


class SettingsTab(Tab):
    """Lists the parts; `show_part(title)` opens one, or says why this person may not look into it."""

    TITLE = "Settings"
    SHOWS = frozenset(
        {
            *("practice", "provider", "place", "payer", "plan", "procedure", "fee", "user", "setting"),
            *("backup", "official_file", "trading_partner", "claim_batch", "contract"),
            "provider_network",
        }
    )

    def __init__(self, desk: Desk, practice: OpenPractice, theme: Theme) -> None:
        super().__init__(desk)
        settings = desk.settings or QSettings()
        lists = (PROVIDERS, OFFICES)
        parts: tuple[Part, ...] = (
            ("Practice", Right.SEE_OFFICE, partial(PracticePanel, desk)),
            *((spec.title, Right.SEE_OFFICE, partial(RecordList, desk, spec)) for spec in lists),
            (PAYERS.title, Right.SEE_OFFICE, partial(PayersPanel, desk)),
            ("Plans", Right.SEE_OFFICE, partial(PlansPanel, desk)),
            (NETWORKS.title, Right.SEE_OFFICE, partial(NetworksPanel, desk)),
            (COVERAGE_CHECKS, Right.SEE_OFFICE, partial(VerifyRulePanel, desk)),
            (PARTNERS.title, Right.SEE_OFFICE, partial(PartnersPanel, desk)),
            (CONTRACTS.title, Right.SEE_OFFICE, partial(ContractsPanel, desk)),
            (PROCEDURES.title, Right.SEE_OFFICE, partial(ProceduresPanel, desk)),
            (OFFICIAL_FILES, Right.SEE_OFFICE, partial(OfficialFilesPanel, desk)),
            (LIMITS, Right.SEE_OFFICE, partial(LimitsPanel, desk)),
            (ANSWERS, Right.SEE_OFFICE, partial(AnswersPanel, desk)),
            ("Users", Right.MANAGE_USERS, partial(UsersPanel, desk, practice)),
            ("Backup", Right.BACK_UP, partial(BackupPanel, desk, practice, settings)),
            ("Check the database", Right.CHECK_DATABASE, partial(CheckPanel, desk)),
            ("Audit trail", Right.SEE_TRAIL, partial(AuditPanel, desk)),
            ("Who looked at whom", Right.SEE_TRAIL, partial(AccessPanel, desk)),
            ("This computer", None, partial(LookPanel, desk, theme, settings)),
        )
        self._parts = {title: self._allowed(right, make) for title, right, make in parts}
        self._panels: dict[str, Any] = {}
        self._stack = QStackedWidget()
        self.model = TableModel((Column("Settings", lambda title: title),), self)
        self.list = TableView("Parts of the settings", self.model)
        self._lay_out()

    def refresh(self) -> None:
        """Ask again for the part that is shown."""
        self._open(self.list.current_row() or next(iter(self._parts)))

    def show_part(self, title: str) -> Any:
        """Open a part by its title, and give its panel."""
        titles = list(self._parts)
        self.list.go_to(titles.index(title))
        return self._open(title)

    def _allowed(self, right: Right | None, make: Callable[[], Any]) -> Callable[[], Any]:
        """The part, or the sentence that refuses it."""
        refusal = refusal_of(self.desk.session, right) if right else ""
        return partial(RefusedPart, refusal) if refusal else make

    def _lay_out(self) -> None:
        self.list.horizontalHeader().hide()
        self.list.setFixedWidth(letters(WIDTH) + 2 * Space.L)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.M, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self._stack, 1)
        self.model.set_rows(self._parts)
        self.list.row_changed.connect(self._on_part_chosen)
        self.list.opened.connect(self._on_part_opened)
        self.setFocusProxy(self.list)

    def _open(self, title: str) -> Any:
        panel = self._panels.get(title)
        if panel is None:
            panel = self._panels[title] = self._parts[title]()
            self._stack.addWidget(panel)
        self._stack.setCurrentWidget(panel)
        panel.refresh()
        return panel

    def _on_part_chosen(self, title: str | None) -> None:
        if title and not self._is_stale:
            self._open(title)

    def _on_part_opened(self, title: str) -> None:
        self._open(title).setFocus()
