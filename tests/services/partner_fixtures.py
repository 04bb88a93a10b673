"""A practice whose plan goes to a trading partner, with claims that are sent there as an 837P."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from app.models.claims import Claim, ClaimBatch
from app.models.database import select
from app.models.records import Payer
from app.services.claim_batches import confirm_batch
from app.services.claim_files import ExportedClaims, export_claims
from app.services.office import add_to_list, change_in_list

PARTNER = {
    "name": "demo",
    "submitter_name": "Maple Family Practice",
    "submitter_id": "MAPLE1",
    "contact_name": "Bea Stern",
    "contact_phone": "2175550100",
    "receiver_name": "Clear House",
    "receiver_id": "CLEAR1",
    "interchange_sender": "MAPLE1",
    "interchange_receiver": "CLEARHOUSE",
}


@dataclass
class PartneredPractice:
    """The practice with its partner; `send` exports claims and says that they were sent."""

    desk: object
    partner: int
    outbox: Path

    def a_claim(self, *lines, last: str = "Rivera", first: str = "Ana", **facts) -> int:
        """A ready claim to the partner's payer."""
        patient = self.desk.an_insured_patient(last, first)
        return self.desk.a_visit(patient, *lines, **facts).claim_id

    def export(self, *claims: int) -> ExportedClaims:
        return export_claims(self.desk.session, self.partner, claims)

    def send(self, *claims: int) -> ClaimBatch:
        """Export claims and confirm the batch as sent today."""
        made = self.export(*claims)
        assert not made.left_out, made.left_out
        confirm_batch(self.desk.session, made.batch_id, self.desk.clock().date(), "Uploaded")
        return ClaimBatch.get_by_id(made.batch_id)

    def state(self, claim: int) -> str:
        return Claim.get_by_id(claim).state

    def number(self, claim: int) -> str:
        return str(Claim.get_by_id(claim).number)

    def outcomes(self, claim: int) -> list[tuple[str, str]]:
        rows = select("select kind, outcome from claim_response where claim_id = ? order by id", claim)
        return [tuple(row) for row in rows]


@pytest.fixture
def partnered(practice, tmp_path) -> PartneredPractice:
    outbox = tmp_path / "outbox"
    outbox.mkdir()
    partner = add_to_list(practice.session, "trading_partner", {**PARTNER, "outbox": str(outbox)})
    payer = Payer.get_by_id(practice.lists.payer)
    values = {"partner": partner, "claim_payer_id": "PRAIR", "filing_code": "CI"}
    change_in_list(practice.session, "payer", payer.id, payer.version, values)
    return PartneredPractice(practice, partner, outbox)
