"""Coverage asked about and read from the command line."""

from datetime import timedelta

import pytest

from app.models.eligibility import EligibilityRequest
from app.services.visits import plan_visit
from tests.edi.coverage_makers import ACTIVE, NOT_FOUND, insured, make_271
from tests.test_cli import assert_refused, do, maple, opened, secret
from tests.test_cli_claims import served

__all__ = ["do", "maple", "secret", "served"]


@pytest.fixture
def coming(maple, served):
    """Rivera comes tomorrow; her insurer has a trading partner."""
    practice = opened(maple)
    plan_visit(practice.session, 1, practice.session.today() + timedelta(days=1), {})
    practice.close()


def test_the_coming_visits_are_asked_about_once_into_a_folder(do, coming, tmp_path):
    folder = tmp_path / "to" / "send"
    answer = do("eligibility", "ask", "--days", "3", "--out", folder)
    (file,) = answer.facts["files"]
    assert (answer.code, file["payer"], file["policies"]) == (0, "Prairie Health", 1)
    text = (folder / file["file"]).read_text()
    assert "NM1*IL*1*RIVERA*ANA****MI*XYZ123~" in text
    again = do("eligibility", "ask", as_json=False)
    assert "Nothing is left to ask" in again.out


def test_without_a_folder_the_question_lies_in_the_outbox(do, coming, tmp_path):
    (file,) = do("eligibility", "ask").facts["files"]
    assert file["place"] == str(tmp_path / "outbox" / file["file"])


def test_visits_further_ahead_are_left_alone_and_senseless_days_refused(do, coming):
    assert do("eligibility", "ask", "--days", "0").facts["to_verify"] == 0
    assert_refused(do("eligibility", "ask", "--days", "91", as_json=False), "--days goes from 0 to 90")


@pytest.mark.parametrize("shape", [(ACTIVE, "active", 0), (NOT_FOUND, "rejected", 1)])
def test_an_answer_is_kept_and_told_by_its_status(do, coming, maple, tmp_path, shape):
    told, status, code = shape
    do("eligibility", "ask")
    practice = opened(maple)
    trace = EligibilityRequest.get().trace
    practice.close()
    path = tmp_path / "answer.271"
    path.write_text(make_271(insured(trace, told)))
    answer = do("eligibility", "read", path)
    (found,) = answer.facts["files"][0]["coverage"]
    assert (answer.code, found["patient"], found["status"]) == (code, 1, status)
    again = do("eligibility", "read", path, as_json=False)
    assert (again.code, "Nothing was done twice" in again.out) == (0, True)


def test_what_is_not_ours_or_no_answer_is_named(do, coming, tmp_path):
    stranger = tmp_path / "stranger.271"
    stranger.write_text(make_271(insured("SOMEBODY", ACTIVE)))
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear practice")
    answer = do("eligibility", "read", stranger, letter, as_json=False)
    assert answer.code == 1
    assert "which is no question of ours" in answer.out
    assert "letter.txt: This is not an X12 file" in answer.out
