"""Opening a case: the services of a claim that can be disputed, the one that was meant chosen already."""

from PySide6.QtCore import QItemSelectionModel, Signal

from app.domain.errors import AppError
from app.domain.money import total
from app.domain.rights import Right
from app.queries.dispute_starts import DisputeStart, StartLine, find_dispute_start
from app.services.disputes import CaseEntry, open_case
from app.views.common.columns import Column
from app.views.common.desk import Desk
from app.views.common.fields import Field, Kind
from app.views.common.form import FormPanel
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.disputes.words import KIND_NAMES

_COLUMNS = (
    Column("Code", lambda line: line.code, width=7),
    Column("Service", lambda line: line.service_on, width=10),
    Column("At stake", lambda line: line.at_stake, right=True, width=10),
    Column("What", lambda line: KIND_NAMES[line.kind], width=10),
    Column("Reason", lambda line: line.reason, width=10),
    Column("What it means", lambda line: line.words),
)
_FIELDS = (
    Field(
        "noticed_on", "Insurer’s answer or letter of", Kind.DATE, help="The deadlines are counted from it."
    ),
    Field("note", "Note", Kind.NOTE, wide=True),
)


class StartPanel(Panel):
    """Enter on the services opens the case at once; `opened` carries its id, `known` that of an open one."""

    opened = Signal(int)
    known = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__("Open a case")
        self._desk = desk
        self._start: DisputeStart | None = None
        self._is_saving = False
        self.words = PlainLabel(wrap=True)
        self.model = TableModel(_COLUMNS, self)
        self.table = TableView("Services to dispute", self.model)
        self.form = FormPanel(_FIELDS, desk.session.today)
        for widget, room in ((self.words, 0), (self.table, 1), (self.form, 0)):
            self.body.addWidget(widget, room)
        self.add_action("Back", self.leave, icon="back")
        self.add_post("Open the case", key="Return")
        self.post_asked.connect(self._on_post_asked)
        self.table.opened.connect(self._on_post_asked)
        self.table.selectionModel().selectionChanged.connect(self._show_sum)

    def begin(self, claim_id: int, charge_id: int = 0) -> None:
        """Begin for a claim, or for a service with or without its claim."""
        self._start, self._is_saving = None, False
        self.model.set_rows(())
        self.set_title("Open a case")
        self.words.setText("")
        self.form.set_values({"noticed_on": None, "note": ""})
        refusal = refusal_of(self._desk.session, Right.WORK_DISPUTE)
        self.explain(refusal, "danger")
        self.table.setFocus()
        if refusal:
            return
        asked = (claim_id, charge_id, self._desk.session.today())
        self._desk.ask(
            find_dispute_start, *asked, then=self._on_found, failed=self._on_refused, owner=self, key="start"
        )

    def enter(self) -> None:
        """Put the keyboard on the services."""
        self.table.setFocus()

    def chosen(self) -> list[StartLine]:
        """The services chosen that are of one kind: that of the first."""
        lines: list[StartLine] = self.table.selected_rows()
        return [line for line in lines if line.kind is lines[0].kind]

    def _on_found(self, start: DisputeStart) -> None:
        if start.case_id:
            self.known.emit(start.case_id)
            return
        self._start = start
        claim = start.claim
        self.set_title(f"Open a case: claim {claim.number}, {claim.patient}")
        self.words.setText(f"{claim.payer} {claim.plan}. Choose what is disputed, then press Enter.")
        self.model.set_rows(start.lines)
        self.form.set_values({"noticed_on": claim.answered_on})
        self.table.go_to(0)
        both = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for at, line in enumerate(start.lines):
            if line.is_meant and line.kind is start.lines[0].kind:
                self.table.selectionModel().select(self.model.index(at, 0), both)
        self.table.setFocus()

    def _show_sum(self) -> None:
        if self._start:
            lines = self.chosen()
            sum_of = total(line.at_stake for line in lines).dollars
            self.explain(f"{sum_of} at stake." if lines else "Choose a service first.")

    def _on_post_asked(self) -> None:
        lines = self.chosen() if self._start else []
        if not lines or self._is_saving or self._start is None or not self.form.check():
            return
        values = self.form.values()
        shares = tuple((line.charge_id, line.at_stake) for line in lines)
        entry = CaseEntry(
            lines[0].kind,
            self._start.claim.claim_id,
            shares,
            values["noticed_on"],  # type: ignore[arg-type]
            str(values["note"] or ""),
        )
        self._is_saving = True
        self._desk.do(open_case, entry, then=self._on_opened, failed=self._on_refused, owner=self)

    def _on_opened(self, case_id: int) -> None:
        self._is_saving = False
        self.opened.emit(case_id)

    def _on_refused(self, error: AppError) -> None:
        self._is_saving = False
        self.explain(str(error), "danger")
