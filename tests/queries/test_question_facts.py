"""Answers take what the rest of the office has written: guidelines, networks, checks, estimates, disputes."""

from datetime import date, timedelta

import pytest

from app.domain.disputes.cases import CaseKind, FactKind, Lane
from app.domain.eligibility import Benefit, BenefitKind, CheckStatus, CheckWay, Network, Person
from app.domain.errors import InputError
from app.domain.guideline_words import patient_answer
from app.domain.money import Money
from app.domain.questions.facts import Asked, Focus
from app.models.records import Policy
from app.queries.estimates import latest_estimate
from app.queries.guidelines import CoverageQuestion, find_patient_coverage
from app.queries.question_facts import find_answer, find_question_facts
from app.services.callers import PermissionEntry, end_permission, permit_person
from app.services.dispute_facts import FactEntry, add_fact
from app.services.dispute_letters import draft_letter, keep_letter
from app.services.dispute_packets import SendingEntry, make_packet, send_packet
from app.services.disputes import CaseEntry, open_case
from app.services.eligibility import CheckEntry, log_check
from app.services.estimates import EstimateOrder, PlannedEntry, make_estimate, plan_services
from app.services.guidelines import add_guideline
from app.services.office import keep_procedure
from app.services.provider_networks import add_network
from app.services.visits import plan_visit
from tests.claim_ways import send
from tests.dispute_samples import deny
from tests.practice_fixtures import TODAY, adjusted, money

SINCE = date(2026, 1, 1)


@pytest.fixture
def ana(practice):
    """Ana, insured by Prairie Health."""
    return practice.an_insured_patient()


def ask(practice, patient, number, **focus):
    today = practice.clock().date()
    return practice.session.ask(find_answer, patient, Asked(number, Focus(**focus)), today)


def kinds_of(answer):
    return {source.kind for source in answer.sources}


def test_coverage_is_told_in_the_very_words_of_the_guideline(practice, ana):
    add_guideline(
        practice.session,
        {
            **{"payer": practice.lists.payer, "codes": "97110", "answer": "covered", "referral": True},
            **{"effective": SINCE, "source_title": "Bulletin 25-9", "confirmed_by": "Maria Lee"},
            "confirmed_on": date(2026, 11, 2),
        },
    )
    keep_procedure(practice.session, "97110", {"name": "Exercise", "name_es": "Ejercicio"})
    question = CoverageQuestion("97110", TODAY)
    (coverage,) = practice.session.ask(find_patient_coverage, ana, question, TODAY).insurers
    answer = ask(practice, ana, 3, code="97110")
    for language, text in (("en", answer.text_en), ("es", answer.text_es)):
        assert patient_answer(coverage.answer, TODAY, language, coverage.insurer) in text
    assert "guideline" in kinds_of(answer)
    assert "Your plan needs a referral" in ask(practice, ana, 4, code="97110").text_en
    assert not ask(practice, ana, 3, code="99213").is_known


def test_a_code_outside_the_offices_own_list_is_answered_by_its_code(practice, ana):
    add_guideline(
        practice.session,
        {
            **{"payer": practice.lists.payer, "codes": "97110", "answer": "covered", "effective": SINCE},
            **{"approval": "after", "approval_after": 12, "count_by": "visits", "period": "year"},
            **{"source_title": "Bulletin 25-9", "confirmed_by": "Maria Lee"},
            "confirmed_on": date(2026, 11, 2),
        },
    )
    answer = ask(practice, ana, 3, code="97110")
    assert answer.is_known
    assert answer.text_en.startswith("About service 97110: Our notes say that Prairie Health")
    assert answer.text_es.startswith("Sobre el servicio 97110: ")
    approval = ask(practice, ana, 5, code="97110")
    assert approval.is_known
    assert "After 12 visits a calendar year, your insurance must approve it beforehand." in approval.text_en
    assert "guideline" in kinds_of(approval)
    assert (
        "whether Prairie Health Prairie PPO covers service 97530"
        in ask(practice, ana, 3, code="97530").text_en
    )
    assert "Which service is it?" in ask(practice, ana, 3, code="NOCODE").text_en


def test_a_network_and_a_check_answer_for_the_plan_in_force(practice, ana):
    assert not ask(practice, ana, 2).is_known
    lists = practice.lists
    add_network(practice.session, {"provider": lists.provider, "payer": lists.payer, "effective": SINCE})
    assert ask(practice, ana, 2).text_en.startswith("Yes: Ada Stone is in network with Prairie Health")
    add_network(
        practice.session,
        {
            "provider": lists.provider,
            "payer": lists.payer,
            "plan": lists.plan,
            "effective": SINCE,
            "in_network": False,
        },
    )
    assert ask(practice, ana, 2).text_en.startswith("No: Ada Stone is out of network")
    left = Benefit(BenefitKind.DEDUCTIBLE_LEFT, "30", Person.INDIVIDUAL, Network.IN, money("420.50"))
    policy = Policy.get(Policy.patient == ana).id
    entry = CheckEntry(
        policy_id=policy, for_date=TODAY, status=CheckStatus.ACTIVE, way=CheckWay.PHONE, benefits=(left,)
    )
    log_check(practice.session, ana, entry)
    answer = ask(practice, ana, 8)
    assert answer.text_en.startswith("$420.50 of $500.00 is left of your deductible as of 11/23/2026")
    assert "eligibility" in kinds_of(answer)
    assert "shows that Prairie Health Prairie PPO was active" in ask(practice, ana, 16).text_en


def test_the_estimate_made_last_is_the_cost_that_is_told(practice, ana):
    facts = {"provider": practice.lists.provider, "place": practice.lists.place}
    visit = plan_visit(practice.session, ana, TODAY + timedelta(days=8), facts)
    plan_services(practice.session, visit, [PlannedEntry("99213")])
    make_estimate(practice.session, EstimateOrder(visit, ana))
    answer = ask(practice, ana, 1, visit_id=visit)
    assert latest_estimate(visit).patient in answer.amounts
    assert "estimate" in kinds_of(answer)
    assert answer.text_en.endswith("This is our best estimate, not a guarantee; your plan decides.")


def test_no_estimate_of_another_service_or_of_a_visit_gone_by_is_told_as_the_cost(practice, ana):
    facts = {"provider": practice.lists.provider, "place": practice.lists.place}
    visit = plan_visit(practice.session, ana, TODAY + timedelta(days=8), facts)
    plan_services(practice.session, visit, [PlannedEntry("99213"), PlannedEntry("87880")])
    make_estimate(practice.session, EstimateOrder(visit, ana))
    told = latest_estimate(visit).patient
    for focus in ({}, {"code": "87880"}):
        answer = ask(practice, ana, 1, **focus)
        assert answer.text_en.startswith(f"For your visit we expect you to pay about {told.dollars}")
    assert ask(practice, ana, 1, code="76700").text_en.startswith("We have not made an estimate for")
    practice.clock.move_to(TODAY + timedelta(days=9))
    assert "We have not made an estimate" in ask(practice, ana, 1).text_en
    assert told in ask(practice, ana, 1, visit_id=visit).amounts


def test_a_packet_that_was_sent_is_what_we_do_about_a_refusal(practice):
    denied = deny(practice)
    case = denied.open()
    keep_letter(practice.session, case, draft_letter(practice.session, case))
    packet = make_packet(practice.session, case)
    sent = date(2026, 3, 25)
    practice.clock.move_to(sent)
    send_packet(practice.session, packet.id, SendingEntry(sent, "mail", why_incomplete="The note follows"))
    answer = ask(practice, denied.patient, 12)
    assert "we sent our side in writing on 03/25/2026. We expect an answer by 05/24/2026." in answer.text_en
    assert "We dispute it as our case 1001; Prairie Health has to answer now." in answer.text_en
    assert "Lo disputamos como nuestro caso 1001" in answer.text_es
    assert ("dispute", case) in [(each.kind, each.id) for each in answer.sources]
    appeal = ask(practice, denied.patient, 38).text_en
    assert "we sent our side in writing on 03/25/2026" in appeal
    assert "the last day we know of" not in appeal
    assert appeal.endswith("Please do not pay it yet.")


def test_what_was_made_the_patients_and_is_disputed_is_told_and_not_asked_for(practice, ana):
    visit = practice.a_visit(ana, "76700")
    send(practice, visit.claim_id)
    (charge,) = visit.charge_ids
    practice.an_answer(visit.claim_id, (charge, None, "0.00", adjusted("PR-96 420.00")))
    assert "Nothing of yours stands refused" in ask(practice, ana, 12).text_en
    case = open_case(practice.session, CaseEntry(CaseKind.DENIAL, visit.claim_id, ((charge, None),)))
    for number in (11, 12, 38):
        answer = ask(practice, ana, number)
        assert "We dispute it as our case 1001, and are preparing what we send." in answer.text_en
        assert "lease do not pay" in answer.text_en
        assert (answer.promise, ("dispute", case)) == (
            Money(0),
            next((each.kind, each.id) for each in answer.sources if each.kind == "dispute"),
        )


def test_an_open_dispute_says_what_was_sent_and_until_when(practice, ana):
    visit = practice.a_visit(ana, "76700")
    send(practice, visit.claim_id)
    (charge,) = visit.charge_ids
    practice.an_answer(visit.claim_id, (charge, None, "0.00", adjusted("CO-197 420.00")))
    assert "We are looking at it" in ask(practice, ana, 12).text_en
    case = open_case(practice.session, CaseEntry(CaseKind.DENIAL, visit.claim_id, ((charge, None),)))
    practice.clock.move_to(date(2026, 11, 30))
    sent = FactEntry(Lane.OFFICE, FactKind.SENT, "Appeal by fax.", date(2026, 11, 30))
    add_fact(practice.session, case, sent)
    answer = ask(practice, ana, 12)
    assert (
        "About $420.00 that Prairie Health refused: we sent our side in writing on 11/30/2026."
        in answer.text_en
    )
    assert "enviamos nuestra posición por escrito el 11/30/2026" in answer.text_es
    assert answer.amounts == (Money(420_00),)
    assert "the last day we know of is" in ask(practice, ana, 38).text_en


def test_only_permissions_that_hold_are_named(practice, ana):
    kept = permit_person(practice.session, ana, PermissionEntry("Sam Rivera", relationship="son"))
    assert "Sam Rivera (son)" in ask(practice, ana, 39).text_en
    end_permission(practice.session, ana, kept)
    assert "Sam Rivera" not in ask(practice, ana, 39).text_en


def test_a_confidential_patient_is_told_of_his_own_account_alone(practice, ana):
    child = practice.a_patient("Rivera", "Cy", guarantor=1, confidential=True, self_pay=True)
    practice.a_visit(child, "99213")
    practice.a_visit(ana, "99214")
    facts = practice.session.ask(find_question_facts, child, Asked(9), TODAY)
    assert facts.account_id != 1
    assert {item.patient_id for item in facts.account.items} == {child}
    assert "Cy" not in ask(practice, ana, 9).text_en


def test_a_patient_who_is_not_there_is_said_in_words(practice):
    with pytest.raises(InputError, match="not in this practice"):
        ask(practice, 99, 9)
