"""Remittances taken back in turn, the latest first, or refused by naming the one that comes first."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.claim_corrections import WhatHappened
from app.domain.errors import RuleError
from app.domain.months import Month
from app.domain.remittance_plan import Verdict
from app.models.claims import Claim
from app.models.database import select
from app.queries.database_check import check_database
from app.services import days, months
from app.services.claim_corrections import correct_claim
from app.services.held_claims import (
    link_typed_answer,
    match_remitted_claim,
    post_held_claim,
    preview_held_claim,
)
from app.services.remittance_previews import preview_content
from app.services.remittances import post_remittance
from tests.claim_ways import send
from tests.edi.remittance_makers import reversal_of
from tests.ledger_hands import books_and_claims, ledger, of
from tests.practice_fixtures import adjusted
from tests.services.money_hands import ask_write_off

pytest_plugins = ("tests.services.remittance_fixtures",)
USUAL = ("CO-45 8360", "PR-1 5000", "PR-2 628")
FIRST = ("CO-45 8000", "CO-253 208", "PR-2 2600")


def open_of(claim_id):
    """What is open with the insurer of a claim."""
    return select(
        "select coalesce(sum(b.cents), 0) from claim m join claim_line l on l.claim_id = m.id "
        "join charge_balance b on b.charge_id = l.charge_id and b.account = 'insurance_ar' "
        "and b.policy_id = m.policy_id where m.id = ?",
        claim_id,
    )[0][0]


def number_of(claim_id):
    return str(Claim.get_by_id(claim_id).number)


def post_held(remitting):
    """Post by hand all that waits, in order."""
    for row in remitting.held():
        post_held_claim(remitting.session, preview_held_claim(remitting.session, row.id))


def assert_sound(session):
    faults = [finding.text for line in session.ask(check_database) for finding in line.findings]
    assert not faults


@pytest.fixture
def both(remitting):
    """A visit that Medicare answered with 26.00 for the second insurer, whose claim it gives."""
    lists = remitting.desk.lists
    visit = remitting.a_visit("99214", plan=lists.medicare, second=lists.medigap)
    remitting.post(remitting.answer(visit.claim_id, FIRST), trace="EFT0001")
    remitting.visit = visit
    return remitting, Claim.get((Claim.rank == 2) & (Claim.state != "void")).id


def test_an_answer_stands_again_with_its_own_amounts_though_more_is_open_now(both):
    remitting, second = both
    cut = remitting.answer(second, ("OA-23 17000", "CO-45 3000"), status="2")
    others = [remitting.a_visit("99213", last="Holm").claim_id for _ in range(3)]
    stages = []
    for claims, plbs in (
        ((cut,), ()),
        ((), (("WO", number_of(second), 1000),)),
        ((reversal_of(cut), remitting.answer(second, ("OA-23 18400", "PR-2 520"), status="2")), ()),
    ):
        other = remitting.answer(others.pop())
        before = books_and_claims()
        done = remitting.post(*claims, other, plbs=plbs, trace=f"EFT000{len(stages) + 2}")
        assert done.held == (2 if len(stages) == 2 else 0)
        post_held(remitting)
        assert not remitting.held()
        stages.append((done.id, before))
    for remittance, before in reversed(stages):
        remitting.unpost(remittance)
        assert books_and_claims() == before
    assert_sound(remitting.session)


def test_a_takeback_from_an_insurers_credit_is_taken_back_though_nothing_is_open(both):
    remitting, second = both
    remitting.post(remitting.answer(second, (), status="2"), trace="EFT0002")
    post_held(remitting)
    assert open_of(second) == 2600 - 21000
    other = remitting.a_visit("99213", last="Holm")
    before = books_and_claims()
    done = remitting.post(
        remitting.answer(other.claim_id), plbs=(("WO", number_of(second), 5000),), trace="EFT0003"
    )
    assert open_of(second) == 2600 - 21000 + 5000
    remitting.unpost(done.id)
    assert books_and_claims() == before
    assert_sound(remitting.session)


def test_a_takeback_that_was_settled_since_is_not_taken_back(remitting):
    old, other = remitting.a_visit("99213"), remitting.a_visit("99214", last="Holm")
    remitting.post(remitting.answer(old.claim_id, ("CO-45 8360",)))
    done = remitting.post(
        remitting.answer(other.claim_id), plbs=(("WO", number_of(old.claim_id), 5000),), trace="EFT0002"
    )
    ask_write_off(remitting.desk, 1, "timely_filing", (old.charge_ids[0], "50.00"))
    assert open_of(old.claim_id) == 0
    before = books_and_claims()
    with pytest.raises(RuleError, match="was settled since"):
        remitting.unpost(done.id)
    assert books_and_claims() == before


def test_an_answer_that_money_was_taken_back_of_waits_for_that_payment(remitting):
    old, other = remitting.a_visit("99213"), remitting.a_visit("99214", last="Holm")
    start = books_and_claims()
    first = remitting.post(remitting.answer(old.claim_id, USUAL))
    later = remitting.post(
        remitting.answer(other.claim_id), plbs=(("WO", number_of(old.claim_id), 1000),), trace="EFT0002"
    )
    with pytest.raises(
        RuleError, match=r"Payment EFT0002 of GOOD PAYER, 03/04/2026, .* later one back first"
    ):
        remitting.unpost(first.id)
    remitting.unpost(later.id)
    remitting.unpost(first.id)
    assert books_and_claims() == start


def test_the_payment_that_the_next_insurer_answered_with_is_named(both):
    remitting, second = both
    remitting.post(remitting.answer(second, ("OA-23 18400", "PR-2 2600"), status="2"), trace="EFT0002")
    with pytest.raises(RuleError, match="Payment EFT0002 of"):
        remitting.unpost(1)
    remitting.unpost(2)
    remitting.unpost(1)
    assert of("bank") == 0


def test_what_a_payment_at_the_desk_used_is_said_without_a_payment_of_insurers(remitting):
    visit = remitting.a_visit("99213")
    first = remitting.answer(visit.claim_id, USUAL)
    remitting.post(first)
    again = remitting.post(reversal_of(first), remitting.answer(visit.claim_id, USUAL), trace="EFT0002")
    remitting.unpost(again.id)
    remitting.desk.a_payment(1, "56.28", (visit.charge_ids[0], "56.28"))
    with pytest.raises(RuleError, match=r"^A payment or a later answer was already used"):
        remitting.unpost(1)


def test_a_chain_of_corrections_goes_back_step_by_step_and_is_named_in_turn(remitting):
    visit = remitting.a_visit("99213")
    stages, claim = [], None
    for number, cuts in enumerate((USUAL, ("CO-45 8360",), (), USUAL), start=1):
        stages.append(books_and_claims())
        back = (reversal_of(claim),) if claim else ()
        claim = remitting.answer(visit.claim_id, cuts)
        remitting.post(*back, claim, trace=f"EFT000{number}")
    for number in (4, 3, 2, 1):
        for early in range(1, number):
            with pytest.raises(RuleError, match=f"Payment EFT000{number} of .*later one back first"):
                remitting.unpost(early)
        remitting.unpost(number)
        assert books_and_claims() == stages[number - 1]
    assert_sound(remitting.session)


def test_a_remittance_that_took_its_own_answer_back_is_taken_back_whole(remitting):
    visit = remitting.a_visit("99213")
    first, second = remitting.answer(visit.claim_id, USUAL), remitting.answer(visit.claim_id, ("CO-45 8360",))
    remitting.post(first)
    before = books_and_claims()
    done = remitting.post(
        reversal_of(first), second, reversal_of(second), remitting.answer(visit.claim_id), trace="EFT0002"
    )
    assert done.held == 4
    post_held(remitting)
    assert (of("bank"), of("payer_clearing")) == (16500, 0)
    remitting.unpost(done.id)
    assert books_and_claims() == before
    remitting.unpost(1)
    assert ledger() == {
        key: cents for key, cents in ledger().items() if key[0] in ("insurance_ar", "revenue")
    }
    assert_sound(remitting.session)


def test_a_typed_answer_that_a_payment_was_linked_to_is_linked_again(remitting):
    visit = remitting.a_visit("99213")
    claim = remitting.answer(visit.claim_id, USUAL)
    first = remitting.post(replace(claim, number="OLD7"))
    (row,) = remitting.held()
    parts = adjusted("CO-45 83.60", "PR-1 50.00", "PR-2 6.28")
    remitting.desk.an_answer(visit.claim_id, (visit.charge_ids[0], None, "25.12", parts))
    typed = {"bank": of("bank") - 2512, "contractual": of("contractual")}
    match_remitted_claim(remitting.session, row.id, visit.claim_id)
    link_typed_answer(remitting.session, row.id)
    before = books_and_claims()
    second = remitting.post(reversal_of(claim), remitting.answer(visit.claim_id), trace="EFT0002")
    remitting.unpost(second.id)
    assert books_and_claims() == before
    remitting.unpost(first.id)
    assert {"bank": of("bank"), "contractual": of("contractual")} == typed
    assert of("payer_clearing") == 0
    assert Claim.get_by_id(visit.claim_id).state == "answered"
    assert_sound(remitting.session)


def test_what_an_insurer_had_passed_on_is_passed_on_again(remitting):
    lists = remitting.desk.lists
    visit = remitting.a_visit("99214", plan=lists.medicare, second=lists.medigap)
    first = remitting.answer(visit.claim_id, FIRST, status="19")
    remitting.post(first)
    before = books_and_claims()
    assert before[1][-1][3] == "sent"
    again = remitting.answer(visit.claim_id, ("CO-45 9000", "CO-253 208", "PR-2 1600"))
    done = remitting.post(reversal_of(first), again, trace="EFT0002")
    assert Claim.get((Claim.rank == 2) & (Claim.state != "void")).state == "ready"
    remitting.unpost(done.id)
    assert books_and_claims() == before
    second = Claim.get((Claim.rank == 2) & (Claim.state != "void")).id
    settled = remitting.answer(second, ("OA-23 18400",), status="2")
    assert remitting.post(settled, trace="EFT0003").held == 0
    assert_sound(remitting.session)


@pytest.mark.parametrize("goes_out", [False, True], ids=["ready", "sent"])
def test_a_claim_that_was_corrected_is_again_on_its_way_out(remitting, goes_out):
    visit = remitting.a_visit("99213")
    send(remitting.desk, visit.claim_id)
    first = remitting.answer(visit.claim_id, ("CO-97 16500",), control="P9")
    remitting.post(first)
    remitting.desk.clock.pass_minutes(5)
    correct_claim(remitting.session, visit.claim_id, WhatHappened.WRONG_DETAIL)
    if goes_out:
        send(remitting.desk, visit.claim_id)
    before = books_and_claims()
    assert before[1][0][3] == ("sent" if goes_out else "ready")
    for _ in range(2):
        done = remitting.post(reversal_of(first), remitting.answer(visit.claim_id, USUAL), trace="EFT0002")
        assert Claim.get_by_id(visit.claim_id).state == "answered"
        remitting.desk.clock.pass_minutes(5)
        remitting.unpost(done.id)
        assert books_and_claims() == before
    assert_sound(remitting.session)


def test_a_payment_of_a_closed_month_is_posted_taken_back_and_restored_in_the_open_one(remitting):
    visit = remitting.a_visit("99213")
    claim = remitting.answer(visit.claim_id, USUAL)
    remitting.post(claim)
    days.close_day(remitting.session, remitting.desk.clock().date())
    remitting.desk.clock.move_to(date(2026, 12, 1))
    months.close_month(remitting.session, Month(2026, 11))
    before = books_and_claims()
    content = remitting.file(
        reversal_of(claim), remitting.answer(visit.claim_id), plbs=(("L6", "", -125),), trace="EFT0002"
    )
    late = content.replace(b"20260304", b"20261125")
    (shown,) = preview_content(remitting.session, "era.835", late)
    done = post_remittance(remitting.session, shown)
    assert of("interest") == -125
    remitting.unpost(done.id)
    assert books_and_claims() == before
    dated = select("select distinct effective_on from posting where posted_on = '2026-12-01'")
    assert dated == [("2026-12-01",)]
    assert_sound(remitting.session)


def test_an_answer_of_a_closed_month_stands_again_in_the_open_one(remitting):
    visit = remitting.a_visit("99213")
    parts = adjusted("CO-45 83.60", "PR-1 50.00", "PR-2 6.28")
    remitting.desk.an_answer(visit.claim_id, (visit.charge_ids[0], None, "25.12", parts))
    days.close_day(remitting.session, remitting.desk.clock().date())
    remitting.desk.clock.move_to(date(2026, 12, 1))
    months.close_month(remitting.session, Month(2026, 11))
    before = books_and_claims()
    back = reversal_of(remitting.answer(visit.claim_id, USUAL))
    done = remitting.post(back, remitting.answer(visit.claim_id), trace="EFT0002")
    remitting.unpost(done.id)
    assert books_and_claims() == before
    assert select("select received_on from adjudication order by id desc limit 1") == [("2026-11-23",)]
    assert_sound(remitting.session)


def test_a_reversal_is_held_where_the_next_insurer_denied_what_came_of_the_answer(both):
    remitting, second = both
    first = remitting.answer(remitting.visit.claim_id, FIRST)
    denied = remitting.answer(second, ("OA-23 18400", "CO-197 2600"), status="2")
    remitting.post(denied, trace="EFT0002")
    shown = remitting.preview(
        reversal_of(first), remitting.answer(remitting.visit.claim_id, ("CO-45 8208",)), trace="EFT0003"
    )
    assert [claim.verdict for claim in shown.plan.claims] == [Verdict.LOOK, Verdict.LOOK]
    assert "The next insurer has answered" in " ".join(shown.plan.claims[0].reasons)
    assert post_remittance(remitting.session, shown).held == 2


def test_a_held_reversal_takes_nothing_back_that_came_after_it_on_the_same_claim(remitting):
    visit = remitting.a_visit("99213")
    first, second = remitting.answer(visit.claim_id, USUAL), remitting.answer(visit.claim_id, ("CO-45 8360",))
    odd = replace(reversal_of(second), number="OLD7")
    remitting.post(first, odd)
    (row,) = remitting.held()
    remitting.post(reversal_of(first), second, trace="EFT0002")
    match_remitted_claim(remitting.session, row.id, visit.claim_id)
    shown = preview_held_claim(remitting.session, row.id)
    with pytest.raises(RuleError, match=r"Payment EFT0002 .* came after this one"):
        post_held_claim(remitting.session, shown)
    remitting.unpost(2)
    remitting.unpost(1)
    assert of("bank") == 0
