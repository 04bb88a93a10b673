"""Registering a patient: a form, who pays, and beside it who is alike and what is still missing."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.completeness import PatientFacts, check_patient_record
from app.domain.errors import AppError
from app.domain.people import PersonName
from app.queries.guarantors import GuarantorDetail, GuarantorLine, find_guarantor
from app.services.patients import register_patient
from app.views.common.desk import Desk
from app.views.common.drafts import DraftKeeper
from app.views.common.form import FormPanel
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.theme import Space, Text
from app.views.patients.duplicate_list import DuplicateList
from app.views.patients.gap_list import GapList
from app.views.patients.payer_choice import HIMSELF, PayerChoice
from app.views.patients.person_fields import ADDRESS, FIELDS, PLACES, columns_of, facts_of, person_of
from app.views.patients.side_by_side import SideBySide

NEW_DEFAULTS = {"language": "en"}


class NewPatientPanel(Panel):
    """Ctrl+Enter registers; the draft is kept until then.

    `registered` carries the new patient's id and whether insurance is to be entered next.
    """

    registered = Signal(int, bool)
    patient_asked = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("New patient", parent)
        self._desk = desk
        self.form = FormPanel(FIELDS, desk.session.today, columns=3)
        self.payer = PayerChoice(desk)
        self.duplicates = DuplicateList(desk)
        self.gaps = GapList()
        self._is_open = False
        self._drafts = DraftKeeper(desk, self.form, "new patient")
        self._lay_out()
        self.form.edited.connect(self._on_edited)
        self.payer.edited.connect(self._show_gaps)
        self.payer.chosen.connect(self._on_family_chosen)
        self._drafts.brought_back.connect(self._on_brought_back)
        self.duplicates.said.connect(self._on_alike_said)
        self.duplicates.patient_asked.connect(self.patient_asked)
        self.gaps.field_asked.connect(self._on_field_asked)
        self.post_asked.connect(self._on_post_asked)
        self.add_post("Register patient")

    def begin(self) -> None:
        """Begin a new patient, or go on with the one begun before."""
        if not self._is_open:
            self._is_open = True
            self._clear()
            self._drafts.bring_back("")
        self.form.editor("last").setFocus()
        self._show_gaps()

    def _clear(self) -> None:
        empty: dict[str, Any] = {field.name: None for field in FIELDS}
        self.form.set_values({**empty, **NEW_DEFAULTS})
        self.payer.clear()
        self.duplicates.clear()
        self.explain("")

    def _show_gaps(self) -> None:
        name = PersonName(self.form.values()["last"] or "", "")  # type: ignore[arg-type]
        today = self._desk.session.today()
        before = PatientFacts(
            name,
            guarantor=self.payer.words(),
            confirmed_on=today,
            pays_himself=self.payer.way.value() == HIMSELF,
        )
        self.gaps.show_completeness(check_patient_record(facts_of(self.form.values(), before), today))

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, Space.M, 0)
        column.setSpacing(Space.L)
        column.addWidget(self.form)
        column.addWidget(PlainLabel("Who pays", Text.SECTION))
        column.addWidget(self.payer)
        column.addStretch()
        side = QWidget()
        beside = QVBoxLayout(side)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(Space.L)
        beside.addWidget(self.duplicates)
        beside.addWidget(self.gaps, 1)
        self.body.addWidget(SideBySide(inside, side), 1)

    def _on_edited(self) -> None:
        self._show_gaps()
        self.duplicates.compare(person_of(self.form.values()))

    def _on_brought_back(self) -> None:
        self.explain("What you typed before is back. Esc leaves it for later.")
        self._on_edited()

    def _on_alike_said(self, words: str) -> None:
        self.explain(words, "warning")

    def _on_family_chosen(self, line: GuarantorLine) -> None:
        self._desk.ask(find_guarantor, line.id, then=self._on_family_found, owner=self, key="family")

    def _on_family_found(self, family: GuarantorDetail) -> None:
        """Fill what the family's account knows where nothing was typed."""
        mine = self.form.values()
        names = (*(field.name for field in ADDRESS), "phone", "last")
        known = {name: family.values[name] for name in names if not mine[name] and family.values[name]}
        self.form.set_values(known)
        self._on_edited()

    def _on_field_asked(self, field: str) -> None:
        if field == "guarantor":
            self.payer.setFocus()
        elif field == "policies":
            self.form.editor("self_pay").setFocus()
            self.explain("Insurance is entered next, once the patient is registered.")
        else:
            self.form.editor(PLACES.get(field, field)).setFocus()

    def _on_post_asked(self) -> None:
        if not self.form.check() or not self.payer.check():
            self.explain("Nothing was saved. Fix the field that is marked.", "danger")
            return
        values = columns_of(self.form.values())
        self.explain("Saving…")
        self._desk.do(
            register_patient,
            values,
            self.payer.guarantor(values),
            then=self._on_done(bool(values["self_pay"])),
            failed=self._on_refused,
            owner=self,
        )

    def _on_done(self, is_self_pay: bool) -> Any:
        def done(patient_id: int) -> None:
            self._drafts.let_go()
            self._is_open = False
            self._clear()
            self._desk.say.emit("The patient is registered.")
            self.registered.emit(patient_id, not is_self_pay)

        return done

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")
