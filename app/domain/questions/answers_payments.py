"""Answers about payments, credit and the office's fees."""

from datetime import timedelta

from app.domain.business_days import add_business_days
from app.domain.explanations import explain_date
from app.domain.money import ZERO, Money, split
from app.domain.questions.answer import Answer, AnswerDraft
from app.domain.questions.facts import PaymentFacts, QuestionFacts
from app.domain.questions.texts_payments import TEXTS
from app.domain.questions.wording import METHODS, ask_to_pay, cite_account, cite_item

LOOK_WITHIN = 2
PAY_WITHIN = timedelta(days=10)


def answer_got_payment(facts: QuestionFacts) -> Answer:
    """Question 17: whether a payment came in; the one of the day asked about, else the latest."""
    draft = AnswerDraft(TEXTS)
    of_day = [each for each in facts.payments if each.on == facts.focus.on]
    found = of_day or list(facts.payments[-1:])
    if not found:
        due = add_business_days(facts.today, LOOK_WITHIN)
        draft.admit("not_yet", day=due)
        draft.follow("Look for the patient’s payment", due)
        cite_account(draft, facts)
        return draft.finish(17)
    if facts.focus.on and not of_day:
        draft.say("on_day_not", day=facts.focus.on)
    for payment in found:
        _say_payment(draft, payment)
    return draft.finish(17)


def answer_receipt(facts: QuestionFacts) -> Answer:
    """Question 18: which papers can be printed now."""
    draft = AnswerDraft(TEXTS)
    draft.say("print_now")
    for payment in [each for each in facts.payments if each.returned_on is None][-1:]:
        draft.say("latest_receipt", receipt=payment.receipt, amount=payment.amount, day=payment.on)
        _cite(draft, payment)
    cite_account(draft, facts)
    return draft.finish(18)


def answer_over_time(facts: QuestionFacts) -> Answer:
    """Question 19: equal payments without interest, as many as the office's policy allows."""
    draft = AnswerDraft(TEXTS)
    owed = facts.account.patient_owes
    cite_account(draft, facts)
    if not owed:
        draft.say("nothing_to_pay")
        return draft.finish(19)
    draft.ask_to_pay(owed)
    parts = plan_instalments(owed, facts.rules.instalments, facts.rules.smallest_instalment)
    if len(parts) == 1:
        draft.say("one_payment", amount=owed)
        return draft.finish(19)
    first, last, day = parts[0], parts[-1], facts.today + timedelta(days=30)
    if first == last:
        draft.say("instalments", count=len(parts), amount=first, day=day)
    else:
        draft.say("instalments_last", count=len(parts), amount=first, last=last, day=day)
    draft.say("open_now", amount=owed)
    draft.say("written_agreement")
    draft.ask_to_pay(first)
    return draft.finish(19)


def plan_instalments(owed: Money, most: int, smallest: Money) -> tuple[Money, ...]:
    """Split what is owed into equal payments, the last one the smaller, none below the smallest."""
    count = most if smallest <= ZERO else min(most, max(1, owed.cents // smallest.cents))
    each = split(owed, [1] * count)[0]
    return (*[each] * (count - 1), owed - each * (count - 1))


def answer_lower_bill(facts: QuestionFacts) -> Answer:
    """Question 20: the form for help, and what may not be done."""
    draft = AnswerDraft(TEXTS)
    draft.say("help_form", days=facts.rules.hardship_days)
    draft.say("no_copay_waiver")
    if facts.account.patient_owes:
        draft.say("open_now", amount=facts.account.patient_owes)
    cite_account(draft, facts)
    draft.follow("Send the form for help with the bill", add_business_days(facts.today, LOOK_WITHIN))
    return draft.finish(20)


def answer_refund(facts: QuestionFacts) -> Answer:
    """Question 28: what credit there is, what it waits for, and what was sent already."""
    draft = AnswerDraft(TEXTS)
    credit, waiting = facts.account.all_credit, facts.account.insurance_owes
    for refund in facts.refunds:
        if refund.issued_on is None:
            draft.say("refund_asked", amount=refund.amount)
        else:
            draft.say(
                "refund_sent", amount=refund.amount, method=METHODS[refund.method], day=refund.issued_on
            )
        draft.cite("refund", refund.id, f"Refund {refund.amount.dollars}")
    is_asked = any(refund.issued_on is None for refund in facts.refunds)
    if not credit:
        draft.say("no_credit")
    else:
        draft.say("credit", amount=credit)
        if waiting > ZERO:
            draft.say("credit_waits", amount=waiting)
        elif not is_asked:
            due = facts.today + timedelta(days=facts.rules.refund_days)
            draft.say("credit_sent_by", day=due)
            draft.follow("Prepare the refund", due)
    cite_account(draft, facts)
    return draft.finish(28)


def answer_bounced_check(facts: QuestionFacts) -> Answer:
    """Question 29: the returned check, its fee, and by when to pay otherwise."""
    draft = AnswerDraft(TEXTS)
    returned = [each for each in facts.payments if each.returned_on][-1:]
    if not returned:
        draft.say("none_returned")
        cite_account(draft, facts)
        return draft.finish(29)
    for payment in returned:
        draft.say("returned", amount=payment.amount, day=payment.returned_on or payment.on)
        _cite(draft, payment)
        if payment.fee:
            draft.say("returned_fee", amount=payment.fee)
            for item in (each for each in facts.account.items if each.is_fee):
                cite_item(draft, facts, item)
        else:
            draft.say("no_fee")
    draft.say("pay_otherwise", day=facts.today + PAY_WITHIN)
    ask_to_pay(draft, facts, facts.account.patient_owes)
    return draft.finish(29)


def answer_ways_to_pay(facts: QuestionFacts) -> Answer:
    """Question 30: the ways to pay, as the office has set them."""
    draft = AnswerDraft(TEXTS)
    draft.say("ways", ways=(facts.rules.ways_to_pay.rstrip("."), facts.rules.ways_to_pay_es.rstrip(".")))
    if facts.pay_url and "{" not in facts.pay_url:
        draft.say("online", url=facts.pay_url)
    if facts.phone:
        draft.say("by_phone", phone=facts.phone)
    if facts.account.patient_owes:
        draft.say("open_now", amount=facts.account.patient_owes)
        cite_account(draft, facts)
    draft.cite("setting", 0, "Answers to patients, in the settings")
    ask_to_pay(draft, facts, facts.account.patient_owes)
    return draft.finish(30)


def answer_missed_visit(facts: QuestionFacts) -> Answer:
    """Question 31: the office's fee for missed visits."""
    draft = AnswerDraft(TEXTS)
    rules = facts.rules
    if rules.missed_fee > ZERO:
        draft.say("missed_fee", hours=rules.cancel_hours, amount=rules.missed_fee)
        draft.say("missed_review")
    else:
        due = add_business_days(facts.today, LOOK_WITHIN)
        draft.say("no_missed_fee", day=due)
        draft.follow("Look whether a missed visit was charged", due)
    draft.cite("setting", 0, "Answers to patients, in the settings")
    return draft.finish(31)


def _say_payment(draft: AnswerDraft, payment: PaymentFacts) -> None:
    if payment.returned_on:
        draft.say(
            "came_back",
            amount=payment.amount,
            day=payment.on,
            receipt=payment.receipt,
            back=payment.returned_on,
        )
    else:
        method = METHODS.get(payment.method, METHODS["other"])
        words = {"amount": payment.amount, "method": method, "day": payment.on, "receipt": payment.receipt}
        draft.say("got_it", **words)  # type: ignore[arg-type]
    _cite(draft, payment)


def _cite(draft: AnswerDraft, payment: PaymentFacts) -> None:
    draft.cite("payment", payment.id, f"Receipt {payment.receipt} of {explain_date(payment.on)}")
