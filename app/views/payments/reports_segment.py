"""Reports of the practice's money: on the screen with totals, on paper, and as a file for a spreadsheet."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from app.domain.aging import AgingAnchor
from app.domain.errors import AppError
from app.domain.reports import Cell, Report, ReportKind, ReportOrder, write_cell_words
from app.domain.rights import Right
from app.queries.reports import find_report
from app.services.reports import export_report, name_of, print_report
from app.views.common.buttons import Button
from app.views.common.columns import Column
from app.views.common.combo import Combo
from app.views.common.desk import Desk
from app.views.common.filter_chips import FilterChips
from app.views.common.flow import FlowLayout
from app.views.common.line_edit import LineEdit
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import Space, Text, letters
from app.views.payments.period_bar import PeriodBar
from app.views.payments.proof_bar import ProofBar
from app.views.payments.segment import Segment

_KINDS = (
    (ReportKind.DAY_SHEET, "Day sheet"),
    (ReportKind.RECEIPTS, "Receipts"),
    (ReportKind.AGING_PATIENTS, "Aging by patient"),
    (ReportKind.AGING_GUARANTORS, "Aging by guarantor"),
    (ReportKind.AGING_PAYERS, "Aging by payer"),
    (ReportKind.ADJUSTMENTS, "Adjustments"),
)
_ANCHORS = (
    (AgingAnchor.FIRST_STATEMENT.value, "First statement"),
    (AgingAnchor.TRANSFER.value, "Day it became the patient’s"),
    (AgingAnchor.SERVICE.value, "Day of service"),
)
_WIDTH = 11
ChooseFile = Callable[[QWidget, str], str]


def _ask_for_file(parent: QWidget, name: str) -> str:
    return QFileDialog.getSaveFileName(parent, "Save as CSV", name, "CSV (*.csv)")[0]


class ReportsSegment(Segment):
    """One report at a time behind chips; `printed` carries the PrintedPaper."""

    TITLE = "Reports"

    printed = Signal(object)

    def __init__(self, desk: Desk, choose_file: ChooseFile = _ask_for_file) -> None:
        super().__init__(desk)
        self._choose_file = choose_file
        self.report: Report | None = None
        self.chips = FilterChips("Which report", [(kind.value, word) for kind, word in _KINDS])
        self.period = PeriodBar(desk.session.today, "")
        self.anchor = Combo("Age counts from", _ANCHORS)
        self.reason = LineEdit("What the file is for")
        self.about = PlainLabel(tone="muted", wrap=True)
        self.totals = PlainLabel(kind=Text.STRONG, wrap=True)
        self.notes = PlainLabel(wrap=True)
        self.refusal = PlainLabel(tone="danger", wrap=True)
        self.prove = ProofBar(desk)
        self.tables: dict[ReportKind, TableView] = {}
        self._lists = QStackedWidget()
        self._lay_out()
        self.chips.chosen.connect(self._on_kind_chosen)
        self.period.changed.connect(self.refresh)
        self.anchor.edited.connect(self.refresh)

    @property
    def order(self) -> ReportOrder:
        """The report as it is asked for."""
        first, last = self.period.days
        return ReportOrder(
            ReportKind(self.chips.value()),
            min(first, last),
            min(last, self.desk.session.today()),
            AgingAnchor(str(self.anchor.value() or AgingAnchor.FIRST_STATEMENT)),
        )

    def refresh(self) -> None:
        """Ask for the report, if this person may see it."""
        refusal = refusal_of(self.desk.session, Right.SEE_REPORTS)
        self._refuse(refusal)
        if not refusal:
            self.desk.ask(find_report, self.order, then=self._on_found, owner=self, key="report")

    def go_to_filter(self) -> None:
        """Put the keyboard into the first day."""
        self.period.first.setFocus()

    def dress(self) -> None:
        """Take widths from the theme."""
        self.reason.setFixedWidth(letters(30))
        self.anchor.setFixedWidth(letters(28))

    def _lay_out(self) -> None:
        self.period.text.hide()
        self.reason.setPlaceholderText("What the CSV is for")
        acts = FlowLayout(gap=Space.S)
        for widget in (
            *(self.anchor, Button("Print report…", self._on_print_asked, icon="print"), self.reason),
            *(Button("Save CSV…", self._on_save_asked, icon="save"), self.prove.button),
        ):
            acts.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.chips)
        column.addWidget(self.period)
        column.addLayout(acts)
        column.addWidget(self.refusal)
        column.addWidget(self.about)
        column.addWidget(self._lists, 1)
        for label in (self.totals, self.notes, self.prove):
            column.addWidget(label)
        self.anchor.hide()
        self.dress()

    def _on_kind_chosen(self, _kind: str) -> None:
        kind = self.order.kind
        self.anchor.setVisible(kind.is_aging and kind is not ReportKind.AGING_PAYERS)
        self.refresh()

    def _on_found(self, report: Report) -> None:
        self.report = report
        kind = self.order.kind
        if kind not in self.tables:
            self.tables[kind] = TableView(report.title, TableModel(_columns(report), self))
            self._lists.addWidget(self.tables[kind])
        table = self.tables[kind]
        self._lists.setCurrentWidget(table)
        self.listed = table
        model = table.columns_model
        assert isinstance(model, TableModel)
        model.set_rows(report.rows)
        self.about.setText(report.about)
        self.totals.setText(_totals(report))
        self.notes.setText("\n".join(report.notes))

    def _on_print_asked(self) -> None:
        self.desk.do(print_report, self.order, then=self.printed.emit, failed=self._on_refused, owner=self)

    def _on_save_asked(self) -> None:
        refusal = refusal_of(self.desk.session, Right.EXPORT)
        reason = self.reason.text().strip()
        if refusal:
            self._refuse(refusal)
        elif not reason:
            self._refuse("Say what the file is for; it is not encrypted. Nothing was written.")
            self.reason.setFocus()
        elif path := self._choose_file(self, f"{name_of(self.order)}.csv"):
            args = (self.order, Path(path), reason)
            self.desk.do(export_report, *args, then=self._on_saved, failed=self._on_refused, owner=self)

    def _on_saved(self, path: Path) -> None:
        self.reason.clear()
        self._refuse("")
        self.said.emit(f"{path.name} was written. It is not encrypted: keep it safe.")

    def _on_refused(self, error: AppError) -> None:
        self._refuse(str(error))

    def _refuse(self, words: str) -> None:
        self.refusal.setText(words)
        self.refusal.setVisible(bool(words))


def _columns(report: Report) -> tuple[Column, ...]:
    """The columns of the table: text shares the room, numbers have their own width."""

    def cell_at(at: int) -> Callable[[tuple[Cell, ...]], object]:
        return lambda row: row[at]

    return tuple(
        Column(
            column.title,
            cell_at(at),
            write_cell_words,
            right=column.right,
            width=_WIDTH if column.right else 0,
        )
        for at, column in enumerate(report.columns)
    )


def _totals(report: Report) -> str:
    """The totals in one line, each with its column's title."""
    if not report.totals:
        return ""
    parts = [
        f"{column.title} {write_cell_words(cell)}"
        for column, cell in zip(report.columns[1:], report.totals[1:], strict=True)
        if cell is not None
    ]
    return f"{write_cell_words(report.totals[0])}: {', '.join(parts)}"
