"""Authorizations are counted from real charges, decided, cancelled, and belong to their patient."""

from datetime import date

import pytest

from app.domain.authorizations import STATUS_NAMES, Status
from app.domain.errors import InputError, RuleError
from app.domain.findings import Severity
from app.models.authorizations import Authorization
from app.models.office import Audit
from app.queries.authorizations import list_authorizations
from app.queries.claim_contents import find_claim_content
from app.queries.claim_scrubs import find_scrub_facts
from app.services import authorizations, visits
from tests.practice_fixtures import TODAY


@pytest.fixture
def ana(practice):
    return practice.an_insured_patient()


def register(practice, patient, **values):
    facts = {
        "policy": 1,
        "status": "approved",
        "number": "A-1",
        "codes": "99213",
        "approved": 3,
        "starts": date(2026, 11, 1),
        "ends": date(2026, 12, 31),
    }
    return authorizations.register_authorization(practice.session, patient, {**facts, **values})


def only_line(practice, patient):
    (line,) = practice.session.ask(list_authorizations, patient, TODAY)
    return line


def test_what_is_left_comes_from_charges_that_stand(practice, ana):
    register(practice, ana, approved=4)
    assert only_line(practice, ana).left == "4 of 4 left, ends Dec 31"
    practice.a_visit(ana, "99213", "87880", on=date(2026, 11, 2))
    taken_back = practice.a_visit(ana, "99213", on=date(2026, 11, 3))
    practice.a_visit(ana, "99213", on=date(2026, 10, 31))
    practice.a_visit(ana, "99214", on=date(2026, 11, 4))
    practice.a_visit(ana, "99213", on=date(2026, 11, 5), self_pay=True)
    practice.a_visit(ana, "99213", on=date(2026, 11, 6), authorization_number="B-2")
    line = only_line(practice, ana)
    assert (line.used, line.left, line.weight) == (2, "2 of 4 left, ends Dec 31", Severity.WARNING)
    visits.void_charges(practice.session, taken_back.visit_id, "typed wrong")
    line = only_line(practice, ana)
    assert (line.used, line.left, line.weight) == (1, "3 of 4 left, ends Dec 31", None)


def test_another_insurers_charges_use_up_nothing(practice, ana):
    second = practice.a_policy(ana, practice.lists.medigap, rank=2)
    register(practice, ana, policy=second)
    practice.a_visit(ana, "99213")
    assert only_line(practice, ana).used == 0


def test_the_claim_check_is_given_lines_and_care_of_its_own_patient(practice, ana):
    key = register(practice, ana)
    other = practice.an_insured_patient("Holm")
    register(practice, other, policy=2)
    practice.a_visit(other, "99213")
    done = practice.a_visit(ana, "99213", "87880", authorization_number="A-1", referral_number="R-5")
    content = practice.session.ask(find_claim_content, done.claim_id)
    facts = practice.session.ask(find_scrub_facts, done.claim_id, content, TODAY)
    assert [each.id for each in facts.care.authorizations] == [key]
    assert [charge.code for charge in facts.care.charges] == ["99213", "87880"]
    assert (content.authorization_number, content.referral_number) == ("A-1", "R-5")
    assert (facts.visit_id, facts.lines[1].charge_id) == (done.visit_id, done.charge_ids[1])
    assert (facts.policy.payer_id, facts.policy.plan_id) == (practice.lists.payer, practice.lists.plan)


def test_an_answer_is_written_down_with_its_day(practice, ana):
    key = register(practice, ana, status="requested", number="", requested_on=TODAY)
    with pytest.raises(InputError, match="Choose what the insurer answered"):
        authorizations.decide_authorization(practice.session, ana, key, 1, {"status": "pended"})
    with pytest.raises(InputError, match="needs its number"):
        authorizations.decide_authorization(practice.session, ana, key, 1, {"status": "approved"})
    authorizations.decide_authorization(
        practice.session, ana, key, 1, {"status": "approved", "number": "A-9", "approved": 6}
    )
    row = Authorization.get_by_id(key)
    assert (row.status, row.number, row.approved, row.decided_on) == ("approved", "A-9", 6, TODAY)
    with pytest.raises(RuleError, match="A colleague changed"):
        authorizations.change_authorization(practice.session, ana, key, 1, {"number": "A-8"})
    assert Authorization.get_by_id(key).number == "A-9"


def test_one_taken_out_counts_no_more_and_says_why(practice, ana):
    key = register(practice, ana)
    with pytest.raises(InputError, match="Type why"):
        authorizations.cancel_authorization(practice.session, ana, key, 1, " ")
    authorizations.cancel_authorization(practice.session, ana, key, 1, "entered twice")
    assert practice.session.ask(list_authorizations, ana, TODAY) == ()
    last = Audit.select().order_by(Audit.seq.desc()).first()
    assert (last.action, last.reason, last.subject_id) == ("cancel_authorization", "entered twice", key)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"codes": "9921"}, "not a procedure code"),
        ({"starts": date(2026, 12, 1), "ends": date(2026, 11, 30)}, "ends before it begins"),
        ({"number": ""}, "needs its number"),
        ({"status": "not_required"}, "reference of the call"),
        ({"policy": None}, "Choose the insurance"),
        ({"approved": -1}, "less than zero"),
        ({"referred_by_npi": "1234567890"}, "NPI"),
    ],
)
def test_what_cannot_stand_is_refused(practice, ana, values, words):
    with pytest.raises(InputError, match=words):
        register(practice, ana, **values)
    assert not Authorization.select().exists()


def test_it_belongs_to_its_patient_only(practice, ana):
    key = register(practice, ana)
    other = practice.an_insured_patient("Holm")
    with pytest.raises(InputError, match="Choose the insurance"):
        register(practice, other, policy=1)
    with pytest.raises(InputError, match="does not belong to this patient"):
        authorizations.change_authorization(practice.session, other, key, 1, {"number": "X"})


def test_every_status_has_a_word_and_a_place_in_the_file(practice, ana):
    assert set(STATUS_NAMES) == set(Status)
    for status in Status:
        register(practice, ana, status=status.value, call_reference="55182")
    assert Authorization.select().count() == len(Status)
