"""The walk-out statement: today's services, what was paid now, and what insurance is asked for.

What the patient's share will be is said in words only: an amount would be a guess before the insurer decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.accounts import AccountItem, AccountSummary
from app.domain.errors import RuleError
from app.domain.letterhead import PracticeHead
from app.domain.money import ZERO, Money, total

_SHARE_TEXTS: dict[str, tuple[str, str]] = {
    "insured": (
        "We send the claim to {payers}, and they decide first. Your share may be a copay, your deductible or "
        "a part of the price (coinsurance). We bill you when they have answered.",
        "Enviamos el reclamo a {payers}, y ellos deciden primero. Su parte puede ser un copago, su deducible "
        "o una parte del precio (coseguro). Le enviaremos la cuenta cuando hayan respondido.",
    ),
    "answered": (
        "Your insurance has answered; what is left is your share.",
        "Su seguro ya respondió; lo que queda es su parte.",
    ),
    "uninsured": (
        "No insurance is billed for this visit.",
        "Por esta visita no se cobra a ningún seguro.",
    ),
    "paid": (
        "You owe nothing more for this visit today. Thank you.",
        "Usted no debe nada más por esta visita hoy. Gracias.",
    ),
    "owes": ("You owe {amount} for this visit now.", "Usted debe {amount} por esta visita ahora."),
}


@dataclass(frozen=True, slots=True)
class PaidNow:
    """A payment of the day: its receipt, how it was paid (a `PaymentMethod`), and its amount."""

    receipt: str
    method: str
    amount: Money


@dataclass(frozen=True, slots=True)
class WalkOutLine:
    """One service of the day."""

    description: str
    provider: str
    amount: Money


@dataclass(frozen=True, slots=True)
class WalkOutStatement:
    """One walk-out statement, complete: charged - taken off - insurance paid - you paid - billed = yours."""

    practice: PracticeHead
    language: str
    account_number: str
    patient_name: str
    on: date
    lines: tuple[WalkOutLine, ...]
    paid_now: tuple[PaidNow, ...]
    taken_off: Money
    insurance_paid: Money
    you_paid: Money
    billed: Money
    yours: Money
    share_words: str

    @property
    def charged(self) -> Money:
        """What all services of the day cost."""
        return total(line.amount for line in self.lines)


@dataclass(frozen=True, slots=True)
class WalkOutHead:
    """For whom it is, of which day, and in which language."""

    practice: PracticeHead
    patient_id: int
    on: date
    language: str


def compose_walkout(
    account: AccountSummary, head: WalkOutHead, paid_now: Sequence[PaidNow]
) -> WalkOutStatement:
    """Write the statement of one patient's services of a day; raises RuleError where there are none."""
    items = [
        item
        for item in account.items
        if (item.patient_id, item.service_date) == (head.patient_id, head.on) and not item.is_fee
    ]
    if not items:
        raise RuleError(
            f"No services of {head.on:%m/%d/%Y} stand on this account, so there is no walk-out statement. "
            "Enter the visit's charges first, or choose another account."
        )
    language = "es" if head.language == "es" else "en"
    return WalkOutStatement(
        practice=head.practice,
        language=language,
        account_number=account.number,
        patient_name=items[0].patient_name,
        on=head.on,
        lines=tuple(WalkOutLine(item.description(language), item.provider, item.billed) for item in items),
        paid_now=tuple(paid_now),
        taken_off=total(item.adjustments for item in items),
        insurance_paid=total(item.insurance_paid for item in items),
        you_paid=total(item.patient_paid + min(item.owes_now, ZERO) for item in items),
        billed=total(item.with_insurance for item in items),
        yours=total(max(item.owes_now, ZERO) for item in items),
        share_words=explain_share(items, language),
    )


def explain_share(items: Sequence[AccountItem], language: str) -> str:
    """Say who decides on a day's services and what is owed now, without guessing at a share."""
    waiting = [item for item in items if item.with_insurance > ZERO]
    payers = dict.fromkeys(item.insurance_name for item in waiting if item.insurance_name)
    yours = total(max(item.owes_now, ZERO) for item in items)
    if waiting:
        named = ", ".join(payers) or ("su seguro" if language == "es" else "your insurance")
        sentences = [_say("insured", language, payers=named)]
    else:
        answered = any(item.answers for item in items)
        sentences = [_say("answered" if answered else "uninsured", language)]
    if yours:
        sentences.append(_say("owes", language, amount=yours.dollars))
    else:
        sentences.append(_say("paid", language))
    return " ".join(sentences)


def _say(key: str, language: str, **words: object) -> str:
    return _SHARE_TEXTS[key][language == "es"].format(**words)
