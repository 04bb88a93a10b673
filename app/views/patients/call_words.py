"""The columns and words of the log of calls: what each says, what comes next, and how its promise stands."""

from dataclasses import dataclass
from datetime import date

from app.domain.date_entry import format_date
from app.domain.promises import PromiseState
from app.domain.time_entry import format_moment
from app.queries.contacts import ContactLine
from app.queries.promises import PromiseLine
from app.views.common.chip import Chip
from app.views.common.columns import Column
from app.views.common.theme import ChipKind

DIRECTIONS = {"in": "They called", "out": "We called"}
_CHIPS = {
    PromiseState.OPEN: ChipKind.DUE,
    PromiseState.KEPT: ChipKind.PAID,
    PromiseState.LATE: ChipKind.PAID,
    PromiseState.BROKEN: ChipKind.DENIED,
}
_STATES = {
    PromiseState.OPEN: "open",
    PromiseState.KEPT: "kept",
    PromiseState.LATE: "kept late",
    PromiseState.BROKEN: "broken",
}


@dataclass(frozen=True, slots=True)
class CallRow:
    """A call as the log shows it, with its promise where it has one."""

    line: ContactLine
    promise: PromiseLine | None = None

    @property
    def waits(self) -> tuple[str, ...]:
        """What a person may still finish of it: its day to ask again, and its broken promise."""
        parts = ["ask"] if self.line.next_on and not self.line.is_asked else []
        if self.promise and not self.promise.is_finished:
            parts += ["promise"] if self.promise.standing.state is PromiseState.BROKEN else []
        return tuple(parts)


def promise_chip(row: CallRow) -> Chip | str:
    """The promise with how it stands: `$84.20 broken`; its day is told below the list."""
    if row.promise is None:
        return ""
    state, promise = row.promise.standing.state, row.promise.promise
    word = "finished" if row.promise.is_finished else _STATES[state]
    kind = ChipKind.DRAFT if row.promise.is_finished else _CHIPS[state]
    return Chip(kind, f"{promise.amount.dollars} {word}")


def explain_call(row: CallRow) -> str:
    """The whole of a call in words, as it stands below the list."""
    line = row.line
    people = (line.person, line.representative, f"reference {line.reference}" if line.reference else "")
    who = ", ".join(part for part in people if part)
    about = f" About {_topic(line.topic)}." if line.topic else ""
    claim = f" Claim {line.claim_number}." if line.claim_number else ""
    checked = f" Caller: {line.checked}" if line.checked else ""
    promise = f" {row.promise.standing.words}" if row.promise else ""
    came = f" Came of it: {line.came_of_it}." if line.came_of_it else ""
    if row.promise and row.promise.outcome:
        came += f" Came of the promise: {row.promise.outcome}."
    said = f"{who}: {line.said}" if who else line.said
    return f"{said}{about}{claim}{checked}{promise}{came} (Logged by {line.user}.)"


def _person(row: CallRow) -> str:
    return row.line.person or row.line.representative


def _next(row: CallRow) -> str | date | None:
    line = row.line
    return "done" if line.next_on and line.is_asked else line.next_on


COLUMNS = (
    Column("When", lambda row: f"{format_date(row.line.at)} {format_moment(row.line.at)}", width=18),
    Column("Call", lambda row: DIRECTIONS[row.line.direction], width=11),
    Column("Person", _person, width=12),
    Column("What was said", lambda row: " ".join(row.line.said.split())),
    Column("Next", _next, width=10),
    Column("Promise", promise_chip, width=16),
)
# Where no call has any, what was said needs the room more.
SELDOM = {2: _person, 4: _next, 5: promise_chip}


def _topic(topic: str) -> str:
    """A topic inside a sentence: one that is a question stands in quotes, with its own mark."""
    return f"“{topic}”" if topic.endswith("?") else topic
