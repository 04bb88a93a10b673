"""A patient's authorizations and referrals, each with a bar of what is left, and the form of one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain.rights import Right
from app.queries.authorizations import AuthorizationLine, list_authorizations
from app.views.common.desk import Desk
from app.views.common.empty_state import EmptyState
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.use_bar import UseBarDelegate
from app.views.patients.authorization_panel import AuthorizationPanel
from app.views.patients.authorization_words import BAR_COLUMN, COLUMNS
from app.views.patients.page import PatientPage

LEAD = "What is left is counted from the charges billed to that insurance."


class AuthorizationsPage(PatientPage):
    """Enter or F2 changes one, Ctrl+N adds one."""

    TITLE = "Authorizations"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._model = TableModel(COLUMNS, self)
        self.view = TableView("Authorizations and referrals", self._model)
        self.view.setItemDelegateForColumn(BAR_COLUMN, UseBarDelegate(self.view))
        self.panel = AuthorizationPanel(desk)
        self._list = Panel("Authorizations and referrals")
        self._empty = EmptyState(
            "No authorization or referral is entered. Add one from the insurer's letter or call.",
            ("Add an authorization", self.add_authorization),
        )
        self._stack = QStackedWidget()
        self._list.add_action("Add an authorization", self.add_authorization, key="Ctrl+N", icon="add")
        self._list.body.addWidget(PlainLabel(LEAD, tone="muted", wrap=True))
        self._list.body.addWidget(self.view, 1)
        for widget in (self._empty, self._list, self.panel):
            self._stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.setFocusProxy(self.view)
        shortcut = QShortcut(QKeySequence("Ctrl+N"), self._empty)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.add_authorization)
        self.view.opened.connect(self._open)
        self.panel.saved.connect(self._show_list)
        self.panel.left.connect(self._show_list)

    def refresh(self) -> None:
        """List the authorizations of the patient now shown."""
        if self.detail is None:
            return
        if self.panel.patient_id not in (None, self.detail.id):
            self._show_list()
        today = self.desk.session.today()
        self.desk.ask(
            list_authorizations, self.detail.id, today, then=self._on_listed, owner=self, key="authorizations"
        )

    def add_authorization(self) -> None:
        """Open the form for a new one."""
        self._open(None)

    def _open(self, line: AuthorizationLine | None) -> None:
        if refusal := refusal_of(self.desk.session, Right.EDIT_PATIENT):
            self.desk.say.emit(refusal)
        elif self.detail:
            self._stack.setCurrentWidget(self.panel)
            self.panel.begin(self.detail.id, line)

    def _show_list(self) -> None:
        self._stack.setCurrentWidget(self._list if self._model.rows else self._empty)
        self.view.setFocus()

    def _on_listed(self, lines: Sequence[AuthorizationLine]) -> None:
        at = self.view.currentIndex().row()
        self._model.set_rows(lines)
        self.view.go_to(at)
        # The keyboard must not stay on a list that is not there.
        was_here = self.view.hasFocus() or self._empty.isAncestorOf(self.focusWidget())
        self.setFocusProxy(self.view if lines else self._empty)
        if self._stack.currentWidget() is not self.panel:
            self._stack.setCurrentWidget(self._list if lines else self._empty)
            if was_here:
                self.setFocus()
