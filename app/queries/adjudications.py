"""What an insurer's answer is measured against: the lines of a claim and who is asked next."""

from datetime import date

from app.domain.answers import ClaimLine
from app.domain.coverage import PolicyTerm, choose_policies
from app.domain.money import Money
from app.models.database import select
from app.models.records import Policy


def claim_lines_for(claim_id: int, policy_id: int) -> tuple[ClaimLine, ...]:
    """The lines of a claim with what is open in the bucket of its policy and with policies before it."""
    rows = select(
        "select c.id, c.cents, coalesce(sum(case when b.policy_id = ?1 then b.cents end), 0), "
        "coalesce(sum(case when b.policy_id in (select e.policy_id from claim e join claim m on m.id = ?2 "
        "where e.visit_id = m.visit_id and e.rank < m.rank and e.state <> 'void') then b.cents end), 0) "
        "from claim_line l join charge c on c.id = l.charge_id "
        "left join charge_balance b on b.charge_id = c.id and b.account = 'insurance_ar' "
        "where l.claim_id = ?2 group by c.id order by l.position",
        policy_id,
        claim_id,
    )
    return tuple(
        ClaimLine(charge, Money(billed), Money(opened), Money(earlier))
        for charge, billed, opened, earlier in rows
    )


def policies_in_order(patient_id: int, on: date) -> tuple[int, ...]:
    """The patient's policies in force on a date of service, in the order in which they pay."""
    rows = Policy.select(Policy.id, Policy.rank, Policy.effective, Policy.termination).where(
        Policy.patient == patient_id
    )
    terms = [PolicyTerm(row.id, row.rank, row.effective, row.termination) for row in rows]
    return tuple(term.policy_id for term in choose_policies(terms, on))


def next_policy_after(patient_id: int, on: date, policy_id: int) -> int | None:
    """The policy that is asked after this one, or None when the patient is next."""
    ordered = policies_in_order(patient_id, on)
    if policy_id not in ordered:
        return None
    following = ordered[ordered.index(policy_id) + 1 :]
    return following[0] if following else None
