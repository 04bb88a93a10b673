"""The command that tells what a visit will cost the patient, and keeps it where that is asked."""

from argparse import Namespace

from app.cli_commands import opened_practice
from app.cli_papers import DONE, FINDINGS, Outcome
from app.domain.estimate_record import EstimatedLine, KeptEstimate
from app.domain.estimate_words import say_no_promise, say_step
from app.domain.estimates import Confidence
from app.queries.estimates import find_patient_of_visit, work_out_estimate
from app.services.estimates import EstimateOrder, make_estimate


def estimate_visit(words: Namespace) -> Outcome:
    """Say what a visit is expected to cost the patient and why; with --keep it stays on record."""
    with opened_practice(words) as practice:
        session = practice.session
        patient = session.ask(find_patient_of_visit, words.visit)
        kept = session.ask(work_out_estimate, words.visit, patient, session.today())
        order = EstimateOrder(words.visit, patient, words.language, kept)
        number = make_estimate(session, order) if words.keep else None
    facts = {**_facts(kept, words.language), "visit": words.visit, "estimate": number}
    said = _sentences(kept, words.language)
    return Outcome(facts, said, FINDINGS if kept.confidence is Confidence.LOW else DONE)


def _sentences(kept: KeptEstimate, language: str) -> list[str]:
    lines, before = [], -1
    for step in kept.steps:
        if step.line >= 0 and step.line != before:
            line = kept.lines[step.line]
            lines.append(f"{line.code} {line.words(language)}")
            before = step.line
        lines.append(f"  {say_step(step, language)}" if step.line >= 0 else say_step(step, language))
    assumed = [say_step(step, language) for step in kept.assumptions]
    return [*lines, *assumed, say_no_promise(language, has_plan=bool(kept.plans))]


def _facts(kept: KeptEstimate, language: str) -> dict[str, object]:
    return {
        "visit_on": str(kept.visit_on),
        "made_on": str(kept.made_on),
        "plans": list(kept.plans),
        "charge_cents": kept.charge.cents,
        "patient_cents": kept.patient.cents,
        "least_cents": kept.low.cents,
        "paid_cents": kept.paid.cents,
        "due_cents": kept.due.cents,
        "plan_cents": kept.plan.cents,
        "write_off_cents": kept.write_off.cents,
        "confidence": kept.confidence.value,
        "lines": [_line(line, language) for line in kept.lines],
        "steps": [say_step(step, language) for step in kept.steps],
        "assumptions": [say_step(step, language) for step in kept.assumptions],
    }


def _line(line: EstimatedLine, language: str) -> dict[str, object]:
    return {
        "code": line.code,
        "modifiers": list(line.modifiers),
        "service": line.words(language),
        "charge_cents": line.charge.cents,
        "allowed_cents": line.allowed.cents,
        "allowed_by": line.basis.value,
        "copay_cents": line.copay.cents,
        "deductible_cents": line.deductible.cents,
        "coinsurance_cents": line.coinsurance.cents,
        "plan_cents": line.plan.cents,
        "second_plan_cents": line.second.cents,
        "patient_cents": line.patient.cents,
    }
