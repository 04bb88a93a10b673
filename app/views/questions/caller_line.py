"""Who is calling, as checked today, and what this caller may hear; nothing is told before that is known."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.callers import INSURER_ASKS, Relationship, Scope
from app.domain.time_entry import format_moment
from app.queries.callers import CallerCheckLine
from app.views.common.buttons import Button
from app.views.common.plain_label import PlainLabel
from app.views.common.theme import Space

KEY = "Ctrl+Shift+I"
NOBODY = "Who is calling? Nothing is told before two things are confirmed."


class CallerLine(QWidget):
    """`asked` when the caller is to be checked; `passed` tells whether anything may be told."""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.check: CallerCheckLine | None = None
        self.words = PlainLabel(wrap=True)
        self.button = Button("Who is calling?", self.asked.emit, icon="user", key=KEY)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.M)
        row.addWidget(self.words, 1)
        row.addWidget(self.button)

    @property
    def passed(self) -> bool:
        """Tell whether the caller of today may hear answers; an insurer may not."""
        return self.check is not None and self.check.passed and not self.is_insurer

    @property
    def is_refused(self) -> bool:
        """Tell whether somebody was checked today who may hear nothing at all."""
        return self.check is not None and not self.check.passed

    @property
    def is_money_only(self) -> bool:
        """Tell whether the caller may hear of money alone."""
        return self.check is not None and self.check.scope is Scope.MONEY

    @property
    def is_payer(self) -> bool:
        """Tell whether the caller is the one who pays the bill."""
        return self.check is not None and self.check.relationship is Relationship.GUARANTOR

    @property
    def is_permitted(self) -> bool:
        """Tell whether the caller has the patient's permission."""
        return self.check is not None and self.check.relationship is Relationship.PERMITTED

    @property
    def is_insurer(self) -> bool:
        """Tell whether an insurer is calling."""
        return self.check is not None and self.check.relationship is Relationship.INSURER

    def show_check(self, check: CallerCheckLine | None) -> None:
        """Show the check of today, or ask for one."""
        self.check = check
        if check is None:
            self.words.setText(NOBODY)
            self.words.set_tone("warning")
            return
        why = INSURER_ASKS if self.is_insurer and check.passed else check.reason
        self.words.setText(f"{check.person}, checked at {format_moment(check.at)}. {why}")
        self.words.set_tone("muted" if self.passed else "danger")
