"""The two ends of a batch: confirmed as mailed or sent on a day, or taken back with a reason."""

from collections.abc import Iterable

from PySide6.QtCore import Signal

from app.domain.errors import AppError
from app.queries.claim_batches import ClaimBatchLine
from app.services.claim_batches import METHODS, confirm_batch, undo_batch
from app.views.billing.statement_words import count_of
from app.views.common.combo import Combo
from app.views.common.desk import Desk
from app.views.common.fields import Field, Kind
from app.views.common.form import FormPanel
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel

_CONFIRM = (
    Field("on_date", "On", Kind.DATE, required=True, width=12),
    Field("method", "How", Kind.CHOICE, choices=(("", ""),)),
    Field("note", "Note, like a tracking number", wide=True),
)
_UNDO = (Field("reason", "Reason, kept on record", required=True, wide=True),)


class BatchStep(Panel):
    """A short form about one batch; Enter does it, Esc leaves. `done` carries the sentence to say."""

    done = Signal(str)

    def __init__(self, desk: Desk, title: str, fields: Iterable[Field]) -> None:
        super().__init__(title)
        self.desk = desk
        self.line: ClaimBatchLine | None = None
        self.lead = PlainLabel(wrap=True)
        self.form = FormPanel(fields, desk.session.today)
        self.body.addWidget(self.lead)
        self.body.addWidget(self.form)
        self.body.addStretch()
        self.add_action("Back", self.leave, icon="back")
        self.post = self.add_post(title, key="Return")
        self.add_key(("Return", "Enter"), self.post_asked.emit)
        self.post_asked.connect(self._on_post_asked)

    def begin(self, line: ClaimBatchLine) -> None:
        """Ask about this batch."""
        self.line = line
        self.explain("")
        self.show_line(line)
        self.form.focus_first()

    def show_line(self, line: ClaimBatchLine) -> None:
        """Fill the form for a batch."""
        raise TypeError(f"{type(self).__name__} must say how batch {line.number} is shown")

    def send(self, line: ClaimBatchLine) -> None:
        """Do what the form says."""
        raise TypeError(f"{type(self).__name__} must say what is done to batch {line.number}")

    def refuse(self, error: AppError) -> None:
        """Say why it was not done; what was typed stays."""
        self.explain(str(error), "danger")

    def _on_post_asked(self) -> None:
        if self.line is None:
            return
        if self.form.check():
            self.send(self.line)
        else:
            self.explain("Nothing was changed. Fix the field that is marked.", "danger")


class ConfirmBatch(BatchStep):
    """Says when and how a batch was mailed or sent."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Confirm as mailed", _CONFIRM)

    def show_line(self, line: ClaimBatchLine) -> None:
        """Propose today and the usual way."""
        word = "mailed" if line.on_paper else "sent"
        self.set_title(f"Confirm batch {line.number} as {word}")
        self.post.setText(f"Confirm as {word}")
        self.lead.setText(
            f"{count_of(line.claims, 'claim')}, {line.amount.dollars}. From this day on each claim waits for "
            "its answer; a batch that is confirmed cannot be taken back."
        )
        method = self.form.editor("method")
        assert isinstance(method, Combo)
        method.set_choices((each, each) for each in METHODS[line.kind])
        self.form.set_values({"on_date": self.desk.session.today(), "note": None})

    def send(self, line: ClaimBatchLine) -> None:
        """Confirm it."""
        values = self.form.values()
        given = (values["on_date"], values["method"], values["note"] or "")
        self.desk.do(confirm_batch, line.id, *given, then=self._on_confirmed, failed=self.refuse, owner=self)

    def _on_confirmed(self, claims: tuple[int, ...]) -> None:
        assert self.line is not None
        left = self.line.claims - len(claims)
        said = f"Batch {self.line.number} is confirmed: {count_of(len(claims), 'claim')} sent."
        if left:
            said += f" {count_of(left, 'claim')} changed since: to be sent with a later batch."
        self.done.emit(said)


class UndoBatch(BatchStep):
    """Takes a batch back before it was confirmed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Take the batch back", _UNDO)

    def show_line(self, line: ClaimBatchLine) -> None:
        """Say what becomes of the claims."""
        self.set_title(f"Take batch {line.number} back")
        what = "paper" if line.on_paper else "file"
        self.lead.setText(
            f"{count_of(line.claims, 'claim')} will be ready again, and the {what} must not go out. "
            f"What was made stays kept, and number {line.number} is not used again."
        )
        self.form.set_values({"reason": None})

    def send(self, line: ClaimBatchLine) -> None:
        """Take it back."""
        reason = self.form.values()["reason"]
        self.desk.do(undo_batch, line.id, reason, then=self._on_undone, failed=self.refuse, owner=self)

    def _on_undone(self, claims: tuple[int, ...]) -> None:
        line = self.line
        assert line is not None
        said = f"Batch {line.number} is taken back: {count_of(len(claims), 'claim')} ready again."
        if line.on_paper:
            said += " Put the paper into the shredder."
        else:
            said += f" Delete {line.outbox_name} from the outbox if it is still there."
        self.done.emit(said)
