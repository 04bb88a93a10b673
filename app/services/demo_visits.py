"""The months of the demo practice: visits, weekly claims, insurers' answers, payments, calls, statements."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from random import Random

from app.domain.money import ZERO, Money
from app.domain.statements import StatementRules
from app.models.records import GuarantorAccount
from app.queries.adjudications import claim_lines_for
from app.queries.standing import owed_by
from app.queries.statement_plans import list_statement_candidates
from app.services.contacts import ContactEntry, log_contact
from app.services.demo_answers import (
    Deductibles,
    compose_denial,
    compose_first_answer,
    compose_later_answer,
)
from app.services.demo_claims import send_ready_claims
from app.services.demo_desk import (
    billed_lines,
    close_if_open,
    enter_answer,
    owed_on,
    pay_for,
    see_patient,
    use_copay,
    waits_for_answer,
    working_day,
)
from app.services.demo_people import DemoPatient
from app.services.demo_scene import DemoScene, moment, words
from app.services.payments import PaymentEntry, take_payment, void_payment
from app.services.statements import issue_statements
from app.services.visits import SubmittedVisit, plan_visit

MONTHS_BACK = 272
LAST_PRINT = 10
RECENT_VISITS = 48
BUSY_VISITS = 110
STATEMENT_RUNS = (131, 69)
METHODS = ("card", "check", "cash", "card", "hsa")


@dataclass(slots=True)
class DemoMonths:
    """What the insurers and the desk remember from visit to visit."""

    scene: DemoScene
    deductibles: Deductibles = field(default_factory=Deductibles)
    visits: int = 0


def plan_months(scene: DemoScene, people: Sequence[DemoPatient]) -> None:
    """Plan all that happens before today; later events are planned on the way."""
    months = DemoMonths(scene)
    first = scene.today - timedelta(days=MONTHS_BACK)
    for patient in people:
        for _ in range(scene.luck.choice((1, 1, 2, 2, 3, 4) if patient.complete else (1,))):
            _plan_visit(months, patient, first + timedelta(days=scene.luck.randrange(MONTHS_BACK - 12)))
    able = [patient for patient in people if patient.complete and patient.plans]
    for patient in scene.luck.sample(able, RECENT_VISITS):
        _plan_visit(months, patient, scene.today - timedelta(days=scene.luck.randrange(4, 10)))
    _plan_busy_week(months, able)
    plan_office_days(scene, first)
    for number, patient in enumerate(people):
        if number % 5 == 2:
            day = working_day(first + timedelta(days=30 + number))
            scene.plan(moment(day, 15, number % 60), partial(_call, scene, patient, number))


def _plan_busy_week(months: DemoMonths, able: Sequence[DemoPatient]) -> None:
    """Fill last week, by a chance of its own, so that a hundred claims wait to be sent."""
    luck = Random(BUSY_VISITS)
    for patient in luck.sample(able, min(BUSY_VISITS, len(able))):
        _plan_visit(months, patient, months.scene.today - timedelta(days=luck.randrange(4, 9)))


def plan_office_days(scene: DemoScene, first: date) -> None:
    """Plan the Friday's claims, the closing of each day, two runs of statements and a slip at the till."""
    day = scene.clock().date()
    while day < scene.today:
        if day.weekday() == 4 and (scene.today - day).days >= LAST_PRINT:
            scene.plan(moment(day, 16), partial(send_ready_claims, scene))
        if (scene.today - day).days > 1:
            scene.plan(moment(day, 18), partial(close_if_open, scene))
        day += timedelta(days=1)
    for back in STATEMENT_RUNS:
        run_on = working_day(scene.today - timedelta(days=back))
        scene.plan(moment(run_on, 17), partial(_run_statements, scene))
    slip = moment(working_day(first + timedelta(days=60)), 11)
    scene.plan(slip, partial(_void_slip, scene))


def plan_visits_ahead(scene: DemoScene, people: Sequence[DemoPatient]) -> int:
    """Fill the next two weeks of the appointment book; gives how many."""
    for number, patient in enumerate(people[:: len(people) // 32 or 1]):
        reason = words("office")["planned"][number % len(words("office")["planned"])]
        facts = {
            "at_time": f"{8 + number % 8:02d}:{15 * (number % 4):02d}",
            "provider": scene.office.providers[number % len(scene.office.providers)],
            "place": scene.office.places[0],
            "reason": reason,
        }
        day = working_day(scene.today + timedelta(days=number % 14))
        plan_visit(scene.desk, patient.id, day, facts)
    return len(people[:: len(people) // 32 or 1])


def _plan_visit(months: DemoMonths, patient: DemoPatient, day: date) -> None:
    at = moment(working_day(day), months.scene.luck.randrange(8, 15), months.scene.luck.randrange(60))
    months.scene.plan(at, partial(_visit, months, patient))


def _visit(months: DemoMonths, patient: DemoPatient) -> None:
    scene = months.scene
    months.visits += 1
    chosen = scene.luck.choice(words("office")["visits"][patient.kind])
    done = see_patient(
        scene, patient, chosen["diagnoses"], chosen["codes"], has_provider=months.visits % 41 != 40
    )
    if done.claim_id is None:
        _pay_at_desk(months, patient, done)
        return
    copay = _take_copay(scene, patient, done, chosen["codes"])
    if months.visits % 13 and scene.luck.random() < 0.94:
        days = timedelta(days=scene.luck.randrange(14, 34))
        scene.plan(
            moment(working_day(scene.clock().date() + days), 10),
            partial(_answer, months, patient, done, copay),
        )


def _pay_at_desk(months: DemoMonths, patient: DemoPatient, done: SubmittedVisit) -> None:
    """A self-payer pays all, a part, or ahead of the next visit."""
    scene = months.scene
    fate = scene.luck.random()
    if fate < 0.4:
        pay_for(scene, patient.account_id, done.charge_ids, scene.luck.choice(METHODS), Money(10**6))
    elif fate < 0.7:
        pay_for(scene, patient.account_id, done.charge_ids, "cash", Money(5000))
    elif fate < 0.8:
        take_payment(
            scene.desk, PaymentEntry(patient.account_id, Money(6000), "check", "1187", memo="Paid ahead")
        )


def _take_copay(
    scene: DemoScene, patient: DemoPatient, done: SubmittedVisit, codes: Sequence[str]
) -> int | None:
    plan = scene.office.plans[patient.plans[0]]
    is_office = any(scene.office.categories[code] == "office" for code in codes)
    if not plan.copay or not is_office or scene.luck.random() < 0.2:
        return None
    method = scene.luck.choice(METHODS)
    entry = PaymentEntry(
        patient.account_id, plan.copay, method, memo="Copay", patient_id=patient.id, visit_id=done.visit_id
    )
    return take_payment(scene.desk, entry)


def _answer(months: DemoMonths, patient: DemoPatient, done: SubmittedVisit, copay: int | None) -> None:
    scene, claim = months.scene, done.claim_id
    if claim is None or not waits_for_answer(claim):
        return
    lines, plan = billed_lines(scene, claim), scene.office.plans[patient.plans[0]]
    if any(line.category == "imaging" and line.amount > Money(30000) for line in lines):
        answers = compose_denial(lines, "197")
    elif months.visits and claim % 19 == 0:
        answers = compose_denial(lines, "16")
    else:
        answers = compose_first_answer(patient.id, plan, lines, months.deductibles)
    later = enter_answer(scene, claim, answers)
    if copay is not None:
        use_copay(scene, copay, done.charge_ids)
    if later is not None:
        days = timedelta(days=scene.luck.randrange(16, 30))
        at = moment(working_day(scene.clock().date() + days), 10, 30)
        scene.plan(at, partial(_answer_later, months, patient, done, later))
    elif owed_on(done.charge_ids):
        _plan_payment(months, patient, done)


def _answer_later(months: DemoMonths, patient: DemoPatient, done: SubmittedVisit, claim_id: int) -> None:
    scene = months.scene
    if not waits_for_answer(claim_id):
        return
    lines = claim_lines_for(claim_id)
    asked = {line.charge_id: line.open_balance for line in lines}
    patient_bp = 2500 if claim_id % 2 else 0
    enter_answer(scene, claim_id, compose_later_answer(billed_lines(scene, claim_id), asked, patient_bp))
    if owed_on(done.charge_ids):
        _plan_payment(months, patient, done)


def _plan_payment(months: DemoMonths, patient: DemoPatient, done: SubmittedVisit) -> None:
    """Some pay the whole, some a part; most do not pay before today."""
    luck = months.scene.luck
    fate = luck.random()
    if fate > 0.3:
        return
    at = working_day(months.scene.clock().date() + timedelta(days=luck.randrange(15, 50)))
    most = Money(10**6) if fate < 0.22 else Money(2000)
    pay = partial(pay_for, months.scene, patient.account_id, done.charge_ids, luck.choice(METHODS), most)
    months.scene.plan(moment(at, 11, luck.randrange(60)), pay)


def _call(scene: DemoScene, patient: DemoPatient, number: int) -> None:
    direction, said = words("office")["calls"][number % len(words("office")["calls"])]
    owed = owed_by(patient.account_id)
    promise = owed if owed > ZERO and number % 2 else None
    promise_on = scene.desk.today() + timedelta(days=14) if promise else None
    log_contact(
        scene.desk,
        ContactEntry(patient.id, direction, said, person="Patient", promise=promise, promise_on=promise_on),
    )


def _run_statements(scene: DemoScene) -> None:
    """Issue statements to two of three accounts that are due one."""
    due = scene.desk.ask(list_statement_candidates, StatementRules(), scene.desk.today())
    chosen = [line.account_id for line in due if line.is_included and line.account_id % 3]
    issue_statements(scene.desk, chosen, StatementRules())


def _void_slip(scene: DemoScene) -> None:
    """A payment typed for the wrong account and taken back at once."""
    account = GuarantorAccount.select().order_by(GuarantorAccount.id).first()
    payment = take_payment(scene.desk, PaymentEntry(account.id, Money(2500), "card", "4021"))
    void_payment(scene.desk, payment, "Typed for the wrong account")
