"""Batches as they are listed and opened: where they stand, what they hold, and who takes which claim."""

import json

import pytest

from app.domain.batch_list import BatchState
from app.domain.errors import InputError
from app.domain.form_grid import NO_OFFSET
from app.domain.people import Address
from app.models.claims import Claim
from app.queries.claim_batches import (
    PartnerClaims,
    find_batch_id,
    find_claim_batch,
    find_partner_claims,
    list_claim_batches,
    list_partner_choices,
)
from app.services.claim_batches import confirm_batch, undo_batch
from app.services.claim_files import export_claims, place_in_outbox
from app.services.claims import print_claims, type_claim_boxes
from tests.partner_samples import a_claim, a_partner
from tests.practice_fixtures import TODAY, adjusted, money


def printed(practice, *claims):
    return print_claims(practice.session, claims, NO_OFFSET).batch_id


def test_the_newest_batch_comes_first_with_where_it_stands(practice, tmp_path):
    partner = a_partner(practice, tmp_path)
    mailed, back, waiting = (printed(practice, a_claim(practice, last)) for last in ("One", "Two", "Three"))
    file = export_claims(practice.session, partner, [a_claim(practice, "Four")]).batch_id
    place_in_outbox(practice.session, file)
    confirm_batch(practice.session, mailed, TODAY, "Fax", "page 1 twice")
    undo_batch(practice.session, back, "wrong paper")
    lines = practice.session.ask(list_claim_batches)
    assert [(line.id, line.state) for line in lines] == [
        (file, BatchState.WAITING),
        (waiting, BatchState.WAITING),
        (back, BatchState.UNDONE),
        (mailed, BatchState.CONFIRMED),
    ]
    first, last = lines[0], lines[-1]
    assert (first.partner, first.on_paper, first.user) == ("Clear Path", False, "Maria Lee")
    assert first.control == "ISA 000000001, GS 1, ST 0001, BHT PB0000004"
    assert (last.method, last.note, last.ended_on) == ("Fax", "page 1 twice", TODAY)
    assert (last.claims, last.amount, last.control) == (1, money("165.00"), "")


def test_a_batch_counts_the_days_it_waits(practice):
    batch = printed(practice, a_claim(practice))
    practice.clock.pass_minutes(5 * 24 * 60)
    today = practice.clock().date()
    (line,) = practice.session.ask(list_claim_batches)
    assert line.days_waiting(today) == 5
    confirm_batch(practice.session, batch, today, "Mail")
    (line,) = practice.session.ask(list_claim_batches)
    assert line.days_waiting(today) is None


def test_an_old_batch_that_waits_is_never_out_of_sight(practice):
    old = printed(practice, a_claim(practice, "Old"))
    for last in ("Mid", "New"):
        confirm_batch(practice.session, printed(practice, a_claim(practice, last)), TODAY, "Mail")
    shown = [line.id for line in practice.session.ask(list_claim_batches, limit=1)]
    assert len(shown) == 2
    assert old in shown


def test_an_opened_batch_names_its_claims_in_the_order_of_the_stack(practice):
    claims = [a_claim(practice, last) for last in ("Rivera", "Chen")]
    batch = printed(practice, *claims)
    detail = practice.session.ask(find_claim_batch, batch)
    assert (detail.practice, detail.is_demo, detail.size, detail.enclosed) == (
        "Maple Family Practice",
        False,
        2,
        0,
    )
    assert [claim.claim_id for claim in detail.claims] == claims
    first = detail.claims[0].listed
    assert (first.patient, first.payer, first.amount) == ("Rivera, Ana", "Prairie Health", money("165.00"))
    assert first.address == Address("PO Box 9", "", "Springfield", "IL", "62704-1234")
    assert [(claim.listed.first, claim.listed.last) for claim in detail.claims] == [(1, 1), (2, 2)]


def test_pages_behind_a_secondary_claim_are_told_as_enclosures(practice):
    patient = practice.an_insured_patient()
    practice.a_policy(patient, practice.lists.medigap, rank=2)
    visit = practice.a_visit(patient)
    parts = adjusted("CO-45 65.00", "PR-2 20.00")
    practice.an_answer(visit.claim_id, (visit.charge_ids[0], "100.00", "80.00", parts))
    second = Claim.get(Claim.rank == 2)
    detail = practice.session.ask(find_claim_batch, printed(practice, second.id))
    (claim,) = detail.claims
    assert claim.listed.payer == "Blue Ridge Medigap"
    assert detail.size == claim.listed.count == 2
    assert detail.enclosed == claim.listed.enclosed == 1


def test_the_list_keeps_the_address_to_which_it_was_printed(practice):
    from app.models.records import Payer
    from app.services.office import change_in_list

    batch = printed(practice, a_claim(practice))
    payer = practice.lists.payer
    moved = {"street": "1 New Rd"}
    change_in_list(practice.session, "payer", payer, Payer.get_by_id(payer).version, moved)
    (claim,) = practice.session.ask(find_claim_batch, batch).claims
    assert claim.listed.address.street == "PO Box 9"


def test_a_claim_that_went_out_again_is_told_from_the_rest(practice):
    same, again = a_claim(practice, "Rivera"), a_claim(practice, "Chen")
    first = printed(practice, same, again)
    type_claim_boxes(practice.session, again, Claim.get_by_id(again).version, {"i19": "NOTE"})
    second = printed(practice, again)
    assert [each.is_last for each in practice.session.ask(find_claim_batch, first).claims] == [True, False]
    assert [each.is_last for each in practice.session.ask(find_claim_batch, second).claims] == [True]


def test_the_segments_of_a_file_are_counted_and_nothing_is_enclosed(practice):
    partner = a_partner(practice)
    made = export_claims(practice.session, partner, [a_claim(practice)])
    detail = practice.session.ask(find_claim_batch, made.batch_id)
    (claim,) = detail.claims
    assert claim.listed.count == detail.size > 10
    assert detail.enclosed == 0


def test_a_batch_is_found_by_its_number_or_the_refusal_says_where_to_look(practice):
    batch = printed(practice, a_claim(practice))
    assert practice.session.ask(find_batch_id, 1) == batch
    with pytest.raises(InputError, match="There is no batch 7"):
        practice.session.ask(find_batch_id, 7)
    with pytest.raises(InputError, match="list of batches"):
        practice.session.ask(find_claim_batch, 99)


def test_partners_are_offered_by_the_insurers_of_the_chosen_claims(practice):
    from tests.partner_samples import serve

    near, far = a_partner(practice), a_partner(practice, name="Far Hub")
    serve(practice, practice.lists.payer, near)
    serve(practice, practice.lists.medigap, far)
    ours = [a_claim(practice, last) for last in ("Rivera", "Chen")]
    theirs = a_claim(practice, "Holm", practice.lists.medigap)
    paper = a_claim(practice, "Berg", practice.lists.medicare)
    found = practice.session.ask(list_partner_choices, (paper, theirs, *ours))
    assert [(each.partner_id, each.name, each.claims) for each in found] == [
        (near, "Clear Path", 2),
        (far, "Far Hub", 1),
    ]
    assert practice.session.ask(list_partner_choices, (paper,)) == ()
    assert practice.session.ask(list_partner_choices, ()) == ()


def test_a_partners_ready_claims_are_listed_by_its_name(practice):
    partner = a_partner(practice)
    first, second = a_claim(practice, "Rivera"), a_claim(practice, "Chen")
    a_claim(practice, "Holm", practice.lists.medigap)
    printed(practice, second)
    assert practice.session.ask(find_partner_claims, "Clear Path") == PartnerClaims(partner, "", (first,))
    with pytest.raises(InputError, match="no trading partner “Nobody”"):
        practice.session.ask(find_partner_claims, "Nobody")


def test_boxes_are_kept_by_page_as_the_count_of_enclosures_needs_them(practice):
    from app.models.claims import ClaimVersion

    printed(practice, a_claim(practice))
    assert list(json.loads(ClaimVersion.get_by_id(1).boxes)) == ["1"]
