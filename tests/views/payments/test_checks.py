"""An insurer's whole check typed by keyboard alone: it must be explained to the cent before it posts."""

from PySide6.QtCore import Qt

from app.queries.account_summaries import find_account
from app.queries.drafts import find_draft
from app.queries.insurer_answers import list_insurer_answers
from app.queries.typed_checks import PANEL
from tests.practice_fixtures import TODAY
from tests.services.check_hands import a_paper, ledger
from tests.views.payments.conftest import CTRL, SHIFT

ENTER, TAB, ESC = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape


def open_check(hands):
    hands.press(Qt.Key.Key_K, CTRL | SHIFT)
    return hands.tab.check


def head(hands, amount="66.37", number="88213"):
    """Type payer, number, date and amount once."""
    panel = open_check(hands)
    assert hands.focus is panel.form.editor("payer")
    hands.tabs("Prairie", number, "t", amount)
    assert hands.focus is panel.finder.line
    return panel


def add(hands, text):
    """Find a claim by what is typed, and take the first."""
    hands.type(text)
    hands.press(ENTER)


def row(hands, *texts):
    """Type a row's amounts, each with Enter; an empty one is passed over."""
    for text in texts:
        hands.type(text)
        hands.press(ENTER)


def three_claims(hands, paper):
    """The claims of the paper: by name, by number, and one denied in two keys and its code."""
    add(hands, "riv")
    row(hands, "81.40", "25.12", "50", "6.28", "", "")
    add(hands, str(paper.number(1)))
    row(hands, "60", "60", "", "", "", "")
    add(hands, "doyle")
    row(hands, "d197")


def beside(hands, panel, paper):
    """The interest and what was taken back, with Tab alone."""
    hands.tab.check.form.beside.rows[0].kind.setFocus()
    hands.tabs("i", "1.25")
    hands.tabs("t", paper.older_number, "20")


def test_a_check_of_three_claims_interest_and_a_takeback_posts_to_the_cent(hands, practice):
    paper = a_paper(practice)
    panel = head(hands)
    assert panel.footer.text() == "Check 66.37   Explained 0.00   Left 66.37"
    three_claims(hands, paper)
    assert hands.focus is panel.finder.line
    assert panel.footer.text() == "Check 66.37   Explained 85.12   Left -18.75"
    assert [box._said.text() for box in panel.form.boxes] == [
        "Paid 25.12 · patient owes 56.28",
        "Paid 60.00 · patient owes 0.00",
        "Paid 0.00 · patient owes 0.00",
    ]
    beside(hands, panel, paper)
    assert panel.form.beside.rows[1].said.text() == f"Claim {paper.older_number} was paid $100.00."
    assert panel.footer.text() == "Check 66.37   Explained 66.37   Left 0.00"
    hands.press(ENTER, CTRL)
    assert ledger() == {
        "bank": 10000 + 6637,
        "contractual": 6500 + 8360 + 10500,
        "insurance_ar": 16500 + 2000,
        "interest": -125,
        "patient_ar": 5628,
        "revenue": -4 * 16500,
    }
    assert panel.done.text().splitlines() == [
        "Check 88213 of Prairie Health is posted: $66.37, 3 claims.",
        f"Claim {paper.number(0)}, Ana Rivera: $25.12 paid, $83.60 written off, the patient owes $56.28.",
        f"Claim {paper.number(1)}, Wei Chen: $60.00 paid, $105.00 written off, the patient owes nothing.",
        f"Claim {paper.number(2)}, Sam Doyle: $0.00 paid, $165.00 stays with Prairie Health, the patient "
        "owes nothing.",
        "Interest: $1.25.",
        f"Taken back for claim {paper.older_number}: $20.00.",
    ]
    assert hands.tab.toast.text == "Check 88213 of Prairie Health is posted: $66.37, 3 claims."


def test_a_denied_line_takes_the_whole_of_it_under_its_code(hands, practice):
    a_paper(practice)
    panel = head(hands, amount="0")
    add(hands, "doyle")
    before = hands.keys
    row(hands, "d197")
    assert hands.keys - before == len("d197") + 1
    (box,) = panel.form.boxes
    assert box.rows[0].others.text() == "CO-197 165.00"
    assert "Balances. CO-197: " in box.rows[0].state.text()


def test_nothing_is_posted_while_anything_is_left_and_the_keyboard_goes_there(hands, practice):
    paper = a_paper(practice)
    panel = head(hands, amount="100.00")
    before = ledger()
    add(hands, "riv")
    row(hands, "81.40", "25.12", "50", "6.28", "", "")
    panel.form.editor("amount").setFocus()
    hands.press(ENTER, CTRL)
    assert panel.reason == (
        "Nothing is posted yet. The check is $100.00, and $25.12 is explained: $74.88 is left. Add the claim "
        "or the amount that is missing."
    )
    assert hands.focus is panel.finder.line
    add(hands, str(paper.number(1)))
    row(hands, "165", "99.88", "", "", "", "")
    hands.press(ENTER, CTRL)
    assert panel.reason.startswith(f"Nothing is posted yet. Claim {paper.number(1)}, Wei Chen: $165.00 less")
    assert hands.focus is panel.form.boxes[1].rows[0].amounts["paid"]
    assert ledger() == before


def test_too_much_leads_to_what_the_insurer_took_back(hands, practice):
    a_paper(practice)
    panel = head(hands, amount="5.12")
    add(hands, "riv")
    row(hands, "81.40", "25.12", "50", "6.28", "", "")
    hands.press(ENTER, CTRL)
    assert "$20.00 too much" in panel.reason
    assert hands.focus is panel.form.beside.rows[0].kind


def test_a_takeback_of_no_claim_of_ours_is_named(hands, practice):
    a_paper(practice)
    panel = head(hands, amount="5.12")
    add(hands, "riv")
    row(hands, "81.40", "25.12", "50", "6.28", "", "")
    panel.form.beside.rows[0].kind.setFocus()
    hands.tabs("t", "99999", "20")
    hands.press(ENTER, CTRL)
    assert "names “99999”, which is no claim of ours" in panel.reason
    assert hands.focus is panel.form.beside.rows[0].amount


def test_esc_keeps_the_draft_and_it_comes_back_with_its_claims(hands, practice):
    paper = a_paper(practice)
    panel = head(hands)
    three_claims(hands, paper)
    beside(hands, panel, paper)
    hands.press(ESC)
    assert not panel.isVisible()
    assert ledger()["bank"] == 10000
    panel.form.clear()
    open_check(hands)
    assert panel.footer.text() == "Check 66.37   Explained 66.37   Left 0.00"
    assert [box.claim.id for box in panel.form.boxes] == list(paper.claims)
    hands.press(ENTER, CTRL)
    assert ledger()["bank"] == 10000 + 6637
    user = practice.session.user.id
    assert not practice.session.ask(find_draft, user, PANEL, panel._keeper._subject or "")
    hands.press(ENTER, CTRL)
    assert panel.form.isVisible()
    assert panel.form.boxes == []


def test_a_colleague_goes_on_with_the_check(open_tab, practice):
    paper = a_paper(practice)
    first = open_tab("biller")
    head(first)
    three_claims(first, paper)
    first.press(ESC)
    second = open_tab("manager")
    panel = open_check(second)
    (button,) = panel.begun.buttons
    assert button.text() == "Go on with check 88213 Prairie Health 66.37, begun by Bea Stern"
    button.click()
    second.settle()
    assert panel.footer.text() == "Check 66.37   Explained 85.12   Left -18.75"
    beside(second, panel, paper)
    second.press(ENTER, CTRL)
    assert ledger()["bank"] == 10000 + 6637
    first.tab.enter_check()
    first.settle()
    assert first.tab.check.form.boxes == []


def test_the_same_number_is_shown_while_typing_and_refused(hands, practice):
    paper = a_paper(practice)
    panel = head(hands)
    three_claims(hands, paper)
    beside(hands, panel, paper)
    hands.press(ENTER, CTRL)
    hands.press(ESC)
    after = ledger()
    panel = head(hands, amount="1.00")
    first = (
        "Check 88213 of Prairie Health, $66.37 of 11/23/2026, was posted on 11/23/2026 by Maria Lee, typed."
    )
    assert panel.same.isVisible()
    assert panel.same.text().startswith(first)
    panel.form.beside.rows[0].kind.setFocus()
    hands.tabs("i", "1.00")
    hands.press(ENTER, CTRL)
    assert panel.reason.startswith(f"{first} Nothing is posted twice.")
    assert ledger() == after


def test_a_check_is_filtered_by_its_number_and_taken_back_as_one(hands, practice):
    paper = a_paper(practice)
    before = ledger()
    panel = head(hands)
    three_claims(hands, paper)
    beside(hands, panel, paper)
    hands.press(ENTER, CTRL)
    hands.press(ESC)
    part = hands.tab.show_part("answers")
    hands.settle()
    assert len(part.model.rows) == 4
    part.card.check.click()
    hands.settle()
    assert [line.check_number for line in part.model.rows] == ["88213"] * 3
    part.card.check_back.click()
    hands.settle()
    hands.type("typed from the wrong page")
    hands.press(ENTER, CTRL)
    assert ledger() == before
    assert hands.tab.toast.text == "Check 88213 was taken back, with all its claims."
    lines = practice.session.ask(list_insurer_answers, TODAY, TODAY, "88213")
    assert {line.taken_back for line in lines} == {"typed from the wrong page"}


def test_a_claim_is_taken_off_the_check_again(hands, practice):
    a_paper(practice)
    panel = head(hands)
    add(hands, "riv")
    row(hands, "81.40", "25.12", "50", "6.28", "", "")
    (box,) = panel.form.boxes
    assert not panel.form.editor("payer").isEnabled()
    box._off.click()
    hands.settle()
    assert panel.form.boxes == []
    assert panel.footer.text() == "Check 66.37   Explained 0.00   Left 66.37"
    assert panel.form.editor("payer").isEnabled()


def test_the_second_insurers_part_goes_there_and_not_to_the_patient(hands, practice):
    patient = practice.a_patient()
    practice.a_policy(patient, practice.lists.medicare)
    practice.a_policy(patient, practice.lists.medigap, rank=2)
    practice.a_visit(patient, "99214")
    panel = open_check(hands)
    hands.tabs("Medicare", "M1", "t", "101.92")
    add(hands, "riv")
    row(hands, "130", "101.92", "", "26", "", "co-253 2.08")
    assert panel.form.boxes[0]._said.text() == "Paid 101.92 · patient owes 0.00 · Blue Ridge Medigap 26.00"
    panel.form.boxes[0].forwarded.setFocus()
    hands.press(Qt.Key.Key_Space)
    hands.press(ENTER, CTRL)
    account = practice.session.ask(find_account, 1)
    assert (str(account.patient_owes), str(account.insurance_owes)) == ("0.00", "26.00")
    assert "$26.00 to the next insurer" in panel.done.text()


def test_without_the_right_the_panel_says_so(open_tab, practice):
    a_paper(practice)
    hands = open_tab("receptionist")
    panel = open_check(hands)
    assert panel.reason
    hands.press(ENTER, CTRL)
    assert ledger()["bank"] == 10000
