"""The sheet that tells a patient what a visit is expected to cost, with every step and what it rests on."""

from dataclasses import dataclass
from datetime import date

from app.domain.estimate_record import KeptEstimate
from app.domain.estimate_words import CONFIDENCES, choose_text, say_no_promise, say_step
from app.domain.letterhead import PracticeHead


@dataclass(frozen=True, slots=True)
class SheetService:
    """One service: its name and code, the patient's part, and the sentences that lead to it."""

    words: str
    amount: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EstimateSheet:
    """The sheet, complete; `closing` ends with the sentence that it is no promise."""

    practice: PracticeHead
    language: str
    printed_on: date
    visit_on: date
    patient: str
    number: str
    provider: str
    plans: tuple[str, ...]
    services: tuple[SheetService, ...]
    amount: str
    sums: tuple[str, ...]
    assumptions: tuple[str, ...]
    closing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetHead:
    """Whose sheet it is and in which language."""

    practice: PracticeHead
    language: str
    patient: str
    number: str
    provider: str


def compose_estimate_sheet(kept: KeptEstimate, head: SheetHead) -> EstimateSheet:
    """Write the sheet of an estimate."""
    said = [(step.line, say_step(step, head.language)) for step in kept.steps]
    services = tuple(
        SheetService(
            f"{line.words(head.language)} ({_code(line.code, line.modifiers)})",
            line.patient.dollars,
            tuple(words for at, words in said if at == number),
        )
        for number, line in enumerate(kept.lines)
    )
    low = f"{kept.low.dollars} – " if kept.is_range else ""
    return EstimateSheet(
        head.practice,
        head.language,
        kept.made_on,
        kept.visit_on,
        head.patient,
        head.number,
        head.provider,
        kept.plans,
        services,
        f"{low}{kept.patient.dollars}",
        tuple(words for at, words in said if at < 0),
        tuple(say_step(step, head.language) for step in kept.assumptions),
        (
            choose_text(CONFIDENCES[kept.confidence.value], head.language),
            say_no_promise(head.language, has_plan=bool(kept.plans)),
        ),
    )


def _code(code: str, modifiers: tuple[str, ...]) -> str:
    return "-".join((code, *modifiers))
