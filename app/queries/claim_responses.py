"""What clearinghouses and payers said of a claim: its history, and what of it is still open."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.claim_responses import Outcome
from app.domain.findings import Finding, Severity
from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks

# A reply, as r, of the version sent last (0 = passed on by another payer), unless a person has decided on it
# since; `{0}` is the claim.
_OF_LAST_VERSION = (
    "r.claim_version = (select coalesce(max(v.number), 0) from claim_version v where v.claim_id = {0}) "
    "and r.claim_version > coalesce((select max(c.after_version) from claim_correction c "
    "where c.claim_id = {0}), -1)"
)


def still_counts(claim: str) -> str:
    """Write the condition that a reply named r still counts for a claim, named by an SQL expression."""
    return _OF_LAST_VERSION.format(claim)


@dataclass(frozen=True, slots=True)
class ClaimResponseLine:
    """One reply: of which version, in which kind of answer, what it means, and the box it points at."""

    id: int
    claim_version: int
    kind: str
    outcome: Outcome
    category: str
    status: str
    text: str
    field: str
    payer_control: str
    on_date: date
    file_id: int | None


@asks(Right.PRINT_CLAIM, patient="patient_id")
def list_claim_responses(claim_id: int, patient_id: int) -> tuple[ClaimResponseLine, ...]:
    """All that was said of a claim, the latest first."""
    rows = select(
        "select r.id, r.claim_version, r.kind, r.outcome, r.category, r.status, r.text, r.field, "
        "r.payer_control, r.on_date, f.file_id from claim_response r join claim m on m.id = r.claim_id "
        "left join claim_answer_file f on f.id = r.answer_file_id "
        "where r.claim_id = ? and m.patient_id = ? order by r.id desc",
        claim_id,
        patient_id,
    )
    return tuple(map(_line, rows))


def _line(row: tuple[Any, ...]) -> ClaimResponseLine:
    reply, version, kind, outcome, category, status, text, field, control, on, file_id = row
    return ClaimResponseLine(
        reply,
        version,
        kind,
        Outcome(outcome),
        category,
        status,
        text,
        field,
        control,
        date.fromisoformat(on),
        file_id,
    )


def open_rejections(claim_id: int) -> tuple[Finding, ...]:
    """The rejections that nobody has said to be fixed yet, as findings at the faulty boxes."""
    rows = select(
        "select distinct r.text, r.field, r.kind from claim_response r where r.claim_id = ?1 "
        f"and r.outcome = 'rejected' and {still_counts('?1')} order by r.id",
        claim_id,
    )
    fix = "Fix it, then press “Correct or resend” to send it again as an original."
    return tuple(
        Finding(Severity.ERROR, field or "claim", f"Rejected ({kind}): {text}", fix, rule="REJECTED")
        for text, field, kind in rows
    )


def was_rejected(claim_id: int) -> bool:
    """Tell whether the version sent last was rejected and not yet sent again."""
    return bool(open_rejections(claim_id))


def payer_control_of(claim_id: int) -> str:
    """The payer's own number of the claim, from the latest reply that names it; empty where none does."""
    rows = select(
        "select payer_control from claim_response where claim_id = ? and payer_control <> '' "
        "order by id desc limit 1",
        claim_id,
    )
    return str(rows[0][0]) if rows else ""
