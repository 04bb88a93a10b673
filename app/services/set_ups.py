"""Setting a practice up for the first time: its file, its first user, and where and by whom it works."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.domain.rights import Right
from app.models.disk_faults import in_words
from app.models.key_slots import DEFAULT_COST, FLOOR_COST, KdfCost
from app.models.office import Place, Provider, Setting
from app.queries.office_lists import RECOVERY_PROVEN
from app.services.office import write_in_list
from app.services.practices import FirstUser, OpenPractice, create_practice
from app.services.rows import check_columns
from app.services.session import Session


@dataclass(frozen=True, slots=True)
class SetUp:
    """What the first steps asked for; a provider or place without a name was skipped."""

    path: Path
    facts: Mapping[str, Any]
    first: FirstUser
    provider: Mapping[str, Any] = field(default_factory=dict)
    place: Mapping[str, Any] = field(default_factory=dict)


def set_up_practice(
    plan: SetUp, cost: KdfCost = DEFAULT_COST, floor: KdfCost = FLOOR_COST
) -> tuple[OpenPractice, str]:
    """Make the practice with its first provider and place; gives it open, and its recovery key."""
    check_columns(Provider, plan.provider)
    check_columns(Place, plan.place)
    with in_words(plan.path.parent):
        plan.path.parent.mkdir(parents=True, exist_ok=True)
    practice, recovery_key = create_practice(plan.path, plan.facts, plan.first, cost=cost, floor=floor)
    try:
        _add_first_lists(practice.session, plan)
    except BaseException:
        practice.close()
        raise
    return practice, recovery_key


def confirm_recovery_key(session: Session) -> None:
    """Note that the recovery key was typed back from paper, so that nobody is asked again."""
    session.require(Right.MANAGE_USERS)
    with session.transaction() as transaction:
        Setting.insert(name=RECOVERY_PROVEN, value="yes").on_conflict("replace").execute()
        transaction.record("setting", None, "confirm_recovery_key")


def _add_first_lists(session: Session, plan: SetUp) -> None:
    session.require(Right.SET_UP_OFFICE)
    with session.transaction() as transaction:
        if plan.provider.get("last"):
            write_in_list(transaction, "provider", plan.provider)
        if plan.place.get("name"):
            write_in_list(transaction, "place", plan.place)
