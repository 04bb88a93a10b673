"""Remittances before they are posted: what each posts, what it holds and why; one key posts what is ready."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter

from app.domain.errors import AppError
from app.domain.money import Money
from app.domain.provider_adjustments import explain_adjustment
from app.domain.rights import Right
from app.services.remittance_batches import PostedBatch, post_remittances
from app.services.remittance_previews import FilePreview, RemittancePreview
from app.tasks.jobs import Job
from app.views.common.buttons import Button
from app.views.common.chip import Chip
from app.views.common.columns import Column
from app.views.common.desk import Desk
from app.views.common.giving_way import GivingWay
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.payments.remittance_words import (
    REFUSED,
    explain_preview,
    explain_sums,
    preview_chip,
)


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row: a remittance, or a file that could not be read (`preview` is None)."""

    chip: Chip
    name: str
    text: str
    preview: RemittancePreview | None = None


@dataclass(frozen=True, slots=True)
class HeldRow:
    """One thing of a remittance that waits: a claim or an adjustment, with all its reasons."""

    what: str
    patient: str
    paid: Money
    why: str


def _count_held(row: PreviewRow) -> int | None:
    held = len(row.preview.held) + len(row.preview.held_adjustments) if row.preview else 0
    return held or None


_COLUMNS = (
    Column("State", lambda row: row.chip, width=18),
    Column("Payer", lambda row: row.preview.advice.payer_name if row.preview else row.name),
    Column("Check or EFT", lambda row: row.preview.advice.trace_number if row.preview else "", width=12),
    Column("Paid on", lambda row: row.preview.advice.effective if row.preview else None, width=10),
    Column("Claims", lambda row: len(row.preview.plan.claims) if row.preview else None, right=True, width=7),
    Column("To look at", _count_held, right=True, width=10),
    Column("Amount", lambda row: row.preview.amount if row.preview else None, right=True, width=10),
    Column("Explained", lambda row: row.preview.posting_now if row.preview else None, right=True, width=10),
    Column("Waits", lambda row: row.preview.left or None if row.preview else None, right=True, width=10),
)
_HELD_COLUMNS = (
    Column("Claim", lambda row: row.what, width=14),
    Column("Patient", lambda row: row.patient, width=16),
    Column("Paid", lambda row: row.paid, right=True, width=9),
    Column("Why it waits", lambda row: row.why),
)


class RemittancePanel(Panel):
    """Ctrl+Enter posts the ready ones; `posted` carries a sentence, `reason_asked` what needs a reason."""

    posted = Signal(str)
    reason_asked = Signal(str, str, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__("Remittances to post")
        self._desk = desk
        self._job: Job | None = None
        self.model = TableModel(_COLUMNS, self)
        self.table = TableView("Remittances to post", self.model)
        self.held_model = TableModel(_HELD_COLUMNS, self)
        self.held = TableView("What waits for a look", self.held_model)
        self.words = PlainLabel(wrap=True)
        self.stop = Button("Cancel", self._on_stop_asked)
        self._lay_out()
        self.table.row_changed.connect(self._on_row_changed)
        self.post_asked.connect(self.post)

    def show_files(self, files: Sequence[FilePreview]) -> None:
        """Show what these files would post."""
        rows: list[PreviewRow] = []
        for file in files:
            if file.refusal:
                rows.append(PreviewRow(REFUSED, file.name, f"{file.name}: {file.refusal}"))
            rows += [
                PreviewRow(preview_chip(each), file.name, explain_preview(each), each)
                for each in file.remittances
            ]
        self.model.set_rows(rows)
        self._say_sums()
        self.table.go_to(0)
        self.table.setFocus()

    @property
    def previews(self) -> list[RemittancePreview]:
        """The remittances shown."""
        rows = (self.model.row_at(at) for at in range(self.model.rowCount()))
        return [row.preview for row in rows if row.preview]

    def post(self) -> None:
        """Post every remittance that is ready, one after another; each is whole or not at all."""
        refusal = refusal_of(self._desk.session, Right.POST_ANSWER)
        ready = [each for each in self.previews if each.can_post]
        if refusal or not ready or self._job is not None:
            self.explain(refusal or explain_sums(self.previews), "danger")
            return
        self.stop.show()
        self._job = self._desk.do(
            post_remittances,
            ready,
            then=self._on_posted,
            failed=self._on_refused,
            owner=self,
            progress=self._on_progress,
        )

    def post_with_reason(self) -> None:
        """Ask why a remittance with a warning is right to post."""
        row = self.table.current_row()
        if row is None or row.preview is None or row.preview.posted_before or not row.preview.plan.warnings:
            self.explain("Choose a payment that says “Look first”.", "danger")
            return
        words = " ".join(row.preview.plan.warnings)
        self.reason_asked.emit(f"Post {row.preview.advice.trace_number}", words, row.preview)

    def _lay_out(self) -> None:
        GivingWay(self.table, ("Paid on", "Check or EFT", "Claims", "To look at"))
        both = QSplitter(Qt.Orientation.Vertical)
        both.setChildrenCollapsible(False)
        both.addWidget(self.table)
        both.addWidget(self.held)
        both.setStretchFactor(0, 3)
        both.setStretchFactor(1, 2)
        self.body.addWidget(both, 1)
        self.body.addWidget(self.words)
        self.add_foot(self.stop)
        self.stop.hide()
        self.add_action("Post with a reason…", self.post_with_reason, key="Ctrl+R")
        self.add_action("Back", self.leave, icon="back")
        self.add_post("Post what is ready")
        self.setFocusProxy(self.table)

    def _say_sums(self) -> None:
        previews = self.previews
        self.explain(explain_sums(previews), "good" if any(each.can_post for each in previews) else "warning")

    def _on_row_changed(self, row: PreviewRow | None) -> None:
        self.words.setText(row.text if row else "")
        held = _held_rows(row.preview) if row and row.preview else []
        self.held_model.set_rows(held)
        self.held.setVisible(bool(held))

    def _on_progress(self, done: int, total: int, what: str) -> None:
        self.explain(f"Posting: {done:,} of {total:,} {what}")

    def _on_stop_asked(self) -> None:
        if self._job:
            self._job.cancel()
            self.explain("Stopping…")

    def _on_posted(self, done: PostedBatch) -> None:
        self._end()
        self.posted.emit(done.words)

    def _on_refused(self, error: AppError) -> None:
        self._end()
        self.explain(str(error), "danger")

    def _end(self) -> None:
        self._job = None
        self.stop.hide()


def _held_rows(preview: RemittancePreview) -> list[HeldRow]:
    claims = preview.advice.claims
    beside = preview.advice.provider_adjustments
    rows = [
        HeldRow(
            claims[plan.index].claim_number or "(no number)",
            claims[plan.index].patient.last,
            Money(claims[plan.index].paid),
            " ".join(plan.reasons),
        )
        for plan in preview.held
    ]
    return rows + [
        HeldRow(explain_adjustment(beside[plan.index]), "", Money(-plan.amount), plan.reason)
        for plan in preview.held_adjustments
    ]
