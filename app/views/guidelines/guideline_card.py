"""One guideline in plain words: what it says, since when and from where, its papers, doubts and reach."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.domain.date_entry import format_date
from app.domain.errors import AppError
from app.domain.guideline_explanations import (
    explain_approval,
    explain_asking,
    explain_coverage,
    explain_frequency,
    explain_limits,
    explain_referral,
    explain_windows,
)
from app.domain.guidelines import Guideline, Status
from app.domain.rights import Right
from app.queries.guidelines import GuidelineLine, list_guideline_versions
from app.services.guidelines import attach_guideline_file
from app.views.common.buttons import Button
from app.views.common.chip import Chip, ChipLabel
from app.views.common.desk import Desk
from app.views.common.facts import Fact, Facts
from app.views.common.flow import FlowLayout
from app.views.common.panel import Panel
from app.views.common.refusals import forbid, refusal_of
from app.views.common.scrolled import Scrolled
from app.views.common.theme import ChipKind, Space
from app.views.guidelines.doubts import Doubts
from app.views.guidelines.offers import Offers
from app.views.guidelines.reach_list import ReachList
from app.views.guidelines.words import insurer_words, standing_chip

_CHANGES = ("version", "confirm", "withdraw", "attach")
PAPERS = "PDFs and pictures (*.pdf *.png *.jpg *.jpeg)"


def ask_for_paper(parent: QWidget) -> str:
    """Let the system's own dialog choose a file; empty when none is."""
    return QFileDialog.getOpenFileName(parent, "Choose the paper", "", PAPERS)[0]


class GuidelineCard(Panel):
    """Shows the record of the list; what is done to it goes up as `asked`, with the verb and the line."""

    asked = Signal(str)
    file_asked = Signal(int)
    said = Signal(str)

    def __init__(self, desk: Desk, choose: Callable[[QWidget], str] = ask_for_paper) -> None:
        super().__init__("Guideline", wraps_title=True)
        self._desk = desk
        self.choose = choose
        self.line: GuidelineLine | None = None
        self.versions: tuple[Guideline, ...] = ()
        self._chips = tuple(ChipLabel() for _ in range(4))
        self.facts = Facts()
        self.papers = Offers("Papers", least=1)
        self.doubts = Doubts(desk)
        self.reach = ReachList(desk)
        self._buttons: dict[str, Button] = {}
        self._lay_out()
        self.papers.chosen.connect(lambda key: self.file_asked.emit(int(key)))

    def show_line(self, line: GuidelineLine) -> None:
        """Show this record."""
        is_other = self.line is None or self.line.guideline.chain_id != line.guideline.chain_id
        self.line = line
        record = line.guideline
        self.set_title(f"{insurer_words(line)}: {line.service}")
        due = Chip(ChipKind.DUE, "Look it up again") if line.is_due else None
        doubt = Chip(ChipKind.DUE, "In doubt") if line.reviews else None
        denied = Chip(ChipKind.DENIED, "Contradicted by a denial") if line.denials else doubt
        split = Chip(ChipKind.DENIED, "Another record says otherwise") if line.disagrees else None
        for label, chip in zip(self._chips, (standing_chip(record), due, denied, split), strict=True):
            label.show_chip(chip)
            label.setVisible(chip is not None)
        self.facts.show_facts(facts_of_record(record))
        self.papers.offer((str(file_id), name) for file_id, name in line.documents)
        self._buttons["confirm"].setVisible(record.status is Status.ACTIVE)
        self._buttons["withdraw"].setVisible(record.status is not Status.WITHDRAWN)
        self.doubts.show_doubts_of(line)
        self.reach.show_reach_of(line.id)
        if is_other:
            self._on_versions(())
            self.explain(refusal_of(self._desk.session, Right.EDIT_GUIDELINE))
        chain = record.chain_id
        self._desk.ask(list_guideline_versions, chain, then=self._on_versions, owner=self, key="versions")

    def attach(self) -> None:
        """Keep a paper beside the record."""
        path = self.choose(self) if self.line else ""
        if path and self.line:
            then, failed = partial(self._on_attached, Path(path).name), self._on_refused
            self._desk.do(
                attach_guideline_file, self.line.id, Path(path), then=then, failed=failed, owner=self
            )

    def _lay_out(self) -> None:
        inside = QWidget()
        chips = FlowLayout(gap=Space.S)
        for label in self._chips:
            chips.addWidget(label)
        acts = FlowLayout(gap=Space.S)
        for verb, word in (
            ("version", "New version"),
            ("confirm", "I looked it up today"),
            ("withdraw", "Withdraw…"),
            ("attach", "Attach a paper"),
            ("versions", "Compare versions"),
            ("ask", "Is it covered?"),
        ):
            self._buttons[verb] = Button(word, partial(self.asked.emit, verb))
            acts.addWidget(self._buttons[verb])
        for verb in _CHANGES:
            forbid(self._buttons[verb], self._desk.session, Right.EDIT_GUIDELINE)
        self.body.addLayout(chips)
        self.body.addLayout(acts)
        column = _column_in(inside)
        for widget in (self.facts, self.papers, self.doubts, self.reach):
            column.addWidget(widget)
        column.addStretch()
        self.body.addWidget(Scrolled(inside), 1)

    def _on_versions(self, versions: tuple[Guideline, ...]) -> None:
        self.versions = versions
        self._buttons["versions"].setVisible(len(versions) > 1)

    def _on_attached(self, name: str, _file: object) -> None:
        self.said.emit(f"“{name}” is kept beside this guideline.")

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")


def facts_of_record(record: Guideline) -> tuple[Fact, ...]:
    """What a version says, aspect by aspect, in plain words."""
    until = f" to {format_date(record.ends)}" if record.ends else ""
    by = f" by {record.confirmed_by}" if record.confirmed_by else ""
    return (
        ("For", explain_limits(record)),
        ("Covered?", explain_coverage(record)),
        ("Approval", explain_approval(record)),
        ("Asking for it", explain_asking(record)),
        ("Referral", explain_referral(record)),
        ("How often", explain_frequency(record)),
        ("The note must hold", ", ".join(record.documents)),
        ("How to bill it", record.billing_tips),
        ("Benefit", record.benefit_category),
        ("Deadlines", explain_windows(record)),
        ("Counts from", f"{format_date(record.effective)}{until}, version {record.version}"),
        ("Where it says so", record.source or "Not written down yet"),
        ("Looked up", f"{format_date(record.confirmed_on)}{by}" if record.confirmed_on else "By nobody yet"),
        ("Look it up again", format_date(record.review_on) if record.review_on else ""),
        ("Note", record.note),
        ("To the patient", record.patient_en),
        ("In Spanish", record.patient_es),
    )


def _column_in(inside: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, Space.M, 0)
    column.setSpacing(Space.M)
    return column
