"""What a contract makes of the lines of a claim of one day: an amount each, and the steps to it in words.

Order: the rate of one unit, units, both sides (modifier 50), the reduction of second and later procedures,
and last the lesser of the rate and the charge. A line whose rate is not known has no amount.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.domain.code_edits import ServiceFacts
from app.domain.code_ranges import names_code
from app.domain.contracts import Contract, ContractTerm, RateKind, terms_for
from app.domain.money import Money, percent_of, total
from app.domain.percents import WHOLE, write_percent
from app.domain.scrubbing.code_families import is_surgery

Services = Mapping[str, tuple[ServiceFacts, ...]]
BOTH_SIDES = "50"
# Each of these changes the price by itself, so that a rate which does not name it is not the line's.
_PRICED_APART = frozenset(
    {*("26", "TC", "52", "53", "54", "55", "56", "62", "66", "73", "74", "78", "80", "81", "82", "AS")}
)
_SEVERAL = frozenset({"2", "3"})
_ONE_SIDE, _EACH_SIDE = frozenset({"", "1"}), "3"
_RANKS = ("", "second", "third")


@dataclass(frozen=True, slots=True)
class BilledService:
    """A line as it was billed: all its units, its charge, and where it was done (place-of-service code)."""

    charge_id: int
    code: str
    charge: Money
    units: int = 1
    modifiers: tuple[str, ...] = ()
    place: str = ""
    category: str = ""


@dataclass(frozen=True, slots=True)
class RateBook:
    """The loaded rates that count for services of one day; None where no such file is loaded.

    `medicare` is by year and `files` by the name of the file. `indicators` is the fee schedule in force on
    the day itself, which tells what is reduced. `facilities` are the places that are paid the facility price.
    """

    year: int
    medicare: Mapping[int, Services | None] = field(default_factory=dict)
    files: Mapping[str, Services | None] = field(default_factory=dict)
    indicators: Services | None = None
    facilities: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ExpectedLine:
    """What the contract pays for a line; `amount` is None where it does not say, and the steps tell why.

    `rate` is the amount before the charge limits it. `case` names the lines paid together by a case rate; the
    first of them bears the amount of all.
    """

    charge_id: int
    amount: Money | None = None
    steps: tuple[str, ...] = ()
    rate: Money | None = None
    case: tuple[int, ...] = ()

    @property
    def words(self) -> str:
        """The steps as one sentence."""
        return "; ".join(self.steps)


@dataclass(frozen=True, slots=True)
class _Priced:
    line: BilledService
    amount: Money | None
    steps: tuple[str, ...]
    term: int = -1

    def then(self, amount: Money, step: str) -> "_Priced":
        return replace(self, amount=amount, steps=(*self.steps, f"{step} = {amount.dollars}"))


def expected_allowed(
    lines: Sequence[BilledService], contract: Contract, rates: RateBook
) -> tuple[ExpectedLine, ...]:
    """Work out what a contract pays for the lines of one claim and one day, in their order."""
    priced = [_price(line, contract, rates) for line in lines]
    cases: dict[int, list[BilledService]] = defaultdict(list)
    for each in priced:
        if _is_case(each, contract):
            cases[each.term].append(each.line)
    reduced = _reduce_several(priced, contract, rates)
    return tuple(_finish(each, contract, cases.get(each.term, ())) for each in reduced)


def _is_case(priced: _Priced, contract: Contract) -> bool:
    return priced.term >= 0 and contract.terms[priced.term].kind is RateKind.CASE


def _price(line: BilledService, contract: Contract, rates: RateBook) -> _Priced:
    """Price a line by the closest term that has a rate for it; a file that is not loaded ends the search."""
    for at in terms_for(contract, line.code, line.category, line.modifiers):
        term = contract.terms[at]
        missing = _missing_file(term, rates)
        if missing:
            return _Priced(line, None, (missing,))
        found = _rate(line, term, rates)
        if found is not None:
            amount, step = found
            priced = _Priced(line, amount, (step,), at)
            return _both_sides(_times_units(priced, term), term, contract, rates)
    named = "-".join((line.code, *line.modifiers))
    return _Priced(line, None, (f"The contract has no rate for {named}.",))


def _missing_file(term: ContractTerm, rates: RateBook) -> str:
    year = term.year or rates.year
    if term.kind is RateKind.MEDICARE and rates.medicare.get(year) is None:
        return f"Medicare’s fee schedule of {year} is not loaded with prices."
    if term.kind is RateKind.FILE and rates.files.get(term.source) is None:
        return f"No rates are loaded under “{term.source}” for that day."
    return ""


def _rate(line: BilledService, term: ContractTerm, rates: RateBook) -> tuple[Money, str] | None:
    """The amount by a term, for one unit where the term counts units; None where it has no rate."""
    if term.kind is RateKind.CHARGE:
        amount = percent_of(line.charge, term.percent_bp or WHOLE)
        percent = write_percent(term.percent_bp or WHOLE)
        return amount, f"{percent} of the charge {line.charge.dollars} = {amount.dollars}"
    if term.kind is RateKind.MEDICARE:
        return _medicare_rate(line, term, rates)
    if term.kind is RateKind.FILE:
        price = _listed_price(line, rates.files[term.source], rates)
        return None if price is None else (price, f"rate of “{term.source}” {price.dollars}")
    if term.amount is None or (_apart(line) and term.modifier not in _apart(line)):
        return None
    words = {RateKind.PER_UNIT: "rate a unit", RateKind.CASE: "case rate"}
    return term.amount, f"{words.get(term.kind, 'fixed rate')} {term.amount.dollars}"


def _medicare_rate(line: BilledService, term: ContractTerm, rates: RateBook) -> tuple[Money, str] | None:
    year = term.year or rates.year
    price = _listed_price(line, rates.medicare[year], rates)
    if price is None:
        return None
    amount = percent_of(price, term.percent_bp or WHOLE)
    where = "facility" if line.place in rates.facilities else "non-facility"
    percent = write_percent(term.percent_bp or WHOLE)
    return amount, f"{percent} of Medicare {year} {where} {price.dollars} = {amount.dollars}"


def _listed_price(line: BilledService, services: Services | None, rates: RateBook) -> Money | None:
    """The price in a loaded file of one unit at the line's place."""
    row = _find_row(line, services)
    if row is None:
        return None
    return row.facility if line.place in rates.facilities else row.non_facility


def _find_row(line: BilledService, services: Services | None) -> ServiceFacts | None:
    """The row of a code for a modifier of the line; the plain row is not that of a part of the service."""
    rows = {row.modifier: row for row in (services or {}).get(line.code, ())}
    named = next((rows[modifier] for modifier in line.modifiers if modifier in rows), None)
    return named or (None if _apart(line) else rows.get(""))


def _apart(line: BilledService) -> frozenset[str]:
    return _PRICED_APART & frozenset(line.modifiers)


def _times_units(priced: _Priced, term: ContractTerm) -> _Priced:
    counts = term.kind in (RateKind.FILE, RateKind.PER_UNIT, RateKind.MEDICARE)
    if priced.amount is None or not counts or priced.line.units == 1:
        return priced
    return priced.then(priced.amount * priced.line.units, f"{priced.line.units} units")


def _both_sides(priced: _Priced, term: ContractTerm, contract: Contract, rates: RateBook) -> _Priced:
    """Raise the rate of a line for both sides, unless the fee schedule says that the price holds both."""
    is_charge = term.kind in (RateKind.CHARGE, RateKind.CASE)
    if priced.amount is None or is_charge or BOTH_SIDES not in priced.line.modifiers:
        return priced
    row = _find_row(priced.line, rates.indicators)
    sign = row.bilateral if row else ""
    if sign == _EACH_SIDE:
        return priced.then(priced.amount * 2, "each side in full")
    if sign not in _ONE_SIDE:
        return priced
    share = write_percent(contract.bilateral_bp)
    return priced.then(percent_of(priced.amount, contract.bilateral_bp), f"both sides {share}")


def _reduce_several(priced: Sequence[_Priced], contract: Contract, rates: RateBook) -> list[_Priced]:
    """Reduce the second and later procedures of the day, the dearest being paid in full."""
    counted = [
        (each.amount, -at)
        for at, each in enumerate(priced)
        if each.amount is not None and not _is_case(each, contract) and _is_counted(each, contract, rates)
    ]
    reduced = list(priced)
    if contract.multiple_bp:
        ranked = sorted(counted, reverse=True)
        for rank, (amount, negative) in enumerate(ranked[1:], 1):
            share = contract.multiple_bp[min(rank, len(contract.multiple_bp)) - 1]
            name = _RANKS[rank] if rank < len(_RANKS) else f"{rank + 1}th"
            step = f"{name} procedure {write_percent(share)}"
            reduced[-negative] = priced[-negative].then(percent_of(amount, share), step)
    return reduced


def _is_counted(priced: _Priced, contract: Contract, rates: RateBook) -> bool:
    """Tell whether a line is one of several procedures: by the contract's list, else the fee schedule's mark.

    Where no fee schedule is loaded for the day, surgery counts.
    """
    if contract.multiple_codes:
        return names_code(contract.multiple_codes, priced.line.code)
    if rates.indicators is None:
        return is_surgery(priced.line.code)
    row = _find_row(priced.line, rates.indicators)
    return row is not None and row.multiple in _SEVERAL


def _finish(priced: _Priced, contract: Contract, case: Sequence[BilledService]) -> ExpectedLine:
    line = priced.line
    if case and line is not case[0]:
        return ExpectedLine(line.charge_id, None, (f"Paid with {case[0].code} by the case rate.",))
    members = tuple(each.charge_id for each in case)
    if priced.amount is None:
        return ExpectedLine(line.charge_id, None, priced.steps)
    charge = total(each.charge for each in case) if case else line.charge
    ended = _lesser(priced, contract, charge)
    rate = None if case else priced.amount
    return ExpectedLine(line.charge_id, ended.amount, ended.steps, rate, members)


def _lesser(priced: _Priced, contract: Contract, charge: Money) -> _Priced:
    if not contract.lesser_of or priced.amount is None or priced.amount <= charge:
        return priced
    return priced.then(charge, "lesser of charge")
