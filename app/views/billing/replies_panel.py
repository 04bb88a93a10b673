"""Payers' replies from files: what was accepted, what came back and why; Enter opens the claim at its box."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.claim_responses import Outcome
from app.domain.date_entry import format_date
from app.domain.eligibility import CheckStatus
from app.domain.errors import AppError
from app.services.claim_answers import AnswerReport
from app.services.claim_inbox import read_answer_files, read_inboxes
from app.services.claim_replies import Reply
from app.services.eligibility_answers import CoverageOutcome
from app.tasks.jobs import Job
from app.views.common.buttons import Button
from app.views.common.chip import Chip
from app.views.common.columns import Column
from app.views.common.desk import Desk
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import ChipKind

ABOUT = (
    "Drop the files of your clearinghouse here, open them, or read the inbox folders. A claim that came back "
    "goes to “Needs fixing”, at the box that was wrong; an answer about coverage goes to the patient’s "
    "insurance. Each file is read once."
)
CHIPS = {
    Outcome.REJECTED: Chip(ChipKind.DENIED, "Rejected"),
    Outcome.LOOK: Chip(ChipKind.DUE, "Look at it"),
    Outcome.PENDED: Chip(ChipKind.BILLED, "In review"),
    Outcome.FINAL: Chip(ChipKind.BILLED, "Decided"),
    Outcome.ACCEPTED: Chip(ChipKind.PAID, "Accepted"),
    Outcome.RECEIVED: Chip(ChipKind.BILLED, "Received"),
    Outcome.NO_CHANGE: Chip(ChipKind.DRAFT, "No news"),
}
COVERAGE_CHIPS = {
    CheckStatus.ACTIVE: Chip(ChipKind.PAID, "Active"),
    CheckStatus.INACTIVE: Chip(ChipKind.DENIED, "Not active"),
    CheckStatus.UNKNOWN: Chip(ChipKind.DUE, "Not answered"),
    CheckStatus.REJECTED: Chip(ChipKind.DENIED, "Rejected"),
}
COVERAGE_ANSWER = "Coverage answer (271)"
_UNKNOWN = Chip(ChipKind.DUE, "Not ours")
_REFUSED = Chip(ChipKind.DENIED, "Not read")
_ASK_FOR_WORK = (
    *(CHIPS[Outcome.REJECTED], CHIPS[Outcome.LOOK], _REFUSED, _UNKNOWN),
    *(chip for status, chip in COVERAGE_CHIPS.items() if status is not CheckStatus.ACTIVE),
)
_TAKEN = (Outcome.ACCEPTED, Outcome.RECEIVED)
_ORDER = list(Outcome)


@dataclass(frozen=True, slots=True)
class ReplyLine:
    """One row: a reply about a claim, about a patient's coverage, or what could not be matched or read.

    `claim_id` or `patient_id` is what Enter opens, None where it opens nothing.
    """

    chip: Chip
    claim: str
    patient: str
    kind: str
    text: str
    claim_id: int | None
    file: str
    patient_id: int | None = None


_COLUMNS = (
    Column("Result", lambda line: line.chip, width=12),
    Column("Claim", lambda line: line.claim, right=True, width=7),
    Column("Patient", lambda line: line.patient, width=18),
    Column("Reply", lambda line: line.kind, width=20),
    Column("What it says", lambda line: line.text),
)


def compose_lines(reports: Sequence[AnswerReport]) -> tuple[ReplyLine, ...]:
    """What needs a person first: unread files, rejections, what is unknown; then the rest by outcome."""
    refused = [
        ReplyLine(_REFUSED, "", "", "", f"{each.name}: {each.refusal}", None, each.name)
        for each in reports
        if each.refusal
    ]
    warned = [
        ReplyLine(CHIPS[Outcome.LOOK], "", "", "", text, None, each.name)
        for each in reports
        for text in each.warnings
    ]
    unknown = [
        ReplyLine(_UNKNOWN, "", "", "", text, None, each.name) for each in reports for text in each.unmatched
    ]
    replies = sorted(
        ((reply, each.name) for each in reports for reply in each.replies),
        key=lambda pair: _ORDER.index(pair[0].outcome),
    )
    rejected = [_line(*pair) for pair in replies if pair[0].outcome is Outcome.REJECTED]
    rest = [_line(*pair) for pair in replies if pair[0].outcome is not Outcome.REJECTED]
    coverage = [_coverage_line(outcome, each.name) for each in reports for outcome in each.coverage]
    coverage.sort(key=lambda line: line.chip is COVERAGE_CHIPS[CheckStatus.ACTIVE])
    return (*refused, *warned, *rejected, *unknown, *coverage, *rest)


def explain_reports(reports: Sequence[AnswerReport]) -> str:
    """Say in one sentence what the files brought."""
    if not reports:
        return "Nothing new is in the inbox folders."
    before = [each for each in reports if each.read_before]
    if before and len(before) == len(reports):
        day = format_date(before[0].read_before) if before[0].read_before else ""
        return f"{before[0].name} was read on {day}. Nothing was done twice."
    counts = [
        (sum(each.count(Outcome.REJECTED) for each in reports), "rejected"),
        (sum(each.count(Outcome.LOOK) + len(each.warnings) for each in reports), "to look at"),
        (_claims_taken(reports), "accepted or received"),
        (sum(len(each.coverage) for each in reports), "about coverage"),
        (sum(len(each.unmatched) for each in reports), "not ours"),
        (sum(bool(each.refusal) for each in reports), "not read"),
    ]
    said = ", ".join(f"{count} {what}" for count, what in counts if count)
    opens = "a claim, or the insurance" if any(each.coverage for each in reports) else "a claim"
    return f"{said or 'No claim is named'}. Enter opens {opens}."


class RepliesPanel(Panel):
    """Ctrl+O opens files, Ctrl+I reads the inboxes, a drop does too.

    `claim_asked` carries the claim, `insurance_asked` the patient whose coverage was answered.
    """

    claim_asked = Signal(int)
    insurance_asked = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__("Payers’ replies about claims and coverage")
        self._desk = desk
        self._job: Job | None = None
        self.choose_files: Callable[[QWidget], list[str]] = ask_for_files
        self.model = TableModel(_COLUMNS, self)
        self.list = TableView("What payers reply", self.model)
        self._told = PlainLabel(wrap=True)
        self.stop = Button("Cancel", self._on_stop_asked)
        self.body.addWidget(PlainLabel(ABOUT, tone="muted", wrap=True))
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self._told)
        self.add_foot(self.stop)
        self.stop.hide()
        self.list.row_changed.connect(self._on_row_changed)
        self.list.opened.connect(self._on_opened)
        self.add_action("Read the inbox folders", self.read_inboxes, key="Ctrl+I")
        self.add_action("Open files…", self.choose, key="Ctrl+O")
        self.add_action("Back", self.leave, icon="back")
        self.setAcceptDrops(True)
        self.setFocusProxy(self.list)

    def choose(self) -> None:
        """Let the system's own dialog choose files, and read them."""
        self.read_files([Path(name) for name in self.choose_files(self)])

    def read_files(self, paths: Sequence[Path]) -> None:
        """Read files of replies; nothing happens without one or while others are read."""
        if paths and self._job is None:
            self._begin(read_answer_files, paths)

    def read_inboxes(self) -> None:
        """Read what is new in the partners' inbox folders."""
        if self._job is None:
            self._begin(read_inboxes)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read what is dropped."""
        self.read_files([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    def _begin(self, call: Callable[..., object], *args: object) -> None:
        self.explain("Reading…")
        self.stop.show()
        self._job = self._desk.do(
            call,
            *args,
            then=self._on_read,
            failed=self._on_refused,
            owner=self,
            progress=self._on_progress,
        )

    def _on_progress(self, done: int, total: int, _what: str) -> None:
        self.explain(f"Reading: {done:,} of {total:,} files")

    def _on_stop_asked(self) -> None:
        if self._job:
            self._job.cancel()
            self.explain("Stopping…")

    def _on_read(self, reports: Sequence[AnswerReport]) -> None:
        self._end()
        lines = compose_lines(reports)
        if lines:
            # What was read before stays in sight where nothing new came.
            self.model.set_rows(lines)
        needs_work = any(line.chip in _ASK_FOR_WORK for line in lines)
        self.explain(explain_reports(reports), "warning" if needs_work else "good")
        if lines:
            self.list.selectRow(0)
            self.list.setFocus()

    def _on_refused(self, error: AppError) -> None:
        self._end()
        self.explain(str(error), "danger")

    def _on_row_changed(self, line: ReplyLine | None) -> None:
        self._told.setText(line.text if line else "")

    def _on_opened(self, line: ReplyLine) -> None:
        if line.claim_id is not None:
            self.claim_asked.emit(line.claim_id)
        elif line.patient_id is not None:
            self.insurance_asked.emit(line.patient_id)

    def _end(self) -> None:
        self._job = None
        self.stop.hide()


def _claims_taken(reports: Sequence[AnswerReport]) -> int:
    """How many claims were taken in: one is often said to be received, and then accepted, and counts once."""
    replies = [reply for each in reports for reply in each.replies]
    good = {reply.claim.number for reply in replies if reply.outcome in _TAKEN}
    return len(good - {reply.claim.number for reply in replies if reply.outcome is Outcome.REJECTED})


def ask_for_files(parent: QWidget) -> list[str]:
    """Let the system's own dialog choose files; empty when none is."""
    return QFileDialog.getOpenFileNames(parent, "Open payers’ replies", "", "All files (*)")[0]


def _line(reply: Reply, file: str) -> ReplyLine:
    return ReplyLine(
        CHIPS[reply.outcome],
        reply.claim.number,
        reply.claim.patient,
        reply.kind,
        reply.text,
        reply.claim.claim_id,
        file,
    )


def _coverage_line(outcome: CoverageOutcome, file: str) -> ReplyLine:
    chip = COVERAGE_CHIPS[outcome.status]
    return ReplyLine(chip, "", outcome.patient, COVERAGE_ANSWER, outcome.text, None, file, outcome.patient_id)
