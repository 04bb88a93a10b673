"""Proof mode: the equations behind the totals, shown on request, and a red bar where one is false."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.proofs import Proof, faults_of
from app.queries.proofs import find_proofs
from app.views.common.buttons import Button
from app.views.common.desk import Desk
from app.views.common.plain_label import PlainLabel
from app.views.common.theme import Space, Text


class ProofBar(QWidget):
    """“Prove it” asks the ledger for every equation; what is false stands in red with its ids."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.button = Button("Prove it", self.toggle, icon="paid")
        self.fault = PlainLabel(kind=Text.STRONG, tone="danger", wrap=True)
        self.equations = PlainLabel(tone="good", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        for label in (self.fault, self.equations):
            label.hide()
            column.addWidget(label)

    def toggle(self) -> None:
        """Show the equations, or put them away."""
        if self.equations.isVisible():
            self.equations.hide()
        else:
            self.prove()

    def prove(self) -> None:
        """Ask for every equation anew."""
        today = self._desk.session.today()
        self._desk.ask(find_proofs, today, then=self.show_proofs, owner=self, key="proofs")

    def show_proofs(self, proofs: Sequence[Proof]) -> None:
        """Show these, the false ones in red."""
        fault = faults_of(proofs)
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))
        lines = (f"{'✓' if proof.holds else '✕'} {proof.title}: {proof.equation}" for proof in proofs)
        self.equations.setText("\n".join(lines))
        self.equations.set_tone("danger" if fault else "good")
        self.equations.show()
