"""Coverage to verify: planned visits of the coming days whose policies have no recent check."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.coverage import PolicyTerm, choose_policies
from app.domain.eligibility import CheckStatus
from app.domain.eligibility_due import (
    LastCheck,
    VerifyRule,
    explain_unverified,
    is_series,
    is_to_ask,
    is_verified,
)
from app.domain.people import PersonName
from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks
from app.queries.eligibility import verify_rule

DAYS_AHEAD = 7
_SERIES_SPAN = timedelta(days=30)
_VISITS = """
    select v.id, v.patient_id, v.on_date, v.at_time, t.last, t.first, t.middle, t.suffix
    from visit v join patient t on t.id = v.patient_id
    where v.state = 'planned' and v.on_date between ? and ? and v.self_pay = 0 and t.self_pay = 0
"""
_POLICIES = """
    select o.patient_id, o.id, o.rank, o.effective, o.termination, y.name, n.name, y.partner_id is not null
    from json_each(?) j cross join policy o on o.patient_id = j.value
    join plan n on n.id = o.plan_id join payer y on y.id = n.payer_id
"""
_CHECKS = """
    select c.policy_id, c.checked_on, c.status
    from json_each(?) j cross join eligibility_check c
    on c.id = (select max(l.id) from eligibility_check l where l.policy_id = j.value)
"""
_ASKED = """
    select r.policy_id, r.at from json_each(?) j cross join eligibility_request r
    on r.id = (select max(l.id) from eligibility_request l where l.policy_id = j.value)
    where not exists(select 1 from eligibility_check c
      where c.policy_id = r.policy_id and (c.request_id = r.id or c.at >= r.at))
"""
_NEIGHBOURS = """
    select v.patient_id, v.on_date from json_each(?) j cross join visit v on v.patient_id = j.value
    where v.on_date between ? and ? and v.state <> 'cancelled'
"""


@dataclass(frozen=True, slots=True)
class VerifyLine:
    """A planned visit and one policy to verify for it; `checked_on` and `status` are of its latest check.

    `asked_on` is the day of a question that nobody answered yet; `takes_questions` tells whether a trading
    partner takes them; `why` says why it is here, `is_to_ask` whether asking the payer may bring news.
    """

    visit_id: int
    patient_id: int
    patient: str
    on_date: date
    at_time: str
    policy_id: int
    insurance: str
    rank: int
    checked_on: date | None
    status: CheckStatus | None
    asked_on: date | None
    takes_questions: bool
    why: str
    is_to_ask: bool


@dataclass(frozen=True, slots=True)
class _Policy:
    term: PolicyTerm
    takes_questions: bool


@dataclass(frozen=True, slots=True)
class _Known:
    """What the visits' patients have: policies, the latest check and question of each, and other visits."""

    policies: dict[int, list[_Policy]]
    checks: dict[int, LastCheck]
    asked: dict[int, date]
    visits: dict[int, list[date]]


@asks(Right.SEE_PATIENT)
def list_coverage_to_verify(today: date, days: int = DAYS_AHEAD) -> tuple[VerifyLine, ...]:
    """What is to be verified for the visits of today and the coming days.

    The earliest visit comes first, by its day and time.
    """
    rows = select(_VISITS, today.isoformat(), (today + timedelta(days=days)).isoformat())
    known, rule = _known(sorted({row[1] for row in rows}), today, days), verify_rule()
    lines = [line for row in rows for line in _lines(row, known, today, rule)]
    return tuple(sorted(lines, key=_order))


@asks(Right.SEE_PATIENT)
def count_coverage_to_verify(today: date, days: int = DAYS_AHEAD) -> int:
    """How many policies are to be verified."""
    return len(list_coverage_to_verify(today, days))


def _order(line: VerifyLine) -> tuple[date, str, str, int]:
    return (line.on_date, line.at_time, line.patient, line.rank)


def _known(patients: Sequence[int], today: date, days: int) -> _Known:
    of_whom = json.dumps(list(patients))
    policies: dict[int, list[_Policy]] = defaultdict(list)
    for patient, policy, rank, begins, ends, payer, plan, takes in select(_POLICIES, of_whom):
        ended = date.fromisoformat(ends) if ends else None
        term = PolicyTerm(policy, rank, date.fromisoformat(begins), ended, payer, plan)
        policies[patient].append(_Policy(term, bool(takes)))
    ids = json.dumps([each.term.policy_id for some in policies.values() for each in some])
    visits: dict[int, list[date]] = defaultdict(list)
    span = (today - _SERIES_SPAN, today + timedelta(days=days) + _SERIES_SPAN)
    for patient, on in select(_NEIGHBOURS, of_whom, *(day.isoformat() for day in span)):
        visits[patient].append(date.fromisoformat(on))
    return _Known(
        policies,
        {
            policy: LastCheck(date.fromisoformat(on), CheckStatus(status))
            for policy, on, status in select(_CHECKS, ids)
        },
        {policy: date.fromisoformat(at[:10]) for policy, at in select(_ASKED, ids)},
        visits,
    )


def _lines(
    row: tuple[int, int, str, str, str, str, str, str], known: _Known, today: date, rule: VerifyRule
) -> Iterable[VerifyLine]:
    visit_id, patient_id, on, at_time, *name = row
    on_date = date.fromisoformat(on)
    of_patient = {each.term.policy_id: each for each in known.policies.get(patient_id, [])}
    days = rule.days_for(is_series=is_series(on_date, known.visits[patient_id]))
    for term in choose_policies([each.term for each in of_patient.values()], on_date):
        last = known.checks.get(term.policy_id)
        if not is_verified(on_date, today, last, days):
            yield VerifyLine(
                visit_id,
                patient_id,
                str(PersonName(*name)),
                on_date,
                at_time,
                term.policy_id,
                term.name,
                term.rank,
                last.checked_on if last else None,
                last.status if last else None,
                known.asked.get(term.policy_id),
                of_patient[term.policy_id].takes_questions,
                explain_unverified(on_date, last, days),
                known.asked.get(term.policy_id) is None and is_to_ask(on_date, today, last, days),
            )
