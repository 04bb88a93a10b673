"""Asking payers whether patients are covered: questions go into the outboxes, one sentence tells of it."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from app.domain.errors import AppError
from app.services.eligibility_requests import (
    Ask,
    CoverageFile,
    CoverageRequest,
    ask_coverage,
    place_coverage_question,
)
from app.views.common.desk import Desk

MOST_NAMED = 3
WHERE = "The answers come under Billing forms > Payers’ replies, Ctrl+I."
Told = Callable[[str], object]
Placed = dict[int, Path | None]


class EligibilityAsking(QObject):
    """Asks about policies, one file a payer; `tell` gets the words when every file lies where it goes."""

    def __init__(
        self,
        desk: Desk,
        tell: Told,
        parent: QObject,
        words: Callable[[CoverageRequest, Placed], str] | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._tell, self._words = desk, tell, words or describe_asking
        self._is_asking = False

    def ask(self, asks: Sequence[Ask]) -> None:
        """Write the questions; nothing happens while others are being written."""
        if asks and not self._is_asking:
            self._is_asking = True
            self._desk.do(ask_coverage, asks, then=self._on_asked, failed=self._on_refused, owner=self)

    def _on_asked(self, request: CoverageRequest) -> None:
        self._place(request, list(request.files), {})

    def _place(self, request: CoverageRequest, left: list[CoverageFile], placed: Placed) -> None:
        if not left:
            self._is_asking = False
            self._tell(self._words(request, placed))
            return
        file, *rest = left

        def go_on(path: Path | None) -> None:
            self._place(request, rest, {**placed, file.file_id: path})

        # A folder that cannot be written to stops no other question; this one is told as not there.
        failed = partial(_on_not_placed, go_on)
        self._desk.do(place_coverage_question, file, then=go_on, failed=failed, owner=self)

    def _on_refused(self, error: AppError) -> None:
        self._is_asking = False
        self._tell(str(error))


def describe_asking_all(request: CoverageRequest, placed: Placed) -> str:
    """Say in short how many payers are asked about how many policies, and what was left out."""
    lost = sum(placed.get(each.file_id) is None for each in request.files)
    asked = sum(len(each.policy_ids) for each in request.files)
    payers = len(request.files)
    left = f", {_count(len(request.left_out))} left out" if request.left_out else ""
    if not request.files:
        return f"No question was written{left}. {_first_reason(request)}".strip()
    who = "1 payer" if payers == 1 else f"{payers:,} payers"
    said = [f"Written: questions to {who} about {_count(asked)}{left}.", _first_reason(request)]
    if lost:
        said.append(f"{lost} could not be put into an outbox: choose its folder in the settings.")
    if there := next((path for path in placed.values() if path), None):
        said.append(f"Send the files from {there.parent}. {WHERE}")
    return " ".join(part for part in said if part)


def _first_reason(request: CoverageRequest) -> str:
    return request.left_out[0].fix if request.left_out else ""


def describe_asking(request: CoverageRequest, placed: Placed) -> str:
    """Say whom is asked about how many policies, where the questions lie, and what was left out and why."""
    asked = [f"{each.payer} about {_count(len(each.policy_ids))}" for each in request.files]
    said = [f"Written: a question to {', and to '.join(asked)}."] if asked else ["No question was written."]
    there = [path for path in placed.values() if path]
    if there:
        names = ", ".join(path.name for path in there)
        said.append(f"Send {names} from {there[0].parent} to your clearinghouse. {WHERE}")
    lost = [each.name for each in request.files if placed.get(each.file_id) is None]
    if lost:
        said.append(
            f"{', '.join(lost)} could not be put into an outbox. Choose the partner’s outbox folder in the "
            "settings, then ask again."
        )
    if request.left_out:
        said.append(f"Left out: {_count(len(request.left_out))}.")
        said += [f"{finding.text} {finding.fix}" for finding in request.left_out[:MOST_NAMED]]
        more = len(request.left_out) - MOST_NAMED
        said += [f"And {more:,} more."] if more > 0 else []
    return " ".join(said)


def _count(number: int) -> str:
    return "1 policy" if number == 1 else f"{number:,} policies"


def _on_not_placed(go_on: Callable[[Path | None], object], _error: AppError) -> None:
    go_on(None)
