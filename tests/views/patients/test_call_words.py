"""The words of a call: a topic that is a question ends with its own mark and no second one."""

import pytest

from app.views.patients.call_words import _topic


@pytest.mark.parametrize(
    ("topic", "told"),
    [("Insured, why a bill?", "“Insured, why a bill?”"), ("Statement", "Statement")],
)
def test_a_question_stands_in_quotes(topic, told):
    assert _topic(topic) == told
