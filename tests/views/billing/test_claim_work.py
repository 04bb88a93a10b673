"""The lists of work in the billing tab, and the steps beside a claim: correct, resend, hold, release."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.models.claims import Claim
from app.models.database import writing
from app.services.claim_corrections import hold_claim
from app.services.visits import plan_visit
from tests.claim_ways import answer, reject, say, send
from tests.practice_fixtures import TODAY, adjusted
from tests.views.billing.conftest import CTRL

pytestmark = pytest.mark.usefixtures("light")
ENTER, ESC, DOWN, UP = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Up


def rows(table):
    return [table.columns_model.row_at(row) for row in range(table.columns_model.rowCount())]


def show(desk, part):
    desk.tab.list.chips.chip(part).click()
    desk.settle()


def chips(desk, *parts):
    return [desk.tab.list.chips.chip(part).text() for part in parts]


def cells(desk, title):
    model = desk.tab.list.model
    at = [column.title for column in model.columns].index(title)
    return [model.index(row, at).data() for row in range(model.rowCount())]


def open_only(desk, part):
    """Show a list and open its first claim, as a person does."""
    show(desk, part)
    desk.open_first()
    desk.settle()


def denied(practice, last="Rivera", **facts):
    """A claim that was sent and answered with nothing paid, as CO-97."""
    visit = practice.a_visit(practice.an_insured_patient(last))
    send(practice, visit.claim_id)
    answer(practice, visit.claim_id, (visit.charge_ids[0], None, "0.00", adjusted("CO-97 165.00")), **facts)
    return visit


def test_each_list_counts_its_claims_and_says_what_they_come_to(practice, bench):
    practice.a_visit(practice.an_insured_patient("Ready"), on=TODAY - timedelta(days=41))
    practice.a_visit(practice.an_insured_patient("Ready2"), "99214")
    held = practice.a_visit(practice.an_insured_patient("Held")).claim_id
    hold_claim(practice.session, held, 1, "waits for the referral")
    practice.a_visit(practice.an_insured_patient("Late"), on=TODAY - timedelta(days=168))
    send(practice, practice.a_visit(practice.an_insured_patient("Sent"), "87880").claim_id)
    desk = bench()
    assert chips(desk, "ready", "fixing", "held", "printed", "sent") == [
        "Ready 3",
        "Needs fixing 0",
        "On hold 1",
        "To mail 0",
        "Sent 1",
    ]
    assert chips(desk, "silent", "filing", "unbilled", "all") == [
        "No answer 0",
        "Filing limit 1",
        "Unbilled visits 0",
        "All 5",
    ]
    assert desk.tab.list.totals.text() == "3 claims, $540.00, oldest 168 days"
    show(desk, "sent")
    assert desk.tab.list.totals.text() == "1 claim, $40.00"
    assert cells(desk, "Sent") == ["11/23/2026"]
    show(desk, "held")
    assert [str(chip) for chip in cells(desk, "State")] == ["On hold"]
    desk.wait(lambda: desk.tab.form.detail is not None and desk.tab.form.detail.line.id == held)
    assert "On hold: waits for the referral." in desk.tab.form.findings.rows[0]._text.text()
    show(desk, "filing")
    assert cells(desk, "File by") == ["12 days left, Dec 5"]


def test_a_claim_without_answer_tells_since_when(practice, bench):
    send(practice, practice.a_visit(practice.an_insured_patient()).claim_id)
    practice.clock.move_to(TODAY + timedelta(days=33))
    desk = bench()
    assert chips(desk, "silent") == ["No answer 1"]
    open_only(desk, "silent")
    assert cells(desk, "Days") == ["33"]
    assert desk.tab.list.totals.text() == "1 claim, $165.00, oldest 33 days"
    said = desk.tab.form._standing.text()
    assert said.startswith("Sent 11/23/2026, 33 days ago; an answer was due 3 days ago.")


def test_unbilled_visits_lead_to_the_visit(practice, bench, qtbot):
    patient = practice.a_patient("Rivera")
    visit = practice.a_visit(patient, on=TODAY - timedelta(days=7))
    practice.a_policy(patient)
    planned = plan_visit(practice.session, practice.an_insured_patient("Chen"), TODAY - timedelta(days=2), {})
    desk = bench()
    assert chips(desk, "unbilled") == ["Unbilled visits 2"]
    show(desk, "unbilled")
    assert desk.tab.list.totals.text() == "2 visits, $165.00, oldest 7 days"
    table = desk.tab.list.unbilled
    assert [line.patient for line in rows(table)] == ["Rivera, Ana", "Chen, Ana"]
    desk.tab.list.enter()
    for key, expected in ((None, [patient, visit.visit_id]), (DOWN, [patient + 1, planned])):
        if key:
            desk.key(key)
        with qtbot.waitSignal(desk.tab.visit_asked) as asked:
            desk.key(ENTER)
        assert asked.args == expected
    with qtbot.waitSignal(desk.desk.say) as said, qtbot.assertNotEmitted(desk.tab.claims.print_asked):
        desk.key(Qt.Key.Key_P, CTRL)
    assert said.args == ["Choose the claims to print first."]


def test_a_denied_claim_is_corrected_by_keys_alone(practice, bench):
    visit = denied(practice)
    desk = bench("biller")
    open_only(desk, "answered")
    desk.key(Qt.Key.Key_R, CTRL)
    panel = desk.tab.claims.steps.correct
    desk.settle()
    assert panel.choices.hasFocus()
    assert panel.choices.current_row().words == "It was decided, but something on it was wrong"
    assert panel.number.text() == "2026081A4417"
    assert panel.says.text() == "It replaces Prairie Health’s claim 2026081A4417: code 7."
    desk.key(ENTER)
    desk.wait(lambda: Claim.get_by_id(visit.claim_id).state == "ready")
    desk.wait(lambda: desk.tab.form.detail.is_open and desk.tab.form.isVisible())
    desk.settle()
    claim = Claim.get_by_id(visit.claim_id)
    assert (claim.resubmission_code, claim.original_reference) == ("7", "2026081A4417")
    assert desk.tab.form.sheet.box == "24.1.d_code"
    assert desk.tab.form.isAncestorOf(QApplication.focusWidget())
    assert "corrected claim (code 7) for the payer’s claim 2026081A4417" in desk.tab.form._standing.text()
    desk.wait(lambda: desk.tab.list.table.current_row() is not None)
    assert cells(desk, "State") == ["Corrected, ready"]


def test_the_number_is_asked_for_where_no_answer_names_it(practice, bench):
    visit = denied(practice, control="")
    desk = bench("biller")
    open_only(desk, "answered")
    desk.key(Qt.Key.Key_R, CTRL)
    panel = desk.tab.claims.steps.correct
    desk.settle()
    assert "needs Prairie Health’s own number" in panel.says.text()
    desk.key(ENTER)
    assert panel.number.hasFocus()
    desk.type("ICN-77")
    assert panel.says.text() == "It replaces Prairie Health’s claim ICN-77: code 7."
    desk.key(ENTER)
    desk.wait(lambda: Claim.get_by_id(visit.claim_id).original_reference == "ICN-77")
    desk.settle()


def test_a_decided_claim_is_not_sent_again_as_an_original(practice, bench):
    visit = denied(practice)
    desk = bench("biller")
    open_only(desk, "answered")
    desk.key(Qt.Key.Key_R, CTRL)
    panel = desk.tab.claims.steps.correct
    desk.settle()
    desk.key(UP)
    assert panel.choices.current_row().words == "The payer says it is not on file"
    assert "a second original would be a duplicate" in panel.says.text()
    assert not panel.number.isVisible()
    desk.key(ENTER)
    desk.settle()
    assert "a second original would be a duplicate" in panel.reason
    assert Claim.get_by_id(visit.claim_id).state == "answered"
    desk.key(ESC)
    assert desk.tab.form.isVisible()
    assert desk.tab.list.table.hasFocus()


def test_a_receptionist_resends_but_does_not_correct(practice, bench):
    visit = denied(practice)
    desk = bench("receptionist")
    open_only(desk, "answered")
    desk.key(Qt.Key.Key_R, CTRL)
    panel = desk.tab.claims.steps.correct
    desk.settle()
    assert "You may not correct, void or bill anew a sent claim as receptionist" in panel.says.text()
    desk.key(ENTER, CTRL)
    desk.settle()
    assert Claim.get_by_id(visit.claim_id).state == "answered"


def test_a_rejected_claim_opens_at_the_faulty_box_and_goes_out_as_an_original(practice, bench):
    claim = practice.a_visit(practice.an_insured_patient()).claim_id
    send(practice, claim)
    reject(practice, claim)
    desk = bench("receptionist")
    assert chips(desk, "ready", "fixing") == ["Ready 0", "Needs fixing 1"]
    open_only(desk, "fixing")
    assert desk.tab.list.totals.text() == "1 claim, $165.00; 1 rejected"
    assert cells(desk, "State") == ["Rejected"]
    assert desk.tab.form.sheet.box == "i1a"
    first = desk.tab.form.findings.rows[0]
    assert first._text.text().startswith("Rejected (277CA): The member number is not known.")
    (reply,) = desk.tab.form.replies.rows
    assert reply.head.text() == "11/23/2026, Rejected (277CA)"
    desk.tab.form.go_to_box("i2")
    reply.go.click()
    assert desk.tab.form.sheet.box == "i1a"
    desk.key(Qt.Key.Key_R, CTRL)
    panel = desk.tab.claims.steps.correct
    desk.settle()
    assert panel.says.text() == "It goes out again as an original claim, without code 7."
    desk.key(ENTER)
    desk.wait(lambda: desk.tab.list.chips.chip("fixing").text() == "Needs fixing 0")
    desk.wait(lambda: desk.tab.form.sheet.box == "i1a" and desk.tab.form.isVisible())
    desk.settle()
    assert Claim.get_by_id(claim).resubmission_code == ""
    assert chips(desk, "ready") == ["Ready 1"]


def test_a_claim_not_sent_has_nothing_to_correct(practice, bench):
    practice.a_visit(practice.an_insured_patient())
    desk = bench()
    open_only(desk, "ready")
    assert not desk.tab.form.bar.correct.isVisible()
    desk.key(Qt.Key.Key_R, CTRL)
    assert "is not out, so there is nothing to correct" in desk.tab.form.reason


def test_a_claim_is_held_with_a_reason_and_released(practice, bench):
    claim = practice.a_visit(practice.an_insured_patient()).claim_id
    desk = bench("receptionist")
    open_only(desk, "ready")
    bar, panel = desk.tab.form.bar, desk.tab.claims.steps.hold
    assert bar.hold.isVisible()
    assert not bar.release.isVisible()
    with desk.qtbot.waitSignal(desk.desk.toasted):
        bar.hold.click()
    desk.key(ENTER, CTRL)
    assert panel.form.problems() == {"reason": "What the claim waits for is needed."}
    desk.type("the referral number")
    desk.key(ENTER, CTRL)
    desk.wait(lambda: Claim.get_by_id(claim).held == "the referral number")
    desk.settle()
    assert chips(desk, "ready", "held") == ["Ready 0", "On hold 1"]
    open_only(desk, "held")
    assert not bar.hold.isVisible()
    with desk.qtbot.waitSignal(desk.desk.say) as said:
        bar.release.click()
    assert said.args[0].endswith("is released: it stands under “Ready” or “Needs fixing” again.")
    assert Claim.get_by_id(claim).held == ""
    desk.settle()
    assert chips(desk, "ready", "held") == ["Ready 1", "On hold 0"]


def test_replies_and_versions_stand_beside_the_claim(practice, bench):
    visit = practice.a_visit(practice.an_insured_patient())
    send(practice, visit.claim_id)
    with writing():
        say(practice, visit.claim_id, "pended", "It is under review.", control="PC-9")
    desk = bench()
    open_only(desk, "sent")
    assert cells(desk, "State") == ["In review"]
    (reply,) = desk.tab.form.replies.rows
    assert reply.head.text() == "11/23/2026, In review (277CA), payer’s number PC-9"
    assert reply.text.text() == "It is under review."
    assert not reply.go.isVisible()
    (version,) = desk.tab.form.replies.versions
    assert version.text() == "Version 1, printed 11/23/2026 by Maria Lee, batch 1, sent 11/23/2026 (Mail)."


def test_a_secondary_claim_that_the_insurer_passed_on_says_so(practice, bench):
    patient = practice.a_patient()
    practice.a_policy(patient, practice.lists.medicare)
    practice.a_policy(patient, practice.lists.medigap, rank=2)
    visit = practice.a_visit(patient, "99214")
    parts = adjusted("CO-45 80.00", "PR-2 26.00")
    answer(practice, visit.claim_id, (visit.charge_ids[0], "130.00", "104.00", parts), forwarded=True)
    desk = bench()
    open_only(desk, "sent")
    assert cells(desk, "State") == ["Received"]
    (reply,) = desk.tab.form.replies.rows
    assert reply.head.text() == "11/23/2026, Received (passed on by the insurer)"
    assert reply.text.text() == "The insurer before passed it on with its answer to claim 10001."
