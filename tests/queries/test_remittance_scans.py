"""What is asked about remittances and denials reads no large table from end to end."""

from dataclasses import replace

import pytest

from app.models.database import select
from app.queries import adjudications, claim_batches, denials, remittance_order, remittances, remitted_claims
from tests.practice_fixtures import TODAY
from tests.queries.test_no_scans import assert_found_by_index

pytest_plugins = ("tests.services.remittance_fixtures",)
ASKED = [
    (denials.list_denials, ("",)),
    (denials.list_denials, ("riv",)),
    (remittances.list_remittances, ("",)),
    (remittances.list_remittances, ("EFT1",)),
    (remittances.list_held, (1,)),
    (remitted_claims.claims_controlled, (["P1"],)),
    (remitted_claims.same_money_posted, ("P", "EFT1", TODAY.isoformat(), 100)),
    (remitted_claims.claims_typed_with, ("EFT1",)),
    (remitted_claims.carried_amounts, ("P", ["EFT1"])),
    (adjudications.is_answer_used, (1,)),
    (adjudications.is_corrected_since, (1, "2026-11-23")),
    (claim_batches.is_in_batch, (1,)),
]


@pytest.mark.parametrize(("question", "values"), ASKED)
def test_a_question_finds_its_rows_by_an_index(practice, monkeypatch, question, values):
    assert_found_by_index(monkeypatch, question, values)


def test_matching_and_proposing_find_their_rows_by_an_index(remitting, monkeypatch):
    claim = remitting.answer(remitting.a_visit("99213").claim_id)
    shown = remitting.preview(claim)
    assert_found_by_index(monkeypatch, remitted_claims.match_claims, (shown.advice.claims,))
    assert_found_by_index(monkeypatch, remitted_claims.paid_claims, ([1],))
    remitting.post(replace(claim, number="OLD7"))
    assert_found_by_index(monkeypatch, remittances.find_held_claim, (1,))


def test_what_comes_first_is_found_by_an_index(remitting, monkeypatch):
    claim = remitting.answer(remitting.a_visit("99213").claim_id)
    remitting.post(claim)
    ((step,),) = select("select max(id) from remittance_step")
    for question, values in (
        (remittance_order.payment_after, (step,)),
        (remittance_order.is_taken_from_since, (step,)),
        (remittance_order.answer_taken_back_before, (step,)),
        (remittance_order.came_before, (1, step)),
    ):
        assert_found_by_index(monkeypatch, question, values)
