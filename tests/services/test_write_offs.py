"""Write-offs: nothing before its approval, the right account, back to the cent, and no habit of copays."""

from datetime import timedelta

import pytest

from app.domain.errors import AppError, InputError, RuleError
from app.models.database import select
from app.queries.account_summaries import find_account
from app.queries.approvals import find_request, list_requests, list_write_off_sums
from app.queries.write_offs import list_small_balances
from app.services import payments, write_offs
from tests.practice_fixtures import TODAY, adjusted, money
from tests.services.money_hands import a_form, ask_write_off, owed, sign, state_of, sum_of


@pytest.fixture
def owing(practice):
    """A patient without insurance who owes 165.00 and 40.00."""
    practice.patient = practice.a_patient(self_pay=True)
    practice.first, practice.second = practice.a_visit(practice.patient, "99213", "87880").charge_ids
    return practice


def test_a_biller_gives_up_little_alone_and_it_is_posted_at_once(owing):
    asked = ask_write_off(owing, 1, "courtesy", (owing.first, "50.00"))
    assert (asked.is_posted, owed(owing.first), sum_of("writeoff_courtesy")) == (True, 11500, 5000)


@pytest.mark.parametrize("kind", ["hardship", "contractual", "bad_debt"])
def test_nothing_is_posted_before_the_approval(owing, kind):
    if kind == "contractual":
        patient = owing.an_insured_patient("Vale")
        charge, account = owing.a_visit(patient, "99213").charge_ids[0], "insurance_ar"
    else:
        patient, charge, account = owing.patient, owing.first, "patient_ar"
    form = a_form(owing, patient)
    asked = ask_write_off(owing, patient, kind, (charge, "64.00"), file_id=form)
    assert (asked.is_posted, owed(charge, account)) == (False, 16500)
    assert not select("select 1 from posting where kind = 'write_off'")
    assert sign(owing, asked) == "posted"
    assert (owed(charge, account), sum_of(f"writeoff_{kind}")) == (10100, 6400)


def test_many_small_amounts_are_caught_as_one_large_one(owing):
    """10 x 49.00 on one patient: the limit of a patient catches the third."""
    charges = [owing.a_visit(owing.patient, ("99213", "49.00")).charge_ids[0] for _ in range(3)]
    asked = [ask_write_off(owing, 1, "courtesy", (charge, "49.00")) for charge in charges]
    assert [each.is_posted for each in asked] == [True, True, False]


def test_a_day_has_its_own_limit(owing):
    posted = []
    for number in range(11):
        patient = owing.a_patient(f"Holm{number}", self_pay=True)
        charge = owing.a_visit(patient, "99213").charge_ids[0]
        posted.append(ask_write_off(owing, patient, "courtesy", (charge, "50.00")).is_posted)
    assert posted == [True] * 10 + [False]
    owing.clock.move_to(TODAY + timedelta(days=1))
    patient = owing.a_patient("Later", self_pay=True)
    charge = owing.a_visit(patient, "99213").charge_ids[0]
    assert ask_write_off(owing, patient, "courtesy", (charge, "50.00")).is_posted


def test_a_visit_has_its_own_limit(owing):
    assert ask_write_off(owing, 1, "courtesy", (owing.first, "30.00")).is_posted
    assert not ask_write_off(owing, 1, "courtesy", (owing.second, "20.01")).is_posted


def test_hardship_needs_the_patients_own_form(owing):
    with pytest.raises(RuleError, match="signed form"):
        ask_write_off(owing, 1, "hardship", (owing.first, "10.00"))
    other = owing.a_patient("Vale")
    with pytest.raises(InputError, match="another patient"):
        ask_write_off(owing, 1, "hardship", (owing.first, "10.00"), file_id=a_form(owing, other))
    assert not select("select 1 from approval_request")


@pytest.mark.parametrize(
    ("shares", "words"),
    [([("first", "165.01")], "has \\$165.00 open"), ([("first", "0.00")], "cannot be"), ([], "above 0.00")],
)
def test_no_more_is_given_up_than_is_owed(owing, shares, words):
    laid_out = [(getattr(owing, name), amount) for name, amount in shares]
    with pytest.raises(AppError, match=words):
        ask_write_off(owing, 1, "courtesy", *laid_out)


def test_another_patients_line_is_refused(owing):
    other = owing.a_patient("Vale", self_pay=True)
    with pytest.raises(InputError, match="another patient"):
        ask_write_off(owing, other, "courtesy", (owing.first, "1.00"))


def test_a_write_off_is_taken_back_and_ages_as_before(owing):
    owing.clock.move_to(TODAY + timedelta(days=40))
    before = owing.session.ask(find_account, 1).items[0]
    asked = ask_write_off(owing, 1, "courtesy", (owing.first, "50.00"))
    with pytest.raises(RuleError, match="Say why"):
        write_offs.reverse_write_off(owing.session_of("biller"), asked.id, " ")
    write_offs.reverse_write_off(owing.session_of("biller"), asked.id, "paid after all")
    after = owing.session.ask(find_account, 1).items[0]
    assert (state_of(asked), after) == ("taken_back", before)
    assert after.transferred_on == TODAY
    with pytest.raises(RuleError, match="No write-off of this request stands"):
        write_offs.reverse_write_off(owing.session, asked.id, "again")


def test_what_was_given_up_is_told_by_kind_and_what_came_back_counts_against_it(owing):
    ask_write_off(owing, 1, "courtesy", (owing.first, "20.00"))
    back = ask_write_off(owing, 1, "courtesy", (owing.first, "5.00"))
    write_offs.reverse_write_off(owing.session, back.id, "typed wrong")
    (told,) = owing.session.ask(list_write_off_sums, TODAY, TODAY)
    assert (told.kind, str(told.amount)) == ("courtesy", "20.00")
    item = owing.session.ask(find_account, 1).items[0]
    assert (str(item.written_off), str(item.patient_owes)) == ("20.00", "145.00")


def copay_of(desk, patient):
    visit = desk.a_visit(patient, "99213")
    desk.an_answer(
        visit.claim_id, (visit.charge_ids[0], "81.40", "61.40", adjusted("CO-45 83.60", "PR-3 20.00"))
    )
    return visit.charge_ids[0]


def test_a_copay_is_spared_once_a_year_and_not_by_habit(practice):
    patient = practice.an_insured_patient()
    first, second = copay_of(practice, patient), copay_of(practice, patient)
    assert ask_write_off(practice, patient, "courtesy", (first, "20.00")).is_posted
    with pytest.raises(RuleError, match="at most once a year"):
        ask_write_off(practice, patient, "courtesy", (second, "20.00"))
    practice.clock.move_to(TODAY + timedelta(days=366))
    assert ask_write_off(practice, patient, "courtesy", (second, "20.00")).is_posted


def small(desk, *owes, **facts):
    for number, amount in enumerate(owes):
        patient = desk.a_patient(f"Small{number}", self_pay=True, **facts)
        desk.a_visit(patient, ("99213", amount))


def test_small_balances_are_asked_for_from_the_list_that_was_shown(practice):
    small(practice, "2.00", "4.99", "5.00")
    copay_patient = practice.an_insured_patient("Copay")
    charge = copay_of(practice, copay_patient)
    practice.a_payment(4, "17.00", (charge, "17.00"))
    shown = practice.session.ask(list_small_balances, money("5.00"))
    assert [(line.account.name.split(",")[0], bool(line.why_not)) for line in shown] == [
        ("Small0", False),
        ("Copay", True),
        ("Small1", False),
    ]
    biller = practice.session_of("biller")
    asked = write_offs.request_small_balances(biller, shown, money("5.00"), "not worth the stamp")
    assert (asked.is_posted, sum_of("writeoff_small")) == (False, 0)
    assert sign(practice, asked) == "posted"
    assert (sum_of("writeoff_small"), owed(charge)) == (699, 300)
    detail = practice.session.ask(find_request, asked.id)
    assert (detail.line.summary, str(detail.line.amount)) == ("2 accounts under $5.00", "6.99")
    write_offs.reverse_write_off(practice.session, asked.id, "wrong run")
    assert (sum_of("writeoff_small"), owed(charge)) == (0, 300)


def test_a_list_that_changed_since_is_refused(practice):
    small(practice, "2.00")
    shown = practice.session.ask(list_small_balances, money("5.00"))
    small(practice, "3.00")
    with pytest.raises(RuleError, match="changed since it was shown"):
        write_offs.request_small_balances(practice.session_of("biller"), shown, money("5.00"), "stamps")


def test_a_request_dies_with_an_edit_of_what_it_is_about(owing):
    asked = ask_write_off(owing, 1, "bad_debt", (owing.first, "100.00"))
    owing.a_payment(1, "10.00", (owing.first, "10.00"))
    with pytest.raises(RuleError, match="has changed, so it ended"):
        sign(owing, asked)
    assert (state_of(asked), owed(owing.first)) == ("stale", 15500)
    assert owing.session.ask(list_requests) == ()
    payments.void_payment(owing.session, 1, "typed wrong")
    with pytest.raises(RuleError, match="has changed, so it ended"):
        sign(owing, asked)
