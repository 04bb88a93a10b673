"""What a contract with a payer or plan says a service is worth, and which contract counts on a day.

A contract is never edited: a change is a new version with its own first day, and services before that day
keep the old one. Percents are basis points; amounts are whole cents.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.domain.code_ranges import ANY, score_code, write_codes
from app.domain.errors import InputError
from app.domain.money import ZERO, Money
from app.domain.percents import WHOLE, write_percent

DISPUTE_DAYS = 365
BILATERAL_BP = 15_000
CATEGORY_SCORE = 2
MODIFIER_SCORE = 1
_YEARS = range(1992, 2100)


class RateKind(StrEnum):
    """How a term prices a service; the value is stored."""

    FILE = "file"
    FIXED = "fixed"
    PER_UNIT = "per_unit"
    MEDICARE = "medicare"
    CHARGE = "charge"
    CASE = "case"


AMOUNT_KINDS = frozenset({RateKind.FIXED, RateKind.PER_UNIT, RateKind.CASE})
PERCENT_KINDS = frozenset({RateKind.MEDICARE, RateKind.CHARGE})


@dataclass(frozen=True, slots=True)
class ContractTerm:
    """What a contract pays for some codes, or for a category; without either for any service.

    `modifier` limits it to lines that bear it. `year` is that of the Medicare fee schedule, None for the year
    of the service; `source` is the name under which a file of rates was loaded.
    """

    kind: RateKind
    codes: tuple[str, ...] = ()
    category: str = ""
    modifier: str = ""
    amount: Money | None = None
    percent_bp: int | None = None
    year: int | None = None
    source: str = ""

    @property
    def service(self) -> str:
        """The services it names, in words: `97110, 97140-97150`, `imaging`, `any service`."""
        named = write_codes(self.codes) or self.category.strip() or "any service"
        return f"{named} with {self.modifier}" if self.modifier else named


@dataclass(frozen=True, slots=True)
class Contract:
    """One version of a contract; `chain_id` joins the versions, without a plan it is for all of the payer's.

    `multiple_bp` are the shares of the second, third and later procedures of a day, the last one for all that
    follow; `multiple_codes` says which codes are counted, empty for those the fee schedule marks.
    """

    id: int
    chain_id: int
    version: int
    payer_id: int
    effective: date
    terms: tuple[ContractTerm, ...] = ()
    payer: str = ""
    plan_id: int | None = None
    plan: str = ""
    name: str = ""
    ends: date | None = None
    lesser_of: bool = True
    multiple_bp: tuple[int, ...] = ()
    multiple_codes: tuple[str, ...] = ()
    bilateral_bp: int = BILATERAL_BP
    dispute_days: int | None = None
    source_title: str = ""
    source_page: str = ""
    note: str = ""

    @property
    def source(self) -> str:
        """Where it is written: the paper and its page; empty when nobody said."""
        page = f"page {self.source_page}" if self.source_page else ""
        return ", ".join(part for part in (self.source_title, page) if part)

    def dispute_ends(self, received_on: date) -> date:
        """The last day to dispute what was paid, counted from the day of the answer."""
        days = DISPUTE_DAYS if self.dispute_days is None else self.dispute_days
        return received_on + timedelta(days=days)


def choose_contract(
    contracts: Iterable[Contract], payer_id: int, plan_id: int | None, on: date
) -> Contract | None:
    """Choose the contract of a day of service: each chain's version that counts, a plan's before a payer's.

    Of two that remain the one that began last counts.
    """
    newest: dict[int, Contract] = {}
    for each in contracts:
        if each.payer_id != payer_id or each.plan_id not in (None, plan_id) or each.effective > on:
            continue
        known = newest.get(each.chain_id)
        if known is None or each.version > known.version:
            newest[each.chain_id] = each
    in_force = [each for each in newest.values() if on <= (each.ends or date.max)]
    return max(in_force, key=lambda each: (each.plan_id is not None, each.effective, each.id), default=None)


def terms_for(contract: Contract, code: str, category: str, modifiers: Sequence[str]) -> tuple[int, ...]:
    """The places of the terms that name a service, the closest first: code, range, category, any service.

    Beside equals a term with a modifier of the line comes first, then the one that stands first.
    """
    scored = [
        (-score, at)
        for at, term in enumerate(contract.terms)
        if (score := _score(term, code, category, modifiers)) is not None
    ]
    return tuple(at for _, at in sorted(scored))


def check_term(term: ContractTerm) -> None:
    """Raise InputError with a sentence for a term that does not say what a service is worth."""
    if term.kind in AMOUNT_KINDS and (term.amount is None or term.amount <= ZERO):
        raise InputError(f"Type the amount that the contract pays for {term.service}.")
    if term.kind in PERCENT_KINDS and not term.percent_bp:
        raise InputError(f"Type the percent that the contract pays for {term.service}, like 80.")
    if term.kind is RateKind.FILE and not term.source.strip():
        raise InputError(f"Say which loaded file of rates counts for {term.service}, by its name.")
    if term.kind is RateKind.CASE and not (term.codes or term.category.strip()):
        raise InputError("A case rate needs the codes that it pays for together. Type them.")
    if term.year is not None and term.year not in _YEARS:
        raise InputError(f"{term.year} is no year of a Medicare fee schedule. Type a year like 2026.")


def explain_term(term: ContractTerm) -> str:
    """Say what a term pays: `80 % of Medicare 2026`, `$30.00 a unit`, `the rates of “Prairie”`."""
    amount, percent = (term.amount or ZERO).dollars, write_percent(term.percent_bp or WHOLE)
    words = {
        RateKind.FILE: f"the rates of “{term.source}”",
        RateKind.FIXED: f"{amount} a line",
        RateKind.PER_UNIT: f"{amount} a unit",
        RateKind.MEDICARE: f"{percent} of Medicare {term.year or 'of the year'}",
        RateKind.CHARGE: f"{percent} of the charge",
        RateKind.CASE: f"{amount} for all of them of one day",
    }
    return words[term.kind]


def _score(term: ContractTerm, code: str, category: str, modifiers: Sequence[str]) -> int | None:
    if term.modifier and term.modifier not in modifiers:
        return None
    service = _score_service(term, code, category)
    return None if service is None else 2 * service + (MODIFIER_SCORE if term.modifier else 0)


def _score_service(term: ContractTerm, code: str, category: str) -> int | None:
    if term.codes:
        return score_code(term.codes, code)
    if not term.category.strip():
        return ANY
    return CATEGORY_SCORE if term.category.strip().casefold() == category.strip().casefold() else None
