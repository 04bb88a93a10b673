"""Logging a call or a note: who, what was said, what comes next."""

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.date_entry import format_date
from app.domain.errors import AppError
from app.domain.time_entry import format_moment
from app.queries.callers import CallerCheckLine, latest_caller_check
from app.queries.patient_claims import PatientClaimLine, list_patient_claims
from app.queries.patients import PatientDetail
from app.services.contacts import ContactEntry, log_contact
from app.views.common.desk import Desk
from app.views.common.drafts import DraftKeeper
from app.views.common.fields import Field, Kind
from app.views.common.form import FormPanel
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.scrolled import Scrolled

_FIELDS = (
    Field("said", "What was said", Kind.NOTE, wide=True),
    Field("next_on", "Ask again on", Kind.DATE, help="+7 is in a week, t is today."),
    Field("direction", "Call", Kind.CHOICE, choices=(("in", "They called us"), ("out", "We called them"))),
    Field("person", "Who it was with"),
    Field("representative", "Insurer's representative"),
    Field("reference", "Insurer's reference number"),
    Field("promise", "Promised to pay", Kind.MONEY),
    Field("promise_on", "Promised by", Kind.DATE),
    Field("topic", "What it was about"),
    Field("claim", "Claim", Kind.CHOICE, choices=((None, "No claim"),)),
)
# A check holds for the call that follows it, not for the next one.
CHECK_HOLDS = timedelta(minutes=30)
# The tab has this key on every page of the record; a second one here would keep both from working.
WHO_TIP = "Who is calling? (Ctrl+Shift+I)"
UNCHECKED = "Nobody was checked for this call. Before you say anything of the account, ask who is calling."


class CallPanel(Panel):
    """Text first, then Tab and the next day; Ctrl+Enter keeps it. What was logged is never changed later."""

    logged = Signal()
    check_asked = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("Log a call", parent)
        self._desk = desk
        self.patient_id: int | None = None
        self.form = FormPanel(_FIELDS, desk.session.today)
        self._drafts = DraftKeeper(desk, self.form, "call")
        self._claim = 0
        self._check: CallerCheckLine | None = None
        self._proposed = ""
        self.checked = PlainLabel(wrap=True)
        self.body.addWidget(self.checked)
        self.body.addWidget(Scrolled(self.form), 1)
        self.add_action("Who is calling?", self.check_asked.emit, icon="user").setToolTip(WHO_TIP)
        self.add_post("Keep")
        self.post_asked.connect(self._on_post_asked)

    def begin(self, patient: PatientDetail, claim_id: int = 0) -> None:
        """Begin an entry for this patient, or go on with the one begun before; with a claim, about it."""
        self._claim = claim_id
        # Before the draft, which may name one of them.
        self._desk.ask(list_patient_claims, patient.id, then=self._on_claims, owner=self, key="claims")
        if self.patient_id != patient.id:
            self.form.flush_waiting()
            self.patient_id = patient.id
            name = f"{patient.values['first']} {patient.values['last']}".strip()
            self.set_title(f"Log a call about {name}")
            self.form.set_values({field.name: None for field in _FIELDS})
            self.form.set_values({"direction": "in", "person": name})
            self._proposed = name
            self.explain("")
            self._drafts.bring_back(str(patient.id))
        self.ask_check()
        self.form.editor("said").setFocus()

    def ask_check(self) -> None:
        """Ask whether the caller was checked just now."""
        since = self._desk.session.now() - CHECK_HOLDS
        self._desk.ask(
            latest_caller_check, self.patient_id, since, then=self._on_check, owner=self, key="check"
        )

    def _on_check(self, check: CallerCheckLine | None) -> None:
        self._check = check
        if check is None:
            self.checked.set_tone("warning")
            self.checked.setText(UNCHECKED)
            return
        self.checked.set_tone("good" if check.passed else "danger")
        self.checked.setText(f"{check.person}, checked at {format_moment(check.at)}: {check.reason}")
        self._name_caller(check.person)

    def _name_caller(self, person: str) -> None:
        """Say whom the call was with, unless another name was typed."""
        if self.form.editor("person").value() in ("", self._proposed):
            self.form.set_values({"person": person})
            self._proposed = person

    def _on_claims(self, claims: Sequence[PatientClaimLine]) -> None:
        choices = (
            (line.id, f"{line.number} · {format_date(line.service_on)} · {line.payer}") for line in claims
        )
        self.form.editor("claim").set_choices(((None, "No claim"), *choices))  # type: ignore[union-attr]
        if self._claim:
            self.form.set_values({"claim": self._claim})
            self._claim = 0

    def _on_post_asked(self) -> None:
        if self.patient_id is None or not self.form.check():
            return
        values = self.form.values()
        claim = values.pop("claim")
        check = self._check.id if self._check else None
        entry = ContactEntry(
            patient_id=self.patient_id,
            claim_id=claim,  # type: ignore[arg-type]
            caller_check_id=check,
            **values,  # type: ignore[arg-type]
        )
        self.explain("Saving…")
        self._desk.do(log_contact, entry, then=self._on_kept, failed=self._on_refused, owner=self)

    def _on_kept(self, _contact: int) -> None:
        self._drafts.let_go()
        self.patient_id = None
        self._desk.say.emit("The call is logged.")
        self.logged.emit()

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")
