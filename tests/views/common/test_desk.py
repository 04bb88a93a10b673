"""The desk asks and does for a tab, off the GUI thread."""

import threading
from dataclasses import dataclass, field

import pytest
from PySide6.QtWidgets import QWidget

from app.domain.errors import RuleError
from app.tasks.runner import status_only
from app.views.common.desk import Desk


@dataclass
class Session:
    """Answers a query as a real session does: by calling it, and noting who asked."""

    user: str = "M. Lee"
    asked: list = field(default_factory=list)

    def ask(self, query, *args, **filters):
        self.asked.append(query.__name__)
        return query(*args, **filters)


def find_patients(text, limit=50):
    return f"{text} up to {limit}", threading.get_ident()


@pytest.fixture
def desk(runner):
    return Desk(Session(), runner)


def test_a_question_goes_through_the_session(qtbot, desk):
    answers, owner = [], QWidget()
    qtbot.addWidget(owner)
    desk.ask(find_patients, "riv", limit=5, then=answers.append, owner=owner)
    qtbot.waitUntil(lambda: bool(answers))
    answer, thread = answers[0]
    assert answer == "riv up to 5"
    assert thread != threading.get_ident()
    assert desk.session.asked == ["find_patients"]


def test_a_use_case_gets_the_session_and_tells_what_changed(qtbot, desk):
    def post_payment(session, cents):
        desk.runner.announce({"payment"})
        return f"{session.user} took {cents}"

    seen = []
    desk.changed.connect(lambda kinds: seen.append(set(kinds)))
    desk.do(post_payment, 2500, then=seen.append)
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen == [{"payment"}, "M. Lee took 2500"]


def test_a_refusal_is_said_unless_the_panel_takes_it(qtbot, desk):
    def post_payment(session):
        raise RuleError("The day is closed.")

    with qtbot.waitSignal(desk.say) as said:
        desk.do(post_payment)
    assert said.args == ["The day is closed."]
    mine, others = [], []
    desk.say.connect(others.append)
    desk.do(post_payment, failed=lambda error: mine.append(str(error)))
    qtbot.waitUntil(lambda: bool(mine))
    assert (mine, others) == (["The day is closed."], [])


def test_a_use_case_reports_progress(qtbot, desk):
    def issue_statements(session, progress):
        progress(1, 1, "statements")
        return "done"

    seen = []
    desk.do(issue_statements, then=seen.append, progress=status_only)
    qtbot.waitUntil(lambda: seen == ["done"])


def test_a_bug_is_reported_as_a_crash(qtbot, desk):
    def stumble(session):
        raise KeyError("Rivera")

    with qtbot.waitSignal(desk.crashed) as crashed:
        desk.do(stumble)
    assert crashed.args[0].code.startswith("KeyError")
    assert "Rivera" not in repr(crashed.args[0])
