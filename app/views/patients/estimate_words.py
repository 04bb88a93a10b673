"""The words around an estimate on the screen: what it comes to, its steps as rows, and what the law asks."""

from dataclasses import dataclass
from datetime import date

from app.domain.date_entry import format_date
from app.domain.estimate_record import KeptEstimate
from app.domain.estimate_words import CONFIDENCES, NOT_A_PROMISE, choose_text, say_step
from app.queries.good_faith import GoodFaithState
from app.views.common.chip import Chip
from app.views.common.theme import ChipKind

_SURE = {"high": "high", "medium": "medium", "low": "low"}


@dataclass(frozen=True, slots=True)
class StepRow:
    """One sentence of an estimate beside the service that it is about."""

    service: str
    words: str


def step_rows(kept: KeptEstimate, language: str) -> tuple[StepRow, ...]:
    """Every sentence of an estimate in its order, each service named once; the last: it is no promise."""
    rows, before = [], -2
    for step in kept.steps:
        named = step.line >= 0 and step.line != before
        rows.append(StepRow(kept.lines[step.line].words(language) if named else "", say_step(step, language)))
        before = step.line
    rows += [StepRow("", say_step(step, language)) for step in kept.assumptions]
    rows.append(StepRow("", choose_text(CONFIDENCES[kept.confidence.value], language)))
    return (*rows, StepRow("", choose_text(NOT_A_PROMISE, language)))


def sum_words(kept: KeptEstimate) -> str:
    """What the patient is expected to pay, in one line."""
    low = f"{kept.low.dollars} to " if kept.is_range else ""
    due = f", {kept.due.dollars} still to pay" if kept.paid else ""
    sure = f" (confidence {_SURE[kept.confidence.value]})" if kept.plans else ""
    return f"Patient pays {low}{kept.patient.dollars}{due}{sure}"


def plan_words(kept: KeptEstimate) -> str:
    """What the others bear."""
    plans = " and ".join(kept.plans)
    if not plans:
        return f"Charges {kept.charge.dollars}. No insurance is billed."
    pays = f"{plans} pays {kept.plan.dollars}; written off {kept.write_off.dollars}."
    return f"Charges {kept.charge.dollars}. {pays}"


def good_faith_words(state: GoodFaithState, today: date) -> tuple[str, str]:
    """How the visit stands to the Good Faith Estimate, with a tone; empty where insurance is billed."""
    if not state.is_owed:
        return "", "muted"
    if state.given_on is not None and not state.is_changed:
        return f"Good Faith Estimate given on {format_date(state.given_on)}.", "good"
    if state.due_on is None:
        return "A Good Faith Estimate is due only if the patient asks for one.", "muted"
    late = state.due_on < today
    why = " again, because the plan changed" if state.is_changed else ""
    verb = "was due" if late else "is due"
    return f"Good Faith Estimate {verb} by {format_date(state.due_on)}{why}.", "danger" if late else "warning"


def due_chip(due_on: date, today: date) -> Chip:
    """The chip of a visit that still lacks its estimate: the day by which it is to be given."""
    kind = ChipKind.DENIED if due_on < today else ChipKind.DUE
    return Chip(kind, f"By {due_on:%m/%d/%Y}")
