"""What came in since the last working day, each with the place where it is worked on."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.date_entry import format_date
from app.domain.money import ZERO, Money
from app.domain.rights import Right
from app.queries.due_work import News
from app.views.common.buttons import Button
from app.views.common.desk import Desk
from app.views.common.plain_label import PlainLabel
from app.views.common.theme import Space, Text


class NewsBox(QWidget):
    """A sentence a source; a button opens its place where this person may work there."""

    act_asked = Signal(str, int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        may = desk.session.may
        self.title = PlainLabel("Since yesterday", Text.SECTION)
        self.remittances, self.replies = PlainLabel(wrap=True), PlainLabel(wrap=True)
        self.payments, self.drawer = PlainLabel(wrap=True), PlainLabel(wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(Space.S)
        column.addWidget(self.title)
        for label, word, act, allowed in (
            (self.remittances, "Remittances", "show_remittances", may(Right.POST_ANSWER)),
            (self.replies, "Payers’ replies", "show_replies", may(Right.PRINT_CLAIM)),
            (self.payments, "", "", False),
            (self.drawer, "Deposit", "make_deposit", may(Right.MAKE_DEPOSIT)),
        ):
            column.addWidget(label)
            if allowed:
                column.addWidget(Button(word, partial(self.act_asked.emit, act, 0)))
        column.addStretch()

    def show_news(self, news: News) -> None:
        """Show what came in."""
        self.title.setText(f"Since {news.since:%A}, {format_date(news.since)}")
        claims = f" with {_many(news.remitted_claims, 'claim')}" if news.remittances else ""
        held = f"; {_many(news.held, 'item')} to look at" if news.held else ""
        self.remittances.setText(f"{_many(news.remittances, 'payment')} of insurers{claims}{held}.")
        rejected = f"; {_many(news.rejected, 'claim')} rejected" if news.rejected else ""
        self.replies.setText(f"{_many(news.replies, 'file')} of payers’ replies{rejected}.")
        paid = f", {news.paid.dollars}" if news.payments else ""
        self.payments.setText(f"{_many(news.payments, 'payment')} of patients{paid}.")

    def show_drawer(self, amount: Money) -> None:
        """Show what lies in the drawer."""
        words = f"{amount.dollars} in the drawer, not banked." if amount != ZERO else "The drawer is empty."
        self.drawer.setText(words)


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
