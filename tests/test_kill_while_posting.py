import os

import pytest

from tests.kill_while_posting import PROGRAM
from tests.killed_programs import run


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="kill -9 of Unix")
def test_five_kills_leave_nothing_half_posted_and_lose_nothing():
    tally = run(PROGRAM, kills=5, seed=20261123)
    assert tally.faults == []
    assert tally.said["visit"]
