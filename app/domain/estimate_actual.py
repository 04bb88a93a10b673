"""An estimate beside what insurers answered: what differs line by line, and why.

Amounts are whole cents. A plan's parts are those of the plan that paid first, as in the estimate.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.estimate_record import EstimatedLine
from app.domain.money import ZERO, Money, total


class Why(StrEnum):
    """Why a line came out as it did."""

    AS_TOLD = "as_told"
    WAITING = "waiting"
    NOT_BILLED = "not_billed"
    NOT_PLANNED = "not_planned"
    DENIED = "denied"
    NOT_COVERED = "not_covered"
    CHARGE = "charge"
    ALLOWED = "allowed"
    DEDUCTIBLE_MET = "deductible_met"
    MORE_DEDUCTIBLE = "more_deductible"
    COPAY = "copay"
    SHARE = "share"
    SECOND = "second"


WORDS: dict[Why, tuple[str, str]] = {
    Why.AS_TOLD: ("As estimated.", "Como se estimó."),
    Why.WAITING: ("The plan has not answered yet.", "El plan todavía no ha respondido."),
    Why.NOT_BILLED: ("It was planned, but not billed.", "Estaba previsto, pero no se facturó."),
    Why.NOT_PLANNED: (
        "It was not planned: another service was given.",
        "No estaba previsto: se prestó otro servicio.",
    ),
    Why.DENIED: (
        "The plan denied it; we are looking at that.",
        "El plan lo denegó; lo estamos revisando.",
    ),
    Why.NOT_COVERED: ("The plan does not cover it.", "El plan no lo cubre."),
    Why.CHARGE: (
        "We charged {actual}, not {estimated}.",
        "Cobramos {actual}, no {estimated}.",
    ),
    Why.ALLOWED: (
        "The plan allowed {actual}, not {estimated}.",
        "El plan aprobó {actual}, no {estimated}.",
    ),
    Why.DEDUCTIBLE_MET: (
        "Less of the deductible was left: {actual} went to it, not {estimated}.",
        "Quedaba menos del deducible: se aplicaron {actual}, no {estimated}.",
    ),
    Why.MORE_DEDUCTIBLE: (
        "More of the deductible was left: {actual} went to it, not {estimated}.",
        "Quedaba más del deducible: se aplicaron {actual}, no {estimated}.",
    ),
    Why.COPAY: (
        "The plan took a copay of {actual}, not {estimated}.",
        "El plan aplicó un copago de {actual}, no {estimated}.",
    ),
    Why.SHARE: (
        "The plan left {actual} as the share of the rest, not {estimated}.",
        "El plan dejó {actual} como parte del resto, no {estimated}.",
    ),
    Why.SECOND: (
        "The second plan paid {actual}, not {estimated}.",
        "El segundo plan pagó {actual}, no {estimated}.",
    ),
}


@dataclass(frozen=True, slots=True)
class ActualLine:
    """What became of a charge: the parts that the first plan left, and what the patient owes in the end.

    `allowed` is None where the plan denied the line or states none; without an answer `is_answered` is False.
    """

    code: str
    modifiers: tuple[str, ...]
    charge: Money
    is_answered: bool = True
    is_denied: bool = False
    allowed: Money | None = None
    copay: Money = ZERO
    deductible: Money = ZERO
    coinsurance: Money = ZERO
    not_covered: Money = ZERO
    second: Money = ZERO
    patient: Money = ZERO
    name: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason with the amount that was told and the one that came."""

    why: Why
    estimated: Money = ZERO
    actual: Money = ZERO

    def words(self, language: str = "en") -> str:
        """Say it."""
        text = WORDS[self.why][language == "es"]
        return text.format(estimated=self.estimated.dollars, actual=self.actual.dollars)


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """A service that was told, that came, or both; and why they differ."""

    estimated: EstimatedLine | None
    actual: ActualLine | None
    reasons: tuple[Reason, ...]

    @property
    def code(self) -> str:
        """The code of the service."""
        line = self.actual or self.estimated
        return line.code if line else ""

    @property
    def name(self) -> str:
        """The practice's own name of the service."""
        line = self.actual or self.estimated
        return line.name if line else ""

    @property
    def told(self) -> Money | None:
        """What the patient was told to pay for it."""
        return self.estimated.patient if self.estimated else None

    @property
    def came(self) -> Money | None:
        """What the patient owes for it; None while a plan has not answered."""
        return self.actual.patient if self.actual and self.actual.is_answered else None

    def words(self, language: str = "en") -> str:
        """Every reason in one text."""
        return " ".join(reason.words(language) for reason in self.reasons)


def compare_lines(told: Sequence[EstimatedLine], came: Sequence[ActualLine]) -> tuple[ComparedLine, ...]:
    """Put what was told beside what came, by code and modifiers, then by code; the rest stands alone."""
    rest = list(came)
    pairs = [(line, _take(line, rest)) for line in told]
    compared = [ComparedLine(line, actual, _explain(line, actual)) for line, actual in pairs]
    compared += [ComparedLine(None, actual, (Reason(Why.NOT_PLANNED),)) for actual in rest]
    return tuple(compared)


def total_told(lines: Sequence[ComparedLine]) -> Money:
    """What the patient was told to pay for the visit."""
    return total(line.told for line in lines if line.told is not None)


def total_came(lines: Sequence[ComparedLine]) -> Money | None:
    """What the patient owes for the visit; None while a plan has not answered everything."""
    waits = any(line.actual and not line.actual.is_answered for line in lines)
    return None if waits else total(line.came for line in lines if line.came is not None)


def _take(line: EstimatedLine, rest: list[ActualLine]) -> ActualLine | None:
    alike = [each for each in rest if each.code == line.code]
    exact = [each for each in alike if each.modifiers == line.modifiers]
    found = next(iter(exact or alike), None)
    if found is not None:
        rest.remove(found)
    return found


def _explain(told: EstimatedLine, came: ActualLine | None) -> tuple[Reason, ...]:
    if came is None:
        return (Reason(Why.NOT_BILLED),)
    if not came.is_answered:
        return (Reason(Why.WAITING),)
    if came.is_denied:
        return (Reason(Why.DENIED),)
    if came.not_covered and not told.not_covered:
        return (Reason(Why.NOT_COVERED),)
    if told.patient == came.patient:
        return (Reason(Why.AS_TOLD),)
    return tuple(_differences(told, came)) or (Reason(Why.SHARE, told.patient, came.patient),)


def _differences(told: EstimatedLine, came: ActualLine) -> list[Reason]:
    """What differs, the causes first; what only follows from another price is not named."""
    found = []
    if told.not_covered and told.charge != came.charge:
        found.append(Reason(Why.CHARGE, told.charge, came.charge))
    other_price = came.allowed is not None and came.allowed != told.allowed
    if other_price:
        found.append(Reason(Why.ALLOWED, told.allowed, came.allowed or ZERO))
    if told.deductible != came.deductible and not (other_price and _follows(told, came)):
        why = Why.DEDUCTIBLE_MET if came.deductible < told.deductible else Why.MORE_DEDUCTIBLE
        found.append(Reason(why, told.deductible, came.deductible))
    if told.copay != came.copay:
        found.append(Reason(Why.COPAY, told.copay, came.copay))
    if not found and told.coinsurance != came.coinsurance:
        found.append(Reason(Why.SHARE, told.coinsurance, came.coinsurance))
    if told.second != came.second:
        found.append(Reason(Why.SECOND, told.second, came.second))
    return found


def _follows(told: EstimatedLine, came: ActualLine) -> bool:
    """Tell whether another deductible only follows from another price: it takes all of both."""
    allowed = came.allowed or ZERO
    takes_all = told.deductible == told.allowed - told.copay and came.deductible == allowed - came.copay
    return takes_all or came.deductible == min(told.deductible, allowed)
