"""The office's own rules, as settings show and save them and as answers then say them."""

from app.domain.money import Money
from app.domain.questions.facts import Asked
from app.domain.questions.policies import PracticePolicies
from app.queries.practice_policies import find_practice_policies
from app.queries.question_facts import find_answer
from app.views.common.desk import Desk
from app.views.settings.answers_panel import AnswersPanel
from tests.practice_fixtures import TODAY


def open_panel(qtbot, practice, runner, role="manager"):
    panel = AnswersPanel(Desk(practice.session_of(role), runner))
    qtbot.addWidget(panel)
    panel.show()
    panel.refresh()
    qtbot.waitUntil(lambda: not runner._flying, timeout=10_000)
    return panel


def save(qtbot, panel, runner):
    panel.post_asked.emit()
    qtbot.waitUntil(lambda: not runner._flying, timeout=10_000)


def test_what_is_saved_is_what_patients_are_told(qtbot, practice, lanes):
    patient = practice.an_insured_patient()
    panel = open_panel(qtbot, practice, lanes)
    assert panel.form.values()["prompt_pay"] == "20 %"
    panel.form.set_values({"missed_fee": Money(35_00), "cancel_hours": "48", "prompt_pay": ""})
    save(qtbot, panel, lanes)
    rules = practice.session.ask(find_practice_policies)
    assert (rules.missed_fee, rules.cancel_hours, rules.prompt_pay_bp) == (Money(35_00), 48, 0)
    told = practice.session.ask(find_answer, patient, Asked(31), TODAY)
    assert "under 48 hours before cost $35.00" in told.text_en


def test_what_cannot_be_is_refused_and_a_biller_only_looks(qtbot, practice, lanes):
    panel = open_panel(qtbot, practice, lanes)
    for wrong, words in (({"instalments": "9"}, "Type 1 to 4 payments"), ({"prompt_pay": "x"}, "percent")):
        panel.form.set_values(wrong)
        save(qtbot, panel, lanes)
        assert words in panel.reason
        panel.refresh()
        qtbot.waitUntil(lambda: not lanes._flying, timeout=10_000)
    biller = open_panel(qtbot, practice, lanes, "biller")
    assert "You may not change the office’s set-up" in biller.reason
    biller.form.set_values({"missed_fee": Money(35_00)})
    save(qtbot, biller, lanes)
    assert practice.session.ask(find_practice_policies) == PracticePolicies()
