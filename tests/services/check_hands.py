"""A check of three claims, one interest and one takeback, as a biller has it before her.

Prairie Health pays 81.40 - 50.00 - 6.28 = 25.12 on the first claim, 60.00 on the second, nothing on the
third; it adds 1.25 interest and keeps 20.00 that it paid too much on an older claim: 66.37.
"""

from dataclasses import dataclass

from app.domain.adjudication import plan_adjudication
from app.domain.answers import LineAnswer
from app.domain.typed_check import Beside, CheckBeside, CheckClaim, CheckHead, TypedCheck
from app.models.claims import Claim
from app.models.database import select
from app.queries.answer_facts import claim_facts, known_claims
from app.queries.typed_checks import find_takeback_claim
from tests.practice_fixtures import TODAY, adjusted, money

AMOUNT = "66.37"


@dataclass(frozen=True)
class Paper:
    """The visits of the check, and the claim that an earlier answer had paid."""

    patients: tuple[int, int, int, int]
    claims: tuple[int, int, int]
    charges: tuple[int, int, int]
    older: int

    def number(self, place: int) -> int:
        return Claim.get_by_id(self.claims[place]).number

    @property
    def older_number(self) -> str:
        return str(Claim.get_by_id(self.older).number)


def a_paper(practice) -> Paper:
    """Four people: three claims wait for the check, the fourth was paid 100.00 before."""
    people = [
        practice.an_insured_patient(last, first)
        for last, first in (("Rivera", "Ana"), ("Chen", "Wei"), ("Doyle", "Sam"), ("Evers", "Jo"))
    ]
    visits = [practice.a_visit(person, ("99213", "165.00")) for person in people]
    older = visits[3]
    practice.an_answer(older.claim_id, (older.charge_ids[0], "100.00", "100.00", adjusted("CO-45 65.00")))
    claims, charges = zip(*((each.claim_id, each.charge_ids[0]) for each in visits[:3]), strict=True)
    return Paper(tuple(people), claims, charges, older.claim_id)


def a_claim(claim_id: int, *answers: LineAnswer, **more) -> CheckClaim:
    """A claim of the check as the panel would show it."""
    facts = claim_facts(known_claims([claim_id]).values())[claim_id]
    plan = plan_adjudication(facts.lines, answers, facts.next_policy_id, facts.known.rank)
    return CheckClaim(claim_id, int(facts.known.number), facts.known.first, answers, plan, **more)


def a_check(practice, paper: Paper, amount: str = AMOUNT, number: str = "88213") -> TypedCheck:
    """The whole check, typed."""
    first, second, third = paper.charges
    claims = (
        a_claim(
            paper.claims[0],
            LineAnswer(
                first, money("81.40"), money("25.12"), adjusted("CO-45 83.60", "PR-1 50", "PR-2 6.28")
            ),
        ),
        a_claim(paper.claims[1], LineAnswer(second, money("60"), money("60"), adjusted("CO-45 105"))),
        a_claim(paper.claims[2], LineAnswer(third, None, money("0"), adjusted("CO-197 165"))),
    )
    older = practice.session.ask(find_takeback_claim, paper.older_number)
    beside = (
        CheckBeside(Beside.INTEREST, money("1.25")),
        CheckBeside(Beside.TAKEBACK, money("20"), paper.older_number, older),
    )
    head = CheckHead(practice.lists.payer, "Prairie Health", number, TODAY, money(amount))
    return TypedCheck(head, claims, beside)


def ledger() -> dict[str, int]:
    """What stands on each account, in cents."""
    rows = select("select account, sum(cents) from entry group by account")
    return {account: cents for account, cents in rows if cents}
