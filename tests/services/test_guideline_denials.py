"""A denial that says otherwise than our notes opens a review of them, in the transaction that posts it."""

from datetime import date

import pytest

from app.models.guidelines import GuidelineReview
from app.queries.guideline_reviews import list_reviews
from app.queries.guidelines import GuidelineFilter, list_guidelines
from app.services import adjudications, guidelines
from tests.practice_fixtures import TODAY, adjusted

CODE = "99213"
CHARGED = "165.00"


def know(practice, **said):
    facts = {"payer": practice.lists.payer, "codes": CODE, "effective": date(2026, 1, 1)}
    return guidelines.add_guideline(practice.session, {**facts, **said})


@pytest.fixture
def visit(practice):
    return practice.a_visit(practice.an_insured_patient(), CODE)


def deny(practice, visit, reason):
    """Post an answer that pays nothing of the charge, for one reason; gives its id."""
    parts = adjusted(f"{reason} {CHARGED}")
    return practice.an_answer(visit.claim_id, (visit.charge_ids[0], None, "0.00", parts))


def reviews(practice):
    return [(row.guideline_id, row.cause) for row in GuidelineReview.select().order_by(GuidelineReview.id)]


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"answer": "covered"}, "CO-96"),
        ({"answer": "covered"}, "PR-204"),
        ({"answer": "covered_if", "conditions": "with a note"}, "CO-50"),
        ({"answer": "covered"}, "CO-119"),
        ({"approval": "no"}, "CO-197"),
        ({"approval": "after", "approval_after": 12}, "CO-198"),
        ({"referral": False}, "CO-288"),
    ],
)
def test_a_denial_that_says_otherwise_opens_a_review(practice, visit, said, reason):
    guideline = know(practice, **said)
    answered = deny(practice, visit, reason)
    (row,) = GuidelineReview.select()
    assert (row.guideline_id, row.cause, row.claim_id) == (guideline, "denial", visit.claim_id)
    assert row.adjudication_id == answered
    assert row.note.startswith(f"Claim {row.claim.number}: 99213 of 11/23/2026 was denied ({reason}), but ")
    shown = practice.session.ask(list_guidelines, TODAY, GuidelineFilter(contradicted=True))
    assert [(line.id, line.denials) for line in shown] == [(guideline, 1)]


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"answer": "not_covered"}, "CO-96"),
        ({"answer": "unknown"}, "CO-96"),
        ({"answer": "covered", "most": 0}, "CO-119"),
        ({"answer": "covered"}, "CO-197"),
        ({"answer": "covered"}, "CO-16"),
        ({"approval": "always"}, "CO-197"),
        ({"approval": "after", "approval_after": 0}, "CO-197"),
        ({"referral": True}, "CO-288"),
        ({"answer": "covered", "effective": date(2026, 12, 1)}, "CO-96"),
        ({"answer": "covered", "codes": "99214"}, "CO-96"),
        ({"answer": "covered", "status": "draft"}, "CO-96"),
    ],
)
def test_a_denial_that_our_notes_foresaw_or_do_not_speak_of_opens_none(practice, visit, said, reason):
    know(practice, **said)
    deny(practice, visit, reason)
    assert reviews(practice) == []


def test_the_record_that_decides_is_the_one_in_doubt(practice, visit):
    know(practice, codes="99210-99219", answer="not_covered")
    own = know(practice, answer="covered")
    deny(practice, visit, "CO-96")
    assert reviews(practice) == [(own, "denial")]


def test_an_answer_taken_back_denies_nothing_and_the_next_denial_doubts_anew(practice, visit):
    know(practice, answer="covered")
    first = deny(practice, visit, "CO-96")
    adjudications.reverse_adjudication(practice.session, first, "typed for another claim")
    assert practice.session.ask(list_reviews) == ()
    deny(practice, visit, "CO-96")
    assert len(practice.session.ask(list_reviews)) == 1


def test_a_line_that_was_paid_is_not_looked_at(practice, visit):
    know(practice, answer="covered", approval="no")
    parts = adjusted("CO-45 60.00", "CO-197 5.00")
    practice.an_answer(visit.claim_id, (visit.charge_ids[0], "105.00", "100.00", parts))
    assert reviews(practice) == []
