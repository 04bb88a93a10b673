"""Do you take my insurance? The networks of providers answer by plan, payer and day."""

from datetime import date

import pytest

from app.domain.errors import InputError, RuleError
from app.queries.provider_networks import is_in_network, list_networks
from app.services.provider_networks import add_network, change_network

SINCE = date(2026, 1, 1)


def network(practice, **values):
    lists = practice.lists
    facts = {"provider": lists.provider, "payer": lists.payer, "effective": SINCE, **values}
    return add_network(practice.session, facts)


def test_a_line_for_the_payer_holds_for_its_plans_on_its_days(practice):
    lists = practice.lists
    assert is_in_network(lists.provider, lists.plan, SINCE) is None
    network(practice, ends=date(2026, 6, 30))
    assert is_in_network(lists.provider, lists.plan, date(2026, 6, 30)) is True
    assert is_in_network(lists.provider, lists.plan, date(2026, 7, 1)) is None
    assert is_in_network(lists.provider, lists.plan, date(2025, 12, 31)) is None
    assert is_in_network(lists.provider, lists.medicare, SINCE) is None


def test_a_line_for_the_plan_goes_before_one_for_the_payer(practice):
    lists = practice.lists
    network(practice)
    network(practice, plan=lists.plan, in_network=False)
    assert is_in_network(lists.provider, lists.plan, SINCE) is False
    assert [(line.plan, line.in_network) for line in practice.session.ask(list_networks)] == [
        ("", True),
        ("Prairie PPO", False),
    ]


def test_a_network_ends_and_a_colleague_is_not_overwritten(practice):
    line = network(practice)
    change_network(practice.session, line, 1, {"ends": date(2026, 3, 31)})
    assert is_in_network(practice.lists.provider, practice.lists.plan, date(2026, 4, 1)) is None
    with pytest.raises(RuleError, match="colleague"):
        change_network(practice.session, line, 1, {"in_network": False})


@pytest.mark.parametrize(
    ("values", "words"),
    [({"effective": None}, "needs the provider"), ({"ends": date(2025, 1, 1)}, "ends before it begins")],
)
def test_a_network_has_sense(practice, values, words):
    with pytest.raises(InputError, match=words):
        network(practice, **values)


def test_a_plan_of_another_insurer_is_refused(practice):
    with pytest.raises(InputError, match="another insurer"):
        network(practice, plan=practice.lists.medicare)
