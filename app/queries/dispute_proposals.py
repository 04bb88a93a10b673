"""Open cases whose claim was answered again: what the new answer seems to mean, for a person to confirm."""

from dataclasses import dataclass
from datetime import date

from app.domain.disputes.outcomes import (
    LaterAnswer,
    LineAtStake,
    ProposedOutcome,
    propose_outcome,
    propose_written_off,
)
from app.domain.money import Money, total
from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks
from app.queries.disputable_claims import reasons_of

# A later answer to the case's claim that stands, the newest; those that an outcome names were looked at.
_ANSWERED = """
    select d.id, d.number, d.patient_id, t.last || ', ' || t.first, d.adjudication_id, max(a.id),
      (select coalesce(sum(o.won_cents), 0) from dispute_outcome o where o.case_id = d.id)
    from dispute_case d join patient t on t.id = d.patient_id
      join adjudication a on a.claim_id = d.claim_id and a.id > coalesce(d.adjudication_id, 0)
    where d.stage <> 'closed' and (?1 = 0 or d.id = ?1)
      and not exists(select 1 from adjudication_void w where w.adjudication_id = a.id)
      and not exists(select 1 from dispute_outcome o where o.case_id = d.id and o.adjudication_id >= a.id)
    group by d.id order by d.id
"""


# Write-offs on the lines of an open case, posted since it was opened, where the insurer owes no more.
_WRITTEN_OFF = """
    select d.id, d.number, d.patient_id, t.last || ', ' || t.first, max(p.posted_on), sum(e.cents)
    from dispute_case d join patient t on t.id = d.patient_id join dispute_line l on l.case_id = d.id
      join entry e on e.charge_id = l.charge_id and e.cents > 0
      join posting p on p.id = e.posting_id and p.kind = 'write_off' and p.posted_on >= date(d.opened_at)
    where d.stage <> 'closed' and (?1 = 0 or d.id = ?1)
      and not exists(select 1 from posting r where r.reverses = p.id)
      and not exists(select 1 from dispute_line k join charge_balance b on b.charge_id = k.charge_id
        and b.account = 'insurance_ar' and b.cents > 0 where k.case_id = d.id)
    group by d.id order by d.id
"""


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """A case with what its claim's newest answer, or a write-off since, seems to mean."""

    case_id: int
    number: int
    patient_id: int
    patient: str
    outcome: ProposedOutcome


@asks(Right.SEE_PATIENT)
def list_proposals(case_id: int | None = None) -> tuple[ProposalLine, ...]:
    """What new answers and write-offs mean for open cases, of one case where it is named."""
    found = [
        ProposalLine(case, number, patient_id, patient, propose_written_off(Money(cents), _day(posted_on)))
        for case, number, patient_id, patient, posted_on, cents in select(_WRITTEN_OFF, case_id or 0)
    ]
    written_off = {line.case_id for line in found}
    for case, number, patient_id, patient, first, newest, won in select(_ANSWERED, case_id or 0):
        outcome = propose_outcome(_at_stake(case, first), _later_answer(newest), Money(won))
        if outcome is not None and case not in written_off:
            found.append(ProposalLine(case, number, patient_id, patient, outcome))
    return tuple(found)


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _at_stake(case_id: int, first_answer: int | None) -> tuple[LineAtStake, ...]:
    rows = select(
        "select l.charge_id, l.cents, coalesce(a.paid_cents, 0) from dispute_line l "
        "left join adjudication_line a on a.charge_id = l.charge_id and a.adjudication_id = ?2 "
        "where l.case_id = ?1",
        case_id,
        first_answer or 0,
    )
    return tuple(LineAtStake(charge, Money(cents), Money(paid)) for charge, cents, paid in rows)


def _later_answer(adjudication_id: int) -> LaterAnswer:
    ((received_on,),) = select("select received_on from adjudication where id = ?", adjudication_id)
    paid = {
        charge: Money(cents)
        for charge, cents in select(
            "select charge_id, paid_cents from adjudication_line where adjudication_id = ?", adjudication_id
        )
    }
    share: dict[int, Money] = {}
    for charge, cents in select(
        "select charge_id, sum(cents) from adjudication_adjustment where adjudication_id = ? "
        "and group_code = 'PR' and reason_code in ('1', '2', '3') group by charge_id",
        adjudication_id,
    ):
        share[charge] = Money(cents)
    refused = {
        charge: total(part.amount for part in parts) for charge, parts in reasons_of(adjudication_id).items()
    }
    return LaterAnswer(adjudication_id, _day(received_on), paid, share, refused)
