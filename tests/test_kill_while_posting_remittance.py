"""The looks of the kill script find halves where there are any: crashes in the middle, at known places."""

import os
import shutil

import pytest

from app.services import practices
from tests.kill_while_posting_remittance import (
    CLAIMS,
    PROGRAM,
    one_commit,
    one_commit_per_line,
    prepare,
    turn,
)
from tests.killed_programs import find_faults, run
from tests.small_practice import PASSWORD, USER


class Crash(Exception):
    """What a kill is to the program: nothing after it is done."""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A closed practice with what is posted into it, to be copied."""
    return prepare(tmp_path_factory.mktemp("prepared"))


@pytest.fixture
def remitted(prepared, tmp_path):
    """The open practice that is posted into, and its path."""
    path = shutil.copytree(prepared.parent, tmp_path / "own") / prepared.name
    opened = practices.open_practice(path, USER, PASSWORD)
    yield opened.session, path
    opened.close()


def crash_after(count, progress):
    """Progress that goes on so many times, and then no more."""
    left = iter(range(count))

    def passed(done, total, what):
        progress(done, total, what)
        if next(left, None) is None:
            raise Crash

    return passed


def crash(remitted, way, count):
    """Post or take back until it crashes; what the looks find then."""
    session, path = remitted
    with way() as progress, pytest.raises(Crash):
        turn(session, path, crash_after(count, progress))
    return find_faults(PROGRAM, session)


def test_the_remittance_is_posted_taken_back_and_posted_again_whole(remitted):
    session, path = remitted
    with one_commit() as progress:
        done = [turn(session, path, progress) for _ in range(3)]
    assert done == [("posted", 1), ("taken_back", 1), ("posted", 2)]
    assert find_faults(PROGRAM, session) == []


def test_a_crash_within_one_commit_leaves_nothing_of_it(remitted):
    assert crash(remitted, one_commit, 0) == []
    session, path = remitted
    assert turn(session, path, lambda *_: None) == ("posted", 1)
    assert crash(remitted, one_commit, 3) == []


@pytest.mark.parametrize("count", [0, 3, CLAIMS - 1])
def test_the_looks_find_what_one_commit_per_line_leaves_behind_a_crash_while_posting(remitted, count):
    faults = crash(remitted, one_commit_per_line, count)
    assert "a remittance without its audit row: 1" in faults
    assert ("a remittance with a part of its answers: 1" in faults) == (count < CLAIMS - 1)


def test_the_looks_find_what_one_commit_per_line_leaves_behind_a_crash_while_taking_back(remitted):
    session, path = remitted
    turn(session, path, lambda *_: None)
    assert "half a remittance that stands: 1" in crash(remitted, one_commit_per_line, 3)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="kill -9 of Unix")
def test_five_kills_leave_no_half_remittance_and_lose_none():
    tally = run(PROGRAM, kills=5, seed=20261123)
    assert tally.faults == []
    assert tally.said["posted"]
