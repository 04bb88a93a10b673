"""What an insurer's answer is measured against: the lines of a claim and who is asked next."""

from datetime import date

from app.domain.answers import ClaimLine
from app.domain.coverage import PolicyTerm, choose_policies
from app.models.database import select
from app.models.records import Policy
from app.queries.answer_facts import claim_lines_of, next_policies_after


def claim_lines_for(claim_id: int) -> tuple[ClaimLine, ...]:
    """The lines of a claim with what is open in the bucket of its policy and with policies before it."""
    return claim_lines_of([claim_id])[claim_id]


def lines_to_answer(claim_id: int) -> tuple[ClaimLine, ...]:
    """The lines that an answer may name: all, or of a claim that is out again those still open.

    A corrected claim repeats every line, and those that were settled before are not to be paid twice.
    """
    lines = claim_lines_for(claim_id)
    if standing_answer_to(claim_id) is None or not is_out_again(claim_id):
        return lines
    return tuple(line for line in lines if line.open_balance)


def is_out_again(claim_id: int) -> bool:
    """Tell whether a claim is not answered as it stands, though an earlier version of it may be."""
    rows = select("select 1 from claim where id = ? and state in ('ready', 'printed', 'sent')", claim_id)
    return bool(rows)


def policies_in_order(patient_id: int, on: date) -> tuple[int, ...]:
    """The patient's policies in force on a date of service, in the order in which they pay."""
    return tuple(term.policy_id for term in _terms_in_order(patient_id, on))


def next_policy_after(claim_id: int) -> int | None:
    """The policy that is asked after a claim's, or None when the patient is next."""
    return next_policies_after([claim_id])[claim_id]


def standing_answer_to(claim_id: int) -> tuple[int, date] | None:
    """The latest answer to a claim that was not taken back, with its day; None where there is none."""
    rows = select(
        "select a.id, a.received_on from adjudication a where a.claim_id = ? "
        "and not exists(select 1 from adjudication_void w where w.adjudication_id = a.id) "
        "order by a.id desc limit 1",
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


def claims_of_visit(visit_id: int) -> tuple[int, ...]:
    """The claims of a visit, but for void ones."""
    rows = select("select id from claim where visit_id = ? and state <> 'void' order by id", visit_id)
    return tuple(claim for (claim,) in rows)


def charges_of_claim(claim_id: int) -> tuple[int, ...]:
    """The charges of a claim in the order of its lines."""
    rows = select("select charge_id from claim_line where claim_id = ? order by position", claim_id)
    return tuple(charge for (charge,) in rows)


def is_corrected_since(claim_id: int, at: str) -> bool:
    """Tell whether a claim was made ready to go out again after a moment."""
    return bool(select("select 1 from claim_correction where claim_id = ? and at > ? limit 1", claim_id, at))


def is_answer_used(posting_id: int | None) -> bool:
    """Tell whether a posting cannot be mirrored, as what it put with a patient or insurer was used since.

    That is where its place would be left below zero, or further below than it was before the posting.
    """
    below = select(
        "select 1 from (select e.charge_id, e.account, e.guarantor_id, e.policy_id, sum(e.cents) as put "
        "from entry e where e.posting_id = ?1 and e.account in ('patient_ar', 'insurance_ar') "
        "group by 1, 2, 3, 4) p where p.put > 0 and coalesce((select b.cents from charge_balance b "
        "where b.charge_id = p.charge_id and b.account = p.account and b.guarantor_id = p.guarantor_id "
        "and b.policy_id = coalesce(p.policy_id, 0)), 0) - p.put < min(0, coalesce((select sum(o.cents) "
        "from entry o where o.charge_id = p.charge_id and o.account = p.account "
        "and o.guarantor_id = p.guarantor_id and o.policy_id is p.policy_id and o.posting_id < ?1), 0)) "
        "limit 1",
        posting_id,
    )
    return bool(below)


def _terms_in_order(patient_id: int, on: date) -> tuple[PolicyTerm, ...]:
    rows = Policy.select(Policy.id, Policy.rank, Policy.effective, Policy.termination).where(
        Policy.patient == patient_id
    )
    return choose_policies([PolicyTerm(row.id, row.rank, row.effective, row.termination) for row in rows], on)
