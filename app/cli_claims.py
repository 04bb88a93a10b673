"""The commands about claims beside printing: check them, write a partner’s file, confirm a batch."""

import tempfile
from argparse import Namespace
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.cli_commands import opened_practice
from app.cli_papers import (
    DONE,
    FINDINGS,
    Batch,
    Outcome,
    progress_on_screen,
    put_sheet,
    told,
)
from app.domain.cover_sheet import LeftOut
from app.domain.errors import InputError
from app.domain.findings import Finding, Severity
from app.domain.money import total
from app.models.disk_faults import in_words
from app.queries.claim_batches import (
    ClaimBatchLine,
    find_batch_id,
    find_claim_batch,
    find_partner_claims,
)
from app.queries.claim_checks import ClaimFindingsLine, list_claim_findings
from app.queries.claim_filters import ClaimFilter
from app.queries.claims import OPEN_STATES, list_claim_lines, list_claims
from app.services.claim_batches import METHODS, confirm_batch
from app.services.claim_files import LARGEST_EXPORT, export_claims, place_in_outbox
from app.services.claim_versions import LeftOutClaim
from app.services.session import Session

AT_ONCE = 100
_WORDS = {Severity.ERROR: "to fix", Severity.WARNING: "to look at", Severity.HINT: "hint"}


def scrub_claims(words: Namespace) -> Outcome:
    """Check the claims that are ready against all that is known, and name every fault by its rule."""
    with opened_practice(words) as practice:
        session = practice.session
        today = session.today()
        states = OPEN_STATES if words.all else ("ready",)
        ids = session.ask(list_claims, ClaimFilter(states), today)
        lines = [
            line
            for start in range(0, len(ids), AT_ONCE)
            for line in session.ask(list_claim_findings, ids[start : start + AT_ONCE], today)
        ]
    blocked = sum(_has_errors(line) for line in lines)
    rules = Counter(finding.rule for line in lines for finding in line.findings)
    facts = {
        "checked": len(lines),
        "ready": len(lines) - blocked,
        "needs_fixing": blocked,
        "rules": dict(sorted(rules.items())),
        "claims": [_told(line) for line in lines if line.findings],
    }
    said = [_sentence(line, finding) for line in lines for finding in line.findings]
    noun = "claim" if len(lines) == 1 else "claims"
    ending = f"{len(lines)} {noun} checked: {len(lines) - blocked} ready, {blocked} to fix."
    return Outcome(facts, [*said, ending], FINDINGS if blocked else DONE)


def export_to_partner(words: Namespace) -> Outcome:
    """Write the ready claims of a trading partner's payers into 837P files, and name those left out."""
    folder: Path = words.out.absolute()
    if not folder.is_dir():
        raise InputError(f"The folder “{folder}” is not there. Nothing was written.")
    with in_words(folder), tempfile.TemporaryFile(dir=folder):
        pass
    with opened_practice(words) as practice:
        session = practice.session
        partner = session.ask(find_partner_claims, words.partner)
        ids = partner.claim_ids
        batches: list[ClaimBatchLine] = []
        left_out: list[LeftOutClaim] = []
        for start in range(0, len(ids), LARGEST_EXPORT):
            some = ids[start : start + LARGEST_EXPORT]
            made = export_claims(session, partner.partner_id, some, progress_on_screen())
            left_out += made.left_out
            if made.batch_id is not None:
                place_in_outbox(session, made.batch_id, folder)
                batches.append(session.ask(find_claim_batch, made.batch_id).line)
        is_outbox = bool(partner.outbox) and Path(partner.outbox).absolute() == folder
        # Whatever lies in an outbox is sent on: the names of those left out have no place there.
        sheet = None if is_outbox else Batch(folder / "claims.pdf")
        return _export_outcome(session, folder, batches, left_out, sheet)


def confirm_sent(words: Namespace) -> Outcome:
    """Confirm that a batch was mailed or sent on a day: its claims wait for their answers from then on."""
    with opened_practice(words) as practice:
        session = practice.session
        batch_id = session.ask(find_batch_id, words.batch)
        line = session.ask(find_claim_batch, batch_id).line
        on_date = words.on or session.today()
        method = words.method or METHODS[line.kind][0]
        sent = confirm_batch(session, batch_id, on_date, method)
    facts = {
        "batch": line.number,
        "on": str(on_date),
        "method": method,
        "claims": len(sent),
        "changed_since": line.claims - len(sent),
    }
    said = [f"Batch {line.number}: {len(sent)} claims sent on {on_date:%m/%d/%Y}, {method}."]
    if len(sent) < line.claims:
        said.append(f"{line.claims - len(sent)} were changed since and go out with a later batch.")
    return Outcome(facts, said)


def _export_outcome(
    session: Session,
    folder: Path,
    batches: Sequence[ClaimBatchLine],
    left_out: Sequence[LeftOutClaim],
    sheet: Batch | None,
) -> Outcome:
    named = {line.id: line for line in session.ask(list_claim_lines, [each.claim_id for each in left_out])}
    groups = [
        LeftOut(str(named[claim].number), finding.text, finding.fix)
        for claim, findings in left_out
        for finding in findings
        if finding.severity is Severity.ERROR
    ]
    claims, charged = sum(line.claims for line in batches), total(line.amount for line in batches)
    heads = (
        ("Claims in the file", f"{claims:,}"),
        ("Charged on them", charged.dollars),
        ("Claims left out", f"{len(left_out):,}"),
    )
    drawn = put_sheet(session, sheet, "Claims left out", heads, groups) if sheet else ""
    facts = {
        "claims": claims,
        "charged_cents": charged.cents,
        "files": [_told_batch(line, folder) for line in batches],
        "left_out": [
            {"claim": named[claim].number, "findings": told(findings)} for claim, findings in left_out
        ],
        "cover_sheet": drawn,
    }
    # With one file, as it mostly is, its facts stand at the top too.
    facts = {**(_told_batch(batches[0], folder) if len(batches) == 1 else {}), **facts}
    lines = [f"{claims:,} claims in {len(batches)} files, {charged.dollars}."]
    lines += [f"  {folder / line.outbox_name}: batch {line.number}, {line.control}" for line in batches]
    if drawn:
        lines.append(f"{len(left_out):,} claims were left out; why stands in {drawn}.")
    else:
        lines += [f"Claim {each.number} was left out: {each.why} {each.fix}" for each in groups]
    return Outcome(facts, lines, FINDINGS if left_out else DONE)


def _told_batch(line: ClaimBatchLine, folder: Path) -> dict[str, Any]:
    return {
        "batch": line.number,
        "file": str(folder / line.outbox_name),
        "claims": line.claims,
        "charged_cents": line.amount.cents,
        "control_numbers": {
            "interchange": line.interchange_number,
            "group": line.group_number,
            "set": line.set_number,
            "reference": line.reference,
        },
    }


def _has_errors(line: ClaimFindingsLine) -> bool:
    return any(finding.severity is Severity.ERROR for finding in line.findings)


def _told(line: ClaimFindingsLine) -> dict[str, object]:
    return {
        "claim": line.number,
        "findings": [
            {
                "rule": finding.rule,
                "severity": finding.severity.name.lower(),
                "box": finding.field,
                "text": finding.text,
                "fix": finding.fix,
            }
            for finding in line.findings
        ],
    }


def _sentence(line: ClaimFindingsLine, finding: Finding) -> str:
    rule = f"{finding.rule} " if finding.rule else ""
    return f"Claim {line.number}, {_WORDS[finding.severity]}: {rule}{finding.text} {finding.fix}".rstrip()
