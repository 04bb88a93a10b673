"""What an insurer says of a person's coverage: active or not, and the amounts that the plan asks of him.

Codes are those of EB segments (271): EB01 says what a benefit is, EB03 the service, EB06 the period.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.accumulators import Accumulators
from app.domain.date_entry import format_date
from app.domain.money import Money

PLAN_COVERAGE = "30"
OFFICE_VISIT = "98"
ANSWER_OF = "Eligibility answer of {}"
_ACTIVE = frozenset("12345")
_INACTIVE = frozenset("678")
_REMAINING = "29"
# Where a plan tells an amount for several services, the plan's own counts before a part of it.
_WHOLE_PLAN = (PLAN_COVERAGE, "", "1", OFFICE_VISIT)
_VISIT = (OFFICE_VISIT, PLAN_COVERAGE, "", "1")
_LONGEST_YEAR = 366


class CheckStatus(StrEnum):
    """What a check found out; not to be told of is unknown, never inactive."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    UNKNOWN = "unknown"
    REJECTED = "rejected"


class CheckWay(StrEnum):
    """How a check was made."""

    TYPED = "typed"
    PHONE = "phone"
    PORTAL = "portal"
    FILE = "file"


class BenefitKind(StrEnum):
    """What one part of an answer is."""

    COVERED = "covered"
    NOT_COVERED = "not_covered"
    COPAY = "copay"
    COINSURANCE = "coinsurance"
    DEDUCTIBLE = "deductible"
    DEDUCTIBLE_LEFT = "deductible_left"
    OOP = "oop"
    OOP_LEFT = "oop_left"
    LIMIT = "limit"
    LIMIT_LEFT = "limit_left"
    OTHER_PAYER = "other_payer"
    DOCTOR = "doctor"
    NOTE = "note"


class Person(StrEnum):
    """Whose amount it is."""

    INDIVIDUAL = "individual"
    FAMILY = "family"
    UNKNOWN = "unknown"


class Network(StrEnum):
    """Where an amount holds."""

    IN = "in"
    OUT = "out"
    BOTH = "both"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Benefit:
    """One part of an answer; the service is a code of the 271, shares are in basis points.

    `name`, `number` and `rank` (1 pays first) are those of another payer; `quantity` has its unit.
    """

    kind: BenefitKind
    service: str = PLAN_COVERAGE
    person: Person = Person.UNKNOWN
    network: Network = Network.UNKNOWN
    amount: Money | None = None
    percent_bp: int | None = None
    quantity: str = ""
    period: str = ""
    approval: str = "unknown"
    name: str = ""
    number: str = ""
    rank: int | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class NetworkAmounts:
    """What the plan asks in its network, or outside; None is not told."""

    copay: Money | None = None
    coinsurance_bp: int | None = None
    deductible: Money | None = None
    deductible_left: Money | None = None
    family_deductible: Money | None = None
    family_deductible_left: Money | None = None
    oop: Money | None = None
    oop_left: Money | None = None
    family_oop: Money | None = None
    family_oop_left: Money | None = None

    @property
    def is_told(self) -> bool:
        """Tell whether anything is known."""
        return self != NetworkAmounts()


@dataclass(frozen=True, slots=True)
class OtherPayer:
    """Another insurer that an answer names; `rank` 1 pays first, None is not told."""

    name: str
    number: str
    rank: int | None


@dataclass(frozen=True, slots=True)
class BenefitSummary:
    """An answer in one look: amounts inside and outside the network, and the other payers it names."""

    inside: NetworkAmounts
    outside: NetworkAmounts
    other_payers: tuple[OtherPayer, ...]


def decide_status(
    told: Iterable[tuple[str, Sequence[str]]],
    asked: Sequence[str] = (PLAN_COVERAGE,),
    *,
    is_refused: bool = False,
) -> CheckStatus:
    """Decide from (EB01, service types): active needs a yes for the plan as a whole or the asked service.

    A no counts only where no yes stands; where neither is told the answer is unknown, or rejected.
    """
    wanted = {PLAN_COVERAGE, *asked}
    codes = {code for code, services in told if not services or wanted & set(services)}
    if codes & _ACTIVE:
        return CheckStatus.ACTIVE
    if codes & _INACTIVE:
        return CheckStatus.INACTIVE
    return CheckStatus.REJECTED if is_refused else CheckStatus.UNKNOWN


def benefit_kind(code: str, period: str = "") -> BenefitKind:
    """Tell what a benefit is by EB01 and its period; what has no part in the summary is a note."""
    if code in _ACTIVE:
        return BenefitKind.COVERED
    if code in _INACTIVE:
        return BenefitKind.NOT_COVERED
    is_left = period == _REMAINING
    return {
        "A": BenefitKind.COINSURANCE,
        "B": BenefitKind.COPAY,
        "C": BenefitKind.DEDUCTIBLE_LEFT if is_left else BenefitKind.DEDUCTIBLE,
        "E": BenefitKind.NOT_COVERED,
        "F": BenefitKind.LIMIT_LEFT if is_left else BenefitKind.LIMIT,
        "G": BenefitKind.OOP_LEFT if is_left else BenefitKind.OOP,
        "I": BenefitKind.NOT_COVERED,
        "L": BenefitKind.DOCTOR,
        "R": BenefitKind.OTHER_PAYER,
    }.get(code, BenefitKind.NOTE)


def summarize(benefits: Sequence[Benefit]) -> BenefitSummary:
    """Pick what the desk needs from all that was said."""
    others = tuple(
        OtherPayer(each.name, each.number, each.rank)
        for each in benefits
        if each.kind is BenefitKind.OTHER_PAYER
    )
    inside = (Network.IN, Network.BOTH, Network.UNKNOWN)
    return BenefitSummary(
        _amounts(benefits, inside), _amounts(benefits, (Network.OUT, Network.BOTH)), _once(others)
    )


def accumulators_of(
    benefits: Sequence[Benefit], checked_on: date, *, outside: bool = False
) -> Accumulators | None:
    """What is left of the yearly amounts inside the network, or outside; None where nothing was said."""
    summary = summarize(benefits)
    told = summary.outside if outside else summary.inside
    left = (told.deductible_left, told.family_deductible_left, told.oop_left, told.family_oop_left)
    if all(amount is None for amount in left):
        return None
    return Accumulators(*left, as_of=checked_on, source=ANSWER_OF.format(format_date(checked_on)))


def is_same_benefit_year(on: date, for_date: date, begins: date | None, ends: date | None) -> bool:
    """Tell whether an answer about `for_date` holds for a day: the plan's year, else the calendar's."""
    if begins and ends and (ends - begins).days <= _LONGEST_YEAR:
        return begins <= on <= ends
    return on.year == for_date.year


def _amounts(benefits: Sequence[Benefit], networks: Sequence[Network]) -> NetworkAmounts:
    def one(kind: BenefitKind, person: Person = Person.INDIVIDUAL) -> Benefit | None:
        return _best(benefits, kind, person, networks)

    def amount(kind: BenefitKind, person: Person = Person.INDIVIDUAL) -> Money | None:
        found = one(kind, person)
        return found.amount if found else None

    share = one(BenefitKind.COINSURANCE)
    return NetworkAmounts(
        copay=amount(BenefitKind.COPAY),
        coinsurance_bp=share.percent_bp if share else None,
        deductible=amount(BenefitKind.DEDUCTIBLE),
        deductible_left=amount(BenefitKind.DEDUCTIBLE_LEFT),
        family_deductible=amount(BenefitKind.DEDUCTIBLE, Person.FAMILY),
        family_deductible_left=amount(BenefitKind.DEDUCTIBLE_LEFT, Person.FAMILY),
        oop=amount(BenefitKind.OOP),
        oop_left=amount(BenefitKind.OOP_LEFT),
        family_oop=amount(BenefitKind.OOP, Person.FAMILY),
        family_oop_left=amount(BenefitKind.OOP_LEFT, Person.FAMILY),
    )


def _best(
    benefits: Sequence[Benefit], kind: BenefitKind, person: Person, networks: Sequence[Network]
) -> Benefit | None:
    """The benefit that fits best: network first, then the service, then the order in which it was said."""
    services = _VISIT if kind is BenefitKind.COPAY else _WHOLE_PLAN
    persons = (Person.FAMILY,) if person is Person.FAMILY else (Person.INDIVIDUAL, Person.UNKNOWN)
    fitting = [
        each
        for each in benefits
        if each.kind is kind
        and each.person in persons
        and each.network in networks
        and each.service in services
        and (each.amount is not None or each.percent_bp is not None)
    ]
    return min(
        fitting,
        key=lambda each: (
            networks.index(each.network),
            services.index(each.service),
            persons.index(each.person),
        ),
        default=None,
    )


def _once(others: Sequence[OtherPayer]) -> tuple[OtherPayer, ...]:
    return tuple(dict.fromkeys(others))
