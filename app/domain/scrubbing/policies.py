"""Whether the policy pays and the claim is in time: COV-03, COV-07, TFL-01, TFL-02, DUP-01 to DUP-03."""

from collections.abc import Iterator
from datetime import date, timedelta

from app.domain.date_entry import format_date
from app.domain.findings import Finding
from app.domain.payer_windows import MEDICARE, filing_limit
from app.domain.scrubbing.code_families import is_visit
from app.domain.scrubbing.scrubbed_claim import Rule, ScrubbedClaim
from app.domain.scrubbing.service_lines import windows_of_claim

DAYS_OF_WARNING = 15
DAYS_OF_CROSSOVER = 30
STATES_OUT = frozenset({"ready", "printed", "sent", "answered", "closed"})
SEPARATE = frozenset({"25", "27", "57"})
COV_03 = Rule("COV-03", "policy")
COV_07 = Rule("COV-07", "policy")
TFL_01 = Rule("TFL-01", "payer")
TFL_02 = Rule("TFL-02", "payer")
DUP_01 = Rule("DUP-01", "visit")
DUP_02 = Rule("DUP-02", "visit")
DUP_03 = Rule("DUP-03")


def check_term(claim: ScrubbedClaim) -> Iterator[Finding]:
    """COV-03: a service outside the policy's dates."""
    policy = claim.facts.policy
    if policy is None:
        return
    for line in claim.lines:
        if not policy.is_active(line.on):
            text = f"{claim.plan} was not active on {format_date(line.on)}."
            fix = "Check the dates of the policy, or bill the one that was active."
            yield COV_03.error(line.box("a_from_mm"), text, fix)
            return


def check_order(claim: ScrubbedClaim) -> Iterator[Finding]:
    """COV-07: two policies that both claim to pay first on the day."""
    own, day = claim.facts.policy, claim.first_day
    if own is None or day is None:
        return
    rivals = [
        each.plan_name for each in claim.facts.other_policies if each.rank == own.rank and each.is_active(day)
    ]
    if rivals:
        text = f"{claim.plan} and {rivals[0]} have the same place in the order of insurers."
        yield COV_07.warning("i11d_y", text, "Ask which insurance is first.")


def check_filing(claim: ScrubbedClaim) -> Iterator[Finding]:
    """TFL-01, TFL-02: the payer's limit has passed, or is near.

    A usual limit that nobody confirmed only warns, except Medicare's, which is law; a guideline's own limit
    goes before the payer's. A claim after another payer counts from that payer's answer, except to Medicare;
    a corrected one has its own window.
    """
    windows, start = windows_of_claim(claim), _filing_start(claim)
    if windows is None or start is None or claim.content.resubmission_code:
        return
    ends, today = filing_limit(start, windows), claim.facts.today
    is_law = claim.content.payer.line_of_business == MEDICARE
    usual = " by the usual window, which nobody confirmed" if windows.filing.is_default and not is_law else ""
    if ends < today:
        make = TFL_01.warning if usual else TFL_01.error
        text = f"The filing limit for {claim.payer} ended on {format_date(ends)}{usual}."
        yield make("carrier_1", text, "Look for proof of earlier filing, or write it off.")
    elif ends - today <= timedelta(days=DAYS_OF_WARNING):
        text = f"The filing limit for {claim.payer} ends on {format_date(ends)}{usual}."
        yield TFL_02.warning("carrier_1", text, "Send this claim first.")


def _filing_start(claim: ScrubbedClaim) -> date | None:
    answers = [each.paid_on for each in claim.content.earlier_payers if each.paid_on]
    if answers and claim.content.payer.line_of_business != MEDICARE:
        return max(answers)
    return claim.first_day


def check_sent_before(claim: ScrubbedClaim) -> Iterator[Finding]:
    """DUP-01: the same service of the same provider stands on another claim already."""
    for line in claim.lines:
        for earlier in claim.facts.history:
            is_same = (earlier.on, earlier.code, set(earlier.modifiers)) == (
                line.on, line.code, set(line.modifiers)
            )  # fmt: skip
            if not is_same or earlier.provider_id != claim.facts.provider_id:
                continue
            if earlier.claim_state in STATES_OUT:
                text = (
                    f"{line.code} of {format_date(line.on)} stands on claim {earlier.claim_number} already."
                )
                fix = "Void the second charge, or add 76 or 77 if it was done twice."
                yield DUP_01.error(line.box("d_code"), text, fix)
                break


def check_two_visits(claim: ScrubbedClaim) -> Iterator[Finding]:
    """DUP-02: two visits on one day, neither marked as separate."""
    for one, other in claim.pairs():
        both = is_visit(one.code) and is_visit(other.code)
        if both and not (one.has_any(SEPARATE) or other.has_any(SEPARATE)):
            text = f"{one.code} and {other.code} are two visits on one day."
            yield DUP_02.warning(other.box("d_code"), text, "Combine or explain them.")
    for line in claim.lines:
        if not is_visit(line.code) or line.has_any(SEPARATE):
            continue
        same_day = [each for each in claim.facts.history if each.on == line.on and is_visit(each.code)]
        if same_day and same_day[0].code != line.code:
            text = f"{same_day[0].code} and {line.code} are two visits on one day."
            yield DUP_02.warning(line.box("d_code"), text, "Combine or explain them.")


def check_forwarded(claim: ScrubbedClaim) -> Iterator[Finding]:
    """DUP-03: the payer before passed the claim on by itself less than 30 days ago."""
    for earlier in claim.content.earlier_payers:
        if not earlier.forwarded or earlier.paid_on is None:
            continue
        if (claim.facts.today - earlier.paid_on).days < DAYS_OF_CROSSOVER:
            name = earlier.payer.name or "The first insurance"
            text = f"{name} forwarded this claim by itself on {format_date(earlier.paid_on)}."
            yield DUP_03.warning("i11d_y", text, "Wait 30 days for the answer before sending it too.")


POLICY_CHECKS = (
    check_term,
    check_order,
    check_filing,
    check_sent_before,
    check_two_visits,
    check_forwarded,
)
