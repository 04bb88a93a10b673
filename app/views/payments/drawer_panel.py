"""Counting the cash in the drawer: bills and coins, the change fund, and what does not agree."""

from PySide6.QtCore import Signal

from app.domain.deposits import COINS, count_coins
from app.domain.errors import AppError, InputError
from app.domain.money import ZERO, Money
from app.domain.rights import Right
from app.queries.deposits import DrawerDetail, find_drawer
from app.services.deposits import CountEntry, count_drawer
from app.views.common.desk import Desk
from app.views.common.fields import Field, Kind
from app.views.common.form import FormPanel
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.common.theme import Text


def read_count(text: str) -> int:
    """Read how many there are of one bill or coin."""
    if not text.strip().isdigit():
        raise InputError("Type how many there are, like 12.")
    return int(text)


def _name(cents: int) -> str:
    return f"${cents // 100}" if cents >= 100 else f"{cents}¢"


_COINS = tuple(
    Field(f"coin{cents}", f"{_name(cents)} ×", Kind.CODE, width=6, read=read_count) for cents in COINS
)
_FIELDS = (
    Field("change_fund", "Change fund that stays", Kind.MONEY),
    Field("initials", "Initials of who counted", required=True),
    Field("reason", "Why it does not agree, or “not known”"),
)


class DrawerPanel(Panel):
    """Ctrl+Enter keeps the count and posts the difference; `counted` carries the sentence."""

    counted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__("Count the drawer")
        self._desk = desk
        self._expected = ZERO
        self.stands = PlainLabel(wrap=True)
        self.coins = FormPanel(_COINS, desk.session.today, columns=6)
        self.form = FormPanel(_FIELDS, desk.session.today, columns=3)
        self.total = PlainLabel(kind=Text.STRONG, wrap=True)
        for widget in (self.stands, self.coins, self.form, self.total):
            self.body.addWidget(widget)
        self.body.addStretch(100)
        self.add_action("Back", self.leave, icon="back")
        self.add_post("Keep count")
        self.coins.edited.connect(self._show_total)
        self.form.edited.connect(self._show_total)
        self.post_asked.connect(self._on_post_asked)

    def begin(self) -> None:
        """Begin a count against what the books expect now."""
        self.explain(refusal_of(self._desk.session, Right.MAKE_DEPOSIT), "danger")
        self.coins.set_values(dict.fromkeys((field.name for field in _COINS), None))
        self.form.set_values({"initials": "", "reason": ""})
        self._desk.ask(find_drawer, then=self._on_found, owner=self, key="drawer")

    @property
    def counted_cash(self) -> Money:
        """What was counted, less the change fund."""
        fund = self.form.values()["change_fund"]
        return count_coins(self._counts()) - (fund if isinstance(fund, Money) else ZERO)

    def _counts(self) -> dict[int, int]:
        values = self.coins.values()
        found = {cents: values[f"coin{cents}"] for cents in COINS}
        return {cents: count for cents, count in found.items() if isinstance(count, int)}

    def _on_found(self, found: DrawerDetail) -> None:
        self._expected = found.cash
        self.stands.setText(
            f"The books expect {found.cash.dollars} in cash, and checks of {found.checks.dollars}, which are "
            "counted by the list of the deposit."
        )
        self._show_total()
        self.coins.focus_first()

    def _show_total(self) -> None:
        counted = self.counted_cash
        apart = counted - self._expected
        ending = "It agrees." if not apart else f"{abs(apart).dollars} {'over' if apart > ZERO else 'short'}."
        self.total.setText(f"Counted {counted.dollars}, expected {self._expected.dollars}. {ending}")
        self.total.set_tone("good" if not apart else "warning")

    def _on_post_asked(self) -> None:
        if not (self.coins.check() and self.form.check()):
            return
        values = self.form.values()
        fund = values["change_fund"]
        entry = CountEntry(
            self._counts(),
            str(values["initials"]),
            fund if isinstance(fund, Money) else ZERO,
            str(values["reason"] or ""),
        )
        self._desk.do(count_drawer, entry, then=self._on_counted, failed=self._on_refused, owner=self)

    def _on_counted(self, apart: Money) -> None:
        self.explain("")
        words = "it agrees" if not apart else f"{abs(apart).dollars} {'over' if apart > ZERO else 'short'}"
        self.counted.emit(f"The drawer was counted: {words}.")

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")
