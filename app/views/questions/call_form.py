"""What a call about a question ends in: a promise, the day of our own work, and what else was said."""

from datetime import date
from typing import cast

from app.domain.money import ZERO
from app.domain.questions.answer import Answer
from app.views.common.desk import Desk
from app.views.common.drafts import DraftKeeper
from app.views.common.fields import Field, Kind
from app.views.common.form import FormPanel
from app.views.common.line_edit import LineEdit

_FIELDS = (
    Field("promise", "Promised to pay", Kind.MONEY),
    Field("promise_on", "Promised by", Kind.DATE, help="t is today, 5/15 is May 15."),
    Field("follow_up_on", "We do it by", Kind.DATE, help="Leave it empty where nothing is to do."),
    Field("note", "Also said"),
)
_EMPTY: dict[str, object] = {field.name: None for field in _FIELDS}
_OF_THE_ANSWER = {name: None for name in _EMPTY if name != "note"}
_NO_AMOUNT = "Type the amount that is promised by this day."
_NO_DAY = "Type the day by which this is promised."


class CallForm(FormPanel):
    """Keeps a draft for each patient; a day alone promises what the answer proposes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_FIELDS, desk.session.today)
        self._drafts = DraftKeeper(desk, self, "answer")
        self._proposed = ZERO
        self._proposed_on: date | None = None

    def show_patient(self, patient_id: int) -> None:
        """Begin with another patient; what was typed for the one before is kept as a draft."""
        self.flush_waiting()
        self.propose(None)
        self.set_values(_EMPTY)
        self._drafts.bring_back(str(patient_id))

    def show_question(self) -> None:
        """Begin with another question: what was proposed or promised for the one before is gone."""
        self.set_values(_OF_THE_ANSWER)

    def propose(self, answer: Answer | None) -> None:
        """Offer what the answer proposes: the amount as a hint, and the day of our work."""
        self._proposed = answer.promise if answer else ZERO
        hint = f"Proposed: {self._proposed}" if self._proposed > ZERO else ""
        cast(LineEdit, self.editor("promise")).setPlaceholderText(hint)
        self._propose_day(answer.follow_up.due_on if answer and answer.follow_up else None)

    def _propose_day(self, due_on: date | None) -> None:
        """Offer the day of our work in place of the one offered before; one that was typed stays."""
        if self.values()["follow_up_on"] in (None, self._proposed_on):
            self.set_values({"follow_up_on": due_on})
        self._proposed_on = due_on

    def check(self) -> bool:
        """Take the proposed amount where only a day was typed, and mark what a promise lacks."""
        if not super().check():
            return False
        values = self.values()
        if values["promise"] is None and values["promise_on"] is not None and self._proposed > ZERO:
            self.set_values({"promise": self._proposed})
        values = self.values()
        lacks_amount = values["promise"] is None and values["promise_on"] is not None
        lacks_day = values["promise_on"] is None and values["promise"] is not None
        self.editor("promise").set_problem(_NO_AMOUNT if lacks_amount else "")
        self.editor("promise_on").set_problem(_NO_DAY if lacks_day else "")
        self.go_to_problem()
        return not (lacks_amount or lacks_day)

    def start_anew(self) -> None:
        """Empty the form after the call was kept, and forget its draft."""
        self._drafts.start_anew()
        self.set_values(_EMPTY)
