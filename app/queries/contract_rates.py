"""What contracts make of the lines of claims; rates are asked for once while many lines are priced."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.catalogs import places_of_service
from app.domain.code_edits import OfficialKind, ServiceFacts
from app.domain.contracts import Contract, RateKind, choose_contract
from app.domain.expected_allowed import BilledService, ExpectedLine, RateBook, Services, expected_allowed
from app.domain.money import Money
from app.domain.official_files import MEDICARE
from app.domain.official_periods import FilePeriod, choose_in_force
from app.models.database import select
from app.queries.code_edits import services_in
from app.queries.official_files import list_file_periods

AT_ONCE = 500
_KINDS = (OfficialKind.FEES, OfficialKind.RATES)
_LINES = """
    select m.id, n.payer_id, n.id, c.service_on, c.id, c.code, c.cents, c.units, c.modifiers, c.pos,
      coalesce(r.category, '')
    from claim m join policy o on o.id = m.policy_id join plan n on n.id = o.plan_id
      join claim_line l on l.claim_id = m.id join charge c on c.id = l.charge_id
      left join procedure r on r.code = c.code
    where m.id in ({marks}) order by m.id, l.position
"""
Priced = tuple[Contract, ExpectedLine]


@dataclass(frozen=True, slots=True)
class _ClaimDay:
    """What the lines of a claim share: one contract and one day of service."""

    claim_id: int
    payer_id: int
    plan_id: int
    on: date


class RateSource:
    """Contracts, and the loaded rates they speak of; one lives as long as one question."""

    def __init__(self, contracts: Sequence[Contract]) -> None:
        self.contracts = tuple(contracts)
        self._periods: tuple[FilePeriod, ...] | None = None
        self._priced: frozenset[int] = frozenset()
        self._rows: dict[tuple[int, date | None], dict[str, tuple[ServiceFacts, ...]]] = defaultdict(dict)
        self._facilities = frozenset(place.code for place in places_of_service() if place.facility_rate)

    def contract_on(self, payer_id: int, plan_id: int, on: date) -> Contract | None:
        """The contract of a payer and plan on a day of service."""
        return choose_contract(self.contracts, payer_id, plan_id, on)

    def book(self, contract: Contract, on: date, codes: Iterable[str]) -> RateBook:
        """The rates that a contract speaks of, as they count for some codes on a day."""
        asked = tuple(sorted(set(codes)))
        years = {term.year or on.year for term in contract.terms if term.kind is RateKind.MEDICARE}
        names = {term.source for term in contract.terms if term.kind is RateKind.FILE}
        in_force = self._choose(OfficialKind.FEES, MEDICARE, on)
        return RateBook(
            on.year,
            {year: self._medicare(year, on, asked) for year in years},
            {name: self._services(self._choose(OfficialKind.RATES, name, on), asked, on) for name in names},
            self._services(in_force, asked, on),
            self._facilities,
        )

    def _medicare(self, year: int, on: date, codes: Sequence[str]) -> Services | None:
        """The priced fee schedule of a year: that of the same season, else the latest loaded of the year."""
        day = date(year, on.month, min(on.day, 28)) if year != on.year else on
        found = self._choose(OfficialKind.FEES, MEDICARE, day) or self._latest_of(year)
        return self._services(found, codes, on) if found and found[0].id in self._priced else None

    def _latest_of(self, year: int) -> tuple[FilePeriod, ...]:
        fees = [each for each in self._files() if (each.kind, each.source) == (OfficialKind.FEES, MEDICARE)]
        own = [each for each in fees if each.effective.year == year]
        return (max(own, key=lambda each: each.effective),) if own else ()

    def _choose(self, kind: OfficialKind, source: str, on: date) -> tuple[FilePeriod, ...]:
        return choose_in_force(self._files(), kind, on, source)

    def _files(self) -> tuple[FilePeriod, ...]:
        if self._periods is None:
            self._periods = list_file_periods(_KINDS)
            rows = select("select id from official_file where kind = 'fees' and locality <> ''")
            self._priced = frozenset(number for (number,) in rows)
        return self._periods

    def _services(self, files: Sequence[FilePeriod], codes: Sequence[str], on: date) -> Services | None:
        """The rows of some codes in a file; each code of it is asked for once."""
        if not files:
            return None
        is_dated = files[0].kind is OfficialKind.RATES
        known = self._rows[files[0].id, on if is_dated else None]
        missing = [code for code in codes if code not in known]
        if missing:
            found = services_in(files, missing, on if is_dated else date.max) or {}
            known.update({code: found.get(code, ()) for code in missing})
        return known


def price_claims(claim_ids: Sequence[int], source: RateSource) -> Mapping[int, tuple[Priced, ...]]:
    """The lines of claims with their contract and what it pays; a claim without a contract is left out."""
    days = _claim_days(claim_ids) if source.contracts else {}
    found: dict[int, tuple[Priced, ...]] = {}
    for (payer_id, plan_id, on), group in _by_contract(days).items():
        contract = source.contract_on(payer_id, plan_id, on)
        if contract is None:
            continue
        book = source.book(contract, on, (line.code for day in group for line in days[day]))
        for day in group:
            priced = tuple((contract, each) for each in expected_allowed(days[day], contract, book))
            found[day.claim_id] = (*found.get(day.claim_id, ()), *priced)
    return found


def price_services(
    lines: Sequence[BilledService], contract: Contract, on: date, source: RateSource
) -> tuple[ExpectedLine, ...]:
    """What a contract pays for services of one day that are on no claim yet, in their order."""
    return expected_allowed(lines, contract, source.book(contract, on, (line.code for line in lines)))


def _by_contract(days: Iterable[_ClaimDay]) -> Mapping[tuple[int, int, date], list[_ClaimDay]]:
    groups: dict[tuple[int, int, date], list[_ClaimDay]] = defaultdict(list)
    for day in days:
        groups[day.payer_id, day.plan_id, day.on].append(day)
    return groups


def _claim_days(claim_ids: Sequence[int]) -> Mapping[_ClaimDay, list[BilledService]]:
    days: dict[_ClaimDay, list[BilledService]] = defaultdict(list)
    for start in range(0, len(claim_ids), AT_ONCE):
        some = claim_ids[start : start + AT_ONCE]
        for claim, payer, plan, on, *billed in select(_LINES.format(marks=", ".join("?" * len(some))), *some):
            charge, code, cents, units, modifiers, place, category = billed
            line = BilledService(charge, code, Money(cents), units, tuple(modifiers.split()), place, category)
            days[_ClaimDay(claim, payer, plan, date.fromisoformat(on))].append(line)
    return days
