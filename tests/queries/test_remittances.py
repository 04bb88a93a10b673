"""The lists of remittances: what is left to explain, what waits and why, and which claims may be meant."""

from dataclasses import replace

import pytest

from app.queries.remittances import find_held_claim, list_held, list_remittances
from app.services.office import add_to_list
from app.services.remittance_previews import preview_content, preview_remittance_inboxes, preview_remittances
from tests.ledger_hands import day
from tests.services.partner_fixtures import PARTNER

pytest_plugins = ("tests.services.remittance_fixtures",)


def test_the_list_says_what_is_held_and_left_and_what_was_taken_back(remitting):
    visit = remitting.a_visit("99213")
    claim = remitting.answer(visit.claim_id, ("CO-45 8360",))
    first = remitting.post(claim, replace(claim, number="OLD7"), plbs=(("WO", "X", 100),))
    (line,) = remitting.session.ask(list_remittances)
    assert (line.payer, line.trace, line.claims, line.held) == ("GOOD PAYER", "EFT0001", 2, 2)
    assert (line.amount.dollars, line.left.dollars, line.posted_by) == ("$161.80", "$80.40", "Maria Lee")
    remitting.unpost(first.id, "wrong file")
    (line,) = remitting.session.ask(list_remittances, "EFT0001")
    assert (line.held, line.left.dollars, line.taken_back) == (0, "$0.00", "wrong file")
    assert remitting.session.ask(list_remittances, "other") == ()


def test_what_waits_is_told_with_its_reasons_and_the_claims_that_fit(remitting):
    visit, other = remitting.a_visit("99213"), remitting.a_visit("99213", last="Holm")
    claim = replace(remitting.answer(visit.claim_id), number="OLD7")
    done = remitting.post(claim, plbs=(("WO", "X", 100),))
    held = remitting.session.ask(list_held, done.id)
    assert [(line.what, line.amount.dollars, line.verdict) for line in held] == [
        ("OLD7", "$165.00", "unknown"),
        ("Overpayment taken back (WO, X)", "-$1.00", "look"),
    ]
    detail = remitting.session.ask(find_held_claim, held[0].id)
    assert [each.claim.claim_id for each in detail.proposals] == [visit.claim_id, other.claim_id]
    assert {"Same last name", "Same charge, $165.00"} <= set(detail.proposals[0].reasons)


@pytest.mark.parametrize(("ours", "theirs"), [("Muñoz-Peña", "MUNOZ PENA"), ("Åberg", "ABERG")])
def test_a_claim_is_proposed_though_the_insurer_writes_the_name_without_accents(remitting, ours, theirs):
    visit = remitting.a_visit("99213", last=ours, on=day(6, 1))
    claim = replace(remitting.answer(visit.claim_id), number="OLD7", last=theirs)
    line = replace(claim.lines[0], day=day(6, 3))
    done = remitting.post(replace(claim, lines=(line,)))
    (held,) = remitting.session.ask(list_held, done.id)
    detail = remitting.session.ask(find_held_claim, held.id)
    assert [each.claim.claim_id for each in detail.proposals] == [visit.claim_id]
    assert "Same last name" in detail.proposals[0].reasons


def test_an_odd_file_stops_no_other_and_says_why(remitting, tmp_path):
    visit = remitting.a_visit("99213")
    odd, good, gone = tmp_path / "a.txt", tmp_path / "b.835", tmp_path / "c.835"
    odd.write_text("Dear practice")
    good.write_bytes(remitting.file(remitting.answer(visit.claim_id)))
    refused, read, missing = preview_remittances(remitting.session, [odd, good, gone])
    assert refused.refusal
    assert missing.refusal
    assert read.remittances[0].can_post


def test_the_inbox_gives_what_is_new_and_leaves_other_files_alone(remitting, tmp_path):
    visit = remitting.a_visit("99213")
    content = remitting.file(remitting.answer(visit.claim_id))
    (tmp_path / "era.835").write_bytes(content)
    (tmp_path / "ack.999").write_text("ISA*00*~ST*999*0001~")
    add_to_list(remitting.session, "trading_partner", {**PARTNER, "inbox": str(tmp_path)})
    (found,) = preview_remittance_inboxes(remitting.session)
    assert found.name == "era.835"
    remitting.post(remitting.answer(visit.claim_id))
    assert preview_remittance_inboxes(remitting.session) == ()
    assert preview_content(remitting.session, "again", content)[0].posted_before
