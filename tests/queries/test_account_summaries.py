from datetime import timedelta

from app.domain.explanations import explain_item
from app.domain.form_grid import NO_OFFSET
from app.models.records import Patient
from app.queries.account_summaries import find_account
from app.services.claims import print_claims
from tests.practice_fixtures import TODAY


def test_a_claim_counts_as_with_the_insurer_from_the_day_it_was_printed(practice):
    patient = practice.an_insured_patient()
    visit = practice.a_visit(patient, on=TODAY - timedelta(days=9))
    account = Patient.get_by_id(patient).account_id

    (item,) = practice.session.ask(find_account, account).items
    assert item.with_insurance_since is None
    assert "We are preparing the claim to" in explain_item(item)
    assert "Estamos preparando el reclamo" in explain_item(item, "es")

    print_claims(practice.session, [visit.claim_id], NO_OFFSET)
    (item,) = practice.session.ask(find_account, account).items
    assert item.with_insurance_since == TODAY
    assert "We sent the claim to" in explain_item(item)
