"""What insurers said of patients' coverage: the latest a policy, all answers, what is left of a year."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.accumulators import Accumulators
from app.domain.eligibility import (
    Benefit,
    BenefitKind,
    BenefitSummary,
    CheckStatus,
    CheckWay,
    Network,
    Person,
    accumulators_of,
    is_same_benefit_year,
    summarize,
)
from app.domain.eligibility_differences import Difference, find_differences, find_order_difference
from app.domain.eligibility_due import VerifyRule
from app.domain.errors import InputError
from app.domain.rights import Right
from app.edi.x271_text import cut_answer
from app.models.database import select
from app.models.eligibility import EligibilityBenefit, EligibilityCheck, EligibilityRequest
from app.models.office import User
from app.models.records import Patient, Payer, Plan, Policy
from app.queries.asking import asks

DAYS_SETTING, SERIES_SETTING = "eligibility_days", "eligibility_series_days"
LONGEST_NUMBER = 16
_TELLING = (CheckStatus.ACTIVE, CheckStatus.INACTIVE)


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One answer: whom it is about, what was found out and how, and all that was said."""

    id: int
    policy_id: int
    insurance: str
    for_date: date
    checked_on: date
    at: datetime
    way: CheckWay
    status: CheckStatus
    plan_name: str
    begins: date | None
    ends: date | None
    reference: str
    representative: str
    reject_reason: str
    note: str
    user: str
    file_id: int | None
    benefits: tuple[Benefit, ...]

    @property
    def summary(self) -> BenefitSummary:
        """What the desk needs of it."""
        return summarize(self.benefits)


@dataclass(frozen=True, slots=True)
class PolicyEligibility:
    """A policy's latest answer, the latest of this year that found something out, its differences.

    `asked_on` is the day of a question that nobody answered yet.
    """

    policy_id: int
    latest: CheckLine | None
    telling: CheckLine | None
    asked_on: date | None
    differences: tuple[Difference, ...]


@asks(Right.SEE_PATIENT, patient="patient_id")
def list_checks(patient_id: int) -> tuple[CheckLine, ...]:
    """Every answer about a patient's policies, the latest first."""
    return _lines(EligibilityCheck.patient == patient_id)


@asks(Right.SEE_PATIENT, patient="patient_id")
def list_eligibility(patient_id: int, today: date) -> tuple[PolicyEligibility, ...]:
    """For each policy of a patient what its insurer said last; policies never asked about are among them."""
    by_policy = defaultdict(list)
    for line in _lines(EligibilityCheck.patient == patient_id):
        by_policy[line.policy_id].append(line)
    waiting = _waiting(patient_id)
    policies = select("select id from policy where patient_id = ? order by rank, effective desc", patient_id)
    return tuple(_of_policy(policy, by_policy[policy], waiting.get(policy), today) for (policy,) in policies)


@asks(Right.SEE_PATIENT, patient="patient_id")
def find_answer_text(check_id: int, patient_id: int) -> str:
    """An answer as it came, as far as it is about this patient; raises InputError where it was typed."""
    rows = select(
        "select f.content, coalesce(r.trace, '') from eligibility_check c "
        "join stored_file f on f.id = c.file_id left join eligibility_request r on r.id = c.request_id "
        "where c.id = ? and c.patient_id = ?",
        check_id,
        patient_id,
    )
    if not rows:
        raise InputError("This answer was typed by hand; there is no file of it.")
    return cut_answer(bytes(rows[0][0]), rows[0][1])


@asks(Right.SEE_PATIENT)
def find_eligibility(policy_id: int, today: date) -> CheckLine | None:
    """The latest answer about a policy that found something out in the benefit year of a day."""
    return _telling(_lines(EligibilityCheck.policy == policy_id), today)


@asks(Right.SEE_OFFICE)
def find_verify_rule() -> VerifyRule:
    """How old a check may be at a visit; the usual days until the practice says otherwise."""
    return verify_rule()


def verify_rule() -> VerifyRule:
    """How old a check may be at a visit; inside another question."""
    rows = select("select name, value from setting where name in (?, ?)", DAYS_SETTING, SERIES_SETTING)
    kept, usual = {name: int(value) for name, value in rows}, VerifyRule()
    return VerifyRule(kept.get(DAYS_SETTING, usual.days), kept.get(SERIES_SETTING, usual.series_days))


@asks(Right.SEE_PATIENT)
def find_accumulators(policy_id: int, on: date, *, outside: bool = False) -> Accumulators | None:
    """What is left of the yearly amounts in the benefit year of a day, by the latest answer that tells it.

    Inside the network, unless those `outside` are asked for. Other questions use it too; None where no active
    answer of that year says anything of it.
    """
    for line in _lines(EligibilityCheck.policy == policy_id):
        is_of_year = is_same_benefit_year(on, line.for_date, line.begins, line.ends)
        if line.status is CheckStatus.ACTIVE and is_of_year:
            found = accumulators_of(line.benefits, line.checked_on, outside=outside)
            if found:
                return found
    return None


def questions_sent(by: str, number: str, sender: str) -> tuple[EligibilityRequest, ...]:
    """Our questions in the file with an `interchange` or `group` number; inside another question."""
    rows = select(
        f"select r.id from eligibility_request r join trading_partner p on p.id = r.partner_id "
        f"where r.{by}_number = ? and upper(trim(p.interchange_receiver)) = ? order by r.id",
        int(number) if number.isascii() and number.isdigit() and len(number) < LONGEST_NUMBER else -1,
        sender.strip().upper(),
    )
    return tuple(EligibilityRequest.get_by_id(request) for (request,) in rows)


def open_differences(check: EligibilityCheck) -> tuple[Difference, ...]:
    """What an answer says otherwise than the record, without what was decided; inside another question."""
    policy, patient = Policy.get_by_id(check.policy_id), Patient.get_by_id(check.patient_id)
    payer = Payer.get_by_id(Plan.get_by_id(policy.plan_id).payer_id)
    said = json.loads(check.said)
    decided = _decided(check, said)
    ours = {
        **{f"patient.{name}": value for name, value in patient.__data__.items()},
        **{f"policy.{name}": value for name, value in policy.__data__.items()},
    }
    found = find_differences(said, ours, decided)
    others = summarize(_benefits([check.id])[check.id]).other_payers
    order = find_order_difference(others, policy.rank, payer.name, decided)
    return (*found, order) if order else found


def _decided(check: EligibilityCheck, said: Mapping[str, str]) -> set[str]:
    """What was decided about this answer, and what was kept before although the insurer said the same."""
    rows = select(
        "select h.field, h.check_id, c.said from eligibility_choice h "
        "join eligibility_check c on c.id = h.check_id "
        "where c.policy_id = ?1 and (h.choice = 'kept' or c.id = ?2)",
        check.policy_id,
        check.id,
    )
    return {
        name
        for name, check_id, then in rows
        if check_id == check.id or json.loads(then).get(name) == said.get(name)
    }


def _of_policy(
    policy_id: int, lines: Sequence[CheckLine], asked_on: date | None, today: date
) -> PolicyEligibility:
    latest = lines[0] if lines else None
    telling = _telling(lines, today)
    differences = open_differences(EligibilityCheck.get_by_id(telling.id)) if telling else ()
    return PolicyEligibility(policy_id, latest, telling, asked_on, differences)


def _telling(lines: Sequence[CheckLine], on: date) -> CheckLine | None:
    """The latest answer of a benefit year that found something out."""
    return next(
        (
            line
            for line in lines
            if line.status in _TELLING and is_same_benefit_year(on, line.for_date, line.begins, line.ends)
        ),
        None,
    )


def _waiting(patient_id: int) -> dict[int, date]:
    rows = select(
        "select r.policy_id, max(r.at) from eligibility_request r join policy o on o.id = r.policy_id "
        "where o.patient_id = ? and not exists(select 1 from eligibility_check c "
        "where c.policy_id = r.policy_id and (c.request_id = r.id or c.at >= r.at)) group by r.policy_id",
        patient_id,
    )
    return {policy: date.fromisoformat(at[:10]) for policy, at in rows}


def _lines(where: object) -> tuple[CheckLine, ...]:
    rows = list(
        EligibilityCheck.select(EligibilityCheck, Policy, Plan, Payer, User)
        .join(Policy)
        .join(Plan)
        .join(Payer)
        .switch(EligibilityCheck)
        .join(User)
        .where(where)
        .order_by(EligibilityCheck.id.desc())
    )
    benefits = _benefits([row.id for row in rows])
    return tuple(_line(row, tuple(benefits[row.id])) for row in rows)


def _line(row: EligibilityCheck, benefits: tuple[Benefit, ...]) -> CheckLine:
    plan = row.policy.plan
    return CheckLine(
        row.id,
        row.policy_id,
        f"{plan.payer.name} {plan.name}".strip(),
        row.for_date,
        row.checked_on,
        datetime.fromisoformat(row.at),
        CheckWay(row.way),
        CheckStatus(row.status),
        row.plan_name,
        row.begins,
        row.ends,
        row.reference,
        row.representative,
        row.reject_reason,
        row.note,
        row.user.display_name,
        row.file_id,
        benefits,
    )


def _benefits(check_ids: Sequence[int]) -> dict[int, list[Benefit]]:
    found: dict[int, list[Benefit]] = defaultdict(list)
    rows = (
        EligibilityBenefit.select()
        .where(EligibilityBenefit.check_made.in_(list(check_ids)))
        .order_by(EligibilityBenefit.check_made, EligibilityBenefit.position)
    )
    for row in rows:
        found[row.__data__["check_made"]].append(
            Benefit(
                BenefitKind(row.kind),
                row.service,
                Person(row.person),
                Network(row.network),
                row.amount,
                row.percent_bp,
                row.quantity,
                row.period,
                row.approval,
                row.name,
                row.number,
                row.rank,
                row.detail,
            )
        )
    return found
