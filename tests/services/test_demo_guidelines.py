"""The demo practice's guidelines show what they are for: versions, doubts, conflicts, what is overdue."""

import pytest

from app.domain.guidelines import Answer, Status
from app.queries.guideline_reviews import list_reviews
from app.queries.guidelines import (
    CoverageQuestion,
    GuidelineFilter,
    find_coverage,
    find_insurer,
    list_guideline_versions,
    list_guidelines,
)
from tests.practice_fixtures import TODAY
from tests.services.test_demo_practice import made, session

pytest_plugins = ("tests.services.demo_fixtures",)
__all__ = ["made", "session"]


@pytest.fixture
def lines(session):
    return session.ask(list_guidelines, TODAY)


def asked(session, payer, code, plan=""):
    payer_id, plan_id = session.ask(find_insurer, payer, plan)
    (insurer,) = session.ask(find_coverage, CoverageQuestion(code, TODAY, payer_id, plan_id), TODAY).insurers
    return insurer.answer


def test_there_are_some_of_each_kind_with_their_sources(lines):
    assert 15 <= len(lines) <= 25
    records = [line.guideline for line in lines]
    assert {record.answer for record in records} >= {
        Answer.COVERED,
        Answer.CONDITIONAL,
        Answer.NOT_COVERED,
        Answer.BUNDLED,
    }
    assert any(record.referral for record in records)
    assert any(record.most for record in records)
    assert any(record.appeal_days for record in records)
    assert any(record.status is Status.DRAFT for record in records)
    assert any(record.patient_es for record in records)
    assert all(record.source or record.note for record in records)
    assert all(record.confirmed_on for record in records)
    assert all(record.confirmed_on <= TODAY for record in records)


def test_some_are_overdue_and_one_is_contradicted_by_denials(session, lines):
    assert 1 <= len(session.ask(list_guidelines, TODAY, GuidelineFilter(overdue=True))) < len(lines) / 2
    (doubted,) = session.ask(list_guidelines, TODAY, GuidelineFilter(contradicted=True))
    assert (doubted.payer, doubted.guideline.codes) == ("Heartland Mutual Health", ("76700",))
    reviews = session.ask(list_reviews, doubted.guideline.chain_id)
    assert len(reviews) == doubted.denials > 0
    assert all("CO-197" in review.note for review in reviews)


def test_a_bulletin_changed_one_and_both_versions_stay(session, lines):
    (changed,) = [line for line in lines if line.guideline.version > 1]
    versions = session.ask(list_guideline_versions, changed.guideline.chain_id)
    assert [(each.version, each.approval_after) for each in versions] == [(2, 12), (1, 20)]
    assert versions[0].effective < TODAY


def test_two_disagree_and_what_nobody_wrote_down_is_not_known(session):
    granger = asked(session, "Granger Health Plan", "G0439")
    assert (granger.answer, [each.answer for each in granger.disagreeing]) == (
        Answer.COVERED,
        [Answer.NOT_COVERED],
    )
    assert not asked(session, "Silver Bridge Supplement", "97110").is_known
