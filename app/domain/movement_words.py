"""The words for movements of the ledger: for patients in English and Spanish, for the staff in English."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.itemised_ledger import LedgerMove, MoveKind
from app.domain.movements import ELSEWHERE, SERVICE, Movement
from app.domain.posting import PATIENT_AR

_PATIENT_TEXTS: dict[str, tuple[str, str]] = {
    "receipt": ("receipt {receipt}, {method}", "recibo {receipt}, {method}"),
    "you": ("to you", "a usted"),
    "insurer": ("to {payer}", "a {payer}"),
    "insurer_unnamed": ("to insurance", "al seguro"),
    SERVICE: ("receipt {receipt} used for", "recibo {receipt} usado para"),
    ELSEWHERE: ("receipt {receipt} used for another account", "recibo {receipt} usado para otra cuenta"),
    "refunded": ("to you, from receipt {receipt}", "a usted, del recibo {receipt}"),
    "returned": (
        "receipt {receipt}, check returned by the bank",
        "recibo {receipt}, cheque devuelto por el banco",
    ),
}
# What the patient reads of a write-off; the other reasons are the practice's own.
_WRITE_OFFS: dict[str, tuple[str, str]] = {
    "writeoff_small": ("small balance", "saldo pequeño"),
    "writeoff_hardship": ("financial hardship", "dificultad económica"),
    "writeoff_courtesy": ("courtesy", "cortesía"),
}
_STAFF_WRITE_OFFS = {
    "writeoff_small": "small balance",
    "writeoff_hardship": "hardship",
    "writeoff_courtesy": "courtesy",
    "writeoff_timely": "timely filing, ours",
    "writeoff_contractual": "contractual, above the fee schedule",
    "writeoff_bad_debt": "bad debt",
}
_METHODS: dict[str, tuple[str, str]] = {
    "cash": ("cash", "efectivo"),
    "check": ("check", "cheque"),
    "card": ("card", "tarjeta"),
    "hsa": ("HSA or FSA card", "tarjeta HSA o FSA"),
    "ach": ("bank transfer", "transferencia"),
    "other": ("other", "otro"),
}
_STAFF_TEXTS = {
    MoveKind.CHARGE: "Charged, {holder} is asked first",
    MoveKind.INSURANCE_PAYMENT: "{payer} paid",
    MoveKind.PATIENT_PAYMENT: "Patient paid, receipt {receipt}, {method}",
    MoveKind.DISCOUNT: "Plan discount of {payer}",
    MoveKind.ADJUSTMENT: "Taken off by {payer}",
    MoveKind.WRITE_OFF: "Written off by the practice",
    MoveKind.REFUND: "Refunded to {holder}",
}


@dataclass(frozen=True, slots=True)
class MoveNames:
    """The names that movements bear: services and their days by charge, payers by policy.

    `receipts` gives number and method by payment.
    """

    services: Mapping[int, str] = field(default_factory=dict)
    days: Mapping[int, str] = field(default_factory=dict)
    patients: Mapping[int, str] = field(default_factory=dict)
    payers: Mapping[int, str] = field(default_factory=dict)
    receipts: Mapping[int, tuple[int, str]] = field(default_factory=dict)


def compose_ledger_move(movement: Movement, names: MoveNames, language: str) -> LedgerMove:
    """Write a movement as a line of the itemised ledger, in the account's language."""
    entry = movement.entry
    return LedgerMove(
        entry.effective_on,
        "" if movement.to == ELSEWHERE else names.patients.get(entry.charge_id or 0, ""),
        MoveKind.REVERSAL if entry.is_reversal else movement.kind,
        _patient_words(movement, names, language),
        movement.amount,
        movement.moved,
    )


def explain_movement(movement: Movement, names: MoveNames) -> str:
    """Say in a few words for the staff what a movement did, with the reason where one was given."""
    payer = names.payers.get(movement.policy_id or 0, "")
    if movement.kind is MoveKind.TRANSFER:
        words = f"Moved {movement.moved.dollars} {_target(movement, payer)}"
    else:
        receipt, method = _receipt(movement, names, "en")
        holder = payer or "the patient"
        words = _STAFF_TEXTS[movement.kind].format(
            holder=holder, payer=payer or "the insurer", receipt=receipt, method=method
        )
    entry = movement.entry
    if entry.kind == "fee":
        words = "Fee charged to the patient"
    elif entry.kind.startswith("provider_adjustment"):
        words = f"{payer or 'The insurer'} took back what it had paid"
    if entry.account in _STAFF_WRITE_OFFS:
        words = f"{words}, {_STAFF_WRITE_OFFS[entry.account]}"
    if entry.is_reversal:
        back = "Check returned" if entry.kind == "payment_returned" else "Taken back"
        words = f"{back}: {words}"
    return f"{words} ({entry.reason})" if entry.reason else words


def _patient_words(movement: Movement, names: MoveNames, language: str) -> str:
    charge = movement.entry.charge_id or 0
    if movement.kind is MoveKind.CHARGE:
        return names.services.get(charge, "")
    service = f"{names.services.get(charge, '')} {names.days.get(charge, '')}".strip()
    receipt, method = _receipt(movement, names, language)
    payer = names.payers.get(movement.policy_id or 0, "")
    if movement.kind is MoveKind.TRANSFER:
        words = _say(_transfer_key(movement, payer), language, payer=payer, receipt=receipt)
        if movement.to == ELSEWHERE:
            return words
        return f"{words} {service}" if movement.to == SERVICE else f"{words}, {service}"
    if movement.kind is MoveKind.PATIENT_PAYMENT:
        key = "returned" if movement.entry.kind == "payment_returned" else "receipt"
        paid = _say(key, language, receipt=receipt, method=method)
        return f"{paid}, {service}" if service else paid
    if movement.kind is MoveKind.REFUND and receipt:
        return _say("refunded", language, receipt=receipt)
    why = _WRITE_OFFS.get(movement.entry.account, ("", ""))[language == "es"]
    return ", ".join(part for part in (why, payer, service) if part)


def _transfer_key(movement: Movement, payer: str) -> str:
    if movement.to in (SERVICE, ELSEWHERE):
        return movement.to
    if movement.to == PATIENT_AR:
        return "you"
    return "insurer" if payer else "insurer_unnamed"


def _target(movement: Movement, payer: str) -> str:
    if movement.to == SERVICE:
        return "from credit to this service"
    if movement.to == ELSEWHERE:
        return "to another account"
    return "to the patient" if movement.to == PATIENT_AR else f"to {payer or 'insurance'}"


def _receipt(movement: Movement, names: MoveNames, language: str) -> tuple[str, str]:
    found = names.receipts.get(movement.payment_id or 0)
    if found is None:
        return "", ""
    number, method = found
    return str(number), _METHODS[method][language == "es"]


def _say(key: str, language: str, **words: str) -> str:
    return _PATIENT_TEXTS[key][language == "es"].format(**words)
