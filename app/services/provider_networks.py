"""Networks: which provider takes part in which payer's network, or in that of one plan, and since when."""

from collections.abc import Mapping
from typing import Any

from app.domain.errors import InputError
from app.domain.rights import Right
from app.models.eligibility import ProviderNetwork
from app.models.records import Plan
from app.services.rows import change_row, check_columns, fetch
from app.services.session import Session


def add_network(session: Session, values: Mapping[str, Any]) -> int:
    """Say that a provider takes part in a network, or does not, from a day on; gives the id."""
    session.require(Right.SET_UP_OFFICE)
    check_columns(ProviderNetwork, values)
    _check_network(values)
    with session.transaction() as transaction:
        row = ProviderNetwork.create(**values)
        transaction.record("provider_network", row.id, "add_network", after=dict(values))
        return int(row.id)


def change_network(session: Session, network_id: int, version: int, values: Mapping[str, Any]) -> None:
    """Change it, as when a contract ended; refused when a colleague saved since `version`."""
    session.require(Right.SET_UP_OFFICE)
    known = fetch(ProviderNetwork, network_id, "network")
    _check_network({**known.__data__, **values})
    with session.transaction() as transaction:
        change_row(transaction, ProviderNetwork, network_id, version, values, what="provider_network")


def _check_network(values: Mapping[str, Any]) -> None:
    if not values.get("provider") or not values.get("payer") or not values.get("effective"):
        raise InputError("A network needs the provider, the insurer and the first day.")
    ends = values.get("ends")
    if ends and ends < values["effective"]:
        raise InputError("The network ends before it begins. Check the two dates.")
    plan = values.get("plan")
    if plan and fetch(Plan, plan, "plan").payer_id != values["payer"]:
        raise InputError("That plan belongs to another insurer. Choose one of this insurer, or none.")
