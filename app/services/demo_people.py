"""The invented patients of the demo practice: families, single people, seniors, and records with gaps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.models.records import Patient
from app.services.demo_scene import DemoScene, words
from app.services.files import NewFile, attach_document
from app.services.patients import change_account, register_patient
from app.services.policies import register_policy

FAMILIES, SINGLES, SENIORS = 34, 60, 38
COMMERCIAL = ("blue", "heart", "granger", "lake", "union")
MBI_LETTERS = "ACDEFGHJKMNPQRTUVWXY"


@dataclass(frozen=True, slots=True)
class DemoPatient:
    """An invented patient; `kind` is child, adult or senior, `plans` the keys of the plans by rank."""

    id: int
    account_id: int
    kind: str
    plans: tuple[str, ...]
    complete: bool = True


def register_people(scene: DemoScene) -> list[DemoPatient]:
    """Register about two hundred people with their policies."""
    people: list[DemoPatient] = []
    for number in range(FAMILIES):
        people += _register_family(scene, number)
    for number in range(SINGLES):
        people.append(_register_single(scene, number))
    for number in range(SENIORS):
        people.append(_register_senior(scene, number))
    return people


def account_of(patient_id: int) -> int:
    """The guarantor account of a patient."""
    return int(Patient.get_by_id(patient_id).account_id)


def _register_family(scene: DemoScene, number: int) -> list[DemoPatient]:
    """A mother who pays, sometimes a father, and one to three children on her policy."""
    spanish = number % 5 == 0
    last, home = _last(scene, spanish), _home(scene)
    mother = _person(scene, last, "F", 28, 50, spanish)
    key = "state" if number % 6 == 1 else COMMERCIAL[number % len(COMMERCIAL)]
    guarantor = {name: value for name, value in {**mother, **home}.items() if name in _ACCOUNT_FACTS}
    mother_id = register_patient(scene.desk, {**mother, **home, **_signed(scene, number)}, guarantor)
    account = account_of(mother_id)
    holder = _insured(scene, mother_id, key, _member(scene, key), number)
    family = [DemoPatient(mother_id, account, "adult", (key,))]
    for child in range(1 + number % 3):
        sex = "FM"[(number + child) % 2]
        facts = _person(scene, last, sex, 2, 17, spanish)
        child_id = register_patient(scene.desk, {**facts, **home, **_signed(scene, number)}, account)
        _add_dependent(scene, child_id, key, holder, {**mother, **home})
        family.append(DemoPatient(child_id, account, "child", (key,)))
    if number % 17 == 3:
        change_account(scene.desk, account, 1, {"returned_mail": True})
    return family


_ACCOUNT_FACTS = ("last", "first", "street", "city", "state", "zip", "phone", "language")


def _register_single(scene: DemoScene, number: int) -> DemoPatient:
    """A grown-up alone: some pay themselves, some records have gaps, some policies ended or overlap."""
    spanish = number % 5 == 2
    facts = {
        **_person(scene, _last(scene, spanish), "FM"[number % 2], 19, 63, spanish),
        **_home(scene),
        **_signed(scene, number),
        **_gaps(number),
    }
    self_pay = number % 9 == 4
    patient = register_patient(scene.desk, {**facts, "self_pay": self_pay})
    account = account_of(patient)
    if self_pay:
        return DemoPatient(patient, account, "adult", ())
    key = COMMERCIAL[(number * 3) % len(COMMERCIAL)]
    plans: tuple[str, ...] = (key,)
    member = "" if number == 13 else _member(scene, key)
    _insured(scene, patient, key, member, number)
    if number % 23 == 7:
        other = COMMERCIAL[(number * 3 + 1) % len(COMMERCIAL)]
        values = {"plan": scene.office.plans[other].id, "rank": 2, "member_id": _member(scene, other)}
        register_policy(scene.desk, patient, {**values, "effective": date(scene.today.year - 1, 1, 1)})
        plans = (key, other)
    return DemoPatient(patient, account, "adult", plans, complete=not _gaps(number) and bool(member))


def _register_senior(scene: DemoScene, number: int) -> DemoPatient:
    """A senior with the federal program and, mostly, a supplement behind it."""
    spanish = number % 7 == 3
    facts = {
        **_person(scene, _last(scene, spanish), "FM"[number % 2], 66, 92, spanish),
        **_home(scene),
        **_signed(scene, number),
    }
    patient = register_patient(scene.desk, facts)
    start = date(scene.today.year - 1, 1, 1)
    values = {"plan": scene.office.plans["senior"].id, "rank": 1, "member_id": _mbi(scene)}
    register_policy(scene.desk, patient, {**values, "effective": start})
    plans: tuple[str, ...] = ("senior",)
    if number % 4:
        values = {"plan": scene.office.plans["bridge"].id, "rank": 2, "member_id": _member(scene, "bridge")}
        register_policy(scene.desk, patient, {**values, "effective": start})
        plans = ("senior", "bridge")
    return DemoPatient(patient, account_of(patient), "senior", plans)


def _insured(scene: DemoScene, patient: int, key: str, member: str, number: int) -> str:
    """The policies of one who holds his own; a few ended with a gap after them, or overlap."""
    year = scene.today.year
    values = {"plan": scene.office.plans[key].id, "rank": 1, "member_id": member, "group_number": "DEMO10"}
    if number % 11 == 5:
        old = {**values, "plan": scene.office.plans["state"].id, "effective": date(year - 3, 1, 1)}
        gap = {"termination": date(year - 2, 10, 31)}
        overlap = {"termination": date(year - 1, 3, 31)}
        register_policy(scene.desk, patient, {**old, **(gap if number % 2 else overlap)})
    register_policy(scene.desk, patient, {**values, "effective": date(year - 1, 1, 1)})
    return member


def _add_dependent(scene: DemoScene, patient: int, key: str, member: str, holder: Mapping[str, Any]) -> None:
    values = {
        "plan": scene.office.plans[key].id,
        "rank": 1,
        "member_id": member,
        "group_number": "DEMO10",
        "relationship": "child",
        "effective": date(scene.today.year - 1, 1, 1),
        **{f"holder_{name}": holder[name] for name in ("last", "first", "birth_date", "sex", "phone")},
        **{name: holder[name] for name in ("street", "city", "state", "zip")},
    }
    register_policy(scene.desk, patient, values)


def _person(
    scene: DemoScene, last: str, sex: str, youngest: int, oldest: int, spanish: bool
) -> dict[str, Any]:
    suffix = "_es" if spanish else ""
    firsts = words("names")[("female" if sex == "F" else "male") + suffix]
    days = scene.luck.randrange(youngest * 365 + 10, oldest * 365 + 300)
    return {
        "last": last,
        "first": scene.luck.choice(firsts),
        "sex": sex,
        "birth_date": scene.today - timedelta(days=days),
        "phone": f"{scene.luck.choice(words('names')['area_codes'])}55501{scene.luck.randrange(100):02d}",
        "language": "es" if spanish else "en",
    }


def _last(scene: DemoScene, spanish: bool) -> str:
    return str(scene.luck.choice(words("names")["last_es" if spanish else "last"]))


def _home(scene: DemoScene) -> dict[str, str]:
    city, zip_code = scene.luck.choice(words("names")["cities"])
    street = f"{scene.luck.randrange(3, 980)} {scene.luck.choice(words('names')['streets'])}"
    return {"street": street, "city": city, "state": "IL", "zip": zip_code}


def _signed(scene: DemoScene, number: int) -> dict[str, Any]:
    """Signatures and contact on file; every eighth record was not confirmed for over a year."""
    signed = scene.clock().date() - timedelta(days=30)
    stale = {"confirmed_on": scene.today - timedelta(days=500)} if number % 8 == 6 else {}
    return {
        "release_on": signed,
        "assignment_on": signed,
        "privacy_on": signed,
        "emergency_name": "Next of kin",
        "emergency_phone": "2175550199",
        **stale,
    }


def _gaps(number: int) -> dict[str, Any]:
    gaps: dict[int, dict[str, Any]] = {
        8: {"birth_date": None},
        17: {"street": "", "city": "", "zip": ""},
        26: {"phone": "", "emergency_name": "", "privacy_on": None},
        35: {"zip": ""},
        44: {"release_on": None, "assignment_on": None},
    }
    return gaps.get(number, {})


def _member(scene: DemoScene, key: str) -> str:
    return f"{key[:3].upper()}{scene.luck.randrange(10**8, 10**9)}"


def _mbi(scene: DemoScene) -> str:
    """An invented number of the shape of a Medicare number (CMS: 1A00A00AA00)."""
    luck = scene.luck
    shape = "1A00A00AA00"
    return "".join(luck.choice(MBI_LETTERS) if part == "A" else str(luck.randrange(1, 10)) for part in shape)


def keep_papers(scene: DemoScene, people: list[DemoPatient], card: bytes) -> int:
    """Attach a drawn insurance card to the first patients who have one; gives how many."""
    insured = [person for person in people if person.plans][:12]
    for person in insured:
        attach_document(scene.desk, person.id, NewFile("card_front", "card-front.png", card))
    return len(insured)
