"""Garbage rounds: the cycles of young objects go at once, older ones only while no lane works."""

import gc
import weakref

import pytest

from app.tasks import garbage
from app.tasks.garbage import GarbageRound
from app.tasks.runner import Runner


class Knot:
    """An object that only the collector can end."""

    def __init__(self):
        self.itself = self


@pytest.fixture
def rounds(qtbot, monkeypatch):
    monkeypatch.setattr(garbage, "WHOLE_EVERY", 1)
    runner = Runner()
    made = GarbageRound(runner, runner.is_busy)
    made.stop()
    gc.disable()
    yield made, runner
    gc.enable()
    runner.stop()


def old_knot():
    knot = Knot()
    gc.collect(1)
    return weakref.ref(knot)


def test_a_young_cycle_goes_in_any_round(rounds):
    made, runner = rounds
    runner.read(lambda: None)
    knot = weakref.ref(Knot())
    made.go()
    assert knot() is None


def test_an_older_cycle_goes_only_when_no_lane_works(rounds, qtbot):
    made, runner = rounds
    knot = old_knot()
    runner.read(lambda: None)
    made.go()
    assert knot() is not None
    qtbot.waitUntil(lambda: not runner.is_busy())
    made.go()
    assert knot() is None
