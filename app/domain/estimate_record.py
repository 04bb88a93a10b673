"""An estimate as it is kept: the words of its steps and its amounts, so that years later it says the same.

The record holds what was shown, not the inputs as objects: amounts in cents, steps as keys with their values.
"""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from app.domain.estimate_steps import Step, explain_assumptions, explain_steps
from app.domain.estimates import Basis, Confidence, Estimate, LineEstimate
from app.domain.money import ZERO, Money, total


@dataclass(frozen=True, slots=True)
class EstimatedLine:
    """One service of a kept estimate; the parts are the first plan's, `patient` is what remains."""

    code: str
    name: str
    name_es: str
    units: int
    modifiers: tuple[str, ...]
    charge: Money
    allowed: Money
    basis: Basis
    copay: Money
    deductible: Money
    coinsurance: Money
    not_covered: Money
    balance: Money
    plan: Money
    second: Money
    patient: Money

    def words(self, language: str) -> str:
        """The practice's own name of the service, its code where it has none."""
        return (language == "es" and self.name_es) or self.name or self.code


@dataclass(frozen=True, slots=True)
class KeptEstimate:
    """What was told: services, steps, assumptions and sums; `plans` stand in the order in which they pay."""

    visit_on: date
    made_on: date
    plans: tuple[str, ...]
    lines: tuple[EstimatedLine, ...]
    steps: tuple[Step, ...]
    assumptions: tuple[Step, ...]
    confidence: Confidence
    low: Money
    paid: Money

    @property
    def patient(self) -> Money:
        """The patient's share, at most."""
        return total(line.patient for line in self.lines)

    @property
    def charge(self) -> Money:
        """What all services are charged."""
        return total(line.charge for line in self.lines)

    @property
    def plan(self) -> Money:
        """What the plans pay."""
        return total(line.plan + line.second for line in self.lines)

    @property
    def write_off(self) -> Money:
        """What nobody pays."""
        return self.charge - self.patient - self.plan

    @property
    def is_range(self) -> bool:
        """Tell whether the share lies between two amounts."""
        return self.low != self.patient

    @property
    def due(self) -> Money:
        """What is left to pay."""
        return max(self.patient - self.paid, ZERO)


def keep_estimate(estimate: Estimate) -> KeptEstimate:
    """Turn an estimate into what is shown and kept of it."""
    question = estimate.question
    return KeptEstimate(
        question.visit_on,
        question.made_on,
        tuple(side.name for side in question.sides),
        tuple(_line(each) for each in estimate.lines),
        explain_steps(estimate),
        explain_assumptions(estimate),
        estimate.confidence,
        estimate.low,
        question.paid,
    )


def write_estimate(kept: KeptEstimate) -> dict[str, Any]:
    """Write a kept estimate as plain values for JSON; amounts are cents."""
    return {
        "visit_on": kept.visit_on.isoformat(),
        "made_on": kept.made_on.isoformat(),
        "plans": list(kept.plans),
        "lines": [_plain(asdict(line)) for line in kept.lines],
        "steps": [_write_step(step) for step in kept.steps],
        "assumptions": [_write_step(step) for step in kept.assumptions],
        "confidence": kept.confidence.value,
        "low": kept.low.cents,
        "paid": kept.paid.cents,
    }


def read_estimate(content: dict[str, Any]) -> KeptEstimate:
    """Read a kept estimate back."""
    return KeptEstimate(
        date.fromisoformat(content["visit_on"]),
        date.fromisoformat(content["made_on"]),
        tuple(content["plans"]),
        tuple(_read_line(line) for line in content["lines"]),
        tuple(_read_step(step) for step in content["steps"]),
        tuple(_read_step(step) for step in content["assumptions"]),
        Confidence(content["confidence"]),
        Money(content["low"]),
        Money(content["paid"]),
    )


_AMOUNTS = (
    *("charge", "allowed", "copay", "deductible", "coinsurance", "not_covered", "balance"),
    *("plan", "second", "patient"),
)


def _line(each: LineEstimate) -> EstimatedLine:
    line, share = each.line, each.share
    return EstimatedLine(
        line.code,
        line.name,
        line.name_es,
        line.units,
        line.modifiers,
        line.charge,
        each.price.allowed or ZERO,
        each.price.basis,
        share.copay,
        share.deductible,
        share.coinsurance,
        share.not_covered,
        share.balance,
        share.plan,
        each.second.paid,
        each.patient,
    )


def _plain(line: dict[str, Any]) -> dict[str, Any]:
    # `asdict` turns Money into a dictionary of its one field.
    amounts = {name: line[name]["cents"] for name in _AMOUNTS}
    return {**line, **amounts, "modifiers": list(line["modifiers"]), "basis": str(line["basis"])}


def _read_line(line: dict[str, Any]) -> EstimatedLine:
    amounts = {name: Money(line[name]) for name in _AMOUNTS}
    read = {"modifiers": tuple(line["modifiers"]), "basis": Basis(line["basis"])}
    return EstimatedLine(**{**line, **amounts, **read})


def _write_step(step: Step) -> dict[str, Any]:
    return {"key": step.key, "values": dict(step.values), "line": step.line}


def _read_step(step: dict[str, Any]) -> Step:
    return Step(step["key"], tuple(step["values"].items()), step["line"])
