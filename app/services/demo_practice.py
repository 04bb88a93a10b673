"""The demo practice: an invented office with two hundred patients, made through the program's own use cases.

Nothing in it is written but by the use cases people work with; only the clock is moved. The same day gives
the same practice.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from app.domain.errors import InputError, RuleError
from app.domain.rights import Role
from app.models.key_slots import FLOOR_COST
from app.models.office import Practice, User
from app.queries.practice_facts import count_rows
from app.services.demo_card import card_image
from app.services.demo_disputes import plan_disputes
from app.services.demo_eligibility import verify_some_visits
from app.services.demo_estimates import estimate_visits_ahead, plan_estimate_story
from app.services.demo_guidelines import plan_guidelines
from app.services.demo_office import fill_office, practice_facts
from app.services.demo_people import DemoPatient, keep_papers, register_people
from app.services.demo_remittances import plan_mixed_remittance, put_remittances_in_inbox
from app.services.demo_scene import DemoClock, DemoScene, moment
from app.services.demo_stories import plan_stories, story_year
from app.services.demo_visits import MONTHS_BACK, plan_months, plan_visits_ahead
from app.services.demo_work import plan_desk_work
from app.services.practices import FirstUser, OpenPractice, create_practice, open_practice
from app.services.progress import Progress, no_progress
from app.services.session import Session, SignedIn
from app.services.users import NewUser, add_user

DEMO_FILE = "Demo practice.plainbill"
DEMO_USER = "demo"
DEMO_PASSWORD = "maple hollow sample walk"
COLLEAGUES = (
    ("rita", "Rita Desk", Role.RECEPTIONIST),
    ("bill", "Bill Post", Role.BILLER),
    ("audra", "Audra Look", Role.AUDITOR),
)
COUNTED = (
    *("patient", "guarantor_account", "policy", "visit", "claim"),
    *("adjudication", "payment", "statement"),
)
SEED = 8420


@dataclass(frozen=True, slots=True)
class DemoPractice:
    """The finished demo practice, closed; the password is the same for all four users."""

    path: Path
    user: str
    password: str
    recovery_key: str
    counts: dict[str, int]
    stories: dict[str, DemoPatient]


def make_demo_practice(folder: Path, *, today: date, progress: Progress = no_progress) -> DemoPractice:
    """Make the demo practice in a folder, as it stands on the morning of `today`, and leave it closed.

    Its password is printed, so stretching it longer than the least would only cost time.

    Raises RuleError where one is there already or the folder is no place for a practice.
    """
    start = min(today - timedelta(days=MONTHS_BACK), date(story_year(today), 3, 1)) - timedelta(days=3)
    clock = DemoClock(moment(start, 8))
    first = FirstUser(DEMO_USER, "Dana Demo", DEMO_PASSWORD)
    folder.mkdir(parents=True, exist_ok=True)
    practice, recovery = create_practice(
        folder / DEMO_FILE, practice_facts(), first, cost=FLOOR_COST, clock=clock
    )
    try:
        scene = _set_scene(practice, clock, today)
        stories = _play(scene, progress)
        return DemoPractice(practice.path, DEMO_USER, DEMO_PASSWORD, recovery, count_rows(COUNTED), stories)
    finally:
        practice.close()


def open_demo(path: Path) -> OpenPractice:
    """Open a demo practice without asking for a password; any other file is refused."""
    try:
        practice = open_practice(path, DEMO_USER, DEMO_PASSWORD)
    except InputError as error:
        if not path.is_file():
            raise
        raise RuleError(
            f"“{path.name}” is not a demo practice, or it is damaged. Nothing was changed. "
            "Open it with your name and password."
        ) from error
    if not Practice.get_by_id(1).demo:
        practice.close()
        raise RuleError(
            f"“{path.name}” is not a demo practice. Nothing was changed. Open it with your name and password."
        )
    return practice


def _set_scene(practice: OpenPractice, clock: DemoClock, today: date) -> DemoScene:
    manager = practice.session
    for name, display_name, role in COLLEAGUES:
        add_user(manager, practice, NewUser(name, display_name, role, DEMO_PASSWORD))
    sessions = {row.name: _session(row, clock) for row in User.select()}
    return DemoScene(
        practice, clock, today, Random(SEED), desk=sessions["rita"], biller=sessions["bill"], manager=manager
    )


def _session(row: User, clock: DemoClock) -> Session:
    return Session(SignedIn(row.id, row.name, row.display_name, Role(row.role)), clock=clock)


def _play(scene: DemoScene, progress: Progress) -> dict[str, DemoPatient]:
    fill_office(scene)
    plan_guidelines(scene)
    people = register_people(scene)
    keep_papers(scene, people, card_image())
    stories = plan_stories(scene)
    plan_estimate_story(scene)
    plan_months(scene, people)
    plan_mixed_remittance(scene, people)
    plan_desk_work(scene, people)
    plan_disputes(scene)
    start = scene.clock().date()
    days = (scene.today - start).days
    scene.play(lambda day: progress((day - start).days, days, "days"))
    plan_visits_ahead(scene, people)
    verify_some_visits(scene)
    estimate_visits_ahead(scene)
    put_remittances_in_inbox(scene, people)
    scene.desk.flush_looks()
    scene.biller.flush_looks()
    progress(days, days, "days")
    return stories
