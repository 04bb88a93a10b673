"""Payers' replies through the window: files opened, dropped or from the inbox, and the way to the box."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from app.models.database import select
from app.models.eligibility import EligibilityRequest
from app.models.records import Policy, TradingPartner
from app.services.eligibility_requests import Ask, ask_coverage
from app.services.office import change_in_list
from tests.edi.answer_makers import make_277ca
from tests.edi.coverage_makers import ACTIVE, NOT_FOUND, insured, make_271
from tests.practice_fixtures import TODAY
from tests.services.test_claim_answers import ACCEPTED, BAD_ID, a_277ca
from tests.views.billing.conftest import CTRL

pytest_plugins = ("tests.services.partner_fixtures",)
pytestmark = pytest.mark.usefixtures("light")


def lines(panel):
    return [panel.model.row_at(row) for row in range(panel.model.rowCount())]


def the_panel(desk):
    desk.tab.show_replies()
    desk.settle()
    return desk.tab.replies


def read(desk, panel, *paths):
    panel.choose_files = lambda _parent: [str(path) for path in paths]
    desk.key(Qt.Key.Key_O, CTRL)
    desk.wait(lambda: panel._job is None)
    desk.settle()


@pytest.fixture
def answered(partnered, tmp_path):
    """Two claims sent, and the file that takes one and refuses the other."""
    first, second = partnered.a_claim(), partnered.a_claim("99214", last="Stone", first="Lee")
    batch = partnered.send(first, second)
    path = tmp_path / "answers.277"
    path.write_bytes(a_277ca(partnered, batch, (first, ACCEPTED, "P1"), (second, BAD_ID, "")))
    return first, second, path


def test_rejections_come_first_and_enter_opens_the_claim(partnered, bench, answered):
    first, second, path = answered
    desk = bench()
    panel = the_panel(desk)
    read(desk, panel, path)
    assert [(line.chip.word, line.claim) for line in lines(panel)] == [
        ("Rejected", partnered.number(second)),
        ("Accepted", partnered.number(first)),
    ]
    assert panel.reason.startswith("1 rejected, 1 accepted or received")
    desk.key(Qt.Key.Key_Return)
    desk.wait(lambda: desk.tab.form.detail is not None and desk.tab.form.detail.line.id == second)
    assert desk.tab.pages.currentWidget() is desk.tab.claims
    assert any("Rejected" in finding.text for finding in desk.tab.form.form.findings)


def test_a_dropped_file_is_read_and_a_second_time_says_so(partnered, bench, answered):
    _, _, path = answered
    desk = bench()
    panel = the_panel(desk)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    for said in ("1 rejected, 1 accepted or received", "was read on"):
        event = QDropEvent(QPointF(5, 5), copy, mime, left, Qt.KeyboardModifier.NoModifier)
        panel.dropEvent(event)
        desk.wait(lambda: panel._job is None)
        desk.settle()
        assert said in panel.reason
        assert [line.patient for line in lines(panel)] == ["Stone, Lee", "Rivera, Ana"]
    assert select("select count(*) from claim_response") == [(2,)]


def test_the_inbox_brings_what_is_new_and_an_odd_file_stops_no_other(partnered, bench, answered, tmp_path):
    _, _, path = answered
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a-letter.txt").write_text("Dear practice")
    (inbox / "answers.277").write_bytes(path.read_bytes())
    (inbox / "stranger.277").write_text(make_277ca("SOMEBODY", [("1", "A2", "20", "PR", "WQ", "")]))
    row = TradingPartner.get_by_id(partnered.partner)
    change_in_list(partnered.desk.session, "trading_partner", row.id, row.version, {"inbox": str(inbox)})
    desk = bench()
    panel = the_panel(desk)
    desk.key(Qt.Key.Key_I, CTRL)
    desk.wait(lambda: panel._job is None)
    desk.settle()
    assert [line.chip.word for line in lines(panel)] == ["Not read", "Rejected", "Not ours", "Accepted"]
    assert "a-letter.txt" in lines(panel)[0].text


def test_without_an_inbox_the_panel_says_what_to_do(partnered, bench):
    desk = bench()
    panel = the_panel(desk)
    desk.key(Qt.Key.Key_I, CTRL)
    desk.wait(lambda: panel._job is None)
    desk.settle()
    assert "Choose one in the settings" in panel.reason


def test_answers_about_coverage_stand_among_the_replies_and_enter_opens_the_insurance(
    partnered, bench, qtbot, tmp_path
):
    people = [partnered.desk.an_insured_patient(), partnered.desk.an_insured_patient("Stone", "Lee")]
    asks = [Ask(policy.id, TODAY) for policy in Policy.select().order_by(Policy.id)]
    ask_coverage(partnered.desk.session, asks)
    first, second = EligibilityRequest.select().order_by(EligibilityRequest.id)
    path = tmp_path / "coverage.271"
    path.write_text(make_271(insured(first.trace, ACTIVE), insured(second.trace, NOT_FOUND, 4)))
    desk = bench()
    panel = the_panel(desk)
    read(desk, panel, path)
    assert [(line.chip.word, line.patient, line.kind) for line in lines(panel)] == [
        ("Rejected", "Stone, Lee", "Coverage answer (271)"),
        ("Active", "Rivera, Ana", "Coverage answer (271)"),
    ]
    assert panel.reason == "2 about coverage. Enter opens a claim, or the insurance."
    with qtbot.waitSignal(desk.tab.page_asked) as asked:
        desk.key(Qt.Key.Key_Return)
    assert asked.args == [people[1], "Insurance"]
