"""A visit that is done: its charges and claims, and the way to take them back with a reason."""

from PySide6.QtCore import Signal

from app.domain.errors import AppError
from app.domain.rights import Right
from app.queries.visits import VisitDetail, find_visit
from app.services.visits import void_charges
from app.views.common.columns import Column
from app.views.common.coverage_subject import NOTHING_ASKED, CoverageSubject
from app.views.common.desk import Desk
from app.views.common.fields import Field, Kind
from app.views.common.form import FormPanel
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.patients.estimate_outcome import EstimateOutcome

_CHARGES = (
    Column("Code", lambda line: line.code, width=7),
    Column("Modifiers", lambda line: " ".join(line.modifiers), width=10),
    Column("Service", lambda line: line.name),
    Column("Diag.", lambda line: line.pointers, width=6),
    Column("Units", lambda line: line.units, right=True, width=6),
    Column("Place", lambda line: line.pos, width=6),
    Column("Charge", lambda line: line.amount, right=True, width=10),
)
REASON = (Field("reason", "Reason for taking the charges back, kept on record", Kind.NOTE, required=True),)


class DoneVisitPanel(Panel):
    """Shows what was posted; Ctrl+Enter takes it back once a reason is typed."""

    voided = Signal(int, int)
    claim_asked = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__("Visit")
        self._desk = desk
        self._visit: VisitDetail | None = None
        self.facts = PlainLabel(tone="muted", wrap=True)
        self.charges = TableView("Charges", TableModel(_CHARGES, self))
        self.form = FormPanel(REASON, desk.session.today, columns=1)
        self.body.addWidget(self.facts)
        self.body.addWidget(self.charges, 1)
        self.outcome = EstimateOutcome(desk)
        self.body.addWidget(self.outcome)
        self.body.addWidget(self.form)
        self.claim = self.add_action("Show claim", self._on_claim_asked, icon="search")
        self.add_action("Back", self.leave, icon="back")
        self.button = self.add_post("Void charges")
        self.post_asked.connect(self._on_post_asked)

    def begin(self, patient_id: int, visit_id: int) -> None:
        """Open a visit of a patient."""
        self.form.set_values({"reason": ""})
        self.explain(refusal_of(self._desk.session, Right.VOID_CHARGE))
        self.form.setVisible(self._desk.session.may(Right.VOID_CHARGE))
        self._desk.ask(find_visit, visit_id, patient_id, then=self._on_found, owner=self, key="visit")
        self.outcome.show_visit(patient_id, visit_id)
        self.charges.setFocus()

    def coverage_subject(self) -> CoverageSubject:
        """The charge that the keyboard is on, and the others of the visit."""
        if self._visit is None:
            return NOTHING_ASKED
        chosen, pattern = self.charges.current_row(), self._visit.pattern
        lines = sorted(pattern.lines, key=lambda line: line is not chosen)
        return CoverageSubject(
            self._visit.line.patient_id,
            codes=tuple(dict.fromkeys(line.code for line in lines)),
            diagnoses=pattern.diagnoses,
            on=self._visit.line.on_date,
        )

    def _on_found(self, visit: VisitDetail) -> None:
        self._visit = visit
        line = visit.line
        self.set_title(f"Visit of {line.on_date:%m/%d/%Y}, {line.amount.dollars}")
        facts = (
            line.provider,
            line.place,
            line.reason,
            f"Diagnoses {', '.join(visit.pattern.diagnoses)}" if visit.pattern.diagnoses else "",
            *(f"Claim {number}, {state}" for _, number, state in visit.claims),
            "kept off the family’s bill" if line.confidential else "",
        )
        self.facts.setText(" · ".join(fact for fact in facts if fact))
        model = self.charges.columns_model
        assert isinstance(model, TableModel)
        model.set_rows(visit.pattern.lines)
        self.claim.setVisible(visit.claim is not None)

    def _on_claim_asked(self) -> None:
        if self._visit and self._visit.claim:
            self.claim_asked.emit(self._visit.claim[0])

    def _on_post_asked(self) -> None:
        refusal = refusal_of(self._desk.session, Right.VOID_CHARGE)
        if refusal:
            self.explain(refusal, "danger")
        elif self._visit and self.form.check():
            line = self._visit.line
            self._desk.do(
                void_charges,
                line.id,
                self.form.values()["reason"],
                then=lambda _nothing: self.voided.emit(line.patient_id, line.id),
                failed=self._on_refused,
                owner=self,
            )

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")
