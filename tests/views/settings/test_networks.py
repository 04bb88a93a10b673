"""Networks are typed by keys: the plans offered are those of the insurer chosen."""

from datetime import date
from functools import partial

import pytest

from app.models.eligibility import ProviderNetwork
from app.services.provider_networks import add_network
from app.views.settings.networks_panel import NetworksPanel
from tests.views.settings.test_payer_windows import CTRL, ENTER, Hands

SINCE = date(2026, 1, 1)


@pytest.fixture
def open_panel(qtbot, practice, lanes, tmp_path):
    return partial(Hands, qtbot, practice, lanes, tmp_path, NetworksPanel)


def choices(panel, name):
    editor = panel.form.editor(name)
    return [editor.itemText(at) for at in range(editor.count())]


def test_a_network_is_added_for_one_plan_of_the_insurer_chosen(open_panel, practice):
    hands = open_panel("manager")
    panel = hands.panel
    panel.form.editor("payer").set_value(practice.lists.payer)
    panel.form.editor("payer").edited.emit()
    assert choices(panel, "plan") == ["every plan", "Prairie PPO"]
    panel.form.editor("plan").set_value(practice.lists.plan)
    hands.fill(effective="1/1/26")
    hands.press(ENTER, CTRL)
    hands.settle()
    row = ProviderNetwork.get()
    assert (row.provider_id, row.payer_id, row.plan_id) == (
        practice.lists.provider,
        practice.lists.payer,
        practice.lists.plan,
    )
    assert (row.in_network, row.effective, row.ends) == (True, SINCE, None)
    model = panel.model
    assert [model.index(0, column).data() for column in (1, 2)] == ["Prairie Health · Prairie PPO", "in"]


def test_a_row_shows_its_own_plan_and_is_ended(open_panel, practice):
    lists = practice.lists
    facts = {"provider": lists.provider, "payer": lists.payer, "plan": lists.plan, "effective": SINCE}
    add_network(practice.session, facts)
    hands = open_panel("manager")
    assert hands.panel.form.editor("plan").value() == lists.plan
    hands.fill(ends="6/30/26")
    hands.press(ENTER, CTRL)
    hands.settle()
    row = ProviderNetwork.get()
    assert (row.ends, row.plan_id, row.version) == (date(2026, 6, 30), lists.plan, 2)
