"""What a plan asks of the patient for each kind of service: copay, deductible, coinsurance."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.findings import Finding, Severity
from app.domain.money import ZERO, Money

ANY_SERVICE = ""
OFFICE_VISIT = "office"
WHOLE = 10_000


class BenefitMode(StrEnum):
    """The order in which copay, deductible and coinsurance take their part of the allowed amount."""

    NONE = "NONE"
    COPAY_ONLY = "COPAY_ONLY"
    DED_COINS = "DED_COINS"
    DED_COPAY = "DED_COPAY"
    COPAY_DED_COINS = "COPAY_DED_COINS"
    DED_COPAY_COINS = "DED_COPAY_COINS"
    COINS_ONLY = "COINS_ONLY"
    NOT_COVERED = "NOT_COVERED"


COPAY_MODES = frozenset(mode for mode in BenefitMode if "COPAY" in mode)


@dataclass(frozen=True, slots=True)
class BenefitRow:
    """One line of a plan's benefits; an empty `category` is for every service without a line of its own.

    `coinsurance_bp` is the patient's share in basis points (2000 = 20 %); a copay of None is not known.
    """

    category: str
    mode: BenefitMode
    copay: Money | None = None
    coinsurance_bp: int = 0
    deductible_applies: bool = False


def find_benefit(category: str, rows: Sequence[BenefitRow]) -> BenefitRow | None:
    """Choose the row of a category, else the row for any service; capitals do not count."""
    for wanted in (category.strip().casefold(), ANY_SERVICE):
        for row in rows:
            if row.category.strip().casefold() == wanted:
                return row
    return None


def copay_for(category: str, rows: Sequence[BenefitRow]) -> Money | None:
    """Tell the copay to ask for at the desk; zero where the plan has none, None where nothing is known."""
    row = find_benefit(category, rows)
    if row is None or row.mode is BenefitMode.NOT_COVERED:
        return None
    return row.copay if row.mode in COPAY_MODES else ZERO


def copay_of_visit(categories: Sequence[str], rows: Sequence[BenefitRow]) -> Money | None:
    """Tell the one copay of a visit: the highest of its services, of an office visit where none is known."""
    known = [copay for category in categories if (copay := copay_for(category, rows)) is not None]
    return max(known) if known else copay_for(OFFICE_VISIT, rows)


def check_benefit_row(row: BenefitRow) -> tuple[Finding, ...]:
    """Check the figures of a row: a copay where the kind has one, no minus, a share of at most 100 %."""
    findings = []
    if row.copay is not None and row.copay < ZERO:
        findings.append(Finding(Severity.ERROR, "copay", "The copay cannot be less than zero."))
    if row.mode in COPAY_MODES and not row.copay:
        text = "The copay is not known: it cannot be asked for at the desk."
        findings.append(Finding(Severity.WARNING, "copay", text, "Type it from the card or the plan's list."))
    if not 0 <= row.coinsurance_bp <= WHOLE:
        text = "The coinsurance lies between 0 % and 100 %."
        findings.append(Finding(Severity.ERROR, "coinsurance_bp", text))
    return tuple(findings)
