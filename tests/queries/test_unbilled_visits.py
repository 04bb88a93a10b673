"""Visits that nobody has billed: which stand in the list, what they come to, and until when to file them."""

import json
from datetime import date, timedelta

from app.queries.unbilled_visits import (
    Unbilled,
    find_unbilled_totals,
    list_unbilled,
    list_unbilled_lines,
)
from app.services.visits import plan_visit
from tests.practice_fixtures import TODAY, money


def listed(practice, text="", user=1):
    ids = practice.session.ask(list_unbilled, user, text, TODAY)
    lines = {line.id: line for line in practice.session.ask(list_unbilled_lines, user, ids)}
    return [lines[row] for row in ids]


def test_a_done_visit_without_a_claim_stands_with_its_amount_and_limit(practice):
    patient = practice.a_patient("Rivera")
    visit = practice.a_visit(patient, "99213", "87880", on=TODAY - timedelta(days=10))
    practice.a_visit(practice.a_patient("Uninsured"))
    practice.a_visit(practice.an_insured_patient("Billed"))
    own = practice.an_insured_patient("Own", self_pay=True)
    practice.a_visit(own)
    ended = practice.a_patient("Ended")
    practice.a_policy(ended, termination=date(2026, 2, 1))
    practice.a_visit(ended)
    assert listed(practice) == []
    practice.a_policy(patient)
    (line,) = listed(practice)
    assert (line.id, line.why, line.patient) == (visit.visit_id, Unbilled.NO_CLAIM, "Rivera, Ana")
    assert (line.amount, line.payer, line.on_date) == (
        money("205.00"),
        "Prairie Health",
        TODAY - timedelta(days=10),
    )
    assert line.file_until == TODAY + timedelta(days=170)
    totals = practice.session.ask(find_unbilled_totals, 1, (line.id,))
    assert (totals.count, totals.amount, totals.oldest) == (1, money("205.00"), TODAY - timedelta(days=10))


def test_a_planned_visit_stands_from_the_day_after(practice):
    patient = practice.an_insured_patient()
    passed = plan_visit(practice.session, patient, TODAY - timedelta(days=1), {"reason": "Check-up"})
    plan_visit(practice.session, patient, TODAY, {})
    (line,) = listed(practice)
    assert (line.id, line.why, line.reason) == (passed, Unbilled.NO_CHARGES, "Check-up")
    assert line.amount == money("0.00")


def test_charges_begun_are_the_own_user_s_alone(practice):
    patient, other = practice.an_insured_patient("Rivera"), practice.an_insured_patient("Chen")
    planned = plan_visit(practice.session, other, TODAY, {})
    practice.session.save_draft("visit", f"{patient}/new", json.dumps({"line.1.code": "99213"}))
    practice.session.save_draft("visit", f"{other}/{planned}", json.dumps({"line.1.code": "99214"}))
    practice.session.save_draft("claim", f"{patient}", json.dumps({"i2": "X"}))
    begun, at_visit = listed(practice)
    assert (begun.why, begun.visit_id, begun.patient_id) == (Unbilled.BEGUN, None, patient)
    assert (at_visit.why, at_visit.visit_id, at_visit.patient_id) == (Unbilled.BEGUN, planned, other)
    assert [line.patient for line in listed(practice, "che")] == ["Chen, Ana"]
    assert listed(practice, user=2) == []
    totals = practice.session.ask(find_unbilled_totals, 1, (begun.id, at_visit.id))
    assert (totals.count, totals.amount, totals.oldest) == (2, money("0.00"), TODAY)
