"""The commands of guidelines: is this covered, and guidelines out of and into a file."""

from argparse import Namespace
from datetime import date

from app.cli_commands import opened_practice
from app.cli_papers import DONE, FINDINGS, Outcome
from app.domain.errors import InputError
from app.domain.explanation_texts import LANGUAGES
from app.domain.guideline_explanations import NOT_KNOWN, explain_answer, explain_guideline, explain_payer
from app.domain.guideline_table import Fate
from app.domain.guideline_words import patient_answer
from app.domain.guidelines import Guideline
from app.domain.text_table import NOTHING
from app.queries.guideline_imports import PlannedGuideline
from app.queries.guidelines import (
    CoverageAnswer,
    CoverageQuestion,
    InsurerCoverage,
    find_coverage,
    find_insurer,
    find_patient_coverage,
)
from app.services.guideline_files import export_guidelines, import_guidelines
from app.services.session import Session


def is_covered(words: Namespace) -> Outcome:
    """Say what our notes say of a service for a payer or a patient, where it says so, and since when."""
    with opened_practice(words) as practice:
        session = practice.session
        today = session.today()
        found = _find(session, words, today)
    insurers = [_insurer(each, today) for each in found.insurers]
    facts = {
        "code": found.question.code,
        "service": found.service,
        "on": str(found.question.on),
        "patient": found.patient_id or None,
        "insurers": insurers,
    }
    lines = [line for each in found.insurers for line in _lines(each, today)]
    is_clear = bool(insurers) and all(each["known"] and not each["overdue"] for each in insurers)
    without = [f"No insurance is in force on that day. {NOT_KNOWN}"]
    return Outcome(facts, lines or without, DONE if is_clear else FINDINGS)


def write_guidelines(words: Namespace) -> Outcome:
    """Write the newest version of every guideline into one CSV file, which names no patient."""
    with opened_practice(words) as practice:
        count = export_guidelines(practice.session, words.out)
    return Outcome({"file": str(words.out), "guidelines": count}, [f"{count} guidelines: {words.out}"])


def bring_in_guidelines(words: Namespace) -> Outcome:
    """Take in a CSV file of guidelines, whole or not at all; --dry-run only tells what it would do."""
    with opened_practice(words) as practice:
        done = import_guidelines(practice.session, words.file, words.dry_run)
    facts = {
        "dry_run": words.dry_run,
        "done": done.is_done,
        **{fate.value.replace(" ", "_"): done.count(fate) for fate in Fate},
        "rows": [{"line": row.line, "fate": row.fate.value, "reason": row.text} for row in done.rows],
    }
    said = [_row(row) for row in done.rows if row.fate is not Fate.UNCHANGED]
    ending = f"{done.words}." if done.is_done else f"{done.words}. {NOTHING}"
    return Outcome(facts, [*said, ending], FINDINGS if done.count(Fate.REFUSED) else DONE)


def _find(session: Session, words: Namespace, today: date) -> CoverageAnswer:
    on = words.date or today
    diagnoses = tuple(words.diagnosis or ())
    if words.patient is not None:
        question = CoverageQuestion(words.code.upper(), on, diagnoses=diagnoses)
        answer: CoverageAnswer = session.ask(find_patient_coverage, words.patient, question, today)
        return answer
    if not words.payer:
        raise InputError("Name the insurer with --payer, or the patient with --patient.")
    payer_id, plan_id = session.ask(find_insurer, words.payer, words.plan)
    question = CoverageQuestion(words.code.upper(), on, payer_id, plan_id, diagnoses)
    found: CoverageAnswer = session.ask(find_coverage, question, today)
    return found


def _insurer(each: InsurerCoverage, today: date) -> dict[str, object]:
    answer = each.answer
    return {
        "payer": each.payer,
        "plan": each.plan,
        "rank": each.rank,
        "known": answer.is_known,
        "answer": answer.answer.value,
        "overdue": answer.overdue,
        "decided_by": {aspect: _record(record) for aspect, record in answer.decided_by.items()},
        "disagreeing": [_record(record) for record in answer.disagreeing],
        "staff": list(explain_answer(answer, today)),
        "patient": {language: patient_answer(answer, today, language, each.payer) for language in LANGUAGES},
    }


def _record(record: Guideline) -> dict[str, object]:
    return {
        "guideline": record.id,
        "version": record.version,
        "effective": str(record.effective),
        "says": explain_guideline(record),
        "source": record.source,
        "confirmed_on": str(record.confirmed_on) if record.confirmed_on else None,
        "review_on": str(record.review_on) if record.review_on else None,
    }


def _lines(each: InsurerCoverage, today: date) -> list[str]:
    other = [f"  {explain_payer(record)}: {explain_guideline(record)}" for record in each.answer.disagreeing]
    return [f"{each.insurer}:", *(f"  {said}" for said in explain_answer(each.answer, today)), *other]


def _row(row: PlannedGuideline) -> str:
    reason = f": {row.text}" if row.text else ""
    return f"Line {row.line}, {row.fate.value}{reason}"
