"""A large case is read whole by a few questions, as many as a small one, and loses nothing."""

from datetime import timedelta

import pytest

from app.domain.disputes.cases import Channel, FactKind, Lane
from app.models.database import database
from app.queries.dispute_letter_facts import find_letter_source
from app.queries.dispute_papers import list_letters, list_packets
from app.queries.disputes import find_case, list_cases
from app.services.dispute_evidence import add_evidence, obtain_evidence
from app.services.dispute_facts import FactEntry, add_fact
from tests.dispute_samples import DENIED, a_scan, deny

FACTS, DOCUMENTS = 200, 40


@pytest.fixture
def denied(practice):
    """Scenario 3 with its case open."""
    denied = deny(practice)
    denied.case = denied.open()
    return denied


def fill(denied):
    """Facts of all three parties, and documents each with its own thing on the checklist."""
    session = denied.practice.session
    denied.practice.clock.move_to(DENIED + timedelta(days=60))
    before = len(find_case(denied.case, denied.patient).facts)
    for number in range(DOCUMENTS):
        evidence = add_evidence(session, denied.case, f"Record {number}", Lane.DOCTOR)
        obtain_evidence(session, evidence, a_scan(f"record-{number}.png"))
    lanes = (Lane.PATIENT, Lane.DOCTOR, Lane.INSURER)
    for number in range(FACTS - DOCUMENTS - before):
        on = DENIED + timedelta(days=number % 60)
        lane = lanes[number % 3]
        fact = FactEntry(lane, FactKind.SAID, f"Call {number}.", on, "Sam", channel=Channel.PHONE)
        add_fact(session, denied.case, fact)


def questions(ask, monkeypatch):
    """How many statements a question asks."""
    asked = []
    plain = database.execute_sql

    def count(sql, params=None, *more):
        asked.append(sql)
        return plain(sql, params, *more)

    with monkeypatch.context() as patch:
        patch.setattr(database, "execute_sql", count)
        ask()
    return len(asked)


def test_a_case_of_200_facts_and_40_documents_asks_as_much_as_a_new_one(denied, monkeypatch):
    session = denied.practice.session
    case, patient = denied.case, denied.patient

    def asked():
        today = session.today()
        return {
            "case": questions(lambda: find_case(case, patient), monkeypatch),
            "list": questions(list_cases, monkeypatch),
            "letters": questions(lambda: list_letters(case, patient), monkeypatch),
            "packets": questions(lambda: list_packets(case, patient), monkeypatch),
            "source": questions(lambda: find_letter_source(case, patient, today, "Maria Lee"), monkeypatch),
        }

    small = asked()
    fill(denied)
    assert asked() == small
    assert small["case"] <= 20
    found = find_case(case, patient)
    assert len(found.facts) == FACTS
    assert len([each for each in found.evidence if each.files]) == DOCUMENTS
    assert [each.on for each in found.facts] == sorted(each.on for each in found.facts)
    assert len({each.file_name for each in found.facts if each.file_id}) == DOCUMENTS
