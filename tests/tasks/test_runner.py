"""The runner brings results home in order, and lets nothing dangle."""

import sys
import threading

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from app.domain.errors import RuleError
from app.tasks.jobs import Cancelled, State
from app.tasks.runner import Runner, status_only


def test_result_comes_back_on_the_gui_thread(qtbot, runner):
    seen = []
    runner.read(threading.get_ident, lambda ran: seen.append((ran, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(seen))
    ran, arrived = seen[0]
    assert arrived == threading.get_ident()
    assert ran != arrived


def test_each_lane_keeps_its_thread_and_its_order(qtbot, runner):
    order, threads = [], {"read": set(), "write": set(), "draw": set()}
    for number in range(20):
        runner.write(lambda n=number: (threads["write"].add(threading.get_ident()), n)[1], order.append)
        runner.read(lambda: threads["read"].add(threading.get_ident()))
        runner.draw(lambda: threads["draw"].add(threading.get_ident()))
    qtbot.waitUntil(lambda: len(order) == 20 and not runner._flying)
    assert order == list(range(20))
    assert [len(ids) for ids in threads.values()] == [1, 1, 1]
    assert len(set.union(*threads.values())) == 3


def test_a_slow_write_does_not_hold_up_reading(qtbot, runner):
    gate, seen = threading.Event(), []
    runner.write(lambda: gate.wait(10), seen.append)
    runner.read(lambda: "found", seen.append)
    qtbot.waitUntil(lambda: seen == ["found"])
    gate.set()
    qtbot.waitUntil(lambda: seen == ["found", True])


def test_result_is_dropped_when_its_owner_has_gone(qtbot, runner):
    gate, seen, owner = threading.Event(), [], QWidget()
    runner.read(lambda: gate.wait(10), seen.append, owner=owner)
    owner.deleteLater()
    with qtbot.waitSignal(owner.destroyed):
        pass
    with qtbot.waitSignal(runner.job_finished):
        gate.set()
    assert seen == []


def test_a_refusal_reaches_failed_or_else_the_signal(qtbot, runner):
    def refuse():
        raise RuleError("The month is closed.")

    seen = []
    runner.write(refuse, failed=lambda error: seen.append(str(error)))
    qtbot.waitUntil(lambda: seen == ["The month is closed."])
    with qtbot.waitSignal(runner.failed) as said:
        runner.write(refuse)
    assert str(said.args[0]) == "The month is closed."


def test_a_refused_write_is_still_said_when_its_panel_has_gone(qtbot, runner):
    gate, seen, owner = threading.Event(), [], QWidget()

    def refuse():
        gate.wait(10)
        raise RuleError("Already posted.")

    runner.write(refuse, failed=seen.append, owner=owner)
    owner.deleteLater()
    with qtbot.waitSignal(owner.destroyed):
        pass
    with qtbot.waitSignal(runner.failed):
        gate.set()
    assert seen == []


def test_an_unexpected_error_is_reported_without_its_message(qtbot, runner):
    def stumble():
        raise ValueError("Rivera, Ana 03/04/1961")

    with qtbot.waitSignal(runner.crashed) as crashed:
        job = runner.write(stumble)
    crash = crashed.args[0]
    assert crash.job == job.number
    assert crash.code.startswith("ValueError at test_runner.py:")
    assert "stumble" in crash.trace
    assert "Rivera" not in repr(crash)
    assert job.state is State.CRASHED


def test_cancel_stops_between_items_and_leaves_whole_ones(qtbot, runner):
    finished, told = [], []
    first = threading.Event()
    stopped = threading.Event()

    def work(progress):
        for item in range(100):
            progress(item, 100, "printing")
            finished.append(item)
            first.set()
            stopped.wait(10)

    job = runner.write(work, failed=told.append, progress=status_only)
    first.wait(10)
    job.cancel()
    stopped.set()
    qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], Cancelled)
    assert finished == [0]
    assert job.state is State.CANCELLED


def test_a_waiting_job_that_is_cancelled_never_runs(qtbot, runner):
    gate, ran = threading.Event(), []
    runner.write(lambda: gate.wait(10))
    job = runner.write(lambda: ran.append(1))
    job.cancel()
    gate.set()
    qtbot.waitUntil(lambda: job.ended)
    assert ran == []


def test_a_posting_that_was_done_before_cancel_is_told(qtbot, runner):
    began, gate, seen = threading.Event(), threading.Event(), []

    def post():
        began.set()
        gate.wait(10)
        return "posted"

    job = runner.write(post, seen.append)
    began.wait(10)
    job.cancel()
    gate.set()
    qtbot.waitUntil(lambda: seen == ["posted"])


def test_newer_search_takes_the_place_of_the_older(qtbot, runner):
    gate, seen, ran = threading.Event(), [], []
    runner.read(lambda: gate.wait(10))
    for text in ("r", "ri", "riv"):
        runner.read(lambda t=text: (ran.append(t), t)[1], seen.append, key="search")
    other = runner.read(lambda: "other", seen.append, key="balance")
    gate.set()
    qtbot.waitUntil(lambda: other.ended)
    assert ran == ["riv"]
    assert seen == ["riv", "other"]


def test_progress_arrives_and_the_last_report_is_never_lost(qtbot, runner):
    reports, seen = [], []

    def work(progress):
        for item in range(1, 501):
            progress(item, 500, "statements")

    runner.write(work, seen.append, progress=lambda done, total, text: reports.append((done, total, text)))
    qtbot.waitUntil(lambda: bool(seen))
    assert reports[0] == (1, 500, "statements")
    assert reports[-1] == (500, 500, "statements")


def test_busy_goes_on_once_and_off_once(qtbot, runner):
    states, seen = [], []
    runner.busy.connect(states.append)
    for number in range(3):
        runner.read(lambda n=number: n, seen.append)
    qtbot.waitUntil(lambda: len(seen) == 3)
    assert states == [True, False]


def test_what_changed_is_told_before_the_result(qtbot, runner):
    seen = []
    runner.changed.connect(lambda kinds: seen.append(set(kinds)))
    runner.write(lambda: runner.announce({"payment", "ledger"}), lambda _: seen.append("then"))
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen == [{"payment", "ledger"}, "then"]


def test_connections_open_and_close_in_their_own_threads(qapp):
    opened, closed = [], []
    made = Runner(lambda: opened.append(threading.get_ident()), lambda: closed.append(threading.get_ident()))
    made.stop()
    assert len(set(opened)) == 2
    assert sorted(opened) == sorted(closed)


def test_a_lane_that_cannot_open_says_so(qtbot):
    def refuse():
        raise OSError("no file")

    made = Runner(refuse)
    with qtbot.waitSignal(made.crashed) as crashed:
        pass
    made.stop()
    assert crashed.args[0].code.startswith("OSError")


def test_stop_drops_what_waits_and_later_calls_do_nothing(qtbot):
    made, seen, gate = Runner(), [], threading.Event()
    before = threading.active_count()
    made.read(lambda: gate.wait(10), seen.append)
    waiting = made.read(lambda: "late", seen.append)
    gate.set()
    made.stop()
    assert threading.active_count() == before - 2
    assert made.read(lambda: "after", seen.append).ended
    assert waiting.is_cancelled
    qtbot.wait(1)
    assert seen == []


def test_an_error_in_then_is_not_swallowed(qtbot, runner):
    def stumble(result):
        raise KeyError(result)

    with qtbot.captureExceptions() as caught:
        job = runner.read(lambda: "x", stumble)
        qtbot.waitUntil(lambda: job.ended and bool(caught))
    assert caught[0][0] is KeyError


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None never dies from 3.12 on")
def test_pyside_keeps_its_references_to_none(qtbot):
    """PySide6 6.12.0 lost one reference to None per void call and aborted Python 3.11."""
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for _ in range(200_000):
        label.setText("")
    assert abs(sys.getrefcount(None) - before) < 1_000
