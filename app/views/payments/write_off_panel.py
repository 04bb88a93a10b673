"""Asking for a write-off: whose, of what kind, on which lines, and why."""

from PySide6.QtCore import Signal

from app.domain.approvals import RequestKind
from app.domain.errors import AppError, InputError
from app.domain.money import ZERO, Money, total
from app.domain.money_requests import OF_INSURER
from app.domain.rights import Right
from app.domain.write_offs import KIND_WORDS, plan_hardship, read_percent
from app.queries.desk_payments import OpenItemLine
from app.queries.documents import DocumentLine, list_documents
from app.queries.patients import PatientLine, find_patients
from app.queries.write_offs import list_write_off_items, owed_of
from app.services.money_requests import Requested
from app.services.write_offs import WriteOffEntry, request_write_off
from app.views.common.columns import Column, plain_text
from app.views.common.combo import Combo
from app.views.common.desk import Desk
from app.views.common.fields import Field, Kind
from app.views.common.finder import Done, Finder
from app.views.common.form import FormPanel
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.common.tab_order import chain_after
from app.views.common.theme import FORM_WIDTH, scaled
from app.views.payments.allocation_table import AllocationTable
from app.views.payments.approval_words import WRITE_OFF_CHOICES, explain_requested

_COLUMNS = (
    Column("Name", lambda line: line.name),
    Column("Born", lambda line: line.birth_date, width=10),
    Column("Account", lambda line: line.account_number, width=8),
    Column("Owes", lambda line: line.owes, right=True, width=9),
)
_FIELDS = (
    Field("kind", "Kind of write-off", Kind.CHOICE, choices=WRITE_OFF_CHOICES),
    Field("percent", "Percent taken off", Kind.CODE, read=lambda text: str(read_percent(text) / 100)),
    Field("file", "Signed form, of the patient’s documents", Kind.CHOICE, choices=((None, "None"),)),
    Field("reason", "Reason, kept on record", required=True, wide=True),
)
_FIRST = "Find the patient by name, birth date, phone or account."


class WriteOffPanel(Panel):
    """One request; `asked` carries the request, and the sentence for the toast."""

    asked = Signal(object, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__("Write off")
        self._desk = desk
        self._patient_id = 0
        self.finder = Finder("Patient or account", _COLUMNS, self._search)
        self.stands = PlainLabel(_FIRST, wrap=True)
        self.form = FormPanel(_FIELDS, desk.session.today)
        self.table = AllocationTable("Nothing is open here for this kind of write-off.")
        self.running = PlainLabel(tone="muted")
        for widget in (self.finder, self.stands, self.form, self.table, self.running):
            self.body.addWidget(widget)
        self.body.setStretch(3, 1)
        self.body.addStretch()
        self.add_action("Back", self.leave, icon="back")
        self.add_post("Ask for it")
        self.finder.chosen.connect(self._on_patient_chosen)
        self.form.editor("kind").edited.connect(self._on_kind_chosen)
        self.form.editor("percent").edited.connect(self._on_percent_typed)
        self.table.edited.connect(self._show_running)
        self.post_asked.connect(self._on_post_asked)
        self.dress()

    def begin(self) -> None:
        """Begin with a patient to be found."""
        self.explain(refusal_of(self._desk.session, Right.REQUEST_WRITE_OFF), "danger")
        self._patient_id = 0
        self.form.set_values({"kind": "courtesy", "percent": None, "file": None, "reason": ""})
        self._show_parts(False)
        self.stands.setText(_FIRST)
        self.table.show_items(())
        self.finder.show_chosen("")
        self.finder.setFocus()
        self._show_running()

    def dress(self) -> None:
        """Keep search and lines as wide as the form."""
        self.finder.setMaximumWidth(scaled(FORM_WIDTH))
        self.table.setMaximumWidth(scaled(FORM_WIDTH))

    @property
    def kind(self) -> RequestKind:
        """The kind chosen."""
        return RequestKind(str(self.form.editor("kind").value()))

    def _search(self, text: str, done: Done) -> None:
        today = self._desk.session.today()
        self._desk.ask(find_patients, text, today, 20, then=done, owner=self, key="find")

    def _show_parts(self, visible: bool) -> None:
        self.form.setVisible(visible)
        self.table.setVisible(visible)
        self.running.setVisible(visible)

    def _on_patient_chosen(self, line: PatientLine) -> None:
        self._patient_id = line.id
        self.finder.show_chosen(line.name)
        self.stands.setText(f"{line.name}, account {line.account_number}, owes {plain_text(line.owes)}")
        self._show_parts(True)
        self._desk.ask(list_documents, line.id, then=self._on_documents_found, owner=self, key="documents")
        self._on_kind_chosen()
        self.form.focus_first()

    def _on_documents_found(self, found: tuple[DocumentLine, ...]) -> None:
        combo = self.form.editor("file")
        assert isinstance(combo, Combo)
        combo.set_choices(
            ((None, "None"), *((line.id, f"{line.name}, {line.added_at:%m/%d/%Y}") for line in found))
        )

    def _on_kind_chosen(self) -> None:
        is_hardship = self.kind is RequestKind.HARDSHIP
        self.form.set_shown("percent", is_hardship)
        if self._patient_id:
            self._desk.ask(
                list_write_off_items,
                self._patient_id,
                self.kind in OF_INSURER,
                then=self._on_items_found,
                owner=self,
                key="items",
            )

    def _on_items_found(self, items: tuple[OpenItemLine, ...]) -> None:
        self.table.show_items(items)
        chain_after(self.form.editor("reason"), tuple(self.table.uses.values()))
        self._on_percent_typed()
        self._show_running()

    def _on_percent_typed(self) -> None:
        if self.kind is not RequestKind.HARDSHIP:
            return
        try:
            points = read_percent(self.form.drafts()["percent"])
            parts = plan_hardship(owed_of(self.table.items), points)
        except InputError:
            return
        self.table.show_parts(dict(parts))
        self._show_running()

    def _shares(self) -> tuple[tuple[int, Money], ...]:
        return self.table.allocation(ZERO).parts

    def _show_running(self) -> None:
        amount = total(part for _, part in self._shares())
        self.running.setText(f"{amount.dollars} taken off together")

    def _on_post_asked(self) -> None:
        if not self._patient_id:
            self.explain("Choose the patient first.", "danger")
            self.finder.setFocus()
            return
        amount = total(part for _, part in self._shares())
        if not self.form.check():
            self.explain("Nothing was asked for yet. Fix the field that is marked.", "danger")
            return
        if self.table.check(amount):
            self.table.go_to_problem()
            self.explain("Nothing was asked for yet. Look at the line that is marked.", "danger")
            return
        file_id = self.form.editor("file").value()
        entry = WriteOffEntry(
            *(self._patient_id, self.kind, self._shares(), str(self.form.values()["reason"])),
            file_id if isinstance(file_id, int) else None,
        )
        self._desk.do(request_write_off, entry, then=self._on_asked, failed=self._on_refused, owner=self)

    def _on_asked(self, requested: Requested) -> None:
        amount = total(part for _, part in self._shares())
        self.explain("")
        self.asked.emit(requested, explain_requested(requested, amount, KIND_WORDS[self.kind]))

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")
