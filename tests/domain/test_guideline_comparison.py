from dataclasses import replace
from datetime import date

from app.domain.guideline_comparison import ComparedLine, compare_versions
from app.domain.guidelines import Answer, Approval, Guideline, Status

FIRST = Guideline(
    1,
    1,
    1,
    date(2026, 1, 1),
    payer="Prairie Health",
    codes=("97110",),
    answer=Answer.COVERED,
    approval=Approval.AFTER,
    approval_after=20,
)


def changed(earlier, later):
    return {
        line.name: (line.earlier, line.later) for line in compare_versions(earlier, later) if line.is_changed
    }


def test_what_two_versions_say_alike_is_not_marked():
    later = replace(FIRST, id=2, version=2, effective=date(2026, 7, 1), approval_after=12)
    assert changed(FIRST, later) == {
        "Counts from": ("01/01/2026", "07/01/2026"),
        "Approval": ("Approval after 20 visits a calendar year", "Approval after 12 visits a calendar year"),
    }
    assert changed(FIRST, FIRST) == {}


def test_what_neither_speaks_of_is_left_out_and_what_one_speaks_of_is_marked():
    later = replace(FIRST, referral=True, source_title="Bulletin 26-4", source_page="3")
    names = [line.name for line in compare_versions(FIRST, later)]
    assert "Deadlines" not in names
    assert changed(FIRST, later) == {
        "Referral": ("", "Referral"),
        "Where it says so": ("", "Bulletin 26-4, page 3"),
    }


def test_a_withdrawn_version_and_one_that_ends_say_so():
    later = replace(FIRST, status=Status.WITHDRAWN)
    assert changed(FIRST, later) == {"State": ("In force", "Withdrawn")}
    ended = replace(FIRST, ends=date(2026, 6, 30))
    assert changed(FIRST, ended) == {"Counts from": ("01/01/2026", "01/01/2026 to 06/30/2026")}


def test_a_line_is_changed_when_its_words_differ():
    assert ComparedLine("Note", "", "New").is_changed
    assert not ComparedLine("Note", "Same", "Same").is_changed
