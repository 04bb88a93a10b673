"""The office's lists as settings show them, how the practice stands, and the one search."""

from datetime import date

from app.domain.money import Money
from app.models.claims import Claim
from app.queries.office_lists import (
    find_practice,
    find_setting,
    find_standing,
    list_benefits,
    list_categories,
    list_office,
    list_procedures,
)
from app.queries.search import find_anything
from app.services.backups import back_up
from app.services.days import close_day
from app.services.office import change_in_list, set_fee, set_setting
from tests.practice_fixtures import TODAY, money


def test_lists_name_what_is_in_use_first(practice):
    ask = practice.session.ask
    lines = ask(list_office, "payer")
    assert [line.name for line in lines] == ["Blue Ridge Medigap", "Medicare", "Prairie Health"]
    change_in_list(practice.session, "payer", lines[0].id, lines[0].version, {"active": False})
    assert [line.name for line in ask(list_office, "payer")][-1] == "Blue Ridge Medigap"
    (provider,) = ask(list_office, "provider")
    assert (provider.name, provider.detail) == ("Stone, Ada MD", "1234567893")
    assert provider.values["credential"] == "MD"
    assert ask(list_office, "plan")[2].detail == "Prairie Health"
    assert ask(list_office, "place")[0].values["pos"] == "11"


def test_the_practice_comes_with_its_version(practice):
    found = practice.session.ask(find_practice)
    assert (found.name, found.version) == ("Maple Family Practice", 1)
    assert "uid" not in found.values


def test_benefits_are_told_by_category(practice):
    rows = practice.session.ask(list_benefits, practice.lists.plan)
    assert [(row.category, row.mode, row.copay, row.coinsurance_bp) for row in rows] == [
        ("lab", "COINS_ONLY", None, 2000),
        ("office", "COPAY_ONLY", Money(2000), 0),
    ]


def test_a_procedure_bears_the_fee_of_the_day(practice):
    set_fee(practice.session, "99213", money("170.00"), date(2026, 12, 1))
    ask = practice.session.ask
    today = {line.code: line for line in ask(list_procedures, TODAY)}
    later = {line.code: line for line in ask(list_procedures, date(2026, 12, 1))}
    assert (today["99213"].fee, today["99213"].effective) == (money("165.00"), date(2020, 1, 1))
    assert later["99213"].fee == money("170.00")
    assert ask(list_categories) == ("other",)


def test_how_the_practice_stands(practice, tmp_path):
    ask = practice.session.ask
    standing = ask(find_standing)
    assert (standing.practice, standing.demo, standing.last_backup) == ("Maple Family Practice", False, None)
    assert standing.open_days == ()
    patient = practice.an_insured_patient()
    practice.a_visit(patient)
    assert ask(find_standing).open_days == (TODAY,)
    back_up(practice.session, practice.opened, tmp_path)
    assert ask(find_standing).last_backup == practice.clock()
    close_day(practice.session, TODAY)
    assert ask(find_standing).open_days == ()


def test_a_setting_that_was_never_set_is_empty(practice):
    assert practice.session.ask(find_setting, "lock_minutes") == ""
    set_setting(practice.session, "lock_minutes", "15")
    assert practice.session.ask(find_setting, "lock_minutes") == "15"


def test_one_search_finds_people_and_claims(practice):
    patient = practice.an_insured_patient()
    visit = practice.a_visit(patient)
    ask = practice.session.ask
    (hit,) = ask(find_anything, "rivera", TODAY)
    assert (hit.kind, hit.id, hit.title) == ("patient", patient, "Rivera, Ana")
    assert hit.detail == "03/04/1961 · (312) 555-0142"
    number = Claim.get_by_id(visit.claim_id).number
    (claim,) = ask(find_anything, f"#{number}", TODAY)
    assert (claim.kind, claim.id, claim.amount) == ("claim", visit.claim_id, money("165.00"))
    assert claim.title == f"Claim #{number} Rivera, Ana"
    assert ask(find_anything, "3/4/61", TODAY)[0].id == patient
    assert ask(find_anything, "#rivera", TODAY) == ()
