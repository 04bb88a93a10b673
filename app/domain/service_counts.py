"""Services to one patient as limits count them: by units, or by visits, in the order they were given."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class CountBy(StrEnum):
    """What a limit counts."""

    VISITS = "visits"
    UNITS = "units"


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A line of a claim, or one typed for a visit, as approvals and payers' rules look at it.

    `charge_id` and `visit_id` are 0 while it is not posted; it then counts after all others of its day.
    `authorization_number` and `referral_number` are what the claim itself bears (box 23). `age` and `sex` are
    the patient's on the day, `place` is the place of service code.
    """

    code: str
    on: date
    units: int = 1
    payer_id: int = 0
    payer: str = ""
    plan_id: int | None = None
    plan: str = ""
    category: str = ""
    provider_id: int | None = None
    place_id: int | None = None
    diagnoses: tuple[str, ...] = ()
    visit_id: int = 0
    charge_id: int = 0
    authorization_number: str = ""
    referral_number: str = ""
    line_of_business: str = ""
    modifiers: tuple[str, ...] = ()
    place: str = ""
    age: int | None = None
    sex: str = ""

    @property
    def plan_name(self) -> str:
        """Name the plan as a sentence does, with its payer."""
        return " ".join(part for part in (self.payer, self.plan) if part) or "The plan"

    @property
    def order(self) -> tuple[date, float, float]:
        """Its place among services: by date, visit and line; what is not posted comes last."""
        return (self.on, self.visit_id or float("inf"), self.charge_id or float("inf"))


@dataclass(frozen=True, slots=True)
class ServiceCharge:
    """A posted charge of the patient; `payer_ids` are the insurers it was billed to."""

    charge_id: int
    visit_id: int
    code: str
    on: date
    units: int
    payer_ids: frozenset[int] = frozenset()
    category: str = ""
    is_void: bool = False
    authorization_number: str = ""
    referral_number: str = ""

    @property
    def order(self) -> tuple[date, float, float]:
        """Its place among services: by date, visit and line."""
        return (self.on, self.visit_id, self.charge_id)


def charges_before(line: ServiceLine, charges: Sequence[ServiceCharge]) -> tuple[ServiceCharge, ...]:
    """The charges that came before a line, the line's own charge left out."""
    return tuple(charge for charge in charges if charge.order < line.order)


def count_services(charges: Iterable[ServiceCharge], count_by: CountBy) -> int:
    """Count units, or visits each once."""
    if count_by is CountBy.UNITS:
        return sum(charge.units for charge in charges)
    return len({charge.visit_id for charge in charges})


def count_with(line: ServiceLine, before: Sequence[ServiceCharge], count_by: CountBy) -> int:
    """Count what came before together with the line itself; a second line of a visit adds no visit."""
    own = line.units
    if count_by is CountBy.VISITS:
        own = 0 if line.visit_id and any(each.visit_id == line.visit_id for each in before) else 1
    return count_services(before, count_by) + own
