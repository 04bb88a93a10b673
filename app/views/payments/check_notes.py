"""What stands above a check under typing: checks begun by anybody, and the same one posted before."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.errors import AppError
from app.queries.typed_checks import BegunCheck, SameCheck, find_same_check, list_begun_checks
from app.services.typed_checks import take_over_check
from app.views.common.buttons import Button
from app.views.common.desk import Desk
from app.views.common.flow import FlowLayout
from app.views.common.plain_label import PlainLabel
from app.views.common.theme import Space
from app.views.payments.check_form import CheckForm


class BegunChecks(QWidget):
    """The checks begun, each with a button to go on; `chosen` carries the subject of a draft.

    One's own latest is chosen by itself, and a new one where there is none.
    """

    chosen = Signal(str)
    refused = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.buttons: list[Button] = []
        self._row = FlowLayout(self, Space.S)

    def ask(self) -> None:
        """Ask which checks were begun."""
        self._desk.ask(list_begun_checks, then=self._on_begun, owner=self, key="begun")

    def _on_begun(self, begun: Sequence[BegunCheck]) -> None:
        own = next((each for each in begun if each.user_id == self._desk.session.user.id), None)
        self._offer([each for each in begun if each is not own], is_new_offered=own is not None)
        self.chosen.emit(own.subject if own else self._new_subject())

    def _offer(self, begun: Sequence[BegunCheck], *, is_new_offered: bool) -> None:
        for button in self.buttons:
            self._row.removeWidget(button)
            button.deleteLater()
        self.buttons = [Button(_name(each), partial(self._on_go_on_asked, each)) for each in begun]
        if is_new_offered:
            self.buttons.append(Button("Begin another check", self._on_another_asked, icon="add"))
        for button in self.buttons:
            self._row.addWidget(button)
        self.setVisible(bool(self.buttons))

    def _new_subject(self) -> str:
        """A draft of its own for each check, known before its number is."""
        return str(self._desk.session.now().isoformat())

    def _on_another_asked(self) -> None:
        self.hide()
        self.chosen.emit(self._new_subject())

    def _on_go_on_asked(self, begun: BegunCheck) -> None:
        self._desk.do(
            take_over_check,
            begun.draft_id,
            then=lambda _none: self._on_taken_over(begun),
            failed=self._on_refused,
            owner=self,
        )

    def _on_taken_over(self, begun: BegunCheck) -> None:
        self.hide()
        self.chosen.emit(begun.subject)

    def _on_refused(self, error: AppError) -> None:
        self.refused.emit(error)


class SameNumber(PlainLabel):
    """Says while the head is typed that a check with this number was posted before."""

    def __init__(self, desk: Desk, form: CheckForm) -> None:
        super().__init__(tone="danger", wrap=True)
        self._desk = desk
        self._form = form
        for name in ("payer", "number", "amount"):
            form.editor(name).edited.connect(self.ask)

    def ask(self) -> None:
        """Ask once insurer and number are typed."""
        form, number = self._form, str(self._form.editor("number").value() or "")
        if not form.payer_id or not number:
            self.hide()
            return
        amount = form.amount or None
        self._desk.ask(
            find_same_check, form.payer_id, number, amount, then=self._on_same, owner=self, key="same"
        )

    def _on_same(self, same: SameCheck | None) -> None:
        self.setText(f"{same.words} It can not be posted twice." if same else "")
        self.setVisible(same is not None)


def _name(begun: BegunCheck) -> str:
    what = " ".join(part for part in (begun.number, begun.payer, begun.amount) if part) or "without a number"
    return f"Go on with check {what}, begun by {begun.user}"
