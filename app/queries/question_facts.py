"""What is known of a patient when a question is asked: one snapshot for all 40 answers."""

from dataclasses import replace
from datetime import date

from app.domain.accounts import AccountSummary, compose_shown_account
from app.domain.callers import ADULT
from app.domain.date_entry import age_on
from app.domain.errors import InputError, RuleError
from app.domain.names import fold
from app.domain.people import PersonName
from app.domain.questions.answer import Answer
from app.domain.questions.catalog import find_question
from app.domain.questions.desk import answer_question
from app.domain.questions.facts import Asked, PermittedFacts, PersonFacts, QuestionFacts
from app.domain.rights import Right
from app.models.database import select
from app.models.records import Patient
from app.queries.account_summaries import find_account
from app.queries.asking import asks
from app.queries.letterheads import find_letterhead
from app.queries.practice_policies import find_practice_policies
from app.queries.question_cover import (
    approvals_of,
    guideline_asked,
    notices_of,
    policies_of,
    service_asked,
)
from app.queries.question_denials import denials_of
from app.queries.question_money import count_bills, estimate_asked, payments_of, refunds_of
from app.queries.question_visits import categories_of, visits_of
from app.queries.record_facts import day


@asks(Right.SEE_PATIENT, patient="patient_id")
def find_answer(patient_id: int, asked: Asked, today: date) -> Answer:
    """The answer to one of the 40 questions, from what is known of a patient at this moment."""
    question = find_question(asked.number)
    if question and question.is_about_care and asked.is_money_only:
        raise RuleError(
            "This caller may hear what is owed and paid, and not why the patient was seen. Nothing is told. "
            "The patient can ask, or give permission in writing."
        )
    return answer_question(asked.number, find_question_facts(patient_id, asked, today))


@asks(Right.SEE_PATIENT, patient="patient_id")
def find_question_facts(patient_id: int, asked: Asked, today: date) -> QuestionFacts:
    """Everything an answer may need, of one patient at one moment."""
    focus = asked.focus
    patient = Patient.get_or_none(Patient.id == patient_id)
    if patient is None:
        raise InputError("That patient is not in this practice. Search for it again.")
    account_id = account_asked(patient)
    children = _children(account_id, today)
    account = _told(find_account(account_id), patient, asked, children)
    letterhead = find_letterhead()
    facts = QuestionFacts(
        today=today,
        person=_person(patient, account.guarantor),
        account_id=account_id,
        account=account,
        visits=visits_of(patient_id),
        payments=payments_of(account_id),
        refunds=refunds_of(account_id),
        bills=count_bills(account_id),
        categories=categories_of(account_id),
        rules=find_practice_policies(),
        pay_url=letterhead.pay_url,
        phone=letterhead.phone,
        focus=focus,
        is_money_only=asked.is_money_only,
        children=children,
        service=service_asked(focus, today),
    )
    with_policies = replace(facts, policies=policies_of(patient_id, facts))
    return replace(
        with_policies,
        approvals=approvals_of(patient_id, focus.code, today),
        notices=notices_of(patient_id),
        denials=denials_of(patient_id),
        estimate=estimate_asked(with_policies, asked),
        guideline=guideline_asked(with_policies, asked),
    )


def _told(
    account: AccountSummary, patient: Patient, asked: Asked, children: frozenset[int]
) -> AccountSummary:
    """The lines that this caller may hear of: the patient's alone, unless he himself pays the whole bill.

    With the permission of a patient who pays the bill a caller hears of the minors' lines on it too.
    """
    question = find_question(asked.number)
    pays = pays_himself(account, patient)
    if (question and question.is_about_care) or not (asked.is_payer or pays):
        return compose_shown_account(account, patient.id)
    shown = compose_shown_account(account)
    if asked.is_payer or not asked.is_permitted:
        return shown
    covered = children | {patient.id}
    return replace(shown, items=tuple(item for item in shown.items if item.patient_id in covered))


def pays_himself(account: AccountSummary, patient: Patient) -> bool:
    """Tell whether a patient is the one who gets the bill; inside another question."""
    return fold(account.guarantor.spoken) == fold(_name(patient).spoken)


def _children(account_id: int, today: date) -> frozenset[int]:
    """The minors on an account, whose care the one who pays may hear of."""
    rows = select("select id, birth_date from patient where account_id = ? and birth_date <> ''", account_id)
    return frozenset(child for child, born in rows if age_on(date.fromisoformat(born), today) < ADULT)


def _name(patient: Patient) -> PersonName:
    return PersonName(patient.last, patient.first, patient.middle, patient.suffix)


def account_asked(patient: Patient) -> int:
    """The account a patient asks about: the one of his own where it is kept off the family's bill."""
    if patient.confidential and patient.own_account_id is not None:
        return patient.own_account_id
    return patient.account_id


def _person(patient: Patient, guarantor: PersonName) -> PersonFacts:
    return PersonFacts(
        id=patient.id,
        name=_name(patient).spoken,
        guarantor=guarantor.spoken,
        language=patient.language,
        birth_date=patient.birth_date,
        is_self_pay=patient.self_pay,
        permitted=_permitted(patient.id),
    )


def _permitted(patient_id: int) -> tuple[PermittedFacts, ...]:
    rows = select(
        "select id, name, relationship, until from permitted_person where patient_id = ? "
        "and ended_at is null order by id",
        patient_id,
    )
    return tuple(PermittedFacts(person, name, relation, day(until)) for person, name, relation, until in rows)
