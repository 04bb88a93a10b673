"""Any claim written is accepted by the oracle, and comes back as what the standard carries of it."""

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.domain.errors import InputError
from app.edi.codec import STANDARD, Delimiters
from app.edi.syntax import X12Error
from app.edi.x837p import write_claims
from app.edi.x837p_carried import carried
from app.edi.x837p_reading import read_claim_file
from tests.edi.claim_file_samples import ENVELOPE, electronic_claim
from tests.edi.claim_strategies import claims, files_of_claims
from tests.edi.oracle import faults_of

DELIMITERS = (
    STANDARD,
    Delimiters("|", "^", ">", "!"),
    Delimiters("+", "", "\\", "\n"),
    Delimiters("\x1d", "^", "\x1f", "'"),
)


def quick(examples: int) -> settings:
    """So many examples; a failing one is not made smaller, which would take minutes with the oracle."""
    health = [HealthCheck.too_slow, HealthCheck.data_too_large]
    phases = (Phase.explicit, Phase.reuse, Phase.generate)
    return settings(max_examples=examples, deadline=None, suppress_health_check=health, phases=phases)


def check_file(contents):
    text = write_claims(contents, ENVELOPE).text
    assert faults_of(text) == []
    assert read_claim_file(text.encode()) == tuple(map(carried, contents))


@given(files_of_claims())
@quick(15)
def test_files_are_accepted_and_come_back(contents):
    check_file(contents)


@pytest.mark.slow
@given(files_of_claims())
@quick(500)
def test_many_files_are_accepted_and_come_back(contents):
    check_file(contents)


@given(claims(), st.sampled_from(DELIMITERS), st.booleans())
@quick(15)
def test_claims_come_back_under_any_delimiters(content, delimiters, line_feeds):
    outer = replace(ENVELOPE.interchange, delimiters=delimiters, line_feeds=line_feeds)
    text = write_claims([content], replace(ENVELOPE, interchange=outer)).text
    assert read_claim_file(text.encode()) == (carried(content, delimiters),)


@given(claims())
@quick(15)
def test_what_was_read_can_be_written_again(content):
    once = carried(content)
    assert carried(once) == once
    text = write_claims([once], ENVELOPE).text
    assert read_claim_file(text.encode()) == (once,)


@given(st.data())
@quick(30)
def test_a_damaged_file_is_refused_with_a_sentence_or_read(data):
    text = write_claims([electronic_claim()], ENVELOPE).text
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    damaged = text[:start] + data.draw(st.text(max_size=4)) + text[end:]
    with suppress(X12Error):
        read_claim_file(damaged.encode())


def test_another_file_is_no_claim_file():
    with pytest.raises(InputError):
        read_claim_file(b"Dear insurer,")
