"""How money goes back: by check, or to where it came from."""

from app.domain.errors import InputError, RuleError

METHODS = ("check", "card", "hsa", "ach")


def usual_method(paid_by: str) -> str:
    """How a payment goes back unless somebody says otherwise: to its card, else by check."""
    return paid_by if paid_by in ("card", "hsa") else "check"


def check_refund_method(method: str, paid_by: str) -> None:
    """Refuse a way that is none, or that would take money out of an HSA, or onto a card it is not from.

    What was paid with an HSA or FSA card goes back onto it: elsewhere it would be taxed as taken out.
    """
    if method not in METHODS:
        raise InputError("Choose how it goes back: check, card, HSA or bank transfer.")
    if paid_by == "hsa" and method != "hsa":
        raise RuleError(
            "This was paid with an HSA or FSA card, so it goes back onto that card. Nothing was asked for. "
            "Choose HSA."
        )
    if method in ("card", "hsa") and method != paid_by:
        raise RuleError(
            "This was not paid with such a card, so it cannot go back onto one. Nothing was asked for. "
            "Choose check."
        )


def read_check_number(typed: str) -> str:
    """Read the number of a check; raises InputError for what is none."""
    number = typed.strip().lstrip("#").strip()
    if number and not (number.isdigit() and len(number) <= 12):
        raise InputError("The number of a check has digits only. Look at the check.")
    return number
