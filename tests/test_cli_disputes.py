"""Disputes from the command line: listed by their last day, shown whole, and written as a calendar."""

import pytest

from app.domain.answers import Adjustment, LineAnswer
from app.domain.disputes.cases import CaseKind
from app.domain.money import Money
from app.models.claims import Claim
from app.models.database import select
from app.services.adjudications import AnswerEntry, post_adjudication
from app.services.disputes import CaseEntry, open_case
from tests.documents.paper_reading import read_pages
from tests.test_cli import assert_refused, do, maple, opened, secret

__all__ = ["do", "maple", "secret"]


@pytest.fixture
def disputed(maple):
    """An open claim of the practice is denied whole, and its first line disputed; gives its cents."""
    practice = opened(maple)
    claim = Claim.get((Claim.state == "ready") & (Claim.rank == 1))
    charges = select(
        "select c.id, c.cents from claim_line l join charge c on c.id = l.charge_id where l.claim_id = ? "
        "order by l.position",
        claim.id,
    )
    lines = tuple(
        LineAnswer(charge, None, Money(0), (Adjustment("CO", "197", Money(cents)),))
        for charge, cents in charges
    )
    post_adjudication(practice.session, AnswerEntry(claim.id, practice.session.today(), lines))
    open_case(practice.session, CaseEntry(CaseKind.DENIAL, claim.id, ((charges[0][0], None),)))
    practice.close()
    return charges[0][1]


def test_cases_are_listed_and_shown_whole(do, maple, disputed):
    (told,) = do("disputes", "list").facts["cases"]
    assert (told["number"], told["reason"], told["at_stake"], told["stage"]) == (
        1001,
        "CO-197",
        disputed,
        "working",
    )
    shown = do("disputes", "show", "1001")
    assert shown.code == 0
    assert [each["kind"] for each in shown.facts["deadlines"]] == ["appeal", "corrected_claim"]
    assert told["due"] == shown.facts["deadlines"][0]["due"]
    assert {each["state"] for each in shown.facts["evidence"]} == {"needed", "not_needed"}


def test_a_number_that_is_none_is_refused_in_words(do, maple):
    answer = do("disputes", "show", "77")
    assert (answer.code, "There is no case 77" in answer.err) == (2, True)


def test_the_calendar_names_no_patient(do, maple, disputed, tmp_path):
    path = tmp_path / "deadlines.ics"
    assert do("disputes", "calendar", "--out", path).facts["deadlines"] == 2
    text = path.read_text()
    assert text.count("BEGIN:VEVENT") == 2
    assert "Case 1001: appeal" in text
    again = do("disputes", "calendar", "--out", path)
    assert (again.code, "there already" in again.err) == (2, True)


def test_the_packet_is_put_in_place_and_says_that_its_letter_was_drafted(do, maple, disputed, tmp_path):
    path = tmp_path / "packet.pdf"
    made = do("disputes", "packet", "1001", "--out", path)
    pages = read_pages(path.read_bytes())
    assert made.code == 1
    assert (made.facts["letter_drafted"], made.facts["pages"]) == (True, len(pages))
    assert made.facts["bytes"] == path.stat().st_size
    assert "Letter to the insurer" in pages[0]
    assert f"Case 1001, page {len(pages)} of {len(pages)}" in pages[-1]
    assert_refused(do("disputes", "packet", "1001", "--out", path), "already there")
    again = do("disputes", "packet", "1001", "--out", path, "--force", as_json=False)
    assert again.code == 0
    assert "drafted" not in again.out
    assert f"Case 1001: {len(pages)} pages" in again.out


def test_the_hand_over_sheet_is_put_in_place(do, maple, disputed, tmp_path):
    path = tmp_path / "handover.pdf"
    made = do("disputes", "handover", "1001", "--out", path)
    assert (made.code, made.facts["path"]) == (0, str(path))
    (page,) = read_pages(path.read_bytes())
    assert "Hand-over: working" in page
    assert_refused(do("disputes", "handover", "77", "--out", tmp_path / "other.pdf"), "There is no case 77")
    assert not (tmp_path / "other.pdf").exists()
