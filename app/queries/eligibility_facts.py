"""What the check of a claim asks of eligibility: the answer near to the visit, and the provider's network."""

import json
from datetime import date, timedelta

from app.domain.eligibility import CheckStatus
from app.domain.eligibility_differences import ORDER, find_differences
from app.domain.eligibility_due import is_series
from app.domain.scrub_facts import EligibilityFacts
from app.models.database import select
from app.models.eligibility import EligibilityCheck
from app.queries.eligibility import open_differences, verify_rule
from app.queries.provider_networks import is_in_network

_NEAR = timedelta(days=30)
_LATEST = """
    select c.id, c.checked_on, c.status, c.said, p.last, p.first, p.birth_date,
      exists(select 1 from eligibility_benefit b where b.check_id = c.id and b.kind = 'other_payer')
    from eligibility_check c join patient p on p.id = c.patient_id
    where c.policy_id = ? and c.status in ('active', 'inactive') and c.for_date between ? and ?
    order by c.id desc limit 1
"""


def are_checks_kept() -> bool:
    """Tell whether the practice has kept any check at all; inside another question."""
    return select("select max(id) from eligibility_check")[0][0] is not None


def are_networks_kept() -> bool:
    """Tell whether the practice wrote down any network; inside another question."""
    return select("select max(id) from provider_network")[0][0] is not None


def eligibility_near(policy_id: int, patient_id: int, on: date) -> EligibilityFacts:
    """The latest answer about a day near to a visit, as far as the check of its claim looks at it."""
    days = _days_for(patient_id, on)
    rows = select(_LATEST, policy_id, (on - _NEAR).isoformat(), (on + _NEAR).isoformat())
    if not rows:
        return EligibilityFacts(days)
    ((check_id, checked_on, status, said, last, first, born, names_another),) = rows
    ours = {
        "patient.last": last,
        "patient.first": first,
        "patient.birth_date": date.fromisoformat(born) if born else None,
    }
    told = {name: value for name, value in json.loads(said).items() if name in ours}
    # What was decided is asked only where there is something to decide.
    offered = (
        open_differences(EligibilityCheck.get_by_id(check_id))
        if names_another or find_differences(told, ours)
        else ()
    )
    return EligibilityFacts(
        days,
        date.fromisoformat(checked_on),
        status == CheckStatus.ACTIVE,
        next((each.theirs for each in offered if each.field == ORDER), ""),
        ", ".join(f"{each.label.lower()} {each.theirs}" for each in offered if each.field in ours),
    )


def network_standing(provider_id: int | None, plan_id: int | None, on: date) -> bool | None:
    """Whether the provider is in the plan's network; None where nobody knows."""
    return is_in_network(provider_id, plan_id, on) if provider_id and plan_id else None


def _days_for(patient_id: int, on: date) -> int:
    rule, span = verify_rule(), timedelta(days=30)
    rows = select(
        "select on_date from visit where patient_id = ? and on_date between ? and ? and state <> 'cancelled'",
        patient_id,
        (on - span).isoformat(),
        (on + span).isoformat(),
    )
    return rule.days_for(is_series=is_series(on, [date.fromisoformat(day) for (day,) in rows]))
