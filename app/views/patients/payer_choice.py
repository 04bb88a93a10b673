"""Who pays: the patient, a family account that is there already, or another person on a new account."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.views.common.combo import Combo
from app.views.common.desk import Desk
from app.views.common.fields import Field, Kind
from app.views.common.form import FormPanel
from app.views.common.plain_label import PlainLabel
from app.views.common.theme import FORM_WIDTH, Space, scaled
from app.views.patients.account_finder import AccountFinder

HIMSELF, FAMILY, ANOTHER = "himself", "family", "another"
WAYS = (
    (HIMSELF, "The patient pays"),
    (FAMILY, "A family account that is here already"),
    (ANOTHER, "Another person, on a new account"),
)
_PERSON = (
    Field("last", "Payer's last name", required=True),
    Field("first", "Payer's first name", required=True),
    Field("phone", "Payer's phone", Kind.PHONE),
)
_SHARED = ("street", "street2", "city", "state", "zip", "language")


class PayerChoice(QWidget):
    """The choice and what it needs; `chosen` carries the family account found."""

    edited = Signal()
    chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.way = Combo("Who pays", WAYS)
        self.finder = AccountFinder(desk)
        self.person = FormPanel(_PERSON, desk.session.today, columns=3)
        self._problem = PlainLabel(tone="danger", wrap=True)
        self._stack = QStackedWidget()
        for widget in (QWidget(), self.finder, self.person):
            self._stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        for widget in (self.way, self._stack, self._problem):
            column.addWidget(widget)
        self.setFocusProxy(self.way)
        self.way.edited.connect(self._on_way_chosen)
        self.finder.chosen.connect(self._on_chosen)
        self.person.edited.connect(self.edited)
        self.dress()
        self._show_way()

    def dress(self) -> None:
        """Keep to the width of a form."""
        self.setMaximumWidth(scaled(FORM_WIDTH))

    def clear(self) -> None:
        """The patient pays himself, until told otherwise."""
        self.way.set_value(HIMSELF)
        self.finder.clear()
        self.person.set_values({field.name: None for field in _PERSON})
        self._show_way()

    def words(self) -> str:
        """Who pays, as far as it is known; empty where it is not."""
        if self.way.value() == FAMILY:
            return self.finder.line.name if self.finder.line else ""
        if self.way.value() == ANOTHER:
            return str(self.person.values()["last"] or "")
        return "the patient"

    def guarantor(self, patient: Mapping[str, Any]) -> Mapping[str, Any] | int | None:
        """What `register_patient` takes: an account's id, a new account's columns, or nothing."""
        if self.way.value() == FAMILY:
            return self.finder.line.id if self.finder.line else None
        if self.way.value() == ANOTHER:
            typed = {name: value or "" for name, value in self.person.values().items()}
            return {**{name: patient[name] for name in _SHARED}, **typed}
        return None

    def check(self) -> bool:
        """Check the choice; mark and go to what is missing."""
        self._problem.setText("")
        if self.way.value() == FAMILY and self.finder.line is None:
            self._problem.setText("Choose the family's account: type its name, then Down and Enter.")
            self.finder.setFocus()
            return False
        return self.way.value() != ANOTHER or self.person.check()

    def _show_way(self) -> None:
        at = [way for way, _ in WAYS].index(str(self.way.value()))
        self._stack.setCurrentIndex(at)
        self._stack.setVisible(at > 0)
        self._problem.setText("")

    def _on_way_chosen(self) -> None:
        self._show_way()
        self.edited.emit()

    def _on_chosen(self, line: object) -> None:
        self._problem.setText("")
        self.chosen.emit(line)
        self.edited.emit()
