"""The audit trail, and who looked at which patient."""

import json
from datetime import datetime

from app.domain.errors import AppError
from app.domain.rights import Right
from app.queries.trails import AuditLine, list_audit
from app.views.common.columns import Column
from app.views.common.desk import Desk
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView


def local_time(at: datetime) -> str:
    """A moment in this computer's time."""
    return f"{at.astimezone():%m/%d/%Y %H:%M:%S}"


_AUDIT = (
    Column("No.", lambda line: line.seq, right=True, width=7),
    Column("When", lambda line: line.at, local_time, width=20),
    Column("Who", lambda line: line.user, width=12),
    Column("What", lambda line: line.action.replace("_", " "), width=20),
    Column("Which", lambda line: f"{line.subject} {line.subject_id or ''}".strip(), width=16),
    Column("Reason", lambda line: line.reason),
    Column("Computer", lambda line: line.workstation, width=16),
)


class AuditPanel(Panel):
    """What was done, the latest first; the change itself stands below. Nothing here can be changed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Audit trail")
        self._desk = desk
        self.model = TableModel(_AUDIT, self)
        self.list = TableView("Audit trail", self.model)
        self._change = PlainLabel(wrap=True)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self._change)
        self.add_action("Earlier", self._on_earlier_asked)
        self.add_action("Latest", self.refresh)
        self.list.row_changed.connect(self._on_row_changed)
        if not desk.session.may(Right.SEE_TRAIL):
            self.explain(f"You may not {Right.SEE_TRAIL.value}. Ask the manager.")

    def refresh(self) -> None:
        """Ask for the latest lines."""
        self._ask(None)

    def _ask(self, before: int | None) -> None:
        if self._desk.session.may(Right.SEE_TRAIL):
            self._desk.ask(
                list_audit,
                before_seq=before,
                then=self._on_listed,
                failed=self._on_refused,
                owner=self,
                key="audit",
            )

    def _on_earlier_asked(self) -> None:
        if self.model.rows:
            self._ask(self.model.rows[-1].seq)

    def _on_listed(self, lines: tuple[AuditLine, ...]) -> None:
        if lines:
            self.model.set_rows(lines)
        else:
            self.explain("There is nothing earlier.")

    def _on_row_changed(self, line: AuditLine | None) -> None:
        parts = (("Before", line.before), ("After", line.after)) if line else ()
        self._change.setText(
            "\n".join(f"{word}: {_told(facts)}" for word, facts in parts if facts not in ("{}", ""))
        )

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")


def _told(facts: str) -> str:
    """Tell the facts of a change as words: `amount 60.00, method cash`."""
    found = json.loads(facts)
    if not isinstance(found, dict):
        return facts
    return ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in found.items())
