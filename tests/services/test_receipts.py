"""Receipts: kept once, reprinted to the byte, marked when they are copies or void."""

import pytest

from app.domain.errors import RuleError
from app.queries.kept_files import find_file_content
from app.services.payments import void_payment
from app.services.receipts import print_receipt
from tests.documents.paper_reading import read_pages
from tests.practice_fixtures import adjusted


@pytest.fixture
def paid(practice):
    """Ana owes 56.28, pays 60.00 by check, and 3.72 stays as credit."""
    patient = practice.an_insured_patient()
    visit = practice.a_visit(patient, ("99213", "165.00"))
    (charge,) = visit.charge_ids
    practice.an_answer(
        visit.claim_id,
        (charge, "81.40", "25.12", adjusted("CO-45 83.60", "PR-1 50.00", "PR-2 6.28")),
    )
    payment = practice.a_payment(
        1, "60.00", (charge, "56.28"), method="check", reference="2231", patient_id=patient
    )
    return practice, payment


def test_a_receipt_says_what_was_paid_used_and_kept(paid):
    practice, payment = paid
    printed = print_receipt(practice.session, payment)
    (words,) = read_pages(printed.pdf)
    for part in ("Check no. 2231", "$60.00", "56.28", "Kept as credit for later", "$3.72", "Service 99213"):
        assert part in words
    assert practice.session.ask(find_file_content, printed.file_id) == printed.pdf


def test_a_reprint_is_the_same_to_the_byte_whatever_happened_since(paid):
    practice, payment = paid
    first = print_receipt(practice.session, payment)
    practice.clock.pass_minutes(60)
    practice.a_payment(1, "5.00")
    again = print_receipt(practice.session, payment)
    assert (again.pdf, again.file_id) == (first.pdf, first.file_id)


def test_a_copy_shows_the_same_figures_with_its_mark_and_is_not_kept(paid):
    practice, payment = paid
    print_receipt(practice.session, payment)
    practice.clock.pass_minutes(60)
    practice.a_payment(1, "5.00")
    copy = print_receipt(practice.session, payment, True)
    (words,) = read_pages(copy.pdf)
    assert "COPY" in words
    assert "$3.72" in words
    assert copy.file_id is None
    assert copy.file_name == f"receipt-{copy.number}-copy.pdf"


def test_a_voided_payment_gives_a_void_receipt_only(paid):
    practice, payment = paid
    print_receipt(practice.session, payment)
    void_payment(practice.session, payment, "typed wrong")
    for copy in (False, True):
        assert "VOID" in read_pages(print_receipt(practice.session, payment, copy).pdf)[0]


def test_an_auditor_prints_no_receipt(paid):
    practice, payment = paid
    with pytest.raises(RuleError, match="You may not take payments as auditor"):
        print_receipt(practice.session_of("auditor"), payment)
