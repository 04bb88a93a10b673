"""Explanation letter, walk-out statement and year-end summary: kept as printed, and true to the ledger."""

from datetime import date

import pytest

from app.domain.errors import InputError, RuleError
from app.models.office import Audit
from app.queries.account_papers import LETTER, WALKOUT, YEAR_END, find_account_paper, list_account_papers
from app.queries.account_summaries import find_account
from app.services import payments
from app.services.account_papers import (
    print_explanation_letter,
    print_walkout_after,
    print_walkout_statement,
    print_year_end_summary,
)
from app.services.papers import PaperOrder
from app.services.returned_checks import ReturnEntry, return_check
from tests.documents.paper_reading import read_pages
from tests.practice_fixtures import TODAY, adjusted

ORDER = PaperOrder(1, 1)


def words_of(paper):
    return " ".join(" ".join(read_pages(paper.pdf)).split())


@pytest.fixture
def ana(practice):
    """Ana owes 56.28 for one service and is not asked for another that was refused."""
    patient = practice.an_insured_patient()
    visit = practice.a_visit(patient, "99213", "76700")
    practice.office, practice.scan = visit.charge_ids
    practice.an_answer(
        visit.claim_id,
        (practice.office, "81.40", "25.12", adjusted("CO-45 83.60", "PR-1 50.00", "PR-2 6.28")),
        (practice.scan, None, "0.00", adjusted("CO-197 420.00")),
    )
    return practice


def test_a_letter_is_kept_and_asks_for_what_the_ledger_holds(ana):
    paper = print_explanation_letter(ana.session, ORDER, ("en",))
    words = words_of(paper)
    account = ana.session.ask(find_account, 1)
    assert f"Yours, for all services above {account.patient_owes.dollars}" in words
    assert "Your insurance wanted an approval before this service. We are following up with them." in words
    assert "nothing is asked of you for it now) $420.00" in words
    (line,) = ana.session.ask(list_account_papers, 1)
    assert (line.kind, line.words) == (LETTER, "Explanation letter")
    assert ana.session.ask(find_account_paper, 1, line.kind, line.id).content == paper.pdf
    assert (account.mailings, account.last_statement_on) == (0, None)
    last = Audit.select().order_by(Audit.seq.desc()).first()
    assert (last.action, last.patient_id) == ("print_paper", 1)


def test_chosen_lines_of_a_letter_and_what_is_refused(ana):
    words = words_of(print_explanation_letter(ana.session, ORDER, ("es", "en"), (ana.scan,)))
    assert "$56.28" not in words
    assert "quería una autorización" in words
    with pytest.raises(InputError, match="Choose English"):
        print_explanation_letter(ana.session, ORDER, ("fr",))
    with pytest.raises(InputError, match="not on this account"):
        print_explanation_letter(ana.session, ORDER, ("en",), (999,))


def test_a_letter_for_one_patient_leaves_the_family_out(ana):
    ben = ana.a_patient("Rivera", "Ben", guarantor=1, self_pay=True)
    ana.a_visit(ben, ("99213", "47.35"))
    words = words_of(print_explanation_letter(ana.session, PaperOrder(1, ben, True)))
    assert "$47.35" in words
    assert "56.28" not in words


def test_a_walkout_statement_follows_a_copay_taken_today(practice):
    patient = practice.an_insured_patient()
    practice.a_visit(patient, "99213", on=date(2026, 11, 20))
    practice.a_visit(patient, "99213")
    payment = practice.a_payment(1, "20.00", method="card", patient_id=patient)
    paper = print_walkout_after(practice.session, payment)
    words = words_of(paper)
    for part in ("Charged today 165.00", "Billed to insurance -165.00", "Yours to pay now $0.00",
                 "Receipt 1, Card $20.00", "What you paid counts toward your share."):  # fmt: skip
        assert part in words
    (line,) = practice.session.ask(list_account_papers, 1)
    assert (line.kind, practice.session.ask(find_account_paper, 1, line.kind, line.id).content) == (
        WALKOUT,
        paper.pdf,
    )


def test_a_walkout_statement_needs_a_service_of_today_and_speaks_spanish(practice):
    patient = practice.an_insured_patient()
    with pytest.raises(RuleError, match="No services of 11/23/2026"):
        print_walkout_statement(practice.session, ORDER)
    practice.a_visit(patient, "99213")
    assert "Servicio 99213" in words_of(print_walkout_statement(practice.session, ORDER, "es"))
    unnamed = practice.a_payment(1, "5.00")
    with pytest.raises(RuleError, match="names no patient"):
        print_walkout_after(practice.session, unnamed)


def test_a_confidential_visit_is_on_no_paper_of_the_family(practice):
    practice.a_patient("Holm", "Karin", self_pay=True)
    child = practice.a_patient("Holm", "Cy", guarantor=1, self_pay=True)
    practice.a_visit(child, ("99213", "47.35"))
    secret = practice.a_visit(child, ("87880", "22.00"), confidential=True)
    practice.a_payment(2, "22.00", (secret.charge_ids[0], "22.00"), patient_id=child)
    practice.a_payment(1, "10.00", patient_id=child)
    family = PaperOrder(1, child)
    for paper in (
        print_explanation_letter(practice.session, family),
        print_walkout_statement(practice.session, family),
        print_year_end_summary(practice.session, family, 2026, "en"),
    ):
        assert "87880" not in words_of(paper)
        assert "22.00" not in words_of(paper)
    assert "22.00" in words_of(print_year_end_summary(practice.session, PaperOrder(2, child), 2026, "en"))


def test_the_year_ends_with_what_stands_of_payments_and_where_it_went(ana):
    ana.a_payment(1, "60.00", (ana.office, "56.28"), method="card", patient_id=1)
    typed_wrong = ana.a_payment(1, "5.00")
    payments.void_payment(ana.session, typed_wrong, "typed wrong")
    bounced = ana.a_payment(1, "7.00", method="check", reference="11")
    return_check(ana.session, ReturnEntry(bounced, TODAY, "not enough funds"))
    paper = print_year_end_summary(ana.session, ORDER, 2026, "en")
    words = words_of(paper)
    for part in ("Paid in 2026 60.00", "Used for the services above 56.28 25.12",
                 "Kept as credit for later 3.72"):  # fmt: skip
        assert part in words
    assert "7.00" not in words
    assert YEAR_END in {line.kind for line in ana.session.ask(list_account_papers, 1)}
    with pytest.raises(RuleError, match="Nothing was paid in 2025"):
        print_year_end_summary(ana.session, ORDER, 2025, "en")
    with pytest.raises(InputError, match="from 2000 to 2026"):
        print_year_end_summary(ana.session, ORDER, 2027, "en")


def test_money_moved_to_another_account_is_named_without_its_patient(practice):
    mother = practice.an_insured_patient()
    tom = practice.a_patient("Stone", "Tom")
    visit = practice.a_visit(tom, ("99213", "65.00"))
    practice.a_payment(1, "65.00", (visit.charge_ids[0], "65.00"))
    words = words_of(print_year_end_summary(practice.session, PaperOrder(1, mother), 2026, "en"))
    assert "Used for another account 65.00" in words
    assert "Tom" not in words
