"""A guideline being written: a new one, or a new version of one, with its draft kept as it is typed."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal

from app.domain.errors import AppError
from app.domain.guideline_explanations import explain_payer, explain_service
from app.domain.guidelines import Guideline, Status
from app.domain.rights import Right
from app.queries.policies import PlanLine, list_plans
from app.services.guidelines import add_guideline, change_guideline
from app.views.common.desk import Desk
from app.views.common.drafts import DraftKeeper
from app.views.common.panel import Panel
from app.views.common.refusals import refusal_of
from app.views.common.scrolled import Scrolled
from app.views.guidelines.record_form import RecordForm


class RecordPanel(Panel):
    """Ctrl+Enter saves what then counts, `Save as a draft` what does not yet; `saved` carries the id."""

    saved = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__("Guideline")
        self._desk = desk
        self._before: Guideline | None = None
        self._values: Mapping[str, Any] = {}
        self._is_saving = False
        self.form = RecordForm(desk.session.today)
        self._drafts = DraftKeeper(desk, self.form, "guideline")
        self.body.addWidget(Scrolled(self.form), 1)
        self.keep_draft = self.add_action("Save as a draft", self._save_draft)
        self.add_action("Back", self.leave, icon="back")
        self.add_post("Save")
        self.post_asked.connect(self._save)
        self._drafts.brought_back.connect(self._on_brought_back)

    def begin(self, before: Guideline | None, values: Mapping[str, Any]) -> None:
        """Begin a new guideline, or a new version of one; `values` are where the form starts."""
        self.form.flush_waiting()
        self._before, self._values, self._is_saving = before, values, False
        named = f"{explain_payer(before)}, {explain_service(before)}" if before else ""
        self.set_title(f"New version: {named}" if before else "New guideline")
        self.explain(refusal_of(self._desk.session, Right.EDIT_GUIDELINE), "danger")
        self._desk.ask(list_plans, then=self._on_plans, owner=self, key="plans")

    def leave(self) -> None:
        """Leave; what was typed is kept."""
        self.form.flush_waiting()
        super().leave()

    def _on_plans(self, plans: tuple[PlanLine, ...]) -> None:
        self.form.offer(plans)
        self.form.show_version(self._values)
        self._drafts.bring_back(str(self._before.chain_id) if self._before else "new")
        self.form.focus_first()

    def _on_brought_back(self) -> None:
        self.explain("What you typed before is back, and not saved yet.", "warning")

    def _save(self) -> None:
        self._write(Status.ACTIVE)

    def _save_draft(self) -> None:
        self._write(Status.DRAFT)

    def _write(self, status: Status) -> None:
        if self._is_saving:
            return
        if not self.form.check():
            self.explain("Nothing was saved. Fix the field that is marked.", "danger")
            return
        self._is_saving = True
        self.explain("Saving…")
        values = {**self.form.kept_values(), "status": status.value}
        if self._before is None:
            call: tuple[Any, ...] = (add_guideline, values)
        else:
            call = (change_guideline, self._before.id, values)
        self._desk.do(*call, then=self._on_saved, failed=self._on_refused, owner=self)

    def _on_saved(self, guideline_id: int) -> None:
        self._is_saving = False
        self._drafts.let_go()
        self.saved.emit(guideline_id)

    def _on_refused(self, error: AppError) -> None:
        self._is_saving = False
        self.explain(str(error), "danger")
