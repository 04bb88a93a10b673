"""Asking payers what became of claims: the questions go into the outboxes, and one sentence tells of it."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from app.domain.errors import AppError
from app.services.claim_versions import LeftOutClaim
from app.services.status_requests import AskedFile, StatusRequest, ask_claim_status, place_question
from app.views.billing.statement_words import count_of
from app.views.common.desk import Desk

MOST_NAMED = 3
_NONE_CHOSEN = "No claim is chosen. Choose one that was sent and not answered, then ask again."
Told = Callable[[str], object]


class StatusAsking(QObject):
    """Asks about claims, one file a payer; `tell` gets the sentence when every file lies where it goes."""

    def __init__(self, desk: Desk, tell: Told, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._tell = desk, tell
        self._is_asking = False

    def ask(self, claim_ids: Sequence[int]) -> None:
        """Write the questions about these claims; nothing happens while others are being written."""
        if not claim_ids:
            self._tell(_NONE_CHOSEN)
        elif not self._is_asking:
            self._is_asking = True
            self._desk.do(
                ask_claim_status, claim_ids, then=self._on_asked, failed=self._on_refused, owner=self
            )

    def _on_asked(self, request: StatusRequest) -> None:
        self._place(request, list(request.files), {})

    def _place(self, request: StatusRequest, left: list[AskedFile], placed: dict[int, Path | None]) -> None:
        """Put the next question into its outbox; the sentence comes after the last."""
        if not left:
            self._is_asking = False
            self._tell(describe_request(request, placed))
            return
        file, *rest = left

        def go_on(path: Path | None) -> None:
            self._place(request, rest, {**placed, file.file_id: path})

        # A folder that cannot be written to stops no other question; this one is told as not there.
        self._desk.do(place_question, file, then=go_on, failed=partial(_on_not_placed, go_on), owner=self)

    def _on_refused(self, error: AppError) -> None:
        self._is_asking = False
        self._tell(str(error))


def describe_request(request: StatusRequest, placed: dict[int, Path | None]) -> str:
    """Say whom is asked about how many claims, where the questions lie, and what was left out and why."""
    asked = [f"{each.payer} about {count_of(len(each.claim_ids), 'claim')}" for each in request.files]
    said = [f"Written: a question to {', and to '.join(asked)}."] if asked else ["No question was written."]
    there = [path for path in placed.values() if path]
    if there:
        names = ", ".join(path.name for path in there)
        said.append(f"Send {names} from {there[0].parent} to your clearinghouse.")
    lost = [each.name for each in request.files if placed.get(each.file_id) is None]
    if lost:
        said.append(
            f"{', '.join(lost)} could not be put into an outbox. Choose the partner’s outbox folder in the "
            "settings, then ask again."
        )
    return " ".join([*said, *_left_out(request.left_out)])


def _left_out(left_out: Sequence[LeftOutClaim]) -> list[str]:
    if not left_out:
        return []
    reasons = [
        f"{finding.text} {finding.fix}" for _, findings in left_out[:MOST_NAMED] for finding in findings
    ]
    more = len(left_out) - MOST_NAMED
    return [
        f"Left out: {count_of(len(left_out), 'claim')}.",
        *reasons,
        *([f"And {more:,} more."] if more > 0 else []),
    ]


def _on_not_placed(go_on: Callable[[Path | None], object], _error: AppError) -> None:
    go_on(None)
