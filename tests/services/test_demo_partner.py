"""The demo's clearinghouse answers each file once, and takes a claim it refused when it comes again."""

from datetime import UTC, datetime

from app.domain.eligibility import CheckStatus
from app.edi.acknowledgements import read_answers
from app.models.records import Policy
from app.services.claim_answers import read_answer_file
from app.services.claim_files import place_in_outbox
from app.services.demo_partner import answer_outbox, is_rejected
from app.services.eligibility_requests import Ask, ask_coverage, place_coverage_question
from tests.practice_fixtures import TODAY

pytest_plugins = ("tests.services.partner_fixtures",)
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def actions(inbox):
    """What the 277CAs say of each claim, by the name of their file."""
    return {
        path.name: {
            each.reference: each.statuses[0].action
            for each in read_answers(path.read_bytes()).acknowledgments[0].claims
        }
        for path in sorted(inbox.glob("*.277"))
    }


def test_a_claim_that_was_refused_is_taken_when_it_comes_again(partnered, tmp_path, monkeypatch):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    claim = partnered.a_claim()
    number = partnered.number(claim)
    monkeypatch.setattr("app.services.demo_partner.EVERY_REJECTED", 1)
    assert is_rejected(number)
    place_in_outbox(partnered.desk.session, partnered.export(claim).batch_id)
    assert answer_outbox(partnered.outbox, inbox, NOW) == 2
    place_in_outbox(partnered.desk.session, partnered.export(claim).batch_id)
    assert answer_outbox(partnered.outbox, inbox, NOW) == 2
    assert actions(inbox) == {
        "claims-demo-000000001.277": {number: "U"},
        "claims-demo-000000002.277": {number: "WQ"},
    }
    assert answer_outbox(partnered.outbox, inbox, NOW) == 0


def test_questions_about_coverage_are_answered_once_and_each_answer_finds_its_question(partnered, tmp_path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    desk = partnered.desk
    for number in range(30):
        patient = desk.a_patient(f"Person{chr(97 + number % 26)}{number // 26}")
        desk.a_policy(patient, member_id=f"DM{number:04d}")
    asks = [Ask(policy.id, TODAY) for policy in Policy.select()]
    (asked,) = ask_coverage(desk.session, asks).files
    place_coverage_question(desk.session, asked)
    assert answer_outbox(partnered.outbox, inbox, NOW) == 1
    assert answer_outbox(partnered.outbox, inbox, NOW) == 0
    (path,) = inbox.iterdir()
    report = read_answer_file(desk.session, path.name, path.read_bytes())
    assert (len(report.coverage), report.unmatched, report.notes) == (30, (), ())
    said = {outcome.status for outcome in report.coverage}
    assert said == {CheckStatus.ACTIVE, CheckStatus.INACTIVE, CheckStatus.REJECTED}
    active = next(each for each in report.coverage if each.status is CheckStatus.ACTIVE)
    assert "deductible left" in active.text
