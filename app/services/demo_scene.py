"""What the makers of the demo practice share: the moving clock, who works, and the invented words."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache
from heapq import heappop, heappush
from random import Random
from typing import Any

from app.config import resource
from app.domain.money import Money
from app.services.practices import OpenPractice
from app.services.session import Session

Event = Callable[[], None]


class DemoClock:
    """A clock that stands still until it is moved; it never goes back."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def __call__(self) -> datetime:
        """Tell the time it stands at, with its zone."""
        return self._at

    def move_to(self, at: datetime) -> None:
        """Go forward to a time; a time gone by leaves it where it is."""
        self._at = max(self._at, at)


@dataclass(frozen=True, slots=True)
class DemoPlan:
    """An invented plan and how its insurer answers; shares in basis points of charge or allowed amount."""

    id: int
    payer: str
    allowed_bp: int
    coinsurance_bp: int
    copay: Money | None
    deductible: Money | None


@dataclass(slots=True)
class DemoOffice:
    """The ids of the office's lists and its fees."""

    plans: dict[str, DemoPlan] = field(default_factory=dict)
    providers: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    fees: dict[str, Money] = field(default_factory=dict)
    categories: dict[str, str] = field(default_factory=dict)
    modifiers: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class DemoScene:
    """The practice in the making; `desk`, `biller` and `manager` are sessions of three invented people."""

    practice: OpenPractice
    clock: DemoClock
    today: date
    luck: Random
    desk: Session
    biller: Session
    manager: Session
    office: DemoOffice = field(default_factory=DemoOffice)
    _agenda: list[tuple[datetime, int, Event]] = field(default_factory=list)
    _count: int = 0

    def plan(self, at: datetime, event: Event) -> None:
        """Let something happen at a time; what would lie at or after the last day never happens."""
        if at.date() < self.today:
            self._count += 1
            heappush(self._agenda, (at, self._count, event))

    def play(self, tell: Callable[[date], None]) -> None:
        """Let everything happen in order of time, also what is planned on the way."""
        while self._agenda:
            at, _, event = heappop(self._agenda)
            self.clock.move_to(at)
            tell(at.date())
            event()


@cache
def words(name: str) -> Any:
    """Read a list of invented words of `resources/demo/`."""
    return json.loads(resource(f"demo/{name}.json").read_text(encoding="utf-8"))


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """A local time on a day, with its zone."""
    return datetime.combine(day, time(hour, minute)).astimezone()


def with_check_digit(nine: str) -> str:
    """Complete an invented NPI: nine digits and the Luhn digit over 80840 and them."""
    doubled = sum(sum(divmod(2 * int(digit), 10)) for digit in nine[::-2])
    rest = sum(int(digit) for digit in nine[-2::-2])
    return f"{nine}{-(doubled + rest + 24) % 10}"
