"""What the demo practice knows of its insurers: invented guidelines, written down by its biller over time."""

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from app.models.records import Plan
from app.services.demo_desk import working_day
from app.services.demo_scene import DemoScene, moment, words
from app.services.guidelines import add_guideline, change_guideline

# Not a column of a guideline, but when and whose.
_ABOUT = frozenset({"payer", "plan", "days_ago", "effective", "effective_days_ago", "then"})


def plan_guidelines(scene: DemoScene) -> None:
    """Let the biller add each guideline on the day it was looked up, and change it when the insurer did."""
    for facts in words("guidelines"):
        scene.plan(_morning(scene, facts), partial(_add, scene, facts))


def _add(scene: DemoScene, facts: dict[str, Any]) -> None:
    year, month, day = facts["effective"]
    values = {
        **_read(scene, facts),
        **_whose(scene, facts),
        "effective": date(scene.today.year + year, month, day),
    }
    guideline = add_guideline(scene.biller, values)
    for change in facts.get("then", ()):
        scene.plan(_morning(scene, change), partial(_change, scene, guideline, change))


def _change(scene: DemoScene, guideline: int, facts: dict[str, Any]) -> None:
    effective = scene.today - timedelta(days=facts["effective_days_ago"])
    change_guideline(
        scene.biller, guideline, {**_read(scene, facts), "effective": effective, "review_on": None}
    )


def _read(scene: DemoScene, facts: dict[str, Any]) -> dict[str, Any]:
    """What was read, by whom and when: the day it is written down."""
    said = {name: value for name, value in facts.items() if name not in _ABOUT}
    return {**said, "confirmed_by": scene.biller.user.display_name, "confirmed_on": scene.biller.today()}


def _whose(scene: DemoScene, facts: dict[str, Any]) -> dict[str, int | None]:
    if facts["payer"] is None:
        return {"payer": None, "plan": None}
    plan = Plan.get_by_id(scene.office.plans[facts["payer"]].id)
    return {"payer": plan.payer_id, "plan": plan.id if facts.get("plan") else None}


def _morning(scene: DemoScene, facts: dict[str, Any]) -> datetime:
    day = working_day(scene.today - timedelta(days=facts["days_ago"]))
    return moment(max(day, scene.clock().date()), 8, 15)
