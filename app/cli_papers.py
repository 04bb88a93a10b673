"""The command line's batches of papers: printed, put in place, and what was left out on a cover sheet."""

import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.documents.cover_sheet import draw_cover_sheet
from app.domain.cover_sheet import CoverSheet, LeftOut, compose_groups
from app.domain.errors import AppError, InputError, RuleError
from app.domain.findings import Finding, Severity
from app.domain.form_grid import NO_OFFSET
from app.domain.money import total
from app.domain.statements import StatementRules
from app.models.disk_faults import in_words
from app.models.whole_file import write_whole
from app.queries.claim_filters import ClaimFilter
from app.queries.claims import (
    OPEN_STATES,
    ClaimLine,
    list_claim_lines,
    list_claims,
    list_unkept_claims,
)
from app.queries.kept_files import find_file_content
from app.queries.letterheads import find_letterhead
from app.queries.statement_plans import StatementCandidateLine, list_statement_candidates
from app.services.claims import LARGEST_PRINT, PrintedClaims, print_claims
from app.services.files import paper_mark
from app.services.progress import Progress, no_progress
from app.services.session import Session
from app.services.statements import LARGEST_FILE, IssuedStatements, issue_statements

DONE, FINDINGS, REFUSED = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command tells: facts for `--json` (amounts in cents), lines for people, and the exit code."""

    facts: dict[str, Any]
    lines: Sequence[str]
    code: int = DONE


@dataclass(frozen=True, slots=True)
class Batch:
    """How a batch is asked for: its first file, whether files may be replaced, and what to print.

    So many of the newest claims are `spared`: they stay ready.
    """

    out: Path
    force: bool = False
    data_only: bool = False
    again: bool = False
    spared: int = 0

    @property
    def sheet(self) -> Path:
        """Where its cover sheet goes."""
        return self.out.with_name(f"{self.out.stem}-findings{self.out.suffix}")


def progress_on_screen() -> Progress:
    """Tell progress on standard error where a person watches it."""
    return _show_progress if sys.stderr.isatty() else no_progress


def free_places(first: Path, count: int, force: bool) -> list[Path]:
    """Name the files of a batch: FILE.pdf, FILE-2.pdf, ...; refused before any work is done in vain."""
    if not first.absolute().parent.is_dir():
        raise InputError(f"The folder “{first.absolute().parent}” is not there. Nothing was printed.")
    with in_words(first.absolute().parent), tempfile.TemporaryFile(dir=first.absolute().parent):
        pass
    places = [first, *(first.with_name(f"{first.stem}-{n}{first.suffix}") for n in range(2, count + 1))]
    taken = next((place for place in places if place.is_dir() or (place.exists() and not force)), None)
    if taken:
        raise RuleError(
            f"“{taken.name}” is already there. Nothing was printed. Name another file or add --force."
        )
    return places


def told(found: Iterable[Finding]) -> list[dict[str, str]]:
    """Tell findings as `--json` does."""
    return [
        {"severity": each.severity.name.lower(), "field": each.field, "text": each.text, "fix": each.fix}
        for each in found
    ]


def print_claim_batch(session: Session, batch: Batch) -> Outcome:
    """Print claims into files of at most 1,000; those left out are named on the cover sheet."""
    states = OPEN_STATES if batch.again else OPEN_STATES[:1]
    ids = session.ask(list_claims, ClaimFilter(states), session.today())
    if batch.again:
        ids = (*ids, *session.ask(list_unkept_claims))
    ids = ids[: len(ids) - batch.spared]
    starts = range(0, len(ids), LARGEST_PRINT)
    places = free_places(batch.out, len(starts), batch.force)
    free_places(batch.sheet, 1, batch.force)
    made = _Printed({}, [], [])
    for start, place in zip(starts, places, strict=False):
        some = ids[start : start + LARGEST_PRINT]
        made.lines.update({line.id: line for line in session.ask(list_claim_lines, some)})
        printed = print_claims(
            session, some, NO_OFFSET, facsimile=not batch.data_only, progress=progress_on_screen()
        )
        made.left_out.extend(printed.left_out)
        if printed.file_id:
            put_paper(place, printed.pdf)
            made.files.append((place, printed))
    return _claim_outcome(session, batch, made)


@dataclass(frozen=True, slots=True)
class _Printed:
    lines: dict[int, ClaimLine]
    left_out: list[tuple[int, tuple[Finding, ...]]]
    files: list[tuple[Path, PrintedClaims]]


def _claim_outcome(session: Session, batch: Batch, made: _Printed) -> Outcome:
    ids = [claim for _, printed in made.files for claim in printed.claim_ids]
    charged = total(made.lines[claim].charged for claim in ids)
    pages = sum(printed.pages for _, printed in made.files)
    heads = (
        ("Claims printed", f"{len(ids):,}"),
        ("Charged on them", charged.dollars),
        ("Claims left out", f"{len(made.left_out):,}"),
    )
    left_out = [
        LeftOut(str(made.lines[claim].number), finding.text, finding.fix)
        for claim, findings in made.left_out
        for finding in findings
        if finding.severity is Severity.ERROR
    ]
    facts = {
        "claims": len(ids),
        "claim_ids": ids,
        "pages": pages,
        "charged_cents": charged.cents,
        "files": [
            {"path": str(place), "claims": len(printed.claim_ids), "pages": printed.pages}
            for place, printed in made.files
        ],
        "left_out": [
            {"claim": made.lines[claim].number, "findings": told(findings)}
            for claim, findings in made.left_out
        ],
        "cover_sheet": put_sheet(session, batch, "Claims left out", heads, left_out),
    }
    lines = [f"{len(ids):,} claims on {pages:,} pages, {charged.dollars}."]
    lines += [f"  {place}" for place, _ in made.files]
    if made.left_out:
        lines.append(f"{len(made.left_out):,} claims were left out; why stands in {batch.sheet}.")
    return Outcome(facts, lines, FINDINGS if made.left_out else DONE)


def run_statement_batch(session: Session, batch: Batch) -> Outcome:
    """Issue statements to all accounts that are due one, in files of at most 1,000; name the others."""
    rules, progress = StatementRules(), progress_on_screen()
    candidates = session.ask(list_statement_candidates, rules, session.today(), progress)
    due = [line.account_id for line in candidates if line.is_included]
    places = free_places(batch.out, -(-len(due) // LARGEST_FILE), batch.force)
    free_places(batch.sheet, 1, batch.force)
    issued = issue_statements(session, due, rules, progress)
    files = []
    for file, place in zip(issued.files, places, strict=False):
        put_paper(place, session.ask(find_file_content, file.file_id))
        files.append(
            {
                "path": str(place),
                "file_id": file.file_id,
                "statements": file.statements,
                "pages": file.pages,
                "cents": file.amount.cents,
            }
        )
    without = [line for line in candidates if not line.is_included]
    return _statement_outcome(session, batch, issued, without, files)


def _statement_outcome(
    session: Session,
    batch: Batch,
    issued: IssuedStatements,
    without: list[StatementCandidateLine],
    files: list[dict[str, Any]],
) -> Outcome:
    credits = [line for line in without if line.credit]
    facts = {
        "statements": issued.count,
        "total_cents": issued.amount.cents,
        "files": files,
        "without": [_without(line) for line in without],
        "credit_accounts": [line.number for line in credits],
        "findings": told(issued.findings),
    }
    heads = (
        ("Statements", f"{issued.count:,}"),
        ("They ask for", issued.amount.dollars),
        ("Accounts without one", f"{len(without):,}"),
        ("Sheets left out", f"{len({finding.field for finding in issued.findings}):,}"),
    )
    groups = [LeftOut(_account_of(finding), finding.text, finding.fix) for finding in issued.findings]
    groups += [LeftOut(line.number, line.sentence) for line in without]
    lines = [
        f"{issued.count:,} statements, {issued.amount.dollars}.",
        *(f"  {file['path']}" for file in files),
    ]
    lines += [finding.text for finding in issued.findings]
    lines += [f"  {line.number}  {line.name}: {_amounts(line)}{line.sentence}" for line in without]
    sheet = put_sheet(session, batch, "Statements not made", heads, groups)
    return Outcome({**facts, "cover_sheet": sheet}, lines, FINDINGS if issued.findings else DONE)


def _amounts(line: StatementCandidateLine) -> str:
    return f"{line.credit.dollars} credit. " if line.credit else ""


def _without(line: StatementCandidateLine) -> dict[str, Any]:
    return {
        "account": line.number,
        "name": line.name,
        "reason": line.reason,
        "sentence": line.sentence,
        "owes_cents": line.owes.cents,
        "credit_cents": line.credit.cents,
    }


def _account_of(finding: Finding) -> str:
    return finding.field.rpartition(":")[2]


def put_sheet(
    session: Session,
    batch: Batch,
    title: str,
    heads: tuple[tuple[str, str], ...],
    left_out: list[LeftOut],
) -> str:
    """Draw the cover sheet of a batch where there is anything to name, and give its path."""
    if not left_out:
        return ""
    practice = session.ask(find_letterhead).name
    sheet = CoverSheet(title, practice, session.today(), heads, compose_groups(left_out))
    put_paper(batch.sheet, draw_cover_sheet(sheet, paper_mark()))
    return str(batch.sheet)


def put_paper(place: Path, content: bytes) -> None:
    """Put a kept paper in its place by one rename; where that fails, it can be had again."""
    try:
        write_whole(place, content)
    except AppError as error:
        raise RuleError(
            f"{error} What was printed is kept in the practice: print it again from there."
        ) from error


def _show_progress(done: int, whole: int, what: str) -> None:
    ending = "\n" if done >= whole else ""
    sys.stderr.write(f"\r{what}: {done:,} of {whole:,}{ending}")
    sys.stderr.flush()
