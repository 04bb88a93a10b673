"""Who may hear of an account: two things confirmed, and a permission that holds today."""

from datetime import date

import pytest

from app.domain.callers import (
    CalledPatient,
    Identifier,
    Permission,
    Relationship,
    Scope,
    judge_caller,
)

TODAY = date(2026, 11, 23)
TWO = (Identifier.NAME, Identifier.BIRTH_DATE)
ANA = CalledPatient("Ana Rivera", date(1961, 3, 4))
CHILD = CalledPatient("Cy Holm", date(2015, 6, 9))
QUIET = CalledPatient("Cy Holm", date(2008, 6, 9), is_confidential=True)


def judged(patient, relationship, confirmed=TWO, permission=None):
    return judge_caller(patient, relationship, confirmed, permission, TODAY)


def given(**changed):
    facts = {"name": "Sam Rivera", "scope": Scope.ALL, "since": date(2026, 1, 1)}
    return Permission(**{**facts, **changed})


def test_the_patient_himself_hears_everything_after_two_things():
    verdict = judged(ANA, Relationship.PATIENT)
    assert (verdict.passed, verdict.scope) == (True, Scope.ALL)
    assert "everything on the account" in verdict.words


@pytest.mark.parametrize(
    ("confirmed", "begins"),
    [
        ((), "Nothing is confirmed. Ask for two"),
        ((Identifier.NAME,), "Only one thing is confirmed. Ask for two"),
        ((Identifier.NAME, Identifier.NAME), "Only one thing is confirmed. Ask for two"),
    ],
)
def test_less_than_two_things_are_not_enough(confirmed, begins):
    verdict = judged(ANA, Relationship.PATIENT, confirmed)
    assert (verdict.passed, verdict.scope) == (False, Scope.NOTHING)
    assert verdict.words.startswith(begins)


def test_who_pays_for_a_minor_hears_all_and_who_pays_for_an_adult_the_money_only():
    assert judged(CHILD, Relationship.GUARANTOR).scope is Scope.ALL
    adult = judged(ANA, Relationship.GUARANTOR)
    assert (adult.passed, adult.scope) == (True, Scope.MONEY)
    assert "not about why the patient was seen" in adult.words


def test_a_minor_comes_of_age_on_the_birthday_itself():
    born = date(2008, 11, 23)
    assert judged(CalledPatient("Cy Holm", born), Relationship.GUARANTOR).scope is Scope.MONEY
    younger = CalledPatient("Cy Holm", date(2008, 11, 24))
    assert judged(younger, Relationship.GUARANTOR).scope is Scope.ALL


def test_the_guarantor_of_a_confidential_patient_gets_nothing_whatever_he_confirms():
    verdict = judged(QUIET, Relationship.GUARANTOR, tuple(Identifier))
    assert (verdict.passed, verdict.scope) == (False, Scope.NOTHING)
    assert "hears nothing, not even of a visit" in verdict.words
    assert judged(QUIET, Relationship.PATIENT).passed


def test_visits_kept_off_the_familys_bill_are_named_to_the_desk():
    patient = CalledPatient("Cy Holm", date(2015, 6, 9), has_own_account=True)
    assert judged(patient, Relationship.GUARANTOR).words.endswith(
        "Say nothing of visits kept off the family’s bill."
    )


@pytest.mark.parametrize(
    ("changed", "passed", "scope", "words"),
    [
        ({}, True, Scope.ALL, "Talk about everything, for Ana Rivera’s own visits."),
        ({"scope": Scope.MONEY}, True, Scope.MONEY, "what is owed and paid only"),
        ({"until": TODAY}, True, Scope.ALL, "until 11/23/2026"),
        ({"until": date(2026, 11, 22)}, False, Scope.NOTHING, "ran out on 11/22/2026"),
        ({"since": date(2026, 11, 24)}, False, Scope.NOTHING, "begins on 11/24/2026"),
        ({"is_ended": True}, False, Scope.NOTHING, "was ended"),
    ],
)
def test_a_permitted_person_hears_what_his_permission_allows_while_it_holds(changed, passed, scope, words):
    verdict = judged(ANA, Relationship.PERMITTED, permission=given(**changed))
    assert (verdict.passed, verdict.scope) == (passed, scope)
    assert words in verdict.words


def test_a_permission_reaches_the_minors_only_of_a_patient_who_pays_the_bill():
    payer = CalledPatient("Ana Rivera", date(1961, 3, 4), pays=True)
    assert judged(payer, Relationship.PERMITTED, permission=given(scope=Scope.MONEY)).words.endswith(
        "Talk about what is owed and paid only, for Ana Rivera’s own visits and those of minors on the bill."
    )
    assert "minors" not in judged(ANA, Relationship.PERMITTED, permission=given()).words


@pytest.mark.parametrize("relationship", [Relationship.OTHER, Relationship.PERMITTED])
def test_nobody_else_hears_anything_and_the_desk_reads_what_may_be_said(relationship):
    verdict = judged(ANA, relationship, tuple(Identifier))
    assert not verdict.passed
    assert "do not say that we know the patient" in verdict.words


def test_an_insurer_names_the_member_number_and_hears_of_its_claims():
    assert "member number" in judged(ANA, Relationship.INSURER).words
    verdict = judged(ANA, Relationship.INSURER, (Identifier.MEMBER_ID, Identifier.BIRTH_DATE))
    assert (verdict.passed, verdict.scope) == (True, Scope.MONEY)
