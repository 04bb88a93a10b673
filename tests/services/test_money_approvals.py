"""Approvals: another person, the own password for this one thing, once, and only for what was shown."""

import pytest
from peewee import DatabaseError

from app.domain.approvals import ApprovalLimits
from app.domain.errors import AppError, InputError, RuleError
from app.domain.returned_checks import FeePolicy
from app.models.approvals import ApprovalDecision
from app.models.database import database, select, writing
from app.models.office import Audit
from app.queries.approvals import find_fee_policy, find_limits, list_exceptions, list_requests
from app.services import approvals, users
from app.services.approvals import Signing
from tests.practice_fixtures import PASSWORDS, TODAY, money
from tests.services.money_hands import ask_write_off, owed, sign, state_of


@pytest.fixture
def asked(practice):
    """The biller asks to give 100.00 up as bad debt."""
    patient = practice.a_patient(self_pay=True)
    practice.charge = practice.a_visit(patient, "99213").charge_ids[0]
    practice.asked = ask_write_off(practice, patient, "bad_debt", (practice.charge, "100.00"))
    return practice


def test_the_approver_signs_at_the_requesters_screen_and_is_on_record(asked):
    assert sign(asked, asked.asked, note="agreed") == "posted"
    assert owed(asked.charge) == 6500
    (decision,) = ApprovalDecision.select()
    assert (decision.decision, decision.user_id, decision.note) == ("approved", 1, "agreed")
    rows = list(Audit.select().order_by(Audit.seq.desc()).limit(2))
    assert [(row.user_name, row.action) for row in rows] == [
        ("maria", "post_bad_debt"),
        ("maria", "decide_approved"),
    ]


def test_an_approval_works_once(asked):
    sign(asked, asked.asked)
    with pytest.raises(RuleError, match="an approval works once"):
        sign(asked, asked.asked)
    assert owed(asked.charge) == 6500


@pytest.mark.parametrize(
    ("signer", "words"),
    [
        ({"name": "bea"}, "You may not approve write-offs and refunds as biller"),
        ({"name": "rita"}, "as receptionist"),
        ({"password": "wrong password here"}, "password"),
        ({"name": "nobody", "password": "x"}, "cannot open this practice"),
    ],
)
def test_nobody_else_approves(asked, signer, words):
    with pytest.raises(AppError, match=words):
        sign(asked, asked.asked, **signer)
    assert (state_of(asked.asked), owed(asked.charge)) == ("waiting", 16500)


def test_a_wrong_password_goes_on_record(asked):
    with pytest.raises(AppError):
        sign(asked, asked.asked, password="wrong password here")
    last = Audit.select().order_by(Audit.seq.desc()).first()
    assert (last.user_name, last.action) == ("bea", "sign_with_wrong_password")


def test_what_was_shown_is_what_is_approved(asked):
    signing = Signing(asked.asked.id, "0" * 64, "maria", PASSWORDS["maria"])
    with pytest.raises(RuleError, match="Another request was shown"):
        approvals.approve_request(asked.session, asked.opened, signing)
    assert owed(asked.charge) == 16500


def a_second_manager(desk):
    new = users.NewUser("nina", "Nina Ray", users.Role.MANAGER, "golden kettle afternoon")
    users.add_user(desk.session, desk.opened, new)


def test_nobody_approves_his_own_while_another_could(practice):
    a_second_manager(practice)
    patient = practice.a_patient(self_pay=True)
    charge = practice.a_visit(patient, ("99213", "1500.00")).charge_ids[0]
    own = ask_write_off(practice, patient, "bad_debt", (charge, "1000.01"), role="manager")
    assert not own.is_posted
    with pytest.raises(RuleError, match="You asked for this yourself"):
        sign(practice, own)
    assert sign(practice, own, "nina", password="golden kettle afternoon") == "posted"


def test_a_person_alone_waits_a_day_for_much_and_leaves_a_line_for_the_doctor(practice):
    patient = practice.a_patient(self_pay=True)
    charge = practice.a_visit(patient, ("99213", "1500.00")).charge_ids[0]
    own = ask_write_off(practice, patient, "bad_debt", (charge, "1000.01"), role="manager")
    with pytest.raises(RuleError, match="waits a day"):
        sign(practice, own)
    practice.clock.pass_minutes(24 * 60)
    assert sign(practice, own) == "posted"
    tomorrow = practice.clock().date()
    (line,) = practice.session.ask(list_exceptions, TODAY, tomorrow)
    assert (line.decision.what, str(line.amount), line.decision.by) == ("exception", "1,000.01", "Maria Lee")


def test_the_file_itself_refuses_an_approval_of_ones_own_and_any_edit(asked):
    row = select("select id, hash, user_id from approval_request")[0]
    columns = "request_id, decision, hash, user_id, at"
    insert = f"insert into approval_decision({columns}) values (?, 'approved', ?, ?, '')"
    for values, words in (((row[0], row[1], row[2]), "his own"), ((row[0], "0" * 64, 1), "another content")):
        with pytest.raises(DatabaseError, match=words), writing():
            database.execute_sql(insert, values)
    for statement in (
        "update approval_request set cents = 1",
        "update approval_request set content = '{}'",
        "delete from approval_request",
    ):
        with pytest.raises(DatabaseError, match="never"), writing():
            database.execute_sql(statement)


def test_a_request_is_turned_down_with_a_note_or_withdrawn(asked):
    with pytest.raises(InputError, match="Say why"):
        approvals.reject_request(asked.session, asked.asked.id, " ")
    with pytest.raises(RuleError, match="Another person asked"):
        approvals.withdraw_request(asked.session, asked.asked.id)
    approvals.reject_request(asked.session, asked.asked.id, "the schedule says otherwise")
    (line,) = asked.session.ask(list_requests, True)
    assert (line.state, line.decision.note) == ("rejected", "the schedule says otherwise")
    with pytest.raises(RuleError, match="turned down"):
        sign(asked, asked.asked)
    again = ask_write_off(asked, 1, "bad_debt", (asked.charge, "9.00"))
    approvals.withdraw_request(asked.session_of("biller"), again.id)
    assert (state_of(again), owed(asked.charge)) == ("withdrawn", 16500)


def test_ones_own_request_is_withdrawn_not_turned_down(practice):
    a_second_manager(practice)
    patient = practice.a_patient(self_pay=True)
    charge = practice.a_visit(patient, ("99213", "1500.00")).charge_ids[0]
    own = ask_write_off(practice, patient, "bad_debt", (charge, "1000.01"), role="manager")
    with pytest.raises(RuleError, match="Withdraw it"):
        approvals.reject_request(practice.session, own.id, "no")


def test_limits_are_set_and_hold_from_then_on(asked):
    limits = ApprovalLimits(claim=money("10.00"), small_balance=money("3.00"))
    approvals.set_limits(asked.session, limits, FeePolicy(True, money("20.00")))
    assert asked.session.ask(find_limits) == limits
    assert asked.session.ask(find_fee_policy) == FeePolicy(True, money("20.00"))
    assert not ask_write_off(asked, 1, "courtesy", (asked.charge, "10.01")).is_posted
    with pytest.raises(RuleError, match="nobody raises his own limit"):
        approvals.set_limits(asked.session, ApprovalLimits(manager=money("2000.00")), FeePolicy())
