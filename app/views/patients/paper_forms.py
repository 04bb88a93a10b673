"""The two forms of the papers panel that have a mind of their own: where labels lie, what a notice says."""

from app.domain.labels import LabelPlacing, find_stock, read_offset
from app.domain.money import total
from app.queries.procedures import ProcedureLine, list_procedures
from app.services.notices import NoticeEntry
from app.views.common.desk import Desk
from app.views.common.form import FormPanel
from app.views.common.line_edit import LineEdit
from app.views.patients.paper_fields import PLACING, TOLD

_KEPT = ("stock", "right", "down")


class PlacingForm(FormPanel):
    """Where labels lie; the stock and how far labels are moved are remembered on this computer."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(PLACING, desk.session.today, columns=3)
        self._settings = desk.settings

    def begin(self) -> None:
        """Show where labels lay the last time; one label, at the first place."""
        kept = dict.fromkeys(_KEPT, "")
        if self._settings:
            kept = {name: str(self._settings.value(f"labels/{name}", "")) for name in _KEPT}
        self.set_values({**kept, "start": "1", "count": "1"})

    def placing(self) -> LabelPlacing | None:
        """What was typed, and remember it; None where something is not right."""
        if not self.check():
            return None
        values = {name: str(value or "") for name, value in self.values().items()}
        if self._settings:
            for name in _KEPT:
                self._settings.setValue(f"labels/{name}", values[name])
        return LabelPlacing(
            find_stock(values["stock"]),
            int(values["start"]),
            int(values["count"]),
            read_offset(values["right"]),
            read_offset(values["down"]),
        )


class NoticeForm(FormPanel):
    """What an advance notice says; the practice's own fees are proposed as its estimate."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(TOLD, desk.session.today)
        self._desk = desk
        self._procedures: tuple[ProcedureLine, ...] = ()
        codes = self.editor("codes")
        assert isinstance(codes, LineEdit)
        codes.left.connect(self._propose_estimate)

    def begin(self) -> None:
        """Begin an empty notice."""
        self.set_values({"codes": None, "estimate": None, "reason": "", "more": ""})
        self._desk.ask(list_procedures, then=self._on_listed, owner=self, key="procedures")

    def entry(self, patient_id: int, visit_id: int | None, language: str) -> NoticeEntry | None:
        """What was typed; None where something is not right."""
        if not self.check():
            return None
        values = self.values()
        return NoticeEntry(
            patient_id,
            tuple(str(values["codes"] or "").split()),
            str(values["reason"] or ""),
            values["estimate"],  # type: ignore[arg-type]
            visit_id,
            str(values["more"] or ""),
            language,
        )

    def _propose_estimate(self) -> None:
        """Propose the fees of the codes typed, where all are known and no estimate is typed yet."""
        values = self.values()
        today = self._desk.session.today()
        fees = {line.code: line.fee_on(today) for line in self._procedures}
        found = [fees.get(code) for code in str(values["codes"] or "").split()]
        known = [fee for fee in found if fee is not None]
        if known and len(known) == len(found) and values["estimate"] is None:
            self.set_values({"estimate": total(known)})

    def _on_listed(self, lines: tuple[ProcedureLine, ...]) -> None:
        self._procedures = lines
