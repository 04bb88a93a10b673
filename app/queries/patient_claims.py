"""The claims of one patient."""

from dataclasses import dataclass
from datetime import date

from app.domain.claim_life import ClaimStanding
from app.domain.money import Money
from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks
from app.queries.claim_standing import STANDING, read_standing


@dataclass(frozen=True, slots=True)
class PatientClaimLine:
    """A claim of a patient; `standing` is the claim's own, `billed` what its lines charge."""

    id: int
    number: int
    service_on: date
    payer: str
    rank: int
    standing: ClaimStanding
    billed: Money
    open: Money


@asks(Right.SEE_PATIENT, patient="patient_id")
def list_patient_claims(patient_id: int) -> tuple[PatientClaimLine, ...]:
    """A patient's claims, the newest first; `open` is what the claim's insurer still owes on its lines."""
    rows = select(
        "select m.id, m.number, v.on_date, y.name, m.rank, "
        "coalesce((select sum(c.cents) from claim_line l join charge c on c.id = l.charge_id "
        "where l.claim_id = m.id), 0), "
        "coalesce((select sum(b.cents) from claim_line l join charge_balance b on b.charge_id = l.charge_id "
        "where l.claim_id = m.id and b.account = 'insurance_ar' and b.policy_id = m.policy_id), 0), "
        f"{STANDING} from claim m join visit v on v.id = m.visit_id join policy o on o.id = m.policy_id "
        "join plan n on n.id = o.plan_id join payer y on y.id = n.payer_id "
        "where m.patient_id = ? order by m.id desc",
        patient_id,
    )
    return tuple(
        PatientClaimLine(
            claim,
            number,
            date.fromisoformat(on),
            payer,
            rank,
            read_standing(*stands),
            Money(billed),
            Money(owed),
        )
        for claim, number, on, payer, rank, billed, owed, *stands in rows
    )
