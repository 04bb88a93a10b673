"""The question what became of a claim, and its answer."""

import pytest

from app.domain.claim_life import explain_state
from app.domain.claim_responses import Outcome
from app.models.database import select
from app.models.records import StoredFile
from app.queries.claims import list_claim_lines
from app.services.claim_answers import read_answer_file
from app.services.status_requests import ask_claim_status, place_question
from tests.edi.answer_makers import make_277

pytest_plugins = ("tests.services.partner_fixtures",)


def test_one_file_a_payer_asks_about_what_is_out_and_the_rest_is_named(partnered):
    sent, ready = partnered.a_claim(), partnered.a_claim("99214", last="Stone", first="Lee")
    partnered.send(sent)
    asked = ask_claim_status(partnered.desk.session, [sent, ready])
    assert [file.claim_ids for file in asked.files] == [(sent,)]
    assert [claim for claim, _ in asked.left_out] == [ready]
    text = bytes(StoredFile.get_by_id(asked.files[0].file_id).content).decode()
    assert f"TRN*1*{partnered.number(sent)}~" in text
    assert "AMT*T3*165~" in text
    path = place_question(partnered.desk.session, asked.files[0])
    assert path.read_text() == text


def test_the_questions_number_is_never_given_to_claims_again(partnered):
    first = partnered.a_claim()
    partnered.send(first)
    ask_claim_status(partnered.desk.session, [first])
    batch = partnered.send(partnered.a_claim("99214", last="Stone", first="Lee"))
    assert batch.interchange_number == 3


@pytest.mark.parametrize(
    ("category", "outcome"), [("P1", Outcome.PENDED), ("F1", Outcome.FINAL), ("D0", Outcome.NO_CHANGE)]
)
def test_the_answer_is_kept_with_the_claim_and_leaves_it_out(partnered, category, outcome):
    sent = partnered.a_claim()
    partnered.send(sent)
    answer = make_277([(partnered.number(sent), category, "20", "ICN9")]).encode()
    report = read_answer_file(partnered.desk.session, "status.277", answer)
    assert report.count(outcome) == 1
    assert partnered.state(sent) == "sent"
    assert select("select payer_control from claim_response") == [("ICN9",)]


def test_a_later_status_takes_the_place_of_the_one_before_and_a_failed_search_does_not(partnered):
    sent = partnered.a_claim()
    partnered.send(sent)
    said = []
    for category in ("P1", "F1", "D0"):
        answer = make_277([(partnered.number(sent), category, "20", "")]).encode()
        read_answer_file(partnered.desk.session, f"{category}.277", answer)
        (line,) = partnered.desk.session.ask(list_claim_lines, (sent,))
        said.append(explain_state(line.standing))
    assert said == ["In review", "Decided, answer due", "Decided, answer due"]
