"""Eligibility at the desk, by keys: log a check, ask the payer, see all answers, decide what differs."""

import pytest
from PySide6.QtCore import Qt

from app.domain.eligibility import Benefit, BenefitKind, CheckStatus, CheckWay, Network, Person
from app.models.eligibility import EligibilityCheck, EligibilityRequest
from app.models.records import Patient, Policy
from app.queries.eligibility import find_accumulators
from app.services.claim_answers import read_answer_file
from app.services.eligibility import CheckEntry, log_check
from app.services.eligibility_requests import Ask, ask_coverage
from tests.edi.coverage_makers import MANY, insured, make_271
from tests.partner_samples import a_partner
from tests.practice_fixtures import TODAY, money
from tests.views.patients.conftest import CTRL, SHIFT

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape
BOTH = CTRL | SHIFT


@pytest.fixture
def ana(practice):
    return practice.an_insured_patient()


def page_of(desk, patient):
    desk.open(patient)
    page = desk.page("Insurance")
    page.view.setFocus()
    desk.settle()
    return page


def answered(practice, patient, tmp_path):
    """The payer's 271 about the patient is read."""
    a_partner(practice, tmp_path)
    policy = Policy.get(Policy.patient == patient).id
    ask_coverage(practice.session, [Ask(policy, TODAY)])
    content = make_271(insured(EligibilityRequest.get().trace, MANY)).encode()
    read_answer_file(practice.session, "a.271", content)


def fill(desk, form, **texts):
    for name, text in texts.items():
        form.editor(name).setFocus()
        desk.over(text)


def test_a_check_by_phone_is_logged_by_keys_and_shows_at_once(bench, practice, ana):
    desk = bench("receptionist")
    page = page_of(desk, ana)
    assert "Nobody has asked" in page.eligibility.about.text()
    desk.key(Qt.Key.Key_V, BOTH)
    desk.settle()
    assert desk.focus_name() == "Coverage"
    fill(
        desk,
        page.checking.check.form,
        copay="30",
        coinsurance="20",
        deductible="1500",
        deductible_left="420.50",
        oop_left="0",
        out_deductible_left="3000",
        representative="Dana",
        reference="R-77",
    )
    desk.key(ENTER, CTRL)
    desk.wait(lambda: EligibilityCheck.select().count() == 1)
    desk.settle()
    row = EligibilityCheck.get()
    assert (row.status, row.way, row.representative, row.reference) == ("active", "phone", "Dana", "R-77")
    assert find_accumulators(row.policy_id, TODAY).deductible_left == money("420.50")
    box = page.eligibility
    assert box.isVisible()
    assert box.chip.accessibleName() == "Active"
    assert box.inside.texts == (
        "Copay, office: $30.00",
        "Deductible left: $420.50 of $1,500.00",
        "Coinsurance: 20 %",
        "Out-of-pocket left: $0.00",
    )
    assert box.outside.texts == ("Deductible left: $3,000.00",)
    assert "Checked 11/23/2026 · phone" in box.about.text()
    assert desk.focus_name() == "Policies"


def test_what_was_typed_is_there_again_and_a_missing_reason_keeps_it(bench, practice, ana):
    desk = bench()
    page = page_of(desk, ana)
    page.checking.log_check()
    desk.settle()
    form = page.checking.check.form
    desk.choose("Rejected")
    fill(desk, form, note="Line was cut")
    desk.key(ENTER, CTRL)
    desk.settle()
    assert "why the payer did not answer" in page.checking.check.reason
    desk.key(ESC)
    desk.settle()
    page.checking.log_check()
    desk.settle()
    assert form.editor("note").value() == "Line was cut"
    assert form.editor("status").value() == "rejected"
    assert EligibilityCheck.select().count() == 0


def test_a_check_names_what_the_insurer_asks_for_and_refuses_more_left_than_there_is(bench, practice, ana):
    desk = bench()
    page = page_of(desk, ana)
    page.checking.log_check()
    desk.settle()
    panel = page.checking.check
    line = page.view.current_row()
    assert panel.about.text() == f"{line.term.name} · member number {line.member_id} · holder the patient"
    fill(desk, panel.form, deductible="500", deductible_left="620")
    desk.key(ENTER, CTRL)
    desk.settle()
    assert panel.reason.startswith("“Deductible left” is $620.00, but “Deductible” is only $500.00")
    assert EligibilityCheck.select().count() == 0


def test_the_payer_is_asked_by_one_key_and_the_page_says_that_it_waits(bench, practice, ana, tmp_path):
    a_partner(practice, tmp_path)
    desk = bench("receptionist")
    page = page_of(desk, ana)
    desk.key(Qt.Key.Key_Q, BOTH)
    desk.wait(lambda: bool(desk.said))
    desk.settle()
    assert desk.said[-1].startswith("Written: a question to Prairie Health about 1 policy. Send coverage-")
    assert desk.said[-1].endswith("The answers come under Billing forms > Payers’ replies, Ctrl+I.")
    (file,) = tmp_path.glob("*.270")
    assert "EQ*30~" in file.read_text()
    assert page.eligibility.warning.text() == "Asked on 11/23/2026; the payer has not answered yet."


def test_a_payer_without_partner_is_named_with_the_way_to_learn_it(bench, practice, ana):
    desk = bench()
    page_of(desk, ana)
    desk.key(Qt.Key.Key_Q, BOTH)
    desk.wait(lambda: bool(desk.said))
    assert "Prairie Health has no trading partner" in desk.said[-1]
    assert "log what you learn" in desk.said[-1]


def test_all_answers_are_shown_with_what_they_say_and_as_they_came(bench, practice, ana, tmp_path):
    answered(practice, ana, tmp_path)
    desk = bench("auditor")
    page = page_of(desk, ana)
    desk.key(Qt.Key.Key_W, BOTH)
    desk.settle()
    panel = page.checking.answers
    assert panel.list.hasFocus()
    texts = [
        panel.benefits.columns_model.index(row, column).data()
        for row in range(panel.benefits.columns_model.rowCount())
        for column in range(6)
    ]
    assert {"Copay", "Chiropractic care", "30 visits, a calendar year", "Deductible left"} <= set(texts)
    desk.key(Qt.Key.Key_R, CTRL)
    desk.settle()
    assert panel.text.isVisible()
    assert "EB*C*IND*30***29*420.5*****Y~" in panel.text.toPlainText()
    desk.key(ESC)
    assert page.view.isVisible()


def test_an_answer_typed_by_hand_has_no_raw_text_and_says_so(bench, practice, ana):
    entry = CheckEntry(1, TODAY, CheckStatus.ACTIVE, CheckWay.PORTAL)
    log_check(practice.session, ana, entry)
    desk = bench()
    page = page_of(desk, ana)
    page.checking.show_answers()
    desk.settle()
    desk.key(Qt.Key.Key_R, CTRL)
    desk.settle()
    assert "typed" in page.checking.answers.reason
    assert not page.checking.answers.text.isVisible()


def test_differences_are_taken_or_kept_one_by_one(bench, practice, ana):
    said = {"patient.street": "7 ELM ST", "policy.member_id": "NEW77"}
    other = Benefit(BenefitKind.OTHER_PAYER, name="OTHER MUTUAL", rank=1)
    entry = CheckEntry(1, TODAY, CheckStatus.ACTIVE, CheckWay.PHONE, [other], said=said)
    log_check(practice.session, ana, entry)
    desk = bench("receptionist")
    page = page_of(desk, ana)
    assert page.eligibility.differences.text() == "3 differences…"
    assert "Other insurance: OTHER MUTUAL." in page.eligibility.warning.text()
    desk.key(Qt.Key.Key_D, BOTH)
    desk.settle()
    panel = page.checking.differences
    assert panel.list.current_row().theirs == "7 Elm St"
    desk.key(ENTER, CTRL)
    desk.settle()
    assert Patient.get_by_id(ana).street == "7 Elm St"
    assert panel.list.current_row().theirs == "NEW77"
    desk.key(Qt.Key.Key_O, CTRL)
    desk.settle()
    assert Policy.get().member_id == "XYZ11"
    assert panel.list.current_row().theirs == "Other Mutual pays first"
    desk.key(ENTER)
    desk.settle()
    assert "Open the policy" in panel.reason
    desk.key(Qt.Key.Key_O, CTRL)
    desk.settle()
    assert desk.said[-1] == "All differences are decided."
    assert page.view.isVisible()
    assert page.eligibility.differences.isHidden()


def test_figures_of_an_earlier_answer_say_of_when_they_are(bench, practice, ana):
    left = Benefit(BenefitKind.DEDUCTIBLE_LEFT, "30", Person.INDIVIDUAL, Network.IN, money("420.50"))
    log_check(practice.session, ana, CheckEntry(1, TODAY, CheckStatus.ACTIVE, CheckWay.PHONE, [left]))
    reason = "Their system cannot answer now."
    entry = CheckEntry(1, TODAY, CheckStatus.REJECTED, CheckWay.PORTAL, reject_reason=reason)
    log_check(practice.session, ana, entry)
    desk = bench()
    page = page_of(desk, ana)
    assert page.eligibility.chip.accessibleName() == "Rejected"
    assert reason in page.eligibility.about.text()
    assert page.eligibility.inside.texts == ("Deductible left: $420.50",)
    assert "The figures are of 11/23/2026." in page.eligibility.warning.text()


def test_who_may_not_change_patients_is_told_so(bench, practice, ana):
    desk = bench("auditor")
    page_of(desk, ana)
    desk.key(Qt.Key.Key_V, BOTH)
    assert "You may not change patient records" in desk.said[-1]
