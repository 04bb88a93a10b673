"""The form of a guideline: the plans offered are always those of the insurer chosen."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal

from app.queries.policies import PlanLine
from app.views.common.combo import Combo
from app.views.common.fields import Today
from app.views.common.form import FormPanel
from app.views.guidelines.record_fields import FIELDS, MORE, has_more, values_to_keep, values_to_show

EVERY_INSURER, EVERY_PLAN = (None, "Every insurer"), (None, "All its plans")


class RecordForm(FormPanel):
    """Shows and reads the values of one version; `offer` tells it the insurers and plans."""

    folded = Signal(bool)

    def __init__(self, today: Today) -> None:
        self._plans: tuple[PlanLine, ...] = ()
        super().__init__(FIELDS, today)
        self.is_folded = False
        self.fold()
        self._combo("payer").edited.connect(self._offer_plans)

    def fold(self, is_folded: bool = True) -> None:
        """Fold the fields that few guidelines need away, or show them."""
        if is_folded is self.is_folded:
            return
        self.is_folded = is_folded
        for field in MORE:
            self.set_shown(field.name, not is_folded)
        self.folded.emit(is_folded)

    def go_to_problem(self) -> None:
        """Go to the first problem; the fields that are folded away are shown where it is among them."""
        if any(field.name in self.problems() for field in MORE):
            self.fold(False)
        super().go_to_problem()

    def offer(self, plans: tuple[PlanLine, ...]) -> None:
        """Offer these plans and their insurers."""
        self._plans = plans
        self._combo("payer").set_choices(
            (EVERY_INSURER, *{each.payer_id: each.payer for each in plans}.items())
        )
        self._offer_plans()

    def show_version(self, values: Mapping[str, Any]) -> None:
        """Show the values of a version; what is missing is empty."""
        shown = values_to_show(values)
        self.set_values(shown)
        self._offer_plans()
        self.set_values({"plan": shown["plan"]})
        self.fold(not has_more(shown))

    def kept_values(self) -> dict[str, Any]:
        """What is typed, as the use cases take it."""
        return values_to_keep(self.values())

    def set_drafts(self, drafts: Mapping[str, str]) -> None:
        """Bring a draft back, the insurer first, whose plans can then be chosen."""
        if "payer" in drafts:
            super().set_drafts({"payer": drafts["payer"]})
            self._offer_plans()
        super().set_drafts(drafts)
        if any(drafts.get(field.name) for field in MORE):
            self.fold(False)

    def _offer_plans(self) -> None:
        payer = self._combo("payer").value()
        own = [(each.id, each.name) for each in self._plans if each.payer_id == payer]
        self._combo("plan").set_choices((EVERY_PLAN, *own))

    def _combo(self, name: str) -> Combo:
        editor = self.editor(name)
        assert isinstance(editor, Combo)
        return editor
