"""Claims into a partner's file and a batch confirmed, from the command line."""

import json
from datetime import date

import pytest

from app.models.claims import Claim, ClaimBatch
from app.models.database import select
from app.models.records import Payer, TradingPartner
from app.services import office, visits
from app.services.patients import change_patient
from tests.documents.paper_reading import read_pages
from tests.partner_samples import PARTNER
from tests.test_cli import assert_refused, do, maple, opened, secret

__all__ = ["do", "maple", "secret"]


@pytest.fixture
def served(maple, tmp_path):
    """The small practice, whose one insurer is served by a partner; gives a folder for files."""
    practice = opened(maple)
    try:
        partner = office.add_to_list(
            practice.session, "trading_partner", {**PARTNER, "outbox": str(tmp_path / "outbox")}
        )
        version = Payer.get_by_id(1).version
        values = {"partner": partner, "claim_payer_id": "PRAIR", "filing_code": "CI"}
        office.change_in_list(practice.session, "payer", 1, version, values)
    finally:
        practice.close()
    folder = tmp_path / "files"
    folder.mkdir()
    (tmp_path / "outbox").mkdir()
    return folder


def break_the_patient(maple):
    """Take what every claim needs from the one patient with a ready claim."""
    practice = opened(maple)
    try:
        patient = Claim.get(Claim.state == "ready").patient
        change_patient(practice.session, patient.id, patient.version, {"zip": ""})
    finally:
        practice.close()


def test_ready_claims_go_into_one_file_with_its_numbers(do, served, maple):
    answer = do("claims", "export", "--partner", "Clear Path", "--out", served)
    assert answer.code == 0
    facts = answer.facts
    assert (facts["claims"], facts["charged_cents"], facts["batch"], facts["left_out"]) == (1, 16500, 1, [])
    assert facts["control_numbers"] == {
        "interchange": 1,
        "group": 1,
        "set": "0001",
        "reference": "PB0000001",
    }
    (file,) = served.iterdir()
    assert facts["file"] == str(file)
    assert file.read_bytes().startswith(b"ISA*00*")
    assert facts["cover_sheet"] == ""
    practice = opened(maple)
    assert Claim.get_by_id(2).state == "printed"
    assert select("select event from claim_batch_event") == [("placed",)]
    practice.close()
    again = do("claims", "export", "--partner", "Clear Path", "--out", served)
    assert (again.code, again.facts["claims"], again.facts["files"]) == (0, 0, [])


def test_claims_left_out_are_named_on_a_cover_sheet_and_take_no_number(do, served, maple):
    break_the_patient(maple)
    answer = do("claims", "export", "--partner", "Clear Path", "--out", served)
    assert answer.code == 1
    (left,) = answer.facts["left_out"]
    assert left["claim"] == 10002
    assert "ZIP" in json.dumps(left["findings"])
    (sheet,) = served.iterdir()
    assert answer.facts["cover_sheet"] == str(sheet)
    assert "10002" in "".join(map(str, read_pages(sheet.read_bytes())))
    practice = opened(maple)
    assert TradingPartner.get().interchange_number == 0
    practice.close()


def test_no_paper_is_put_into_the_outbox_itself(do, served, maple, tmp_path):
    practice = opened(maple)
    line = visits.LineEntry("99213", office.Money(16500), pos="11")
    facts = {"provider": 1, "place": 1, "referring_qualifier": "DN"}
    entry = visits.VisitEntry(1, practice.session.today(), ("J02.9",), (line,), facts)
    visits.submit_visit(practice.session, entry)
    practice.close()
    answer = do("claims", "export", "--partner", "Clear Path", "--out", tmp_path / "outbox", as_json=False)
    assert [each.suffix for each in (tmp_path / "outbox").iterdir()] == [".837"]
    assert answer.code == 1
    assert "was left out:" in answer.out


def test_a_partner_or_a_folder_that_is_not_there(do, served, tmp_path):
    nobody = do("claims", "export", "--partner", "Nobody", "--out", served)
    assert_refused(nobody, "no trading partner “Nobody”")
    nowhere = do("claims", "export", "--partner", "Clear Path", "--out", tmp_path / "nowhere")
    assert_refused(nowhere, "is not there. Nothing was written.")


def test_a_batch_is_confirmed_by_its_number(do, served, maple):
    do("claims", "export", "--partner", "Clear Path", "--out", served)
    practice = opened(maple)
    today = practice.session.today()
    practice.close()
    answer = do("claims", "confirm", "1", "--on", today, "--method", "Uploaded by hand")
    assert answer.code == 0
    assert answer.facts == {
        "batch": 1,
        "on": str(today),
        "method": "Uploaded by hand",
        "claims": 1,
        "changed_since": 0,
    }
    practice = opened(maple)
    assert (Claim.get_by_id(2).state, Claim.get_by_id(2).sent_on) == ("sent", today)
    practice.close()
    assert_refused(do("claims", "confirm", "1", "--on", today), "was sent on")


def test_a_printed_batch_is_confirmed_as_mailed_today_unless_said_otherwise(do, maple, tmp_path):
    do("claims", "print", "--out", tmp_path / "claims.pdf")
    answer = do("claims", "confirm", "1", as_json=False)
    assert "Batch 1: 1 claims sent on" in answer.out
    assert ", Mail." in answer.out
    practice = opened(maple)
    assert ClaimBatch.get().kind == "paper"
    practice.close()


def test_a_batch_or_a_day_that_is_none(do, maple, tmp_path):
    assert_refused(do("claims", "confirm", "7"), "There is no batch 7")
    do("claims", "print", "--out", tmp_path / "claims.pdf")
    old = do("claims", "confirm", "1", "--on", date(2020, 1, 1))
    assert_refused(old, "Type the day it was sent, not after today")
