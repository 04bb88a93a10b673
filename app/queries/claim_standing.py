"""Where a claim stands, from its rows, and what keeps it from going out beside what stands in its boxes."""

from app.domain.claim_life import ClaimStanding, ClaimState
from app.domain.claim_responses import Outcome, worst
from app.domain.findings import Finding, Severity
from app.models.database import select
from app.queries.claim_responses import open_rejections, still_counts

HELD = "HELD"
# Asked again, a payer says where the claim stands now: its later status takes the place of the one before.
_ANSWERED_ANEW = (
    "(r.kind = '277' and exists(select 1 from claim_response l where l.claim_id = r.claim_id and l.id > r.id "
    "and l.claim_version = r.claim_version and l.kind = '277' and l.outcome <> 'no_change'))"
)
_SAID = (
    "(select group_concat(distinct r.outcome) from claim_response r where r.claim_id = m.id "
    f"and {still_counts('m.id')} and not {_ANSWERED_ANEW})"
)
_BATCH_KIND = (
    "(select b.kind from claim_version v join claim_batch b on b.id = v.batch_id "
    "where v.claim_id = m.id order by v.number desc limit 1)"
)
_WAS_PAID = (
    "(select a.paid_cents <> 0 from adjudication a where a.claim_id = m.id and not exists("
    "select 1 from adjudication_void w where w.adjudication_id = a.id) order by a.id desc limit 1)"
)
# The columns of a claim named m that `read_standing` takes, in its order.
STANDING = f"m.state, m.held, m.resubmission_code, {_SAID}, {_BATCH_KIND}, {_WAS_PAID}"


def read_standing(
    state: str, held: str, code: str, said: str | None, kind: str | None, was_paid: int | None
) -> ClaimStanding:
    """Where a claim stands, without its errors: they are worked out, never stored."""
    is_answered = state == ClaimState.ANSWERED.value and was_paid is not None
    return ClaimStanding(
        ClaimState(state),
        None,
        held,
        code,
        kind != "edi",
        worst(map(Outcome, said.split(","))) if said else None,
        bool(was_paid) if is_answered else None,
    )


def standing_findings(claim_id: int) -> tuple[Finding, ...]:
    """The hold of a claim and its open rejections, as findings; a rejection stands at the faulty box."""
    ((held,),) = select("select held from claim where id = ?", claim_id)
    return (*_hold(held), *open_rejections(claim_id))


def _hold(reason: str) -> tuple[Finding, ...]:
    if not reason:
        return ()
    fix = "Press “Release” above the form when it may go out."
    return (Finding(Severity.ERROR, "claim", f"On hold: {reason.rstrip('.')}.", fix, rule=HELD),)
