"""What is known of a claim when it is to be corrected, voided or sent again."""

from app.domain.claim_content import Coverage
from app.domain.claim_corrections import CorrectionFacts
from app.domain.rights import Right
from app.models.claims import Claim
from app.models.database import select
from app.models.records import Payer, Plan, Policy
from app.queries.adjudications import is_out_again, standing_answer_to
from app.queries.asking import asks
from app.queries.claim_responses import payer_control_of, was_rejected


@asks(Right.PRINT_CLAIM)
def find_correction_facts(claim_id: int) -> CorrectionFacts:
    """The facts that the frequency code is picked by."""
    claim = Claim.get_by_id(claim_id)
    payer = Payer.get_by_id(Plan.get_by_id(Policy.get_by_id(claim.policy_id).plan_id).payer_id)
    is_medicare = payer.form_kind == Coverage.MEDICARE.value
    return CorrectionFacts(
        number=claim.number,
        is_out=claim.state in ("printed", "sent"),
        was_rejected=was_rejected(claim_id),
        was_decided=standing_answer_to(claim_id) is not None,
        payer=payer.name,
        takes_replacement=payer.takes_replacement,
        is_medicare_b=is_medicare,
        payer_control=_control_of_answer(claim_id) or payer_control_of(claim_id),
        corrects_by=claim.resubmission_code if is_out_again(claim_id) else "",
        original_reference=claim.original_reference,
    )


def _control_of_answer(claim_id: int) -> str:
    rows = select(
        "select a.payer_control from adjudication a where a.claim_id = ? and a.payer_control <> '' "
        "and not exists(select 1 from adjudication_void w where w.adjudication_id = a.id) "
        "order by a.id desc limit 1",
        claim_id,
    )
    return str(rows[0][0]) if rows else ""
