"""Is this covered? For a payer, a plan or a patient's policies in their order, with sources and papers."""

from datetime import date

import pytest

from app.domain.errors import InputError
from app.domain.guidelines import Answer
from app.queries.guidelines import (
    CoverageQuestion,
    GuidelineFilter,
    find_coverage,
    find_insurer,
    find_patient_coverage,
    list_guidelines,
)
from app.services import guidelines, office
from tests.practice_fixtures import TODAY

CODE = "99213"
SINCE = date(2026, 1, 1)


def know(practice, **values):
    facts = {"payer": practice.lists.payer, "codes": CODE, "effective": SINCE, "answer": "covered"}
    return guidelines.add_guideline(practice.session, {**facts, **values})


def ask(practice, **facts):
    question = CoverageQuestion(CODE, facts.pop("on", TODAY), **facts)
    return practice.session.ask(find_coverage, question, TODAY)


def ask_for(practice, patient, **facts):
    question = CoverageQuestion(CODE, facts.pop("on", TODAY), **facts)
    return practice.session.ask(find_patient_coverage, patient, question, TODAY)


def test_a_plan_and_its_payer_are_asked_for_alike(practice, tmp_path):
    guideline = know(practice)
    paper = tmp_path / "bulletin.pdf"
    paper.write_bytes(b"%PDF-1.4 bulletin")
    kept = guidelines.attach_guideline_file(practice.session, guideline, paper)
    by_plan = ask(practice, plan_id=practice.lists.plan)
    by_payer = ask(practice, payer_id=practice.lists.payer)
    for found, plan in ((by_plan, "Prairie PPO"), (by_payer, "")):
        (insurer,) = found.insurers
        assert (insurer.payer, insurer.plan, insurer.rank) == ("Prairie Health", plan, 0)
        assert insurer.answer.answer is Answer.COVERED
        assert insurer.documents == ((kept, "bulletin.pdf"),)
    (medicare,) = ask(practice, plan_id=practice.lists.medicare).insurers
    assert not medicare.answer.is_known


def test_the_kind_of_service_and_our_own_name_come_from_our_list(practice):
    office.keep_procedure(practice.session, CODE, {"name": "Office visit", "category": "office"})
    know(practice, codes="", category="Office")
    found = ask(practice, payer_id=practice.lists.payer)
    assert found.service == "Office visit"
    assert found.insurers[0].answer.is_known
    elsewhere = CoverageQuestion("99499", TODAY, practice.lists.payer)
    assert not practice.session.ask(find_coverage, elsewhere, TODAY).insurers[0].answer.is_known


def test_a_patient_is_answered_by_each_policy_in_force_the_first_payer_first(practice):
    ana = practice.a_patient(birth_date=date(1950, 3, 4))
    practice.a_policy(ana, plan=practice.lists.medigap, rank=2)
    practice.a_policy(ana, plan=practice.lists.medicare, rank=1)
    practice.a_policy(ana, rank=3, termination=date(2026, 6, 30))
    payer, _ = practice.session.ask(find_insurer, "Medicare")
    office.change_in_list(practice.session, "payer", payer, 1, {"line_of_business": "medicare"})
    know(practice, payer=None, line_of_business="medicare", age_from=65)
    found = ask_for(practice, ana)
    assert (found.patient_id, found.patient) == (ana, "Rivera, Ana")
    assert [(each.rank, each.plan_id) for each in found.insurers] == [
        (1, practice.lists.medicare),
        (2, practice.lists.medigap),
    ]
    assert [each.answer.is_known for each in found.insurers] == [True, False]
    assert len(ask_for(practice, ana, on=date(2026, 6, 30)).insurers) == 3
    assert ask_for(practice, ana, on=date(2025, 12, 31)).insurers == ()
    young = practice.a_patient("Holm", "Ben", birth_date=date(2001, 3, 4))
    practice.a_policy(young, plan=practice.lists.medicare)
    assert [each.answer.is_known for each in ask_for(practice, young).insurers] == [False]


def test_what_is_due_today_is_overdue_whatever_the_day_of_service(practice):
    know(practice, review_on=TODAY)
    (insurer,) = ask(practice, payer_id=practice.lists.payer, on=date(2026, 2, 2)).insurers
    assert insurer.answer.overdue


def test_records_are_found_by_words_and_payer(practice):
    first = know(practice, source_title="Bulletin 26-4", note="Ask by portal")
    know(practice, payer=None, line_of_business="medicare", codes="G0439")
    lists = practice.lists

    def found(**wanted):
        return [line.id for line in practice.session.ask(list_guidelines, TODAY, GuidelineFilter(**wanted))]

    assert found(text="bulletin portal") == [first]
    assert found(text="prairie 99213") == [first]
    assert found(text="nothing") == []
    assert found(payer_id=lists.payer) == [first]
    assert len(found()) == 2


def test_an_insurer_is_found_by_its_name_however_it_is_written(practice):
    lists = practice.lists
    assert practice.session.ask(find_insurer, "PRAIRIE health") == (lists.payer, None)
    assert practice.session.ask(find_insurer, "Prairie Health", "prairie ppo") == (lists.payer, lists.plan)
    with pytest.raises(InputError, match="no plan “Part B”"):
        practice.session.ask(find_insurer, "Prairie Health", "Part B")
