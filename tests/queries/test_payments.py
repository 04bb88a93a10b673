"""Lists of payments, credits, answers and days add up to the cent."""

from datetime import date

import pytest

from app.domain.money import ZERO
from app.queries.days import find_books_proof, find_day
from app.queries.desk_payments import find_desk_payment, list_open_items
from app.queries.insurer_answers import find_answerable_claim, find_claim_after, list_insurer_answers
from app.queries.payments import find_payment, find_payment_sums, list_credits, list_payments
from app.services.days import close_day, reopen_day
from app.services.office import keep_procedure
from app.services.payments import void_payment
from app.services.receipts import print_receipt
from tests.practice_fixtures import TODAY, adjusted, money


@pytest.fixture
def ana(practice):
    """Ana owes 56.28 for 99213; the answer to 76700 (420.00) was a denial that stays with the payer."""
    patient = practice.an_insured_patient()
    visit = practice.a_visit(patient, "99213", "76700")
    first, second = visit.charge_ids
    practice.an_answer(
        visit.claim_id,
        (first, "81.40", "25.12", adjusted("CO-45 83.60", "PR-1 50.00", "PR-2 6.28")),
        (second, "0.00", "0.00", adjusted("CO-197 420.00")),
    )
    return patient, visit


def test_payments_in_are_used_left_or_voided(practice, ana):
    patient, visit = ana
    practice.a_payment(1, "60.00", (visit.charge_ids[0], "56.28"), patient_id=patient)
    wrong = practice.a_payment(1, "25.00", method="check", reference="2231")
    void_payment(practice.session, wrong, "typed wrong")
    sums = practice.session.ask(find_payment_sums, TODAY, TODAY)
    assert [(each.method, str(each.amount), str(each.voided)) for each in sums.methods] == [
        ("cash", "60.00", "0.00"),
        ("check", "25.00", "25.00"),
    ]
    assert (str(sums.amount), str(sums.used), str(sums.left), str(sums.voided)) == (
        "85.00",
        "56.28",
        "3.72",
        "25.00",
    )
    assert sums.difference == ZERO
    voided, paid = practice.session.ask(list_payments, TODAY, TODAY)
    assert (paid.name, str(paid.used), str(paid.left)) == ("Rivera, Ana", "56.28", "3.72")
    assert voided.is_voided
    detail = practice.session.ask(find_payment, wrong)
    assert (detail.void_reason, detail.taken_by) == ("typed wrong", "Maria Lee")


@pytest.mark.parametrize(("text", "found"), [("riv", 1), ("Ana", 1), ("A1001", 1), ("Chen", 0), ("%", 1)])
def test_payments_are_found_by_name_and_number(practice, ana, text, found):
    practice.a_payment(1, "5.00", patient_id=ana[0])
    assert len(practice.session.ask(list_payments, TODAY, TODAY, text)) == found
    assert not practice.session.ask(list_payments, date(2020, 1, 1), date(2020, 1, 2), text)


def test_credit_stands_beside_what_the_account_owes(practice, ana):
    practice.a_payment(1, "10.00", (ana[1].charge_ids[0], "4.00"))
    practice.a_payment(1, "1.00", (ana[1].charge_ids[0], "1.00"))
    (credit,) = practice.session.ask(list_credits)
    assert (str(credit.payment.left), str(credit.owes)) == ("6.00", "51.28")


def test_the_copay_of_today_is_asked_for_until_it_is_paid_or_answered(practice):
    patient = practice.an_insured_patient()
    visit = practice.a_visit(patient)
    asked = practice.session.ask(find_desk_payment, patient, TODAY)
    assert (str(asked.proposed), asked.copay.visit_id) == ("20.00", visit.visit_id)
    paid = practice.a_payment(1, "15.00", patient_id=patient, visit_id=visit.visit_id)
    assert str(practice.session.ask(find_desk_payment, patient, TODAY).proposed) == "5.00"
    void_payment(practice.session, paid, "typed wrong")
    assert str(practice.session.ask(find_desk_payment, patient, TODAY).proposed) == "20.00"
    practice.an_answer(
        visit.claim_id, (visit.charge_ids[0], "81.40", "61.40", adjusted("CO-45 83.60", "PR-3 20.00"))
    )
    answered = practice.session.ask(find_desk_payment, patient, TODAY)
    assert (answered.copay, str(answered.proposed)) == (None, "20.00")
    assert practice.session.ask(find_desk_payment, patient, date(2026, 12, 1)).copay is None


def test_a_visit_to_the_laboratory_has_no_copay(practice):
    keep_procedure(practice.session, "87880", {"category": "lab"})
    patient = practice.an_insured_patient()
    practice.a_visit(patient, "87880")
    assert practice.session.ask(find_desk_payment, patient, TODAY).copay is None


def test_open_items_are_those_of_the_account_alone(practice, ana):
    other = practice.a_patient("Chen", "Wei")
    practice.a_visit(other, "81002")
    (mine,), (theirs,) = (practice.session.ask(list_open_items, account) for account in (1, 2))
    assert (mine.description, str(mine.item.owes)) == ("Service 99213", "56.28")
    assert (theirs.patient, str(theirs.item.owes)) == ("Chen, Wei", "15.00")


def test_an_answer_is_listed_with_what_stays_with_the_payer(practice, ana):
    (line,) = practice.session.ask(list_insurer_answers, TODAY, TODAY)
    assert (line.patient, line.payer) == ("Rivera, Ana", "Prairie Health")
    assert (str(line.paid), str(line.to_patient), str(line.denied)) == ("25.12", "56.28", "420.00")
    assert practice.session.ask(list_insurer_answers, TODAY, TODAY, "chen") == ()
    claim = practice.session.ask(find_answerable_claim, ana[1].claim_id)
    assert (claim.payer, claim.next_payer, claim.answered_on) == ("Prairie Health", "", TODAY)
    assert [str(line.line.open_balance) for line in claim.lines] == ["0.00", "420.00"]
    assert practice.session.ask(find_claim_after, ana[1].claim_id) is None


def test_the_next_insurer_is_named(practice):
    patient = practice.an_insured_patient()
    practice.a_policy(patient, practice.lists.medigap, rank=2)
    claim = practice.session.ask(find_answerable_claim, practice.a_visit(patient).claim_id)
    assert claim.next_payer == "Blue Ridge Medigap"


def test_a_day_tells_its_postings_its_state_and_what_is_unfinished(practice, ana):
    paid = practice.a_payment(1, "60.00", (ana[1].charge_ids[0], "56.28"))
    wrong = practice.a_payment(1, "25.00")
    void_payment(practice.session, wrong, "typed wrong")
    later = practice.an_insured_patient("Chen", "Wei")
    practice.a_visit(later)
    day = practice.session.ask(find_day, TODAY)
    assert day.state == "open"
    assert {line.kind: str(line.amount) for line in day.postings} == {
        "charge": "750.00",
        "adjudication_paid": "25.12",
        "adjudication_written_off": "83.60",
        "adjudication_left": "56.28",
        "payment": "85.00",
        "allocation": "56.28",
        "payment_void": "-25.00",
    }
    assert [(each.kind, each.name) for each in day.unfinished] == [
        ("receipt", "Rivera, Ana"),
        ("claim", "Chen, Wei"),
    ]
    print_receipt(practice.session, paid)
    close_day(practice.session, TODAY)
    reopen_day(practice.session, TODAY, "forgot a check")
    day = practice.session.ask(find_day, TODAY)
    assert (day.state, [each.event for each in day.events]) == ("reopened", ["open", "close", "reopen"])
    assert [each.kind for each in day.unfinished] == ["claim"]
    assert practice.session.ask(find_day, date(2026, 11, 24)).state == "none"


def test_the_books_prove_themselves(practice, ana):
    practice.a_payment(1, "60.00", (ana[1].charge_ids[0], "56.28"))
    proof = practice.session.ask(find_books_proof)
    assert proof.difference == ZERO
    assert (str(proof.charged), str(proof.patients_paid), str(proof.insurers_paid)) == (
        "585.00",
        "56.28",
        "25.12",
    )
    assert (str(proof.reduced), str(proof.owed)) == ("83.60", "420.00")
    assert proof.owed == money("420")
