"""Plans, and below each what it pays for a kind of service."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.benefits import BenefitMode
from app.domain.errors import AppError, InputError
from app.queries.office_lists import BenefitLine, OfficeLine, list_benefits, list_office
from app.services.office import set_benefit
from app.views.common.buttons import Button
from app.views.common.columns import Column
from app.views.common.combo import Combo
from app.views.common.desk import Desk
from app.views.common.fields import Field, Kind
from app.views.common.form import FormPanel
from app.views.common.plain_label import PlainLabel
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import Space, Text, scaled
from app.views.settings.office_specs import PLANS
from app.views.settings.record_list import RecordList, Values

MODES = {
    BenefitMode.NONE: "Covered in full",
    BenefitMode.COPAY_ONLY: "Copay only",
    BenefitMode.DED_COINS: "Deductible, then a share",
    BenefitMode.DED_COPAY: "Deductible, then a copay",
    BenefitMode.COPAY_DED_COINS: "Copay, then deductible, then a share",
    BenefitMode.DED_COPAY_COINS: "Deductible, then copay, then a share",
    BenefitMode.COINS_ONLY: "A share only",
    BenefitMode.NOT_COVERED: "Not covered",
}
ANY = "any other service"


def read_percent(text: str) -> str:
    """Read a share of 0 to 100 percent, with at most two decimals, as it is typed: `20`, `12.5 %`."""
    typed = text.replace("%", "").strip()
    whole, _, part = typed.partition(".")
    is_number = whole.isdigit() and (not part or part.isdigit()) and len(part) <= 2
    if not is_number or to_basis_points(typed) > 10_000:
        raise InputError("Type the patient's share as 0 to 100, like 20.")
    return typed


def to_basis_points(percent: str) -> int:
    """Write `12.5` percent as 1250 basis points."""
    whole, _, part = percent.partition(".")
    return int(whole or 0) * 100 + int(part.ljust(2, "0") or 0)


def to_percent(basis_points: int) -> str:
    """Write 1250 basis points as `12.5`."""
    whole, rest = divmod(basis_points, 100)
    return f"{whole}.{rest:02d}".rstrip("0") if rest else str(whole)


_MODES = tuple((mode.name, word) for mode, word in MODES.items())
_FIELDS = (
    Field("category", "Kind of service", help="Like office, lab or imaging; empty for any other service."),
    Field(
        "mode",
        "The patient pays",
        Kind.CHOICE,
        choices=tuple((mode.name, word) for mode, word in MODES.items()),
    ),
    Field("copay", "Copay", Kind.MONEY, width=10),
    Field("share", "Share in percent", Kind.CODE, read=read_percent, width=8),
    Field("deductible_applies", "The deductible applies", Kind.CHECK),
    Field("note", "Note"),
)
_COLUMNS = (
    Column("Service", lambda line: line.category or ANY, width=16),
    Column("The patient pays", lambda line: MODES[BenefitMode[line.mode]]),
    Column("Copay", lambda line: line.copay, right=True, width=9),
    Column("Share", lambda line: f"{to_percent(line.coinsurance_bp)} %", right=True, width=8),
)


class BenefitBox(QWidget):
    """The benefit rows of one plan, and a form that adds one or replaces the one of the same service."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._plan = 0
        self.model = TableModel(_COLUMNS, self)
        self.list = TableView("What the plan pays", self.model)
        self.list.setMinimumHeight(scaled(150))
        self.form = FormPanel(_FIELDS, desk.session.today)
        self._said = PlainLabel(tone="danger", wrap=True)
        self.save = Button("Keep this benefit", self._on_save_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(PlainLabel("What the plan pays", Text.SECTION))
        for widget in (self.list, self.form, self._said, self.save):
            left = Qt.AlignmentFlag.AlignLeft if widget is self.save else Qt.AlignmentFlag(0)
            column.addWidget(widget, alignment=left)
        self.list.row_changed.connect(self._on_row_changed)

    def show_plan(self, plan_id: int) -> None:
        """Show the rows of a plan; 0 shows nothing, for a plan that is not kept yet."""
        self._plan = plan_id
        self.setVisible(bool(plan_id))
        self._said.setText("")
        if plan_id:
            self._desk.ask(list_benefits, plan_id, then=self.model.set_rows, owner=self, key="benefits")

    def _values(self) -> Values:
        values = self.form.values()
        return {
            "mode": values["mode"],
            "copay": values["copay"],
            "coinsurance_bp": to_basis_points(str(values["share"] or "0")),
            "deductible_applies": values["deductible_applies"],
            "note": values["note"] or "",
        }

    def _on_row_changed(self, line: BenefitLine | None) -> None:
        if line:
            shown = {name: getattr(line, name) for name in ("category", "mode", "copay", "note")}
            share = to_percent(line.coinsurance_bp)
            self.form.set_values(shown | {"share": share, "deductible_applies": line.deductible_applies})

    def _on_save_asked(self) -> None:
        if self._plan and self.form.check():
            category = str(self.form.values()["category"] or "").strip().casefold()
            given = (self._plan, category, self._values())
            self._desk.do(set_benefit, *given, then=self._on_saved, failed=self._on_refused, owner=self)

    def _on_saved(self, _nothing: object) -> None:
        self.show_plan(self._plan)
        self._desk.say.emit("The benefit was saved.")

    def _on_refused(self, error: AppError) -> None:
        self._said.setText(str(error))


class PlansPanel(RecordList):
    """The list of plans with the benefits of the chosen one; the insurers to choose from come first."""

    def __init__(self, desk: Desk) -> None:
        self.benefits = BenefitBox(desk)
        super().__init__(desk, PLANS)
        self.side.insertWidget(self.side.count() - 1, self.benefits)
        self._plan_desk = desk

    def refresh(self) -> None:
        """Ask for the insurers, then for the plans."""
        self._plan_desk.ask(list_office, "payer", then=self._on_payers, owner=self, key="payers")

    def row_shown(self) -> None:
        """Show the benefits of the plan."""
        self.benefits.show_plan(self.row.id if self.row else 0)

    def _on_payers(self, payers: tuple[OfficeLine, ...]) -> None:
        choice = self.form.editor("payer")
        if isinstance(choice, Combo):
            choice.set_choices((line.id, line.name) for line in payers)
        super().refresh()
