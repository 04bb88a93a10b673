"""Papers of one account: the itemised ledger adds up to the account, copies are marked, all is kept."""

from datetime import date

import pytest

from app.domain.errors import InputError, RuleError
from app.domain.money import total
from app.domain.statements import StatementRules
from app.models.database import select
from app.models.office import Audit
from app.queries.account_papers import find_account_paper, list_account_papers
from app.queries.account_summaries import find_account
from app.queries.ledger_moves import list_ledger_moves
from app.services import payments, statements
from app.services.papers import PaperOrder, print_itemised_ledger, print_statement_copy
from app.services.patients import change_account
from tests.documents.paper_reading import read_pages
from tests.practice_fixtures import TODAY, adjusted


@pytest.fixture
def ana(practice):
    """Ana owes 46.28 and has 10.00 left of a payment; one payment was voided."""
    patient = practice.an_insured_patient()
    visit = practice.a_visit(patient, "99213")
    charge = visit.charge_ids[0]
    practice.an_answer(
        visit.claim_id, (charge, "81.40", "25.12", adjusted("CO-45 83.60", "PR-1 50.00", "PR-2 6.28"))
    )
    practice.a_payment(1, "20.00", (charge, "10.00"))
    voided = practice.a_payment(1, "5.00")
    payments.void_payment(practice.session, voided, "typed wrong")
    return patient


def test_the_moves_add_up_to_the_account(practice, ana):
    account = practice.session.ask(find_account, 1)
    moves = practice.session.ask(list_ledger_moves, 1, "en").moves
    net = account.patient_owes + account.insurance_owes - account.credit
    assert total(move.amount for move in moves) == net
    assert str(net) == "36.28"


def test_an_itemised_ledger_is_kept_and_its_closing_is_the_account(practice, ana):
    paper = print_itemised_ledger(practice.session, 1, ana, date(2026, 1, 1), TODAY)
    text = " ".join(read_pages(paper.pdf))
    assert "ITEMIZED BILL" in text
    assert "$36.28" in text
    assert "Taken back" in text
    (line,) = practice.session.ask(list_account_papers, 1)
    kept = practice.session.ask(find_account_paper, 1, line.kind, line.id)
    assert kept.content == paper.pdf
    last = Audit.select().order_by(Audit.seq.desc()).first()
    assert (last.action, last.subject_id, last.patient_id) == ("print_paper", paper.file_id, ana)


def test_a_range_shows_what_was_before_as_the_opening_balance(practice, ana):
    practice.clock.pass_minutes(2 * 24 * 60)
    practice.a_visit(ana, "87880")
    paper = print_itemised_ledger(practice.session, 1, ana, date(2026, 11, 24), date(2026, 11, 25))
    text = " ".join(read_pages(paper.pdf))
    assert "Balance before 11/24/2026" in text
    assert "36.28" in text
    assert "$76.28" in text


def test_the_ledger_speaks_the_accounts_language(practice, ana):
    practice.clock.pass_minutes(1)

    version = select("select version from guarantor_account where id = 1")[0][0]
    change_account(practice.session, 1, version, {"language": "es"})
    text = " ".join(read_pages(print_itemised_ledger(practice.session, 1, ana, TODAY, TODAY).pdf))
    assert "CUENTA DETALLADA" in text
    assert "Servicio 99213" in text


def test_a_copy_is_marked_and_counts_as_no_mailing(practice, ana):
    paper = print_statement_copy(practice.session, PaperOrder(1, ana))
    text = " ".join(read_pages(paper.pdf))
    assert "COPY" in text
    assert "$46.28" in text
    account = practice.session.ask(find_account, 1)
    assert (account.mailings, account.last_statement_on) == (0, None)


def test_a_copy_for_one_patient_leaves_the_family_out(practice, ana):
    ben = practice.a_patient("Rivera", "Ben", guarantor=1)
    practice.a_visit(ben, ("99213", "47.35"))
    text = " ".join(read_pages(print_statement_copy(practice.session, PaperOrder(1, ben, True)).pdf))
    assert "$47.35" in text
    assert "46.28" not in text


def test_an_empty_statement_is_refused(practice):
    patient = practice.an_insured_patient()
    with pytest.raises(RuleError, match="Nothing is open"):
        print_statement_copy(practice.session, PaperOrder(1, patient))


def test_another_patients_account_is_refused(practice, ana):
    other = practice.an_insured_patient("Stone", "Tom")
    with pytest.raises(InputError, match="does not belong"):
        print_itemised_ledger(practice.session, 1, other, TODAY, TODAY)
    with pytest.raises(InputError, match="before the first"):
        print_itemised_ledger(practice.session, 1, ana, TODAY, date(2026, 1, 1))


def test_a_statement_of_a_run_is_cut_out_of_its_file(practice, ana):
    tom = practice.a_patient("Stone", "Tom")
    practice.a_visit(tom, "99213")
    statements.issue_statements(practice.session, [1, 2], StatementRules())
    (line,) = practice.session.ask(list_account_papers, 2)
    once, again = (practice.session.ask(find_account_paper, 2, line.kind, line.id).content for _ in "12")
    assert once == again
    assert "Tom Stone" in " ".join(read_pages(once))
    assert "Rivera" not in " ".join(read_pages(once))
    with pytest.raises(InputError, match="does not belong"):
        practice.session.ask(find_account_paper, 1, line.kind, line.id)


def test_money_used_for_another_account_names_nobody_there(practice):
    mother = practice.an_insured_patient()
    tom = practice.a_patient("Stone", "Tom")
    visit = practice.a_visit(tom, ("99213", "65.00"))
    practice.a_payment(1, "65.00", (visit.charge_ids[0], "65.00"))
    pages = read_pages(print_itemised_ledger(practice.session, 1, mother, TODAY, TODAY).pdf)
    text = " ".join(" ".join(pages).split())
    assert "another account" in text
    assert "Tom" not in text
    assert "$0.00" in text
