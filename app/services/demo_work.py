"""The desk of the demo practice: callers, people who may hear of an account, alerts, promises and to-dos."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial

from app.domain.callers import Identifier, Relationship, Scope
from app.domain.money import ZERO, Money
from app.queries.desk_payments import list_open_items
from app.queries.standing import owed_by
from app.services.alerts import AlertEntry, add_alert
from app.services.callers import CallerEntry, PermissionEntry, check_caller, permit_person
from app.services.contacts import ContactEntry, end_follow_up, log_contact
from app.services.demo_desk import pay_for, working_day
from app.services.demo_people import DemoPatient
from app.services.demo_scene import DemoScene, moment
from app.services.to_dos import ToDoEntry, add_to_do, finish_to_do, snooze_to_do

PROMISED_BEFORE, PAID_BEFORE = 24, 18
MOST_PROMISED = Money(6000)
# Each alert with how many days from today it holds (None: until it is ended), and whether for the family.
ALERTS = (
    ("Hard of hearing: speak slowly", "note", None, False),
    ("Interpreter: Spanish", "language", None, True),
    ("Pays on the 3rd of each month", "money", 45, True),
    ("Attorney asked for records; call the manager first", "legal", 30, False),
)
PEOPLE = (
    ("Jordan Fairweather", "son", Scope.ALL, None),
    ("Robin Sandoz", "daughter", Scope.MONEY, 60),
    ("Casey Kessler", "friend who drives", Scope.MONEY, -5),
)
# Each to-do with the days from today by which it is due.
TO_DOS = (
    ("Ask the lab for its new fax number", -1),
    ("Order statement paper for the printer at the window", 0),
    ("Call Lakeside about the new provider’s enrolment", 2),
)
CALLS = (
    ("Her new card comes by mail; ask for a copy.", -1),
    ("Will ask the employer which plan pays first.", 0),
    ("Wants an itemised bill for the tax year.", 3),
)


def plan_desk_work(scene: DemoScene, people: Sequence[DemoPatient]) -> None:
    """Plan what the desk notes in the last weeks before today."""
    adults = [patient for patient in people if patient.complete and patient.kind == "adult"]
    picked = iter(adults[3::5])
    for number, (text, kind, days, for_family) in enumerate(ALERTS):
        until = scene.today + timedelta(days=days) if days else None
        entry = AlertEntry(next(picked).id, text, kind, until, for_family)
        _plan(scene, 12 - number, partial(add_alert, scene.desk, entry))
    for number, (name, relationship, scope, days) in enumerate(PEOPLE):
        until = scene.today + timedelta(days=days) if days else None
        permission = PermissionEntry(name, scope, relationship, until=until)
        _plan(scene, 20 - number, partial(_permit, scene, next(picked), permission))
    for said, days in CALLS:
        again = scene.today + timedelta(days=days)
        _plan(scene, 6, partial(_log_checked, scene, next(picked), said, again))
    for title, days in TO_DOS:
        _plan(scene, 4, partial(add_to_do, scene.desk, ToDoEntry(title, scene.today + timedelta(days=days))))
    _plan(scene, 5, partial(_do_and_put_off, scene))
    for patient in adults[::3]:
        _plan(scene, PROMISED_BEFORE, partial(_promise, scene, patient))


def _plan(scene: DemoScene, days_before: int, event: Callable[[], object]) -> None:
    """Let something happen in the afternoon of the working day so many days before today."""

    def happen() -> None:
        event()

    day = working_day(scene.today - timedelta(days=days_before))
    scene.plan(moment(day, 15), happen)


def _permit(scene: DemoScene, patient: DemoPatient, entry: PermissionEntry) -> None:
    """Write a permission down, and check the person when he calls."""
    permission = permit_person(scene.desk, patient.id, entry)
    confirmed = (Identifier.NAME, Identifier.BIRTH_DATE)
    call = CallerEntry(patient.id, Relationship.PERMITTED, entry.name, confirmed, permission)
    check = check_caller(scene.desk, call)
    said = "Asked what is still open; told what may be told."
    log_contact(scene.desk, ContactEntry(patient.id, "in", said, person=entry.name, caller_check_id=check))


def _log_checked(scene: DemoScene, patient: DemoPatient, said: str, again: date) -> None:
    """Check the patient himself and log what he said, with the day to ask again."""
    confirmed = (Identifier.NAME, Identifier.BIRTH_DATE, Identifier.ADDRESS)
    check = check_caller(scene.desk, CallerEntry(patient.id, Relationship.PATIENT, "Patient", confirmed))
    entry = ContactEntry(patient.id, "in", said, person="Patient", next_on=again, caller_check_id=check)
    log_contact(scene.desk, entry)


def _do_and_put_off(scene: DemoScene) -> None:
    """Finish one to-do and put another off."""
    today = scene.desk.today()
    done = add_to_do(scene.desk, ToDoEntry("Count the parking passes", today))
    finish_to_do(scene.desk, done, "Twelve are left.")
    later = add_to_do(scene.desk, ToDoEntry("Look for a second card reader", today))
    snooze_to_do(scene.desk, later, scene.today + timedelta(days=14))


def _promise(scene: DemoScene, patient: DemoPatient) -> None:
    """Take a promise from whoever owes; every second one pays, the others are called again."""
    owed = min(owed_by(patient.account_id), MOST_PROMISED)
    if owed <= ZERO:
        return
    due = working_day(scene.today - timedelta(days=PAID_BEFORE - 3))
    said = "Asked how to pay; promises it on the day named."
    entry = ContactEntry(patient.id, "in", said, person="Patient", promise=owed, promise_on=due)
    contact = log_contact(scene.desk, entry)
    if patient.id % 2:
        day = working_day(scene.today - timedelta(days=PAID_BEFORE))
        scene.plan(moment(day, 11), partial(_pay, scene, patient, owed))
    else:
        day = working_day(scene.today - timedelta(days=3))
        scene.plan(moment(day, 16), partial(_deal_with, scene, contact, patient))


def _pay(scene: DemoScene, patient: DemoPatient, amount: Money) -> None:
    charges = [line.item.charge_id for line in scene.desk.ask(list_open_items, patient.account_id)]
    pay_for(scene, patient.account_id, charges, "card", amount)


def _deal_with(scene: DemoScene, contact: int, patient: DemoPatient) -> None:
    """Call about a broken promise; one in two is left for today."""
    if patient.id % 4:
        end_follow_up(scene.desk, contact, "promise", "Left a message; a second letter goes out.")
