"""The estimate of a visit beside what insurers answered, line by line with the reason for each difference."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.domain.answers import Adjustment, LineAnswer, ShareReason
from app.domain.estimate_actual import (
    ActualLine,
    ComparedLine,
    compare_lines,
    total_came,
    total_told,
)
from app.domain.money import ZERO, Money, total
from app.domain.rights import Right
from app.domain.underpayments import allowed_amount
from app.models.database import select
from app.queries.asking import asks
from app.queries.estimates import latest_estimate

_CHARGES = (
    "select c.id, c.code, c.modifiers, c.cents, coalesce(r.name, c.code) from charge c "
    "left join procedure r on r.code = c.code where c.visit_id = ? and exists(select 1 from entry e "
    "join posting o on o.id = e.posting_id where e.charge_id = c.id and o.kind = 'charge' "
    "and not exists(select 1 from posting r where r.reverses = o.id)) order by c.line_number"
)
_ANSWERS = (
    "select l.charge_id, m.rank, a.id, l.allowed_cents, l.paid_cents from claim m "
    "join adjudication a on a.claim_id = m.id join adjudication_line l on l.adjudication_id = a.id "
    "where m.visit_id = ? and m.state <> 'void' and not exists(select 1 from adjudication_void w "
    "where w.adjudication_id = a.id) order by m.rank, a.id"
)
_ADJUSTED = (
    "select charge_id, group_code, reason_code, cents, accepted from adjudication_adjustment "
    "where adjudication_id = ?"
)
_CLAIMED = "select 1 from claim where visit_id = ? and state <> 'void' limit 1"
_Answers = Mapping[int, Mapping[int, LineAnswer]]


@dataclass(frozen=True, slots=True)
class EstimateComparison:
    """The estimate told last for a visit, beside what came of it."""

    made_on: date
    lines: tuple[ComparedLine, ...]

    @property
    def told(self) -> Money:
        """What the patient was told to pay."""
        return total_told(self.lines)

    @property
    def came(self) -> Money | None:
        """What the patient owes; None while a plan has not answered everything."""
        return total_came(self.lines)


@asks(Right.SEE_PATIENT, patient="patient_id")
def compare_estimate(visit_id: int, patient_id: int) -> EstimateComparison | None:
    """The estimate of a visit beside what came; None without an estimate, or before charges were entered."""
    estimate = latest_estimate(visit_id)
    charges = select(_CHARGES, visit_id)
    is_theirs = select("select 1 from visit where id = ? and patient_id = ?", visit_id, patient_id)
    if estimate is None or not charges or not is_theirs:
        return None
    is_claimed = bool(select(_CLAIMED, visit_id))
    answers = _answers(visit_id)
    came = tuple(_actual(row, answers.get(row[0], {}), is_claimed=is_claimed) for row in charges)
    return EstimateComparison(estimate.made_on, compare_lines(estimate.content.lines, came))


def _answers(visit_id: int) -> _Answers:
    """The latest answer to each charge by rank of the plan; a newer answer to a claim replaces older ones."""
    parts: dict[int, dict[int, list[Adjustment]]] = {}
    found: dict[int, dict[int, LineAnswer]] = defaultdict(dict)
    for charge, rank, answer, allowed, paid in select(_ANSWERS, visit_id):
        if answer not in parts:
            parts[answer] = _adjustments(answer)
        own = tuple(parts[answer].get(charge, ()))
        stated = None if allowed is None else Money(allowed)
        found[charge][rank] = LineAnswer(charge, stated, Money(paid), own)
    return found


def _adjustments(answer: int) -> dict[int, list[Adjustment]]:
    parts: dict[int, list[Adjustment]] = defaultdict(list)
    for charge, group, code, cents, accepted in select(_ADJUSTED, answer):
        parts[charge].append(Adjustment(group, code, Money(cents), bool(accepted)))
    return parts


def _actual(row: tuple[Any, ...], answers: Mapping[int, LineAnswer], *, is_claimed: bool) -> ActualLine:
    _, code, modifiers, cents, name = row
    charge = Money(cents)
    line = ActualLine(code, tuple(modifiers.split()), charge, name=name)
    if not answers:
        if is_claimed:
            return replace(line, is_answered=False)
        return replace(line, patient=charge, not_covered=charge)
    ranks = sorted(answers)
    first, last = answers[ranks[0]], answers[ranks[-1]]
    shares, allowed = _shares(first.adjustments), allowed_amount(first)
    return replace(
        line,
        is_denied=allowed is None,
        allowed=allowed,
        copay=shares[ShareReason.COPAY],
        deductible=shares[ShareReason.DEDUCTIBLE],
        coinsurance=shares[ShareReason.COINSURANCE],
        not_covered=shares[ShareReason.NOT_COVERED] + shares[ShareReason.OTHER],
        second=total(answers[rank].paid for rank in ranks[1:]),
        patient=total(part.amount for part in last.adjustments if part.is_share),
    )


def _shares(parts: Sequence[Adjustment]) -> Mapping[ShareReason, Money]:
    sums: dict[ShareReason, Money] = dict.fromkeys(ShareReason, ZERO)
    for part in parts:
        if part.is_share:
            sums[part.share_reason] += part.amount
    return sums
