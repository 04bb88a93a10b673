"""What is typed of a visit: its head, rarer facts folded away, diagnoses and charges, with one draft."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.identifiers import read_npi
from app.queries.procedures import ProcedureLine
from app.queries.visits import OfficeChoices, VisitPattern
from app.views.common.buttons import Button
from app.views.common.combo import Combo
from app.views.common.coverage_subject import CoverageSubject
from app.views.common.desk import Desk
from app.views.common.fields import Field, Kind
from app.views.common.form import FormPanel
from app.views.common.office_fields import STATES
from app.views.common.plain_label import PlainLabel
from app.views.common.theme import Space, Text
from app.views.patients.charge_grid import ChargeGrid
from app.views.patients.charge_row import RowSetting
from app.views.patients.diagnosis_box import DiagnosisBox
from app.views.patients.line_details import DETAIL_FIELDS, LineDetails

HEAD = (
    Field("on_date", "Date of service", Kind.DATE, required=True),
    Field("provider", "Provider", Kind.CHOICE, required=True),
    Field("place", "Place", Kind.CHOICE),
    Field("reason", "Reason of the visit"),
    Field("confidential", "Off the family’s bill", Kind.CHECK),
    Field("self_pay", "Bill no insurance", Kind.CHECK),
)
QUALIFIERS = (("", "none"), ("DN", "Referred by"), ("DK", "Ordered by"), ("DQ", "Supervised by"))
MORE = (
    Field("authorization_number", "Authorization number"),
    Field("referral_number", "Referral number"),
    Field("referring_qualifier", "Other provider", Kind.CHOICE, choices=QUALIFIERS),
    Field("referring_name", "His or her name"),
    Field("referring_npi", "His or her NPI", Kind.CODE, read=read_npi),
    Field("onset_on", "Began on", Kind.DATE),
    Field("employment", "Because of work", Kind.CHECK),
    Field("auto", "Auto accident", Kind.CHECK),
    Field("auto_state", "State of the accident", Kind.CHOICE, choices=STATES),
    Field("other_accident", "Other accident", Kind.CHECK),
    Field("accident_on", "Day of the accident", Kind.DATE),
    Field("admitted_on", "Admitted to the hospital", Kind.DATE),
    Field("discharged_on", "Discharged", Kind.DATE),
    Field("additional_info", "Additional claim information", wide=True),
)
NO_PROVIDER = ((None, "not chosen"),)
DETAILS_KEY = "Ctrl+D"


class VisitForm(FormPanel):
    """The head of the visit; `more`, `diagnoses` and `grid` are its parts, placed by the panel."""

    def __init__(self, desk: Desk) -> None:
        self._today = desk.session.today
        super().__init__(HEAD, desk.session.today, columns=3)
        self._procedures: tuple[ProcedureLine, ...] = ()
        self._places: dict[int, str] = {}
        self.more = FormPanel(MORE, desk.session.today, columns=3)
        self.more.hide()
        self.unfold = Button(
            "Accident, referral, hospital, authorization", self._on_unfold_asked, icon="more"
        )
        self.diagnoses = DiagnosisBox(desk)
        setting = RowSetting(self._today, self.visit_date, self._place_code, lambda: self._procedures)
        self.grid = ChargeGrid(setting)
        self.details = LineDetails(desk)
        self.unfold_details = Button(
            "Drug number, description", self.turn_to_details, icon="more", key=DETAILS_KEY
        )
        self.grid.row_entered.connect(self.details.follow)
        self.grid.emptied.connect(self.details.forget)
        for part in (self.more, self.diagnoses, self.grid, self.details):
            part.edited.connect(self._on_edited)
        for name in ("on_date", "place"):
            self.editor(name).edited.connect(self._on_setting_edited)
        self.editor("on_date").left.connect(self._on_setting_edited)  # type: ignore[union-attr]
        self.diagnoses.entered.connect(self.grid.focus_first)

    def body(self, templates: QWidget) -> QWidget:
        """The form with its parts below each other; the templates stand above the charges."""
        charges = QHBoxLayout()
        charges.addWidget(PlainLabel("Charges", Text.SECTION), 1)
        charges.addWidget(templates)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, Space.M, 0)
        column.setSpacing(Space.S)
        column.addWidget(self)
        column.addWidget(self.unfold, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (
            self.more,
            PlainLabel("Diagnoses", Text.SECTION),
            self.diagnoses,
        ):
            column.addWidget(widget)
        column.addLayout(charges)
        column.addWidget(self.grid)
        column.addWidget(self.unfold_details, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.details)
        column.addStretch()
        return whole

    def offer(self, office: OfficeChoices, procedures: tuple[ProcedureLine, ...]) -> None:
        """Offer the office's providers, places and procedures."""
        self._procedures = procedures
        self._places = {place: pos for place, _, pos in office.places}
        for name, choices in (
            ("provider", (*NO_PROVIDER, *office.providers)),
            ("place", tuple((place, f"{shown} ({pos})") for place, shown, pos in office.places)),
        ):
            editor = self.editor(name)
            assert isinstance(editor, Combo)
            editor.set_choices(choices)

    def begin(self, values: Mapping[str, Any], codes: tuple[str, ...]) -> None:
        """Start from these facts and diagnoses, with an empty grid."""
        names = {field.name for field in HEAD}
        rare = {field.name for field in MORE}
        self.set_values({**dict.fromkeys(names), **_only(values, names)})
        self.more.set_values({**dict.fromkeys(rare), **_only(values, rare)})
        self.more.setVisible(any(self.more.values().values()))
        self.grid.clear()
        self.diagnoses.set_date(self.visit_date())
        self.diagnoses.set_codes(codes)
        self.grid.follow_visit()

    def add_pattern(self, pattern: VisitPattern) -> None:
        """Add the diagnoses and lines of a template or an earlier visit to what is typed."""
        codes = list(self.diagnoses.codes)
        codes += [code for code in pattern.diagnoses if code not in codes]
        letters = [
            "".join(_pointed(letter, pattern.diagnoses, codes) for letter in line.pointers)
            for line in pattern.lines
        ]
        self.diagnoses.set_codes(codes)
        self.grid.add_charges(pattern.lines, letters)
        self._on_edited()

    def turn_to_details(self) -> None:
        """Go to the drug and description of the row, and from there back to its code (Ctrl+D)."""
        row = self.grid.current or self.grid.rows[0]
        focus = QApplication.focusWidget()
        if focus is not None and self.details.isAncestorOf(focus):
            row.code.setFocus()
        else:
            self.details.go_to(row, "ndc")

    def go_to_line(self, field: str) -> None:
        """Put the keyboard into the place that a finding of a line names, as `line:2:pointers`."""
        _, number, name = field.split(":")
        if name in DETAIL_FIELDS:
            self.details.go_to(self.grid.rows[int(number) - 1], name)
        else:
            self.grid.go_to(field)

    def visit_date(self) -> date:
        """The date of service, today while none is typed."""
        value = self.editor("on_date").value()
        return value if isinstance(value, date) else self._today()

    def coverage_subject(self) -> CoverageSubject:
        """The service typed in the row that the keyboard is on, the others after it, and the diagnoses."""
        lines, current = self.grid.lines(), self.grid.current
        ordered = sorted(lines, key=lambda line: current is None or line.number != current.number)
        return CoverageSubject(
            codes=tuple(dict.fromkeys(line.code for line in ordered if line.code)),
            diagnoses=self.diagnoses.codes,
            on=ordered[0].on if ordered else self.visit_date(),
        )

    def facts(self) -> dict[str, Any]:
        """The columns of the visit."""
        values = {**self.values(), **self.more.values()}
        values.pop("on_date")
        texts = ("reason", "auto_state", "referring_qualifier", "referring_npi")
        return {name: value or "" if name in texts else value for name, value in values.items()}

    def drafts(self) -> dict[str, str]:
        """The raw texts of the form and its parts."""
        rare = {name: text for name, text in self.more.drafts().items() if text}
        parts = {"diagnoses": self.diagnoses.draft(), "lines": self.grid.draft()}
        return {**super().drafts(), **parts, "more": json.dumps(rare)}

    def set_drafts(self, drafts: Mapping[str, str]) -> None:
        """Bring the texts back."""
        super().set_drafts(drafts)
        self.diagnoses.set_date(self.visit_date())
        if "more" in drafts:
            self.more.set_drafts(json.loads(drafts["more"]))
            self.more.show()
        if "diagnoses" in drafts:
            self.diagnoses.set_draft(drafts["diagnoses"])
        if "lines" in drafts:
            self.grid.set_draft(drafts["lines"])
        self.grid.follow_visit()

    def check(self) -> bool:
        """Check the head, the rarer facts and every cell; go to the first problem."""
        if not super().check():
            return False
        if not self.more.check():
            self.more.show()
            self.more.go_to_problem()
            return False
        if not self.grid.check():
            self.grid.go_to(self.grid.first_problem())
            return False
        return True

    def _place_code(self) -> str:
        place = self.editor("place").value()
        return self._places.get(place, "") if isinstance(place, int) else ""

    def _on_unfold_asked(self) -> None:
        self.more.setVisible(self.more.isHidden())
        if self.more.isVisible():
            self.more.focus_first()

    def _on_setting_edited(self) -> None:
        self.diagnoses.set_date(self.visit_date())
        self.grid.follow_visit()


def _only(values: Mapping[str, Any], names: set[str]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name in names}


def _pointed(letter: str, before: tuple[str, ...], after: list[str]) -> str:
    """The letter that a diagnosis has now; one that pointed nowhere stays as it was."""
    at = ord(letter) - ord("A")
    return chr(ord("A") + after.index(before[at])) if 0 <= at < len(before) else letter
