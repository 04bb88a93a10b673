"""Frozen facts for the questions of patients: one insured patient, unless a test says otherwise."""

from dataclasses import replace
from datetime import date

from app.domain.accounts import AccountItem, AccountSummary, InsurerAnswer, PatientShare
from app.domain.answers import ShareReason
from app.domain.benefits import BenefitMode, BenefitRow
from app.domain.coverage import PolicyTerm
from app.domain.money import ZERO, Money
from app.domain.payer_windows import PayerFacts, windows_of
from app.domain.people import Address, PersonName
from app.domain.questions.facts import PersonFacts, PolicyFacts, QuestionFacts, ServiceFacts

TODAY = date(2026, 5, 4)
PLAN = "Prairie Health PPO"
OFFICE_BENEFIT = BenefitRow("office", BenefitMode.COPAY_ONLY, Money(20_00))
VISIT = ServiceFacts("99213", ("Return visit", "Visita de control"), "office", Money(165_00))


def policy(number: int = 1, rank: int = 1, **more) -> PolicyFacts:
    """A policy in force since January; `more` sets the term's or the policy's own facts."""
    names = {"payer", "plan", "line_of_business", "relationship", "effective", "termination"}
    term = {"payer": "Prairie Health", "plan": "PPO", "effective": date(2026, 1, 1)}
    term.update({name: more.pop(name) for name in names & set(more)})
    facts = {"benefits": (OFFICE_BENEFIT,), "windows": windows_of(PayerFacts())}
    return PolicyFacts(id=number, term=PolicyTerm(number, rank, **term), **{**facts, **more})


def item(number: int = 1, billed: int = 165_00, owes: int = 0, **more) -> AccountItem:
    """A line of Mar 12; `shares` are (reason, cents) that the insurer left, the rest it paid or took off."""
    shares = tuple(
        PatientShare(ShareReason(reason), Money(cents)) for reason, cents in more.pop("shares", ())
    )
    paid = Money(more.pop("paid", 0))
    left = sum((share.amount.cents for share in shares), 0)
    answers = ()
    if shares or paid or more.pop("is_answered", False):
        cut = Money(billed - left) - paid
        allowed = Money(billed) - cut
        answers = (InsurerAnswer("Prairie Health", 1, date(2026, 3, 30), allowed, paid, cut, shares=shares),)
    facts = {"visit_id": 1, "patient_id": 1, "patient_name": "Ana Rivera", "provider": "Ada Stone"}
    named = {"description_en": "Return visit", "description_es": "Visita de control", "code": "99213"}
    return AccountItem(
        charge_id=number,
        service_date=date(2026, 3, 12),
        billed=Money(billed),
        patient_owes=Money(owes),
        **{**facts, **named, "answers": answers, **more},
    )


def facts(*items: AccountItem, **more) -> QuestionFacts:
    """What is known of Ana Rivera, who pays for herself and has one plan."""
    account = AccountSummary("A1001", PersonName("Rivera", "Ana"), Address("5 Oak St"), items=items)
    account = replace(account, credit=more.pop("credit", ZERO))
    known = {"policies": (policy(),), **more}
    return QuestionFacts(TODAY, PersonFacts(1, "Ana Rivera", "Ana Rivera"), 1, account, **known)
