"""Who is insured: SUB-03 to SUB-07, COV-08."""

from collections.abc import Iterator

from app.domain.claim_content import Coverage, Relationship
from app.domain.date_entry import age_on, format_date
from app.domain.findings import Finding
from app.domain.identifiers import explain_fault, read_mbi
from app.domain.scrubbing.scrubbed_claim import Rule, ScrubbedClaim

OLDEST = 120
AGE_OUT_OF_PARENTS_PLAN = 26
SUB_03 = Rule("SUB-03", "policy")
SUB_04 = Rule("SUB-04", "policy")
SUB_05 = Rule("SUB-05", "policy")
SUB_06 = Rule("SUB-06", "patient")
SUB_07 = Rule("SUB-07", "patient")
COV_08 = Rule("COV-08", "policy")


def check_other_medicare_number(claim: ScrubbedClaim) -> Iterator[Finding]:
    """SUB-03: the Medicare number of a payer that paid before; the billed one is checked in box 1a."""
    for earlier in claim.content.earlier_payers:
        number = earlier.policy.member_id
        if earlier.payer.coverage is Coverage.MEDICARE and (fault := explain_fault(read_mbi, number)):
            yield SUB_03.error("i9a", fault, "Copy the number from the red, white and blue card.")


def check_subscriber(claim: ScrubbedClaim) -> Iterator[Finding]:
    """SUB-04: what must be known of a policy holder who is not the patient.

    The sex is a warning only: a holder may be neither F nor M, and an 837P may then say unknown.
    """
    policy, holder = claim.content.policy, claim.content.policy.subscriber
    if policy.relationship is Relationship.SELF or holder is None or not holder.name.last:
        return
    name, fix = holder.name.spoken, "Complete the holder in the patient’s policy."
    if holder.birth_date is None:
        yield SUB_04.error("i11a_mm", f"The birth date of the insured person, {name}, is missing.", fix)
    if not holder.address.is_mailable:
        yield SUB_04.error("i7_street", f"The address of the insured person, {name}, is incomplete.", fix)
    if not holder.sex:
        yield SUB_04.warning("i11a_m", f"The sex of the insured person, {name}, is not known.", fix)


def check_relationship(claim: ScrubbedClaim) -> Iterator[Finding]:
    """SUB-05: a policy of the patient's own names somebody else as its holder, or the other way round."""
    policy = claim.content.policy
    holder = policy.subscriber
    if policy.relationship is Relationship.SELF:
        if holder is not None and holder.name != claim.content.patient.name:
            text = f"The policy is the patient’s own, but {holder.name.spoken} is named as its holder."
            yield SUB_05.error("i6_self", text, "Choose how the patient is related to the insured person.")
    elif holder is None:
        text = "The policy is not the patient’s own, but no insured person is named."
        yield SUB_05.error("i6_self", text, "Choose how the patient is related to the insured person.")


def check_birth_date(claim: ScrubbedClaim) -> Iterator[Finding]:
    """SUB-06: born after the service, or too long ago; missing and future dates are checked in box 3."""
    born, day = claim.content.patient.birth_date, claim.first_day
    if born is None or day is None:
        return
    if born > day:
        text = f"The patient is born {format_date(born)}, after the service on {format_date(day)}."
        yield SUB_06.error("i3_mm", text, "Check the birth date.")
    elif age_on(born, day) > OLDEST:
        text = f"Born {format_date(born)}, the patient would be {age_on(born, day)} years old."
        yield SUB_06.error("i3_mm", text, "Check the birth date.")


def check_mail(claim: ScrubbedClaim) -> Iterator[Finding]:
    """SUB-07: mail to the patient came back."""
    if claim.facts.returned_mail:
        text = "Mail to the patient’s address came back."
        yield SUB_07.warning("i5_street", text, "Ask the patient for the new address.")


def check_dependent_age(claim: ScrubbedClaim) -> Iterator[Finding]:
    """COV-08: a child on a parent's policy at 26 or older."""
    born, day = claim.content.patient.birth_date, claim.first_day
    if claim.content.policy.relationship is not Relationship.CHILD or born is None or day is None:
        return
    age = age_on(born, day)
    if age >= AGE_OUT_OF_PARENTS_PLAN:
        text = f"This dependent is {age} and may no longer be covered by {claim.plan}."
        yield COV_08.warning("i6_child", text, "Ask the insurer whether the patient is still enrolled.")


SUBSCRIBER_CHECKS = (
    check_other_medicare_number,
    check_subscriber,
    check_relationship,
    check_birth_date,
    check_mail,
    check_dependent_age,
)
