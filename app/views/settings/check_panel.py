"""The check of the database: one line a promise, red where it does not hold."""

from app.domain.errors import AppError
from app.domain.rights import Right
from app.queries.database_check import CheckLine, check_database
from app.views.common.chip import Chip
from app.views.common.columns import Column
from app.views.common.desk import Desk
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import ChipKind, Text


def _chip(line: CheckLine) -> Chip:
    return (
        Chip(ChipKind.PAID, "Holds")
        if line.is_sound
        else Chip(ChipKind.DENIED, f"{len(line.findings)} found")
    )


_COLUMNS = (
    Column("No.", lambda line: line.number, right=True, width=4),
    Column("Promise", lambda line: line.title),
    Column("State", _chip, width=14),
    Column("First finding", lambda line: line.findings[0].text if line.findings else ""),
)


class CheckPanel(Panel):
    """Ctrl+Enter checks; findings name the rows and what to do."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Check the database")
        self._desk = desk
        self.model = TableModel(_COLUMNS, self)
        self.list = TableView("Checks", self.model)
        self.verdict = PlainLabel("Not checked since the program was opened.", Text.SECTION)
        self._findings = PlainLabel(wrap=True)
        self.body.addWidget(self.verdict)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self._findings)
        self.body.addStretch()
        self.list.hide()
        self.add_post("Check now")
        self.post_asked.connect(self._on_post_asked)
        self.list.row_changed.connect(self._on_row_changed)
        if not desk.session.may(Right.CHECK_DATABASE):
            self.explain(f"You may not {Right.CHECK_DATABASE.value}. Ask the manager.")

    def refresh(self) -> None:
        """Wait for the button: a check reads everything, and nothing changes by itself here."""

    def _on_post_asked(self) -> None:
        self.explain("Reading every row…")
        then, failed = self._on_checked, self._on_refused
        self._desk.ask(check_database, then=then, failed=failed, owner=self, key="check")

    def _on_checked(self, lines: tuple[CheckLine, ...]) -> None:
        self.model.set_rows(sorted(lines, key=lambda line: (line.is_sound, line.number)))
        broken = sum(not line.is_sound for line in lines)
        self.verdict.set_tone("danger" if broken else "good")
        self.verdict.setText(
            f"{broken} of {len(lines)} promises do not hold. Call whoever looks after Plainbill."
            if broken
            else f"All {len(lines)} promises hold."
        )
        self.list.show()
        self.explain("")

    def _on_row_changed(self, line: CheckLine | None) -> None:
        findings = line.findings if line else ()
        self._findings.setText("\n".join(f"{each.text} {each.fix}".strip() for each in findings[:8]))

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")
