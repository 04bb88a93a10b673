"""How this computer shows the program, and when the screen locks by itself."""

from PySide6.QtCore import QSettings

from app.domain.errors import AppError
from app.domain.rights import Right
from app.queries.office_lists import find_setting
from app.services.office import set_setting
from app.views.common.desk import Desk
from app.views.common.fields import Field, Kind
from app.views.common.form import FormPanel
from app.views.common.office_fields import LOOK
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.settings_keys import LOCK_MINUTES, SCHEME, TEXT_SIZE
from app.views.common.theme import Text, Theme

MINUTES = (5, 10, 15, 20, 30)
_LOCK = (
    Field(
        "minutes",
        "Lock the screen after",
        Kind.CHOICE,
        choices=tuple((str(count), f"{count} minutes") for count in MINUTES),
        help="For everybody in this practice; Ctrl+Shift+L locks at once.",
    ),
)


class LookPanel(Panel):
    """Choices that act at once; nothing is to be saved."""

    def __init__(self, desk: Desk, theme: Theme, settings: QSettings) -> None:
        super().__init__("This computer")
        self._desk = desk
        self._theme = theme
        self._settings = settings
        self.look = FormPanel(LOOK, desk.session.today)
        self.lock = FormPanel(_LOCK, desk.session.today)
        self.body.addWidget(PlainLabel("Appearance", Text.SECTION))
        self.body.addWidget(self.look)
        self.body.addWidget(PlainLabel("Lock", Text.SECTION))
        self.body.addWidget(self.lock)
        self.body.addStretch(1)
        self.look.edited.connect(self._on_look_chosen)
        self.lock.edited.connect(self._on_minutes_chosen)
        if not desk.session.may(Right.SET_UP_OFFICE):
            self.lock.setEnabled(False)
            self.explain("The time until the lock is set by the manager.")

    def refresh(self) -> None:
        """Show what is worn and set now."""
        self.look.set_values({"percent": self._theme.percent, "scheme": self._theme.scheme})
        self._desk.ask(find_setting, LOCK_MINUTES, then=self._on_minutes_found, owner=self, key="minutes")

    def _on_look_chosen(self) -> None:
        values = self.look.values()
        self._theme.choose_scheme(str(values["scheme"]))
        self._theme.choose_text_size(int(str(values["percent"])))
        self._settings.setValue(SCHEME, self._theme.scheme)
        self._settings.setValue(TEXT_SIZE, self._theme.percent)

    def _on_minutes_found(self, value: str) -> None:
        self.lock.set_values({"minutes": value or "10"})

    def _on_minutes_chosen(self) -> None:
        minutes = str(self.lock.values()["minutes"])
        self._desk.do(set_setting, LOCK_MINUTES, minutes, failed=self._on_refused, owner=self)

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")
