"""The list of records to complete is what the rule says of each record, no more and no less."""

from datetime import date, timedelta

from app.domain.completeness import check_patient_record
from app.models.records import GuarantorAccount, Patient
from app.queries import patients_to_mend
from app.queries.patient_records import find_record
from app.queries.patients_to_mend import list_incomplete_patients, list_stale_patients
from app.services.patients import change_account
from tests.practice_fixtures import TODAY


def test_the_net_is_wide_enough_for_every_gap_of_the_rule(practice):
    insured = practice.an_insured_patient("Good")
    holder = {
        "relationship": "child",
        "holder_last": "Rivera",
        "holder_first": "Ana",
        "holder_birth_date": date(1961, 3, 4),
        "street": "5 Oak St",
        "city": "Springfield",
        "state": "IL",
        "zip": "62704",
    }
    practice.a_policy(practice.a_patient("Fine"), **holder)
    practice.a_policy(practice.a_patient("Holderless"), **{**holder, "holder_birth_date": None})
    practice.a_policy(practice.a_patient("Numberless"), member_id="")
    practice.a_policy(practice.a_patient("Second"), rank=2)
    practice.a_policy(practice.a_patient("Ended"), termination=date(2026, 3, 1))
    twice = practice.an_insured_patient("Twice")
    practice.a_policy(twice, effective=date(2026, 5, 1))
    later = practice.an_insured_patient("Later")
    practice.a_policy(later, rank=2, effective=date(2027, 1, 1))
    practice.a_patient("Uninsured")
    practice.a_patient("Paying", self_pay=True)
    for name, values in (
        ("Streetless", {"street": ""}),
        ("Zipless", {"zip": "627"}),
        ("Sexless", {"sex": ""}),
        ("Ageless", {"birth_date": None}),
        ("Mailback", {"returned_mail": True}),
    ):
        practice.a_patient(name, self_pay=True, **values)
    family = practice.an_insured_patient("Returned")
    account = GuarantorAccount.get_by_id(Patient.get_by_id(family).account_id)
    change_account(practice.session, account.id, account.version, {"returned_mail": True})

    by_rule = set()
    for patient in Patient.select():
        facts = practice.session.ask(find_record, patient.id).facts
        lacks = check_patient_record(facts, TODAY)
        if not (lacks.may_bill and lacks.may_mail):
            by_rule.add(patient.last)
    listed = [
        line.patient.name.split(",")[0] for line in practice.session.ask(list_incomplete_patients, TODAY)
    ]
    assert sorted(listed) == sorted(by_rule)
    assert Patient.get_by_id(insured).last not in by_rule
    assert {"Uninsured", "Twice", "Second", "Holderless", "Streetless", "Returned"} <= by_rule


def test_stale_records_come_longest_first(practice):
    practice.a_patient("Fresh", confirmed_on=TODAY - timedelta(days=365))
    practice.a_patient("Old", confirmed_on=TODAY - timedelta(days=366))
    practice.a_patient("Never", confirmed_on=None)
    lines = practice.session.ask(list_stale_patients, TODAY)
    assert [(line.patient.name.split(",")[0], line.ask) for line in lines] == [
        ("Never", "Never confirmed."),
        ("Old", "Confirmed on 11/22/2025."),
    ]


def test_the_list_is_the_same_whatever_part_is_read_at_once(practice, monkeypatch):
    for name in ("Blank", "Amiss", "Amiss", "Cleft"):
        practice.a_patient(name, street="", self_pay=True)
        practice.a_patient(f"{name}ly", self_pay=True)
    whole = practice.session.ask(list_incomplete_patients, TODAY)
    assert [line.patient.name for line in whole] == ["Amiss, Ana", "Amiss, Ana", "Blank, Ana", "Cleft, Ana"]
    monkeypatch.setattr(patients_to_mend, "AT_ONCE", 1)
    assert practice.session.ask(list_incomplete_patients, TODAY) == whole
    assert practice.session.ask(list_incomplete_patients, TODAY, limit=2) == whole[:2]
