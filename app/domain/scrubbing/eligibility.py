"""What insurers said of the coverage: SUB-02, COV-02 to COV-04; the network of the provider: NET-01.

A practice that keeps no checks, or no networks, is accused of nothing.
"""

from collections.abc import Iterator

from app.domain.date_entry import format_date
from app.domain.findings import Finding
from app.domain.scrubbing.scrubbed_claim import Rule, ScrubbedClaim

SUB_02 = Rule("SUB-02", "policy")
COV_02 = Rule("COV-02", "policy")
COV_04 = Rule("COV-04", "policy")
COV_03 = Rule("COV-03", "policy")
NET_01 = Rule("NET-01", "policy")
_FIRST_DAY = "24.1.a_from_mm"


def check_person_told(claim: ScrubbedClaim) -> Iterator[Finding]:
    """SUB-02: the insurer knows the patient by another name or birth date."""
    told = claim.facts.eligibility
    if told and told.differs:
        text = f"{claim.payer} knows the patient otherwise: {told.differs}."
        fix = "Compare with the card, then take it over or keep ours in the patient’s insurance."
        yield SUB_02.warning("i2", text, fix)


def check_payer_told(claim: ScrubbedClaim) -> Iterator[Finding]:
    """COV-02: the insurer named another that pays before it."""
    told, day = claim.facts.eligibility, claim.first_day
    if told and told.other_payer and day:
        text = f"For {format_date(day)} {claim.plan} named another insurer: {told.other_payer}."
        fix = "Bill that one first, or keep our order in the patient’s insurance, Differences."
        yield COV_02.error("i11d_y", text, fix)


def check_verified(claim: ScrubbedClaim) -> Iterator[Finding]:
    """COV-04: nobody asked the insurer in the days before the visit."""
    told, day = claim.facts.eligibility, claim.first_day
    if told is None or day is None:
        return
    if told.checked_on is None or (day - told.checked_on).days > told.days:
        text = "Eligibility was not checked for this visit."
        yield COV_04.hint(_FIRST_DAY, text, "Check it in the patient’s insurance before you send the claim.")


def check_active_told(claim: ScrubbedClaim) -> Iterator[Finding]:
    """COV-03: the insurer said that the policy was not active."""
    told = claim.facts.eligibility
    if told and told.checked_on and told.is_active is False:
        text = f"On {format_date(told.checked_on)} {claim.payer} said that {claim.plan} is not active."
        fix = "Ask the patient for other insurance, or check again for the day of the visit."
        yield COV_03.warning(_FIRST_DAY, text, fix)


def check_network(claim: ScrubbedClaim) -> Iterator[Finding]:
    """NET-01: the provider is not in the plan's network."""
    if claim.facts.in_network is False:
        text = f"The provider is out of network for {claim.plan}."
        yield NET_01.warning("24.1.j_npi", text, "Warn the patient: the plan may pay less, or nothing.")


ELIGIBILITY_CHECKS = (
    check_person_told,
    check_payer_told,
    check_verified,
    check_active_told,
    check_network,
)
