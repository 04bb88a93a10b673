"""The days of a check of coverage, as settings show and save them."""

from app.domain.eligibility_due import VerifyRule
from app.queries.eligibility import find_verify_rule
from app.views.common.desk import Desk
from app.views.settings.verify_rule_panel import VerifyRulePanel


def open_panel(qtbot, practice, runner, role="manager"):
    panel = VerifyRulePanel(Desk(practice.session_of(role), runner))
    qtbot.addWidget(panel)
    panel.show()
    panel.refresh()
    qtbot.waitUntil(lambda: not runner._flying, timeout=10_000)
    return panel


def save(qtbot, panel, runner, **values):
    panel.form.set_values(values)
    panel.post_asked.emit()
    qtbot.waitUntil(lambda: not runner._flying, timeout=10_000)


def test_the_days_are_shown_and_saved(qtbot, practice, lanes):
    panel = open_panel(qtbot, practice, lanes)
    assert panel.form.values() == {"days": "3", "series_days": "30"}
    save(qtbot, panel, lanes, days="5")
    assert practice.session.ask(find_verify_rule) == VerifyRule(5, 30)


def test_more_than_a_year_is_refused_in_words(qtbot, practice, lanes):
    panel = open_panel(qtbot, practice, lanes)
    save(qtbot, panel, lanes, series_days="400")
    assert "0 to 365" in panel.reason
    assert practice.session.ask(find_verify_rule) == VerifyRule(3, 30)


def test_a_biller_looks_and_does_not_change(qtbot, practice, lanes):
    panel = open_panel(qtbot, practice, lanes, "biller")
    assert "You may not change the office’s set-up" in panel.reason
    save(qtbot, panel, lanes, days="9")
    assert practice.session.ask(find_verify_rule) == VerifyRule(3, 30)
