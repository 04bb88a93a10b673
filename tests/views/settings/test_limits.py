"""The limits of write-offs and the fee for a returned check, as settings show and save them."""

from app.domain.money import Money
from app.queries.approvals import find_fee_policy, find_limits
from app.tasks.runner import Runner
from app.views.common.desk import Desk
from app.views.settings.limits_panel import LimitsPanel


def open_panel(qtbot, practice, runner: Runner, role="manager"):
    desk = Desk(practice.session_of(role), runner)
    panel = LimitsPanel(desk)
    qtbot.addWidget(panel)
    panel.show()
    panel.refresh()
    qtbot.waitUntil(lambda: not runner._flying, timeout=10_000)
    return panel


def save(qtbot, panel, runner):
    panel.post_asked.emit()
    qtbot.waitUntil(lambda: not runner._flying, timeout=10_000)


def test_limits_are_shown_and_saved(qtbot, practice, lanes):
    panel = open_panel(qtbot, practice, lanes)
    assert panel.form.values()["claim"] == Money(5000)
    panel.form.set_values({"claim": Money(7500), "is_allowed": True, "amount": Money(2000)})
    save(qtbot, panel, lanes)
    assert practice.session.ask(find_limits).claim == Money(7500)
    policy = practice.session.ask(find_fee_policy)
    assert (policy.is_allowed, policy.amount) == (True, Money(2000))


def test_nobody_raises_his_own_limit(qtbot, practice, lanes):
    panel = open_panel(qtbot, practice, lanes)
    panel.form.set_values({"manager": Money(200000)})
    save(qtbot, panel, lanes)
    assert "nobody raises his own limit" in panel._reason.text()
    assert practice.session.ask(find_limits).manager == Money(100000)


def test_a_biller_looks_and_does_not_change(qtbot, practice, lanes):
    panel = open_panel(qtbot, practice, lanes, "biller")
    assert "You may not change the office’s set-up" in panel._reason.text()
    panel.form.set_values({"claim": Money(90000)})
    save(qtbot, panel, lanes)
    assert practice.session.ask(find_limits).claim == Money(5000)
