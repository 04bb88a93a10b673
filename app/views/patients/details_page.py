"""The record itself: every field, what is missing beside it, and who pays."""

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.completeness import check_patient_record
from app.domain.errors import AppError
from app.domain.rights import Right
from app.queries.patient_records import PatientRecord, find_record
from app.queries.patients import PatientDetail, find_patient
from app.services.patients import change_patient
from app.views.common.desk import Desk
from app.views.common.drafts import DraftKeeper
from app.views.common.form import FormPanel
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.common.theme import Space, Text
from app.views.patients.both_values import merge_record
from app.views.patients.family_place import FamilyPlaceBox
from app.views.patients.gap_list import GapList
from app.views.patients.page import PatientPage
from app.views.patients.person_fields import DETAIL_FIELDS, PLACES, columns_of, facts_of
from app.views.patients.side_by_side import SideBySide


class DetailsPage(PatientPage):
    """Ctrl+Enter saves what was changed; a record changed by a colleague meanwhile is never overwritten."""

    TITLE = "Details"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._loaded: PatientDetail | None = None
        self._texts: dict[str, str] = {}
        self._record: PatientRecord | None = None
        self.panel = Panel("Details")
        self.form = FormPanel(DETAIL_FIELDS, desk.session.today, columns=3)
        self.gaps = GapList()
        self.family = FamilyPlaceBox(desk)
        self._drafts = DraftKeeper(desk, self.form, "details")
        self.confirm = self.panel.add_action("Confirmed today", self._on_confirmed, icon="paid")
        self._lay_out()
        self.form.edited.connect(self._show_gaps)
        self._drafts.brought_back.connect(self._on_brought_back)
        self.gaps.field_asked.connect(self._on_field_asked)
        self.panel.post_asked.connect(self._on_post_asked)
        self.panel.left.connect(self.setFocus)
        self.panel.add_post("Save")
        self._explain_right()

    def refresh(self) -> None:
        """Load the record, or what a colleague changed of it while one types."""
        if self.detail is None:
            return
        if self._loaded and self._loaded.id == self.detail.id:
            self._take(self.detail)
        else:
            self._load(self.detail)
        self.desk.ask(find_record, self.detail.id, then=self._on_record_found, owner=self, key="record")

    def _load(self, detail: PatientDetail) -> None:
        self.form.flush_waiting()
        self._loaded = detail
        self.form.set_values({field.name: detail.values[field.name] for field in DETAIL_FIELDS})
        self._texts = self.form.drafts()
        self._explain_right()
        self._drafts.bring_back(str(detail.id))

    def _take(self, detail: PatientDetail) -> None:
        """Take a newer version: fields not typed in follow it, the others show both values."""
        if self._loaded is None or detail.version == self._loaded.version:
            return
        both = merge_record(self.form, self._texts, self._loaded.values, detail.values)
        self._loaded = detail
        if both:
            self.panel.explain(
                "A colleague changed this record while you were typing. Nothing was overwritten: "
                "both values stand at the field. Save again to keep yours.",
                "danger",
            )
            self.form.go_to_problem()

    def _explain_right(self) -> None:
        self.panel.explain(refusal_of(self.desk.session, Right.EDIT_PATIENT))

    def _show_gaps(self) -> None:
        if self._record:
            facts = facts_of(self.form.values(), self._record.facts)
            self.gaps.show_completeness(check_patient_record(facts, self.desk.session.today()))

    def _changes(self) -> dict[str, Any]:
        texts = self.form.drafts()
        values = columns_of(self.form.values())
        return {name: values[name] for name, text in texts.items() if text != self._texts[name]}

    def _save(self, changes: dict[str, Any]) -> None:
        if self._loaded:
            self.panel.explain("Saving…")
            self.desk.do(
                change_patient,
                self._loaded.id,
                self._loaded.version,
                changes,
                then=self._on_saved,
                failed=self._on_refused,
                owner=self,
            )

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, Space.M, 0)
        column.setSpacing(Space.L)
        column.addWidget(self.form)
        column.addWidget(PlainLabel("Who pays", Text.SECTION))
        column.addWidget(self.family)
        column.addStretch()
        self.panel.body.addWidget(SideBySide(inside, self.gaps), 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.panel)
        self.setFocusProxy(self.form.editor("last"))

    def _on_record_found(self, record: PatientRecord) -> None:
        self._record = record
        self.family.show_record(record)
        self._show_gaps()

    def _on_brought_back(self) -> None:
        self.panel.explain("What you typed before is back, and not saved yet.", "warning")
        self._show_gaps()

    def _on_field_asked(self, field: str) -> None:
        if field.startswith("polic"):
            self.page_asked.emit("Insurance")
        elif field == "guarantor":
            self.family.setFocus()
        elif field == "confirmed_on":
            self.confirm.setFocus()
        else:
            self.form.editor(PLACES.get(field, field)).setFocus()

    def _on_post_asked(self) -> None:
        if not self.form.check():
            self.panel.explain("Nothing was saved. Fix the field that is marked.", "danger")
            return
        changes = self._changes()
        if changes:
            self._save(changes)
        else:
            self.panel.explain("Nothing was changed.")

    def _on_confirmed(self) -> None:
        self._save({"confirmed_on": self.desk.session.today()})

    def _on_saved(self, _nothing: object) -> None:
        self._texts = self.form.drafts()
        self._drafts.let_go()
        self.panel.explain("Saved.", "good")
        if self._loaded:
            self._drafts.bring_back(str(self._loaded.id))

    def _on_refused(self, error: AppError) -> None:
        self.panel.explain(str(error), "danger")
        if self._loaded:
            self.desk.ask(find_patient, self._loaded.id, then=self._take, owner=self, key="again")
