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
    """The policy that is asked after this one, or None when the patient is next.

    It goes by rank, so that a policy that turned out to have ended still hands on to the one behind it.
    """
    rank = Policy.get_by_id(policy_id).rank
    later = (policy for policy in policies_in_order(patient_id, on) if Policy.get_by_id(policy).rank > rank)
    return next(later, None)


def standing_answer_to(claim_id: int) -> tuple[int, date] | None:
    """The answer to a claim that was not taken back, with the day it came; None where there is none."""
    rows = select(
        "select a.id, a.received_on from adjudication a where a.claim_id = ? "
        "and not exists(select 1 from adjudication_void w where w.adjudication_id = a.id)",
        claim_id,
    )
    return (rows[0][0], date.fromisoformat(rows[0][1])) if rows else None


def following_claims(claim_id: int) -> tuple[int, ...]:
    """The claims of the same visit to the policies behind this claim's, but for void ones."""
    rows = select(
        "select n.id from claim c join claim n on n.visit_id = c.visit_id "
        "where c.id = ? and n.rank > c.rank and n.state <> 'void' order by n.id",
        claim_id,
    )
    return tuple(row[0] for row in rows)
