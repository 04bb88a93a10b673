"""Checklists of evidence: what a reason needs, what is there, and what is late."""

from datetime import date

import pytest

from app.catalogs import denial_codes
from app.domain.disputes.evidence import (
    MADE_KEYS,
    Evidence,
    EvidenceEvent,
    EvidenceState,
    count_ready,
    missing,
    needs_for,
)


def test_a_missing_approval_needs_the_approval_and_the_note():
    keys = [need.key for need in needs_for("authorization")]
    assert keys == ["claim_as_sent", "remittance", "approval", "visit_note", "guideline", "call_log"]


@pytest.mark.parametrize("category", sorted({code.category for code in denial_codes().values()}))
def test_every_category_of_reasons_has_a_checklist(category):
    keys = [need.key for need in needs_for(category)]
    assert {"claim_as_sent", "remittance"} < set(keys)
    assert len(keys) == len(set(keys))


def test_what_was_asked_for_is_late_the_day_after_it_was_due():
    need = needs_for("necessity")[2]
    asked = EvidenceEvent(EvidenceState.ASKED, date(2026, 3, 20), date(2026, 3, 25), "Dr. Chen")
    waiting = Evidence(1, need, (asked,))
    assert (waiting.state, waiting.due_on) == (EvidenceState.ASKED, date(2026, 3, 25))
    assert not waiting.is_late(date(2026, 3, 25))
    assert waiting.is_late(date(2026, 3, 26))
    came = Evidence(1, need, (asked, EvidenceEvent(EvidenceState.OBTAINED, date(2026, 3, 24), file_id=9)))
    assert (came.state, came.files, came.due_on) == (EvidenceState.OBTAINED, (9,), None)


def test_what_the_program_makes_is_ready_and_what_is_not_needed_does_not_count():
    checklist = [Evidence(at, need) for at, need in enumerate(needs_for("necessity"))]
    assert count_ready(checklist) == (3, 6)
    assert [each.need.key for each in missing(checklist)] == [
        "visit_note",
        "letter_of_necessity",
        "advance_notice",
    ]
    no_notice = EvidenceEvent(EvidenceState.NOT_NEEDED, date(2026, 3, 20), note="no Medicare")
    checklist[-1] = Evidence(9, checklist[-1].need, (no_notice,))
    assert count_ready(checklist) == (3, 5)
    assert len(missing(checklist)) == 2


def test_what_no_packet_composes_people_have_to_bring():
    composed = {"claim_as_sent", "remittance", "approval", "guideline", "proof_of_filing", "call_log"}
    assert composed == MADE_KEYS
    keys = [each.need.key for each in missing([Evidence(1, need) for need in needs_for("cob")])]
    assert keys == ["other_coverage", "earlier_answer", "cards"]
