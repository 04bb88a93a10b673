"""An answer is kept with its call, promise and work, or not at all; its letter says the same words."""

import json
from datetime import date, timedelta

import pytest
from peewee import IntegrityError

from app.domain.callers import Identifier, Relationship
from app.domain.errors import InputError, RuleError
from app.domain.explanations import explain_item
from app.domain.form_grid import PrinterOffset
from app.domain.money import Money
from app.domain.questions.facts import Asked, Focus
from app.domain.questions.policies import PracticePolicies
from app.models.callers import Contact, ToDo
from app.models.database import writing
from app.models.office import Audit
from app.models.questions import AnswerGiven
from app.queries.account_papers import list_account_papers
from app.queries.account_summaries import find_account
from app.queries.practice_policies import find_practice_policies
from app.queries.question_facts import find_answer
from app.services import callers, questions
from app.services.claims import print_claims
from tests.documents.paper_reading import read_pages
from tests.practice_fixtures import CODES, TODAY, adjusted, money
from tests.services.question_uses import CONFIRMED, checked, entry_of, order_of

FRIDAY = TODAY + timedelta(days=4)


@pytest.fixture
def billed(practice):
    """Ana owes 56.28 of one visit, and is asked nothing for another that was refused."""
    patient = practice.an_insured_patient(language="es")
    visit = practice.a_visit(patient, "99213")
    (charge,) = visit.charge_ids
    parts = adjusted("CO-45 83.80", "PR-1 50.00", "PR-2 6.28")
    practice.an_answer(visit.claim_id, (charge, "81.20", "24.92", parts))
    refused = practice.a_visit(patient, "76700")
    parts = adjusted("CO-197 420.00")
    practice.an_answer(refused.claim_id, (refused.charge_ids[0], None, "0.00", parts))
    return practice


def ask(desk, number, **focus):
    return desk.session.ask(find_answer, 1, Asked(number, Focus(**focus)), TODAY)


def test_the_call_keeps_question_texts_sources_check_promise_and_work(billed):
    shown = ask(billed, 9)
    check = checked(billed)
    entry = questions.AnswerEntry(
        1,
        Asked(9),
        shown,
        check,
        language="es",
        note="Wants the EOB by mail.",
        promise=money("56.28"),
        promise_on=FRIDAY,
    )
    contact = questions.log_answer(billed.session, entry)
    kept, call = AnswerGiven.get(), Contact.get_by_id(contact)
    assert (kept.contact_id, kept.question, kept.language) == (contact, 9, "es")
    assert (kept.text_en, kept.text_es) == (shown.text_en, shown.text_es)
    assert [each["kind"] for each in json.loads(kept.sources)] == ["account", "charge"]
    assert (call.promise, call.promise_on, call.caller_check_id) == (money("56.28"), FRIDAY, check)
    assert call.person == "Ana Rivera"
    assert shown.text_es in call.said
    assert call.said.endswith("Wants the EOB by mail.")
    actions = [row.action for row in Audit.select().order_by(Audit.seq.desc()).limit(2)]
    assert actions == ["log_answer", "log_contact"]


def test_what_the_office_has_to_do_becomes_a_to_do_of_its_day(billed):
    entry = entry_of(billed, Asked(13), follow_up_on=FRIDAY)
    questions.log_answer(billed.session, entry)
    work = ToDo.get()
    assert (work.title, work.due_on, work.kind, work.patient_id) == (
        "Ask for a review of the codes against the visit’s record",
        FRIDAY,
        "question",
        1,
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"promise": money("56.28")}, "A promise has an amount and a day"),
        ({"follow_up_on": FRIDAY}, "leaves nothing to do"),
        ({"letter_id": 1}, "letter is not of this patient"),
    ],
)
def test_what_is_half_given_keeps_nothing(billed, change, words):
    visit = billed.a_visit(1, "99214")
    print_claims(billed.session, [visit.claim_id], PrinterOffset())
    with pytest.raises((InputError, RuleError), match=words):
        questions.log_answer(billed.session, entry_of(billed, **change))
    assert not Contact.select().exists()
    assert not AnswerGiven.select().exists()


def test_a_caller_who_was_not_checked_today_or_may_not_hear_is_not_logged(billed):
    entry = entry_of(billed)
    billed.clock.pass_minutes(24 * 60)
    with pytest.raises(RuleError, match="not checked today"):
        questions.log_answer(billed.session, entry)
    stranger = callers.CallerEntry(1, Relationship.OTHER, "A neighbour", CONFIRMED)
    refused = callers.check_caller(billed.session, stranger)
    shown = billed.session.ask(find_answer, 1, Asked(9), billed.clock().date())
    with pytest.raises(RuleError, match="Nothing was logged"):
        questions.log_answer(billed.session, questions.AnswerEntry(1, Asked(9), shown, refused))
    assert not Contact.select().exists()


def test_an_answer_that_is_out_of_date_is_not_kept(billed):
    entry = entry_of(billed)
    billed.a_payment(1, "20.00", (1, "20.00"))
    with pytest.raises(RuleError, match="Something changed since this answer was shown"):
        questions.log_answer(billed.session, entry)
    assert not AnswerGiven.select().exists()


def test_who_may_hear_of_money_only_hears_no_service_and_nothing_of_care(billed):
    asked = Asked(9, is_money_only=True, is_payer=True)
    answer = billed.session.ask(find_answer, 1, asked, TODAY)
    item = find_account(1).items[0]
    assert explain_item(item) in answer.text_en
    assert item.description_en not in answer.text_en
    assert "a service" in answer.text_en
    with pytest.raises(RuleError, match="not why the patient was seen"):
        billed.session.ask(find_answer, 1, Asked(11, is_money_only=True), TODAY)
    payer = callers.CallerEntry(1, Relationship.GUARANTOR, "Juan Rivera", CONFIRMED)
    check = callers.check_caller(billed.session, payer)
    for other, words in ((Asked(9), "for another caller"), (Asked(9, is_payer=True), "money only")):
        whole = billed.session.ask(find_answer, 1, other, TODAY)
        with pytest.raises(RuleError, match=words):
            questions.log_answer(billed.session, questions.AnswerEntry(1, other, whole, check))
    assert questions.log_answer(billed.session, questions.AnswerEntry(1, asked, answer, check))


def test_each_hears_of_his_own_lines_and_the_payer_of_all_but_not_of_an_adults_care(billed):
    spouse = billed.an_insured_patient("Rivera", "Juan", guarantor=1, birth_date=date(1988, 11, 19))
    child = billed.an_insured_patient("Rivera", "Eva", guarantor=1, birth_date=date(2019, 5, 2))
    for patient, code, owed in ((spouse, "99214", "11.00"), (child, "87880", "7.00")):
        visit = billed.a_visit(patient, code)
        cut = Money(CODES[code]) - money(owed)
        parts = adjusted(f"CO-45 {cut}", f"PR-2 {owed}")
        billed.an_answer(visit.claim_id, (visit.charge_ids[0], owed, "0.00", parts))
    own = billed.session.ask(find_answer, spouse, Asked(9), TODAY).text_en
    assert "$11.00" in own
    assert "$7.00" not in own
    assert "$56.28" not in own
    whole = billed.session.ask(find_answer, spouse, Asked(9, is_payer=True, is_money_only=True), TODAY)
    assert whole.text_en.startswith("You owe $74.28 now, for 3 services.")
    assert "Service" not in whole.text_en
    payer = ask(billed, 9).text_en
    assert payer.startswith("You owe $74.28 now, for 3 services.")
    assert "Service 99213" in payer
    assert "Service 87880" in payer
    assert "Service 99214" not in payer
    assert "Eva" not in ask(billed, 11).text_en


def test_an_insurer_hears_no_answer_of_a_patient(billed):
    confirmed = (Identifier.NAME, Identifier.MEMBER_ID)
    insurer = callers.CallerEntry(1, Relationship.INSURER, "Dee of Prairie", confirmed)
    check = callers.check_caller(billed.session, insurer)
    asked = Asked(9, is_money_only=True)
    shown = billed.session.ask(find_answer, 1, asked, TODAY)
    with pytest.raises(RuleError, match="An insurer hears of its own claims alone"):
        questions.log_answer(billed.session, questions.AnswerEntry(1, asked, shown, check))
    assert not Contact.select().exists()


def test_whom_a_patient_lets_hear_of_it_hears_of_nobody_else_on_the_bill(billed):
    spouse = billed.an_insured_patient("Rivera", "Juan", guarantor=1, birth_date=date(1988, 11, 19))
    visit = billed.a_visit(spouse, "99214")
    parts = adjusted(f"CO-45 {Money(CODES['99214']) - money('11.00')}", "PR-2 11.00")
    billed.an_answer(visit.claim_id, (visit.charge_ids[0], "11.00", "0.00", parts))
    permission = callers.permit_person(billed.session, 1, callers.PermissionEntry("Sam Vale"))
    entry = callers.CallerEntry(1, Relationship.PERMITTED, "Sam Vale", CONFIRMED, permission)
    check = callers.check_caller(billed.session, entry)
    asked = Asked(9, is_permitted=True)
    answer = billed.session.ask(find_answer, 1, asked, TODAY)
    assert "Juan" in ask(billed, 9).text_en
    assert "$56.28" in answer.text_en
    assert "$11.00" not in answer.text_en
    assert "Juan" not in answer.text_en
    with pytest.raises(RuleError, match="for another caller"):
        questions.log_answer(billed.session, questions.AnswerEntry(1, Asked(9), ask(billed, 9), check))
    assert questions.log_answer(billed.session, questions.AnswerEntry(1, asked, answer, check))


def test_a_permission_of_who_pays_covers_the_minors_on_the_bill_and_no_adult(billed):
    for first, code, born, owed in (
        ("Juan", "99214", date(1988, 11, 19), "11.00"),
        ("Eva", "87880", date(2019, 5, 2), "7.00"),
    ):
        patient = billed.an_insured_patient("Rivera", first, guarantor=1, birth_date=born)
        visit = billed.a_visit(patient, code)
        parts = adjusted(f"CO-45 {Money(CODES[code]) - money(owed)}", f"PR-2 {owed}")
        billed.an_answer(visit.claim_id, (visit.charge_ids[0], owed, "0.00", parts))
    asked = Asked(9, is_permitted=True, is_money_only=True)
    of_payer = billed.session.ask(find_answer, 1, asked, TODAY).text_en
    assert of_payer.startswith("You owe $63.28 now, for 2 services.")
    assert ("Eva" in of_payer, "Juan" in of_payer) == (True, False)
    assert "Service" not in of_payer
    of_spouse = billed.session.ask(find_answer, 2, asked, TODAY).text_en
    assert of_spouse.startswith("You owe $11.00 now.")
    assert "Eva" not in of_spouse


def test_an_adults_letter_goes_to_himself_and_the_payers_to_the_payer(billed):
    spouse = billed.an_insured_patient(
        "Rivera", "Juan", guarantor=1, birth_date=date(1988, 11, 19), street="9 Elm Ave"
    )
    billed.a_visit(spouse, "99214")
    for asked, name in (
        (Asked(9), "JUAN RIVERA"),
        (Asked(9, is_payer=True, is_money_only=True), "ANA RIVERA"),
    ):
        shown = billed.session.ask(find_answer, spouse, asked, TODAY)
        order = questions.AnswerOrder(spouse, asked, shown)
        (page,) = read_pages(questions.print_answer_letter(billed.session, order).pdf)
        assert name in page
        assert ("9 ELM AVE" in page) == (name == "JUAN RIVERA")


def test_the_letter_says_the_words_that_were_read_out_and_is_kept(billed):
    shown = ask(billed, 9)
    printed = questions.print_answer_letter(billed.session, order_of(billed, languages=("es", "en")))
    words = " ".join(" ".join(read_pages(printed.pdf)).split())
    assert "RESPUESTA A SU PREGUNTA" in words
    alone = questions.print_answer_letter(billed.session, order_of(billed, languages=("es",)))
    assert " ".join(shown.text_es.split()) in " ".join(" ".join(read_pages(alone.pdf)).split())
    kept = [line.words for line in billed.session.ask(list_account_papers, 1)]
    assert kept == ["Answer to a question", "Answer to a question"]
    contact = questions.log_answer(billed.session, entry_of(billed, letter_id=alone.file_id))
    assert AnswerGiven.get(AnswerGiven.contact == contact).file_id == alone.file_id


def test_an_answer_given_is_never_edited_or_deleted(billed):
    questions.log_answer(billed.session, entry_of(billed))
    for change in (AnswerGiven.update(text_en="other"), AnswerGiven.delete()):
        with pytest.raises(IntegrityError, match="never"), writing():
            change.execute()


def test_the_offices_rules_are_kept_and_said(billed):
    assert billed.session.ask(find_practice_policies) == PracticePolicies()
    rules = PracticePolicies(
        missed_fee=money("40.00"),
        cancel_hours=48,
        instalments=2,
        ways_to_pay="By card",
        ways_to_pay_es="Con tarjeta",
        outside="Creek Lab (217) 555-0177",
        reports_credit=True,
    )
    questions.set_practice_policies(billed.session, rules)
    assert billed.session.ask(find_practice_policies) == rules
    assert "under 48 hours before cost $40.00" in ask(billed, 31).text_en
    assert ask(billed, 30).text_es.startswith("Con tarjeta.")
    assert "2 payments of $28.14" in ask(billed, 19).text_en
    assert "Creek Lab (217) 555-0177" in ask(billed, 24).text_en


@pytest.mark.parametrize(
    "wrong",
    [
        PracticePolicies(instalments=5),
        PracticePolicies(missed_fee=money("-1.00")),
        PracticePolicies(prompt_pay_bp=10_001),
        PracticePolicies(hardship_days=0),
        PracticePolicies(ways_to_pay_es=" "),
    ],
)
def test_rules_that_cannot_be_are_refused(billed, wrong):
    with pytest.raises(InputError, match="Nothing was changed"):
        questions.set_practice_policies(billed.session, wrong)
    assert billed.session.ask(find_practice_policies) == PracticePolicies()
