"""A bounced check: every line open again as of its own day, the fee by policy, the mark, and the papers."""

from datetime import timedelta

import pytest

from app.domain.approvals import ApprovalLimits
from app.domain.errors import RuleError
from app.domain.returned_checks import FeePolicy
from app.models.database import select
from app.models.records import GuarantorAccount
from app.queries.account_summaries import find_account
from app.queries.payments import find_payment
from app.queries.visits import find_last_visit
from app.services import approvals, patients, payments, receipts, returned_checks
from app.services.returned_checks import ReturnEntry
from tests.documents.paper_reading import read_pages
from tests.practice_fixtures import TODAY, money
from tests.services.money_hands import owed, sum_of

LATER = TODAY + timedelta(days=9)


@pytest.fixture
def bounced(practice):
    """Check 2231 of 140.00, split 95.00 + 45.00, nine days later."""
    patient = practice.a_patient(self_pay=True)
    practice.lines = practice.a_visit(patient, ("99213", "95.00"), ("87880", "45.00")).charge_ids
    shares = zip(practice.lines, ("95.00", "45.00"), strict=True)
    practice.payment = practice.a_payment(
        1, "140.00", *shares, method="check", reference="2231", patient_id=patient
    )
    receipts.print_receipt(practice.session, practice.payment)
    practice.clock.move_to(LATER)
    return practice


def give_back(desk, **more):
    entry = ReturnEntry(desk.payment, LATER, "no funds", **more)
    return returned_checks.return_check(desk.session_of("biller"), entry)


def test_both_lines_are_open_again_as_of_their_own_day(bounced):
    notice = give_back(bounced)
    assert [owed(charge) for charge in bounced.lines] == [9500, 4500]
    items = bounced.session.ask(find_account, 1).items
    assert {item.transferred_on for item in items} == {TODAY}
    assert (sum_of("cash_drawer"), sum_of("bank"), sum_of("unapplied")) == (14000, -14000, 0)
    (words,) = read_pages(notice.pdf)
    for part in ("CAME BACK", "2231", "$140.00", "no funds", "You owe $140.00 now"):
        assert part in words
    assert "fee" not in words


def test_the_fee_is_charged_only_where_the_signed_policy_has_one(bounced):
    with pytest.raises(RuleError, match="names no fee"):
        give_back(bounced, with_fee=True)
    assert [owed(charge) for charge in bounced.lines] == [0, 0]
    approvals.set_limits(bounced.session, ApprovalLimits(), FeePolicy(True, money("25.00")))
    notice = give_back(bounced, with_fee=True)
    account = bounced.session.ask(find_account, 1)
    assert str(account.patient_owes) == "165.00"
    fee = account.items[-1]
    assert (fee.description_en, fee.description_es, str(fee.patient_owes), fee.is_fee) == (
        *("Returned check fee", "Cargo por cheque devuelto"),
        *("25.00", True),
    )
    assert "fee of $25.00" in read_pages(notice.pdf)[0]
    assert sum_of("fee_income") == -2500


def test_a_fee_is_no_visit_to_copy(bounced):
    approvals.set_limits(bounced.session, ApprovalLimits(), FeePolicy(True))
    give_back(bounced, with_fee=True)
    last = bounced.session.ask(find_last_visit, 1)
    assert [line.code for line in last.lines] == ["99213", "87880"]


def test_the_account_takes_no_checks_until_the_mark_is_taken_away(bounced):
    give_back(bounced)
    account = GuarantorAccount.get_by_id(1)
    assert account.no_checks
    patients.change_account(bounced.session, 1, account.version, {"no_checks": False})
    assert not GuarantorAccount.get_by_id(1).no_checks


def test_its_receipt_prints_with_returned_on_it(bounced):
    give_back(bounced)
    (words,) = read_pages(receipts.print_receipt(bounced.session, bounced.payment).pdf)
    assert "RETURNED" in words
    detail = bounced.session.ask(find_payment, bounced.payment)
    assert (detail.line.is_returned, detail.void_reason) == (True, "no funds")


def test_a_check_comes_back_once_and_cash_never(bounced):
    give_back(bounced)
    with pytest.raises(RuleError, match="voided before"):
        give_back(bounced)
    bounced.payment = bounced.a_payment(1, "5.00")
    with pytest.raises(RuleError, match="Only a check"):
        give_back(bounced)


def test_without_an_address_the_check_still_comes_back(practice):
    patient = practice.a_patient(self_pay=True, street="", city="", state="", zip="")
    select("select 1")
    practice.payment = practice.a_payment(1, "5.00", method="check", patient_id=patient)
    entry = ReturnEntry(practice.payment, TODAY, "no funds")
    assert returned_checks.return_check(practice.session, entry) is None
    assert payments.credit_of(practice.payment).cents == 0
