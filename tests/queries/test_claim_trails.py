"""Behind an amount: the claim’s version, how and when it went out, what was said of it, the remittance."""

from datetime import timedelta

from app.domain.accounts import check_item_ties
from app.domain.explanations import explain_item
from app.domain.form_grid import NO_OFFSET
from app.models.claims import Claim
from app.queries.account_summaries import find_account
from app.queries.trails_of_charges import explain_charge
from app.services.claim_answers import read_answer_file
from app.services.claim_batches import confirm_batch, undo_batch
from app.services.claims import print_claims
from tests.edi.answer_makers import make_277ca
from tests.practice_fixtures import TODAY

pytest_plugins = ("tests.services.partner_fixtures", "tests.services.remittance_fixtures")


def papers_of(practice, charge, patient=1):
    return practice.session.ask(explain_charge, charge, patient).papers


def test_a_version_on_paper_says_its_batch_and_when_it_was_mailed(practice):
    patient = practice.an_insured_patient()
    visit = practice.a_visit(patient, "99213")
    (charge,) = visit.charge_ids
    number = Claim.get().number
    assert [paper.words for paper in papers_of(practice, charge)] == [f"Claim {number}, not printed yet"]
    first = print_claims(practice.session, [visit.claim_id], NO_OFFSET).batch_id
    begun = f"Claim {number}, version 1, by Maria Lee, on paper, batch 1"
    assert papers_of(practice, charge)[0].words == f"{begun}, not yet confirmed as sent"
    undo_batch(practice.session, first, "paper jam")
    assert papers_of(practice, charge)[0].words == f"{begun}, taken back"
    second = print_claims(practice.session, [visit.claim_id], NO_OFFSET).batch_id
    practice.clock.move_to(TODAY + timedelta(days=1))
    confirm_batch(practice.session, second, TODAY, "Certified mail")
    found = papers_of(practice, charge)
    assert [paper.kind for paper in found] == ["claim_version", "claim_version"]
    assert found[1].words.endswith(
        "version 2, by Maria Lee, on paper, batch 2, sent 11/23/2026 (Certified mail)"
    )


def test_replies_follow_the_version_they_are_about_and_lead_to_its_claim(partnered):
    claim = partnered.a_claim()
    batch = partnered.send(claim)
    row = Claim.get_by_id(claim)
    said = [(str(row.number), "A7", "164", "IL", "U", "")]
    read_answer_file(partnered.desk.session, "answers.txt", make_277ca(batch.reference, said).encode())
    sent, reply = papers_of(partnered.desk, 1, row.patient_id)
    assert (sent.kind, sent.claim_id) == ("claim_in_file", claim)
    assert "version 1, by Maria Lee, in a file, batch 1, sent" in sent.words
    assert (reply.kind, reply.claim_id, reply.amount) == ("reply", claim, None)
    assert reply.words.startswith(f"Reply to claim {row.number}, version 1, 277CA, rejected: ")


def test_an_answer_names_the_remittance_it_came_with_and_its_place_there(remitting):
    other, visit = remitting.a_visit("87880", last="Holm"), remitting.a_visit("99213")
    usual = ("CO-45 8360", "PR-1 5000", "PR-2 628")
    remitting.post(
        remitting.answer(other.claim_id, ()), remitting.answer(visit.claim_id, usual, control="PC77")
    )
    patient = Claim.get_by_id(visit.claim_id).patient_id
    (answer,) = remitting.session.ask(explain_charge, visit.charge_ids[0], patient).answers
    assert answer.remittance.startswith("remittance EFT0001 of ")
    assert answer.remittance.endswith(", claim 2 in it, the payer's number PC77")


def test_what_an_insurer_takes_back_is_told_and_the_account_still_adds_up(remitting):
    visit = remitting.a_visit("99213")
    remitting.post(remitting.answer(visit.claim_id, ("CO-45 8360", "PR-1 5000", "PR-2 628")))
    number = str(Claim.get_by_id(visit.claim_id).number)
    other = remitting.a_visit("99214", last="Holm")
    remitting.post(remitting.answer(other.claim_id, ()), plbs=(("WO", number, 2512),), trace="EFT0002")
    (item,) = remitting.session.ask(find_account, 1).items
    assert (str(item.taken_back), str(item.insurance_paid), str(item.insurance_owes)) == (
        "25.12",
        "0.00",
        "25.12",
    )
    assert "Your insurance has taken back $25.12 of what it had paid." in explain_item(item)
    assert check_item_ties(item) == ()
