"""Which contract counts on a day, which of its terms names a service, and what a term must say."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.contracts import check_term, choose_contract, explain_term, terms_for
from app.domain.errors import InputError
from tests.domain.contract_samples import CONTRACT, NEW_YEAR, PAYER, PLAN, contract, term

JULY = date(2026, 7, 1)
LATER = replace(CONTRACT, id=2, version=2, effective=JULY)


@pytest.mark.parametrize(
    ("on", "found"), [(date(2025, 12, 31), None), (NEW_YEAR, 1), (date(2026, 6, 30), 1), (JULY, 2)]
)
def test_a_service_is_judged_by_the_version_of_its_day(on, found):
    chosen = choose_contract((LATER, CONTRACT), PAYER, None, on)
    assert (chosen and chosen.id) == found


def test_an_ended_contract_pays_to_its_last_day_and_no_older_version_comes_back():
    ended = replace(LATER, ends=date(2026, 9, 30))
    assert choose_contract((CONTRACT, ended), PAYER, None, date(2026, 9, 30)) == ended
    assert choose_contract((CONTRACT, ended), PAYER, None, date(2026, 10, 1)) is None


def test_a_contract_of_the_plan_goes_before_one_of_the_payer_and_is_for_no_other_plan():
    own = replace(CONTRACT, id=5, chain_id=5, plan_id=PLAN)
    assert choose_contract((own, LATER), PAYER, PLAN, JULY) == own
    assert choose_contract((own, LATER), PAYER, 10, JULY) == LATER
    assert choose_contract((own,), PAYER, 10, JULY) is None
    assert choose_contract((own, LATER), 8, PLAN, JULY) is None


def test_of_two_contracts_the_one_that_began_last_counts():
    other = replace(CONTRACT, id=4, chain_id=4, effective=date(2026, 3, 1))
    assert choose_contract((other, CONTRACT), PAYER, None, date(2026, 4, 1)) == other
    assert choose_contract((other, LATER), PAYER, None, JULY) == LATER


def test_the_closest_term_comes_first_and_a_modifier_before_none():
    terms = contract(
        term("charge", percent=50),
        term("fixed", amount="1", category="Imaging"),
        term("fixed", "76000-76999", "2"),
        term("fixed", "76700", "3"),
        term("fixed", "76700", "4", modifier="26"),
        term("fixed", "99213", "5"),
    )
    assert terms_for(terms, "76700", "imaging", ("26",)) == (4, 3, 2, 1, 0)
    assert terms_for(terms, "76700", "", ()) == (3, 2, 0)
    assert terms_for(terms, "12001", "surgery", ()) == (0,)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (term("fixed", "99213"), "Type the amount that the contract pays for 99213."),
        (term("per_unit", "99213", "0"), "Type the amount"),
        (term("medicare", category="lab"), "Type the percent that the contract pays for lab, like 80."),
        (term("charge"), "Type the percent that the contract pays for any service"),
        (term("file", source=" "), "Say which loaded file of rates counts for any service"),
        (term("case", amount="900"), "A case rate needs the codes"),
        (term("medicare", percent=80, year=20), "20 is no year of a Medicare fee schedule"),
    ],
)
def test_a_term_that_does_not_say_what_is_paid_is_refused(given, words):
    with pytest.raises(InputError, match=words):
        check_term(given)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (term("medicare", percent=80, year=2024), "80 % of Medicare 2024"),
        (term("medicare", percent=110), "110 % of Medicare of the year"),
        (term("charge", percent=60), "60 % of the charge"),
        (term("fixed", "99213", "104.2"), "$104.20 a line"),
        (term("per_unit", "97110", "30"), "$30.00 a unit"),
        (term("case", "59400", "2100"), "$2,100.00 for all of them of one day"),
        (term("file", source="Prairie"), "the rates of “Prairie”"),
    ],
)
def test_a_term_is_said_in_words(given, words):
    check_term(given)
    assert explain_term(given) == words


def test_the_last_day_to_dispute_is_the_contracts_else_a_year():
    assert contract().dispute_ends(JULY) == date(2027, 7, 1)
    assert contract(dispute_days=90).dispute_ends(JULY) == date(2026, 9, 29)


def test_a_source_is_its_paper_and_page():
    assert contract(source_title="Exhibit B", source_page="4").source == "Exhibit B, page 4"
    assert contract().source == ""
