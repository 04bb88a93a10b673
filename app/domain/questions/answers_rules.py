"""Answers about the office's rules: collections, credit, who may hear what, paying without the plan."""

from datetime import date

from app.domain.business_days import add_business_days
from app.domain.money import ZERO
from app.domain.questions.answer import Answer, AnswerDraft
from app.domain.questions.facts import QuestionFacts
from app.domain.questions.texts_rules import TEXTS
from app.domain.questions.wording import cite_account, service_asked

LOOK_WITHIN = 2


def answer_collections(facts: QuestionFacts) -> Answer:
    """Question 26: how many bills went out, and that a mistake pauses it."""
    draft = AnswerDraft(TEXTS)
    bills = facts.bills
    if bills.last_on is None:
        draft.say("no_bills_sent")
    elif bills.count == 1:
        draft.say("one_bill_sent", day=bills.last_on)
    else:
        draft.say("bills_sent", count=bills.count, day=bills.last_on)
    if bills.last_on:
        draft.cite("statement", bills.last_id, f"Statement of {bills.last_on:%m/%d/%Y}")
    draft.say("no_agency")
    if facts.account.patient_owes > ZERO:
        draft.say("still_open", amount=facts.account.patient_owes)
    due = add_business_days(facts.today, LOOK_WITHIN)
    draft.say("pause", day=due)
    draft.follow("Look whether the bill was right, and pause it meanwhile", due)
    cite_account(draft, facts)
    return draft.finish(26)


def answer_credit_report(facts: QuestionFacts) -> Answer:
    """Question 27: whether the office reports to credit bureaus."""
    draft = AnswerDraft(TEXTS)
    draft.say("reports" if facts.rules.reports_credit else "reports_not")
    draft.say("agency_rule")
    draft.cite("setting", 0, "Answers to patients, in the settings")
    return draft.finish(27)


def answer_talk_to_family(facts: QuestionFacts) -> Answer:
    """Question 39: with whom the office may talk."""
    draft = AnswerDraft(TEXTS)
    people = [each for each in facts.person.permitted if facts.today <= (each.until or date.max)]
    if people:
        draft.say("may_talk", people=", ".join(_named(each.name, each.relation) for each in people))
        draft.say("only_written")
    else:
        draft.say("not_yet_written")
    for each in people:
        draft.cite("permission", each.id, f"Permission for {each.name}")
    cite_account(draft, facts)
    return draft.finish(39)


def answer_keep_from_plan(facts: QuestionFacts) -> Answer:
    """Question 40: paying in full without the plan (45 CFR 164.522(a)(1)(vi))."""
    draft = AnswerDraft(TEXTS)
    visit, service = facts.visit, facts.service
    if visit and visit.is_sent:
        draft.say("already_sent", day=visit.on)
        draft.cite("visit", visit.id, f"Visit of {visit.on:%m/%d/%Y}")
    else:
        draft.say("may_keep")
    if service and service.fee:
        draft.say("keep_price", service=service_asked(facts), amount=service.fee)
        draft.cite("fee", 0, f"Fee of {service.code}, {service.names[0]}")
    draft.say("ask_before")
    cite_account(draft, facts)
    return draft.finish(40)


def _named(name: str, relation: str) -> str:
    return f"{name} ({relation})" if relation else name
