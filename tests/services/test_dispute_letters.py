"""A dispute's letter from a real case: filled from the records, changed by hand, every version kept."""

import pytest

from app.domain.disputes.letters import DisputeLetterKind, DisputeLetterPaper, DisputeLetterText, check_letter
from app.domain.errors import InputError
from app.queries.dispute_letter_facts import find_letter_source
from app.queries.dispute_papers import list_letters
from app.services.dispute_letters import draft_letter, keep_letter
from tests.dispute_samples import APPROVAL, deny


@pytest.fixture
def denied(practice):
    return deny(practice)


def test_the_letter_names_approval_claim_and_amount(denied):
    denied.approve()
    case = denied.open()
    session = denied.practice.session
    source = session.ask(find_letter_source, case, denied.patient, session.today(), "Maria Lee")
    assert source.kind is DisputeLetterKind.AUTHORIZATION
    text = draft_letter(session, case)
    assert f"authorization {APPROVAL} covers 76700 from 02/01/2026 to 04/30/2026" in text.body
    assert "you answered it with CO-197" in text.body
    assert "$420.00" in text.body
    paper = DisputeLetterPaper(source.facts, text)
    assert check_letter(paper) == ()
    assert dict(paper.references)["Patient"] == "Ana Rivera"


def test_each_saving_is_a_version_and_none_is_made_of_nothing(denied):
    case = denied.open()
    session = denied.practice.session
    text = draft_letter(session, case)
    first = keep_letter(session, case, text)
    assert keep_letter(session, case, text) == first
    changed = DisputeLetterText(text.kind, text.subject, f"{text.body}\n\nPlease call us.")
    second = keep_letter(session, case, changed)
    letters = list_letters(case, denied.patient)
    assert [(each.id, each.version) for each in letters] == [(second, 2), (first, 1)]
    assert letters[0].text.body.endswith("Please call us.")
    with pytest.raises(InputError, match="needs a subject and words"):
        keep_letter(session, case, DisputeLetterText(text.kind, " ", text.body))
