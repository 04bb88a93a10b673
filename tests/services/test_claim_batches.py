"""Batches of claims: confirmed on a day, undone before that, and what was changed since stays behind."""

from datetime import timedelta

import pytest

from app.domain.errors import InputError, RuleError
from app.domain.form_grid import NO_OFFSET
from app.models.claims import Claim
from app.models.database import select
from app.services.claim_batches import METHODS, confirm_batch, undo_batch
from app.services.claims import print_claims, type_claim_boxes
from tests.partner_samples import a_claim
from tests.practice_fixtures import TODAY, adjusted


def printed(practice, *claims):
    return print_claims(practice.session, claims, NO_OFFSET).batch_id


def states(*claims):
    return [Claim.get_by_id(claim).state for claim in claims]


def test_a_printed_batch_is_sent_only_once_it_is_confirmed(practice):
    claims = [a_claim(practice, last) for last in ("Rivera", "Chen")]
    batch = printed(practice, *claims)
    assert states(*claims) == ["printed", "printed"]
    assert [Claim.get_by_id(claim).sent_on for claim in claims] == [None, None]
    practice.clock.pass_minutes(24 * 60)
    sent = confirm_batch(practice.session, batch, TODAY, METHODS["paper"][0], "tray by the door")
    assert sent == tuple(claims)
    assert states(*claims) == ["sent", "sent"]
    assert {Claim.get_by_id(claim).sent_on for claim in claims} == {TODAY}
    events = select("select event, on_date, method, note from claim_batch_event where batch_id = ?", batch)
    assert events == [("confirmed", "2026-11-23", "Mail", "tray by the door")]
    acts = select("select subject, action from audit where action like 'confirm%' order by seq")
    assert acts == [
        ("claim_batch", "confirmed_batch"),
        ("claim", "confirm_claim"),
        ("claim", "confirm_claim"),
    ]


@pytest.mark.parametrize("day", [TODAY - timedelta(days=1), TODAY + timedelta(days=1)])
def test_a_batch_is_sent_between_its_making_and_today(practice, day):
    claim = a_claim(practice)
    batch = printed(practice, claim)
    with pytest.raises(InputError, match="Type the day it was sent, not after today"):
        confirm_batch(practice.session, batch, day, "Mail")
    assert states(claim) == ["printed"]


def test_a_batch_that_is_taken_back_frees_its_claims_and_keeps_its_bytes(practice):
    claim = a_claim(practice)
    first = printed(practice, claim)
    with pytest.raises(RuleError, match="Say why"):
        undo_batch(practice.session, first, "  ")
    assert undo_batch(practice.session, first, "wrong paper in the tray") == (claim,)
    assert states(claim) == ["ready"]
    assert select("select count(*) from stored_file where kind = 'claim_print'") == [(1,)]
    second = printed(practice, claim)
    assert select("select id, number from claim_batch order by id") == [(first, 1), (second, 2)]
    assert select("select number, batch_id from claim_version where claim_id = ?", claim) == [
        (1, first),
        (2, second),
    ]


def test_a_confirmed_batch_is_neither_undone_nor_confirmed_again(practice):
    claim = a_claim(practice)
    batch = printed(practice, claim)
    confirm_batch(practice.session, batch, TODAY, "Mail")
    for again in (
        lambda: undo_batch(practice.session, batch, "typed wrong"),
        lambda: confirm_batch(practice.session, batch, TODAY, "Mail"),
    ):
        with pytest.raises(RuleError, match="Batch 1 was sent on 11"):
            again()
    assert states(claim) == ["sent"]
    assert select("select count(*) from claim_batch_event") == [(1,)]


def test_a_batch_taken_back_is_not_confirmed_any_more(practice):
    batch = printed(practice, a_claim(practice))
    undo_batch(practice.session, batch, "wrong paper")
    with pytest.raises(RuleError, match="Batch 1 was taken back on 11/23/2026"):
        confirm_batch(practice.session, batch, TODAY, "Mail")


def test_a_claim_that_was_changed_since_is_not_sent_by_its_old_batch(practice):
    same, changed = a_claim(practice, "Rivera"), a_claim(practice, "Chen")
    batch = printed(practice, same, changed)
    version = Claim.get_by_id(changed).version
    type_claim_boxes(practice.session, changed, version, {"i2": "CHEN WEI"})
    assert confirm_batch(practice.session, batch, TODAY, "Mail") == (same,)
    assert states(same, changed) == ["sent", "ready"]
    assert Claim.get_by_id(changed).sent_on is None


def test_a_claim_that_was_printed_again_is_sent_by_its_new_batch_alone(practice):
    claim = a_claim(practice)
    old, new = printed(practice, claim), printed(practice, claim)
    assert confirm_batch(practice.session, old, TODAY, "Mail") == ()
    assert states(claim) == ["printed"]
    assert confirm_batch(practice.session, new, TODAY, "Mail") == (claim,)
    assert states(claim) == ["sent"]


def test_a_claim_that_was_answered_meanwhile_stays_answered(practice):
    visit = practice.a_visit(practice.an_insured_patient())
    batch = printed(practice, visit.claim_id)
    parts = adjusted("CO-45 65.00", "PR-1 100.00")
    practice.an_answer(visit.claim_id, (visit.charge_ids[0], "100.00", "0.00", parts))
    assert confirm_batch(practice.session, batch, TODAY, "Mail") == ()
    assert states(visit.claim_id) == ["answered"]


def test_there_is_no_batch_with_a_made_up_id(practice):
    with pytest.raises(InputError, match="batch is not in this practice"):
        undo_batch(practice.session, 99, "typed wrong")


def test_the_pages_of_a_print_lie_insurer_by_insurer(practice):
    order = [("One", practice.lists.plan), ("Two", practice.lists.medigap), ("Three", practice.lists.plan)]
    first, second, third = (a_claim(practice, last, plan) for last, plan in order)
    made = print_claims(practice.session, [first, second, third], NO_OFFSET)
    assert made.claim_ids == (second, first, third)
    rows = select("select claim_id, first_page from claim_version order by first_page")
    assert rows == [(second, 1), (first, 2), (third, 3)]
