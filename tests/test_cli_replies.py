"""Payers' replies read from the command line: counted, matched, and told once."""

from app.models.claims import Claim
from app.models.records import TradingPartner
from app.services import office
from tests.edi.answer_makers import make_277ca
from tests.test_cli import do, maple, opened, secret
from tests.test_cli_claims import served

__all__ = ["do", "maple", "secret", "served"]


def sent_with_answer(do, served, tmp_path, status="A7"):
    facts = do("claims", "export", "--partner", "Clear Path", "--out", served).facts
    do("claims", "confirm", str(facts["batch"]))
    row = ("10002", status, "164" if status == "A7" else "20", "IL", "U" if status == "A7" else "WQ", "P9")
    path = tmp_path / "reply.277"
    path.write_text(make_277ca(facts["control_numbers"]["reference"], [row]))
    return path


def test_a_rejected_claim_is_told_with_its_box_and_goes_back_to_be_fixed(do, served, maple, tmp_path):
    path = sent_with_answer(do, served, tmp_path)
    answer = do("claims", "read-answers", path)
    assert answer.code == 1
    assert answer.facts["outcomes"] == {"rejected": 1}
    (reply,) = answer.facts["files"][0]["replies"]
    assert (reply["claim"], reply["kind"], reply["outcome"], reply["box"]) == (
        10002,
        "277CA",
        "rejected",
        "i1a",
    )
    practice = opened(maple)
    assert Claim.get_by_id(2).state == "ready"
    practice.close()


def test_an_accepted_claim_stays_out_and_a_file_is_read_once(do, served, maple, tmp_path):
    path = sent_with_answer(do, served, tmp_path, "A2")
    assert do("claims", "read-answers", path).facts["outcomes"] == {"accepted": 1}
    again = do("claims", "read-answers", path, as_json=False)
    assert (again.code, "Nothing was done twice" in again.out) == (0, True)


def test_what_cannot_be_read_or_is_not_ours_is_named_and_stops_no_other(do, served, tmp_path):
    good = sent_with_answer(do, served, tmp_path, "A2")
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear practice")
    stranger = tmp_path / "stranger.277"
    stranger.write_text(make_277ca("SOMEBODY", [("1", "A2", "20", "PR", "WQ", "")]))
    answer = do("claims", "read-answers", letter, stranger, good)
    assert answer.code == 1
    first, second, third = answer.facts["files"]
    assert first["refused"]
    assert "SOMEBODY" in second["unmatched"][0]
    assert third["replies"][0]["payer_control"] == "P9"


def test_every_sent_claim_is_asked_about_in_one_file_in_the_outbox(do, served, tmp_path):
    sent_with_answer(do, served, tmp_path)
    answer = do("claims", "ask-status", "--all")
    assert answer.code == 0
    (file,) = answer.facts["files"]
    assert (file["payer"], file["claims"], answer.facts["left_out"]) == ("Prairie Health", 1, [])
    question = tmp_path / "outbox" / file["file"]
    assert file["outbox"] == str(question)
    assert "TRN*1*10002~" in question.read_text()


def test_nobody_is_asked_while_every_answer_is_still_due(do, served, tmp_path):
    sent_with_answer(do, served, tmp_path)
    answer = do("claims", "ask-status", as_json=False)
    assert answer.code == 0
    assert "No sent claim is without answer longer than its payer takes." in answer.out
    assert list((tmp_path / "outbox").glob("*.276")) == []


def test_a_question_without_an_outbox_is_kept_and_said(do, served, maple, tmp_path):
    sent_with_answer(do, served, tmp_path)
    practice = opened(maple)
    row = TradingPartner.get()
    office.change_in_list(practice.session, "trading_partner", row.id, row.version, {"outbox": ""})
    practice.close()
    answer = do("claims", "ask-status", "--all", as_json=False)
    assert answer.code == 1
    assert "It is not in an outbox: choose the partner’s outbox folder" in answer.out
