"""An insurer's answer typed from paper by keyboard alone, posted to the cent, and taken back."""

from datetime import date

from PySide6.QtCore import Qt

from app.domain.claim_corrections import WhatHappened
from app.models.claims import Claim
from app.queries.account_summaries import find_account
from app.queries.claim_corrections import find_correction_facts
from app.queries.insurer_answers import find_answerable_claim, list_insurer_answers
from app.services.claim_corrections import correct_claim
from app.services.contracts import add_contract
from tests.claim_ways import answer, send
from tests.domain.contract_samples import term
from tests.practice_fixtures import TODAY, adjusted
from tests.views.payments.conftest import CTRL, SHIFT

ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab


def stands(practice):
    account = practice.session.ask(find_account, 1)
    return str(account.patient_owes), str(account.insurance_owes)


def head(hands, number, check="88213"):
    """Find the claim by number, and type date and check number once."""
    hands.press(Qt.Key.Key_E, CTRL | SHIFT)
    hands.type(str(number))
    hands.press(ENTER)
    hands.type("t")
    hands.press(TAB)
    hands.type(check)
    hands.press(TAB)
    hands.press(TAB)


def row(hands, *texts):
    """Type a row's amounts, each with Enter; an empty one is passed over."""
    for text in texts:
        hands.type(text)
        hands.press(ENTER)


def number_of(practice, claim):
    return practice.session.ask(find_answerable_claim, claim).number


def test_scenario_2_is_typed_and_posts_56_28_to_the_patient(hands, practice):
    patient = practice.an_insured_patient()
    visit = practice.a_visit(patient, ("99213", "165.00"), ("81002", "15.00"), ("87880", "40.00"))
    head(hands, number_of(practice, visit.claim_id))
    panel = hands.tab.answer
    row(hands, "75.00", "18.72", "50.00", "6.28", "", "")
    assert panel.footer.text() == "Paid 18.72   Left to explain 0.00"
    row(hands, "6.20", "6.20", "", "", "", "")
    row(hands, "20", "20", "", "", "", "")
    assert panel.footer.text() == "Paid 44.92   Left to explain 0.00"
    assert panel.preview.text().splitlines() == [
        "Prairie Health paid $44.92.",
        "$118.80 is written off: the plan’s discount.",
        "Ana Rivera owes $56.28: deductible $50.00, coinsurance $6.28.",
    ]
    assert stands(practice) == ("0.00", "220.00")
    hands.press(ENTER, CTRL)
    assert stands(practice) == ("56.28", "0.00")
    number = number_of(practice, visit.claim_id)
    assert hands.tab.toast.text == f"Claim {number} is answered: $44.92 paid, $56.28 to the patient."
    (line,) = hands.tab.answers.model.rows
    assert (str(line.paid), str(line.to_patient), line.check_number) == ("44.92", "56.28", "88213")


def test_a_line_that_does_not_balance_is_named_and_nothing_is_posted(hands, practice):
    visit = practice.a_visit(practice.an_insured_patient())
    head(hands, number_of(practice, visit.claim_id))
    row(hands, "81.40", "30.12", "50.00", "6.28", "", "")
    panel = hands.tab.answer
    assert "Differs by -$5.00." in panel.form.rows[0].state.text()
    assert panel.footer.text() == "Paid 30.12   Left to explain 5.00"
    hands.press(ENTER, CTRL)
    assert panel._reason.text().startswith("Nothing is posted yet. $165.00 less")
    assert hands.focus is panel.form.rows[0].amounts["paid"]
    hands.type("25.12")
    hands.press(ENTER, CTRL)
    assert stands(practice) == ("56.28", "0.00")


def test_a_denial_stays_with_the_insurer_unless_it_is_accepted(hands, practice):
    patient = practice.an_insured_patient()
    visit = practice.a_visit(patient, "99214", "76700")
    head(hands, number_of(practice, visit.claim_id))
    row(hands, "128.40", "103.40", "", "", "25", "")
    row(hands, "0", "0", "", "", "", "co-197 420")
    panel = hands.tab.answer
    second = panel.form.rows[1]
    assert "Balances. CO-197: " in second.state.text()
    assert hands.focus is second.accepted
    assert "$420.00 stays with Prairie Health (CO-197). The patient is not billed for it." in (
        panel.preview.text()
    )
    hands.press(Qt.Key.Key_Space)
    assert "$420.00 is written off: denied, and the practice accepts it." in panel.preview.text()
    hands.press(Qt.Key.Key_Space)
    hands.press(ENTER, CTRL)
    assert stands(practice) == ("25.00", "420.00")
    (line,) = practice.session.ask(list_insurer_answers, TODAY, TODAY)
    assert str(line.denied) == "420.00"
    assert "$420.00 stays with Prairie Health" in hands.tab.toast.text


def test_the_rest_goes_to_the_next_insurer_and_its_answer_is_typed_next(hands, practice):
    patient = practice.a_patient()
    practice.a_policy(patient, practice.lists.medicare)
    practice.a_policy(patient, practice.lists.medigap, rank=2)
    visit = practice.a_visit(patient, "99214")
    first = number_of(practice, visit.claim_id)
    head(hands, first)
    row(hands, "130", "101.92", "", "26", "", "CO-253 2.08")
    panel = hands.tab.answer
    assert "$26.00 goes to Blue Ridge Medigap: coinsurance $26.00." in panel.preview.text()
    hands.press(ENTER, CTRL | SHIFT)
    assert hands.tab.toast.text == (
        f"Claim {first} is answered: $101.92 paid. "
        f"Claim {first + 1} to Blue Ridge Medigap was made; print it next."
    )
    assert stands(practice) == ("0.00", "26.00")
    assert hands.focus is panel.finder.line
    hands.type(str(first + 1))
    hands.press(ENTER)
    # The head stays from the answer before, so the amounts come at once.
    assert hands.focus is panel.form.rows[0].amounts["allowed"]
    row(hands, "", "20.80", "", "5.20", "", "")
    assert "OA-23 184.00 is filled in." in panel.form.rows[0].state.text()
    hands.press(ENTER, CTRL)
    assert stands(practice) == ("5.20", "0.00")


def test_a_claim_the_insurer_passed_on_is_not_to_be_printed(hands, practice):
    patient = practice.a_patient()
    practice.a_policy(patient, practice.lists.medicare)
    practice.a_policy(patient, practice.lists.medigap, rank=2)
    visit = practice.a_visit(patient, "99214")
    first = number_of(practice, visit.claim_id)
    head(hands, first)
    row(hands, "130", "101.92", "", "26", "", "CO-253 2.08")
    panel = hands.tab.answer
    box = panel.form.forwarded
    assert box.text() == "The insurer passed the claim on to Blue Ridge Medigap"
    box.setFocus()
    hands.press(Qt.Key.Key_Space)
    assert "for the insurer passed it on; print no second one." in panel.preview.text()
    hands.press(ENTER, CTRL)
    assert stands(practice) == ("0.00", "26.00")
    passed = Claim.get(Claim.number == first + 1)
    assert (passed.state, passed.sent_on) == ("sent", TODAY)
    assert hands.tab.toast.text.endswith(
        f"Claim {first + 1} to Blue Ridge Medigap is there already; print no second one."
    )


def test_forwarding_is_asked_only_where_there_is_a_next_insurer(hands, practice):
    visit = practice.a_visit(practice.an_insured_patient())
    head(hands, number_of(practice, visit.claim_id))
    assert not hands.tab.answer.form.forwarded.isVisible()
    assert not hands.tab.answer.still_open.isVisible()


def test_a_corrected_claims_answer_asks_for_what_is_still_open(hands, practice):
    visit = practice.a_visit(practice.an_insured_patient(), "99214", "87880")
    send(practice, visit.claim_id)
    paid, denied = visit.charge_ids
    answer(
        practice,
        visit.claim_id,
        (paid, "210.00", "210.00", ()),
        (denied, None, "0.00", adjusted("CO-97 40.00")),
    )
    correct_claim(practice.session, visit.claim_id, WhatHappened.WRONG_DETAIL)
    send(practice, visit.claim_id)
    head(hands, number_of(practice, visit.claim_id))
    panel = hands.tab.answer
    assert panel.still_open.text() == (
        "Sent again since its answer of 11/23/2026, which stands. Only what is still open is asked for."
    )
    assert [each.shown.line.charge_id for each in panel.form.rows] == [denied]
    row(hands, "40", "40", "", "", "", "")
    hands.press(ENTER, CTRL)
    assert stands(practice) == ("0.00", "0.00")


def test_the_payers_number_is_kept_for_a_corrected_claim(hands, practice):
    visit = practice.a_visit(practice.an_insured_patient())
    hands.press(Qt.Key.Key_E, CTRL | SHIFT)
    hands.type(str(number_of(practice, visit.claim_id)))
    hands.press(ENTER)
    hands.tabs("t", "88213", "2026081A4417")
    row(hands, "0", "0", "", "", "", "co-97 165")
    hands.press(ENTER, CTRL)
    facts = practice.session.ask(find_correction_facts, visit.claim_id)
    assert (facts.payer_control, facts.was_decided) == ("2026081A4417", True)


def test_an_answer_is_taken_back_with_a_reason(hands, practice, ana):
    part = hands.tab.show_part("answers")
    hands.settle()
    part.card.back.click()
    hands.settle()
    hands.type("typed twice")
    hands.press(ENTER, CTRL)
    assert stands(practice) == ("0.00", "165.00")
    (line,) = part.model.rows
    assert line.taken_back == "typed twice"
    assert hands.tab.toast.text == f"The answer to claim {line.claim_number} was taken back."


def test_an_answered_claim_says_so_before_anything_is_typed(hands, practice, ana):
    hands.tab.enter_answer(ana[1].claim_id)
    hands.settle()
    assert hands.tab.answer._reason.text().startswith("An answer received 11/23/2026 stands.")


def test_a_draft_of_an_answer_comes_back(hands, practice):
    visit = practice.a_visit(practice.an_insured_patient())
    head(hands, number_of(practice, visit.claim_id))
    row(hands, "81.40", "25.12")
    hands.tab.answer.form.flush_draft()
    hands.press(Qt.Key.Key_Escape)
    hands.tab.enter_answer(visit.claim_id)
    hands.settle()
    assert str(hands.tab.answer.form.rows[0].amounts["allowed"].value()) == "81.40"
    assert hands.tab.answer.footer.text() == "Paid 25.12   Left to explain 56.28"


def test_a_receptionist_is_told_that_a_biller_enters_answers(open_tab, practice):
    visit = practice.a_visit(practice.an_insured_patient())
    hands = open_tab("receptionist")
    hands.tab.enter_answer(visit.claim_id)
    hands.settle()
    assert "You may not enter insurers’ answers as receptionist." in hands.tab.answer._reason.text()


def test_a_reduction_that_cannot_be_read_says_so_and_posts_nothing(hands, practice):
    patient = practice.an_insured_patient()
    visit = practice.a_visit(patient, ("99213", "165.00"))
    head(hands, number_of(practice, visit.claim_id))
    panel = hands.tab.answer
    row(hands, "100", "100", "", "", "")
    hands.type("denied")
    hands.press(ENTER, CTRL)
    assert "“DENIED” is not understood" in panel.form.rows[0].state.text()
    assert panel._reason.text() == "Nothing is posted yet. Fix the field that is marked."
    assert stands(practice) == ("0.00", "165.00")


def test_an_allowed_amount_below_the_contract_is_said_while_it_is_typed(hands, practice):
    agreed = [term("fixed", "99213", "103.52")]
    add_contract(practice.session, {"payer": 1, "effective": date(2026, 1, 1)}, agreed)
    visit = practice.a_visit(practice.an_insured_patient(), "99213", "87880")
    head(hands, number_of(practice, visit.claim_id))
    first, second = hands.tab.answer.form.rows
    row(hands, "95", "95", "", "", "", "")
    assert "Balances. Contract says $103.52; allowed is $95.00. CO-45 70.00 is filled in." in (
        first.state.text()
    )
    row(hands, "1", "1", "", "", "", "")
    assert "Contract" not in second.state.text()
    first.amounts["allowed"].setFocus()
    hands.press(Qt.Key.Key_A, CTRL)
    row(hands, "103", "103")
    assert "Contract" not in first.state.text()
    assert hands.tab.answer.footer.text() == "Paid 104.00   Left to explain 0.00"
    hands.press(ENTER, CTRL)
    assert stands(practice) == ("0.00", "0.00")
