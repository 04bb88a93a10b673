"""What is left to do when a month is closed: unbilled visits, unsent claims, open credits, deadlines.

Nothing here hinders the closing; it is listed so that nobody forgets it.
"""

from dataclasses import dataclass
from datetime import date

from app.domain.claim_work import explain_filing
from app.domain.money import Money, total
from app.domain.months import Month
from app.domain.rights import Right
from app.queries.asking import asks
from app.queries.claim_filters import ClaimFilter
from app.queries.claim_work import FILING
from app.queries.claims import ClaimLine, list_claim_lines, list_claims
from app.queries.payments import list_credits
from app.queries.unbilled_visits import Unbilled, list_unbilled, list_unbilled_lines

_UNSENT = ClaimFilter(("ready", "printed"))
_AT_ONCE = 1000
_WHY = {
    Unbilled.NO_CLAIM: "done, without a claim",
    Unbilled.NO_CHARGES: "past, without charges",
    Unbilled.BEGUN: "charges begun and not posted",
}


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One thing to do: its kind and id, whose it is, what is to do, and the money in it."""

    kind: str
    id: int
    patient_id: int | None
    name: str
    words: str
    amount: Money


@dataclass(frozen=True, slots=True)
class WorkList:
    """Things to do of one kind."""

    title: str
    items: tuple[WorkItem, ...]

    @property
    def amount(self) -> Money:
        """The money in all of them."""
        return total(item.amount for item in self.items)


@asks(Right.SEE_REPORTS)
def find_month_work(user_id: int, month: Month, today: date) -> tuple[WorkList, ...]:
    """What is left to do of a month and before; of charges begun and not posted those of this user."""
    return month_work(user_id, month, today)


def month_work(user_id: int, month: Month, today: date) -> tuple[WorkList, ...]:
    """What is left to do of a month and before, at most 1,000 of each kind."""
    return (
        WorkList("Visits not billed", _unbilled(user_id, month, today)),
        WorkList("Claims not sent", _claims(_UNSENT, month, today)),
        WorkList("Filing limits near", _claims(FILING, month, today)),
        WorkList("Open credits", _credits(month)),
    )


def _unbilled(user_id: int, month: Month, today: date) -> tuple[WorkItem, ...]:
    ids = list_unbilled(user_id, "", today)
    lines = (
        line
        for start in range(0, len(ids), _AT_ONCE)
        for line in list_unbilled_lines(user_id, ids[start : start + _AT_ONCE])
        if line.on_date <= month.last
    )
    ordered = sorted(lines, key=lambda line: (line.on_date, line.id))[:_AT_ONCE]
    return tuple(
        WorkItem(
            "visit",
            line.id,
            line.patient_id,
            line.patient,
            f"{line.on_date:%m/%d/%Y}: {_WHY[line.why]}",
            line.amount,
        )
        for line in ordered
    )


def _claims(asked: ClaimFilter, month: Month, today: date) -> tuple[WorkItem, ...]:
    lines = list_claim_lines(list_claims(asked, today)[:_AT_ONCE])
    return tuple(
        WorkItem("claim", line.id, line.patient_id, line.patient, _claim_words(line, today), line.charged)
        for line in sorted(lines, key=lambda line: (line.service_on, line.id))
        if line.service_on <= month.last
    )


def _claim_words(line: ClaimLine, today: date) -> str:
    until = f", {explain_filing(line.file_until, today)}" if line.file_until else ""
    return f"Claim {line.number} to {line.payer}, {line.service_on:%m/%d/%Y}{until}"


def _credits(month: Month) -> tuple[WorkItem, ...]:
    return tuple(
        WorkItem(
            "payment",
            line.payment.id,
            line.payment.patient_id,
            line.payment.name,
            f"Receipt {line.payment.receipt_number} of {line.payment.received_on:%m/%d/%Y}",
            line.payment.left,
        )
        for line in list_credits()
        if line.payment.received_on <= month.last
    )
