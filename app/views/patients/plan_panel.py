"""Planning a visit: date, time, provider, place and reason; the whole appointment book."""

from typing import Any

from PySide6.QtCore import Signal

from app.domain.errors import AppError
from app.domain.rights import Right
from app.domain.time_entry import format_time, read_time
from app.queries.visits import (
    OfficeChoices,
    VisitDetail,
    VisitLine,
    find_visit,
    list_office_choices,
    list_planned_visits,
)
from app.services.visits import change_visit, plan_visit
from app.views.common.columns import Column
from app.views.common.combo import Combo
from app.views.common.desk import Desk
from app.views.common.drafts import DraftKeeper
from app.views.common.fields import Field, Kind
from app.views.common.form import FormPanel
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import Text

FIELDS = (
    Field("on_date", "Date", Kind.DATE, required=True),
    Field("at_time", "Time", Kind.CODE, read=read_time),
    Field("provider", "Provider", Kind.CHOICE),
    Field("place", "Place", Kind.CHOICE),
    Field("self_pay", "Bill no insurance", Kind.CHECK),
    Field("reason", "Reason", wide=True),
)
_DAY = (
    Column("Time", lambda line: format_time(line.at_time), right=True, width=9),
    Column("Patient", lambda line: line.patient),
    Column("Provider", lambda line: line.provider, width=16),
    Column("Reason", lambda line: line.reason),
)


class PlanPanel(Panel):
    """Ctrl+Enter plans, or changes what was planned; beside it the visits already planned for that day.

    `planned` carries what to say, the patient and the visit.
    """

    planned = Signal(str, int, int)

    def __init__(self, desk: Desk) -> None:
        super().__init__("Plan a visit")
        self._desk = desk
        self._patient = 0
        self._visit: VisitDetail | None = None
        self.form = FormPanel(FIELDS, desk.session.today)
        self._drafts = DraftKeeper(desk, self.form, "plan visit")
        self._day_title = PlainLabel(kind=Text.CAPTION, tone="muted")
        self._day = TableModel(_DAY, self)
        self.day = TableView("Planned for that day", self._day)
        self.body.addWidget(self.form)
        self.body.addWidget(self._day_title)
        self.body.addWidget(self.day, 1)
        self.add_action("Back", self.leave, icon="back")
        self.button = self.add_post("Plan visit")
        self.form.editor("on_date").edited.connect(self._ask_day)
        self.form.editor("on_date").left.connect(self._ask_day)  # type: ignore[union-attr]
        self.post_asked.connect(self._on_post_asked)

    def begin(self, patient_id: int, visit_id: int | None = None) -> None:
        """Open for a new planned visit of a patient, or for one planned before."""
        self._patient, self._visit = patient_id, None
        self.explain(refusal_of(self._desk.session, Right.ENTER_CHARGE), "danger")
        self.set_title("Change a planned visit" if visit_id else "Plan a visit")
        self._desk.ask(list_office_choices, then=self._on_choices, owner=self, key="choices")
        if visit_id is None:
            self._show({"on_date": None, "at_time": None, "reason": "", "self_pay": False})
            self._drafts.bring_back(str(patient_id))
        else:
            self._desk.ask(find_visit, visit_id, patient_id, then=self._on_found, owner=self, key="visit")
        self.form.editor("on_date").setFocus()

    def leave(self) -> None:
        """Leave; what was typed is kept."""
        self.form.flush_waiting()
        super().leave()

    def _show(self, values: dict[str, Any]) -> None:
        self.form.set_values(values)
        self._ask_day()

    def _ask_day(self) -> None:
        on = self.form.editor("on_date").value() or self._desk.session.today()
        self._day_title.setText(f"Planned for {on:%A, %B} {on.day}")  # type: ignore[union-attr]
        self._desk.ask(list_planned_visits, on, then=self._on_day_listed, owner=self, key="day")

    def _on_day_listed(self, lines: tuple[VisitLine, ...]) -> None:
        self._day.set_rows(lines)

    def _on_choices(self, office: OfficeChoices) -> None:
        for name, choices in (
            ("provider", ((None, "not chosen"), *office.providers)),
            ("place", tuple((place, shown) for place, shown, _ in office.places)),
        ):
            editor = self.form.editor(name)
            assert isinstance(editor, Combo)
            editor.set_choices(choices)

    def _on_found(self, visit: VisitDetail) -> None:
        self._visit = visit
        names = {field.name for field in FIELDS}
        self._show({name: value for name, value in visit.values.items() if name in names})

    def _on_post_asked(self) -> None:
        if not self.form.check():
            return
        values = self.form.values()
        values = {
            name: value or "" if name in ("at_time", "reason") else value for name, value in values.items()
        }
        if self._visit:
            line = self._visit.line
            self._do(change_visit, line.id, line.version, values)
        else:
            on = values.pop("on_date")
            self._do(plan_visit, self._patient, on, values)

    def _do(self, use_case: Any, *args: object) -> None:
        self._desk.do(use_case, *args, then=self._on_planned, failed=self._on_refused, owner=self)

    def _on_planned(self, planned_id: int | None) -> None:
        self._drafts.let_go()
        on = self.form.editor("on_date").value()
        time = format_time(str(self.form.editor("at_time").value() or ""))
        at = f", {time}" if time else ""
        visit = planned_id or (self._visit.line.id if self._visit else 0)
        self.planned.emit(f"Planned for {on:%m/%d/%Y}{at}.", self._patient, visit)

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")
