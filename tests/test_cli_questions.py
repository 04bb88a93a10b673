"""Patients' questions answered from the command line, in the words of the window."""

from app.domain.explanations import explain_account, explain_item
from app.queries.account_summaries import find_account
from tests.test_cli import assert_refused, do, maple, opened, secret

__all__ = ["do", "maple", "secret"]


def account_of(maple):
    practice = opened(maple)
    try:
        return practice.session.ask(find_account, 1)
    finally:
        practice.close()


def test_a_question_is_answered_in_both_languages_with_its_sources_in_cents(do, maple):
    account = account_of(maple)
    answer = do("ask", "--patient", "1", "--question", "9")
    assert answer.code == 0
    assert answer.facts["en"].startswith(explain_account(account))
    owed = next(item for item in account.items if item.patient_owes.cents > 0)
    assert explain_item(owed) in answer.facts["en"]
    assert explain_item(owed, "es") in answer.facts["es"]
    assert answer.facts["promise_cents"] == account.patient_owes.cents
    assert owed.patient_owes.cents in answer.facts["amounts_cents"]
    kinds = {(each["kind"], each["id"]) for each in answer.facts["sources"]}
    assert {("account", 1), ("charge", owed.charge_id)} <= kinds


def test_it_is_said_for_people_and_what_is_not_known_is_told_by_the_exit_code(do):
    answer = do("ask", "--patient", "1", "--question", "3", "--code", "99213", as_json=False)
    assert answer.code == 1
    assert "We do not know yet whether Prairie Health" in answer.out
    assert "To do by" in answer.out


def test_a_day_narrows_it_and_wrong_numbers_are_refused(do):
    answer = do("ask", "--patient", "1", "--question", "10", "--date", "2019-01-02")
    assert answer.facts["known"] is False
    assert_refused(do("ask", "--patient", "1", "--question", "41"), "There is no question 41")
    assert_refused(do("ask", "--patient", "999", "--question", "9"), "")


def test_the_questions_are_listed_with_their_numbers(do):
    listed = do("questions").facts["questions"]
    assert [each["number"] for each in listed] == list(range(1, 41))
