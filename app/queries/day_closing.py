"""All that is looked at before a day is closed: its money, the drawer, what is begun and unfinished."""

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.money import Money, total
from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks
from app.queries.days import DayDetail, find_day
from app.queries.deposits import (
    CountLine,
    DepositLine,
    DrawerDetail,
    drawer,
    last_bank,
    list_deposits,
    list_drawer_counts,
)
from app.queries.money_in import MoneyInLine, list_money_in

# Panels whose drafts are money or charges not posted yet.
MONEY_PANELS = ("payment", "answer", "visit")


@dataclass(frozen=True, slots=True)
class DraftLine:
    """Something begun and not posted: in which panel, by whom, and when it was last typed into."""

    panel: str
    user: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class DayClosing:
    """A day as it stands before it is closed."""

    detail: DayDetail
    money: tuple[MoneyInLine, ...]
    drawer: DrawerDetail
    deposits: tuple[DepositLine, ...]
    counts: tuple[CountLine, ...]
    drafts: tuple[DraftLine, ...]
    bank: str

    @property
    def ways(self) -> dict[str, Money]:
        """What came in by each method, less what was taken back."""
        found = {
            line.way: total(each.kept for each in self.money if each.way == line.way) for line in self.money
        }
        return {way: amount for way, amount in found.items() if amount}

    @property
    def together(self) -> Money:
        """All that came in."""
        return total(line.kept for line in self.money)


@asks(Right.SEE_PATIENT)
def find_day_closing(day: date) -> DayClosing:
    """A day as it stands before it is closed; the drawer is that of now."""
    return DayClosing(
        find_day(day),
        list_money_in(day, day),
        drawer(),
        tuple(line for line in list_deposits(day, day) if not line.is_voided),
        list_drawer_counts(day),
        _drafts(),
        last_bank(),
    )


def _drafts() -> tuple[DraftLine, ...]:
    marks = ", ".join("?" * len(MONEY_PANELS))
    rows = select(
        f"select d.panel, u.display_name, d.saved_at from draft d join user u on u.id = d.user_id "
        f"where d.panel in ({marks}) order by d.id",
        *MONEY_PANELS,
    )
    return tuple(DraftLine(panel, user, datetime.fromisoformat(at)) for panel, user, at in rows)
