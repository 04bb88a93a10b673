"""Visits billed anew to the insurance in force: the ledger to the cent, and the old claim as it was sent."""

from datetime import date, timedelta

import pytest

from app.domain.errors import InputError, RuleError
from app.models.claims import Claim, ClaimVersion
from app.models.database import select
from app.models.records import StoredFile
from app.queries.account_summaries import find_account
from app.queries.adjudications import charges_of_claim
from app.queries.authorizations import list_authorizations
from app.queries.database_check import check_database
from app.queries.rebilling import list_rebillable
from app.services.authorizations import register_authorization
from app.services.office import add_to_list
from app.services.policies import change_policy
from app.services.rebilling import rebill_visits
from tests.claim_ways import answer, send
from tests.practice_fixtures import TODAY, adjusted, money

FIRST = date(2026, 6, 3)
REASON = "Prairie ended, new card from June 1"


@pytest.fixture
def moved(practice):
    """Four visits billed to Prairie, whose policy ended on May 31; the new insurance is not on record yet.

    One is denied as ended, one left all to the patient, one is sent, one not yet; a fifth was before the end.
    """
    practice.patient = practice.a_patient()
    practice.old = practice.a_policy(practice.patient)
    practice.before = practice.a_visit(practice.patient, on=FIRST - timedelta(days=10))
    days = [FIRST + timedelta(days=7 * week) for week in range(4)]
    practice.visits = [practice.a_visit(practice.patient, "99213", on=day) for day in days]
    denied, shared, sent, _ = practice.visits
    practice.print = send(practice, denied.claim_id, shared.claim_id, sent.claim_id)
    answer(practice, denied.claim_id, (denied.charge_ids[0], None, "0.00", adjusted("CO-27 165.00")))
    answer(practice, shared.claim_id, (shared.charge_ids[0], None, "0.00", adjusted("PR-1 165.00")))
    change_policy(practice.session, practice.patient, practice.old, 1, {"termination": date(2026, 5, 31)})
    return practice


def new_policy(practice):
    payer = add_to_list(practice.session, "payer", {"name": "Juniper Mutual", "filing_days": 90})
    plan = add_to_list(practice.session, "plan", {"payer": payer, "name": "Juniper PPO"})
    return practice.a_policy(practice.patient, plan, effective=date(2026, 6, 1))


def lines_of(practice):
    return practice.session.ask(list_rebillable, practice.patient)


def open_with(practice, policy):
    """What an insurer owes, by charge."""
    return dict(
        select(
            "select charge_id, cents from charge_balance where account = 'insurance_ar' and policy_id = ? "
            "and cents <> 0 order by charge_id",
            policy,
        )
    )


def balances(practice):
    account = practice.session.ask(find_account, 1)
    return str(account.patient_owes), str(account.insurance_owes), str(account.credit)


def test_what_can_be_billed_anew_is_listed_with_amount_and_limit(moved):
    assert lines_of(moved) == ()
    policy = new_policy(moved)
    lines = lines_of(moved)
    assert [line.on_date for line in lines] == [FIRST + timedelta(days=7 * week) for week in range(4)]
    assert {(line.old_payer, line.new_payer, line.new_policy_id) for line in lines} == {
        ("Prairie Health", "Juniper Mutual", policy)
    }
    assert [str(line.open_amount) for line in lines] == ["165.00"] * 4
    assert [(line.was_sent, line.was_answered) for line in lines] == [
        (True, True),
        (True, True),
        (True, False),
        (False, False),
    ]
    assert lines[0].file_until == FIRST + timedelta(days=90)


def test_all_that_is_open_moves_and_the_account_owes_the_same(moved):
    policy = new_policy(moved)
    assert balances(moved) == ("165.00", "660.00", "0.00")
    claims = rebill_visits(moved.session, moved.patient, lines_of(moved), REASON)
    charges = [visit.charge_ids[0] for visit in moved.visits]
    assert open_with(moved, policy) == dict.fromkeys(charges, 16500)
    assert open_with(moved, moved.old) == {moved.before.charge_ids[0]: 16500}
    assert balances(moved) == ("0.00", "825.00", "0.00")
    made = [Claim.get_by_id(claim) for claim in claims]
    assert [(row.policy_id, row.rank, row.state) for row in made] == [(policy, 1, "ready")] * 4
    assert [charges_of_claim(row.id) for row in made] == [visit.charge_ids for visit in moved.visits]
    assert lines_of(moved) == ()
    assert all(line.is_sound for line in moved.session.ask(check_database))


def test_what_was_sent_stays_as_it_was_sent(moved):
    new_policy(moved)
    kept = bytes(StoredFile.get_by_id(moved.print.file_id).content)
    versions = list(ClaimVersion.select().order_by(ClaimVersion.id).dicts())
    rebill_visits(moved.session, moved.patient, lines_of(moved), REASON)
    states = [Claim.get_by_id(visit.claim_id).state for visit in moved.visits]
    assert states == ["closed", "closed", "closed", "void"]
    assert bytes(StoredFile.get_by_id(moved.print.file_id).content) == kept == moved.print.pdf
    assert list(ClaimVersion.select().order_by(ClaimVersion.id).dicts()) == versions


def test_only_the_visits_chosen_are_billed(moved):
    policy = new_policy(moved)
    lines = lines_of(moved)
    assert len(rebill_visits(moved.session, moved.patient, lines[2:3], REASON)) == 1
    assert open_with(moved, policy) == {moved.visits[2].charge_ids[0]: 16500}
    assert lines_of(moved) == (lines[0], lines[1], lines[3])


def test_a_claim_that_was_paid_is_not_offered(practice):
    practice.patient = practice.a_patient()
    old = practice.a_policy(practice.patient)
    visit = practice.a_visit(practice.patient, on=FIRST)
    answer(
        practice,
        visit.claim_id,
        (visit.charge_ids[0], "100.00", "80.00", adjusted("CO-45 65.00", "PR-2 20.00")),
    )
    change_policy(practice.session, practice.patient, old, 1, {"termination": date(2026, 5, 31)})
    new_policy(practice)
    assert lines_of(practice) == ()


def test_figures_that_changed_since_they_were_shown_are_refused(moved):
    new_policy(moved)
    shown = lines_of(moved)
    moved.a_payment(1, "20.00", (moved.visits[1].charge_ids[0], "20.00"))
    before = select("select count(*) from posting")
    with pytest.raises(RuleError, match="Something changed since these visits were shown"):
        rebill_visits(moved.session, moved.patient, shown, REASON)
    assert select("select count(*) from posting") == before
    assert [line.open_amount for line in lines_of(moved)][1] == money("145.00")


def test_visits_and_a_reason_are_needed(moved):
    new_policy(moved)
    with pytest.raises(InputError, match="No visit is chosen"):
        rebill_visits(moved.session, moved.patient, (), REASON)
    with pytest.raises(RuleError, match="Say what happened to the insurance"):
        rebill_visits(moved.session, moved.patient, lines_of(moved), "  ")


def test_a_receptionist_may_not_bill_anew(moved):
    new_policy(moved)
    with pytest.raises(RuleError, match="may not correct, void or bill anew a sent claim as receptionist"):
        rebill_visits(moved.session_of("receptionist"), moved.patient, lines_of(moved), REASON)


def test_the_move_is_posted_today_for_the_day_of_service(moved):
    new_policy(moved)
    rebill_visits(moved.session, moved.patient, lines_of(moved)[:1], REASON)
    rows = select("select kind, posted_on, effective_on, reason from posting order by id desc limit 1")
    assert rows == [("transfer", TODAY.isoformat(), FIRST.isoformat(), REASON)]


def test_a_visit_billed_anew_uses_up_nothing_of_the_old_insurers_approval(moved):
    granted = {"policy": moved.old, "status": "approved", "number": "A-1", "approved": 12}
    register_authorization(moved.session, moved.patient, granted)

    def left():
        (line,) = moved.session.ask(list_authorizations, moved.patient, TODAY)
        return line.left

    assert left() == "7 of 12 left, no end date"
    new_policy(moved)
    rebill_visits(moved.session, moved.patient, lines_of(moved), REASON)
    assert left() == "11 of 12 left, no end date"
