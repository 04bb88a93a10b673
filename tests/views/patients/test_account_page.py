"""The account explains itself: sentences, headings, languages, trail, bill, all by keys."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.domain.account_view import compose_equation
from app.domain.statements import StatementRules
from app.models.database import select
from app.queries.account_papers import STATEMENT, list_account_papers
from app.queries.account_summaries import find_account
from app.services import statements
from app.views.patients.account_page import AccountPage
from app.views.patients.account_rows import Heading, LineRow
from tests.documents.paper_reading import read_pages
from tests.practice_fixtures import adjusted
from tests.views.patients.page_hands import CTRL, open_hands


@pytest.fixture
def hands(qtbot, practice):
    with open_hands(qtbot, practice) as made:
        yield made


def why_84_20(practice, **values):
    """Scenario 2: two visits, 56.28 and 27.92 are the patient's."""
    practice.clock.move_to(date(2026, 3, 12))
    patient = practice.an_insured_patient(**values)
    first = practice.a_visit(patient, "99213", "81002", "87880")
    office, urine, strep = first.charge_ids
    practice.an_answer(
        first.claim_id,
        (office, "81.20", "24.92", adjusted("CO-45 83.80", "PR-1 50.00", "PR-2 6.28")),
        (urine, "5.00", "5.00", adjusted("CO-45 10.00")),
        (strep, "15.00", "15.00", adjusted("CO-45 25.00")),
    )
    practice.clock.move_to(date(2026, 4, 2))
    second = practice.a_visit(patient, ("99214", "230.00"))
    practice.an_answer(
        second.claim_id, (second.charge_ids[0], "139.60", "111.68", adjusted("CO-45 90.40", "PR-2 27.92"))
    )
    return patient, (*first.charge_ids, *second.charge_ids)


def lines_of(page):
    return [row for row in page.rows.rows if isinstance(row, LineRow)]


def headings_of(page):
    return [row for row in page.rows.rows if isinstance(row, Heading)]


def test_why_do_i_owe_84_20(practice, hands):
    patient, _ = why_84_20(practice)
    page = hands.show(AccountPage)
    hands.show_patient(page, patient)
    assert page.amount.text() == "$84.20"
    lines = lines_of(page)
    assert [str(row.owed) for row in lines] == ["56.28", "27.92"]
    assert "$50.00 went to your deductible" in lines[0].sentences[0]
    assert lines[0].sentences[0].endswith("You owe $56.28.")
    assert lines[1].sentences[0].endswith("You owe $27.92.")
    assert "= still owed 84.20" in page.proof.words.text()
    assert not headings_of(page)


def test_the_sentence_is_copied_by_its_key(practice, hands):
    patient, _ = why_84_20(practice)
    page = hands.show(AccountPage)
    hands.show_patient(page, patient)
    page.list.setFocus()
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_C, CTRL)
    assert QApplication.clipboard().text() == lines_of(page)[1].sentences[0]


def test_settled_lines_show_when_asked_for(practice, hands):
    patient, _ = why_84_20(practice)
    page = hands.show(AccountPage)
    hands.show_patient(page, patient)
    page.settled.setFocus()
    hands.press(Qt.Key.Key_Space)
    assert [str(row.owed) for row in lines_of(page)] == ["56.28", "27.92", "0.00", "0.00"]
    assert page.settled.text() == "Show settled (2)"


def test_a_spanish_patient_reads_spanish_first_beside_english(practice, hands):
    patient, _ = why_84_20(practice, language="es")
    page = hands.show(AccountPage)
    hands.show_patient(page, patient)
    spanish, english = lines_of(page)[0].sentences
    assert "deducible" in spanish
    assert "deductible" in english
    page.language.choose("en")
    assert len(lines_of(page)[0].sentences) == 1
    page.language.choose("es")
    assert "Usted debe" in lines_of(page)[0].sentences[0]
    assert "$84.20" in page.story.text()


def test_the_trail_names_every_entry_and_ends_in_what_is_owed(practice, hands):
    patient, charges = why_84_20(practice)
    practice.a_payment(1, "20.00", (charges[0], "20.00"), method="check")
    page = hands.show(AccountPage)
    hands.show_patient(page, patient)
    page.show_trail()
    hands.settle()
    trail = page.trail.lines.columns_model.rows
    entries = select("select posting_id from entry where charge_id = ?", charges[0])
    assert {line.posting_id for line in trail} == {posting for (posting,) in entries}
    amounts = {str(abs(line.amount)) for line in trail if line.amount}
    written = select(
        "select cents from entry where charge_id = ? and account not in ('patient_ar', 'insurance_ar', "
        "'unapplied')",
        charges[0],
    )
    assert {f"{abs(cents) / 100:.2f}" for (cents,) in written} <= amounts
    assert [line.what for line in trail] == [
        "Charged, Prairie Health is asked first",
        "Prairie Health paid",
        "Plan discount of Prairie Health",
        "Moved $50.00 to the patient",
        "Moved $6.28 to the patient",
        "Patient paid, receipt 1, check",
    ]
    assert str(trail[-1].owed) == "36.28"
    assert {line.who for line in trail} == {"Maria Lee"}
    words = page.trail.answers_text()
    assert "allowed $81.20, paid $24.92" in words
    assert "PR-1  $50.00" in words
    assert "yearly deductible" in words
    assert page.trail.title == "Service 99213, 03/12/2026, $165.00"


def test_the_trail_shows_a_statement_as_it_was_printed(practice, hands):
    patient, _ = why_84_20(practice)
    statements.issue_statements(practice.session, [1], StatementRules())
    page = hands.show(AccountPage)
    hands.show_patient(page, patient)
    page.list.setFocus()
    hands.press(Qt.Key.Key_Return)
    page.trail.papers.setFocus()
    papers = page.trail.papers.columns_model.rows
    at = next(at for at, paper in enumerate(papers) if paper.kind == STATEMENT)
    assert str(papers[at].amount) == "56.28"
    page.trail.papers.go_to(at)
    hands.press(Qt.Key.Key_Return)
    hands.qtbot.waitUntil(page.preview.isVisible)
    kept = select("select content from stored_file where kind = 'statements'")[0][0]
    assert page.preview._pdf == bytes(kept)
    hands.press(Qt.Key.Key_Escape)
    assert page.trail.isVisible()
    hands.press(Qt.Key.Key_Escape)
    assert page.list.isVisible()


def test_a_family_stands_under_headings_with_this_patient_first(practice, hands):
    ana = practice.an_insured_patient()
    zoe = practice.a_patient("Rivera", "Zoe", guarantor=1)
    ben = practice.a_patient("Rivera", "Ben", guarantor=1)
    practice.a_visit(ben, ("99213", "47.35"))
    practice.a_visit(zoe, ("99213", "22.00"))
    page = hands.show(AccountPage)
    hands.show_patient(page, zoe)
    assert [row.text for row in headings_of(page)] == ["Zoe Rivera", "Ben Rivera"]
    assert page.amount.text() == "$69.35"
    hands.show_patient(page, ana)
    assert [row.text for row in headings_of(page)] == ["Ben Rivera", "Zoe Rivera"]


def test_a_confidential_line_stands_apart_and_never_on_the_mothers_page(practice, hands):
    mother = practice.an_insured_patient()
    cleo = practice.a_patient("Rivera", "Cleo", guarantor=1)
    practice.a_visit(cleo, ("99213", "22.00"))
    practice.a_visit(cleo, ("99213", "65.00"), confidential=True, self_pay=True)
    page = hands.show(AccountPage)
    hands.show_patient(page, cleo)
    assert [row.mark for row in headings_of(page)] == ["", "Kept off the family’s bill · A1002"]
    assert page.amount.text() == "$22.00"
    hands.show_patient(page, mother)
    assert [str(row.item.billed) for row in lines_of(page)] == ["22.00"]


def test_credit_says_where_it_comes_from(practice, hands):
    patient = practice.an_insured_patient()
    practice.a_payment(1, "30.00", method="check")
    page = hands.show(AccountPage)
    hands.show_patient(page, patient)
    assert "$30.00 from receipt 1 of 11/23/2026 (check)" in page.credit.text()


def test_a_line_that_does_not_add_up_is_named_in_red(practice, hands):
    patient, charges = why_84_20(practice)
    items = practice.session.ask(find_account, 1).items
    page = hands.show(AccountPage)
    hands.show_patient(page, patient)
    broken = (replace(items[0], patient_owes=items[3].patient_owes), *items[1:])
    page.proof.show_equations([("", compose_equation(broken))])
    assert f"Charge {charges[0]} does not add up" in page.proof.words.text()
    assert page.proof.autoFillBackground()


def test_the_bill_is_three_keys_and_its_sums_are_the_accounts(practice, hands):
    patient, charges = why_84_20(practice)
    practice.a_payment(1, "20.00", (charges[0], "15.00"))
    page = hands.show(AccountPage)
    hands.show_patient(page, patient)
    page.show_bill()
    hands.settle()
    assert page.bill.form.values()["from_on"] == date(2026, 3, 12)
    hands.press(Qt.Key.Key_Return)
    hands.qtbot.waitUntil(page.preview.isVisible)
    hands.settle()
    text = " ".join(read_pages(page.preview._pdf))
    assert "64.20" in text
    (line,) = practice.session.ask(list_account_papers, 1)
    assert line.words == "Itemized bill"
    assert select("select content from stored_file where id = ?", line.id)[0][0] == page.preview._pdf
