"""Remittances: posted once and whole, claim by claim; held with reasons; taken back to the cent."""

from dataclasses import replace

import pytest

from app.domain.answers import Adjustment, LineAnswer
from app.domain.claim_corrections import WhatHappened
from app.domain.errors import RuleError
from app.domain.money import Money
from app.domain.provider_adjustments import AdjustmentKind
from app.domain.remittance_plan import Verdict
from app.models.claims import Claim, StatementItem
from app.models.database import select
from app.models.remittances import RemittanceClaim
from app.queries.database_check import check_database
from app.services import adjudications, days, remittance_previews
from app.services.claim_corrections import correct_claim
from app.services.held_claims import (
    link_typed_answer,
    match_remitted_claim,
    post_held_adjustment,
    post_held_claim,
    preview_held_claim,
)
from app.services.remittance_previews import preview_content, preview_remittances
from app.services.remittances import post_remittance
from tests.edi.remittance_makers import MadeAdvice, make_835, reversal_of
from tests.ledger_hands import cuts, day, ledger, of
from tests.practice_fixtures import adjusted, money

pytest_plugins = ("tests.services.remittance_fixtures",)
USUAL = ("CO-45 8360", "PR-1 5000", "PR-2 628")


def balances(charge):
    return select(
        "select account, policy_id, cents from charge_balance where charge_id = ? and cents <> 0 "
        "order by 1, 2",
        charge,
    )


def read(remitting, text):
    return preview_content(remitting.session, "era.835", text.encode())


def claim_of(visit, rank=2):
    return Claim.get((Claim.visit == visit.visit_id) & (Claim.rank == rank) & (Claim.state != "void"))


def assert_sound(session):
    faults = [finding.text for line in session.ask(check_database) for finding in line.findings]
    assert not faults


def test_a_remittance_posts_what_it_says_and_explains_its_payment(remitting):
    visit = remitting.a_visit("99213")
    done = remitting.post(remitting.answer(visit.claim_id, USUAL))
    assert (done.posted, done.held, str(done.left)) == (1, 0, "0.00")
    assert (of("bank"), of("payer_clearing"), of("contractual")) == (2512, 0, 8360)
    assert balances(visit.charge_ids[0]) == [("patient_ar", 0, 5628)]
    assert Claim.get_by_id(visit.claim_id).state == "answered"
    assert_sound(remitting.session)


def test_a_denied_line_stays_with_the_payer_and_its_codes_are_kept(remitting):
    visit = remitting.a_visit("99213", "87880")
    claim = remitting.answer(visit.claim_id, USUAL, ("CO-197 4000",))
    assert remitting.post(claim).posted == 1
    assert balances(visit.charge_ids[1]) == [("insurance_ar", 1, 4000)]
    assert select(
        "select group_code, reason_code, cents from adjudication_adjustment where charge_id = ?",
        visit.charge_ids[1],
    ) == [("CO", "197", 4000)]


def test_the_same_money_is_refused_and_the_first_posting_is_shown(remitting):
    visit = remitting.a_visit("99213")
    claim = remitting.answer(visit.claim_id, USUAL)
    shown = remitting.preview(claim)
    done = post_remittance(remitting.session, shown)
    before = ledger()
    again = remitting.preview(claim)
    assert (again.posted_before.id, again.posted_before.user) == (done.id, "Maria Lee")
    assert not again.can_post
    for preview in (shown, again):
        with pytest.raises(RuleError, match="Posted before, on 11/23/2026 by Maria Lee"):
            post_remittance(remitting.session, preview)
    assert ledger() == before


def test_what_was_not_shown_is_not_posted(remitting):
    visit = remitting.a_visit("99213")
    shown = remitting.preview(remitting.answer(visit.claim_id, USUAL))
    remitting.desk.an_answer(visit.claim_id, (visit.charge_ids[0], None, "165.00", ()))
    with pytest.raises(RuleError, match="changed since it was shown"):
        post_remittance(remitting.session, shown)
    assert of("payer_clearing") == 0


def test_taking_a_remittance_back_restores_the_ledger_to_the_cent(remitting):
    first, second = remitting.a_visit("99213", "87880"), remitting.a_visit("99214", last="Holm")
    before, states = ledger(), [(row.id, row.state) for row in Claim.select()]
    claims = [
        remitting.answer(first.claim_id, USUAL, ("CO-197 4000",)),
        remitting.answer(second.claim_id, ("CO-45 8000", "PR-3 2500")),
        replace(remitting.answer(second.claim_id), number="OLD77"),
    ]
    done = remitting.post(*claims, plbs=(("L6", "", -125), ("CS", "X", 300)))
    assert (done.posted, done.held) == (2, 1)
    assert str(done.left) == "210.00"
    remitting.unpost(done.id)
    assert ledger() == before
    assert [(row.id, row.state) for row in Claim.select()] == states
    assert not remitting.held()
    assert_sound(remitting.session)
    again = remitting.post(*claims, plbs=(("L6", "", -125), ("CS", "X", 300)))
    assert (again.id, again.posted) == (done.id + 1, 2)
    assert_sound(remitting.session)


def test_taking_back_is_refused_once_something_of_it_was_used(remitting):
    visit = remitting.a_visit("99213")
    done = remitting.post(remitting.answer(visit.claim_id, USUAL))
    remitting.desk.a_payment(1, "56.28", (visit.charge_ids[0], "56.28"))
    before = ledger()
    with pytest.raises(RuleError, match="already used"):
        remitting.unpost(done.id)
    assert ledger() == before


def test_a_balance_that_differs_is_held_and_says_by_how_much(remitting):
    visit = remitting.a_visit("99213")
    text = remitting.file(remitting.answer(visit.claim_id, USUAL)).decode()
    broken = text.replace("CAS*CO*45*83.6~", "CAS*CO*45*80~")
    assert broken != text
    (preview,) = read(remitting, broken)
    (held,) = preview.held
    assert held.verdict is Verdict.LOOK
    assert "The difference is $3.60" in held.reasons[0]
    done = post_remittance(remitting.session, preview)
    assert (done.held, str(done.left), of("payer_clearing")) == (1, "25.12", -2512)
    (row,) = remitting.held()
    shown = preview_held_claim(remitting.session, row.id)
    with pytest.raises(RuleError, match=r"\$3.60 apart"):
        post_held_claim(remitting.session, shown)


def test_a_payment_that_differs_is_passed_with_a_reason_only(remitting):
    visit = remitting.a_visit("99213")
    text = remitting.file(remitting.answer(visit.claim_id, USUAL)).decode()
    (preview,) = preview_content(
        remitting.session, "era.835", text.replace("BPR*I*25.12*", "BPR*I*30*").encode()
    )
    assert not preview.can_post
    assert "The difference is $4.88" in preview.plan.warnings[0]
    with pytest.raises(RuleError, match=r"\$4.88.*Say why"):
        post_remittance(remitting.session, preview)
    done = post_remittance(remitting.session, preview, "The bank shows 30.00")
    assert (str(done.left), of("bank")) == ("4.88", 3000)


def test_another_practice_and_a_test_file_need_a_reason(remitting):
    visit = remitting.a_visit("99213")
    text = remitting.file(remitting.answer(visit.claim_id, USUAL)).decode()
    foreign = text.replace("N1*PE*GOOD PRACTICE*XX*1234567893", "N1*PE*OTHER*XX*1999999992").replace(
        "REF*TJ*123456789", "REF*TJ*999"
    )
    (preview,) = preview_content(remitting.session, "era.835", foreign.encode())
    assert "which is not this practice" in preview.plan.warnings[0]
    (preview,) = read(remitting, text.replace("*P*:~", "*T*:~"))
    assert "marked as a test" in preview.plan.warnings[0]


def test_a_check_typed_by_hand_is_found_before_it_is_posted_again(remitting):
    first, second = remitting.a_visit("99213"), remitting.a_visit("99214", last="Holm")
    line = adjudications.AnswerEntry(first.claim_id, day(11, 20), answer_lines(first, USUAL), "EFT0001")
    adjudications.post_adjudication(remitting.session, line)
    preview = remitting.preview(remitting.answer(first.claim_id, USUAL), remitting.answer(second.claim_id))
    assert "were typed by hand, for claim" in preview.plan.warnings[0]
    assert [claim.verdict for claim in preview.plan.claims] == [Verdict.LOOK, Verdict.CLEAR]
    assert "was answered on 11/20/2026" in preview.plan.claims[0].reasons[0]


def answer_lines(visit, parts):
    made = tuple(Adjustment(group, code, Money(cents)) for group, code, cents in cuts(*parts))
    return (LineAnswer(visit.charge_ids[0], None, money("25.12"), made),)


def test_scenario_1_forwarded_by_medicare_no_second_claim_is_sent(remitting):
    lists = remitting.desk.lists
    visit = remitting.a_visit("99214", plan=lists.medicare, second=lists.medigap)
    claim = remitting.answer(
        visit.claim_id,
        ("CO-45 8000", "CO-253 208", "PR-2 2600"),
        status="19",
        more=("MOA***MA01*MA18~", "NM1*TT*2*SUPPLEMENT*****PI*54321~"),
    )
    remitting.post(claim)
    second = claim_of(visit)
    assert (second.state, select("select kind from claim_response where claim_id = ?", second.id)) == (
        "sent",
        [("forwarded",)],
    )
    assert balances(visit.charge_ids[0]) == [("insurance_ar", 2, 2600)]
    assert (of("bank"), of("contractual") + of("sequestration")) == (10192, 8208)
    paid = remitting.answer(second.id, ("OA-23 18400",), status="2")
    done = remitting.post(paid, trace="EFT0002")
    assert (done.posted, of("bank"), balances(visit.charge_ids[0])) == (1, 12792, [])
    assert_sound(remitting.session)


def test_scenario_1_without_forwarding_the_second_claim_is_made(remitting):
    lists = remitting.desk.lists
    visit = remitting.a_visit("99214", plan=lists.medicare, second=lists.medigap)
    remitting.post(remitting.answer(visit.claim_id, ("CO-45 8000", "CO-253 208", "PR-2 2600")))
    second = claim_of(visit)
    assert second.state == "ready"
    remitting.post(remitting.answer(second.id, ("OA-23 18400", "PR-2 520"), status="2"), trace="EFT0002")
    assert balances(visit.charge_ids[0]) == [("patient_ar", 0, 520)]
    assert (of("bank"), of("payer_clearing")) == (10192 + 2080, 0)


def test_scenario_3_a_reversal_and_its_correction_post_both(remitting):
    visit = remitting.a_visit("99214", "76700")
    first = remitting.answer(visit.claim_id, ("CO-45 8160", "PR-3 2500"), ("CO-197 42000",), control="P9")
    remitting.post(first)
    remitting.desk.a_payment(1, "25.00", (visit.charge_ids[0], "25.00"))
    again = remitting.answer(visit.claim_id, ("CO-45 8160", "PR-3 2500"), ("CO-45 23250", "PR-2 3750"))
    before = ledger()
    done = remitting.post(reversal_of(first), again, trace="EFT0002")
    assert (done.posted, done.held, str(done.left)) == (2, 0, "0.00")
    assert (of("bank"), of("payer_clearing")) == (10340 + 15000, 0)
    assert balances(visit.charge_ids[1]) == [("patient_ar", 0, 3750)]
    assert balances(visit.charge_ids[0]) == []
    assert select("select count(*) from adjudication_void") == [(1,)]
    assert_sound(remitting.session)
    remitting.unpost(done.id)
    assert ledger() == before
    assert Claim.get_by_id(visit.claim_id).state == "answered"
    assert_sound(remitting.session)


def test_a_reversal_of_an_answer_typed_by_hand_takes_it_from_this_payment(remitting):
    visit, other = remitting.a_visit("99213"), remitting.a_visit("99214", last="Holm")
    remitting.desk.an_answer(
        visit.claim_id,
        (visit.charge_ids[0], None, "25.12", adjusted("CO-45 83.60", "PR-1 50.00", "PR-2 6.28")),
    )
    before = ledger()
    back = reversal_of(remitting.answer(visit.claim_id, USUAL))
    done = remitting.post(back, remitting.answer(other.claim_id))
    assert (of("bank"), of("payer_clearing"), str(done.left)) == (21000, 0, "0.00")
    assert balances(visit.charge_ids[0]) == [("insurance_ar", 1, 16500)]
    remitting.unpost(done.id)
    assert ledger() == before
    assert_sound(remitting.session)


def test_an_earlier_remittance_is_taken_back_only_after_the_later_one(remitting):
    visit = remitting.a_visit("99213")
    claim = remitting.answer(visit.claim_id, USUAL)
    empty = ledger()
    first = remitting.post(claim)
    second = remitting.post(reversal_of(claim), remitting.answer(visit.claim_id), trace="EFT0002")
    with pytest.raises(RuleError, match="Take the later one back first"):
        remitting.unpost(first.id)
    remitting.unpost(second.id)
    remitting.unpost(first.id)
    assert ledger() == empty
    assert_sound(remitting.session)


def test_scenario_4_a_corrected_claim_is_not_paid_twice(remitting):
    visit = remitting.a_visit(("20610", "120.00"), ("99213", "150.00"))
    first = remitting.answer(visit.claim_id, ("CO-45 4000",), ("CO-97 15000",), control="2026081A4417")
    remitting.post(first)
    plan = correct_claim(remitting.session, visit.claim_id, WhatHappened.WRONG_DETAIL)
    assert (plan.code, plan.reference) == ("7", "2026081A4417")
    again = remitting.answer(visit.claim_id, ("CO-45 4000",), ("CO-45 5180", "PR-3 2000"))
    done = remitting.post(reversal_of(first), again, trace="EFT0002")
    assert (done.posted, done.held) == (2, 0)
    assert (of("bank"), of("payer_clearing")) == (8000 + 7820, 0)
    assert balances(visit.charge_ids[0]) == []
    assert balances(visit.charge_ids[1]) == [("patient_ar", 0, 2000)]
    assert_sound(remitting.session)


def test_scenario_6_a_takeback_opens_the_old_claim_and_the_payment_is_explained(remitting):
    old = remitting.a_visit(("99213", "117.50"), on=day(1, 9))
    remitting.post(remitting.answer(old.claim_id), trace="EFT0000")
    now = [remitting.a_visit(("99214", "765.05"), last=name) for name in ("Holm", "Chen")]
    before = ledger()
    done = remitting.post(
        *(remitting.answer(visit.claim_id) for visit in now),
        plbs=(("WO", str(Claim.get_by_id(old.claim_id).number), 11750),),
        trace="EFT0009",
    )
    assert select("select cents from remittance where id = ?", done.id) == [(141260,)]
    assert (str(done.left), of("bank"), of("payer_clearing")) == ("0.00", 141260 + 11750, 0)
    assert balances(old.charge_ids[0]) == [("insurance_ar", 1, 11750)]
    assert StatementItem.select().count() == 0
    assert_sound(remitting.session)
    remitting.unpost(done.id)
    assert ledger() == before


def test_a_takeback_of_an_unknown_claim_waits_until_one_is_chosen(remitting):
    old = remitting.a_visit(("99213", "117.50"), on=day(1, 9))
    remitting.post(remitting.answer(old.claim_id), trace="EFT0000")
    now = remitting.a_visit("99214", last="Holm")
    done = remitting.post(remitting.answer(now.claim_id), plbs=(("WO", "X77", 11750),))
    assert (str(done.left), of("payer_clearing")) == ("-117.50", 11750)
    ((row,),) = select("select id from remittance_adjustment where is_open = 1")
    number = str(Claim.get_by_id(old.claim_id).number)
    with pytest.raises(RuleError, match="is no claim of ours"):
        post_held_adjustment(remitting.session, row, "77")
    post_held_adjustment(remitting.session, row, number)
    assert (of("payer_clearing"), balances(old.charge_ids[0])) == (0, [("insurance_ar", 1, 11750)])
    with pytest.raises(RuleError, match="posted already"):
        post_held_adjustment(remitting.session, row, number)


def test_what_is_carried_forward_waits_by_reference_until_it_comes_back(remitting):
    first, second = remitting.a_visit("99213"), remitting.a_visit("99214", last="Holm")
    remitting.post(remitting.answer(first.claim_id), plbs=(("FB", "EFT0001", 16500),))
    assert (of("bank"), of("payer_clearing"), of("payer_carried")) == (0, 0, 16500)
    remitting.post(remitting.answer(second.claim_id), plbs=(("FB", "EFT0001", -16500),), trace="EFT0002")
    assert (of("bank"), of("payer_clearing"), of("payer_carried")) == (37500, 0, 0)
    assert_sound(remitting.session)


def test_an_overpayment_put_off_and_taken_later_is_not_taken_twice(remitting):
    visit, other = remitting.a_visit("99213"), remitting.a_visit("99214", last="Holm")
    claim = remitting.answer(visit.claim_id)
    remitting.post(claim)
    number = str(Claim.get_by_id(visit.claim_id).number)
    remitting.post(reversal_of(claim), plbs=(("WO", number, -16500),), trace="EFT0002")
    assert (of("bank"), of("payer_clearing"), of("payer_carried")) == (16500, 0, -16500)
    shown = remitting.preview(
        remitting.answer(other.claim_id), plbs=(("WO", number, 16500),), trace="EFT0003"
    )
    assert shown.plan.adjustments[0].kind is AdjustmentKind.CARRIED
    post_remittance(remitting.session, shown)
    assert (of("bank"), of("payer_clearing"), of("payer_carried")) == (16500 + 4500, 0, 0)
    assert balances(visit.charge_ids[0]) == [("insurance_ar", 1, 16500)]


def test_interest_and_other_money_have_their_accounts(remitting):
    visit = remitting.a_visit("99213")
    remitting.post(remitting.answer(visit.claim_id), plbs=(("L6", "", -125), ("LE", "CASE", 500)))
    assert (of("bank"), of("interest"), of("payer_other")) == (16500 + 125 - 500, -125, 500)


def test_a_notice_of_denials_moves_no_money_and_is_posted_once(remitting):
    visit = remitting.a_visit("99213")
    denied = remitting.answer(visit.claim_id, ("CO-197 16500",))
    done = remitting.post(denied, handling="H", method="NON")
    assert (done.posted, of("bank"), Claim.get_by_id(visit.claim_id).state) == (1, 0, "answered")
    with pytest.raises(RuleError, match="Posted before"):
        remitting.post(denied, handling="H", method="NON")
    assert_sound(remitting.session)


def test_an_unknown_claim_is_matched_by_hand_unmatched_and_posted(remitting):
    visit = remitting.a_visit("99213")
    done = remitting.post(replace(remitting.answer(visit.claim_id, USUAL), number="OLD77"))
    assert (done.held, str(done.left)) == (1, "25.12")
    (row,) = remitting.held()
    with pytest.raises(RuleError, match="No claim of ours"):
        post_held_claim(remitting.session, preview_held_claim(remitting.session, row.id))
    held = match_remitted_claim(remitting.session, row.id, visit.claim_id)
    assert (held.plan.verdict, held.plan.claim_id) == (Verdict.CLEAR, visit.claim_id)
    assert match_remitted_claim(remitting.session, row.id, None).plan.verdict is Verdict.UNKNOWN
    held = match_remitted_claim(remitting.session, row.id, visit.claim_id)
    post_held_claim(remitting.session, held)
    assert (of("payer_clearing"), balances(visit.charge_ids[0])) == (0, [("patient_ar", 0, 5628)])
    with pytest.raises(RuleError, match="posted already"):
        post_held_claim(remitting.session, held)
    assert_sound(remitting.session)


def test_a_claim_that_does_not_balance_is_typed_by_hand_and_its_money_counted_once(remitting):
    visit = remitting.a_visit("99213")
    text = remitting.file(remitting.answer(visit.claim_id, USUAL)).decode()
    (preview,) = read(remitting, text.replace("CAS*CO*45*83.6~", "CAS*CO*45*80~"))
    done = post_remittance(remitting.session, preview)
    (row,) = remitting.held()
    with pytest.raises(RuleError, match="No answer to this claim was typed by hand"):
        link_typed_answer(remitting.session, row.id)
    adjudications.post_adjudication(
        remitting.session,
        adjudications.AnswerEntry(visit.claim_id, day(11, 20), answer_lines(visit, USUAL)),
    )
    assert (of("bank"), of("payer_clearing")) == (2 * 2512, -2512)
    link_typed_answer(remitting.session, row.id)
    assert (of("bank"), of("payer_clearing"), remitting.held()) == (2512, 0, [])
    assert_sound(remitting.session)
    adjudications.reverse_adjudication(remitting.session, 1, "typed wrong")
    assert (of("bank"), of("payer_clearing"), len(remitting.held())) == (2512, -2512, 1)
    assert_sound(remitting.session)
    remitting.unpost(done.id)
    assert (of("bank"), of("payer_clearing")) == (0, 0)
    assert_sound(remitting.session)


def test_taking_a_remittance_back_leaves_an_answer_typed_by_hand_as_it_was_typed(remitting):
    visit = remitting.a_visit("99213")
    done = remitting.post(replace(remitting.answer(visit.claim_id, USUAL), number="OLD7"))
    entry = adjudications.AnswerEntry(visit.claim_id, day(11, 20), answer_lines(visit, USUAL))
    (row,) = remitting.held()
    match_remitted_claim(remitting.session, row.id, visit.claim_id)
    adjudications.post_adjudication(remitting.session, entry)
    link_typed_answer(remitting.session, row.id)
    remitting.unpost(done.id)
    assert (of("bank"), of("payer_clearing")) == (2512, 0)
    assert balances(visit.charge_ids[0]) == [("patient_ar", 0, 5628)]
    assert_sound(remitting.session)


def test_an_answer_taken_back_by_hand_waits_again(remitting):
    visit = remitting.a_visit("99213")
    remitting.post(remitting.answer(visit.claim_id, USUAL))
    adjudications.reverse_adjudication(remitting.session, 1, "wrong patient")
    assert of("payer_clearing") == -2512
    (row,) = remitting.held()
    post_held_claim(remitting.session, preview_held_claim(remitting.session, row.id))
    assert (of("payer_clearing"), remitting.held()) == (0, [])
    assert_sound(remitting.session)


def test_every_remittance_of_a_file_is_posted_for_itself_and_the_bytes_are_kept_once(remitting):
    visits = [remitting.a_visit("99213", last=name) for name in ("Rivera", "Holm")]
    advices = [
        MadeAdvice((remitting.answer(visit.claim_id, USUAL),), (), f"EFT{at}")
        for at, visit in enumerate(visits)
    ]
    content = make_835(*advices).encode()
    previews = preview_content(remitting.session, "two.835", content)
    for preview in previews:
        post_remittance(remitting.session, preview)
    assert select("select position, trace from remittance order by id") == [(0, "EFT0"), (1, "EFT1")]
    assert select("select count(*), min(size) from stored_file where kind = 'remittance'") == [
        (1, len(content))
    ]


def test_a_stopped_posting_leaves_nothing(remitting):
    visit = remitting.a_visit("99213")
    shown = remitting.preview(remitting.answer(visit.claim_id, USUAL))
    before = ledger()

    class Stopped(Exception):
        pass

    def stop(done, total, what):
        assert of("bank") == 2512
        raise Stopped

    with pytest.raises(Stopped):
        post_remittance(remitting.session, shown, progress=stop)
    assert ledger() == before
    assert RemittanceClaim.select().count() == 0


def test_a_large_remittance_tells_how_far_it_is_and_is_matched_as_a_small_one(
    remitting, monkeypatch, tmp_path
):
    visits = [remitting.a_visit("99213", last=name) for name in ("Rivera", "Holm", "Chen")]
    path, told = tmp_path / "era.835", []
    path.write_bytes(remitting.file(*(remitting.answer(visit.claim_id, USUAL) for visit in visits)))

    def read():
        told.clear()
        (file,) = preview_remittances(remitting.session, [path], lambda *said: told.append(said))
        return file.remittances[0]

    small = read()
    assert told == [(1, 1, "files")]
    monkeypatch.setattr(remittance_previews, "_AT_ONCE", 2)
    large = read()
    assert told == [(2, 3, "claims compared"), (3, 3, "claims compared"), (1, 1, "files")]
    assert large.plan == small.plan
    assert [plan.claim_id for plan in large.plan.claims] == [visit.claim_id for visit in visits]
    told.clear()
    post_remittance(remitting.session, large, progress=lambda *said: told.append(said))
    assert told == [(2, 3, "claims compared"), (3, 3, "claims compared"), (3, 3, "claims")]


def test_a_closed_day_takes_no_remittance(remitting):
    visit = remitting.a_visit("99213")
    shown = remitting.preview(remitting.answer(visit.claim_id, USUAL))
    days.close_day(remitting.session, remitting.desk.clock().date())
    with pytest.raises(RuleError, match="is closed"):
        post_remittance(remitting.session, shown)
