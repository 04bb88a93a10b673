"""What the demo practice told its patients beforehand: estimates, one of which came out otherwise.

Marlow Quince was told $268.80 at most and owes $149.76, for less of his deductible was left. Wren Halloway
pays herself and has her Good Faith Estimate; Ivo Prentice waits for his.
"""

from datetime import date, timedelta
from functools import partial

from app.domain.answers import LineAnswer
from app.domain.business_days import add_business_days
from app.domain.good_faith import Delivery
from app.queries.good_faith import EstimateWork, list_estimate_work
from app.services.demo_desk import enter_answer, working_day
from app.services.demo_scene import DemoScene, moment
from app.services.demo_stories import HOME, Share
from app.services.estimates import EstimateOrder, PlannedEntry, plan_services, print_estimate
from app.services.good_faith import give_good_faith_estimate, print_good_faith_estimate
from app.services.patients import register_patient
from app.services.policies import register_policy
from app.services.visits import LineEntry, VisitEntry, plan_visit, submit_visit

TOLD_BEFORE, SEEN_BEFORE, ANSWERED_BEFORE = 44, 37, 16
SOON, LATER = 6, 12
SERVICES = (("99213",), ("99214", "36415"), ("99213", "81002"), ("99214",))
WART = ("99214", "17110")
ANSWER = (Share(2176, 8280, 12000, 544), Share(9728, 6840, 0, 2432))


def plan_estimate_story(scene: DemoScene) -> int:
    """Plan the visit of which the patient was told another amount than came; gives the patient."""
    patient = _register(scene, "Quince", "Marlow", date(1979, 5, 14), "M")
    values = {
        "plan": scene.office.plans["blue"].id,
        "rank": 1,
        "member_id": f"BLU66{patient:06d}",
        "effective": date(scene.today.year - 2, 1, 1),
    }
    register_policy(scene.desk, patient, values)
    told = working_day(scene.today - timedelta(days=TOLD_BEFORE))
    scene.plan(moment(told, 10), partial(_tell, scene, patient))
    return patient


def estimate_visits_ahead(scene: DemoScene) -> None:
    """Plan the services of most visits ahead and tell some patients what they will cost."""
    _give_good_faith(scene)
    for number, each in enumerate(scene.desk.ask(list_estimate_work, scene.desk.today())):
        line = each.line
        if number % 4 == 3 or each.work is not EstimateWork.ESTIMATE:
            continue
        codes = SERVICES[number % len(SERVICES)]
        plan_services(scene.desk, line.id, [PlannedEntry(code) for code in codes])
        if number % 3 == 0:
            print_estimate(scene.desk, EstimateOrder(line.id, line.patient_id))


def _tell(scene: DemoScene, patient: int) -> None:
    """The patient gets his sheet; nobody knows what he used of his deductible."""
    seen = working_day(scene.today - timedelta(days=SEEN_BEFORE))
    visit = _plan(scene, patient, seen, "Warts")
    print_estimate(scene.desk, EstimateOrder(visit, patient))
    scene.plan(moment(seen, 11), partial(_see, scene, patient, visit))


def _see(scene: DemoScene, patient: int, visit: int) -> None:
    lines = tuple(LineEntry(code, scene.office.fees[code], pos="11") for code in WART)
    today = scene.desk.today()
    entry = VisitEntry(patient, today, ("B07.9",), lines, _facts(scene, "Warts"), visit)
    done = submit_visit(scene.desk, entry)
    answers = tuple(share.answer(charge) for share, charge in zip(ANSWER, done.charge_ids, strict=True))
    at = moment(working_day(scene.today - timedelta(days=ANSWERED_BEFORE)), 14)
    if done.claim_id is not None:
        scene.plan(at, partial(_answer, scene, done.claim_id, answers))


def _answer(scene: DemoScene, claim_id: int, answers: tuple[LineAnswer, ...]) -> None:
    enter_answer(scene, claim_id, answers)


def _give_good_faith(scene: DemoScene) -> None:
    """One visit far enough ahead has its Good Faith Estimate, one soon waits for it."""
    today = scene.desk.today()
    wren = _register(scene, "Halloway", "Wren", date(1992, 8, 2), "F", self_pay=True)
    visit = _plan(scene, wren, add_business_days(today, LATER), "Warts")
    paper = print_good_faith_estimate(scene.desk, EstimateOrder(visit, wren))
    give_good_faith_estimate(scene.desk, wren, paper.file_id, Delivery.PRINTED)
    ivo = _register(scene, "Prentice", "Ivo", date(1988, 1, 27), "M", self_pay=True)
    _plan(scene, ivo, add_business_days(today, SOON), "Warts")


def _plan(scene: DemoScene, patient: int, on: date, reason: str) -> int:
    visit = plan_visit(scene.desk, patient, on, _facts(scene, reason))
    plan_services(scene.desk, visit, [PlannedEntry(code) for code in WART], ("B07.9",))
    return visit


def _facts(scene: DemoScene, reason: str) -> dict[str, object]:
    return {"provider": scene.office.providers[0], "place": scene.office.places[0], "reason": reason}


def _register(scene: DemoScene, last: str, first: str, born: date, sex: str, **facts: object) -> int:
    signed = dict.fromkeys(("release_on", "assignment_on", "privacy_on"), scene.clock().date())
    person = {"last": last, "first": first, "birth_date": born, "sex": sex, "street": "31 Orchard Street"}
    kin = {"emergency_name": "Next of kin"}
    return register_patient(scene.desk, {**person, **HOME, **signed, **kin, **facts})
