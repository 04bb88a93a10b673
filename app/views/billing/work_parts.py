"""The lists of work above the claims: their words, which claims each asks for, and why one is empty."""

from dataclasses import dataclass, replace

from app.queries import claim_work
from app.queries.claim_filters import ClaimFilter

READY, FIXING, HELD, PRINTED, SENT, SILENT = "ready", "fixing", "held", "printed", "sent", "silent"
FILING, UNBILLED, ANSWERED, ALL = "filing", "unbilled", "answered", "all"


@dataclass(frozen=True, slots=True)
class WorkPart:
    """One list: its chip, the filter it is found by, the sentence in its place while it is empty."""

    key: str
    word: str
    asked: ClaimFilter
    empty: str = "There are no claims here."
    newest_first: bool = False

    def narrowed(self, text: str) -> ClaimFilter:
        """The filter with what was typed above the list."""
        return replace(self.asked, text=text)


PARTS = (
    WorkPart(READY, "Ready", claim_work.READY, "No claim waits to be printed."),
    WorkPart(FIXING, "Needs fixing", claim_work.READY, "Nothing needs fixing."),
    WorkPart(HELD, "On hold", claim_work.HELD, "No claim is on hold."),
    WorkPart(PRINTED, "To mail", ClaimFilter(("printed",)), "Nothing printed waits to be mailed."),
    WorkPart(SENT, "Sent", ClaimFilter(("sent",)), "No claim is out without an answer."),
    WorkPart(
        SILENT, "No answer", claim_work.SILENT, "No claim has been out longer than its payer takes to answer."
    ),
    WorkPart(
        FILING,
        "Filing limit",
        claim_work.FILING,
        "Every claim not sent yet has more than 30 days left.",
    ),
    WorkPart(UNBILLED, "Unbilled visits", ClaimFilter(), "Every visit is billed."),
    WorkPart(ANSWERED, "Answered", ClaimFilter(("answered", "closed")), newest_first=True),
    WorkPart(ALL, "All", ClaimFilter(), newest_first=True),
)
BY_KEY = {part.key: part for part in PARTS}
# What is told since when only where a claim is on its way, and until when only where that is the question.
ONLY_IN = {"Sent": (SENT, SILENT), "File by": (FILING,)}
