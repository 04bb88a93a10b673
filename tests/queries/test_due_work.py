"""Due work and news of a practice: each line from its own source, opening its own place."""

from datetime import timedelta

import pytest

from app.domain.disputes.cases import CaseKind
from app.domain.due_work import DueKind
from app.domain.errors import RuleError
from app.domain.good_faith import Delivery
from app.queries.claims import list_claim_lines
from app.queries.due_work import find_news, list_due_claims, list_due_remittances, list_due_work
from app.services.contacts import ContactEntry, end_follow_up, log_contact
from app.services.disputes import CaseEntry, open_case
from app.services.estimates import EstimateOrder, PlannedEntry, plan_services
from app.services.good_faith import give_good_faith_estimate, print_good_faith_estimate
from app.services.payments import void_payment
from app.services.returned_checks import ReturnEntry, return_check
from app.services.to_dos import ToDoEntry, add_to_do, finish_to_do
from tests.practice_fixtures import TODAY, adjusted, money
from tests.services.test_estimates import set_up_new_patient

WEEK = TODAY + timedelta(days=7)


def due(desk, on):
    return desk.session.ask(list_due_work, on)


def test_nothing_is_due_in_an_empty_practice(practice):
    assert due(practice, TODAY) == ()
    assert practice.session.ask(list_due_claims, 1, TODAY) == ()
    assert practice.session.ask(list_due_remittances) == ()
    news = practice.session.ask(find_news, TODAY)
    assert (news.payments, news.paid) == (0, money("0.00"))


def test_to_dos_calls_and_broken_promises_come_by_day_and_go_when_finished(practice):
    patient = practice.a_patient()
    log_contact(practice.session, ContactEntry(patient, "in", "Sends the card.", next_on=WEEK))
    entry = ContactEntry(patient, "in", "Pays.", promise=money("84.20"), promise_on=TODAY)
    log_contact(practice.session, entry)
    to_do = add_to_do(practice.session, ToDoEntry("Call the plan", TODAY, owner_id=3))
    later = add_to_do(practice.session, ToDoEntry("Look again", WEEK, patient_id=patient))
    assert [(line.kind, line.id) for line in due(practice, TODAY)] == [(DueKind.TO_DO, to_do)]
    practice.clock.move_to(WEEK)
    lines = due(practice, WEEK)
    assert [(line.kind, line.text) for line in lines] == [
        (DueKind.PROMISE, "Broken: $84.20 was promised by 11/23/2026 and nothing came."),
        (DueKind.TO_DO, "Call the plan"),
        (DueKind.ASK_AGAIN, "Ask again: Sends the card."),
        (DueKind.TO_DO, "Look again"),
    ]
    assert [line.owner for line in lines] == ["", "Rita Moss", "Maria Lee", ""]
    assert [(line.opens, line.opens_id) for line in lines] == [
        ("show_calls", patient),
        ("", 0),
        ("show_calls", patient),
        ("show_patient", patient),
    ]
    end_follow_up(practice.session, 1, "ask")
    end_follow_up(practice.session, 2, "promise")
    finish_to_do(practice.session, to_do)
    finish_to_do(practice.session, later)
    assert due(practice, WEEK) == ()


def test_a_denial_is_due_while_its_time_runs_out(practice):
    patient = practice.an_insured_patient()
    visit = practice.a_visit(patient)
    denied = (visit.charge_ids[0], None, "0.00", adjusted("CO-197 165.00"))
    practice.an_answer(visit.claim_id, denied)
    assert due(practice, TODAY) == ()
    far = TODAY + timedelta(days=179)
    (line,) = due(practice, far)
    assert (line.kind, line.patient, line.opens, line.opens_id) == (
        DueKind.DENIAL,
        "Rivera, Ana",
        "show_claim",
        visit.claim_id,
    )
    assert "CO-197" in line.text
    entry = CaseEntry(CaseKind.DENIAL, visit.claim_id, ((visit.charge_ids[0], None),))
    open_case(practice.session, entry)
    assert due(practice, far) == ()


def test_claims_near_their_limit_are_rows_while_few_and_one_line_when_many(practice):
    patient = practice.an_insured_patient()
    first = practice.a_visit(patient)
    near = first_limit(practice) - timedelta(days=3)
    (line,) = practice.session.ask(list_due_claims, 1, near)
    assert (line.kind, line.opens, line.opens_id) == (DueKind.FILING, "show_filing", first.claim_id)
    assert "3 days left" in line.text
    for _ in range(5):
        practice.a_visit(patient)
    (line,) = practice.session.ask(list_due_claims, 1, near)
    assert (line.text, line.opens, line.due) == (
        "6 claims must be filed within 30 days",
        "show_filing",
        near + timedelta(days=3),
    )


def first_limit(desk):
    """The last day on which the first claim may be filed."""
    (line,) = desk.session.ask(list_claim_lines, (1,))
    return line.file_until


def test_news_count_what_came_in_since_a_day(practice):
    practice.a_patient(self_pay=True)
    practice.a_payment(1, "12.00")
    practice.clock.move_to(TODAY + timedelta(days=1))
    practice.a_payment(1, "30.00", method="check")
    practice.a_payment(1, "5.00", method="card")
    news = practice.session.ask(find_news, TODAY + timedelta(days=1))
    assert (news.payments, news.paid) == (2, money("35.00"))


def test_what_was_taken_back_or_came_back_did_not_come_in(practice):
    practice.a_patient(self_pay=True)
    mistaken = practice.a_payment(1, "900.00")
    bounced = practice.a_payment(1, "30.00", method="check")
    practice.a_payment(1, "5.00")
    void_payment(practice.session, mistaken, "Typed twice")
    return_check(practice.session, ReturnEntry(bounced, TODAY, "not enough funds"))
    news = practice.session.ask(find_news, TODAY)
    assert (news.payments, news.paid) == (1, money("5.00"))


def test_a_to_do_opens_its_place_and_where_there_is_none_its_patient(practice):
    patient = practice.a_patient()
    for subject in ("claim", "authorization"):
        add_to_do(practice.session, ToDoEntry(subject, TODAY, "guideline", subject, 7, patient))
    assert [(line.opens, line.opens_id) for line in due(practice, TODAY)] == [
        ("show_claim", 7),
        ("show_patient", patient),
    ]


def test_who_may_not_see_insurers_payments_is_not_told_of_them(practice):
    with pytest.raises(RuleError, match="may not"):
        practice.session_of("receptionist").ask(list_due_remittances)


def give(practice, patient, visit):
    paper = print_good_faith_estimate(practice.session, EstimateOrder(visit, patient))
    give_good_faith_estimate(practice.session, patient, paper.file_id, Delivery.PRINTED)


def test_a_good_faith_estimate_is_due_until_it_is_given(practice):
    patient, visit = set_up_new_patient(practice, self_pay=True)
    (line,) = due(practice, TODAY)
    assert (line.kind, line.text, line.due) == (
        DueKind.GOOD_FAITH,
        "Give the Good Faith Estimate for 12/01/2026",
        TODAY + timedelta(days=1),
    )
    assert (line.opens, line.opens_id, line.patient) == ("estimate_visit", visit, "Rivera, Ana")
    paper = print_good_faith_estimate(practice.session, EstimateOrder(visit, patient))
    assert due(practice, TODAY) == (line,)
    give_good_faith_estimate(practice.session, patient, paper.file_id, Delivery.PRINTED)
    assert due(practice, TODAY) == ()


def test_a_good_faith_estimate_whose_plan_changed_is_due_anew_near_its_visit(practice):
    patient, visit = set_up_new_patient(practice, self_pay=True)
    give(practice, patient, visit)
    plan_services(practice.session, visit, [PlannedEntry("99203")])
    assert due(practice, TODAY) == ()
    (line,) = due(practice, TODAY + timedelta(days=4))
    assert (line.text, line.due) == (
        "Give the Good Faith Estimate for 12/01/2026 anew: the plan changed",
        TODAY + timedelta(days=7),
    )
