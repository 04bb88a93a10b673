"""How the chosen claims go out: on paper, or as a file to the trading partner of their insurers."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.queries.claim_batches import PartnerChoice
from app.views.billing.statement_words import count_of
from app.views.common.filter_chips import FilterChips
from app.views.common.plain_label import PlainLabel
from app.views.common.tab_order import chain_after
from app.views.common.theme import Space

PAPER = "paper"


class WayChoice(QWidget):
    """Offers paper and each partner that takes some of the claims; without a partner it is not there.

    The partner that takes most is proposed, since what it does not take is named and stays for paper.
    """

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._partners: dict[str, PartnerChoice] = {}
        self._count = 0
        self._said = PlainLabel("", tone="muted", wrap=True)
        self.chips = self._make_chips()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.S)
        self._column.addWidget(self.chips)
        self._column.addWidget(self._said)
        self.hide()

    @property
    def partner(self) -> PartnerChoice | None:
        """The partner chosen; None for paper."""
        return self._partners.get(self.chips.value())

    def offer(self, partners: Sequence[PartnerChoice], count: int) -> None:
        """Offer the ways of so many claims, and propose one."""
        self._partners = {str(partner.partner_id): partner for partner in partners}
        self._count = count
        old = self.chips
        before = old.chip(PAPER).previousInFocusChain()
        had_focus = old.chip(old.value()).hasFocus()
        self.chips = self._make_chips()
        self._column.replaceWidget(old, self.chips)
        if before:
            chain_after(before, [self.chips.chip(key) for key in (PAPER, *self._partners)])
        old.hide()
        old.deleteLater()
        self.setVisible(bool(partners))
        self.chips.choose(next(iter(self._partners), PAPER))
        if had_focus and partners:
            self.chips.chip(self.chips.value()).setFocus()
        self._on_chosen()

    def _make_chips(self) -> FilterChips:
        files = [(key, f"Electronic file ({each.name})") for key, each in self._partners.items()]
        chips = FilterChips("How the claims go out", ((PAPER, "Paper"), *files))
        chips.chosen.connect(partial(self._on_chosen))
        return chips

    def _on_chosen(self, _key: str = "") -> None:
        partner = self.partner
        self._said.setText(self._words(partner))
        self.chosen.emit()

    def _words(self, partner: PartnerChoice | None) -> str:
        if partner is None:
            return "All of them are printed, also those that could go as a file."
        left = self._count - partner.claims
        said = f"{count_of(partner.claims, 'claim')} to {partner.name}."
        if left:
            said += f" {count_of(left, 'claim')} of other insurers: left out and named, to be printed next."
        return said
