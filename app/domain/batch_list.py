"""A batch of claims: where it stands, and the list that goes on top of its stack, insurer by insurer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.date_entry import format_date
from app.domain.money import Money, total
from app.domain.people import Address

DAYS_TO_ACKNOWLEDGE = 2


class BatchState(StrEnum):
    """Where a batch stands, by what was written of it."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    ANSWERED = "answered"
    UNDONE = "undone"


def state_of(events: Iterable[str]) -> BatchState:
    """The state of a batch whose events are these; to be put into the outbox changes nothing."""
    happened = set(events)
    for state in (BatchState.UNDONE, BatchState.ANSWERED, BatchState.CONFIRMED):
        if state.value in happened:
            return state
    return BatchState.WAITING


def days_silent(state: BatchState, sent_on: date | None, on_paper: bool, today: date) -> int | None:
    """For how many days a file that was sent has no reply at all; None for paper, and while it is no alarm.

    A clearinghouse acknowledges a file within two days (999).
    """
    if on_paper or state is not BatchState.CONFIRMED or sent_on is None:
        return None
    days = (today - sent_on).days
    return days if days > DAYS_TO_ACKNOWLEDGE else None


@dataclass(frozen=True, slots=True)
class ListedClaim:
    """A claim of the batch; `first` and `last` are its pages, of which `enclosed` lie behind the form."""

    number: int
    patient: str
    payer: str
    address: Address
    amount: Money
    first: int
    last: int
    enclosed: int = 0

    @property
    def count(self) -> int:
        """How many pages or segments it has."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class ListedPayer:
    """What goes to one insurer at one address, in the order of the stack."""

    name: str
    address: Address
    claims: tuple[ListedClaim, ...]

    @property
    def amount(self) -> Money:
        """What its claims charge."""
        return total(claim.amount for claim in self.claims)

    @property
    def pages(self) -> int:
        """All its pages."""
        return sum(claim.count for claim in self.claims)

    @property
    def enclosed(self) -> int:
        """How many of them are enclosures."""
        return sum(claim.enclosed for claim in self.claims)


@dataclass(frozen=True, slots=True)
class BatchList:
    """The list, complete; `facts` are (name, value) pairs of its head, `on_paper` says that it has pages."""

    number: int
    practice: str
    made_on: date
    on_paper: bool
    facts: tuple[tuple[str, str], ...]
    payers: tuple[ListedPayer, ...]

    @property
    def enclosed(self) -> int:
        """How many pages of the whole batch are enclosures."""
        return sum(payer.enclosed for payer in self.payers)


def group_by_payer(claims: Iterable[ListedClaim]) -> tuple[ListedPayer, ...]:
    """Put the claims together as they go into envelopes: by insurer and address, the first claim first."""
    found: dict[tuple[str, Address], list[ListedClaim]] = {}
    for claim in claims:
        found.setdefault((claim.payer, claim.address), []).append(claim)
    return tuple(ListedPayer(*key, tuple(some)) for key, some in found.items())


def explain_sending(state: BatchState, on: date | None, method: str, on_paper: bool) -> str:
    """Say in words where a batch stands: `Mailed 11/23/2026, Certified mail`."""
    if state is BatchState.UNDONE:
        return f"Taken back {format_date(on)}" if on else "Taken back"
    if state is BatchState.WAITING:
        return "Printed, not mailed" if on_paper else "File made, not sent"
    if on is None:
        return "Answered"
    said = f"{'Mailed' if on_paper else 'Sent'} {format_date(on)}"
    parts = [said, method, "answered" if state is BatchState.ANSWERED else ""]
    return ", ".join(part for part in parts if part)
