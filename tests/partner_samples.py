"""A trading partner for the practice of the tests, and an insured patient whose insurer it serves."""

from pathlib import Path

from app.models.records import Payer
from app.services import office

PARTNER = {
    "name": "Clear Path",
    "submitter_name": "Maple Family Practice",
    "submitter_id": "MAPLE01",
    "contact_name": "Maria Lee",
    "contact_phone": "2175550100",
    "receiver_name": "Clear Path Clearing",
    "receiver_id": "CLEARPATH",
    "interchange_sender": "MAPLE01",
    "interchange_receiver": "CLEARPATH",
}


def a_partner(practice, outbox: Path | None = None, **values) -> int:
    """A partner that serves Prairie Health; its outbox is this folder."""
    folder = str(outbox) if outbox else ""
    partner = office.add_to_list(practice.session, "trading_partner", {**PARTNER, "outbox": folder, **values})
    serve(practice, practice.lists.payer, partner)
    return partner


def serve(practice, payer: int, partner: int | None, claim_payer_id: str = "PRAIR") -> None:
    """Let the claims of a payer go to a partner."""
    version = Payer.get_by_id(payer).version
    values = {"partner": partner, "claim_payer_id": claim_payer_id, "filing_code": "CI"}
    office.change_in_list(practice.session, "payer", payer, version, values)


def a_claim(practice, last: str = "Rivera", plan: int | None = None, **values) -> int:
    """A claim that is ready."""
    patient = practice.a_patient(last, **values)
    practice.a_policy(patient, plan)
    claim = practice.a_visit(patient).claim_id
    assert claim is not None
    return claim
