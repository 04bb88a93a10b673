"""The chips of the lists of work with their counts, and the line that says what the shown list comes to."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtGui import QResizeEvent

from app.domain.claim_work import WorkTotals, explain_totals
from app.queries.claim_work import ClaimWorkCounts, count_claim_work, find_claim_totals
from app.queries.claims import count_claims
from app.queries.unbilled_visits import find_unbilled_totals
from app.views.billing.claim_screener import ClaimScreener
from app.views.billing.work_parts import (
    ALL,
    ANSWERED,
    FILING,
    FIXING,
    HELD,
    PARTS,
    PRINTED,
    READY,
    SENT,
    SILENT,
    UNBILLED,
)
from app.views.common.desk import Desk
from app.views.common.filter_chips import FilterChips
from app.views.common.plain_label import PlainLabel

_STATES = {PRINTED: ("printed",), SENT: ("sent",), ANSWERED: ("answered", "closed")}


class WorkChips(FilterChips):
    """One chip for each list of work; `rejected` is how many claims to fix were rejected."""

    def __init__(self, desk: Desk, screener: ClaimScreener) -> None:
        super().__init__("Which claims", [(part.key, part.word) for part in PARTS])
        self._desk = desk
        self._screener = screener
        self._states: dict[str, int] = {}
        self._work: ClaimWorkCounts | None = None
        screener.learned.connect(self._show)

    @property
    def has_claims(self) -> bool:
        """Tell whether there is any claim at all."""
        return any(self._states.values())

    @property
    def rejected(self) -> int:
        """How many claims were rejected and not sent again yet."""
        return self._work.rejected if self._work else 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the room that all chips need at this width; the list below gives way first."""
        super().resizeEvent(event)
        self.dress()

    def dress(self) -> None:
        """Keep that room at another text size, too."""
        self.setMinimumHeight(self.heightForWidth(self.width()))

    def refresh(self) -> None:
        """Count again."""
        user, today = self._desk.session.user.id, self._desk.session.today()
        self._desk.ask(count_claims, then=self._on_states_counted, owner=self, key="states")
        self._desk.ask(count_claim_work, user, today, then=self._on_work_counted, owner=self, key="work")

    def _on_states_counted(self, states: dict[str, int]) -> None:
        self._states = states
        self._show()

    def _on_work_counted(self, work: ClaimWorkCounts) -> None:
        self._work = work
        self._show()

    def _show(self) -> None:
        fixing = len(self._screener.blocked())
        # While claims are still being checked there may be more to fix.
        texts = {FIXING: f"{fixing:,}{'' if self._screener.is_done else '+'}"}
        counts = {
            part: sum(self._states.get(state, 0) for state in states) for part, states in _STATES.items()
        }
        counts[ALL] = sum(self._states.values())
        if work := self._work:
            counts[READY] = max(self._states.get("ready", 0) - work.held_ready - fixing, 0)
            counts |= {HELD: work.held, SILENT: work.silent, FILING: work.filing, UNBILLED: work.unbilled}
        self.show_counts(texts | {part: f"{count:,}" for part, count in counts.items()})
        self.dress()


class TotalsLine(PlainLabel):
    """Says of a list `12 claims, $2,340.00, oldest 41 days`; an empty one says nothing."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(tone="muted", wrap=True)
        self._desk = desk

    def ask_claims(self, ids: Sequence[int], more: str = "") -> None:
        """Say what these claims come to, and more behind it."""
        then = partial(self._show, "claim", more)
        self._desk.ask(find_claim_totals, ids, then=then, owner=self, key="totals")

    def ask_visits(self, ids: Sequence[int]) -> None:
        """Say what these visits come to that nobody has billed."""
        then, user = partial(self._show, "visit", ""), self._desk.session.user.id
        self._desk.ask(find_unbilled_totals, user, ids, then=then, owner=self, key="totals")

    def _show(self, noun: str, more: str, totals: WorkTotals) -> None:
        words = explain_totals(totals, noun, self._desk.session.today())
        self.setText(f"{words}{more}" if words else "")
