"""Answers about a bill; a line is told by `explain_item`, an account by `explain_account`, word for word."""

from collections.abc import Iterable, Sequence

from app.domain.accounts import AccountItem, InsurerAnswer
from app.domain.answers import ShareReason
from app.domain.business_days import add_business_days
from app.domain.explanations import explain_account
from app.domain.money import ZERO, Money, total
from app.domain.questions.answer import Answer, AnswerDraft
from app.domain.questions.facts import QuestionFacts
from app.domain.questions.texts_bill import TEXTS
from app.domain.questions.wording import (
    ask_to_pay,
    cite_account,
    cite_item,
    last_answer,
    quote_item,
    quote_sentence,
    service_of,
    share_of,
)

PREVENTIVE = "preventive"
LOOK_WITHIN = 2


def answer_more_than_copay(facts: QuestionFacts) -> Answer:
    """Question 7: what came on top of the copay, line by line."""
    draft = AnswerDraft(TEXTS)
    items = [item for item in facts.chosen_items if _goes_beyond_copay(item)]
    if not items:
        return _say_no_line(draft, facts, 7)
    with_copay = [item for item in items if ShareReason.COPAY in _reasons_of(item)]
    without = [item for item in items if item not in with_copay]
    for key, some in (("copay_only", with_copay), ("no_copay", without)):
        if some:
            draft.say(key)
        for item in some:
            quote_item(draft, facts, item)
    ask_to_pay(draft, facts, _asked_of(items))
    return draft.finish(7)


def answer_why_bill(facts: QuestionFacts) -> Answer:
    """Question 9: why the patient owes although insured: the account and each open line."""
    draft = AnswerDraft(TEXTS)
    account = facts.account
    draft.quote((explain_account(account), explain_account(account, "es")), *_amounts_of_account(facts))
    cite_account(draft, facts)
    for item in facts.owed_items:
        quote_item(draft, facts, item)
    ask_to_pay(draft, facts, _asked_of(facts.owed_items))
    return draft.finish(9)


def answer_what_charge(facts: QuestionFacts) -> Answer:
    """Question 10: what one charge is, who did it, and what became of it."""
    draft = AnswerDraft(TEXTS)
    items = facts.chosen_items if facts.is_chosen else (facts.owed_items or facts.chosen_items)[-1:]
    if not items:
        return _say_no_line(draft, facts, 10)
    for item in items:
        draft.break_off()
        if item.provider:
            words = {"day": item.service_date, "provider": item.provider, "service": service_of(facts, item)}
            draft.say("done_by", **words)  # type: ignore[arg-type]
        else:
            draft.say("done", day=item.service_date, service=service_of(facts, item))
        quote_sentence(draft, facts, item)
    ask_to_pay(draft, facts, _asked_of(items))
    return draft.finish(10)


def answer_check_up(facts: QuestionFacts) -> Answer:
    """Question 23: which part of a check-up was free, and which other part was not."""
    draft = AnswerDraft(TEXTS)
    chosen = facts.chosen_items
    check_ups = [item for item in chosen if facts.category_of(item) == PREVENTIVE]
    days = {item.visit_id for item in check_ups}
    if not check_ups:
        draft.admit("no_check_up")
        cite_account(draft, facts)
        return draft.finish(23)
    _say_check_ups(draft, facts, check_ups)
    beside = [
        item
        for item in facts.account.items
        if item.visit_id in days and item not in check_ups and (item.patient_owes or item.patient_paid)
    ]
    if beside:
        draft.say("also_treated")
        for item in beside:
            quote_item(draft, facts, item)
    ask_to_pay(draft, facts, _asked_of((*check_ups, *beside)))
    return draft.finish(23)


def answer_second_bill(facts: QuestionFacts) -> Answer:
    """Question 24: whose the second bill is."""
    draft = AnswerDraft(TEXTS)
    draft.say("outside")
    if facts.rules.outside.strip():
        draft.say("outside_phones", places=" ".join(facts.rules.outside.split()))
    else:
        draft.say("outside_unknown")
    items = [item for item in facts.chosen_items if not item.is_fee]
    if items:
        day = max(item.service_date for item in items)
        of_day = [item for item in items if item.service_date == day]
        draft.say("our_visit", day=day, amount=total(item.billed for item in of_day))
        for item in of_day:
            cite_item(draft, facts, item)
    return draft.finish(24)


def answer_which_parent(facts: QuestionFacts) -> Answer:
    """Question 25: who signed for the account."""
    draft = AnswerDraft(TEXTS)
    if facts.person.guarantor:
        draft.say("signed", who=facts.person.guarantor)
    else:
        due = add_business_days(facts.today, LOOK_WITHIN)
        draft.admit("signed_unknown", day=due)
        draft.follow("Look who signed for the account", due)
    draft.say("court")
    cite_account(draft, facts)
    return draft.finish(25)


def answer_eob_differs(facts: QuestionFacts) -> Answer:
    """Question 32: the insurer's explanation beside ours, line by line."""
    draft = AnswerDraft(TEXTS)
    due = add_business_days(facts.today, LOOK_WITHIN)
    answered = _answered(facts)
    if not answered:
        draft.admit("no_eob", day=due)
        draft.follow("Compare the patient’s EOB with ours", due)
        cite_account(draft, facts)
        return draft.finish(32)
    for item, answer in answered:
        draft.break_off()
        _compare(draft, facts, item, answer)
    draft.break_off()
    draft.say("eob_follow", day=due)
    draft.follow("Compare the patient’s EOB with ours", due)
    return draft.finish(32)


def answer_eob_owe_nothing(facts: QuestionFacts) -> Answer:
    """Question 33: whether the insurer's explanation really leaves nothing to the patient."""
    draft = AnswerDraft(TEXTS)
    due = add_business_days(facts.today, LOOK_WITHIN)
    answered = _answered(facts)
    if not answered:
        draft.admit("no_eob", day=due)
        draft.say("hold_pay")
        draft.follow("Compare the patient’s EOB with ours", due)
        cite_account(draft, facts)
        return draft.finish(33)
    for item, answer in answered:
        draft.break_off()
        words = {"day": answer.received_on, "service": service_of(facts, item)}
        if share_of(answer):
            _compare(draft, facts, item, answer)
        elif item.owes_now > ZERO:
            draft.say("you_are_right", amount=item.owes_now, due=due, **words)  # type: ignore[arg-type]
        else:
            draft.say("eob_agrees", **words)  # type: ignore[arg-type]
        cite_item(draft, facts, item)
    draft.break_off()
    draft.say("hold_pay")
    draft.follow("Look at the EOB and send a corrected statement", due)
    return draft.finish(33)


def _compare(draft: AnswerDraft, facts: QuestionFacts, item: AccountItem, answer: InsurerAnswer) -> None:
    eob, ours = share_of(answer), max(item.owes_now, ZERO)
    if eob == ours:
        draft.say("eob_same", day=answer.received_on, eob=eob, service=service_of(facts, item))
    else:
        draft.say("eob_other", day=answer.received_on, eob=eob, ours=ours, service=service_of(facts, item))
    for key, amount in (
        ("eob_paid", item.patient_paid),
        ("eob_reason_written_off", item.written_off),
        ("eob_reason_next", item.insurance_owes),
        ("eob_reason_disputed", item.under_review),
    ):
        if eob != ours and amount > ZERO:
            draft.say(key, amount=amount)
    cite_item(draft, facts, item)


def _answered(facts: QuestionFacts) -> list[tuple[AccountItem, InsurerAnswer]]:
    """The lines asked about that an insurer has answered: the open ones where nothing was chosen."""
    items = facts.chosen_items if facts.is_chosen else facts.owed_items or facts.chosen_items[-1:]
    return [(item, answer) for item in items if (answer := last_answer(item)) is not None]


def _goes_beyond_copay(item: AccountItem) -> bool:
    return item.owes_now > ZERO and bool(_reasons_of(item) - {ShareReason.COPAY})


def _reasons_of(item: AccountItem) -> set[ShareReason]:
    """Why the last insurer left parts of a line to the patient."""
    answer = last_answer(item)
    return {share.reason for share in answer.shares if share.amount} if answer else set()


def _asked_of(items: Iterable[AccountItem]) -> Money:
    """What the patient may be asked to pay of lines: nothing that is under review."""
    return total(item.owes_now for item in items if item.owes_now > ZERO)


def _say_check_ups(draft: AnswerDraft, facts: QuestionFacts, check_ups: Sequence[AccountItem]) -> None:
    """Call free what the plan answered and left to nobody; all else is told by its own sentence."""
    free = [item for item in check_ups if _was_free(item)]
    for item in free:
        draft.break_off()
        draft.say("preventive_free", service=service_of(facts, item), day=item.service_date)
        cite_item(draft, facts, item)
    others = [item for item in check_ups if item not in free]
    if any((answer := last_answer(item)) is not None and share_of(answer) for item in others):
        draft.say("preventive_owed")
    for item in others:
        quote_item(draft, facts, item)


def _was_free(item: AccountItem) -> bool:
    return last_answer(item) is not None and not item.is_open and not item.patient_paid


def _say_no_line(draft: AnswerDraft, facts: QuestionFacts, number: int) -> Answer:
    if facts.chosen_items:
        draft.say("nothing_owed")
        for item in facts.chosen_items[-1:]:
            quote_item(draft, facts, item)
    else:
        draft.admit("no_line")
        cite_account(draft, facts)
    return draft.finish(number)


def _amounts_of_account(facts: QuestionFacts) -> tuple[Money, ...]:
    account = facts.account
    paid = (account.last_payment.amount,) if account.last_payment else ()
    return (account.patient_owes, account.insurance_owes, account.all_credit, *paid)
