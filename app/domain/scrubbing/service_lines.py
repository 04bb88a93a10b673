"""A claim's lines as approvals and guidelines look at them, and the windows that guidelines give."""

from app.domain.date_entry import age_on
from app.domain.guideline_checks import ask_for_line
from app.domain.guidelines import Aspect, look_up
from app.domain.payer_windows import PayerWindows, override_windows
from app.domain.scrubbing.scrubbed_claim import NumberedLine, ScrubbedClaim
from app.domain.service_counts import ServiceLine


def make_service_line(claim: ScrubbedClaim, line: NumberedLine) -> ServiceLine | None:
    """Make the service of a line; None where the policy billed is not known."""
    policy, content = claim.facts.policy, claim.content
    if policy is None:
        return None
    born = content.patient.birth_date
    return ServiceLine(
        code=line.code,
        on=line.on,
        units=max(1, int(line.units)),
        payer_id=policy.payer_id,
        payer=content.payer.name,
        plan_id=policy.plan_id,
        plan=content.policy.plan_name,
        category=line.facts.category,
        provider_id=claim.facts.provider_id,
        place_id=claim.facts.place_id,
        diagnoses=claim.pointed(line.line),
        visit_id=claim.facts.visit_id,
        charge_id=line.facts.charge_id,
        authorization_number=content.authorization_number,
        referral_number=content.referral_number,
        line_of_business=content.payer.line_of_business,
        modifiers=line.modifiers,
        place=line.line.place_code,
        age=age_on(born, line.on) if born is not None else None,
        sex=content.patient.sex,
    )


def windows_of_claim(claim: ScrubbedClaim) -> PayerWindows | None:
    """Give the payer's windows, with the shortest that guidelines give for a line in their place."""
    windows = claim.facts.windows
    given = claim.facts.guidelines
    if windows is None or not any(Aspect.WINDOWS in each.aspects for each in given):
        return windows
    services = [service for line in claim.lines if (service := make_service_line(claim, line)) is not None]
    found = [
        look_up(given, ask_for_line(service)).decided_by.get(Aspect.WINDOWS.value) for service in services
    ]
    deciders = [each for each in found if each is not None]
    return override_windows(
        windows,
        min((each.filing_days for each in deciders if each.filing_days is not None), default=None),
        min((each.corrected_days for each in deciders if each.corrected_days is not None), default=None),
        min((each.appeal_days for each in deciders if each.appeal_days is not None), default=None),
    )
