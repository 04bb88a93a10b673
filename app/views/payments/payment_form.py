"""The fields of a payment; a full card number is refused wherever it is typed."""

from collections.abc import Sequence
from datetime import date

from app.domain.money import ZERO, Money
from app.domain.payment_references import holds_card_number
from app.queries.desk_payments import PayingAccount
from app.views.common.combo import Combo
from app.views.common.fields import Field, Kind, Today
from app.views.common.form import FormPanel
from app.views.common.line_edit import LineEdit
from app.views.payments.words import METHOD_CHOICES, METHOD_LETTERS

_FIELDS = (
    Field("amount", "Amount", Kind.MONEY, required=True),
    Field("method", "How it was paid", Kind.CHOICE, required=True, choices=METHOD_CHOICES),
    Field("reference", "Check no., last 4 or approval"),
    Field("payer_name", "Received from, if not the family"),
    Field("memo", "Note"),
    Field("received_on", "Received on, if not today", Kind.DATE),
    Field("account", "Account", Kind.CHOICE),
)
_TEXTS = ("reference", "payer_name", "memo")
_CARD_NUMBER = "Never type a full card number. Type the last four digits or the approval code."


class PaymentForm(FormPanel):
    """Amount, method by one letter, reference, who hands it over, and the account where there are two."""

    def __init__(self, today: Today) -> None:
        super().__init__(_FIELDS, today, columns=3)
        self._combo("method").set_letters(METHOD_LETTERS)
        for name in _TEXTS:
            self.editor(name).left.connect(self._mark_card_numbers)  # type: ignore[union-attr]
        self._combo("method").edited.connect(self._mark_card_numbers)
        self.show_accounts(())

    @property
    def amount(self) -> Money:
        """The amount typed; zero while it is not understood."""
        value = self.editor("amount").value()
        return value if isinstance(value, Money) else ZERO

    @property
    def received_on(self) -> date | None:
        """The earlier day typed; None where it is today's money."""
        value = self.editor("received_on").value()
        return value if isinstance(value, date) else None

    @property
    def account_id(self) -> object:
        """The account chosen."""
        return self.editor("account").value()

    def text(self, name: str) -> str:
        """The text of a field."""
        return str(self.editor(name).value() or "")

    def show_accounts(self, accounts: Sequence[PayingAccount]) -> None:
        """Offer these accounts; one alone is not asked for."""
        combo = self._combo("account")
        combo.set_choices([(each.id, f"{each.number} {each.name}") for each in accounts])
        if cell := combo.parentWidget():
            cell.setVisible(len(accounts) > 1)

    def go_to_amount(self) -> None:
        """Put the keyboard into the amount, all of it selected, for what is typed next."""
        editor = self.editor("amount")
        assert isinstance(editor, LineEdit)
        editor.setFocus()
        editor.selectAll()

    def clear(self) -> None:
        """Empty every field."""
        self.set_values({field.name: None for field in _FIELDS if field.name != "account"})

    def check(self) -> bool:
        """Check every field, and that none holds a full card number."""
        if not super().check():
            return False
        if self._mark_card_numbers():
            self.go_to_problem()
            return False
        return True

    def _combo(self, name: str) -> Combo:
        editor = self.editor(name)
        assert isinstance(editor, Combo)
        return editor

    def _mark_card_numbers(self) -> bool:
        wrong = [name for name in _TEXTS if holds_card_number(self.text("method"), self.text(name))]
        for name in wrong:
            self.editor(name).set_problem(_CARD_NUMBER)
        return bool(wrong)
