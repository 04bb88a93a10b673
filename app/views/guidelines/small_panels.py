"""What is done to a guideline with a few fields: it was looked up again, or it is withdrawn."""

from typing import Any

from PySide6.QtCore import Signal

from app.domain.errors import AppError
from app.domain.rights import Right
from app.queries.guidelines import GuidelineLine
from app.services.guidelines import change_guideline, confirm_guideline, withdraw_guideline
from app.views.common.desk import Desk
from app.views.common.fields import Field, Kind
from app.views.common.form import FormPanel
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of

_SOURCE = ("source_title", "source_page", "source_link", "call_reference")
CONFIRM = (
    Field("confirmed_by", "Who looked it up", required=True),
    Field("confirmed_on", "On", Kind.DATE, required=True),
    Field("source_title", "Where it says so", help="The bulletin or page, by its title."),
    Field("source_page", "Page"),
    Field("source_link", "Link"),
    Field("call_reference", "Reference of the call"),
)
WITHDRAW = (
    Field("on", "From which day", Kind.DATE, required=True, help="Earlier services keep it."),
    Field("why", "Why it no longer counts, kept on record", Kind.NOTE, required=True, wide=True),
)


class _SmallPanel(Panel):
    """A heading that names the guideline, a few fields, and a post; `done` carries the new version's id.

    `checked` carries the values of a form that is sound; a subclass does with them what it is for.
    """

    done = Signal(int)
    checked = Signal(dict)

    def __init__(self, desk: Desk, title: str, fields: tuple[Field, ...], post: str) -> None:
        super().__init__(title)
        self.desk = desk
        self.line: GuidelineLine | None = None
        self.named = PlainLabel(tone="muted", wrap=True)
        self.form = FormPanel(fields, desk.session.today, columns=1)
        self.body.addWidget(self.named)
        self.body.addWidget(self.form)
        self.body.addStretch()
        self.add_action("Back", self.leave, icon="back")
        self.add_post(post)
        self.post_asked.connect(self._on_post_asked)

    def begin_with(self, line: GuidelineLine, values: dict[str, Any]) -> None:
        """Open for a guideline, with these values in the form."""
        self.line = line
        self.named.setText(f"{line.payer}, {line.service}: {line.says}")
        self.form.set_values(values)
        self.explain(refusal_of(self.desk.session, Right.EDIT_GUIDELINE), "danger")
        self.form.focus_first()

    def do(self, *call: Any) -> None:
        """Run the use case, and tell of the new version."""
        self.desk.do(*call, then=self.done.emit, failed=self._on_refused, owner=self)

    def _on_post_asked(self) -> None:
        if self.line and self.form.check():
            self.checked.emit(self.form.values())

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")


class ConfirmPanel(_SmallPanel):
    """“I looked it up today”: by whom, and where, as far as that changed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "It was looked up again", CONFIRM, "It still holds")
        self.checked.connect(self._on_checked)

    def begin(self, line: GuidelineLine) -> None:
        """Open with this person, today, and the source as it stands."""
        session = self.desk.session
        source = {name: line.values[name] for name in _SOURCE}
        self.begin_with(
            line, {"confirmed_by": session.user.display_name, "confirmed_on": session.today(), **source}
        )

    def _on_checked(self, values: dict[str, Any]) -> None:
        line = self.line
        if line is None:
            return
        source = {name: values[name] for name in _SOURCE}
        if source == {name: line.values[name] for name in _SOURCE}:
            self.do(confirm_guideline, line.id, values["confirmed_by"], values["confirmed_on"])
        else:
            self.do(change_guideline, line.id, {**values, "review_on": None})


class WithdrawPanel(_SmallPanel):
    """A guideline that no longer counts, from a day on and with a reason."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Withdraw a guideline", WITHDRAW, "Withdraw")
        self.checked.connect(self._on_checked)

    def begin(self, line: GuidelineLine) -> None:
        """Open for today, without a reason."""
        self.begin_with(line, {"on": self.desk.session.today(), "why": ""})

    def _on_checked(self, values: dict[str, Any]) -> None:
        if self.line:
            self.do(withdraw_guideline, self.line.id, values["on"], values["why"])
