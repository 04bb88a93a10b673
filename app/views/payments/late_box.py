"""What a payment with an earlier date needs beside it: why it is late, and the manager who signs for it."""

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.late_entries import needs_signature
from app.services.late_entries import LateDate
from app.services.practices import OpenPractice
from app.services.session import Session
from app.views.common.fields import Field
from app.views.common.form import FormPanel
from app.views.common.theme import Space
from app.views.payments.signature_form import SignatureForm

_FIELDS = (Field("reason", "Why it is posted late, kept on record", wide=True),)


class LateBox(QWidget):
    """Comes into sight with an earlier date; the signature only where this person needs one."""

    def __init__(self, session: Session, practice: OpenPractice | None) -> None:
        super().__init__()
        self._session = session
        self._practice = practice
        self._day: date | None = None
        self.form = FormPanel(_FIELDS, session.today)
        self.signature = SignatureForm(session.today, "Only a manager dates an entry so far back.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(self.form)
        column.addWidget(self.signature)
        self.hide()

    def show_day(self, day: date | None) -> None:
        """Ask for what an entry of this day needs; nothing for one of today."""
        today = self._session.today()
        is_late = day is not None and day != today
        if not is_late:
            self.form.set_values({"reason": ""})
            self.signature.clear()
        self._day = day if is_late else None
        needs = day is not None and needs_signature(self._session.user.role, day, today)
        self.signature.setVisible(is_late and needs)
        self.setVisible(is_late)

    def late_date(self) -> LateDate | None:
        """The earlier date with its reason and signature; None for money of today."""
        if self._day is None:
            return None
        reason = str(self.form.values()["reason"] or "")
        return LateDate(self._day, reason, self.signature.signature(self._practice))
