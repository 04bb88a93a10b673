"""Answers about which plan pays: two plans, a new plan, Medicaid, accidents."""

from datetime import date

from app.domain.business_days import add_business_days
from app.domain.coverage import PolicyTerm
from app.domain.money import ZERO
from app.domain.questions.answer import Answer, AnswerDraft, Pair
from app.domain.questions.facts import ACCIDENT_LINES, MEDICAID, MEDICARE, PolicyFacts, QuestionFacts
from app.domain.questions.texts_plans import TEXTS
from app.domain.questions.wording import cite_account, cite_item, cite_policy

LOOK_WITHIN = 2
_LAST: Pair = ("Medicaid always pays last", "Medicaid siempre paga al último")
_OWN: Pair = (
    "it is your own, and the other comes through somebody else",
    "es el suyo propio, y el otro viene por otra persona",
)
_ACCIDENT: Pair = ("the visit belongs to an accident", "la consulta es por un accidente")
_QMB: Pair = ("how Medicare and Medicaid were billed", "cómo se facturó a Medicare y Medicaid")
_PAID: Pair = ("how Medicaid was billed", "cómo se facturó a Medicaid")


def answer_two_plans(facts: QuestionFacts) -> Answer:
    """Question 14: which plan pays first, and by which reason on file or rule."""
    draft = AnswerDraft(TEXTS)
    in_force = facts.policies_in_force
    for policy in in_force:
        cite_policy(draft, policy)
    if len(in_force) < 2:
        if in_force:
            draft.admit("one_plan", plan=in_force[0].name)
        else:
            draft.admit("no_plan", day=facts.day)
            cite_account(draft, facts)
        return draft.finish(14)
    first, second = in_force[:2]
    reason = explain_order(first, second)
    if any(reason):
        draft.say("first_because", plan=first.name, reason=reason)
    else:
        draft.admit("first_on_file", plan=first.name, other=second.name)
    for later in in_force[1:]:
        draft.say("then_pays", plan=later.name)
    return draft.finish(14)


def explain_order(first: PolicyFacts, second: PolicyFacts) -> Pair:
    """Say why one insurance pays before another: what is on file, else a rule that fits; empty where none."""
    if first.order_reason.strip():
        written = first.order_reason.strip().rstrip(".")
        return f"it is on file so: “{written}”", f"así consta en nuestro registro: «{written}»"
    if first.term.line_of_business in ACCIDENT_LINES:
        return _ACCIDENT
    if second.term.line_of_business == MEDICAID:
        return _LAST
    if first.term.relationship == "self" and second.term.relationship != "self":
        return _OWN
    return "", ""


def answer_rebill(facts: QuestionFacts) -> Answer:
    """Question 15: whether a visit can go to another plan, and until when."""
    draft = AnswerDraft(TEXTS)
    on = facts.day
    if facts.focus.visit_id is None and facts.focus.on is None and facts.account.items:
        on = max(item.service_date for item in facts.chosen_items or facts.account.items)
    policy = _plan_on(facts, on)
    due = add_business_days(facts.today, LOOK_WITHIN)
    if policy is None:
        draft.admit("rebill_no", on=on, day=due)
        draft.follow("Ask for the new card and look at the filing limit", due)
        cite_account(draft, facts)
        return draft.finish(15)
    limit = policy.windows.filing.ends(on)
    if limit >= facts.today:
        draft.say("rebill_yes", plan=policy.name, on=on, day=limit)
        draft.follow(f"Bill {policy.name} for {on:%m/%d/%Y}", min(due, limit))
    else:
        draft.say("rebill_late", plan=policy.name, on=on, day=limit)
        draft.follow(f"Ask {policy.name} whether it takes a late claim", due)
    cite_policy(draft, policy)
    return draft.finish(15)


def answer_medicaid_bill(facts: QuestionFacts) -> Answer:
    """Question 35: a bill to somebody with Medicaid is stopped and looked at."""
    draft = AnswerDraft(TEXTS)
    in_force = facts.policies_in_force
    found = next((each for each in in_force if each.term.line_of_business == MEDICAID or each.is_qmb), None)
    due = add_business_days(facts.today, LOOK_WITHIN)
    if found is None:
        draft.admit("medicaid_unknown", day=facts.day)
        draft.follow("Ask for the Medicaid card and hold the bill", due)
    elif facts.account.patient_owes <= ZERO:
        draft.say("medicaid_nothing")
    else:
        has_medicare = any(each.term.line_of_business == MEDICARE for each in in_force)
        draft.say("medicaid_stop", reason=_QMB if has_medicare else _PAID)
        draft.say("medicaid_call", day=due)
        draft.follow("Stop the bill and check how Medicaid was billed", facts.today)
    cite_policy(draft, found)
    for item in facts.owed_items:
        cite_item(draft, facts, item)
    cite_account(draft, facts)
    return draft.finish(35)


def answer_accident(facts: QuestionFacts) -> Answer:
    """Question 36: the insurance of the accident pays first."""
    draft = AnswerDraft(TEXTS)
    due = add_business_days(facts.today, LOOK_WITHIN)
    insurer = next((each for each in facts.policies if _is_accident(each.term)), None)
    for visit in facts.visits:
        if visit.is_accident and visit.id == (facts.focus.visit_id or visit.id):
            draft.say("accident_marked", day=visit.on)
            draft.cite("visit", visit.id, f"Visit of {visit.on:%m/%d/%Y}")
    if insurer:
        draft.say("accident_first", insurer=insurer.name)
        cite_policy(draft, insurer)
    else:
        draft.admit("accident_unknown")
        cite_account(draft, facts)
    draft.follow("Enter the accident’s insurance, claim number and adjuster", due)
    return draft.finish(36)


def _plan_on(facts: QuestionFacts, on: date) -> PolicyFacts | None:
    """The newest plan that was in force on a day."""
    active = [each for each in facts.policies if each.term.covers(on) and not each.term.is_reversed]
    return max(active, key=lambda each: (each.term.rank == 1, each.term.effective), default=None)


def _is_accident(term: PolicyTerm) -> bool:
    return term.line_of_business in ACCIDENT_LINES
