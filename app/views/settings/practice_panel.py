"""The practice's own facts: what stands on claim forms, statements and letters."""

from typing import Any

from app.domain.errors import AppError
from app.domain.identifiers import read_ein, read_npi, read_taxonomy
from app.domain.rights import Right
from app.queries.office_lists import OfficeLine, find_practice
from app.services.office import change_practice
from app.views.common.desk import Desk
from app.views.common.drafts import DraftKeeper
from app.views.common.fields import Field, Kind
from app.views.common.form import FormPanel
from app.views.common.office_fields import TAX_ID_KINDS, address_fields
from app.views.common.panel import Panel
from app.views.common.scrolled import Scrolled

FIELDS = (
    Field("name", "Name of the practice", required=True, wide=True),
    Field("npi", "Group NPI", Kind.CODE, read=read_npi, width=12),
    Field("taxonomy", "Specialty code", Kind.CODE, read=read_taxonomy, width=12),
    Field("tax_id", "Tax ID", Kind.CODE, read=read_ein, width=12),
    Field("tax_id_kind", "Kind of tax ID", Kind.CHOICE, choices=TAX_ID_KINDS),
    *address_fields(),
    Field("phone", "Phone for billing questions", Kind.PHONE),
    Field("billing_hours", "Hours of the billing desk"),
    Field("pay_url", "Web address for payments", help="Printed as a QR code on statements; empty for none."),
    Field("remit_name", "Payments go to (if not the practice)", wide=True),
    *address_fields("remit_", "Payments:"),
    Field("message", "Message on statements", Kind.NOTE, wide=True),
    Field("message_es", "The same in Spanish", Kind.NOTE, wide=True),
)


class PracticePanel(Panel):
    """One form over the practice; Ctrl+Enter saves what was changed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Practice")
        self._desk = desk
        self._loaded: OfficeLine | None = None
        self._is_typed = False
        self.form = FormPanel(FIELDS, desk.session.today)
        self._drafts = DraftKeeper(desk, self.form, "settings.practice")
        self.body.addWidget(Scrolled(self.form), 1)
        self.add_post("Save")
        self.post_asked.connect(self._on_post_asked)
        self.form.edited.connect(self._on_edited)
        self._drafts.brought_back.connect(self._on_brought_back)
        if not desk.session.may(Right.SET_UP_OFFICE):
            self.explain(f"You may look, but not {Right.SET_UP_OFFICE.value}. Ask the manager.")

    def refresh(self) -> None:
        """Ask for the practice again; what is being typed stays."""
        self._desk.ask(find_practice, then=self._on_found, owner=self, key="practice")

    def _on_found(self, found: OfficeLine) -> None:
        if self._is_typed:
            return
        self._loaded = found
        self.form.set_values({field.name: found.values[field.name] for field in FIELDS})
        self._drafts.bring_back("1")

    def _on_edited(self) -> None:
        self._is_typed = True

    def _on_brought_back(self) -> None:
        self._is_typed = True
        self.explain("What you typed before is back, and not saved yet.", "warning")

    def _changes(self, before: dict[str, Any]) -> dict[str, Any]:
        values = {name: "" if value is None else value for name, value in self.form.values().items()}
        return {name: value for name, value in values.items() if value != before[name]}

    def _on_post_asked(self) -> None:
        if self._loaded is None or not self.form.check():
            return
        changes = self._changes(self._loaded.values)
        if not changes:
            self.explain("Nothing was changed.")
            return
        self._desk.do(
            change_practice,
            self._loaded.version,
            changes,
            then=self._on_saved,
            failed=self._on_refused,
            owner=self,
        )

    def _on_saved(self, _nothing: object) -> None:
        self._drafts.let_go()
        self._is_typed = False
        self.explain("Saved.", "good")
        self.refresh()

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")
