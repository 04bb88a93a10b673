"""A policy, a file and an account belong to their patient, and to nobody else's screen."""

from datetime import date

import pytest

from app.domain.errors import InputError, RuleError
from app.domain.form_grid import PrinterOffset
from app.models.database import select
from app.models.records import Patient, Policy
from app.services import claims, files, patients, policies
from app.services.files import NewFile

CARD = NewFile("card", "card.png", b"\x89PNG front")


def test_a_policy_is_changed_at_its_own_patient_only(practice):
    first, second = practice.a_patient(), practice.a_patient("Holm")
    policy = practice.a_policy(first)
    with pytest.raises(InputError, match="does not belong to this patient"):
        policies.change_policy(practice.session, second, policy, 1, {"member_id": "X"})
    with pytest.raises(InputError, match="does not belong to this patient"):
        files.attach_document(practice.session, second, CARD, policy)
    assert files.attach_document(practice.session, first, CARD, policy) == 1


def test_a_policy_cannot_be_made_to_end_before_it_begins(practice):
    patient = practice.a_patient()
    policy = practice.a_policy(patient)
    with pytest.raises(InputError, match="ends before it begins"):
        policies.change_policy(practice.session, patient, policy, 1, {"termination": date(2025, 12, 31)})
    policies.change_policy(practice.session, patient, policy, 1, {"termination": date(2026, 1, 1)})
    assert Policy.get_by_id(policy).termination == date(2026, 1, 1)


def test_a_policy_that_claims_went_out_under_keeps_its_plan(practice):
    patient = practice.an_insured_patient()
    policy = Policy.get().id
    visit = practice.a_visit(patient)
    change = (practice.session, patient, policy, 1, {"plan": practice.lists.medicare})
    claims.print_claims(practice.session, [visit.claim_id], PrinterOffset())
    with pytest.raises(RuleError, match="add the new plan as a new policy"):
        policies.change_policy(*change)
    assert Policy.get().plan_id == practice.lists.plan


def test_a_plan_chosen_wrong_is_corrected_while_nothing_went_out(practice):
    patient = practice.an_insured_patient()
    practice.a_visit(patient)
    policies.change_policy(practice.session, patient, 1, 1, {"plan": practice.lists.medicare})
    assert Policy.get().plan_id == practice.lists.medicare


@pytest.mark.parametrize("content", [b"", b"MZ\x90\x00 program", b"%PDF-" + b"x" * (25 * 1024 * 1024)])
def test_what_is_no_picture_or_paper_or_too_large_is_not_kept(practice, content):
    patient = practice.a_patient()
    with pytest.raises(InputError, match="Nothing was kept"):
        files.attach_document(practice.session, patient, NewFile("letter", "letter.pdf", content))


@pytest.mark.parametrize(
    "values",
    [{"last": " ", "first": "Ana"}, {"last": "Rivera", "first": ""}, {"last": "R" * 301, "first": "Ana"}],
)
def test_a_patient_needs_a_name_of_a_human_length(practice, values):
    with pytest.raises(InputError, match="name"):
        patients.register_patient(practice.session, values)
    assert not Patient.select().exists()


def test_a_child_that_moves_out_leaves_earlier_visits_where_they_were(practice):
    practice.a_patient("Holm", "Karin", self_pay=True)
    child = practice.a_patient("Holm", "Cy", guarantor=1, self_pay=True)
    practice.a_visit(child, "87880")
    own = patients.move_patient(practice.session, child, None)
    practice.a_visit(child, "99213")
    rows = select("select guarantor_id, cents from account_balance where account = 'patient_ar' order by 1")
    assert rows == [(1, 4000), (own, 16500)]
