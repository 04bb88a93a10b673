"""A record says what it lacks to see, to bill and to mail."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.completeness import PatientFacts, PolicyFacts, check_patient_record, is_stale
from app.domain.coverage import PolicyTerm
from app.domain.findings import Severity
from app.domain.people import Address, PersonName

TODAY = date(2026, 6, 3)
HOME = Address("12 Oak St", "", "Springfield", "IL", "62704")
TERM = PolicyTerm(4, 1, date(2026, 1, 1), None, "BCBS", "PPO")
FULL = PatientFacts(
    name=PersonName("Rivera", "Ana"),
    birth_date=date(1961, 3, 4),
    sex="F",
    address=HOME,
    phone="3125550142",
    language="es",
    guarantor="Rivera, Ana",
    policies=(PolicyFacts(TERM, "XYZ123"),),
    release_on=date(2026, 1, 2),
    assignment_on=date(2026, 1, 2),
    privacy_on=date(2026, 1, 2),
    confirmed_on=date(2026, 1, 2),
    emergency_contact="Juan Rivera",
)


def test_a_full_record_lacks_nothing():
    result = check_patient_record(FULL, TODAY)
    assert result.is_complete
    assert result.may_bill
    assert result.may_mail


@pytest.mark.parametrize(
    ("changes", "purpose", "field", "severity"),
    [
        ({"name": PersonName("", "Ana")}, "to_see", "last", Severity.ERROR),
        ({"name": PersonName("Rivera", "")}, "to_see", "first", Severity.ERROR),
        ({"birth_date": None}, "to_see", "birth_date", Severity.ERROR),
        ({"sex": ""}, "to_see", "sex", Severity.ERROR),
        ({"phone": ""}, "to_see", "phone", Severity.WARNING),
        ({"language": ""}, "to_see", "language", Severity.WARNING),
        ({"emergency_contact": ""}, "to_see", "emergency_contact", Severity.WARNING),
        ({"privacy_on": None}, "to_see", "privacy_on", Severity.WARNING),
        ({"confirmed_on": None}, "to_see", "confirmed_on", Severity.WARNING),
        ({"release_on": None}, "to_bill", "release_on", Severity.WARNING),
        ({"assignment_on": None}, "to_bill", "assignment_on", Severity.WARNING),
        ({"policies": ()}, "to_bill", "policies", Severity.ERROR),
        ({"policies": (PolicyFacts(TERM, ""),)}, "to_bill", "policy.4", Severity.ERROR),
        ({"returned_mail": True}, "to_mail", "address", Severity.ERROR),
    ],
)
def test_each_gap_is_named_where_it_matters(changes, purpose, field, severity):
    result = check_patient_record(replace(FULL, **changes), TODAY)
    (finding,) = getattr(result, purpose)
    assert (finding.field, finding.severity) == (field, severity)
    assert finding.text
    assert finding.fix
    others = {"to_see", "to_bill", "to_mail"} - {purpose}
    assert all(getattr(result, other) == () for other in others)


def test_an_incomplete_address_blocks_bill_and_mail_but_not_the_visit():
    result = check_patient_record(replace(FULL, address=replace(HOME, zip="")), TODAY)
    assert result.to_see == ()
    assert [finding.field for finding in result.to_bill + result.to_mail] == ["address", "address"]
    assert not result.may_bill
    assert not result.may_mail
    assert not check_patient_record(replace(FULL, address=None), TODAY).may_mail


def test_without_a_guarantor_no_bill():
    result = check_patient_record(replace(FULL, guarantor=""), TODAY)
    assert not result.may_bill
    assert [finding.severity for finding in result.to_see] == [Severity.WARNING]


def test_a_self_pay_patient_needs_no_card_and_no_signature():
    bare = replace(FULL, self_pay=True, policies=(), release_on=None, assignment_on=None)
    assert check_patient_record(bare, TODAY).is_complete


def test_an_ended_policy_is_said_with_its_date():
    ended = replace(TERM, termination=date(2026, 5, 31))
    result = check_patient_record(replace(FULL, policies=(PolicyFacts(ended),)), TODAY)
    assert [finding.text for finding in result.to_bill] == [
        "BCBS PPO ended on 05/31/2026; nothing is in force on 06/03/2026."
    ]


def test_the_insured_person_must_be_known_when_it_is_not_the_patient():
    child = replace(TERM, relationship="child")
    born = date(2015, 5, 5)
    known = PolicyFacts(child, "XYZ1", PersonName("Rivera", "Ana"), date(1985, 1, 1), HOME)
    young = replace(FULL, birth_date=born)
    assert check_patient_record(replace(young, policies=(known,)), TODAY).is_complete
    for hole in (
        {"holder_name": None},
        {"holder_name": PersonName("Rivera", "")},
        {"holder_birth_date": None},
        {"holder_address": None},
        {"holder_address": Address()},
    ):
        result = check_patient_record(replace(young, policies=(replace(known, **hole),)), TODAY)
        assert [finding.text for finding in result.to_bill] == [
            "The insured person of BCBS PPO is incomplete."
        ]


def test_stale_after_365_days_or_as_set():
    day = TODAY - timedelta(days=365)
    assert not is_stale(day, TODAY)
    assert is_stale(day - timedelta(days=1), TODAY)
    assert is_stale(day, TODAY, stale_after_days=180)
    assert is_stale(None, TODAY)
    (finding,) = check_patient_record(replace(FULL, confirmed_on=date(2025, 6, 2)), TODAY).to_see
    assert finding.text == "Address and insurance were not confirmed since 06/02/2025."


def test_the_worst_comes_first():
    result = check_patient_record(replace(FULL, phone="", birth_date=None), TODAY)
    assert [finding.severity for finding in result.to_see] == [Severity.ERROR, Severity.WARNING]


def test_a_child_who_is_to_pay_is_asked_about_and_an_adult_is_not():
    child = replace(FULL, birth_date=date(2011, 5, 5), pays_himself=True)
    (asked,) = check_patient_record(child, TODAY).to_see
    assert (asked.field, asked.text) == ("guarantor", "The patient is under 18 and is to pay the bill.")
    assert check_patient_record(replace(FULL, pays_himself=True), TODAY).is_complete
    assert check_patient_record(replace(child, pays_himself=False), TODAY).is_complete
