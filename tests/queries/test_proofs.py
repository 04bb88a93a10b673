"""Proof mode: every total shows its equation, and a damage of the file is named with its id."""

import pytest

from app.models.database import database, maintenance
from app.queries.proofs import find_proofs
from app.services import deposits
from app.services.deposits import CountEntry, DepositEntry
from tests.practice_fixtures import TODAY, adjusted


@pytest.fixture
def desk(practice):
    ana = practice.an_insured_patient()
    visit = practice.a_visit(ana, ("99213", "165.00"))
    charge = visit.charge_ids[0]
    practice.an_answer(
        visit.claim_id, (charge, "81.40", "25.12", adjusted("CO-45 83.60", "PR-1 50.00", "PR-2 6.28"))
    )
    practice.a_payment(1, "60.00", (charge, "50.00"))
    practice.a_payment(1, "5.00", method="check")
    deposits.count_drawer(practice.session, CountEntry({2000: 3, 100: 1}, "RM", reason="not known"))
    deposits.make_deposit(practice.session, DepositEntry("First Bank", (2,)))
    return practice


def proofs_of(desk):
    return {proof.title: proof for proof in desk.session.ask(find_proofs, TODAY)}


def damage(statement):
    with maintenance():
        guards = database.execute_sql("select name from sqlite_master where type = 'trigger'").fetchall()
        for (name,) in guards:
            database.execute_sql(f"drop trigger {name}")
        database.execute_sql(statement)


def test_every_equation_holds_and_is_told(desk):
    found = proofs_of(desk)
    assert all(proof.holds for proof in found.values())
    assert {title: proof.equation for title, proof in found.items()} == {
        "The books": "Charges $165.00 − patients paid $50.00 − insurers paid $25.12 − adjustments $83.60 "
        "= balance $6.28",
        "The drawer": "Cash and checks taken $65.00 + counted over or short $1.00 − deposited $5.00 "
        "= in the drawer $61.00",
        "Insurers’ payments": "Insurers’ answers state $25.12 = posted as paid $25.12",
        "Aging of patients": "Open by age $6.28 − credits $15.00 = ledger -$8.72",
        "Aging of insurers": "Open by age $0.00 = ledger $0.00",
    }


@pytest.mark.parametrize(
    ("statement", "title", "words"),
    [
        ("update charge_balance set cents = cents + 1 where charge_id = 1", "The books", "charge 1"),
        ("update adjudication set paid_cents = 2600", "Insurers’ payments", "adjudication 1"),
        (
            "update account_balance set cents = cents + 7 where account = 'patient_ar'",
            "Aging of patients",
            "0.07",
        ),
        ("delete from deposit_item", "The drawer", "$5.00 apart"),
    ],
)
def test_a_damage_breaks_its_equation_and_is_named(desk, statement, title, words):
    damage(statement)
    found = proofs_of(desk)[title]
    assert not found.holds
    assert words in found.fault
