"""Patients of the demo practice whose figures are known to the cent, so that they can be shown and tested."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from app.domain.answers import Adjustment, LineAnswer
from app.domain.money import ZERO, Money, total
from app.models.records import Patient
from app.services.contacts import ContactEntry, log_contact
from app.services.demo_desk import billed_lines, enter_answer, see_patient, working_day
from app.services.demo_people import DemoPatient, account_of
from app.services.demo_scene import DemoScene, moment
from app.services.patients import register_patient
from app.services.payments import PaymentEntry, take_payment
from app.services.policies import register_policy
from app.services.visits import LineEntry, VisitEntry, submit_visit

HOME = {"city": "Maple Hollow", "state": "IL", "zip": "62799", "phone": "2175550123"}
STORY_MARGIN = 20


@dataclass(frozen=True, slots=True)
class Share:
    """An answer to one line, in cents: paid, discount, then deductible, coinsurance and copay."""

    paid: int
    discount: int
    deductible: int = 0
    coinsurance: int = 0
    copay: int = 0

    def answer(self, charge_id: int) -> LineAnswer:
        """Write it as the insurer's answer to a charge."""
        parts = (
            Adjustment("CO", "45", Money(self.discount)),
            Adjustment("PR", "1", Money(self.deductible)),
            Adjustment("PR", "2", Money(self.coinsurance)),
            Adjustment("PR", "3", Money(self.copay)),
        )
        allowed = self.paid + self.deductible + self.coinsurance + self.copay
        kept = tuple(part for part in parts if part.amount)
        return LineAnswer(charge_id, Money(allowed), Money(self.paid), kept)


def story_year(today: date) -> int:
    """The latest year whose spring has gone by, so that the stories' dates are in the past."""
    return today.year if today >= date(today.year, 5, STORY_MARGIN) else today.year - 1


def plan_stories(scene: DemoScene) -> dict[str, DemoPatient]:
    """Register the story patients and plan what happens to them; gives them by name."""
    return {
        "caller": _plan_caller(scene, story_year(scene.today)),
        **_plan_family(scene, story_year(scene.today)),
        "confidential": _plan_confidential(scene),
        "unprintable": _plan_unprintable(scene),
    }


def _plan_caller(scene: DemoScene, year: int) -> DemoPatient:
    """Nora Fairweather asks why she owes $84.20: 56.28 from March 12 and 27.92 from April 2."""
    patient = _register(scene, "Fairweather", "Nora", date(1958, 7, 9), "F", plan="blue")
    march = (Share(2512, 8360, 5000, 628), Share(640, 860), Share(1340, 2660))
    april = (Share(11168, 9040, 0, 2792),)
    _plan_answered(scene, patient, date(year, 3, 12), ("J02.9",), ("99213", "81002", "87880"), march)
    _plan_answered(scene, patient, date(year, 4, 2), ("I10",), ("99214",), april)
    said = "Asked why she owes $84.20; explained line by line. Wants to pay all of it in the middle of May."
    call = ContactEntry(
        patient.id,
        "in",
        said,
        person="Patient",
        promise=Money(8420),
        promise_on=date(year, 5, 15),
    )
    scene.plan(moment(date(year, 5, 4), 10), partial(_log, scene, call))
    return patient


def _plan_family(scene: DemoScene, year: int) -> dict[str, DemoPatient]:
    """The Hollisters: the mother pays for three children who owe 22.00, 47.35 and nothing."""
    mother = _register(scene, "Hollister", "Greta", date(1980, 2, 3), "F", plan="heart")
    born = {"ann": date(2012, 4, 8), "ben": date(2010, 9, 30), "cleo": date(year - 18, 6, 9)}
    children = {
        name: _register_child(scene, mother, name.capitalize(), born[name], "F" if name != "ben" else "M")
        for name in born
    }
    _add_court_order(scene, children["ben"], year)
    _plan_answered(
        scene, children["ann"], date(year, 3, 17), ("J06.9",), ("99213",), (Share(8800, 5500, 0, 2200),)
    )
    _plan_answered(
        scene, children["ben"], date(year, 3, 17), ("J06.9",), ("99213",), (Share(5385, 6380, 3389, 1346),)
    )
    _plan_answered(scene, children["cleo"], date(year, 3, 18), ("J06.9",), ("99213",), (Share(10120, 6380),))
    scene.plan(moment(date(year, 5, 7), 9), partial(_confidential_visit, scene, children["cleo"]))
    return {"mother": mother, **children}


def _plan_confidential(scene: DemoScene) -> DemoPatient:
    """A patient of whom nothing may reach the family's address; pays half at the desk."""
    patient = _register(scene, "Larkspur", "Odette", date(2008, 1, 20), "F", confidential=True, self_pay=True)
    at = moment(working_day(scene.today - timedelta(days=95)), 13)
    scene.plan(at, partial(_see, scene, patient, ("Z00.00",), ("99395",)))
    return patient


def _plan_unprintable(scene: DemoScene) -> DemoPatient:
    """A patient whose name has a letter no form and no font holds: a finding, and the run goes on."""
    patient = _register(scene, "Nakamoto", "Aiko 愛子", date(1990, 3, 3), "F", self_pay=True)
    at = moment(working_day(scene.today - timedelta(days=50)), 13)
    scene.plan(at, partial(_see, scene, patient, ("M54.50",), ("99213",)))
    return patient


def _register(
    scene: DemoScene, last: str, first: str, born: date, sex: str, *, plan: str = "", **facts: Any
) -> DemoPatient:
    signed = scene.clock().date()
    values = {
        "last": last,
        "first": first,
        "birth_date": born,
        "sex": sex,
        "street": f"{10 + len(last)} Orchard Street",
        **HOME,
        **dict.fromkeys(("release_on", "assignment_on", "privacy_on"), signed),
        "emergency_name": "Next of kin",
        **facts,
    }
    patient = register_patient(scene.desk, values)
    if plan:
        _insure(scene, patient, plan, f"{plan[:3].upper()}77{patient:06d}")
    return DemoPatient(patient, account_of(patient), "adult", (plan,) if plan else ())


def _register_child(scene: DemoScene, mother: DemoPatient, first: str, born: date, sex: str) -> DemoPatient:
    signed = scene.clock().date()
    values = {
        "last": "Hollister",
        "first": first,
        "birth_date": born,
        "sex": sex,
        "street": "19 Orchard Street",
        **HOME,
        **dict.fromkeys(("release_on", "assignment_on", "privacy_on"), signed),
        "emergency_name": "Greta Hollister",
    }
    patient = register_patient(scene.desk, values, mother.account_id)
    rank = 2 if first == "Ben" else 1
    _insure(scene, patient, "heart", f"HEA77{mother.id:06d}", rank=rank, holder=("Hollister", "Greta", "F"))
    return DemoPatient(patient, mother.account_id, "child", ("heart",))


def _add_court_order(scene: DemoScene, child: DemoPatient, year: int) -> None:
    """By court order the father's plan pays first, for this child only; the mother's comes second."""
    values = {
        "plan": scene.office.plans["blue"].id,
        "rank": 1,
        "member_id": f"BLU88{child.id:06d}",
        "effective": date(year - 1, 1, 1),
        "relationship": "child",
        "order_reason": "Court order: the father’s plan pays first",
        **_holder("Hollister", "Marcus", "M", date(1978, 11, 2)),
    }
    register_policy(scene.desk, child.id, values)


def _insure(
    scene: DemoScene,
    patient: int,
    key: str,
    member: str,
    *,
    rank: int = 1,
    holder: tuple[str, str, str] | None = None,
) -> None:
    held = {"relationship": "child", **_holder(*holder, date(1980, 2, 3))} if holder else {}
    plan = scene.office.plans[key].id
    values = {"plan": plan, "rank": rank, "member_id": member, "effective": date(scene.today.year - 2, 1, 1)}
    register_policy(scene.desk, patient, {**values, **held})


def _holder(last: str, first: str, sex: str, born: date) -> dict[str, Any]:
    return {
        "holder_last": last,
        "holder_first": first,
        "holder_sex": sex,
        "holder_birth_date": born,
        "street": "19 Orchard Street",
        "city": HOME["city"],
        "state": HOME["state"],
        "zip": HOME["zip"],
    }


def _plan_answered(
    scene: DemoScene,
    patient: DemoPatient,
    day: date,
    diagnoses: Sequence[str],
    codes: Sequence[str],
    shares: Sequence[Share],
) -> None:
    """Plan a visit, and three weeks later the insurer's answer to it."""

    def visit() -> None:
        done = see_patient(scene, patient, diagnoses, codes)
        answers = tuple(share.answer(charge) for share, charge in zip(shares, done.charge_ids, strict=True))
        at = moment(working_day(day + timedelta(days=21)), 14)
        scene.plan(at, partial(_answer, scene, done.claim_id, answers))

    scene.plan(moment(day, 9), visit)


def _answer(scene: DemoScene, claim_id: int | None, answers: tuple[LineAnswer, ...]) -> None:
    """Enter the answer; an insurer that comes next pays nothing and leaves the share as it was."""
    if claim_id is None:
        return
    amounts = {line.charge_id: line.amount for line in billed_lines(scene, claim_id)}
    later = enter_answer(scene, claim_id, answers)
    if later is not None:
        repeated = tuple(_leave_share(answer, amounts[answer.charge_id]) for answer in answers)
        at = moment(working_day(scene.clock().date() + timedelta(days=12)), 14)
        scene.plan(at, partial(_answer, scene, later, repeated))


def _leave_share(answer: LineAnswer, charged: Money) -> LineAnswer:
    shares = tuple(part for part in answer.adjustments if part.is_share)
    earlier = Adjustment("OA", "23", charged - total(part.amount for part in shares))
    return LineAnswer(answer.charge_id, None, ZERO, (earlier, *shares))


def _confidential_visit(scene: DemoScene, patient: DemoPatient) -> None:
    """Cleo comes alone and pays 40.00 of it herself; her mother never reads of it."""
    facts = {
        "provider": scene.office.providers[0],
        "place": scene.office.places[0],
        "confidential": True,
        "self_pay": True,
    }
    lines = (LineEntry("99213", scene.office.fees["99213"], pos="11"),)
    done = submit_visit(scene.desk, VisitEntry(patient.id, scene.desk.today(), ("N39.0",), lines, facts))
    own = _own_account(patient.id)
    shares = ((done.charge_ids[0], Money(4000)),)
    take_payment(scene.desk, PaymentEntry(own, Money(4000), "cash", patient_id=patient.id, shares=shares))


def _own_account(patient_id: int) -> int:
    row = Patient.get_by_id(patient_id)
    return int(row.own_account_id or row.account_id)


def _log(scene: DemoScene, call: ContactEntry) -> None:
    log_contact(scene.desk, call)


def _see(scene: DemoScene, patient: DemoPatient, diagnoses: Sequence[str], codes: Sequence[str]) -> None:
    see_patient(scene, patient, diagnoses, codes)
