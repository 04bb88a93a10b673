"""Answers about cost before the bill; each estimate closes with the words that it is one."""

from datetime import date, timedelta

from app.domain.accounts import AccountItem
from app.domain.benefits import OFFICE_VISIT, copay_for
from app.domain.business_days import add_business_days, business_days_between
from app.domain.money import Money, percent_of, total
from app.domain.questions.answer import Answer, AnswerDraft, Pair
from app.domain.questions.facts import EstimateFacts, PolicyFacts, QuestionFacts
from app.domain.questions.texts_cost import TEXTS
from app.domain.questions.wording import cite_item, cite_policy, service_asked

ASK_WITHIN = 2
# Good faith estimates: 1 business day after scheduling 3 to 9 days ahead, else 3 (45 CFR 149.610(b)(1)).
FAR_AHEAD, NEAR_AHEAD = 10, 3
# Patient-provider dispute: $400 or more above the estimate, within 120 days (45 CFR 149.620(b)).
DISPUTABLE = Money(400_00)
DISPUTE_WITHIN = timedelta(days=120)
_VISIT: Pair = ("your visit", "su consulta")


def answer_visit_cost(facts: QuestionFacts) -> Answer:
    """Question 1: what the visit will cost, by the latest estimate."""
    draft = AnswerDraft(TEXTS)
    estimate, service = facts.estimate, _service_or_visit(facts)
    cite_policy(draft, facts.first_policy)
    if estimate is None:
        due = add_business_days(facts.today, ASK_WITHIN)
        draft.admit("no_estimate", service=service, day=due)
        draft.follow(f"Make an estimate for {service[0]} and call", due)
        copay = _copay(facts.first_policy, facts)
        if copay:
            draft.say("copay_known", amount=copay)
            draft.end_as_estimate()
    else:
        _say_estimate(draft, estimate, service if estimate.services == 1 else _VISIT)
        draft.end_as_estimate()
    return draft.finish(1)


def answer_copay(facts: QuestionFacts) -> Answer:
    """Question 6: the copay at check-in."""
    draft = AnswerDraft(TEXTS)
    policy = facts.first_policy
    if policy is None:
        draft.admit("no_insurance", day=facts.day)
        return draft.finish(6)
    cite_policy(draft, policy)
    copay = _copay(policy, facts)
    if copay is None:
        due = add_business_days(facts.today, ASK_WITHIN)
        draft.admit("copay_unknown", day=due)
        draft.follow(f"Ask {policy.name} for the copay", due)
    elif copay:
        draft.say("copay", amount=copay)
    else:
        draft.say("no_copay")
    return draft.finish(6)


def answer_deductible_left(facts: QuestionFacts) -> Answer:
    """Question 8: what is left of the yearly deductible, as last heard from the plan."""
    draft = AnswerDraft(TEXTS)
    policy = facts.first_policy
    if policy is None:
        draft.admit("no_insurance", day=facts.day)
        return draft.finish(8)
    cite_policy(draft, policy)
    due, known = add_business_days(facts.today, ASK_WITHIN), policy.accumulators
    if known is None or known.deductible_left is None or known.as_of is None:
        draft.admit("left_unknown", day=due)
        draft.follow(f"Ask {policy.name} what is left of the deductible", due)
        if policy.deductible:
            draft.say("whole_year", amount=policy.deductible)
        return draft.finish(8)
    if policy.deductible:
        draft.say("left_of", amount=known.deductible_left, whole=policy.deductible, day=known.as_of)
    else:
        draft.say("left", amount=known.deductible_left, day=known.as_of)
    if not known.is_fresh(facts.today):
        draft.say("left_old", day=due)
        draft.follow(f"Ask {policy.name} what is left of the deductible", due)
    if policy.check:
        draft.cite("eligibility", policy.check.id, known.source or "Eligibility answer")
    return draft.finish(8)


def answer_self_pay_price(facts: QuestionFacts) -> Answer:
    """Question 21: the price without insurance, and when the written estimate comes."""
    draft = AnswerDraft(TEXTS)
    service, due = _service_or_visit(facts), _good_faith_due(facts)
    fee = facts.service.fee if facts.service else None
    if fee is None:
        draft.admit("price_unknown", service=service, day=due)
    elif facts.rules.prompt_pay_bp:
        today = fee - percent_of(fee, facts.rules.prompt_pay_bp)
        draft.say("price", service=service, amount=fee, today=today)
        draft.say("written", day=due)
    else:
        draft.say("price_bare", service=service, amount=fee)
        draft.say("written", day=due)
    draft.follow(f"Send a written estimate for {service[0]}", due)
    if facts.first_policy:
        draft.say("has_insurance", plan=facts.first_policy.name)
        cite_policy(draft, facts.first_policy)
    if facts.service and fee is not None:
        draft.cite("fee", 0, f"Fee of {facts.service.code}, {facts.service.names[0]}")
    return draft.finish(21)


def answer_above_estimate(facts: QuestionFacts) -> Answer:
    """Question 22: the bill against the estimate, and the right to dispute."""
    draft = AnswerDraft(TEXTS)
    estimate, due = facts.estimate, add_business_days(facts.today, ASK_WITHIN)
    if estimate is None or not _items_of(facts, estimate):
        draft.admit("estimate_unknown", day=due)
        draft.say("dispute_rule")
        draft.follow("Compare the patient’s estimate with the bill and call", due)
        return draft.finish(22)
    _compare(draft, facts, estimate)
    draft.say("review", day=due)
    draft.follow("Review the bill against its estimate and call", due)
    draft.cite("estimate", estimate.id, f"Estimate of {estimate.made_on:%m/%d/%Y}")
    return draft.finish(22)


def _say_estimate(draft: AnswerDraft, estimate: EstimateFacts, service: Pair) -> None:
    parts = [(words, amount) for words, amount in estimate.parts if amount]
    if parts:
        said = tuple(", ".join(f"{words[at]} {amount.dollars}" for words, amount in parts) for at in (0, 1))
        draft.say("expect", service=service, amount=estimate.total, parts=(said[0], said[1]))
        draft.note(*(amount for _, amount in parts))
    else:
        draft.say("expect_bare", service=service, amount=estimate.total)
    draft.cite("estimate", estimate.id, f"Estimate of {estimate.made_on:%m/%d/%Y}")


def _compare(draft: AnswerDraft, facts: QuestionFacts, estimate: EstimateFacts) -> None:
    """Hold a good faith estimate against what was billed, one with insurance against the patient's share."""
    items = _items_of(facts, estimate)
    for item in items:
        cite_item(draft, facts, item)
    if estimate.is_good_faith:
        billed = total(item.billed for item in items)
    else:
        billed = total(item.owes_now + item.patient_paid for item in items)
    kind, above = "" if estimate.is_good_faith else "share_", billed - estimate.total
    if above <= Money(0):
        draft.say(f"{kind}not_above", billed=billed, estimated=estimate.total)
        return
    draft.say(f"{kind}above", billed=billed, estimated=estimate.total, amount=above)
    if not estimate.is_good_faith or above < DISPUTABLE:
        return
    first = min((item.first_statement_on for item in items if item.first_statement_on), default=None)
    if first:
        draft.say("may_dispute", day=first + DISPUTE_WITHIN)
    else:
        draft.say("may_dispute_later")


def _items_of(facts: QuestionFacts, estimate: EstimateFacts) -> tuple[AccountItem, ...]:
    return tuple(
        item
        for item in facts.chosen_items
        if estimate.visit_id is not None and item.visit_id == estimate.visit_id
    )


def _service_or_visit(facts: QuestionFacts) -> Pair:
    return service_asked(facts) if facts.service else _VISIT


def _copay(policy: PolicyFacts | None, facts: QuestionFacts) -> Money | None:
    if policy is None:
        return None
    return copay_for(facts.service.category if facts.service else OFFICE_VISIT, policy.benefits)


def _good_faith_due(facts: QuestionFacts) -> date:
    visit = facts.visit
    ahead = business_days_between(facts.today, visit.on) if visit and visit.is_planned else FAR_AHEAD
    return add_business_days(facts.today, 1 if NEAR_AHEAD <= ahead < FAR_AHEAD else 3)
