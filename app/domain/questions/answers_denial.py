"""Answers about refusals; why a line was refused is said by the account's own sentence about it."""

from datetime import date

from app.domain.business_days import add_business_days
from app.domain.disputes.cases import Stage
from app.domain.questions.answer import Answer, AnswerDraft, Pair
from app.domain.questions.facts import DenialFacts, QuestionFacts
from app.domain.questions.texts_denial import TEXTS
from app.domain.questions.wording import cite_account, cite_item, cite_policy, quote_item, service_of

ASK_WITHIN, REVIEW_WITHIN = 2, 3


def answer_why_denied(facts: QuestionFacts) -> Answer:
    """Question 11: why a service was refused, in the sentence the account says of it."""
    draft = AnswerDraft(TEXTS)
    refused = [
        item
        for item in facts.chosen_items
        if any(answer.denied or answer.refusals for answer in item.answers)
        or any(denial.charge_id == item.charge_id for denial in facts.denials)
    ]
    if not refused:
        return _say_none(draft, facts, 11)
    for item in refused:
        quote_item(draft, facts, item)
    for denial in _chosen(facts):
        draft.break_off()
        _say_case(draft, denial)
        _cite(draft, denial)
    return draft.finish(11)


def answer_what_we_do(facts: QuestionFacts) -> Answer:
    """Question 12: what the office has sent about a refusal, and when an answer is expected."""
    draft = AnswerDraft(TEXTS)
    denials = _chosen(facts)
    if not denials:
        return _say_none(draft, facts, 12)
    for denial in denials:
        draft.break_off()
        _say_case(draft, denial)
        _say_step(draft, denial, facts.today)
        _cite(draft, denial)
    draft.break_off()
    draft.say("do_not_pay")
    return draft.finish(12)


def answer_change_code(facts: QuestionFacts) -> Answer:
    """Question 13: that codes follow the record, and that a review is asked for."""
    draft = AnswerDraft(TEXTS)
    due = add_business_days(facts.today, REVIEW_WITHIN)
    draft.say("code", day=due)
    charges = {denial.charge_id for denial in _chosen(facts)}
    for item in facts.chosen_items:
        if item.charge_id in charges or facts.focus.charge_id or facts.focus.visit_id:
            cite_item(draft, facts, item)
    cite_account(draft, facts)
    draft.follow("Ask for a review of the codes against the visit’s record", due)
    return draft.finish(13)


def answer_appeal(facts: QuestionFacts) -> Answer:
    """Question 38: until when a refusal can be appealed, and how."""
    draft = AnswerDraft(TEXTS)
    denials = _chosen(facts)
    if not denials:
        due = add_business_days(facts.today, ASK_WITHIN)
        draft.admit("appeal_none", day=due)
        draft.follow("Look at the patient’s letter of the plan", due)
        cite_account(draft, facts)
        return draft.finish(38)
    for denial in denials:
        draft.break_off()
        _say_case(draft, denial)
        if denial.case and denial.case.stage is Stage.SENT:
            _say_step(draft, denial, facts.today)
        else:
            _say_last_day(draft, facts, denial)
        _cite(draft, denial)
    draft.break_off()
    draft.say("appeal_letter")
    draft.say("do_not_pay" if all(denial.case for denial in denials) else "appeal_for_you")
    return draft.finish(38)


def answer_not_covered_then(facts: QuestionFacts) -> Answer:
    """Question 16: what our own check with the plan showed."""
    draft = AnswerDraft(TEXTS)
    due, policy = add_business_days(facts.today, ASK_WITHIN), facts.first_policy
    if policy is None:
        draft.admit("none_then", day=facts.day)
        for other in facts.policies[-1:]:
            cite_policy(draft, other)
    else:
        draft.say("on_file_then", plan=policy.name, day=facts.day)
        cite_policy(draft, policy)
        check = policy.check
        if check is None:
            draft.admit("no_check", plan=policy.name, day=due)
        else:
            keys = {True: "check_active", False: "check_inactive", None: "check_unclear"}
            draft.say(keys[check.is_active], plan=policy.name, day=check.on)
            draft.cite("eligibility", check.id, f"Eligibility check of {check.on:%m/%d/%Y}")
    draft.say("ask_plan", day=facts.day, days=facts.rules.hold_days)
    draft.follow(f"Check coverage on {facts.day:%m/%d/%Y} and hold the bill", due)
    return draft.finish(16)


def _chosen(facts: QuestionFacts) -> list[DenialFacts]:
    """The refusals of the lines asked about."""
    charges = {item.charge_id for item in facts.chosen_items}
    return [denial for denial in facts.denials if denial.charge_id in charges]


def _say_last_day(draft: AnswerDraft, facts: QuestionFacts, denial: DenialFacts) -> None:
    item = facts.item_of(denial.charge_id)
    service: Pair = service_of(facts, item) if item else ("a service", "un servicio")
    on = item.service_date if item else denial.received_on
    if denial.due:
        key = "appeal_until" if denial.due >= facts.today else "appeal_over"
        draft.say(key, service=service, on=on, payer=denial.payer, day=denial.due)
    else:
        draft.say("appeal_open", service=service, on=on, payer=denial.payer)


def _say_case(draft: AnswerDraft, denial: DenialFacts) -> None:
    """Name our case about a refusal, and how far it came."""
    if denial.case is None:
        return
    draft.say(f"case_{denial.case.stage}", case=str(denial.case.number), payer=denial.payer)
    draft.cite("dispute", denial.case.id, f"Case {denial.case.number}")


def _say_step(draft: AnswerDraft, denial: DenialFacts, today: date) -> None:
    if denial.action_on:
        draft.say(
            "we_sent", amount=denial.open, payer=denial.payer, action=denial.action, day=denial.action_on
        )
        if denial.answer_by:
            draft.say("expect_answer", day=denial.answer_by)
    elif denial.due and denial.due < today:
        words = {"payer": denial.payer, "amount": denial.open, "day": denial.received_on, "due": denial.due}
        draft.say("we_look_late", **words)  # type: ignore[arg-type]
    elif denial.due:
        draft.say("we_look", payer=denial.payer, amount=denial.open, day=denial.received_on, due=denial.due)
    else:
        draft.say("we_look_open", payer=denial.payer, amount=denial.open, day=denial.received_on)


def _say_none(draft: AnswerDraft, facts: QuestionFacts, number: int) -> Answer:
    due = add_business_days(facts.today, ASK_WITHIN)
    draft.say("none_denied")
    draft.say("denied_follow", day=due)
    cite_account(draft, facts)
    return draft.finish(number)


def _cite(draft: AnswerDraft, denial: DenialFacts) -> None:
    draft.cite("claim", denial.claim_id, f"Claim {denial.claim_number} to {denial.payer}")
