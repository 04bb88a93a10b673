"""The offer to bill visits anew, above a patient's policies, while there is something to bill."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.rights import Right
from app.queries.rebilling import RebillLine, list_rebillable
from app.views.common.buttons import Button
from app.views.common.desk import Desk
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.common.theme import Space
from app.views.patients.rebill_panel import describe_rebillable

KEY = "Ctrl+Shift+R"


class RebillOffer(QWidget):
    """Says how many visits went to the wrong insurance; `bill_asked` asks to bill them anew."""

    bill_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._announces = False
        self.lines: tuple[RebillLine, ...] = ()
        self.says = PlainLabel(tone="warning", wrap=True)
        self.button = Button("Bill them anew…", self.bill_asked.emit, key=KEY)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self.says, 1)
        row.addWidget(self.button)
        self.hide()

    def ask(self, patient_id: int) -> None:
        """Ask again for the visits of a patient; who may not fill claims is not asked."""
        if not refusal_of(self._desk.session, Right.PRINT_CLAIM):
            self._desk.ask(list_rebillable, patient_id, then=self._on_found, owner=self, key="rebillable")

    def announce_next(self) -> None:
        """Say it aloud, the keyboard on the button, if the policy just saved leaves visits to bill anew."""
        self._announces = True

    def _on_found(self, lines: tuple[RebillLine, ...]) -> None:
        is_new = self._announces and bool(lines) and lines != self.lines
        self._announces = False
        self.lines = lines
        self.says.setText(describe_rebillable(lines) if lines else "")
        self.setVisible(bool(lines))
        if is_new:
            self._desk.say.emit(self.says.text())
            self.button.setFocus()
