"""Which ready claims would be left out of a print.

Faults are worked out, never stored: a claim's form changes with the records that feed it. A stamp made of the
versions of those records tells when a claim must be checked again, so that a list checks each claim once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.findings import Severity
from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks
from app.queries.claim_checks import check_one_of_many
from app.queries.claim_scrubs import ScrubSource

# What a claim is filled from, then what feeds its check beside: each part rises with any change.
_STAMPS = (
    "select m.id, m.version || '/' || v.version || '/' || t.version || '/' || o.version || '/' || "
    "n.version || '/' || y.version || '/' || coalesce(d.version, 0) || '/' || "
    "coalesce(p.version, 0) || '/' || (select version from practice) || '/' || "
    "(select sum(version) || '.' || count(*) from policy q where q.patient_id = m.patient_id) || '/' || "
    "(select count(*) || '.' || coalesce(max(id), 0) from charge c "
    "where c.patient_id = m.patient_id) || '/' || "
    "(select sum(version) from claim e where e.patient_id = m.patient_id) || '/' || "
    "(select count(*) || '.' || coalesce(sum(version), 0) from authorization a "
    "where a.patient_id = m.patient_id) || '/' || "
    "(select count(*) || '.' || coalesce(sum(version), 0) from advance_notice a "
    "where a.patient_id = m.patient_id) || '/' || "
    "(select count(*) from claim_override r where r.claim_id = m.id) || '/' || "
    "(select coalesce(max(id), 0) from guideline) || '/' || "
    "(select coalesce(max(q.id), 0) || '.' || (select count(*) from eligibility_choice h "
    "join eligibility_check c on c.id = h.check_id where c.policy_id = m.policy_id) "
    "from eligibility_check q where q.policy_id = m.policy_id) || '/' || "
    "(select coalesce(max(id), 0) || '.' || coalesce(sum(version), 0) from provider_network) || '/' || "
    "(select coalesce(max(id), 0) from contract) || '/' || "
    "(select count(*) || '.' || coalesce(max(id), 0) from official_file) || '/' || "
    "(select count(*) from procedure) || '.' || "
    "(select count(*) || '.' || coalesce(max(id), 0) || '.' || count(ends) from fee) "
    "from claim m join visit v on v.id = m.visit_id join patient t on t.id = m.patient_id "
    "join policy o on o.id = m.policy_id join plan n on n.id = o.plan_id join payer y on y.id = n.payer_id "
    "left join provider d on d.id = v.provider_id left join place p on p.id = v.place_id "
    "where m.state = 'ready' and m.held = '' order by m.id"
)


@dataclass(frozen=True, slots=True)
class ClaimStampLine:
    """A ready claim and the stamp of all that its form is filled from."""

    id: int
    stamp: str


@dataclass(frozen=True, slots=True)
class ClaimFaultLine:
    """A claim that was checked, with how many faults keep it from being printed."""

    id: int
    errors: int


@asks(Right.PRINT_CLAIM)
def list_ready_stamps() -> tuple[ClaimStampLine, ...]:
    """Every ready claim that is not on hold, with its stamp."""
    return tuple(ClaimStampLine(*row) for row in select(_STAMPS))


@asks(Right.PRINT_CLAIM)
def list_claim_faults(ids: Sequence[int], today: date) -> tuple[ClaimFaultLine, ...]:
    """Check these claims whole; a few milliseconds each, so ask for few at a time."""
    source = ScrubSource()
    return tuple(ClaimFaultLine(claim_id, _count_errors(claim_id, today, source)) for claim_id in ids)


def _count_errors(claim_id: int, today: date, source: ScrubSource) -> int:
    findings = check_one_of_many(claim_id, today, source).findings
    return sum(finding.severity is Severity.ERROR for finding in findings)
