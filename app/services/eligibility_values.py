"""What a 271 says, in the words of the program: benefits, the plan's year, and the person for comparison."""

from dataclasses import replace
from datetime import date

from app.domain.eligibility import Benefit, BenefitKind, CheckStatus, Network, Person, benefit_kind
from app.edi.x271_values import CoverageAnswer, Period, ToldBenefit, ToldPerson
from app.eligibility_catalog import benefit_names, explain_refusal, plan_type_names, quantity_names

Dates = dict[str, Period]
_PERSONS = {"IND": Person.INDIVIDUAL, "FAM": Person.FAMILY}
_NETWORKS = {"Y": Network.IN, "N": Network.OUT, "W": Network.BOTH}
_APPROVALS = {"Y": "yes", "N": "no"}
_RANKS = {"PRP": 1, "SEP": 2, "TTP": 3}
# Their kind alone does not tell what was said.
_NAMELESS = (BenefitKind.NOTE, BenefitKind.COVERED, BenefitKind.NOT_COVERED)
_NAMED = (BenefitKind.OTHER_PAYER, BenefitKind.DOCTOR)
_PLAN_BEGIN, _PLAN_END, _PLAN = "346", "347", "291"
_ELIGIBLE_FROM, _ELIGIBLE_TO, _ELIGIBLE = "356", "357", "307"


def benefits_of(told: ToldBenefit) -> tuple[Benefit, ...]:
    """Turn one EB into benefits: one a service type, or one for each other payer or doctor that it names."""
    kind = benefit_kind(told.code, told.period)
    services = told.services or ("",)
    if kind in _NAMED and told.parties:
        return tuple(
            replace(
                _benefit(told, kind, services[0]),
                name=party.name,
                number=party.number,
                rank=_RANKS.get(party.role),
            )
            for party in told.parties
        )
    return tuple(_benefit(told, kind, service) for service in services)


def plan_year_of(dates: Dates) -> tuple[date | None, date | None]:
    """First and last day of the plan as told, None where not; a last day before the first counts as none."""
    plan = [dates[code] for code in (_PLAN, _ELIGIBLE) if code in dates]
    starts = [dates[code][0] for code in (_PLAN_BEGIN, _PLAN, _ELIGIBLE_FROM, _ELIGIBLE) if code in dates]
    ends = [dates[code][1] for code in (_PLAN_END, _ELIGIBLE_TO) if code in dates]
    # A plan date that is one day says when the plan began, and no end.
    ends += [last for first, last in plan if first < last]
    begins, last = next(iter(starts), None), next(iter(ends), None)
    return begins, None if begins and last and last < begins else last


def plan_name_of(answer: CoverageAnswer) -> str:
    """The plan's name, from the first benefit that says that it is active."""
    return next((each.plan_name for each in answer.benefits if each.code in "12345" and each.plan_name), "")


def person_said(answer: CoverageAnswer, status: CheckStatus) -> dict[str, str]:
    """The person as the insurer knows him, by record and column; the number is that of the insured.

    The days of a plan's year are no days of the policy; those of eligibility are, and an end where it ended.
    """
    dates = dict(answer.dates)
    said = {f"patient.{name}": value for name, value in _facts(answer.person).items()}
    said["policy.member_id"] = answer.insured.member_id or answer.person.member_id
    said["policy.group_number"] = answer.person.group_number or answer.insured.group_number
    if answer.patient:
        holder = _facts(answer.insured)
        said |= {f"policy.holder_{name}": holder[name] for name in ("last", "first", "birth_date")}
    begins = [dates[code][0] for code in (_ELIGIBLE_FROM, _ELIGIBLE) if code in dates]
    closing = (_ELIGIBLE_TO, _PLAN_END) if status is CheckStatus.INACTIVE else (_ELIGIBLE_TO,)
    ends = [dates[code][1] for code in closing if code in dates]
    said["policy.effective"] = begins[0].isoformat() if begins else ""
    said["policy.termination"] = ends[0].isoformat() if ends else ""
    return {name: value for name, value in said.items() if value}


def _benefit(told: ToldBenefit, kind: BenefitKind, service: str) -> Benefit:
    return Benefit(
        kind=kind,
        service=service,
        person=_PERSONS.get(told.level, Person.UNKNOWN),
        network=_NETWORKS.get(told.network, Network.UNKNOWN),
        amount=told.amount,
        percent_bp=told.percent_bp,
        quantity=_quantity(told),
        period=told.period,
        approval=_APPROVALS.get(told.approval, "unknown"),
        name=told.plan_name,
        detail=_detail(told, kind),
    )


def _quantity(told: ToldBenefit) -> str:
    """A quantity with its unit: `30 visits`."""
    unit = quantity_names().get(told.quantity_kind, told.quantity_kind)
    return f"{told.quantity_text} {unit}".strip() if told.quantity_text else ""


def _detail(told: ToldBenefit, kind: BenefitKind) -> str:
    """What has no column of its own: what a note is, kind of plan, procedure, contacts, free words."""
    words = []
    if kind in _NAMELESS:
        words.append(benefit_names().get(told.code, f"Code {told.code[:10]}"))
    if told.insurance_type:
        words.append(plan_type_names().get(told.insurance_type, told.insurance_type))
    if told.procedure:
        words.append(f"procedure {told.procedure}")
    words += [word for party in told.parties for word in (party.name, *party.contacts)]
    words += told.messages
    words += [explain_refusal(refusal.reason, refusal.follow_up) for refusal in told.refusals]
    return ". ".join(word.rstrip(".") for word in words if word)


def _facts(person: ToldPerson) -> dict[str, str]:
    return {
        "last": person.last_name,
        "first": person.first_name,
        "birth_date": person.birth_date.isoformat() if person.birth_date else "",
        "street": person.street,
        "city": person.city,
        "state": person.state,
        "zip": person.zip,
    }
