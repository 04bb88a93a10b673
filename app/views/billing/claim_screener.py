"""Which ready claims need fixing: each is checked once a day, few at a time, so that search stays quick."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from app.queries.claim_faults import ClaimFaultLine, ClaimStampLine, list_claim_faults, list_ready_stamps
from app.views.common.desk import Desk

AT_ONCE = 12


class ClaimScreener(QObject):
    """Knows how many faults each ready claim has; `learned` tells that it knows more than before."""

    learned = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._ready: dict[int, str] = {}
        self._known: dict[int, tuple[str, int]] = {}
        self._waiting: list[int] = []

    def refresh(self) -> None:
        """Ask which claims are ready and check those that changed."""
        self._desk.ask(list_ready_stamps, then=self._on_stamps, owner=self, key="stamps")

    def errors_of(self, claim_id: int) -> int | None:
        """How many faults keep a claim from print; None while it has not been checked."""
        known = self._known.get(claim_id)
        return known[1] if known and known[0] == self._ready.get(claim_id) else None

    def blocked(self) -> frozenset[int]:
        """The ready claims known to need fixing."""
        return frozenset(claim_id for claim_id in self._ready if self.errors_of(claim_id))

    @property
    def is_done(self) -> bool:
        """Tell whether every ready claim has been checked."""
        return not self._waiting

    def _on_stamps(self, lines: Sequence[ClaimStampLine]) -> None:
        # A filing limit or a policy runs out with the day, though no record was changed.
        today = self._desk.session.today()
        self._ready = {line.id: f"{today} {line.stamp}" for line in lines}
        self._waiting = [claim_id for claim_id in self._ready if self.errors_of(claim_id) is None]
        self.learned.emit()
        self._ask_next()

    def _ask_next(self) -> None:
        if self._waiting:
            some, today = self._waiting[:AT_ONCE], self._desk.session.today()
            self._desk.ask(list_claim_faults, some, today, then=self._on_checked, owner=self, key="faults")

    def _on_checked(self, lines: Sequence[ClaimFaultLine]) -> None:
        for line in lines:
            self._known[line.id] = (self._ready.get(line.id, ""), line.errors)
        done = {line.id for line in lines}
        self._waiting = [claim_id for claim_id in self._waiting if claim_id not in done]
        self.learned.emit()
        self._ask_next()
