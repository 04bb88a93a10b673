"""Days of a practice, to the cent: what insurers answer, what patients owe, what is left."""

from datetime import date

import pytest

from app.domain.answers import LineAnswer, LineOutcome
from app.domain.errors import RuleError
from app.domain.explanations import explain_item
from app.domain.money import ZERO
from app.models.claims import Claim
from app.queries.account_summaries import find_account
from app.services import adjudications, payments, policies
from tests.practice_fixtures import adjusted, money


def account_of(practice, account=1):
    return practice.session.ask(find_account, account)


def owed(practice, account=1):
    account = account_of(practice, account)
    return str(account.patient_owes), str(account.insurance_owes), str(account.credit)


def next_claim(visit, rank=2):
    return Claim.get((Claim.visit == visit.visit_id) & (Claim.rank == rank) & (Claim.state != "void"))


def test_medicare_then_medigap_pays_the_rest(practice):
    practice.clock.move_to(date(2026, 3, 2))
    patient = practice.a_patient()
    practice.a_policy(patient, practice.lists.medicare)
    second = practice.a_policy(patient, practice.lists.medigap, rank=2)
    visit = practice.a_visit(patient, "99214")
    charge = visit.charge_ids[0]
    assert owed(practice) == ("0.00", "210.00", "0.00")

    practice.an_answer(
        visit.claim_id, (charge, "130.00", "101.92", adjusted("CO-45 80.00", "CO-253 2.08", "PR-2 26.00"))
    )
    assert owed(practice) == ("0.00", "26.00", "0.00")
    item = account_of(practice).items[0]
    assert (str(item.discounts), str(item.other_adjustments)) == ("80.00", "2.08")
    later = next_claim(visit)
    assert later.policy_id == second

    practice.an_answer(later.id, (charge, None, "26.00", adjusted("OA-23 184.00")))
    assert owed(practice) == ("0.00", "0.00", "0.00")
    assert str(account_of(practice).items[0].insurance_paid) == "127.92"


def test_a_second_insurer_that_pays_less_leaves_the_rest_to_the_patient(practice):
    patient = practice.a_patient()
    practice.a_policy(patient, practice.lists.medicare)
    practice.a_policy(patient, practice.lists.medigap, rank=2)
    visit = practice.a_visit(patient, "99214")
    charge = visit.charge_ids[0]
    practice.an_answer(
        visit.claim_id, (charge, "130.00", "101.92", adjusted("CO-45 80.00", "CO-253 2.08", "PR-2 26.00"))
    )
    practice.an_answer(next_claim(visit).id, (charge, None, "20.80", adjusted("OA-23 184.00", "PR-2 5.20")))
    assert owed(practice) == ("5.20", "0.00", "0.00")


def test_why_do_i_owe_84_20(practice):
    practice.clock.move_to(date(2026, 3, 12))
    patient = practice.an_insured_patient()
    first = practice.a_visit(patient, "99213", "81002", "87880")
    office, urine, strep = first.charge_ids
    practice.an_answer(
        first.claim_id,
        (office, "81.20", "24.92", adjusted("CO-45 83.80", "PR-1 50.00", "PR-2 6.28")),
        (urine, "5.00", "5.00", adjusted("CO-45 10.00")),
        (strep, "15.00", "15.00", adjusted("CO-45 25.00")),
    )
    assert owed(practice) == ("56.28", "0.00", "0.00")
    practice.clock.move_to(date(2026, 4, 2))
    second = practice.a_visit(patient, ("99214", "230.00"))
    practice.an_answer(
        second.claim_id,
        (second.charge_ids[0], "139.60", "111.68", adjusted("CO-45 90.40", "PR-2 27.92")),
    )
    account = account_of(practice)
    assert str(account.patient_owes) == "84.20"
    assert [str(item.patient_owes) for item in account.items] == ["56.28", "0.00", "0.00", "27.92"]
    text = explain_item(account.items[0], "en")
    assert "$50.00 went to your deductible" in text
    assert "You owe $56.28." in text
    assert "27.92" in explain_item(account.items[3], "es")


def denied_visit(practice):
    """The visit with a copay and a scan that was denied for want of an authorization."""
    patient = practice.an_insured_patient()
    visit = practice.a_visit(patient, "99214", "76700")
    office, scan = visit.charge_ids
    answer = practice.an_answer(
        visit.claim_id,
        (office, "128.40", "103.40", adjusted("CO-45 81.60", "PR-3 25.00")),
        (scan, None, "0.00", adjusted("CO-197 420.00")),
    )
    return patient, visit, answer


def test_a_denial_stays_with_the_insurer_until_it_is_overturned(practice):
    _, visit, answer = denied_visit(practice)
    office, scan = visit.charge_ids
    assert owed(practice) == ("25.00", "420.00", "0.00")
    assert account_of(practice).items[1].answers[0].denied

    paid = practice.a_payment(1, "25.00", (office, "25.00"))
    with pytest.raises(RuleError, match="already used"):
        adjudications.reverse_adjudication(practice.session, answer, "appeal won")
    payments.free_payment(practice.session, paid, "appeal won")
    adjudications.reverse_adjudication(practice.session, answer, "appeal won")
    assert owed(practice) == ("0.00", "630.00", "25.00")

    practice.an_answer(
        visit.claim_id,
        (office, "128.40", "103.40", adjusted("CO-45 81.60", "PR-3 25.00")),
        (scan, "187.50", "150.00", adjusted("CO-45 232.50", "PR-2 37.50")),
    )
    payments.use_credit(practice.session, paid, [(office, money("25.00"))])
    assert owed(practice) == ("37.50", "0.00", "0.00")
    assert "37.50" in explain_item(account_of(practice).items[1], "en")
    assert str(account_of(practice).items[0].patient_paid) == "25.00"


def test_a_denial_that_moved_no_money_can_be_taken_back_and_answered_again(practice):
    patient = practice.an_insured_patient()
    visit = practice.a_visit(patient, "76700")
    charge = visit.charge_ids[0]
    denial = practice.an_answer(visit.claim_id, (charge, None, "0.00", adjusted("CO-197 420.00")))
    assert owed(practice) == ("0.00", "420.00", "0.00")
    with pytest.raises(RuleError, match="entered before"):
        practice.an_answer(visit.claim_id, (charge, "150.00", "150.00", adjusted("CO-45 270.00")))
    adjudications.reverse_adjudication(practice.session, denial, "appeal won")
    with pytest.raises(RuleError, match="taken back before"):
        adjudications.reverse_adjudication(practice.session, denial, "again")
    assert not account_of(practice).items[0].answers
    practice.an_answer(visit.claim_id, (charge, "150.00", "150.00", adjusted("CO-45 270.00")))
    assert owed(practice) == ("0.00", "0.00", "0.00")


def test_an_accepted_denial_is_written_off_and_read_back_as_such(practice):
    patient = practice.an_insured_patient()
    visit = practice.a_visit(patient, "76700")
    (part,) = adjusted("CO-197 420.00")
    accepted = adjudications.AnswerEntry(
        visit.claim_id,
        practice.clock().date(),
        (LineAnswer(visit.charge_ids[0], None, ZERO, (type(part)("CO", "197", part.amount, True),)),),
    )
    plan = adjudications.preview_adjudication(practice.session, accepted)
    assert plan.lines[0].outcome is LineOutcome.DENIED
    adjudications.post_adjudication(practice.session, accepted, plan)
    item = account_of(practice).items[0]
    assert (str(item.other_adjustments), item.is_open) == ("420.00", False)
    assert not item.answers[0].denied


def test_one_check_of_a_mother_pays_two_of_three_children(practice):
    mother = practice.a_patient("Holm", "Karin", self_pay=True)
    children = [practice.a_patient("Holm", name, guarantor=1, self_pay=True) for name in ("Ada", "Bo", "Cy")]
    first = practice.a_visit(children[0], ("87880", "22.00"))
    second = practice.a_visit(children[1], ("99213", "47.35"))
    assert mother
    account = account_of(practice)
    assert str(account.patient_owes) == "69.35"
    practice.a_payment(
        1,
        "69.35",
        (first.charge_ids[0], "22.00"),
        (second.charge_ids[0], "47.35"),
        method="check",
        reference="1187",
    )
    account = account_of(practice)
    assert [(item.patient_name, str(item.patient_paid)) for item in account.items] == [
        ("Ada Holm", "22.00"),
        ("Bo Holm", "47.35"),
    ]
    assert (account.patient_owes, account.credit) == (ZERO, ZERO)


def test_a_confidential_visit_never_reaches_the_mothers_account(practice):
    practice.a_patient("Holm", "Karin", self_pay=True)
    child = practice.a_patient("Holm", "Cy", guarantor=1, self_pay=True)
    practice.a_visit(child, ("99213", "47.35"))
    practice.a_visit(child, ("87880", "22.00"), confidential=True)
    assert owed(practice) == ("47.35", "0.00", "0.00")
    assert owed(practice, 2) == ("22.00", "0.00", "0.00")


def test_coverage_that_had_ended_leaves_the_denied_amount_with_the_insurer(practice):
    patient = practice.a_patient()
    old = practice.a_policy(patient)
    visit = practice.a_visit(patient, "99213")
    charge = visit.charge_ids[0]
    practice.an_answer(visit.claim_id, (charge, None, "0.00", adjusted("CO-27 165.00")))
    assert owed(practice) == ("0.00", "165.00", "0.00")
    policies.change_policy(practice.session, patient, old, 1, {"termination": date(2026, 10, 31)})
    new = practice.a_policy(patient, practice.lists.medigap, effective=date(2026, 11, 1))
    later = practice.a_visit(patient, "99213")
    assert Claim.get_by_id(later.claim_id).policy_id == new
    assert Claim.get_by_id(visit.claim_id).policy_id == old


def test_a_policy_ended_afterwards_still_hands_on_to_the_next(practice):
    patient = practice.a_patient()
    first = practice.a_policy(patient)
    second = practice.a_policy(patient, practice.lists.medigap, rank=2)
    visit = practice.a_visit(patient, "99213")
    policies.change_policy(practice.session, patient, first, 1, {"termination": date(2026, 10, 31)})
    practice.an_answer(
        visit.claim_id, (visit.charge_ids[0], "100.00", "80.00", adjusted("CO-45 65.00", "PR-2 20.00"))
    )
    assert next_claim(visit).policy_id == second
    assert owed(practice) == ("0.00", "20.00", "0.00")
