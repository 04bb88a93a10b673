"""Why a claim cannot be written as an 837P at all: parts without which the file would be refused.

The claim check knows many more faults; these are the last gate before a file is made.
"""

from collections.abc import Callable, Iterator
from itertools import chain

from app.domain.claim_content import ClaimContent, ClaimLine, EarlierPayer
from app.domain.names import split_spoken_name
from app.edi.x837p_lines import group_adjustments, write_number
from app.edi.x837p_rules import (
    ORDERS,
    PROVIDER_NUMBERS,
    REPLACING,
    holder_of,
    is_told,
    is_work_policy,
    pointers_of,
    rendering_npi_of,
)

# The least of the limits below, for names and for all others.
SHORT_NAME, SHORT_TEXT = 20, 50
MOST_LINES = 50
MOST_DIAGNOSES = 12
MOST_POINTERS = 4
MOST_EARLIER_PAYERS = 10
MOST_SEGMENTS_OF_ADJUSTMENTS = 5
_LETTERS = "ABCDEFGHIJKL"
_DRUG_UNITS = frozenset({"F2", "GR", "ME", "ML", "UN"})
# What is told of each, how long it may be, and where it stands.
_LENGTHS: tuple[tuple[str, int, Callable[[ClaimContent], str]], ...] = (
    ("The claim number", 20, lambda content: content.claim_number),
    ("The practice’s name", 60, lambda content: content.practice.name),
    ("The practice’s street", 55, lambda content: content.practice.address.street),
    ("The insurer’s name", 60, lambda content: content.payer.name),
    ("The payer ID for claims", 80, lambda content: content.payer.payer_id),
    ("The patient’s last name", 60, lambda content: content.patient.name.last),
    ("The patient’s first name", 35, lambda content: content.patient.name.first),
    ("The patient’s middle name", 25, lambda content: content.patient.name.middle),
    ("The patient’s street", 55, lambda content: content.patient.address.street),
    ("The patient’s city", 30, lambda content: content.patient.address.city),
    ("The member ID", 80, lambda content: content.policy.member_id),
    ("The group number", 50, lambda content: content.policy.group_number),
    ("Item 19 (additional information)", 80, lambda content: content.additional_info),
    ("The payer’s claim number (item 22)", 50, lambda content: content.original_reference),
    ("The authorization number", 50, lambda content: content.authorization_number),
    ("The referral number", 50, lambda content: content.referral_number),
    ("The account number", 50, lambda content: content.account_number),
)


def explain_unwritable(content: ClaimContent) -> tuple[str, ...]:
    """Tell in sentences all that keeps a claim out of a file; nothing if it can be written."""
    return tuple(
        chain(
            _lengths(content),
            _parties(content),
            _claim(content),
            _providers(content),
            _lines(content),
            _earlier_payers(content),
        )
    )


def _lengths(content: ClaimContent) -> Iterator[str]:
    if _are_short(content):
        return
    for label, most, text_of in _LENGTHS:
        if len(text_of(content)) > most:
            yield f"{label} is longer than {most} letters. Shorten it."


def _are_short(content: ClaimContent) -> bool:
    """Tell at one glance that nothing comes near its limit, as with nearly every claim."""
    practice, payer, policy = content.practice, content.payer, content.policy
    name, home = content.patient.name, content.patient.address
    names = content.claim_number, name.first, name.middle, home.city
    others = (
        practice.name,
        practice.address.street,
        payer.name,
        payer.payer_id,
        name.last,
        home.street,
        policy.member_id,
        policy.group_number,
        content.additional_info,
        content.original_reference,
        content.account_number,
        content.authorization_number,
        content.referral_number,
    )
    return max(map(len, names)) <= SHORT_NAME and max(map(len, others)) <= SHORT_TEXT


def _parties(content: ClaimContent) -> Iterator[str]:
    practice, payer, policy = content.practice, content.payer, content.policy
    if not (practice.name and practice.npi and practice.tax_id and is_told(practice.address)):
        yield "The practice needs a name, an NPI, a tax ID and an address. Fill them in in the settings."
    if not payer.name or len(payer.payer_id) < 2:
        yield f"{payer.name or 'The insurer'} has no payer ID for claims. Fill it in in the settings."
    if len(policy.member_id) < 2:
        yield "The policy has no member ID. Fill it in on the patient’s insurance page."
    is_work = is_work_policy(payer, policy)
    if not content.patient.name.last or not (is_work or holder_of(policy, content.patient).name.last):
        yield "The name of the patient or of the policy holder is missing. Fill it in on the patient’s page."
    if content.patient.birth_date is None or not is_told(content.patient.address):
        yield "The patient’s address or birth date is missing. Fill it in on the patient’s page."
    if not 1 <= content.payer_order <= len(ORDERS):
        yield f"A claim goes to at most {len(ORDERS)} payers. Take out the policies that have ended."


def _claim(content: ClaimContent) -> Iterator[str]:
    if not content.claim_number:
        yield "It has no number."
    if not 1 <= len(content.lines) <= MOST_LINES:
        yield f"A claim has 1 to {MOST_LINES} lines, this one {len(content.lines)}. Split the visit."
    if not 1 <= len(content.diagnoses) <= MOST_DIAGNOSES:
        yield f"A claim has 1 to {MOST_DIAGNOSES} diagnoses, this one {len(content.diagnoses)}."
    if content.resubmission_code in REPLACING:
        if not content.original_reference:
            yield "A corrected or voided claim needs the payer’s claim number (item 22)."
        if not content.payer.takes_replacement:
            yield f"{content.payer.name} takes no corrected or voided claims (item 22). Call the payer."


def _providers(content: ClaimContent) -> Iterator[str]:
    referring = content.referring
    if referring and referring.qualifier not in PROVIDER_NUMBERS:
        yield "Item 17 needs DN (referring), DK (ordering) or DQ (supervising). Choose one on the visit."
    if referring and not split_spoken_name(referring.name).last:
        yield "Item 17 has no name of a provider. Fill it in on the visit, or take the item out."
    if content.rendering.npi and not content.rendering.name.last:
        yield "The provider who gave the services has no name. Fill it in in the settings."
    npi = rendering_npi_of(content)
    for number, line in enumerate(content.lines, start=1):
        if line.rendering_npi and line.rendering_npi != npi:
            yield (
                f"Line {number} names another provider (item 24J) than the claim. "
                "Put services of another provider on a visit of their own."
            )


def _lines(content: ClaimContent) -> Iterator[str]:
    allowed = _LETTERS[: len(content.diagnoses)]
    for number, line in enumerate(content.lines, start=1):
        sentence = _fault_of(line, allowed)
        if sentence:
            yield f"Line {number} {sentence}"


def _fault_of(line: ClaimLine, allowed: str) -> str:
    pointers = pointers_of(line)
    if not line.code or not line.place_code:
        return "needs a code and a place of service."
    if not 1 <= len(pointers) <= MOST_POINTERS or pointers.strip(allowed):
        return "points to a diagnosis that is not on the claim, or to none, or to more than four."
    if not write_number(line.units):
        return f"has “{line.units}” as units. Type a number."
    if line.charge.cents < 0 or line.service_to < line.service_from:
        return "has a charge below zero, or ends before it begins."
    if len(line.control) > 30 or len(line.description) > 80:
        return "has a description of more than 80 letters, or a control number of more than 30."
    drug = line.drug
    if drug and (len(drug.ndc) != 11 or drug.unit not in _DRUG_UNITS or not write_number(drug.quantity)):
        return "names a drug, which needs 11 digits, a unit (F2 GR ME ML UN) and a quantity."
    return ""


def _earlier_payers(content: ClaimContent) -> Iterator[str]:
    earlier = content.earlier_payers
    if len(earlier) > MOST_EARLIER_PAYERS or len({one.payer.payer_id for one in earlier}) < len(earlier):
        yield "Two payers before this one have the same payer ID, or there are more than ten."
    for one in earlier:
        sentence = _fault_of_earlier(one, content)
        if sentence:
            yield f"{one.payer.name or 'The payer before this one'} {sentence}"


def _fault_of_earlier(earlier: EarlierPayer, content: ClaimContent) -> str:
    payer, policy = earlier.payer, earlier.policy
    if not payer.name or len(payer.payer_id) < 2 or len(policy.member_id) < 2:
        return "answered before this payer and needs a name, a payer ID and a member ID."
    if not (is_work_policy(payer, policy) or holder_of(policy, content.patient).name.last):
        return "answered before this payer, and the holder of its policy has no name."
    if not 1 <= earlier.order <= len(ORDERS) or earlier.order == content.payer_order:
        return "has the same place as the payer billed now. Mend the order of the policies."
    if earlier.lines and earlier.paid_on is None:
        return "has answered, but without a date of payment."
    if any(not 1 <= line.number <= len(content.lines) for line in earlier.lines):
        return "has answered a line that the claim does not have."
    if any(len(group_adjustments(line.adjustments)) > MOST_SEGMENTS_OF_ADJUSTMENTS for line in earlier.lines):
        return "has more adjustments of one line than a claim can carry."
    return ""
