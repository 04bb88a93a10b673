"""Payers asked by keys what became of claims: the files lie in the outbox, and a sentence tells of it."""

import pytest
from PySide6.QtCore import Qt

from app.domain.findings import Finding, Severity
from app.models.database import select
from app.models.records import TradingPartner
from app.services.claim_versions import LeftOutClaim
from app.services.office import change_in_list
from app.services.status_requests import StatusRequest
from app.views.billing.status_asking import describe_request
from tests.claim_ways import send
from tests.views.billing.conftest import CTRL

pytest_plugins = ("tests.services.partner_fixtures",)
pytestmark = pytest.mark.usefixtures("light")
SHIFT = Qt.KeyboardModifier.ShiftModifier


def ask_about(desk, part):
    """Choose every claim of a list and ask; gives what was said."""
    said = []
    desk.desk.say.connect(said.append)
    desk.tab.list.chips.chip(part).click()
    desk.settle()
    desk.tab.list.enter()
    desk.key(Qt.Key.Key_A, CTRL)
    desk.key(Qt.Key.Key_A, CTRL | SHIFT)
    desk.wait(lambda: bool(said))
    desk.settle()
    return said[-1]


def questions(partnered):
    return sorted(path.name for path in partnered.outbox.glob("*.276"))


def test_the_payer_is_asked_about_every_claim_chosen(partnered, bench):
    claims = partnered.a_claim(), partnered.a_claim("99214", last="Stone", first="Lee")
    partnered.send(*claims)
    desk = bench("receptionist")
    said = ask_about(desk, "sent")
    (name,) = questions(partnered)
    assert said == (
        "Written: a question to Prairie Health about 2 claims. "
        f"Send {name} from {partnered.outbox} to your clearinghouse."
    )
    text = (partnered.outbox / name).read_text()
    assert [f"TRN*1*{partnered.number(claim)}~" in text for claim in claims] == [True, True]
    assert select("select count(*) from stored_file where kind = 'status_request'") == [(1,)]


def test_what_cannot_be_asked_is_named_with_what_to_do(partnered, bench):
    sent = partnered.a_claim()
    partnered.send(sent)
    ready = partnered.a_claim("99214", last="Stone", first="Lee")
    patient = partnered.desk.a_patient("Chen")
    partnered.desk.a_policy(patient, partnered.desk.lists.medigap)
    paper = partnered.desk.a_visit(patient).claim_id
    send(partnered.desk, paper)
    said = ask_about(bench(), "all")
    assert said.startswith("Written: a question to Prairie Health about 1 claim.")
    assert "Left out: 2 claims." in said
    assert f"Claim {partnered.number(ready)} is not out, so there is nothing to ask about." in said
    assert (
        f"Claim {partnered.number(paper)} goes to Blue Ridge Medigap, which has no trading partner. "
        "Call the payer, or use its website."
    ) in said
    assert len(questions(partnered)) == 1


def test_without_a_claim_chosen_nobody_is_asked(partnered, bench):
    said = ask_about(bench(), "sent")
    assert said == "No claim is chosen. Choose one that was sent and not answered, then ask again."
    assert questions(partnered) == []


@pytest.mark.parametrize("outbox", ["", "gone"])
def test_a_question_without_an_outbox_says_where_to_choose_one(partnered, bench, tmp_path, outbox):
    partnered.send(partnered.a_claim())
    row = TradingPartner.get_by_id(partnered.partner)
    folder = str(tmp_path / outbox) if outbox else ""
    change_in_list(partnered.desk.session, "trading_partner", row.id, row.version, {"outbox": folder})
    said = ask_about(bench(), "sent")
    assert said == (
        "Written: a question to Prairie Health about 1 claim. status-demo-000000002.276 could not be put "
        "into an outbox. Choose the partner’s outbox folder in the settings, then ask again."
    )


def test_a_long_list_of_what_is_left_out_is_cut():
    findings = [
        Finding(Severity.ERROR, "claim", f"Claim {number} is not out.", "Wait.") for number in range(5)
    ]
    left_out = tuple(LeftOutClaim(number, (finding,)) for number, finding in enumerate(findings))
    assert describe_request(StatusRequest((), left_out), {}) == (
        "No question was written. Left out: 5 claims. Claim 0 is not out. Wait. Claim 1 is not out. Wait. "
        "Claim 2 is not out. Wait. And 2 more."
    )
