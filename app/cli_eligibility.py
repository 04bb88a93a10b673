"""The commands about eligibility: ask payers whether patients who come are covered, read their answers."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from app.cli_commands import opened_practice
from app.cli_papers import DONE, FINDINGS, Outcome, progress_on_screen
from app.domain.eligibility import CheckStatus
from app.domain.errors import InputError
from app.queries.eligibility_due import list_coverage_to_verify
from app.services.claim_answers import AnswerReport
from app.services.claim_inbox import read_answer_files
from app.services.eligibility_requests import (
    Ask,
    CoverageFile,
    CoverageRequest,
    ask_coverage,
    place_coverage_question,
)
from app.services.outbox_files import make_folder

LONGEST_AHEAD = 90


def ask_about_coverage(words: Namespace) -> Outcome:
    """Write questions (270) about the planned visits whose coverage is to be verified, one file a payer."""
    if not 0 <= words.days <= LONGEST_AHEAD:
        raise InputError(f"--days goes from 0 to {LONGEST_AHEAD}, not {words.days}.")
    with opened_practice(words) as practice:
        session = practice.session
        if words.out is not None:
            make_folder(words.out)
        lines = session.ask(list_coverage_to_verify, session.today(), words.days)
        asks = [Ask(line.policy_id, line.on_date) for line in lines if line.asked_on is None]
        request = ask_coverage(session, asks) if asks else CoverageRequest((), ())
        placed = {each.file_id: place_coverage_question(session, each, words.out) for each in request.files}
    facts = {
        "to_verify": len(lines),
        "files": [_told_question(each, placed[each.file_id]) for each in request.files],
        "left_out": [finding.text for finding in request.left_out],
    }
    said = [_say_question(each, placed[each.file_id]) for each in request.files]
    said += [f"Left out: {finding.text} {finding.fix}" for finding in request.left_out]
    none = "Nothing is left to ask: the coverage of the coming visits was checked or asked about."
    is_done = all(placed.values()) and not request.left_out
    return Outcome(facts, said or [none], DONE if is_done else FINDINGS)


def read_coverage(words: Namespace) -> Outcome:
    """Read payers’ answers about coverage (271); each is kept with its patient, whole or not at all."""
    with opened_practice(words) as practice:
        reports = read_answer_files(practice.session, words.files, progress_on_screen())
    facts = {"files": [_told(report) for report in reports]}
    lines = [line for report in reports for line in _sentences(report)]
    needs_work = any(
        report.refusal
        or report.unmatched
        or any(each.status is not CheckStatus.ACTIVE for each in report.coverage)
        for report in reports
    )
    return Outcome(facts, lines, FINDINGS if needs_work else DONE)


def _told_question(asked: CoverageFile, path: Path | None) -> dict[str, Any]:
    return {
        "file": asked.name,
        "payer": asked.payer,
        "policies": len(asked.policy_ids),
        "place": str(path or ""),
    }


def _say_question(asked: CoverageFile, path: Path | None) -> str:
    noun = "policy" if len(asked.policy_ids) == 1 else "policies"
    said = f"{asked.name}: {asked.payer} is asked about {len(asked.policy_ids)} {noun}."
    if path:
        return f"{said} Send it from {path.parent}."
    return f"{said} It is not in an outbox: choose the partner’s outbox folder in the settings, or use --out."


def _told(report: AnswerReport) -> dict[str, Any]:
    return {
        "file": report.name,
        "refused": report.refusal,
        "read_before": str(report.read_before or ""),
        "unmatched": list(report.unmatched),
        "notes": list(report.notes),
        "coverage": [
            {
                "check": each.check_id,
                "patient": each.patient_id,
                "status": each.status.value,
                "text": each.text,
            }
            for each in report.coverage
        ],
    }


def _sentences(report: AnswerReport) -> list[str]:
    if report.refusal:
        return [f"{report.name}: {report.refusal}"]
    if report.read_before:
        return [f"{report.name}: it was read on {report.read_before}. Nothing was done twice."]
    said = [f"{report.name}: {each.patient}: {each.text}" for each in report.coverage]
    said += [f"{report.name}: {text}" for text in (*report.unmatched, *report.warnings, *report.notes)]
    return said or [f"{report.name}: no answer about coverage is in it."]
