"""A small practice made through the use cases themselves.

Two accounts, two visits, one answer, one payment: A1001 Rivera owes 56.28 on her first line, A1002 Stone has
paid 30.00 ahead; claim 10002 waits to be printed.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.domain.answers import Adjustment, LineAnswer
from app.domain.money import Money
from app.models.key_slots import FLOOR_COST
from app.services import adjudications, office, patients, payments, policies, practices, visits

USER, PASSWORD = "maria", "correct horse battery"
FACTS = {
    "name": "Maple Family Practice",
    "npi": "1234567893",
    "tax_id": "123456789",
    "street": "1 Main St",
    "city": "Springfield",
    "state": "IL",
    "zip": "62704-1234",
    "phone": "2175550100",
}
HOME = {"street": "5 Oak St", "city": "Springfield", "state": "IL", "zip": "62704"}
OFFICE = {**HOME, "zip": "62704-1234"}


@dataclass(frozen=True, slots=True)
class SmallPractice:
    """What the tests need to know of it."""

    path: Path
    claims: tuple[int, ...]
    charges: tuple[int, ...]
    patients: tuple[int, ...]


def make_small_practice(folder: Path, **facts) -> SmallPractice:
    """Make it in a folder and leave it closed."""
    path = folder / "maple.plainbill"
    first = practices.FirstUser(USER, "Maria Lee", PASSWORD)
    opened, _ = practices.create_practice(path, {**FACTS, **facts}, first, cost=FLOOR_COST)
    try:
        return _fill(opened.session, path)
    finally:
        opened.close()


def _fill(session, path):
    today = session.today()
    provider = office.add_to_list(
        session,
        "provider",
        {"last": "Stone", "first": "Ada", "credential": "MD", "npi": "1234567893"},
    )
    place = office.add_to_list(
        session,
        "place",
        {"name": "Maple Office", "pos": "11", "npi": "1234567893", "clia": "14D0123456", **OFFICE},
    )
    payer = office.add_to_list(session, "payer", {"name": "Prairie Health", "form_kind": "group", **HOME})
    plan = office.add_to_list(session, "plan", {"payer": payer, "name": "Prairie PPO"})
    office.keep_procedure(session, "99213", {"name": "Office visit", "name_es": "Visita"})
    signed = {"release_on": today, "assignment_on": today, "phone": "3125550142"}
    ana = patients.register_patient(
        session,
        {"last": "Rivera", "first": "Ana", "birth_date": date(1961, 3, 4), "sex": "F", **HOME, **signed},
    )
    tom = patients.register_patient(
        session, {"last": "Stone", "first": "Tom", "birth_date": date(1975, 5, 6), **HOME, **signed}
    )
    policies.register_policy(
        session, ana, {"plan": plan, "rank": 1, "member_id": "XYZ123", "effective": date(2020, 1, 1)}
    )
    facts = {"provider": provider, "place": place}
    line = visits.LineEntry("99213", Money(16500), pos="11")
    first = visits.submit_visit(session, visits.VisitEntry(ana, today, ("J02.9",), (line,), facts))
    again = visits.LineEntry("99213", Money(16500), modifiers=("76",), pos="11")
    second = visits.submit_visit(session, visits.VisitEntry(ana, today, ("J02.9",), (again,), facts))
    answer = LineAnswer(
        first.charge_ids[0],
        Money(8140),
        Money(2512),
        (
            Adjustment("CO", "45", Money(8360)),
            Adjustment("PR", "1", Money(5000)),
            Adjustment("PR", "2", Money(628)),
        ),
    )
    adjudications.post_adjudication(session, adjudications.AnswerEntry(first.claim_id, today, (answer,)))
    payments.take_payment(session, payments.PaymentEntry(2, Money(3000), "check", "1187"))
    return SmallPractice(
        path, (first.claim_id, second.claim_id), (*first.charge_ids, *second.charge_ids), (ana, tom)
    )
