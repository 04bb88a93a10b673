"""Which services a patient's payment pays: the oldest first, and the checks for a split typed by hand."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.domain.errors import RuleError
from app.domain.findings import Finding, Severity
from app.domain.money import ZERO, Money, total


@dataclass(frozen=True, slots=True)
class OpenItem:
    """A service for which the patient owes; `visit_id` tells which visit a copay belongs to."""

    charge_id: int
    patient_id: int
    service_date: date
    owes: Money
    visit_id: int | None = None


@dataclass(frozen=True, slots=True)
class Allocation:
    """A payment laid out: (charge id, amount) for each service it pays, and what stays as credit."""

    parts: tuple[tuple[int, Money], ...]
    remainder: Money

    @property
    def allocated(self) -> Money:
        """What the services get together."""
        return total(amount for _, amount in self.parts)


def plan_allocation(
    amount: Money, open_items: Sequence[OpenItem], copay_visit: int | None = None
) -> Allocation:
    """Propose the oldest services first; a copay pays its own visit only, and its rest waits as credit.

    Raises RuleError when the amount is not above zero. Parts and remainder always add up to the amount.
    """
    if amount <= ZERO:
        raise RuleError("A payment must be more than $0.00. To give money back, void or refund a payment.")
    eligible = [item for item in open_items if copay_visit is None or item.visit_id == copay_visit]
    left = amount
    parts = []
    for item in sorted(eligible, key=lambda item: (item.service_date, item.charge_id)):
        part = min(left, max(ZERO, item.owes))
        if part:
            parts.append((item.charge_id, part))
            left -= part
    return Allocation(tuple(parts), left)


@dataclass(frozen=True, slots=True)
class CopayDue:
    """The copay of one visit that is still to be paid."""

    visit_id: int
    amount: Money


def find_visit_first(visit_id: int | None, open_items: Sequence[OpenItem]) -> CopayDue | None:
    """Tell what credit taken for a visit pays first: what that visit owes now; None where it owes nothing."""
    owes = total(item.owes for item in open_items if visit_id is not None and item.visit_id == visit_id)
    return CopayDue(visit_id, owes) if visit_id is not None and owes > ZERO else None


def plan_desk_payment(
    amount: Money, open_items: Sequence[OpenItem], copay: CopayDue | None = None
) -> Allocation:
    """Propose for money at the desk: the copay for its own visit, the rest for the oldest services.

    What the visit does not owe yet waits as credit. Raises RuleError when the amount is not above zero.
    """
    if copay is None:
        return plan_allocation(amount, open_items)
    first = plan_allocation(min(amount, copay.amount), open_items, copay.visit_id)
    if amount <= copay.amount:
        return first
    given = dict(first.parts)
    still_open = [replace(item, owes=item.owes - given.get(item.charge_id, ZERO)) for item in open_items]
    later = plan_allocation(amount - copay.amount, still_open)
    for charge_id, part in later.parts:
        given[charge_id] = given.get(charge_id, ZERO) + part
    return Allocation(tuple(given.items()), first.remainder + later.remainder)


def compose_allocation(amount: Money, parts: Sequence[tuple[int, Money]]) -> Allocation:
    """Lay a payment out as typed; a negative remainder tells that more is given out than was paid."""
    return Allocation(tuple(parts), amount - total(part for _, part in parts))


def check_allocation(
    amount: Money, parts: Sequence[tuple[int, Money]], open_items: Sequence[OpenItem]
) -> tuple[Finding, ...]:
    """Check a split typed by hand: known services once each, none above its debt, no more than was paid."""
    owes = {item.charge_id: item.owes for item in open_items}
    counts = Counter(charge_id for charge_id, _ in parts)
    findings = [
        _error(f"charge.{charge_id}", "This service stands twice in the list.")
        for charge_id, count in counts.items()
        if count > 1
    ]
    for charge_id, part in parts:
        findings += _check_part(charge_id, part, owes.get(charge_id))
    allocated = total(part for _, part in parts)
    if allocated > amount:
        text = f"{allocated.dollars} is given out, but only {amount.dollars} was paid."
        findings.append(_error("amount", text))
    return tuple(findings)


def _check_part(charge_id: int, part: Money, owes: Money | None) -> list[Finding]:
    place = f"charge.{charge_id}"
    if owes is None:
        return [_error(place, "The patient owes nothing for this service.")]
    if part <= ZERO:
        return [_error(place, "The amount must be more than $0.00.")]
    if part > owes:
        return [_error(place, f"{part.dollars} is more than the {owes.dollars} owed for this service.")]
    return []


def _error(place: str, text: str) -> Finding:
    return Finding(Severity.ERROR, place, text)
