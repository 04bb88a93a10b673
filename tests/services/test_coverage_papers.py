"""The letter about coverage: it says what the screen says, names who is asked for, and is kept."""

import json
from datetime import date

import pytest

from app.domain.errors import InputError, RuleError
from app.domain.guideline_words import patient_answer
from app.models.database import select
from app.queries.guidelines import CoverageQuestion, find_coverage, find_patient_coverage
from app.services.coverage_papers import CoverageOrder, print_coverage_answer
from app.services.guidelines import add_guideline
from tests.documents.paper_reading import read_pages
from tests.practice_fixtures import TODAY

ASKED = CoverageQuestion("97110", TODAY)


def plain(pdf):
    return " ".join(" ".join(read_pages(pdf)).split())


@pytest.fixture
def ana(practice):
    facts = {"codes": "97110", "answer": "covered", "effective": date(2026, 1, 1), "confirmed_on": TODAY}
    add_guideline(practice.session, {"payer": practice.lists.payer, **facts})
    return practice.an_insured_patient()


def test_it_says_word_for_word_what_the_screen_says_in_both_languages(practice, ana):
    order = CoverageOrder(ASKED, ana, languages=("es", "en"))
    paper = print_coverage_answer(practice.session, order)
    found = practice.session.ask(find_patient_coverage, ana, ASKED, TODAY).insurers[0]
    text = plain(paper.pdf)
    for language in ("en", "es"):
        said = patient_answer(found.answer, TODAY, language, "Prairie Health")
        assert said in text
    assert "ANA RIVERA" in text
    kept = select("select patient_id, subject, kind from stored_file where id = ?", paper.file_id)
    assert kept == [(ana, "patient", "coverage_answer")]


def test_for_nobody_by_name_it_bears_no_address(practice, ana):
    question = CoverageQuestion("97110", TODAY, payer_id=practice.lists.payer)
    paper = print_coverage_answer(practice.session, CoverageOrder(question))
    assert practice.session.ask(find_coverage, question, TODAY).insurers[0].answer.is_known
    assert "RIVERA" not in plain(paper.pdf)
    assert select("select patient_id from stored_file where id = ?", paper.file_id) == [(None,)]


def test_the_insurer_named_is_the_one_that_is_written_of(practice, ana):
    practice.a_policy(ana, practice.lists.medigap, rank=2)
    (medigap,) = select("select payer_id from plan where id = ?", practice.lists.medigap)[0]
    paper = print_coverage_answer(practice.session, CoverageOrder(ASKED, ana, medigap))
    assert "Blue Ridge Medigap" in plain(paper.pdf)


def test_without_insurance_on_that_day_nothing_is_printed(practice, ana):
    before = CoverageQuestion("97110", date(2025, 3, 1))
    with pytest.raises(RuleError, match="no insurance on that day"):
        print_coverage_answer(practice.session, CoverageOrder(before, ana))
    with pytest.raises(InputError, match="English, Spanish, or both"):
        print_coverage_answer(practice.session, CoverageOrder(ASKED, ana, languages=("fr",)))
    assert select("select count(*) from stored_file") == [(0,)]


def test_an_auditor_prints_nothing(practice, ana):
    with pytest.raises(RuleError, match="You may not log calls"):
        print_coverage_answer(practice.session_of("auditor"), CoverageOrder(ASKED, ana))


def test_it_is_recorded_with_the_versions_it_stands_on(practice, ana):
    print_coverage_answer(practice.session, CoverageOrder(ASKED, ana))
    ((patient, after),) = select("select patient_id, after from audit where action = 'print_paper'")
    assert patient == ana
    assert json.loads(after)["guidelines"] == [1]
