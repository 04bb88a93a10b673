"""What was said of a claim before its answer, and how each version of it went out."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.claim_responses import Outcome
from app.domain.claim_typing import TypedForm
from app.queries.claim_responses import ClaimResponseLine
from app.queries.claims import ClaimDetail
from app.views.billing.claim_words import describe_response, describe_version
from app.views.common.buttons import Button
from app.views.common.plain_label import PlainLabel
from app.views.common.theme import Space, Text

_TONES = {Outcome.REJECTED: "danger", Outcome.LOOK: "warning", Outcome.FINAL: "warning"}


class ReplyRow(QWidget):
    """One reply with the way to the box it points at."""

    box_asked = Signal(str)

    def __init__(self, response: ClaimResponseLine, has_box: bool) -> None:
        super().__init__()
        self._field = response.field
        self.head = PlainLabel(
            describe_response(response), tone=_TONES.get(response.outcome, "text"), wrap=True
        )
        self.text = PlainLabel(response.text, tone="muted", wrap=True)
        self.go = Button("Go to box", self._on_go_asked)
        self.go.setAccessibleName(f"Go to box: {response.text}")
        beside = QHBoxLayout()
        beside.addWidget(self.go)
        beside.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, Space.XS)
        column.setSpacing(Space.XS)
        column.addWidget(self.head)
        column.addWidget(self.text)
        column.addLayout(beside)
        # Not before they have a parent: a widget without one would be shown as a window.
        self.go.setVisible(has_box)
        self.text.setVisible(bool(response.text))

    def _on_go_asked(self) -> None:
        self.box_asked.emit(self._field)


class ReplyList(QWidget):
    """The replies, the latest first, then the versions; `box_asked` carries a box's address."""

    box_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Replies, and what was sent")
        self.rows: tuple[ReplyRow, ...] = ()
        self.versions: tuple[PlainLabel, ...] = ()
        self._shown: object = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.XS)
        self._replied = PlainLabel("What the payer replied", Text.STRONG)
        self._went_out = PlainLabel("What was printed or sent", Text.STRONG)
        self._column.addWidget(self._replied)
        self._column.addWidget(self._went_out)

    def show_claim(self, detail: ClaimDetail, form: TypedForm) -> None:
        """List what is known of this claim; nothing known takes no room."""
        known = (detail.responses, detail.versions, detail.line.id)
        if known == self._shown:
            return
        self._shown = known
        for old in (*self.rows, *self.versions):
            self._column.removeWidget(old)
            old.deleteLater()
        self.rows = self._make_rows(detail.responses, form)
        self.versions = tuple(
            PlainLabel(f"{describe_version(version)}.", wrap=True) for version in detail.versions
        )
        for at, row in enumerate(self.rows):
            self._column.insertWidget(at + 1, row)
        for label in self.versions:
            self._column.addWidget(label)
        self._replied.setVisible(bool(self.rows))
        self._went_out.setVisible(bool(self.versions))
        self.setVisible(bool(self.rows or self.versions))

    def _make_rows(self, responses: Sequence[ClaimResponseLine], form: TypedForm) -> tuple[ReplyRow, ...]:
        rows = tuple(ReplyRow(each, form.place_of(each.field) is not None) for each in responses)
        for row in rows:
            row.box_asked.connect(self.box_asked)
        return rows
