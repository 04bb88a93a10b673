"""Drafts of claim forms: what was typed and not saved yet, kept within a second and brought back."""

import json
from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QTimer

from app.queries.drafts import find_draft
from app.services.session import Session
from app.views.common.desk import Desk
from app.views.common.form import DRAFT_AFTER

PANEL = "claim_form"
_VERSION = "version"
Found = Callable[[int, Mapping[str, str]], None]


class ClaimDrafts(QObject):
    """Keeps the typing of one claim at a time; `read` gives the boxes typed over just now."""

    def __init__(self, desk: Desk, read: Callable[[], Mapping[str, str]], parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._read = read
        self._claim: tuple[int, int] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAFT_AFTER)
        self._timer.timeout.connect(self.keep_now)

    def bring_back(self, claim_id: int, version: int, found: Found) -> None:
        """Begin with a claim; `found` gets the version typed over and the boxes, if there is a draft."""
        self._claim = (claim_id, version)
        self._timer.stop()

        def on_found(draft: dict[str, str]) -> None:
            if draft and self._claim == (claim_id, version):
                found(int(draft.pop(_VERSION, "0")), draft)

        user = self._desk.session.user.id
        self._desk.ask(find_draft, user, PANEL, str(claim_id), then=on_found, owner=self, key="draft")

    def keep_soon(self) -> None:
        """Keep the typing within a second of the last key."""
        self._timer.start()

    def keep_now(self) -> None:
        """Keep the typing, as when the claim is left."""
        self._timer.stop()
        if self._claim:
            claim_id, version = self._claim
            self._write(claim_id, json.dumps({_VERSION: str(version), **self._read()}))

    def flush(self) -> None:
        """Keep what waits to be kept."""
        if self._timer.isActive():
            self.keep_now()

    def let_go(self) -> None:
        """Forget the draft, as after saving."""
        self._timer.stop()
        if self._claim:
            self._write(self._claim[0], "")

    def _write(self, claim_id: int, content: str) -> None:
        self._desk.do(Session.save_draft, PANEL, str(claim_id), content)
