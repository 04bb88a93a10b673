"""The words around an estimate on the screen: what it comes to, its steps as rows, and what the law asks."""

from dataclasses import dataclass
from datetime import date

from app.domain.date_entry import format_date
from app.domain.estimate_record import KeptEstimate
from app.domain.estimate_steps import OF_ALL
from app.domain.estimate_words import CONFIDENCES, choose_text, say_no_promise, say_step
from app.queries.good_faith import GoodFaithState
from app.views.common.chip import Chip
from app.views.common.theme import ChipKind

_SURE = {
    "high": "we are quite sure of it",
    "medium": "it can still change somewhat",
    "low": "it can still change a lot",
}
_NOT_GIVEN = "It is drawn, but not given: print or save it, or choose “Handed over or mailed”."


@dataclass(frozen=True, slots=True)
class StepRow:
    """One sentence of an estimate beside the service that it is about; `told` is it for the patient."""

    service: str
    words: str
    told: str = ""


def step_rows(kept: KeptEstimate, language: str) -> tuple[StepRow, ...]:
    """Every sentence of an estimate in English, in its order, each service named once.

    Beside it the same in another language of the paper; the last says that it is no promise.
    """
    named, before = [], OF_ALL
    for step in kept.steps:
        is_new = step.line >= 0 and step.line != before
        named.append(kept.lines[step.line].words("en") if is_new else "")
        before = step.line
    said = _sentences(kept, "en")
    told = _sentences(kept, language) if language != "en" else [""] * len(said)
    services = [*named, *[""] * (len(said) - len(named))]
    return tuple(StepRow(*each) for each in zip(services, said, told, strict=True))


def _sentences(kept: KeptEstimate, language: str) -> list[str]:
    said = [say_step(step, language) for step in (*kept.steps, *kept.assumptions)]
    sure = choose_text(CONFIDENCES[kept.confidence.value], language)
    return [*said, sure, say_no_promise(language, has_plan=bool(kept.plans))]


def sum_words(kept: KeptEstimate) -> str:
    """What the patient is expected to pay, in one line."""
    low = f"{kept.low.dollars} to " if kept.is_range else ""
    due = f", {kept.due.dollars} still to pay" if kept.paid else ""
    sure = f" ({_SURE[kept.confidence.value]})" if kept.plans else ""
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
    drawn = f" {_NOT_GIVEN}" if state.waiting_id is not None else ""
    words = f"Good Faith Estimate {verb} by {format_date(state.due_on)}{why}.{drawn}"
    return words, "danger" if late else "warning"


def due_chip(due_on: date, today: date) -> Chip:
    """The chip of a visit that still lacks its estimate: the day by which it is to be given."""
    kind = ChipKind.DENIED if due_on < today else ChipKind.DUE
    return Chip(kind, f"By {due_on:%m/%d/%Y}")
