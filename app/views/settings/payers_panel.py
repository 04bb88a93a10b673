"""Insurers: an empty window shows the usual one of the line of business, marked as not confirmed."""

from app.domain.payer_windows import MEDICARE, PayerWindows, usual_windows
from app.queries.office_lists import OfficeLine, list_office
from app.views.common.check_box import CheckBox
from app.views.common.combo import Combo
from app.views.common.desk import Desk
from app.views.common.line_edit import LineEdit
from app.views.settings.office_specs import ON_PAPER, PAYERS
from app.views.settings.record_list import RecordList


class PayersPanel(RecordList):
    """The list of insurers; the usual windows follow the line of business while it is chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, PAYERS)
        self._payer_desk = desk
        self.form.editor("line_of_business").edited.connect(self._on_business_chosen)

    def refresh(self) -> None:
        """Ask for the trading partners to choose from, then for the insurers."""
        self._payer_desk.ask(
            list_office, "trading_partner", then=self._on_partners, owner=self, key="partners"
        )

    def row_shown(self) -> None:
        """Show the usual windows in the fields that are empty."""
        usual = self._usual()
        for name, window in (
            ("filing_days", usual.filing),
            ("corrected_days", usual.corrected),
            ("appeal_days", usual.appeal),
            ("answer_days", usual.answer),
        ):
            editor = self.form.editor(name)
            if isinstance(editor, LineEdit):
                editor.setPlaceholderText(window.words)

    def _on_partners(self, partners: tuple[OfficeLine, ...]) -> None:
        choice = self.form.editor("partner")
        if isinstance(choice, Combo):
            choice.set_choices((*ON_PAPER, *((line.id, f"File to {line.name}") for line in partners)))
        super().refresh()

    def _usual(self) -> PayerWindows:
        return usual_windows(self._business())

    def _business(self) -> str:
        return str(self.form.editor("line_of_business").value() or "")

    def _on_business_chosen(self) -> None:
        self.row_shown()
        takes = self.form.editor("takes_replacement")
        if self.row is None and isinstance(takes, CheckBox):
            takes.set_value(self._business() != MEDICARE)
