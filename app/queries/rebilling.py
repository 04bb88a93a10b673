"""Visits billed to a policy that, as the record now stands, was not the first to pay that day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.money import ZERO, Money, total
from app.domain.payer_windows import filing_limit, windows_of
from app.domain.posting import OpenPart
from app.domain.rights import Right
from app.models.database import select
from app.models.records import Payer, Plan, Policy
from app.queries.adjudications import policies_in_order, standing_answer_to
from app.queries.asking import asks
from app.queries.payer_windows import payer_facts


@dataclass(frozen=True, slots=True)
class RebillLine:
    """One visit to bill anew: the claim that went to the old plan, who should be asked, and until when.

    `open_amount` is what is open with the old insurer and the patient; `was_sent` tells that the old claim
    went out, so that it stays kept as it was sent.
    """

    claim_id: int
    claim_number: int
    visit_id: int
    on_date: date
    old_payer: str
    old_policy_id: int
    new_payer: str
    new_policy_id: int
    open_amount: Money
    was_sent: bool
    was_answered: bool
    file_until: date


@asks(Right.PRINT_CLAIM, patient="patient_id")
def list_rebillable(patient_id: int) -> tuple[RebillLine, ...]:
    """A patient's first claims that another policy should have got, with no payment on them, oldest first."""
    rows = select(
        "select m.id, m.number, m.visit_id, v.on_date, m.policy_id, m.state, y.name from claim m "
        "join visit v on v.id = m.visit_id join policy o on o.id = m.policy_id "
        "join plan n on n.id = o.plan_id join payer y on y.id = n.payer_id "
        "where m.patient_id = ? and m.rank = 1 and m.state not in ('void', 'closed') "
        "and not exists(select 1 from adjudication a where a.claim_id = m.id and a.paid_cents <> 0 "
        "and not exists(select 1 from adjudication_void w where w.adjudication_id = a.id)) "
        "order by v.on_date, m.id",
        patient_id,
    )
    lines = (_line(patient_id, row) for row in rows)
    return tuple(line for line in lines if line is not None)


def _line(patient_id: int, row: tuple[Any, ...]) -> RebillLine | None:
    claim, number, visit, on_text, old_policy, state, old_payer = row
    on = date.fromisoformat(on_text)
    first = next(iter(policies_in_order(patient_id, on)), None)
    amount = total(part.amount for part in open_parts(claim, old_policy))
    if first is None or first == old_policy or amount <= ZERO:
        return None
    payer = Payer.get_by_id(Plan.get_by_id(Policy.get_by_id(first).plan_id).payer_id)
    return RebillLine(
        claim_id=claim,
        claim_number=number,
        visit_id=visit,
        on_date=on,
        old_payer=old_payer,
        old_policy_id=old_policy,
        new_payer=payer.name,
        new_policy_id=first,
        open_amount=amount,
        was_sent=state in ("printed", "sent", "answered"),
        was_answered=standing_answer_to(claim) is not None,
        file_until=_file_until(payer, on),
    )


def accounts_to_bill_anew(account_ids: Sequence[int]) -> frozenset[int]:
    """The accounts that owe for a visit whose insurance had ended while another policy was in force.

    Until the visit is billed anew the patient is not asked for it; an insurer that paid all the same stands.
    """
    marks = ", ".join("?" * len(account_ids))
    # `cross join` keeps SQLite from reading every balance before the few policies that ended.
    rows = select(
        "select distinct t.account_id from (select id, account_id from patient "
        "union all select id, own_account_id from patient) t "
        "cross join policy o on o.patient_id = t.id and o.termination is not null "
        "cross join claim m on m.patient_id = t.id and m.policy_id = o.id and m.rank = 1 "
        "and m.state not in ('void', 'closed') "
        "join visit v on v.id = m.visit_id and v.on_date > o.termination "
        "cross join claim_line l on l.claim_id = m.id "
        "join charge_balance b on b.charge_id = l.charge_id and b.account = 'patient_ar' "
        "and b.guarantor_id = t.account_id and b.cents > 0 "
        f"where t.account_id in ({marks}) "
        "and exists(select 1 from policy q where q.patient_id = t.id and q.id <> o.id "
        "and q.effective <= v.on_date and (q.termination is null or q.termination >= v.on_date)) "
        "and not exists(select 1 from adjudication a where a.claim_id = m.id and a.paid_cents <> 0 "
        "and not exists(select 1 from adjudication_void w where w.adjudication_id = a.id))",
        *account_ids,
    )
    return frozenset(account for (account,) in rows)


def open_parts(claim_id: int, policy_id: int) -> tuple[OpenPart, ...]:
    """What is open of a claim with its insurer and with the patient."""
    rows = select(
        "select b.charge_id, b.account, b.guarantor_id, b.cents, b.policy_id from claim_line l "
        "join charge_balance b on b.charge_id = l.charge_id where l.claim_id = ?1 and b.cents <> 0 "
        "and (b.account = 'patient_ar' or (b.account = 'insurance_ar' and b.policy_id = ?2)) "
        "order by l.position, b.account",
        claim_id,
        policy_id,
    )
    return tuple(
        OpenPart(charge, account, guarantor, Money(cents), policy or None)
        for charge, account, guarantor, cents, policy in rows
    )


def _file_until(payer: Payer, on: date) -> date:
    return filing_limit(on, windows_of(payer_facts(payer)))
