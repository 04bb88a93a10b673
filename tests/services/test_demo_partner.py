"""The demo's clearinghouse answers each file once, and takes a claim it refused when it comes again."""

from datetime import UTC, datetime

from app.edi.acknowledgements import read_answers
from app.services.claim_files import place_in_outbox
from app.services.demo_partner import answer_outbox, is_rejected

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
