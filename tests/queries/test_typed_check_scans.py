"""What is asked while a check is typed reads no large table from end to end."""

import pytest

from app.domain.money import Money
from app.queries import insurer_answers, typed_checks
from tests.practice_fixtures import TODAY
from tests.queries.test_no_scans import assert_found_by_index

ASKED = [
    (typed_checks.list_check_claims, (1, "riv", TODAY)),
    (typed_checks.list_check_claims, (1, "10001", TODAY)),
    (typed_checks.list_check_claims, (1, "11/23", TODAY)),
    (typed_checks.find_takeback_claim, ("10001",)),
    (typed_checks.find_same_check, (1, "88213", Money(100))),
    (typed_checks.answers_typed_with, (1, "88213")),
    (insurer_answers.list_insurer_answers, (TODAY, TODAY, "88213")),
]


@pytest.mark.parametrize(("question", "values"), ASKED)
def test_a_question_finds_its_rows_by_an_index(practice, monkeypatch, question, values):
    assert_found_by_index(monkeypatch, question, values)
