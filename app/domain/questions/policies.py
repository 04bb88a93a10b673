"""What the practice has decided for its patients: fees, instalments, help, ways to pay; editable."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from app.domain.errors import InputError
from app.domain.money import ZERO, Money

SETTING = "answers."
# Truth in Lending (12 CFR 1026.2(a)(17)): more than four instalments call for written disclosures.
MOST_INSTALMENTS = 4
WHOLE_BP = 10_000
SMALLEST = Money(25_00)
WAYS = "Card, cash, check, HSA or FSA card, or by phone"
WAYS_ES = "Tarjeta, efectivo, cheque, tarjeta HSA o FSA, o por teléfono"


@dataclass(frozen=True, slots=True)
class PracticePolicies:
    """The office's own rules as answers say them.

    A missed-visit fee of 0.00 is none; `prompt_pay_bp` is the self-pay discount in basis points for paying on
    the day; `hold_days` is how long a bill waits while an insurer is asked; `outside` names laboratories and
    hospitals with their phones.
    """

    missed_fee: Money = ZERO
    cancel_hours: int = 24
    instalments: int = MOST_INSTALMENTS
    smallest_instalment: Money = SMALLEST
    hardship_days: int = 14
    prompt_pay_bp: int = 2000
    hold_days: int = 30
    refund_days: int = 30
    ways_to_pay: str = WAYS
    ways_to_pay_es: str = WAYS_ES
    outside: str = ""
    reports_credit: bool = False


def read_policies(kept: Mapping[str, str]) -> PracticePolicies:
    """Read the rules from the settings, the usual ones where none is kept."""
    usual = PracticePolicies()
    values: dict[str, object] = {}
    for slot in fields(PracticePolicies):
        if (text := kept.get(SETTING + slot.name)) is not None:
            values[slot.name] = _read(text, getattr(usual, slot.name))
    return PracticePolicies(**values)  # type: ignore[arg-type]


def write_policies(rules: PracticePolicies) -> dict[str, str]:
    """Write the rules as settings keep them."""
    return {SETTING + slot.name: _written(getattr(rules, slot.name)) for slot in fields(PracticePolicies)}


def check_practice_policies(rules: PracticePolicies) -> None:
    """Refuse rules that cannot be; raises InputError."""
    if min(rules.missed_fee, rules.smallest_instalment) < ZERO:
        raise InputError("A fee or a payment is never less than 0.00. Nothing was changed.")
    if not 1 <= rules.instalments <= MOST_INSTALMENTS:
        raise InputError(
            f"Type 1 to {MOST_INSTALMENTS} payments. More than {MOST_INSTALMENTS} would call for a written "
            "credit disclosure. Nothing was changed."
        )
    if not 0 <= rules.prompt_pay_bp <= WHOLE_BP:
        raise InputError("The discount lies between 0 and 100 percent. Nothing was changed.")
    if min(rules.cancel_hours, rules.hardship_days, rules.hold_days, rules.refund_days) < 1:
        raise InputError("Hours and days are at least 1. Nothing was changed.")
    if not rules.ways_to_pay.strip() or not rules.ways_to_pay_es.strip():
        raise InputError("Say how patients can pay, in English and in Spanish. Nothing was changed.")


def _read(text: str, usual: object) -> object:
    if isinstance(usual, bool):
        return text == "yes"
    if isinstance(usual, Money):
        return Money(int(text))
    return int(text) if isinstance(usual, int) else text


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value.cents) if isinstance(value, Money) else str(value)
