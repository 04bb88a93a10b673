"""Refunds and moved credit: never above the credit, never alone, on paper, and back again."""

from dataclasses import replace

import pytest

from app.domain.errors import AppError, InputError, RuleError
from app.models.database import select
from app.queries.account_summaries import find_account
from app.queries.refunds import list_payer_credits
from app.services import approvals, payments, refunds
from app.services.refunds import CreditTransferEntry, PayerRefundEntry, RefundEntry
from tests.documents.paper_reading import read_pages
from tests.practice_fixtures import TODAY, adjusted, money
from tests.services.money_hands import owed, sign, state_of, sum_of


@pytest.fixture
def paid(practice):
    """60.00 by card, of which 20.00 is used; another family owes 12.50."""
    patient = practice.a_patient(self_pay=True)
    practice.charge = practice.a_visit(patient, ("99213", "20.00")).charge_ids[0]
    practice.payment = practice.a_payment(
        1, "60.00", (practice.charge, "20.00"), method="card", patient_id=patient
    )
    other = practice.a_patient("Holm", self_pay=True)
    practice.foreign = practice.a_visit(other, ("99213", "12.50")).charge_ids[0]
    return practice


def entry_of(desk, **changed):
    return replace(RefundEntry(desk.payment, money("27.50"), "check", "paid twice", "1187"), **changed)


def ask(desk, role="biller", **changed):
    return refunds.request_patient_refund(desk.session_of(role), entry_of(desk, **changed))


def credit(desk):
    return payments.credit_of(desk.payment).cents


def test_a_refund_takes_credit_only_after_its_approval_and_is_linked_to_its_receipt(paid):
    asked = ask(paid)
    assert (credit(paid), sum_of("refunds")) == (4000, 0)
    assert sign(paid, asked) == "posted"
    assert (credit(paid), sum_of("refunds")) == (1250, -2750)
    assert select("select payee, method, check_number, cents, state from refund") == [
        ("Ana Rivera", "check", "1187", 2750, "printed")
    ]
    linked = select(
        "select distinct payment_id from entry e join posting p on p.id = e.posting_id "
        "where p.kind = 'refund'"
    )
    assert linked == [(paid.payment,)]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"amount": money("40.01")}, "holds \\$40.00 now"),
        ({"amount": money("0.00")}, "above 0.00"),
        ({"reason": ""}, "Say why"),
        ({"method": "hsa"}, "not paid with such a card"),
        ({"check_number": "x"}, "digits only"),
    ],
)
def test_a_refund_that_cannot_be_is_refused(paid, changed, words):
    with pytest.raises(AppError, match=words):
        ask(paid, **changed)
    assert not select("select 1 from approval_request")


def test_a_refund_waits_while_the_insurer_decides_on_its_visit(practice):
    patient = practice.an_insured_patient()
    visit = practice.a_visit(patient, "99213")
    practice.payment = practice.a_payment(1, "20.00", patient_id=patient, visit_id=visit.visit_id)
    with pytest.raises(RuleError, match="has not decided"):
        ask(practice, amount=money("20.00"))


def test_a_check_without_its_number_waits_a_quarter_of_an_hour_for_it(paid):
    asked = ask(paid, check_number="")
    assert sign(paid, asked) == "approved"
    assert credit(paid) == 4000
    biller = paid.session_of("biller")
    with pytest.raises(InputError, match="Type the number"):
        approvals.issue_refund(biller, asked.id, " ")
    paid.clock.pass_minutes(15)
    assert approvals.issue_refund(biller, asked.id, "1188") == "posted"
    assert credit(paid) == 1250


def test_an_approval_that_was_not_used_in_time_is_dead(paid):
    asked = ask(paid, check_number="")
    sign(paid, asked)
    paid.clock.pass_minutes(15.1)
    with pytest.raises(RuleError, match="15 minutes"):
        approvals.issue_refund(paid.session_of("biller"), asked.id, "1188")
    assert (state_of(asked), credit(paid)) == ("waiting", 4000)
    assert sign(paid, asked, check_number="1188") == "posted"


def test_an_approved_refund_dies_with_an_edit_of_its_credit(paid):
    asked = ask(paid, check_number="")
    sign(paid, asked)
    second = paid.a_visit(1, ("99213", "5.00")).charge_ids[0]
    payments.use_credit(paid.session, paid.payment, [(second, money("5.00"))])
    with pytest.raises(RuleError, match="has changed since"):
        approvals.issue_refund(paid.session_of("biller"), asked.id, "1188")
    assert credit(paid) == 3500


def test_a_check_pays_one_refund_only(paid):
    sign(paid, ask(paid, amount=money("10.00")))
    again = ask(paid, amount=money("10.00"))
    with pytest.raises(InputError, match="paid another refund"):
        sign(paid, again)
    assert credit(paid) == 3000


def test_a_refund_is_voided_until_the_bank_paid_it(paid):
    sign(paid, ask(paid))
    biller = paid.session_of("biller")
    with pytest.raises(RuleError, match="was refunded"):
        payments.void_payment(paid.session, paid.payment, "typed wrong")
    refunds.void_refund(biller, 1, "lost in the mail")
    assert (credit(paid), sum_of("refunds")) == (4000, 0)
    with pytest.raises(RuleError, match="voided before"):
        refunds.mark_refund_cashed(biller, 1)
    sign(paid, ask(paid, check_number="1189"))
    refunds.mark_refund_cashed(biller, 2)
    with pytest.raises(RuleError, match="bank has paid"):
        refunds.void_refund(biller, 2, "lost")


def test_letter_and_voucher_say_what_and_why_and_are_kept(paid):
    sign(paid, ask(paid))
    biller = paid.session_of("biller")
    letter = refunds.print_refund_paper(biller, 1, refunds.LETTER)
    (words,) = read_pages(letter.pdf)
    for part in (
        "REFUND",
        "Ana Rivera",
        "5 Oak St",
        "$27.50",
        "paid twice",
        "check number 1187",
        "Maria Lee",
    ):
        assert part in words
    voucher = refunds.print_refund_paper(biller, 1, refunds.VOUCHER)
    (words,) = read_pages(voucher.pdf)
    for part in ("CHECK VOUCHER", "1187", "$27.50", "Prepared by", "Approved by Maria Lee"):
        assert part in words
    assert refunds.print_refund_paper(biller, 1, refunds.LETTER) == letter
    refunds.void_refund(biller, 1, "lost")
    assert "VOID" in read_pages(refunds.print_refund_paper(biller, 1, refunds.LETTER).pdf)[0]


def test_what_an_insurer_paid_too_much_is_listed_with_its_clock_and_given_back(practice):
    patient = practice.an_insured_patient()
    second = practice.a_policy(patient, practice.lists.medigap, rank=2)
    visit = practice.a_visit(patient, "99213")
    (charge,) = visit.charge_ids
    practice.an_answer(visit.claim_id, (charge, "81.28", "61.28", adjusted("CO-45 83.72", "PR-2 20.00")))
    ((claim,),) = select("select id from claim where policy_id = ?", second)
    practice.an_answer(claim, (charge, None, "61.28", adjusted("CO-45 83.72", "PR-2 20.00")))
    (line,) = practice.session.ask(list_payer_credits)
    assert (line.payer, str(line.amount), (line.due_on - TODAY).days) == ("Blue Ridge Medigap", "41.28", 60)
    biller = practice.session_of("biller")
    entry = PayerRefundEntry(charge, second, money("41.28"), "both paid as first", "1190")
    with pytest.raises(AppError, match=r"holds \$41\.28 now"):
        refunds.request_payer_refund(biller, replace(entry, amount=money("41.29")))
    asked = refunds.request_payer_refund(biller, entry)
    assert owed(charge, "insurance_ar") == -4128
    sign(practice, asked)
    assert (owed(charge, "insurance_ar"), practice.session.ask(list_payer_credits)) == (0, ())
    (words,) = read_pages(refunds.print_refund_paper(biller, 1, refunds.LETTER).pdf)
    for part in ("OVERPAYMENT", "Blue Ridge Medigap", "PO Box 2", line.claim_number, "$41.28"):
        assert part in words
    item = practice.session.ask(find_account, 1).items[0]
    assert (str(item.insurance_paid), str(item.patient_owes), str(item.insurance_owes)) == (
        *("81.28", "0.00"),
        "0.00",
    )


def test_credit_goes_to_another_family_by_approval_only(paid):
    shares = ((paid.foreign, money("12.50")),)
    biller = paid.session_of("biller")
    with pytest.raises(RuleError, match="another account"):
        payments.use_credit(biller, paid.payment, shares)
    entry = CreditTransferEntry(paid.payment, shares, "grandmother pays", "Ana Rivera, by phone")
    with pytest.raises(InputError, match="agreed"):
        refunds.request_credit_transfer(biller, replace(entry, consent=" "))
    asked = refunds.request_credit_transfer(biller, entry)
    assert (credit(paid), owed(paid.foreign)) == (4000, 1250)
    sign(paid, asked)
    assert (credit(paid), owed(paid.foreign)) == (2750, 0)
    payments.free_payment(biller, paid.payment, "changed her mind")
    assert (credit(paid), owed(paid.foreign)) == (6000, 1250)
