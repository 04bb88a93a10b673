from datetime import timedelta

from app.catalogs import denial_codes
from app.domain.explanations import explain_item
from app.domain.form_grid import NO_OFFSET
from app.models.records import Patient
from app.queries.account_summaries import find_account
from app.services.adjudications import reverse_adjudication
from app.services.claims import print_claims
from app.services.returned_checks import ReturnEntry, return_check
from tests.practice_fixtures import TODAY, adjusted


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


def test_a_denial_is_told_in_our_own_words_in_both_languages(practice):
    patient = practice.an_insured_patient()
    visit = practice.a_visit(patient, "76700")
    charge = visit.charge_ids[0]
    practice.an_answer(visit.claim_id, (charge, None, "0.00", adjusted("CO-197 420.00")))
    (item,) = practice.session.ask(find_account, 1).items
    assert explain_item(item) == (
        "Prairie Health did not approve the $420.00 we charged. Your insurance wanted an approval before "
        "this service. We are following up with them. We are working on $420.00 of this with Prairie Health. "
        "Nothing is asked of you for it now."
    )
    assert denial_codes()["197"].patient_es in explain_item(item, "es")


def test_what_the_plan_leaves_to_the_patient_bears_its_reason_and_a_code_not_in_our_list_none(practice):
    patient = practice.an_insured_patient()
    visit = practice.a_visit(patient, "76700", "87880")
    scan, strep = visit.charge_ids
    practice.an_answer(
        visit.claim_id,
        (scan, None, "0.00", adjusted("PR-204 420.00")),
        (strep, None, "0.00", adjusted("CO-ZZ9 40.00")),
    )
    first, second = practice.session.ask(find_account, 1).items
    assert explain_item(first).endswith(f"{denial_codes()['204'].patient_en} You owe $420.00.")
    assert "did not approve the $40.00 we charged. We are working on $40.00" in explain_item(second)


def test_a_bounced_check_and_an_answer_taken_back_are_read_from_the_ledger(practice):
    patient = practice.an_insured_patient()
    visit = practice.a_visit(patient, "99213")
    charge = visit.charge_ids[0]
    line = (charge, "81.40", "25.12", adjusted("CO-45 83.60", "PR-1 50.00", "PR-2 6.28"))
    answer = practice.an_answer(visit.claim_id, line)
    payment = practice.a_payment(1, "56.28", (charge, "56.28"), method="check", reference="2231")
    return_check(practice.session, ReturnEntry(payment, TODAY, "not enough funds"))
    (item,) = practice.session.ask(find_account, 1).items
    assert "Your check for $56.28 of this came back unpaid" in explain_item(item)
    reverse_adjudication(practice.session, answer, "they sent another")
    (item,) = practice.session.ask(find_account, 1).items
    assert "no longer counts; they are deciding again" in explain_item(item)
    assert "came back" not in explain_item(item)
