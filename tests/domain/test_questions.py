"""Answers to patients' questions from frozen facts: each theme, what is known and what is honestly not."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.accumulators import Accumulators
from app.domain.authorizations import Authorization, Kind, Status
from app.domain.errors import InputError
from app.domain.explanations import explain_account, explain_item
from app.domain.money import Money
from app.domain.questions.answers_payments import plan_instalments
from app.domain.questions.catalog import QUESTIONS, find_question, search_questions
from app.domain.questions.desk import ANSWERS, answer_question
from app.domain.questions.facts import (
    ApprovalFacts,
    ApprovalRule,
    BillFacts,
    CheckFacts,
    DenialFacts,
    EstimateFacts,
    Focus,
    GuidelineFacts,
    NetworkFacts,
    NoticeFacts,
    PaymentFacts,
    PermittedFacts,
    RefundFacts,
    VisitFacts,
)
from app.domain.questions.policies import PracticePolicies, read_policies, write_policies
from tests.domain.question_samples import PLAN, TODAY, VISIT, facts, item, policy

ENDING = "This is our best estimate, not a guarantee; your plan decides."
OWED = item(1, owes=56_28, paid=24_92, shares=(("deductible", 50_00), ("coinsurance", 6_28)))
REFUSED = DenialFacts(1, 7, 10036, "Prairie Health", date(2026, 3, 30), Money(165_00), "CO-197")


def ask(number, known=None):
    return answer_question(number, known or facts())


def test_there_are_forty_questions_each_with_its_answer_and_both_wordings():
    assert [question.number for question in QUESTIONS] == list(range(1, 41)) == list(ANSWERS)
    assert len({question.key for question in QUESTIONS}) == 40
    assert all(question.asked_en != question.asked_es for question in QUESTIONS)
    with pytest.raises(InputError, match="There is no question 41"):
        ask(41)


@pytest.mark.parametrize("number", range(1, 41))
def test_with_nothing_known_nothing_is_promised_or_called_covered(number):
    bare = replace(facts(), policies=())
    answer = ask(number, bare)
    assert answer.text_en
    assert answer.text_es
    assert " covers " not in answer.text_en.replace("The copay covers", "")
    assert not answer.amounts
    assert answer == ask(number, bare)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("31", 31),
        ("copago", 6),
        ("why was my visit not covered", 11),
        ("¿Por qué lo negaron?", 11),
        ("cuanto me falta del deducible", 8),
        ("bounced", 29),
        ("mi esposo", 39),
        ("can i pay over time", 19),
        ("rebill", 15),
        ("Do I need an approval?", 5),
        ("authorization", 5),
        ("permission from insurance", 5),
        ("¿Necesito autorización?", 5),
        ("do i need a referral", 4),
        ("why do I owe", 9),
        ("por qué debo", 9),
        ("why do i pay more than my copay", 7),
    ],
)
def test_a_question_is_found_by_number_or_by_words_of_either_language(typed, number):
    assert search_questions(typed)[0].number == number


def test_no_words_find_all_and_strange_words_none():
    assert search_questions("") == QUESTIONS
    assert search_questions("zeppelin") == ()
    assert search_questions("99") == ()
    assert find_question(0) is None


def test_cost_is_told_by_the_estimate_with_its_parts_and_ends_as_one():
    parts = ((("copay", "copago"), Money(40_00)), (("deductible", "deducible"), Money(112_00)))
    estimate = EstimateFacts(3, Money(152_00), TODAY, 1, parts)
    answer = ask(1, facts(service=VISIT, estimate=estimate))
    assert answer.text_en == (
        f"For Return visit we expect you to pay about $152.00: copay $40.00, deductible $112.00. {ENDING}"
    )
    assert "copago $40.00, deducible $112.00" in answer.text_es
    assert set(answer.amounts) == {Money(152_00), Money(40_00), Money(112_00)}


def test_without_an_estimate_one_is_promised_and_the_copay_named():
    answer = ask(1, facts(service=VISIT))
    assert not answer.is_known
    assert "We have not made an estimate for Return visit yet." in answer.text_en
    assert "your plan’s copay for it is $20.00" in answer.text_en
    assert answer.follow_up.due_on == date(2026, 5, 6)


def test_networks_are_said_only_where_they_are_known():
    for is_in, words in ((True, "Yes: Ada Stone is in network"), (False, "No: Ada Stone is out of network")):
        network = NetworkFacts(4, "Ada Stone", is_in, TODAY)
        assert words in ask(2, facts(policies=(policy(network=network),))).text_en
    unknown = ask(2)
    assert unknown.text_en.startswith(
        f"We do not have it confirmed yet whether we are in network with {PLAN}"
    )
    assert unknown.follow_up


def test_coverage_is_read_out_word_for_word_or_not_known():
    words = ("Our notes say that Prairie covers it.", "Según nuestras notas, Prairie lo cubre.")
    known = GuidelineFacts(9, True, True, words, True, "Bulletin 25-9, page 2")
    answer = ask(3, facts(service=VISIT, guideline=known))
    assert (answer.text_en, answer.text_es) == (
        f"About Return visit: {words[0]}",
        f"Sobre Visita de control: {words[1]}",
    )
    assert ("guideline", 9) in {(source.kind, source.id) for source in answer.sources}
    assert "Your plan needs a referral" in ask(4, facts(guideline=known)).text_en
    silent = GuidelineFacts(9, False, False, words, None, "Bulletin")
    assert not ask(3, facts(service=VISIT, guideline=silent)).is_known
    video = ask(37, facts(service=VISIT, guideline=known))
    assert "Your share would be $20.00." in video.text_en
    assert video.text_en.endswith(ENDING)


def test_approvals_and_referrals_count_what_is_left():
    approved = Authorization(
        5, Kind.AUTHORIZATION, Status.APPROVED, "A-1", approved=12, ends=date(2026, 6, 30),
        requested_on=date(2026, 4, 1),
    )  # fmt: skip
    answer = ask(5, facts(approvals=(ApprovalFacts(approved, 10),)))
    assert answer.text_en == (
        "Your approval is approved. We asked for it on 04/01/2026. Approved: 12, of which 2 are left. "
        "It is good until 06/30/2026."
    )
    referral = replace(approved, kind=Kind.REFERRAL)
    assert "2 left until 06/30/2026" in ask(4, facts(approvals=(ApprovalFacts(referral, 10),))).text_en
    pending = ask(5, facts(approvals=(ApprovalFacts(replace(approved, status=Status.PENDED), 0),)))
    assert "pending at the plan" in pending.text_en
    assert pending.follow_up.title == "Ask again for Authorization A-1"


def test_whether_an_approval_is_needed_is_read_out_where_none_is_on_file():
    words = ("After 12 visits, your insurance must approve it.", "Después de 12 visitas, su seguro.")
    rule = ApprovalRule(9, words, is_needed=True, source="Bulletin 25-9")
    known = facts(service=VISIT, guideline=GuidelineFacts(8, True, True, ("", ""), approval=rule))
    answer = ask(5, known)
    assert answer.text_en.startswith(f"About Return visit: {words[0]} We have no approval of yours on file.")
    assert words[1] in answer.text_es
    assert answer.is_known
    assert ("guideline", 9) in {(source.kind, source.id) for source in answer.sources}
    assert answer.follow_up.title == "Ask for the approval of Return visit"
    free = replace(known, guideline=replace(known.guideline, approval=replace(rule, is_needed=False)))
    assert ask(5, free).follow_up is None
    assert not ask(5, facts(service=VISIT)).is_known


def test_the_copay_is_named_only_where_the_plan_asked_for_one():
    assert "The copay covers the visit itself" not in ask(7, facts(OWED)).text_en
    assert ask(7, facts(OWED)).text_en.startswith("Your plan’s answer names no copay for this")
    with_copay = item(2, owes=76_28, paid=24_92, shares=(("copay", 20_00), ("coinsurance", 56_28)))
    both = ask(7, facts(OWED, with_copay)).text_en
    assert both.startswith("The copay covers the visit itself")
    assert (
        both.index(explain_item(with_copay))
        < both.index("no copay for this")
        < both.index(explain_item(OWED))
    )


def test_the_deductible_left_is_told_with_its_day_and_asked_again_when_old():
    fresh = Accumulators(Money(210_50), as_of=date(2026, 5, 1), source="Eligibility answer of 05/01/2026")
    known = policy(accumulators=fresh, deductible=Money(500_00), check=CheckFacts(8, date(2026, 5, 1), True))
    answer = ask(8, facts(policies=(known,)))
    assert answer.text_en.startswith("$210.50 of $500.00 is left of your deductible as of 05/01/2026")
    assert answer.follow_up is None
    old = replace(known, accumulators=replace(fresh, as_of=date(2026, 3, 1)))
    assert ask(8, facts(policies=(old,))).follow_up
    assert "was active" in ask(16, facts(policies=(known,))).text_en


def test_a_bill_is_told_by_the_accounts_own_sentences():
    known = facts(OWED)
    for number in (7, 9, 10):
        answer = ask(number, known)
        assert explain_item(OWED) in answer.text_en
        assert explain_item(OWED, "es") in answer.text_es
        assert answer.promise == Money(56_28)
    assert ask(9, known).text_en.startswith(explain_account(known.account))
    assert "did Return visit" in ask(10, known).text_en


def test_each_service_stands_in_a_paragraph_of_its_own_and_its_sentences_stay_as_they_are():
    other = item(2, 230_00, owes=27_92, paid=111_68, shares=(("coinsurance", 27_92),))
    known = facts(OWED, other)
    answer = ask(9, known)
    account, first, second = answer.text_en.split("\n")
    assert account == explain_account(known.account)
    assert (first, second) == tuple(
        f"On 03/12/2026, Return visit: {explain_item(each)}" for each in (OWED, other)
    )
    assert len(answer.text_es.split("\n")) == 3
    compared = ask(32, known).text_en.split("\n")
    assert len(compared) == 3
    assert compared[-1].startswith("We follow the EOB.")


@pytest.mark.parametrize(
    ("credit", "asked", "words"),
    [
        (20_00, 36_28, "use your credit of $20.00 for it first; then $36.28 is left for you to pay"),
        (135_00, 0, "use your credit of $135.00 for it first; then nothing is left for you to pay"),
    ],
)
def test_credit_is_offered_before_money_is_asked_for(credit, asked, words):
    known = facts(OWED, credit=Money(credit))
    for number in (7, 9, 10, 30):
        answer = ask(number, known)
        assert words in answer.text_en
        assert "podemos usar su crédito" in answer.text_es
        assert answer.promise == Money(asked)
        assert answer.promise_words[0] == (
            f"Can you pay ${asked / 100:.2f}, and by which day?" if asked else ""
        )
        assert answer.follow_up.title == "Use the credit for what is owed, if the patient agreed"
    assert "use your credit" not in ask(9, facts(credit=Money(credit))).text_en


def test_where_nothing_may_be_named_no_service_is():
    answer = ask(9, replace(facts(OWED), is_money_only=True))
    assert "Return visit" not in answer.text_en
    assert "Return visit" not in " ".join(source.text for source in answer.sources)
    assert explain_item(OWED) in answer.text_en


def test_nothing_that_is_disputed_is_asked_for():
    shares = (("deductible", 50_00), ("not_covered", 100_00))
    line = item(1, 165_00, owes=150_00, paid=15_00, shares=shares, disputed_since=date(2026, 4, 1))
    for number in (7, 9, 10):
        assert ask(number, facts(line)).promise == Money(50_00)
    whole = replace(line, patient_owes=Money(100_00), patient_paid=Money(50_00))
    known = facts(whole, categories=((1, "preventive"),))
    for number in (9, 10, 23):
        assert ask(number, known).promise == Money(0)
    answer = ask(32, known)
    assert "EOB of 03/30/2026 says $150.00 is yours for Return visit; ours says $0.00." in answer.text_en
    assert "We dispute $100.00 of it with your plan; please do not pay that part yet." in answer.text_en
    assert {Money(150_00), Money(100_00), Money(50_00)} <= set(answer.amounts)


def test_an_eob_is_held_against_the_bill():
    assert "says $56.28 is yours for Return visit, and ours says the same" in ask(32, facts(OWED)).text_en
    paid = replace(OWED, patient_paid=Money(20_00), patient_owes=Money(36_28))
    assert "ours says $36.28. You have paid $20.00 of it since." in ask(32, facts(paid)).text_en
    wrong = item(1, owes=12_00, paid=100_00)
    answer = ask(33, facts(wrong))
    assert "You are right: the EOB of 03/30/2026 leaves nothing to you" in answer.text_en
    assert Money(12_00) in answer.amounts
    assert not ask(33, facts(item(1, owes=165_00))).is_known


def test_a_check_up_is_told_apart_from_what_else_was_treated():
    check_up, other = item(1, paid=165_00), replace(OWED, charge_id=2)
    known = facts(check_up, other, categories=((1, "preventive"), (2, "office")))
    answer = ask(23, known)
    assert answer.text_en.startswith("The preventive part was free: Return visit on 03/12/2026.")
    assert explain_item(other) in answer.text_en


@pytest.mark.parametrize(
    "check_up",
    [
        item(1, insurance_owes=Money(165_00), insurance_name="Prairie Health"),
        item(1, paid=125_00, shares=(("copay", 40_00),), patient_paid=Money(40_00)),
        item(1, self_pay=True, patient_paid=Money(165_00)),
    ],
)
def test_a_check_up_that_waits_or_was_paid_for_is_not_called_free(check_up):
    answer = ask(23, facts(check_up, categories=((1, "preventive"),)))
    assert "was free" not in answer.text_en
    assert "fue gratis" not in answer.text_es
    assert explain_item(check_up) in answer.text_en
    assert ("left a part of the check-up" in answer.text_en) == bool(check_up.answers)


def test_a_bill_above_its_estimate_names_the_right_to_dispute():
    billed = item(1, 900_00, owes=900_00, self_pay=True, first_statement_on=date(2026, 4, 1))
    estimate = EstimateFacts(3, Money(370_00), date(2026, 3, 1), 1, is_good_faith=True)
    answer = ask(22, facts(billed, estimate=estimate))
    assert "We billed $900.00; the estimate said $370.00. The difference is $530.00." in answer.text_en
    assert "until 07/30/2026" in answer.text_en
    near = replace(estimate, total=Money(600_00))
    assert "dispute" not in ask(22, facts(billed, estimate=near)).text_en


def test_refusals_say_what_was_done_and_until_when():
    denied = item(1, insurance_owes=Money(165_00), insurance_name="Prairie Health")
    known = facts(denied, denials=(replace(REFUSED, due=date(2026, 9, 26)),))
    assert explain_item(denied) in ask(11, known).text_en
    assert "have until 09/26/2026 to correct or dispute it" in ask(12, known).text_en
    assert "the last day we know of is 09/26/2026" in ask(38, known).text_en
    acted = replace(
        REFUSED, action=("we sent a corrected claim", "enviamos un reclamo corregido"),
        action_on=date(2026, 4, 20), answer_by=date(2026, 5, 20),
    )  # fmt: skip
    answer = ask(12, facts(denied, denials=(acted,)))
    assert "we sent a corrected claim on 04/20/2026. We expect an answer by 05/20/2026." in answer.text_en
    late = facts(denied, denials=(replace(REFUSED, due=date(2026, 5, 3)),))
    assert "The last day we know of to dispute it was 05/03/2026" in ask(12, late).text_en
    assert "the last day we know of was 05/03/2026" in ask(38, late).text_en


def test_two_plans_are_ordered_by_a_reason_or_not_at_all():
    first, second = policy(), policy(2, 2, payer="State", plan="Medicaid", line_of_business="medicaid")
    answer = ask(14, facts(policies=(first, second)))
    assert answer.text_en.startswith(f"{PLAN} pays first because Medicaid always pays last")
    unknown = ask(14, facts(policies=(first, policy(2, 2, payer="Blue", plan="HMO"))))
    assert not unknown.is_known
    assert "we have no reason on file" in unknown.text_en
    assert ask(14).text_en.startswith(f"We have one plan of yours on file: {PLAN}.")


def test_billing_anew_counts_the_filing_limit_from_the_day_of_service():
    known = facts(OWED)
    assert (
        f"Yes: {PLAN} was active on 03/12/2026 by our file; we can send it until 09/08/2026"
        in ask(15, known).text_en
    )
    none = replace(known, policies=(policy(effective=date(2026, 4, 1)),))
    assert not ask(15, none).is_known


def test_medicaid_stops_a_bill_and_an_accident_asks_for_its_insurer():
    state = policy(1, payer="State", plan="Medicaid", line_of_business="medicaid")
    answer = ask(35, facts(OWED, policies=(state,)))
    assert "We stop it today and check how Medicaid was billed" in answer.text_en
    assert answer.follow_up.due_on == TODAY
    assert "You owe nothing" not in answer.text_en
    auto = policy(2, payer="Road Mutual", plan="Auto", line_of_business="auto")
    crash = VisitFacts(1, date(2026, 3, 12), is_accident=True)
    told = ask(36, facts(policies=(auto,), visits=(crash,))).text_en
    assert "marked as an accident" in told
    assert "Road Mutual Auto pays first" in told


def test_medicare_leaves_twenty_percent_and_a_notice_is_explained():
    part_b = policy(1, payer="Medicare", plan="Part B", line_of_business="medicare")
    medigap = policy(2, 2, payer="Blue Ridge", plan="Plan G")
    notice = NoticeFacts(6, ("Belly ultrasound", "Ultrasonido"), date(2026, 4, 2), Money(420_00))
    answer = ask(34, facts(policies=(part_b, medigap), notices=(notice,)))
    assert "you pay 20% of what Medicare allows. Blue Ridge Plan G may pay that part." in answer.text_en
    assert "Medicare may not pay Belly ultrasound, about $420.00" in answer.text_en
    assert answer.text_en.endswith(ENDING)


def test_payments_are_found_by_their_day_and_a_returned_check_is_said():
    cash = PaymentFacts(1, 180, date(2026, 4, 2), Money(60_00), "cash")
    check = PaymentFacts(2, 181, date(2026, 4, 9), Money(95_00), "check", date(2026, 4, 18), Money(25_00))
    known = facts(OWED, payments=(cash, check))
    assert ask(17, replace(known, focus=Focus(on=date(2026, 4, 2)))).text_en == (
        "Yes: $60.00 by cash on 04/02/2026, receipt 180."
    )
    assert "came back unpaid on 04/18/2026" in ask(17, known).text_en
    answer = ask(29, known)
    assert "The bank returned your check of $95.00 on 04/18/2026." in answer.text_en
    assert "fee of $25.00" in answer.text_en
    assert answer.text_en.endswith("Please pay by card or cash by 05/14/2026.")
    assert "latest receipt is number 180" in ask(18, known).text_en


@pytest.mark.parametrize(
    ("owed", "parts"),
    [(84_20, [28_07, 28_07, 28_06]), (100_00, [25_00] * 4), (24_00, [24_00]), (10_00, [10_00])],
)
def test_payments_over_time_are_equal_add_up_and_are_never_too_small(owed, parts):
    planned = plan_instalments(Money(owed), 4, Money(25_00))
    assert [part.cents for part in planned] == parts


def test_credit_says_what_it_waits_for():
    known = facts(credit=Money(40_00))
    assert (
        "Your credit with us is $40.00. Nothing stands in its way; it will be sent by"
        in ask(28, known).text_en
    )
    waits = facts(item(1, insurance_owes=Money(165_00)), credit=Money(40_00))
    assert "$165.00 of your services is still with your insurance" in ask(28, waits).text_en
    sent = RefundFacts(3, Money(27_50), "check", date(2026, 4, 30))
    assert "A refund of $27.50 was sent by check on 04/30/2026." in ask(28, facts(refunds=(sent,))).text_en


def test_a_price_names_todays_discount_and_the_day_of_the_written_estimate():
    answer = ask(21, facts(service=VISIT))
    assert (
        "is $165.00, or $132.00 if you pay on the day. You will get a written estimate by 05/07/2026."
        in answer.text_en
    )
    soon = VisitFacts(4, date(2026, 5, 12), is_planned=True)
    known = facts(service=VISIT, visits=(soon,), focus=Focus(visit_id=4))
    assert "written estimate by 05/05/2026" in ask(21, known).text_en


def test_the_offices_rules_are_said_as_they_are_set():
    rules = PracticePolicies(missed_fee=Money(40_00), outside="Creek Lab (217) 555-0177", reports_credit=True)
    known = replace(facts(OWED), rules=rules)
    assert "under 24 hours before cost $40.00" in ask(31, known).text_en
    assert "Creek Lab (217) 555-0177" in ask(24, known).text_en
    assert "may report" in ask(27, known).text_en
    assert "does not report" in ask(27).text_en
    assert read_policies(write_policies(rules)) == rules
    bills = BillFacts(2, 9, date(2026, 4, 20))
    assert "We sent 2 bills, the last on 04/20/2026." in ask(26, facts(OWED, bills=bills)).text_en


def test_family_hears_by_permission_and_a_plan_that_knows_cannot_be_kept_out():
    son = PermittedFacts(2, "Sam Rivera", "son", date(2026, 12, 31))
    ended = PermittedFacts(3, "Old Friend", "", date(2026, 1, 31))
    person = replace(facts().person, permitted=(son, ended))
    answer = ask(39, replace(facts(), person=person))
    assert "Yes, with your written permission on file: Sam Rivera (son)." in answer.text_en
    assert "Old Friend" not in answer.text_en
    sent = VisitFacts(4, date(2026, 3, 12), is_sent=True)
    known = facts(visits=(sent,), focus=Focus(visit_id=4))
    assert "has already gone to your plan" in ask(40, known).text_en
    assert ask(40, facts(service=VISIT)).text_en.startswith("Yes, if you pay in full")
