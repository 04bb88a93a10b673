"""The question desk: which function answers which of the 40 questions."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from app.domain.errors import InputError
from app.domain.questions import (
    answers_bill,
    answers_cost,
    answers_coverage,
    answers_denial,
    answers_payments,
    answers_plans,
    answers_rules,
)
from app.domain.questions.answer import Answer
from app.domain.questions.facts import QuestionFacts

ANSWERS: Mapping[int, Callable[[QuestionFacts], Answer]] = MappingProxyType({
    1: answers_cost.answer_visit_cost,
    2: answers_coverage.answer_network,
    3: answers_coverage.answer_covered,
    4: answers_coverage.answer_referral,
    5: answers_coverage.answer_approval,
    6: answers_cost.answer_copay,
    7: answers_bill.answer_more_than_copay,
    8: answers_cost.answer_deductible_left,
    9: answers_bill.answer_why_bill,
    10: answers_bill.answer_what_charge,
    11: answers_denial.answer_why_denied,
    12: answers_denial.answer_what_we_do,
    13: answers_denial.answer_change_code,
    14: answers_plans.answer_two_plans,
    15: answers_plans.answer_rebill,
    16: answers_denial.answer_not_covered_then,
    17: answers_payments.answer_got_payment,
    18: answers_payments.answer_receipt,
    19: answers_payments.answer_over_time,
    20: answers_payments.answer_lower_bill,
    21: answers_cost.answer_self_pay_price,
    22: answers_cost.answer_above_estimate,
    23: answers_bill.answer_check_up,
    24: answers_bill.answer_second_bill,
    25: answers_bill.answer_which_parent,
    26: answers_rules.answer_collections,
    27: answers_rules.answer_credit_report,
    28: answers_payments.answer_refund,
    29: answers_payments.answer_bounced_check,
    30: answers_payments.answer_ways_to_pay,
    31: answers_payments.answer_missed_visit,
    32: answers_bill.answer_eob_differs,
    33: answers_bill.answer_eob_owe_nothing,
    34: answers_coverage.answer_medicare,
    35: answers_plans.answer_medicaid_bill,
    36: answers_plans.answer_accident,
    37: answers_coverage.answer_video_visit,
    38: answers_denial.answer_appeal,
    39: answers_rules.answer_talk_to_family,
    40: answers_rules.answer_keep_from_plan,
})  # fmt: skip


def answer_question(number: int, facts: QuestionFacts) -> Answer:
    """Answer one of the 40 questions from what is known; raises InputError for a number that is none."""
    if number not in ANSWERS:
        raise InputError(f"There is no question {number}. Choose one from 1 to {len(ANSWERS)}.")
    return ANSWERS[number](facts)
