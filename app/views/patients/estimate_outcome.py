"""What came of a visit's estimate: told beside came, and why; and a bill above a Good Faith Estimate."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.date_entry import format_date
from app.domain.good_faith import GoodFaithBill, explain_over
from app.queries.estimate_actuals import EstimateComparison, compare_estimate
from app.queries.good_faith import find_good_faith_bill
from app.views.common.columns import Column
from app.views.common.desk import Desk
from app.views.common.plain_label import PlainLabel
from app.views.common.table_model import TableModel
from app.views.common.table_view import ROW_HEIGHT, TableView
from app.views.common.theme import Space, Text, scaled

MOST_ROWS = 4
_COLUMNS = (
    Column("Code", lambda line: line.code, width=7),
    Column("Service", lambda line: line.name, width=18),
    Column("Told", lambda line: line.told, right=True, width=9),
    Column("Came", lambda line: line.came, right=True, width=9),
    Column("Why", lambda line: line.words()),
)


class EstimateOutcome(QWidget):
    """Nothing is shown of a visit without an estimate."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.warning = PlainLabel(tone="danger", wrap=True)
        self.sums = PlainLabel(kind=Text.SECTION)
        self._model = TableModel(_COLUMNS, self)
        self.table = TableView("Estimate and what came", self._model)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        for widget in (self.warning, self.sums, self.table):
            column.addWidget(widget)
        self.hide()

    def show_visit(self, patient_id: int, visit_id: int) -> None:
        """Ask for the estimate of a done visit and what came of it."""
        self.hide()
        given = (visit_id, patient_id)
        ask = self._desk.ask
        ask(compare_estimate, *given, then=self._on_compared, owner=self, key="compared")
        ask(find_good_faith_bill, *given, then=self._on_bill_found, owner=self, key="bill")

    def _on_compared(self, found: EstimateComparison | None) -> None:
        if found is None:
            return
        came = "not known yet" if found.came is None else found.came.dollars
        told = f"Estimate of {format_date(found.made_on)}: told {found.told.dollars}, came {came}"
        self.sums.setText(told)
        self._model.set_rows(found.lines)
        rows = min(len(found.lines), MOST_ROWS)
        self.table.setFixedHeight(scaled(ROW_HEIGHT) * (rows + 1) + 2 * Space.S)
        self.show()

    def _on_bill_found(self, bill: GoodFaithBill | None) -> None:
        is_over = bill is not None and bill.may_be_disputed
        self.warning.setText(explain_over(bill) if bill and is_over else "")
        self.warning.setVisible(is_over)
