"""A kept estimate comes back as it was, and every step has its sentence in both languages."""

import json
import string

from app.domain.estimate_record import keep_estimate, read_estimate, write_estimate
from app.domain.estimate_words import TEXTS, say_step
from app.domain.estimates import compose_estimate
from tests.domain.test_estimates import scenario


def test_what_is_kept_comes_back_as_it_was():
    kept = keep_estimate(compose_estimate(scenario(paid="40")))
    again = read_estimate(json.loads(json.dumps(write_estimate(kept))))
    assert again == kept
    assert (str(again.patient), str(again.due), str(again.write_off)) == ("152.00", "112.00", "150.00")
    assert again.lines[0].words("es") == "New patient visit"


def test_every_step_is_said_in_both_languages():
    for step in (kept := keep_estimate(compose_estimate(scenario()))).steps + kept.assumptions:
        assert say_step(step) != say_step(step, "es")


def test_both_languages_name_the_same_amounts():
    for key, (english, spanish) in TEXTS.items():
        named = [
            {name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (english, spanish)
        ]
        assert named[0] == named[1], key
