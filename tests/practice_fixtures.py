"""A whole practice for any test: made once a run through the use cases, copied for each test.

`practice` is signed in as the manager, on Monday, Nov 23, 2026, 9:00. Its `clock` moves only when told.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from app.domain.answers import Adjustment, LineAnswer
from app.domain.form_grid import PrinterOffset
from app.domain.money import Money, read_money
from app.domain.rights import Role
from app.domain.statements import StatementRules
from app.models.key_slots import KdfCost
from app.models.keys import KeyFile
from app.models.practice_file import key_path
from app.services import (
    adjudications,
    claims,
    contacts,
    days,
    files,
    office,
    patients,
    payments,
    policies,
    practices,
    statements,
    users,
    visits,
)
from app.services.practices import OpenPractice
from app.services.session import Session, SignedIn
from tests.small_practice import SmallPractice, make_small_practice

CHEAP = KdfCost(1024, 1, 1)
TODAY = date(2026, 11, 23)
MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PASSWORDS = {
    "maria": "correct horse battery",
    "bea": "violet tractor morning",
    "rita": "seven quiet harbours",
    "otto": "paper lantern bridge",
}
ROLES = {
    "maria": (1, "Maria Lee", Role.MANAGER),
    "bea": (2, "Bea Stern", Role.BILLER),
    "rita": (3, "Rita Moss", Role.RECEPTIONIST),
    "otto": (4, "Otto Vale", Role.AUDITOR),
}
CLIA = "14D0123456"
CODES = {"99213": 16500, "99214": 21000, "87880": 4000, "81002": 1500, "76700": 42000}


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    time: datetime = MORNING

    def __call__(self) -> datetime:
        return self.time

    def move_to(self, day: date) -> None:
        self.time = datetime.combine(day, self.time.timetz())

    def pass_minutes(self, minutes: float) -> None:
        self.time += timedelta(minutes=minutes)


@dataclass(frozen=True)
class Lists:
    """The ids of the office's lists."""

    provider: int
    place: int
    payer: int
    plan: int
    medicare: int
    medigap: int


def money(text: str) -> Money:
    """Write an amount as people do: `money("84.20")`."""
    return read_money(text)


def adjusted(*parts: str) -> tuple[Adjustment, ...]:
    """Write adjustments as remittances do: `adjusted("CO-45 118.80", "PR-2 6.28")`."""
    split = [part.split() for part in parts]
    return tuple(Adjustment(*name.split("-"), money(amount)) for name, amount in split)


@dataclass
class PracticeDesk:
    """An open practice with shortcuts that go through the real use cases."""

    opened: OpenPractice
    clock: Clock
    lists: Lists
    announced: list[frozenset[str]] = field(default_factory=list)

    @property
    def session(self) -> Session:
        """The manager's session."""
        return self.opened.session

    @property
    def path(self) -> Path:
        return self.opened.path

    def session_of(self, role: Role | str) -> Session:
        """A session of the person with this role."""
        number, shown, found = next(each for each in ROLES.values() if each[2] == Role(role))
        name = next(name for name, each in ROLES.items() if each[0] == number)
        return Session(SignedIn(number, name, shown, found), clock=self.clock, announce=self.announced.append)

    def a_patient(self, last: str = "Rivera", first: str = "Ana", guarantor=None, **values) -> int:
        """Register a patient with all that a claim needs."""
        facts = {
            "last": last,
            "first": first,
            "birth_date": date(1961, 3, 4),
            "sex": "F",
            "street": "5 Oak St",
            "city": "Springfield",
            "state": "IL",
            "zip": "62704",
            "phone": "3125550142",
            "release_on": TODAY,
            "assignment_on": TODAY,
        }
        return patients.register_patient(self.session, {**facts, **values}, guarantor)

    def a_policy(self, patient: int, plan: int | None = None, rank: int = 1, **values) -> int:
        """Give a patient a policy, in force since Jan 1, 2026."""
        facts = {
            "plan": plan or self.lists.plan,
            "rank": rank,
            "member_id": f"XYZ{patient}{rank}",
            "effective": date(2026, 1, 1),
        }
        return policies.register_policy(self.session, patient, {**facts, **values})

    def an_insured_patient(self, last: str = "Rivera", first: str = "Ana", **values) -> int:
        """Register a patient with one policy."""
        patient = self.a_patient(last, first, **values)
        self.a_policy(patient)
        return patient

    def a_visit(self, patient: int, *lines: tuple[str, str] | str, on: date | None = None, **facts):
        """Enter a visit; a line is a code at the practice's fee, or a code and an amount."""
        split = [
            (line, str(Money(CODES[line]))) if isinstance(line, str) else line for line in lines or ["99213"]
        ]
        entered = tuple(visits.LineEntry(code, money(amount), pos="11") for code, amount in split)
        given = {"provider": self.lists.provider, "place": self.lists.place, **facts}
        entry = visits.VisitEntry(patient, on or self.clock().date(), ("J02.9",), entered, given)
        return visits.submit_visit(self.session, entry)

    def an_answer(self, claim: int, *lines: tuple[int, str | None, str, tuple[Adjustment, ...]]) -> int:
        """Enter an insurer's answer; a line is charge, allowed, paid and `adjusted(...)`."""
        answers = tuple(
            LineAnswer(charge, None if allowed is None else money(allowed), money(paid), parts)
            for charge, allowed, paid, parts in lines
        )
        entry = adjudications.AnswerEntry(claim, self.clock().date(), answers)
        return adjudications.post_adjudication(self.session, entry)

    def a_payment(self, account: int, amount: str, *shares: tuple[int, str], method: str = "cash", **values):
        """Take a payment, used for the shares named; gives its id."""
        used = tuple((charge, money(part)) for charge, part in shares)
        entry = payments.PaymentEntry(account, money(amount), method, shares=used, **values)
        return payments.take_payment(self.session, entry)


@pytest.fixture(scope="session")
def prepared_practice(tmp_path_factory) -> tuple[Path, Lists]:
    """A closed practice file with four users and the office's lists, to be copied."""
    path = tmp_path_factory.mktemp("prepared") / "maple.plainbill"
    desk = prepare_practice(path)
    desk.opened.close()
    return path, desk.lists


def prepare_practice(path: Path) -> PracticeDesk:
    """Make a practice with four users and the office's lists, and leave it open."""
    clock = Clock()
    facts = {
        "name": "Maple Family Practice",
        "npi": "1234567893",
        "tax_id": "123456789",
        "street": "1 Main St",
        "city": "Springfield",
        "state": "IL",
        "zip": "62704-1234",
        "phone": "2175550100",
    }
    first = practices.FirstUser("maria", "Maria Lee", PASSWORDS["maria"])
    opened, _ = practices.create_practice(path, facts, first, cost=CHEAP, floor=CHEAP, clock=clock)
    for name, (number, shown, role) in ROLES.items():
        if number > 1:
            users.add_user(opened.session, opened, users.NewUser(name, shown, role, PASSWORDS[name]))
    return PracticeDesk(opened, clock, _set_up_office(opened.session))


@pytest.fixture
def practice(prepared_practice, tmp_path) -> Iterator[PracticeDesk]:
    """An open practice of one's own."""
    yield from _opened_copy(prepared_practice, tmp_path)


@pytest.fixture(scope="session")
def prepared_busy_practice(prepared_practice, tmp_path_factory) -> tuple[Path, Lists]:
    """A closed practice file with a bit of everything in it, to be copied."""
    folder = tmp_path_factory.mktemp("busy")
    for desk in _opened_copy(prepared_practice, folder):
        _keep_busy(desk)
    return desk.path, desk.lists


@pytest.fixture
def busy_practice(prepared_busy_practice, tmp_path) -> Iterator[PracticeDesk]:
    """A practice with a bit of everything in it; its day is closed."""
    yield from _opened_copy(prepared_busy_practice, tmp_path)


def _opened_copy(prepared: tuple[Path, Lists], folder: Path) -> Iterator[PracticeDesk]:
    source, lists = prepared
    path = folder / "maple.plainbill"
    shutil.copyfile(source, path)
    shutil.copyfile(key_path(source), key_path(path))
    clock = Clock()
    opened = open_at(path, "maria", clock)
    desk = PracticeDesk(opened, clock, lists)
    opened.session.announce = desk.announced.append
    yield desk
    desk.opened.close()


def _keep_busy(practice: PracticeDesk) -> None:
    patient = practice.an_insured_patient()
    visit = practice.a_visit(patient, "99213", "87880")
    claims.print_claims(practice.session, [visit.claim_id], PrinterOffset())
    first, second = visit.charge_ids
    practice.an_answer(
        visit.claim_id,
        (first, "81.40", "25.12", adjusted("CO-45 83.60", "PR-1 50.00", "PR-2 6.28")),
        (second, "20.00", "20.00", adjusted("CO-45 20.00")),
    )
    practice.a_payment(1, "20.00", (first, "10.00"))
    voided = practice.a_payment(1, "5.00")
    payments.void_payment(practice.session, voided, "typed wrong")
    statements.issue_statements(practice.session, [1], StatementRules())
    card = files.NewFile("card", "card.png", b"\x89PNG front")
    files.attach_document(practice.session, patient, card)
    contacts.log_contact(practice.session, contacts.ContactEntry(patient, "in", "Will pay on Friday."))
    days.close_day(practice.session, practice.clock().date())


@pytest.fixture(scope="session")
def small_practice(tmp_path_factory) -> SmallPractice:
    """The closed small practice with passwords as dear as a practice must have, to be copied."""
    return make_small_practice(tmp_path_factory.mktemp("small"))


def open_at(path: Path, name: str, clock: Clock) -> OpenPractice:
    """Open a practice of the tests as one of its people."""
    return practices.open_practice(path, name, PASSWORDS[name], cost=CHEAP, floor=CHEAP, clock=clock)


def keys_at(path: Path) -> KeyFile:
    """The key file of a practice of the tests."""
    return KeyFile(key_path(path), CHEAP, CHEAP)


def _set_up_office(session: Session) -> Lists:
    address = {"city": "Springfield", "state": "IL", "zip": "62704-1234"}
    add = office.add_to_list
    provider = add(
        session, "provider", {"last": "Stone", "first": "Ada", "credential": "MD", "npi": "1234567893"}
    )
    place = add(
        session,
        "place",
        {
            "name": "Maple Office",
            "pos": "11",
            "npi": "1234567893",
            "clia": CLIA,
            "street": "1 Main St",
            **address,
        },
    )
    payer = add(
        session, "payer", {"name": "Prairie Health", "form_kind": "group", "street": "PO Box 9", **address}
    )
    medicare = add(
        session, "payer", {"name": "Medicare", "form_kind": "medicare", "street": "PO Box 1", **address}
    )
    medigap = add(session, "payer", {"name": "Blue Ridge Medigap", "street": "PO Box 2", **address})
    plan = add(session, "plan", {"payer": payer, "name": "Prairie PPO", "deductible": Money(50_000)})
    part_b = add(session, "plan", {"payer": medicare, "name": "Part B"})
    plan_g = add(session, "plan", {"payer": medigap, "name": "Plan G"})
    for category, mode, copay, share in (
        ("office", "COPAY_ONLY", 2000, 0),
        ("lab", "COINS_ONLY", None, 2000),
    ):
        values = {"mode": mode, "copay": None if copay is None else Money(copay), "coinsurance_bp": share}
        office.set_benefit(session, plan, category, values)
    for code, fee in CODES.items():
        office.keep_procedure(session, code, {"name": f"Service {code}", "name_es": f"Servicio {code}"})
        office.set_fee(session, code, Money(fee), date(2020, 1, 1))
    return Lists(provider, place, payer, plan, part_b, plan_g)
