from dataclasses import replace
from datetime import date

import pytest

from app.domain.errors import InputError, RuleError
from app.domain.explanation_letters import (
    LetterHead,
    check_explanation_letter,
    compose_explanation_letter,
)
from app.domain.explanations import explain_account, explain_equation, explain_item
from app.domain.money import Money
from app.domain.people import Address
from tests.domain.money_samples import PRACTICE, account, item, long_account, scenario_2


def head(*languages):
    return LetterHead(PRACTICE, date(2026, 4, 20), languages or ("en",))


def test_all_open_lines_are_told_in_the_words_of_the_screen_and_add_up_to_the_account():
    summary = scenario_2()
    letter = compose_explanation_letter(summary, head("en", "es"))
    items = (summary.items[0], summary.items[3])
    for line, told in zip(items, letter.lines, strict=True):
        assert [each.sentence for each in told.words] == [explain_item(line, each) for each in ("en", "es")]
        assert [each.equation for each in told.words] == [
            explain_equation(line, each) for each in ("en", "es")
        ]
    assert letter.yours == summary.patient_owes == Money(84_20)
    assert letter.stories == (explain_account(summary), explain_account(summary, "es"))


def test_chosen_lines_alone_are_told_settled_ones_too():
    letter = compose_explanation_letter(scenario_2(), head(), (2, 4))
    assert [str(line.yours) for line in letter.lines] == ["0.00", "27.92"]
    assert (letter.yours, letter.stories) == (Money(27_92), ())
    with pytest.raises(InputError, match="not on this account"):
        compose_explanation_letter(scenario_2(), head(), (2, 99))


def test_what_is_with_insurers_stands_beside_and_an_overpaid_line_lowers_no_other():
    letter = compose_explanation_letter(long_account(5), head())
    assert (str(letter.yours), str(letter.with_insurance)) == ("101.48", "515.00")
    overpaid = account(item(1, 50_00, -20_00, patient_paid=Money(70_00)), item(2, 30_00, 30_00))
    assert compose_explanation_letter(overpaid, head()).yours == Money(30_00)


def test_nothing_open_is_no_letter():
    with pytest.raises(RuleError, match="nothing to explain"):
        compose_explanation_letter(account(), head())


def test_an_address_that_no_envelope_can_show_is_found():
    def findings(address):
        letter = compose_explanation_letter(replace(scenario_2(), address=address), head())
        return [found.text for found in check_explanation_letter(letter)]

    assert findings(scenario_2().address) == []
    assert findings(Address()) == ["ANA M RIVERA has no address, so the letter could not be sent."]
    (text,) = findings(Address("9" * 43, "", "Springfield", "IL", "62704"))
    assert "too long for the envelope window" in text
