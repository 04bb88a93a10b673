"""The payers that were asked before: loops 2320 to 2330B of an 837P.

What a payer did is told line by line (2430), so there are no adjustments of the whole claim here.
"""

from app.domain.claim_content import ClaimContent, EarlierPayer
from app.edi.codec import write_amount, write_date
from app.edi.x837p_letters import Folds
from app.edi.x837p_parties import write_address, write_group, write_person
from app.edi.x837p_rules import (
    ORDERS,
    filing_code_of,
    holder_of,
    is_work_policy,
    msp_type_of,
    relationship_code_of,
)


def write_other_payers(content: ClaimContent, fold: Folds) -> list[str]:
    """Write each earlier payer with its policy; its payment only if it has answered."""
    segments: list[str] = []
    for earlier in content.earlier_payers:
        segments += _subscriber(content, earlier, fold)
        segments += _names(content, earlier, fold)
    return segments


def _subscriber(content: ClaimContent, earlier: EarlierPayer, fold: Folds) -> list[str]:
    payer, policy, signed = earlier.payer, earlier.policy, content.signatures
    msp_type = msp_type_of(payer, policy, earlier.order)
    segments = [
        f"SBR*{ORDERS[earlier.order - 1]}*{relationship_code_of(payer, policy)}"
        f"*{write_group(policy, fold)}*{msp_type}****{filing_code_of(payer)}~"
    ]
    if earlier.lines:
        segments.append(f"AMT*D*{write_amount(earlier.paid)}~")
    is_assigned, is_released = signed.insured_on_file, signed.patient_on_file
    return [*segments, f"OI***{'Y' if is_assigned else 'N'}***{'Y' if is_released else 'I'}~"]


def _names(content: ClaimContent, earlier: EarlierPayer, fold: Folds) -> list[str]:
    payer, policy = earlier.payer, earlier.policy
    member = f"MI*{fold.id(policy.member_id)}"
    if is_work_policy(payer, policy):
        segments = [f"NM1*IL*2*{fold.text(policy.employer)}*****{member}~"]
    else:
        holder = holder_of(policy, content.patient)
        segments = [
            write_person("IL", holder.name, member, fold),
            *write_address(holder.address, fold),
        ]
    segments.append(f"NM1*PR*2*{fold.text(payer.name)}*****PI*{fold.text(payer.payer_id)}~")
    if earlier.paid_on and not earlier.lines:
        segments.append(f"DTP*573*D8*{write_date(earlier.paid_on)}~")
    if earlier.payer_control:
        segments.append(f"REF*F8*{fold.id(earlier.payer_control)}~")
    return segments
