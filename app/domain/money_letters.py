"""Letters about patients' and insurers' money: refund, refund to an insurer, returned check, open credit.

Patients read them in English or Spanish (usted); insurers in English. The address block, which shows through
the window of an envelope, holds the name and the address only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.errors import RuleError
from app.domain.explanations import explain_date
from app.domain.letterhead import PracticeHead
from app.domain.money import ZERO, Money


class LetterKind(StrEnum):
    """What a letter is about."""

    REFUND = "refund"
    PAYER_REFUND = "payer_refund"
    RETURNED_CHECK = "returned_check"
    CREDIT = "credit"


@dataclass(frozen=True, slots=True)
class RefundedPart:
    """What a part of the money comes from: a receipt or a claim by its number, and its day."""

    name: str
    number: str
    on: date
    amount: Money


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What a letter is filled with; `amount` is what it is about, `fee` and `owes` of a returned check."""

    practice: PracticeHead
    language: str
    addressee: tuple[str, ...]
    account_number: str
    written_on: date
    amount: Money
    signer: str
    reason: str = ""
    parts: tuple[RefundedPart, ...] = ()
    method: str = ""
    check_number: str = ""
    fee: Money = ZERO
    owes: Money = ZERO
    prepared_by: str = ""


@dataclass(frozen=True, slots=True)
class MoneyLetter:
    """One letter, complete: words, the rows of its table, and who signs it."""

    practice: PracticeHead
    language: str
    title: str
    facts: tuple[tuple[str, str], ...]
    addressee: tuple[str, ...]
    greeting: str
    paragraphs: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    closing: tuple[str, ...]
    ticks: tuple[str, ...] = ()


def compose_money_letter(kind: LetterKind, facts: LetterFacts) -> MoneyLetter:
    """Write a letter in its reader's language; raises RuleError without an address to send it to."""
    if len(facts.addressee) < 2:
        raise RuleError(
            f"{facts.addressee[0]} has no address, so the letter could not be sent. Nothing was printed. "
            "Add the address first."
        )
    language = "es" if facts.language == "es" else "en"
    heads, rows = _table(kind, facts, language)
    return MoneyLetter(
        practice=facts.practice,
        language=language,
        title=_say(f"{kind}_title", language),
        facts=(
            (_say("date", language), explain_date(facts.written_on)),
            (_say("account", language), facts.account_number),
        ),
        addressee=facts.addressee,
        greeting=_say("greeting", language, name=facts.addressee[0]),
        paragraphs=_paragraphs(kind, facts, language),
        heads=heads,
        rows=rows,
        closing=(_say("closing", language), facts.signer, facts.practice.name),
        ticks=_ticks(kind, facts, language),
    )


def explain_paid_back(facts: LetterFacts, language: str) -> str:
    """Say how the money goes back: check 1187, or to the card it was paid with."""
    return _say(f"by_{facts.method}", language, number=facts.check_number)


def _paragraphs(kind: LetterKind, facts: LetterFacts, language: str) -> tuple[str, ...]:
    words: dict[str, object] = {
        "amount": facts.amount.dollars,
        "reason": facts.reason,
        "number": facts.check_number,
        "fee": facts.fee.dollars,
        "owes": facts.owes.dollars,
        "phone": facts.practice.phone,
    }
    keys: Sequence[str] = _PARAGRAPHS[kind]
    if kind is LetterKind.RETURNED_CHECK and not facts.fee:
        keys = [key for key in keys if key != "returned_check_fee"]
    said = [_say(key, language, **words) for key in keys]
    if kind in (LetterKind.REFUND, LetterKind.PAYER_REFUND):
        said.insert(1, explain_paid_back(facts, language))
    if facts.practice.phone:
        said.append(_say("questions", language, **words))
    return tuple(said)


def _table(
    kind: LetterKind, facts: LetterFacts, language: str
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    if not facts.parts:
        return (), ()
    number = "claim" if kind is LetterKind.PAYER_REFUND else "receipt"
    if kind is LetterKind.RETURNED_CHECK:
        number = "visit"
    heads = tuple(_say(key, language) for key in ("patient", number, "day", "amount"))
    rows = tuple((part.name, part.number, explain_date(part.on), part.amount.dollars) for part in facts.parts)
    return heads, rows


def _ticks(kind: LetterKind, facts: LetterFacts, language: str) -> tuple[str, ...]:
    if kind is not LetterKind.CREDIT:
        return ()
    return tuple(
        _say(key, language, amount=facts.amount.dollars) for key in ("tick_refund", "tick_keep", "tick_sign")
    )


def _say(key: str, language: str, **words: object) -> str:
    return _TEXTS[key][language == "es"].format(**words)


_PARAGRAPHS: dict[LetterKind, tuple[str, ...]] = {
    LetterKind.REFUND: ("refund_what", "refund_why", "refund_from"),
    LetterKind.PAYER_REFUND: ("payer_refund_what", "payer_refund_why", "payer_refund_from"),
    LetterKind.RETURNED_CHECK: ("returned_what", "returned_check_fee", "returned_owes", "returned_how"),
    LetterKind.CREDIT: ("credit_what", "credit_choose"),
}
_TEXTS: dict[str, tuple[str, str]] = {
    "date": ("Date", "Fecha"),
    "account": ("Account number", "Número de cuenta"),
    "patient": ("Patient", "Paciente"),
    "receipt": ("Receipt", "Recibo"),
    "claim": ("Claim", "Reclamo"),
    "visit": ("Service", "Servicio"),
    "day": ("Day", "Día"),
    "amount": ("Amount", "Cantidad"),
    "greeting": ("To {name}:", "Para {name}:"),
    "closing": ("Sincerely,", "Atentamente,"),
    "questions": ("Questions? Please call {phone}.", "¿Preguntas? Llame al {phone}."),
    "refund_title": ("REFUND", "REEMBOLSO"),
    "refund_what": (
        "You paid us more than you owe. We are giving you back {amount}.",
        "Usted nos pagó más de lo que debe. Le devolvemos {amount}.",
    ),
    "refund_why": ("Reason: {reason}", "Motivo: {reason}"),
    "refund_from": (
        "The money comes from what you paid, as listed below.",
        "El dinero viene de lo que usted pagó, como se indica abajo.",
    ),
    "by_check": (
        "Our check number {number} is enclosed.",
        "Adjuntamos nuestro cheque número {number}.",
    ),
    "by_card": (
        "It goes back to the card you paid with. The card’s bank shows it within some days.",
        "Se devuelve a la tarjeta con la que usted pagó. El banco lo muestra en unos días.",
    ),
    "by_hsa": (
        "It goes back to your HSA or FSA card, so that your account stays in order.",
        "Se devuelve a su tarjeta HSA o FSA, para que su cuenta quede en orden.",
    ),
    "by_ach": (
        "It goes to the bank account it came from.",
        "Se envía a la cuenta bancaria de la que vino.",
    ),
    "payer_refund_title": ("REFUND OF AN OVERPAYMENT", "DEVOLUCIÓN DE UN PAGO EN EXCESO"),
    "payer_refund_what": (
        "You paid more than was due on the claim listed below. We return {amount}.",
        "Ustedes pagaron más de lo debido por el reclamo indicado abajo. Devolvemos {amount}.",
    ),
    "payer_refund_why": ("Reason: {reason}", "Motivo: {reason}"),
    "payer_refund_from": (
        "A copy of the claim is enclosed. Please correct your records, and do not take this amount from a "
        "later payment.",
        "Adjuntamos una copia del reclamo. Corrijan sus registros y no descuenten esta cantidad de un pago "
        "posterior.",
    ),
    "returned_check_title": ("YOUR CHECK CAME BACK", "SU CHEQUE FUE DEVUELTO"),
    "returned_what": (
        "The bank returned your check number {number} for {amount} unpaid ({reason}). What it had paid is "
        "owed again.",
        "El banco devolvió sin pagar su cheque número {number} por {amount} ({reason}). Lo que había pagado "
        "se debe de nuevo.",
    ),
    "returned_check_fee": (
        "The policy you signed has a fee of {fee} for a returned check.",
        "La política que usted firmó tiene un cargo de {fee} por un cheque devuelto.",
    ),
    "returned_owes": (
        "You owe {owes} now.",
        "Usted debe {owes} ahora.",
    ),
    "returned_how": (
        "Please pay in cash, by card or by money order. We can not take another check on this account "
        "for now.",
        "Por favor pague en efectivo, con tarjeta o con giro postal. Por ahora no podemos aceptar otro "
        "cheque en esta cuenta.",
    ),
    "credit_title": ("A CREDIT OF YOURS", "UN CRÉDITO A SU FAVOR"),
    "credit_what": (
        "Your account has a credit of {amount}. It is your money.",
        "Su cuenta tiene un crédito de {amount}. Es su dinero.",
    ),
    "credit_choose": (
        "Tell us what to do with it: tick one line below and send this letter back, or call us.",
        "Díganos qué hacer con él: marque una línea abajo y devuelva esta carta, o llámenos.",
    ),
    "tick_refund": ("Please give me back {amount}.", "Por favor devuélvanme {amount}."),
    "tick_keep": ("Please keep it for my next visit.", "Por favor guárdenlo para mi próxima visita."),
    "tick_sign": ("Signature and date", "Firma y fecha"),
}
