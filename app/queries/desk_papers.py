"""What encounter forms, registration forms and labels say, gathered from the records as they stand now."""

from datetime import date, timedelta

from app.domain.coverage import choose_policies
from app.domain.encounter_form import (
    EncounterForm,
    SlipChoice,
    SlipPatient,
    SlipVisit,
    compose_slip_groups,
)
from app.domain.labels import LabelledPatient
from app.domain.people import Address, PersonName
from app.domain.phones import format_phone
from app.domain.registration_form import (
    RegisteredGuarantor,
    RegisteredPerson,
    RegisteredPolicy,
    RegistrationForm,
)
from app.domain.rights import Right
from app.domain.time_entry import format_time
from app.domain.visit_review import copay_due
from app.models.database import Table, select
from app.models.records import GuarantorAccount, Patient
from app.queries.asking import asks
from app.queries.diagnoses import list_diagnoses
from app.queries.letterheads import find_letterhead
from app.queries.patient_records import find_record
from app.queries.policies import PolicyLine, list_policies
from app.queries.record_facts import day
from app.queries.visits import VisitDetail, find_visit_desk

MOST_DIAGNOSES = 24
_LOOKED_BACK = timedelta(days=365)


@asks(Right.SEE_PATIENT, patient="patient_id")
def find_encounter_form(patient_id: int, visit_id: int | None, today: date) -> EncounterForm:
    """The charge slip of a visit; without an id of the one planned for today, or of an unplanned one."""
    desk = find_visit_desk(patient_id, visit_id, today)
    record = find_record(patient_id)
    on = desk.visit.line.on_date if desk.visit else today
    is_self_pay = bool(desk.visit and desk.visit.values["self_pay"])
    return EncounterForm(
        practice=find_letterhead(),
        patient=_slip_patient(patient_id, on),
        visit=_slip_visit(desk.visit, on),
        procedures=compose_slip_groups((line.category, line.code, line.name) for line in desk.procedures),
        diagnoses=_frequent_diagnoses(on),
        copay=copay_due(desk.cover, on, is_self_pay, ()),
        balance=record.owes_here + record.own.patient_owes,
        next_visit=_next_visit(patient_id, on),
    )


@asks(Right.SEE_PATIENT, patient="patient_id")
def find_registration_form(patient_id: int, language: str, today: date) -> RegistrationForm:
    """The registration form of a patient, filled with what the record knows."""
    row = Patient.get_by_id(patient_id)
    payer = GuarantorAccount.get_by_id(row.account_id)
    return RegistrationForm(
        practice=find_letterhead(),
        language=language,
        printed_on=today,
        number=row.number,
        person=RegisteredPerson(
            _name(row).spoken,
            row.birth_date,
            row.sex,
            _address(row),
            _phone(row.phone),
            _phone(row.phone2),
            row.email,
            row.language,
        ),
        guarantor=RegisteredGuarantor(_name(payer).spoken, _address(payer), _phone(payer.phone), payer.email),
        policies=tuple(_registered(policy) for policy in _in_force(patient_id, today)),
        emergency_name=row.emergency_name,
        emergency_phone=_phone(row.emergency_phone),
    )


@asks(Right.OPEN)
def find_blank_registration(language: str, today: date) -> RegistrationForm:
    """The registration form for a patient nobody knows yet."""
    return RegistrationForm(find_letterhead(), language, today)


@asks(Right.SEE_PATIENT, patient="patient_id")
def find_labelled_patient(patient_id: int) -> LabelledPatient:
    """What labels say of a patient."""
    row = Patient.get_by_id(patient_id)
    return LabelledPatient(_name(row), row.number, row.birth_date, row.sex, _phone(row.phone), _address(row))


def _slip_patient(patient_id: int, on: date) -> SlipPatient:
    row = Patient.get_by_id(patient_id)
    policies = _in_force(patient_id, on)
    names = tuple(f"{policy.term.name}  {policy.member_id}".strip() for policy in policies)
    return SlipPatient(_name(row), row.number, row.birth_date, row.sex, _phone(row.phone), names)


def _slip_visit(visit: VisitDetail | None, on: date) -> SlipVisit:
    if visit is None:
        return SlipVisit(on)
    line = visit.line
    return SlipVisit(on, format_time(line.at_time), line.provider, line.place, line.reason)


def _in_force(patient_id: int, on: date) -> tuple[PolicyLine, ...]:
    policies = {policy.id: policy for policy in list_policies(patient_id)}
    terms = choose_policies([policy.term for policy in policies.values()], on)
    return tuple(policies[term.policy_id] for term in terms)


def _registered(policy: PolicyLine) -> RegisteredPolicy:
    return RegisteredPolicy(
        policy.term.name,
        policy.member_id,
        policy.group_number,
        policy.holder,
        policy.values["holder_birth_date"],
        policy.term.relationship,
    )


def _frequent_diagnoses(on: date) -> tuple[SlipChoice, ...]:
    """What the practice has coded most in the year before, by code."""
    rows = select(
        "select d.code from visit v join visit_diagnosis d on d.visit_id = v.id where v.on_date >= ? "
        "and v.on_date <= ? and v.state = 'done' group by d.code order by count(*) desc, d.code limit ?",
        (on - _LOOKED_BACK).isoformat(),
        on.isoformat(),
        MOST_DIAGNOSES,
    )
    found = list_diagnoses(sorted(code for (code,) in rows), on)
    return tuple(SlipChoice(line.code, line.description) for line in found)


def _next_visit(patient_id: int, on: date) -> date | None:
    rows = select(
        "select min(on_date) from visit where patient_id = ? and on_date > ? and state = 'planned'",
        patient_id,
        on.isoformat(),
    )
    return day(rows[0][0])


def _name(row: Table) -> PersonName:
    values = row.__data__
    return PersonName(values["last"], values["first"], values["middle"], values["suffix"])


def _address(row: Table) -> Address:
    values = row.__data__
    return Address(values["street"], values["street2"], values["city"], values["state"], values["zip"])


def _phone(digits: str) -> str:
    return format_phone(digits) if digits else ""
