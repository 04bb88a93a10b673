"""Insurers' answers: what is shown is posted, once, and taken back whole with what came of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.answers import LineAnswer
from app.domain.errors import InputError, RuleError
from app.domain.form_grid import PrinterOffset
from app.models.claims import Claim
from app.models.database import select
from app.services import adjudications, claims, policies
from app.services.answer_writing import AnswerEntry
from tests.practice_fixtures import TODAY, adjusted, money


@pytest.fixture
def billed(practice):
    """A visit of 165.00 with two insurers; `answer` leaves 56.28 to the second."""
    patient = practice.a_patient()
    practice.a_policy(patient)
    practice.a_policy(patient, practice.lists.medigap, rank=2)
    practice.visit = practice.a_visit(patient, "99213")
    practice.charge = practice.visit.charge_ids[0]
    parts = adjusted("CO-45 83.60", "PR-1 50.00", "PR-2 6.28")
    practice.answer = AnswerEntry(
        practice.visit.claim_id,
        TODAY,
        (LineAnswer(practice.charge, money("81.40"), money("25.12"), parts),),
        "CK 7",
    )
    return practice


def buckets():
    return select(
        "select account, policy_id, cents from charge_balance where cents <> 0 order by account, policy_id"
    )


def post(practice, answer=None, **named):
    return adjudications.post_adjudication(practice.session, answer or practice.answer, **named)


def states():
    return [(row.rank, row.state) for row in Claim.select().order_by(Claim.id)]


def test_a_preview_writes_nothing_and_is_what_is_posted(billed):
    plan = adjudications.preview_adjudication(billed.session, billed.answer)
    assert (str(plan.paid), str(plan.written_off), str(plan.to_next_payer)) == ("25.12", "83.60", "56.28")
    assert buckets() == [("insurance_ar", 1, 16500)]
    post(billed, shown=plan)
    assert buckets() == [("insurance_ar", 2, 5628)]
    assert states() == [(1, "answered"), (2, "ready")]


def test_what_was_not_shown_is_not_posted(billed):
    other = replace(billed.answer, lines=(LineAnswer(billed.charge, None, money("165.00")),))
    plan = adjudications.preview_adjudication(billed.session, other)
    with pytest.raises(RuleError, match="changed since the answer was shown"):
        post(billed, shown=plan)
    assert buckets() == [("insurance_ar", 1, 16500)]


def test_an_answer_that_does_not_balance_posts_nothing_and_names_the_difference(billed):
    wrong = replace(billed.answer, lines=(LineAnswer(billed.charge, None, money("25.12")),))
    with pytest.raises(RuleError, match=r"Nothing was posted.*\$139.88 apart"):
        post(billed, wrong)
    assert buckets() == [("insurance_ar", 1, 16500)]


def test_an_answer_is_posted_once(billed):
    post(billed)
    with pytest.raises(RuleError, match="was entered before"):
        post(billed)


def test_an_answer_from_the_future_is_refused_and_an_old_one_keeps_its_day(billed):
    with pytest.raises(InputError, match="lies in the future"):
        post(billed, replace(billed.answer, received_on=TODAY + timedelta(days=1)))
    post(billed, replace(billed.answer, received_on=TODAY - timedelta(days=20)))
    assert select("select posted_on, effective_on from posting where kind = 'adjudication'") == [
        ("2026-11-23", "2026-11-03")
    ]


def test_an_answer_taken_back_takes_the_next_insurers_claim_with_it(billed):
    answer = post(billed)
    adjudications.reverse_adjudication(billed.session, answer, "typed wrong")
    assert buckets() == [("insurance_ar", 1, 16500)]
    assert states() == [(1, "ready"), (2, "void")]
    printed = claims.print_claims(billed.session, [2], PrinterOffset())
    assert (printed.claim_ids, printed.file_id) == ((), None)
    assert "is void" in printed.left_out[0][1][0].text
    post(billed)
    assert states() == [(1, "answered"), (2, "void"), (2, "ready")]


def test_a_printed_claim_is_a_printed_claim_again_after_its_answer_is_taken_back(billed):
    claims.print_claims(billed.session, [billed.visit.claim_id], PrinterOffset())
    adjudications.reverse_adjudication(billed.session, post(billed), "typed wrong")
    assert states()[0] == (1, "printed")


def test_the_later_answer_is_taken_back_before_the_earlier_one(billed):
    first = post(billed)
    later = billed.an_answer(2, (billed.charge, None, "0.00", adjusted("OA-23 108.72", "CO-197 56.28")))
    with pytest.raises(RuleError, match="next insurer has already answered"):
        adjudications.reverse_adjudication(billed.session, first, "typed wrong")
    adjudications.reverse_adjudication(billed.session, later, "typed wrong")
    adjudications.reverse_adjudication(billed.session, first, "typed wrong")
    assert buckets() == [("insurance_ar", 1, 16500)]


def test_an_answer_is_taken_back_with_a_reason(billed):
    answer = post(billed)
    with pytest.raises(RuleError, match="Say why"):
        adjudications.reverse_adjudication(billed.session, answer, " ")
    assert buckets() == [("insurance_ar", 2, 5628)]


def test_a_void_claim_takes_no_answer(billed):
    adjudications.reverse_adjudication(billed.session, post(billed), "typed wrong")
    with pytest.raises(RuleError, match="This claim is void"):
        post(billed, replace(billed.answer, claim_id=2))


def test_a_line_of_another_claim_is_refused(billed):
    other = billed.an_insured_patient("Holm")
    foreign = billed.a_visit(other, "87880").charge_ids[0]
    wrong = replace(billed.answer, lines=(LineAnswer(foreign, None, money("40.00")),))
    with pytest.raises(RuleError, match="not on the claim"):
        post(billed, wrong)


def test_a_line_without_an_answer_stays_with_the_insurer(practice):
    patient = practice.an_insured_patient()
    visit = practice.a_visit(patient, "99213", "87880")
    practice.an_answer(visit.claim_id, (visit.charge_ids[0], "165.00", "165.00", ()))
    assert select("select charge_id, cents from charge_balance where cents <> 0") == [
        (visit.charge_ids[1], 4000)
    ]


def test_an_answer_is_not_taken_back_while_one_of_two_shares_is_partly_paid(practice):
    practice.a_policy(practice.a_patient())
    visit = practice.a_visit(1, "99213")
    charge = visit.charge_ids[0]
    parts = adjusted("CO-45 135.00", "PR-1 20.00", "PR-2 10.00")
    answer = practice.an_answer(visit.claim_id, (charge, "30.00", "0.00", parts))
    practice.a_payment(1, "5.00", (charge, "5.00"))
    with pytest.raises(RuleError, match="already used"):
        adjudications.reverse_adjudication(practice.session, answer, "typed wrong")
    assert buckets() == [("patient_ar", 0, 2500)]


def test_what_a_second_insurer_leaves_never_goes_back_to_one_that_was_asked(billed):
    post(billed)
    for policy, rank in ((1, 2), (2, 1)):
        policies.change_policy(billed.session, 1, policy, 1, {"rank": rank})
    billed.an_answer(2, (billed.charge, None, "50.00", adjusted("OA-23 108.72", "PR-2 6.28")))
    assert buckets() == [("patient_ar", 0, 628)]


def test_an_insurer_that_was_not_asked_is_asked_before_the_patient_pays(billed):
    for policy, rank in ((1, 2), (2, 1)):
        policies.change_policy(billed.session, 1, policy, 1, {"rank": rank})
    post(billed)
    assert buckets() == [("insurance_ar", 2, 5628)]
    assert states() == [(1, "answered"), (2, "ready")]


def test_an_adjustment_of_nothing_is_not_kept_and_too_large_an_amount_is_refused(billed):
    (line,) = billed.answer.lines
    huge = replace(line, paid=money("2,000,000.00"), adjustments=adjusted("CO-45 (1999835.00)"))
    with pytest.raises(RuleError, match=r"at most \$1,000,000.00"):
        post(billed, replace(billed.answer, lines=(huge,)))
    nothing = replace(line, adjustments=(*line.adjustments, *adjusted("PR-3 0.00")))
    post(billed, replace(billed.answer, lines=(nothing,)))
    assert select("select count(*) from adjudication_adjustment") == [(3,)]
