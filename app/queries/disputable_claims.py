"""A claim as far as it can be disputed: its latest answer, what is at stake line by line, and why."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.answers import Adjustment
from app.domain.disputes.deadline_rules import RuleScope
from app.domain.money import ZERO, Money, total
from app.domain.remitted_text import read_remitted
from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks

_CLAIM = """
    select m.id, m.number, m.patient_id, t.last || ', ' || t.first, m.policy_id, n.payer_id, y.name, n.id,
      n.name, y.line_of_business, m.state,
      (select max(a.id) from adjudication a where a.claim_id = m.id
        and not exists(select 1 from adjudication_void w where w.adjudication_id = a.id))
    from claim m join patient t on t.id = m.patient_id join policy o on o.id = m.policy_id
      join plan n on n.id = o.plan_id join payer y on y.id = n.payer_id where m.id = ?
"""
_LINES = """
    select c.id, c.code, c.modifiers, c.service_on, c.cents,
      coalesce((select sum(b.cents) from charge_balance b where b.charge_id = c.id
        and b.account = 'insurance_ar' and b.policy_id = ?2), 0), l.paid_cents,
      (select k.case_id from dispute_line k join dispute_case d on d.id = k.case_id
        where k.charge_id = c.id and d.claim_id = ?1 and d.stage <> 'closed' order by k.case_id desc limit 1)
    from claim_line e join charge c on c.id = e.charge_id
      left join adjudication_line l on l.charge_id = c.id and l.adjudication_id = ?3
    where e.claim_id = ?1 order by e.position
"""


@dataclass(frozen=True, slots=True)
class DisputableLine:
    """A line of a claim: what the insurer said of it, what of it can be disputed, and the case it is in.

    `at_stake` is what the insurer holds back, and what it made the patient's without being a cost share;
    `held` is what it holds back alone.
    """

    charge_id: int
    code: str
    modifiers: tuple[str, ...]
    service_on: date
    billed: Money
    at_stake: Money
    paid: Money
    reasons: tuple[Adjustment, ...]
    remarks: tuple[str, ...]
    case_id: int | None
    held: Money = ZERO

    @property
    def main_reason(self) -> Adjustment | None:
        """The reason with the largest amount."""
        return max(self.reasons, key=lambda part: part.amount, default=None)


@dataclass(frozen=True, slots=True)
class DisputableClaim:
    """A claim with its latest standing answer; `answered_on` is the day of it, None while there is none."""

    claim_id: int
    number: int
    patient_id: int
    patient: str
    policy_id: int
    payer_id: int
    payer: str
    plan_id: int
    plan: str
    line_of_business: str
    state: str
    adjudication_id: int | None
    answered_on: date | None
    lines: tuple[DisputableLine, ...]

    @property
    def scope(self) -> RuleScope:
        """Whose rules count for it."""
        return RuleScope(self.payer_id, self.plan_id, self.line_of_business)


@asks(Right.SEE_PATIENT)
def find_disputable_claim(claim_id: int) -> DisputableClaim:
    """A claim with what of it can be disputed."""
    return disputable_claim(claim_id)


def disputable_claim(claim_id: int) -> DisputableClaim:
    """The same inside another question or a transaction."""
    (row,) = select(_CLAIM, claim_id)
    answer, policy_id = row[11], row[4]
    answered_on = None
    if answer is not None:
        ((received,),) = select("select received_on from adjudication where id = ?", answer)
        answered_on = date.fromisoformat(received)
    named = dict(zip(DisputableClaim.__slots__, row, strict=False))
    lines = _lines(claim_id, policy_id, answer)
    return DisputableClaim(**named, answered_on=answered_on, lines=lines)


def reasons_of(adjudication_id: int) -> Mapping[int, tuple[Adjustment, ...]]:
    """The reasons of an answer that can be disputed, by charge: neither cost shares nor discounts."""
    found: dict[int, list[Adjustment]] = defaultdict(list)
    for charge, group, code, cents, accepted in select(
        "select charge_id, group_code, reason_code, cents, accepted from adjudication_adjustment "
        "where adjudication_id = ? order by id",
        adjudication_id,
    ):
        part = Adjustment(group, code, Money(cents), bool(accepted))
        if is_disputable(part):
            found[charge].append(part)
    return {charge: tuple(parts) for charge, parts in found.items()}


def is_disputable(part: Adjustment) -> bool:
    """Tell whether a reason can be disputed: not a cost share, a discount, or what an earlier payer did."""
    return not (part.is_cost_share or part.repeats_earlier_payer or part.write_off_kind is not None)


def _lines(claim_id: int, policy_id: int, answer: int | None) -> tuple[DisputableLine, ...]:
    reasons = reasons_of(answer) if answer is not None else {}
    remarks = _remarks(answer) if answer is not None else {}
    return tuple(
        _line(row, reasons.get(row[0], ()), remarks)
        for row in select(_LINES, claim_id, policy_id, answer or 0)
    )


def _line(
    row: tuple[Any, ...], reasons: Sequence[Adjustment], remarks: Mapping[str, tuple[str, ...]]
) -> DisputableLine:
    charge, code, modifiers, on, cents, open_cents, paid, case = row
    shares = total(part.amount for part in reasons if part.is_share)
    held = max(Money(open_cents), ZERO)
    return DisputableLine(
        charge,
        code,
        tuple(modifiers.split()),
        date.fromisoformat(on),
        Money(cents),
        held + shares,
        Money(paid or 0),
        tuple(reasons),
        tuple(dict.fromkeys((*remarks.get(code, ()), *remarks.get("", ())))),
        case,
        held,
    )


def _remarks(adjudication_id: int) -> Mapping[str, tuple[str, ...]]:
    """The remark codes that came with a remitted answer, by procedure code; those of the claim under ``."""
    rows = select(
        "select c.content from remittance_step s join remittance_claim c on c.id = s.remittance_claim_id "
        "where s.adjudication_id = ? and s.undoes is null order by s.id desc limit 1",
        adjudication_id,
    )
    if not rows:
        return {}
    remitted = read_remitted(rows[0][0])
    found: dict[str, tuple[str, ...]] = {"": remitted.remarks}
    for line in remitted.lines:
        code = line.billed_code or line.code
        found[code] = (*found.get(code, ()), *line.remarks)
    return found
