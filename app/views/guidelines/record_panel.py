"""A guideline being written: a new one, or a new version of one, with its draft kept as it is typed."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.errors import AppError
from app.domain.guideline_explanations import explain_payer, explain_service
from app.domain.guidelines import Guideline, Status
from app.domain.rights import Right
from app.queries.policies import PlanLine, list_plans
from app.services.guidelines import add_guideline, attach_guideline_file, change_guideline
from app.views.common.desk import Desk
from app.views.common.drafts import DraftKeeper
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.common.scrolled import Scrolled
from app.views.guidelines.guideline_card import ask_for_paper
from app.views.guidelines.record_fields import MORE
from app.views.guidelines.record_form import RecordForm
from app.views.guidelines.words import DRAFT_SAVED, FIRST_SAVED, SAVED

MORE_FIELDS, FEWER_FIELDS = "More fields", "Fewer fields"


class RecordPanel(Panel):
    """Ctrl+Enter saves what then counts, `Save as a draft` what does not yet; `saved` tells id and words."""

    saved = Signal(int, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__("Guideline")
        self._desk = desk
        self._before: Guideline | None = None
        self._values: Mapping[str, Any] = {}
        self._is_saving = False
        self.form = RecordForm(desk.session.today)
        self._drafts = DraftKeeper(desk, self.form, "guideline")
        self.choose_paper: Callable[[QWidget], str] = ask_for_paper
        self._paper: Path | None = None
        self._scrolled = Scrolled(self.form)
        self._attached = PlainLabel(tone="muted", wrap=True)
        self.body.addWidget(self._scrolled, 1)
        self.body.addWidget(self._attached)
        self.more = self.add_action(MORE_FIELDS, self._on_more_asked)
        self.add_action("Attach a paper…", self._on_paper_asked, icon="add")
        self.keep_draft = self.add_action("Save as a draft", self._save_draft)
        self.add_action("Back", self.leave, icon="back")
        self.add_post("Save")
        self.post_asked.connect(self._save)
        self._drafts.brought_back.connect(self._on_brought_back)
        self.form.folded.connect(self._on_folded)

    def begin(self, before: Guideline | None, values: Mapping[str, Any]) -> None:
        """Begin a new guideline, or a new version of one; `values` are where the form starts."""
        self.form.flush_waiting()
        self._before, self._values, self._is_saving = before, values, False
        self._take_paper(None)
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
        self._scrolled.verticalScrollBar().setValue(0)

    def _take_paper(self, paper: Path | None) -> None:
        self._paper = paper
        self._attached.setText(f"“{paper.name}” is attached when you save." if paper else "")
        self._attached.setVisible(paper is not None)

    def _on_paper_asked(self) -> None:
        chosen = self.choose_paper(self)
        if chosen:
            self._take_paper(Path(chosen))

    def _on_folded(self, is_folded: bool) -> None:
        self.more.setText(MORE_FIELDS if is_folded else FEWER_FIELDS)

    def _on_more_asked(self) -> None:
        self.form.fold(not self.form.is_folded)
        if not self.form.is_folded:
            self.form.editor(MORE[0].name).setFocus()

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
        then = partial(self._on_saved, self._words_of(status))
        self._desk.do(*call, then=then, failed=self._on_refused, owner=self)

    def _words_of(self, status: Status) -> str:
        if status is Status.DRAFT:
            return DRAFT_SAVED
        before = self._before
        is_first = before is None or (before.version == 1 and before.status is Status.DRAFT)
        return FIRST_SAVED if is_first else SAVED

    def _on_saved(self, words: str, guideline_id: int) -> None:
        self._is_saving = False
        self._drafts.let_go()
        if self._paper is None:
            self.saved.emit(guideline_id, words)
            return
        name = self._paper.name
        self._desk.do(
            attach_guideline_file,
            guideline_id,
            self._paper,
            then=lambda _file: self.saved.emit(guideline_id, f"{words} “{name}” is kept beside it."),
            failed=lambda error: self.saved.emit(guideline_id, f"{words} The paper is not there: {error}"),
            owner=self,
        )

    def _on_refused(self, error: AppError) -> None:
        self._is_saving = False
        self.explain(str(error), "danger")
