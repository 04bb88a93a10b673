"""The paper of an insurer's check as a form: its head, its claims, and the money beside them."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.money import ZERO, Money, total
from app.domain.typed_check import CheckHead, TypedCheck
from app.queries.insurer_answers import AnswerableClaim
from app.views.common.combo import Combo
from app.views.common.fields import Field, Kind, Today
from app.views.common.form import FormPanel
from app.views.common.scrolled import Scrolled
from app.views.common.tab_order import chain_after
from app.views.common.theme import Space
from app.views.payments.check_beside import BesideRows
from app.views.payments.check_claim import CheckClaimBox

_FIELDS = (
    Field("payer", "Insurer", Kind.CHOICE, required=True),
    Field("number", "Check or EFT number", required=True),
    Field("paid_on", "Date on the check", Kind.DATE, required=True),
    Field("amount", "Amount", Kind.MONEY, required=True),
)


class CheckForm(FormPanel):
    """The head is this form; `sheet` holds the claims and is placed below by the panel.

    `edited` tells of all; `finished` that a claim is typed to its end; `claims_wanted` carries the ids of the
    claims that a draft brings back.
    """

    finished = Signal()
    claims_wanted = Signal(tuple)

    def __init__(self, today: Today) -> None:
        super().__init__(_FIELDS, today, columns=4)
        self.boxes: list[CheckClaimBox] = []
        self._payers: dict[object, str] = {}
        self._waiting: dict[str, str] = {}
        self._anchor: QWidget = self.editor("amount")
        self.beside = BesideRows()
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.S)
        self._column.addWidget(self.beside)
        self._column.addStretch()
        self.sheet = Scrolled(inside)
        self.sheet.setAccessibleName("Claims of the check")
        self.beside.edited.connect(self._on_edited)

    @property
    def payer_id(self) -> int:
        """The insurer chosen, or 0."""
        chosen = self.editor("payer").value()
        return chosen if isinstance(chosen, int) else 0

    @property
    def amount(self) -> Money:
        """What the check pays; nothing while it is not typed."""
        typed = self.editor("amount").value()
        return typed if isinstance(typed, Money) else ZERO

    @property
    def explained(self) -> Money:
        """What the claims and the money beside them come to."""
        beside = total(each.raises for each in self.beside.values)
        return total(box.paid for box in self.boxes) + beside

    @property
    def value(self) -> TypedCheck:
        """The whole check; the head must be sound."""
        head = self.values()
        paid_on = head["paid_on"]
        assert isinstance(paid_on, date)
        payer = self._payers[self.payer_id]
        return TypedCheck(
            CheckHead(self.payer_id, payer, str(head["number"]), paid_on, self.amount),
            tuple(box.value for box in self.boxes),
            self.beside.values,
        )

    def offer_payers(self, payers: Sequence[tuple[int, str]]) -> None:
        """Offer these insurers, none of them chosen by itself."""
        self._payers = dict(payers)
        combo = self.editor("payer")
        assert isinstance(combo, Combo)
        combo.set_choices([(None, ""), *payers])
        # A word typed on chooses by its beginning; a letter alone chooses the first that begins so.
        combo.set_letters({name[:1].lower(): payer for payer, name in reversed(payers)})

    def follow(self, widget: QWidget) -> None:
        """Let Tab go from this widget to the claims, and from them to what stands beside."""
        self._anchor = widget
        self._chain_beside()

    def add_claim(self, claim: AnswerableClaim) -> CheckClaimBox:
        """Put a claim on the check; one that stands there already is given."""
        for there in self.boxes:
            if there.claim.id == claim.id:
                return there
        box = CheckClaimBox(claim)
        before = self._last_field
        self._column.insertWidget(len(self.boxes), box)
        chain_after(before, box.fields)
        self.boxes.append(box)
        self._chain_beside()
        box.edited.connect(self._on_edited)
        box.finished.connect(self.finished)
        box.off_asked.connect(self.take_off)
        self._lock_payer()
        self._on_edited()
        return box

    def take_off(self, box: CheckClaimBox) -> None:
        """Take a claim off the check."""
        self.boxes.remove(box)
        self._column.removeWidget(box)
        box.hide()
        box.deleteLater()
        self._lock_payer()
        self._on_edited()
        self.finished.emit()

    def clear(self) -> None:
        """Begin another check."""
        for box in self.boxes:
            self._column.removeWidget(box)
            box.deleteLater()
        self.boxes = []
        self._waiting = {}
        self.beside.clear()
        self.set_values(dict.fromkeys(("payer", "number", "paid_on", "amount")))
        self._chain_beside()
        self._lock_payer()

    def check(self) -> bool:
        """Check head and rows; go to the first problem."""
        return super().check() and all(box.check() for box in self.boxes) and self.beside.check()

    def go_to(self, field: str) -> bool:
        """Put the keyboard on what a finding names; False for what is of the whole check."""
        kind, _, key = field.partition(".")
        if kind == "beside":
            self.beside.go_to(int(key))
            return True
        for box in self.boxes:
            charges = {row.shown.line.charge_id for row in box.rows}
            if (kind == "charge" and int(key) in charges) or field == f"claim.{box.claim.id}":
                box.go_to(int(key) if kind == "charge" else None)
                return True
        return False

    def drafts(self) -> dict[str, str]:
        """The raw texts of the head, the claims and their rows."""
        texts = super().drafts() | self.beside.drafts()
        for box in self.boxes:
            texts.update(box.drafts())
        claims = " ".join(str(box.claim.id) for box in self.boxes)
        # Until the claims of a draft are there again, what was typed of them is kept as it stood.
        return {**self._waiting, **texts, "claims": self._waiting.get("claims", claims)}

    def set_drafts(self, drafts: Mapping[str, str]) -> None:
        """Bring back the head and what stands beside; the claims are asked for, and their rows follow."""
        super().set_drafts(drafts)
        self.beside.set_drafts(drafts)
        self._chain_beside()
        self._waiting = dict(drafts)
        claims = tuple(int(claim) for claim in drafts.get("claims", "").split())
        if not claims:
            self._waiting = {}
        else:
            self.claims_wanted.emit(claims)

    def bring_back_claims(self, claims: Sequence[AnswerableClaim]) -> None:
        """Put the claims of a draft on the check, with what was typed of them."""
        for claim in claims:
            self.add_claim(claim).set_drafts(self._waiting)
        self._waiting = {}

    def dress(self) -> None:
        """Take the room that four fields need."""
        super().dress()
        for box in getattr(self, "boxes", ()):
            box.dress()

    @property
    def _last_field(self) -> QWidget:
        return self.boxes[-1].last_field if self.boxes else self._anchor

    def _chain_beside(self) -> None:
        chain_after(self._last_field, self.beside.fields)

    def _lock_payer(self) -> None:
        """With claims on the check its insurer stands."""
        self.editor("payer").setEnabled(not self.boxes)
