"""What is asked on a key press or on opening a tab reads no large table from end to end."""

import inspect
import re
from dataclasses import replace

import pytest

from app.domain.money import Money
from app.domain.questions.facts import Asked, Focus
from app.models.database import database
from app.queries import (
    approvals,
    claim_batches,
    claim_checks,
    claim_faults,
    claim_work,
    claims,
    credits,
    days,
    deposits,
    due_work,
    eligibility,
    eligibility_due,
    eligibility_facts,
    guarantors,
    insurer_answers,
    money_in,
    patients,
    payments,
    promises,
    question_desk,
    question_facts,
    refunds,
    unbilled_visits,
    underpayments,
    write_offs,
)
from app.queries.claim_filters import ClaimFilter
from tests.practice_fixtures import TODAY

LARGE = {
    *(
        "access",
        "adjudication",
        "audit",
        "charge",
        "claim",
        "contact",
        "entry",
        "guarantor_account",
        "patient",
        "payment",
    ),
    *("eligibility_check", "eligibility_request"),
    *("payment_balance", "policy", "posting", "visit"),
}
SHORT_INDEXES = ("payment_left", "visit_planned", "claim_held")
ASKED = [
    (claim_batches.list_claim_batches, ()),
    (claim_batches.list_partner_choices, ((1, 2),)),
    (claim_batches.claims_served_by, (1, (1, 2))),
    (claim_batches.claims_last_sent_by, (1,)),
    (claim_faults.list_ready_stamps, ()),
    (claim_work.count_claim_work, (1, TODAY)),
    (claim_work.find_claim_totals, ((1, 2),)),
    (claims.list_claims, (ClaimFilter((), "rivera"), TODAY)),
    (claims.list_claims, (ClaimFilter(("ready", "printed"), "rivera"), TODAY)),
    (claims.list_claims, (replace(claim_work.HELD, text="rivera"), TODAY)),
    (claims.list_claims, (replace(claim_work.REJECTED, text="rivera"), TODAY)),
    (claims.list_claims, (replace(claim_work.SILENT, text="rivera"), TODAY)),
    (claims.list_claims, (replace(claim_work.FILING, text="rivera"), TODAY)),
    (claims.list_claim_lines, ((1, 2),)),
    (approvals.list_requests, (False,)),
    (approvals.list_requests, (True,)),
    (approvals.list_write_off_sums, (TODAY, TODAY)),
    (credits.list_credit_choices, ()),
    (days.find_day, (TODAY,)),
    (deposits.list_deposits, (TODAY, TODAY)),
    (deposits.list_drawer_counts, (TODAY,)),
    (due_work.list_due_work, (TODAY,)),
    (due_work.list_later_work, (TODAY,)),
    (due_work.list_finished_work, (TODAY,)),
    (due_work.list_due_claims, (1, TODAY)),
    (due_work.list_due_remittances, ()),
    (due_work.find_news, (TODAY,)),
    (promises.list_broken_promises, (TODAY,)),
    (eligibility.list_eligibility, (1, TODAY)),
    (eligibility.find_accumulators, (1, TODAY)),
    (eligibility_due.list_coverage_to_verify, (TODAY,)),
    (eligibility_facts.eligibility_near, (1, 1, TODAY)),
    (money_in.list_money_in, (TODAY, TODAY)),
    (guarantors.list_guarantors, ("riv",)),
    (guarantors.list_guarantors, ("a1001",)),
    (insurer_answers.list_insurer_answers, (TODAY, TODAY, "")),
    (insurer_answers.list_insurer_answers, (TODAY, TODAY, "riv")),
    (patients.find_patients, ("riv", TODAY)),
    (patients.list_recent_patients, (1, (1, 2))),
    (payments.list_credits, ("",)),
    (payments.list_payments, (TODAY, TODAY, "")),
    (payments.find_payment_sums, (TODAY, TODAY, "riv")),
    (refunds.list_payer_credits, ()),
    (write_offs.list_small_balances, (Money(500),)),
    (underpayments.list_underpayments, (TODAY, TODAY)),
    (underpayments.list_underpayments, (TODAY, TODAY, 1, "riv")),
    (unbilled_visits.list_unbilled, (1, "riv", TODAY)),
    (unbilled_visits.list_unbilled_lines, (1, (1, 2))),
]


@pytest.mark.parametrize(("question", "values"), ASKED)
def test_a_question_finds_its_rows_by_an_index(practice, monkeypatch, question, values):
    assert_found_by_index(monkeypatch, question, values)


def test_the_check_of_a_claim_finds_its_rows_by_an_index(practice, monkeypatch):
    claims_of_visits = [practice.a_visit(practice.an_insured_patient(), "99213", "87880").claim_id]
    assert_found_by_index(monkeypatch, claim_checks.list_claim_findings, (claims_of_visits, TODAY))


def test_a_question_of_a_patient_finds_its_rows_by_an_index(practice, monkeypatch):
    practice.a_visit(practice.an_insured_patient(), "99213", "87880")
    asked = Asked(9, Focus(code="99213"))
    assert_found_by_index(monkeypatch, question_facts.find_question_facts, (1, asked, TODAY))
    assert_found_by_index(monkeypatch, question_desk.find_question_desk, (1, practice.clock()))


def assert_found_by_index(monkeypatch, question, values):
    asked, ask = [], database.execute_sql

    def listen(sql, params=None, **named):
        asked.append((sql, params))
        return ask(sql, params, **named)

    monkeypatch.setattr(database, "execute_sql", listen)
    inspect.unwrap(question)(*values)
    assert asked
    for sql, params in asked:
        for *_, step in ask(f"explain query plan {sql}", params).fetchall():
            found = re.match(r"SCAN (\w+)", step)
            if found and not step.endswith(SHORT_INDEXES):
                named = re.findall(rf"(?:from|join) (\w+) {found[1]}\b", sql)
                assert not {found[1], *named} & LARGE, f"{step}: {sql}"
