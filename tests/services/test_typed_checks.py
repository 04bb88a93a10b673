"""A check typed from paper is posted whole or not at all, kept as a remittance, and taken back as one."""

from dataclasses import replace

import pytest

from app.domain.answers import LineAnswer
from app.domain.errors import InputError, RuleError
from app.domain.rights import Role
from app.domain.typed_check import TypedCheck
from app.models.claims import Adjudication, Claim
from app.models.records import Payer
from app.models.remittances import Remittance, RemittanceClaim
from app.queries.account_summaries import find_account
from app.queries.database_check import check_database
from app.queries.drafts import find_draft
from app.queries.remittances import list_remittances
from app.queries.typed_checks import PANEL, find_same_check, list_begun_checks, list_check_claims
from app.services.adjudications import AnswerEntry, post_adjudication, reverse_adjudication
from app.services.remittance_previews import preview_content
from app.services.remittances import post_remittance, unpost_remittance
from app.services.session import Session
from app.services.typed_checks import post_typed_check, take_over_check
from tests.edi.remittance_makers import MadeAdvice, MadeClaim, MadeLine, make_835
from tests.ledger_hands import cuts
from tests.practice_fixtures import TODAY, adjusted, money
from tests.services.check_hands import a_check, a_paper, ledger


@pytest.fixture
def paper(practice):
    return a_paper(practice)


def test_a_whole_check_posts_every_claim_and_what_stands_beside(practice, paper):
    post_typed_check(practice.session, a_check(practice, paper))
    assert ledger() == {
        "bank": 10000 + 6637,
        "contractual": 6500 + 8360 + 10500,
        "insurance_ar": 16500 + 2000,
        "interest": -125,
        "patient_ar": 5628,
        "revenue": -4 * 16500,
    }
    account = practice.session.ask(find_account, 1)
    assert (str(account.patient_owes), str(account.insurance_owes)) == ("56.28", "0.00")
    assert [Claim.get_by_id(claim).state for claim in paper.claims] == ["answered"] * 3


def test_a_typed_check_is_kept_as_a_remittance_with_claims_and_lines(practice, paper):
    remittance = post_typed_check(practice.session, a_check(practice, paper))
    row = Remittance.get_by_id(remittance)
    assert (row.trace, str(row.amount), row.paid_on, row.claims) == ("88213", "66.37", TODAY, 3)
    kept = list(RemittanceClaim.select().order_by(RemittanceClaim.position))
    assert [str(each.paid) for each in kept] == ["25.12", "60.00", "0.00"]
    assert [each.status for each in kept] == ["1", "1", "4"]
    assert not any(each.is_open for each in kept)
    assert [answer.check_number for answer in Adjudication.select()][1:] == ["88213"] * 3


def test_the_books_prove_themselves_after_a_typed_check_and_after_it_was_taken_back(practice, paper):
    remittance = post_typed_check(practice.session, a_check(practice, paper))
    assert_proven(practice)
    unpost_remittance(practice.session, remittance, "wrong practice")
    assert_proven(practice)


def test_a_typed_check_stands_in_the_list_of_remittances_with_nothing_left(practice, paper):
    remittance = post_typed_check(practice.session, a_check(practice, paper))
    (line,) = practice.session.ask(list_remittances)
    assert (line.id, line.trace, str(line.amount), str(line.left)) == (remittance, "88213", "66.37", "0.00")


def test_nothing_is_posted_while_anything_is_left(practice, paper):
    before = ledger()
    with pytest.raises(RuleError) as refused:
        post_typed_check(practice.session, a_check(practice, paper, amount="100.00"))
    assert str(refused.value) == (
        "Nothing was posted. The check is $100.00, and $66.37 is explained: $33.63 is left. Add the claim or "
        "the amount that is missing."
    )
    assert ledger() == before
    assert Remittance.get_or_none() is None


def test_taking_a_check_back_restores_the_ledger(practice, paper):
    before = ledger()
    remittance = post_typed_check(practice.session, a_check(practice, paper))
    unpost_remittance(practice.session, remittance, "typed from the wrong page")
    assert ledger() == before
    assert [Claim.get_by_id(claim).state for claim in paper.claims] == ["ready"] * 3
    # With the first taken back, the same check may be typed again.
    post_typed_check(practice.session, a_check(practice, paper))
    assert ledger()["bank"] == 10000 + 6637


def test_the_same_number_is_refused_and_the_first_posting_named(practice, paper):
    post_typed_check(practice.session, a_check(practice, paper))
    head = replace(a_check(practice, paper).head, amount=money("5.00"))
    with pytest.raises(RuleError) as refused:
        post_typed_check(practice.session, TypedCheck(head))
    assert str(refused.value) == (
        "Check 88213 of Prairie Health, $66.37 of 11/23/2026, was posted on 11/23/2026 by Maria Lee, typed. "
        "Nothing is posted twice. Take that one back first if it was wrong."
    )


def test_another_insurers_check_may_have_the_same_number(practice, paper):
    post_typed_check(practice.session, a_check(practice, paper))
    other = practice.session.ask(find_same_check, payer_id_of(practice, "Medicare"), "88213", money("5.00"))
    assert other is None
    same_money = practice.session.ask(
        find_same_check, payer_id_of(practice, "Medicare"), "88213", money("66.37")
    )
    assert same_money is not None


def test_a_remittance_file_with_the_number_of_a_typed_check_goes_to_review(practice, paper):
    post_typed_check(practice.session, a_check(practice, paper))
    line = MadeLine(16500, cuts("CO-45 10500"), "99213", day=TODAY)
    claim = MadeClaim(str(paper.number(1)), (line,), last="Chen")
    file = make_835(MadeAdvice((claim,), (), "88213")).encode()
    (preview,) = preview_content(practice.session, "era.835", file)
    assert not preview.can_post
    assert preview.plan.warnings[0] == (
        "Check 88213 of Prairie Health, $66.37 of 11/23/2026, was posted on 11/23/2026 by Maria Lee, typed. "
        "Take that one back first if it is the same money, so that it is not in the bank twice."
    )


def test_a_check_that_came_in_a_file_is_not_typed_again(practice, paper):
    line = MadeLine(16500, cuts("CO-45 10500"), "99213", day=TODAY)
    claim = MadeClaim(str(paper.number(1)), (line,), last="Chen")
    file = make_835(MadeAdvice((claim,), (), "88213")).encode()
    (preview,) = preview_content(practice.session, "era.835", file)
    post_remittance(practice.session, preview, "ours")
    head = replace(a_check(practice, paper).head, amount=money("60.00"))
    with pytest.raises(RuleError, match="read from a remittance file"):
        post_typed_check(practice.session, TypedCheck(head))


def test_answers_typed_one_by_one_with_the_number_are_named(practice, paper):
    check = a_check(practice, paper)
    one = practice.a_visit(paper.patients[3], ("99213", "165.00"))
    entry_answer(practice, one, "88213")
    with pytest.raises(RuleError, match="typed one by one before, for claim"):
        post_typed_check(practice.session, check)


def test_a_claim_that_was_answered_meanwhile_is_refused(practice, paper):
    check = a_check(practice, paper)
    practice.an_answer(paper.claims[1], (paper.charges[1], "60", "60", adjusted("CO-45 105")))
    with pytest.raises(RuleError, match="takes no answer any more"):
        post_typed_check(practice.session, check)
    assert Remittance.get_or_none() is None


def test_a_claim_of_another_insurer_is_refused(practice, paper):
    check = a_check(practice, paper)
    head = replace(check.head, payer_id=payer_id_of(practice, "Medicare"), payer="Medicare")
    with pytest.raises(RuleError, match="went to Prairie Health, not to Medicare"):
        post_typed_check(practice.session, replace(check, head=head))


def test_a_takeback_of_more_than_was_paid_is_refused(practice, paper):
    check = a_check(practice, paper, amount="66.37")
    more = replace(check.beside[1], amount=money("100.01"))
    with pytest.raises(RuleError, match="its answer paid only"):
        post_typed_check(practice.session, replace(check, beside=(check.beside[0], more)))


def test_a_check_needs_its_number_and_no_date_ahead(practice, paper):
    check = a_check(practice, paper)
    for head, words in (
        (replace(check.head, number=" "), "Type the number"),
        (replace(check.head, paid_on=TODAY.replace(day=24)), "in the future"),
    ):
        with pytest.raises(InputError, match=words):
            post_typed_check(practice.session, replace(check, head=head))


def test_one_answer_taken_back_by_hand_waits_in_its_check(practice, paper):
    post_typed_check(practice.session, a_check(practice, paper))
    answer = Adjudication.get(Adjudication.claim == paper.claims[1])
    reverse_adjudication(practice.session, answer.id, "wrong line")
    assert [each.is_open for each in RemittanceClaim.select().order_by(RemittanceClaim.position)] == [
        False,
        True,
        False,
    ]
    assert ledger()["payer_clearing"] == -6000


def test_the_finder_knows_names_numbers_and_days_but_no_answered_claim(practice, paper):
    def found(text):
        lines = practice.session.ask(list_check_claims, practice.lists.payer, text, TODAY)
        return [line.patient for line in lines]

    assert found("riv") == ["Rivera, Ana"]
    assert found(str(paper.number(1))) == ["Chen, Wei"]
    assert found("11/23") == ["Rivera, Ana", "Chen, Wei", "Doyle, Sam"]
    assert found("evers") == []
    assert practice.session.ask(list_check_claims, payer_id_of(practice, "Medicare"), "riv", TODAY) == ()


def test_a_colleague_goes_on_with_a_check_begun(practice):
    bea = practice.session_of(Role.BILLER)
    bea.save_draft(PANEL, "one", '{"payer": "Prairie Health", "number": "88213", "amount": "66.37"}')
    (begun,) = practice.session.ask(list_begun_checks)
    assert (begun.user, begun.number, begun.payer, begun.amount) == (
        "Bea Stern",
        "88213",
        "Prairie Health",
        "66.37",
    )
    take_over_check(practice.session, begun.draft_id)
    assert practice.session.ask(find_draft, practice.session.user.id, PANEL, "one")["number"] == "88213"
    assert not bea.ask(find_draft, bea.user.id, PANEL, "one")
    Session.save_draft(practice.session, PANEL, "one", "")
    with pytest.raises(RuleError, match="posted or put away since"):
        take_over_check(bea, begun.draft_id)


def assert_proven(practice) -> None:
    assert [line for line in practice.session.ask(check_database) if line.findings] == []


def payer_id_of(practice, name: str) -> int:
    return Payer.get(Payer.name == name).id


def entry_answer(practice, visit, number: str) -> None:
    line = LineAnswer(visit.charge_ids[0], None, money("0"), adjusted("CO-197 165"))
    post_adjudication(practice.session, AnswerEntry(visit.claim_id, TODAY, (line,), number))
