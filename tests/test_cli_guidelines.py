"""Guidelines from the command line: is this covered, and the file out and in again."""

from datetime import date

from app.models.guidelines import Guideline
from app.services.guidelines import add_guideline, change_guideline
from tests.test_cli import assert_refused, do, maple, opened, secret

__all__ = ["do", "maple", "secret"]

KNOWN = {
    "payer": 1,
    "codes": "97110",
    "answer": "covered",
    "approval": "after",
    "approval_after": 12,
    "source_title": "Bulletin 26-4",
    "source_page": "3",
    "confirmed_on": date(2026, 1, 2),
    "effective": date(2026, 1, 1),
}


def know(maple, *changes, **values):
    """Keep a guideline and its later versions."""
    practice = opened(maple)
    try:
        guideline = add_guideline(practice.session, {**KNOWN, **values})
        for change in changes:
            guideline = change_guideline(practice.session, guideline, change)
    finally:
        practice.close()


def guidelines_in(maple):
    practice = opened(maple)
    try:
        return [(row.chain_id, row.version, row.codes) for row in Guideline.select().order_by(Guideline.id)]
    finally:
        practice.close()


def test_what_no_guideline_says_is_not_known_and_never_covered(do):
    answer = do("covered", "--payer", "prairie health", "--code", "97110", "--date", "2026-03-01")
    assert answer.code == 1
    (insurer,) = answer.facts["insurers"]
    assert (insurer["known"], insurer["answer"], insurer["decided_by"]) == (False, "unknown", {})
    assert insurer["staff"][0] == "We do not know yet whether this is covered."
    assert insurer["patient"]["en"].startswith("We do not know yet whether Prairie Health covers")


def test_the_version_of_the_day_answers_with_its_source(do, maple):
    know(maple, {"effective": date(2026, 7, 1), "approval_after": 6}, review_on=date(2999, 1, 1))
    asked = ("covered", "--payer", "Prairie Health", "--code", "97110", "--date")
    early, late = do(*asked, "2026-06-30"), do(*asked, "2026-07-01")
    assert (early.code, late.code) == (0, 0)
    said = [each.facts["insurers"][0]["decided_by"]["approval"] for each in (early, late)]
    assert [(each["version"], each["says"]) for each in said] == [
        (1, "Covered; approval after 12 visits a calendar year"),
        (2, "Covered; approval after 6 visits a calendar year"),
    ]
    assert said[0]["source"] == "Bulletin 26-4, page 3"
    spoken = do(*asked, "2026-07-01", as_json=False).out
    assert "Where it says so: Bulletin 26-4, page 3. Looked up on 01/02/2026." in spoken
    assert spoken.splitlines()[-1].strip() == "This is not a promise of payment."


def test_an_old_reading_is_warned_of(do, maple):
    know(maple, review_on=date(2026, 1, 3))
    answer = do("covered", "--payer", "Prairie Health", "--code", "97110")
    assert answer.code == 1
    assert answer.facts["insurers"][0]["overdue"] is True


def test_a_patient_is_asked_for_by_each_policy_and_without_one_nothing_is_known(do, maple):
    know(maple)
    known = do("covered", "--patient", "1", "--code", "97110")
    assert [(each["payer"], each["rank"]) for each in known.facts["insurers"]] == [("Prairie Health", 1)]
    nobody = do("covered", "--patient", "1", "--code", "97110", "--date", "1990-01-01", as_json=False)
    assert (nobody.code, "No insurance is in force" in nobody.out) == (1, True)


def test_names_that_are_not_there_are_refused(do):
    assert_refused(do("covered", "--payer", "Nobody", "--code", "97110"), "no insurer “Nobody”")
    assert_refused(do("covered", "--code", "97110"), "--payer")
    plan = ("--payer", "Prairie Health", "--plan", "Gold")
    assert_refused(do("covered", *plan, "--code", "97110"), "no plan “Gold”")


def test_guidelines_go_out_and_come_in_once(do, maple, tmp_path):
    know(maple)
    know(maple, codes="97112", confirmed_on=None)
    out = tmp_path / "guidelines.csv"
    assert do("guidelines", "export", "--out", out).facts["guidelines"] == 2
    same = do("guidelines", "import", out).facts
    assert (same["unchanged"], same["added"], same["new_version"], same["refused"]) == (2, 0, 0, 0)
    edited = out.read_bytes().replace(b"97112", b"97140").replace(b",12,", b",6,", 1)
    out.write_bytes(edited)
    shown = do("guidelines", "import", out, "--dry-run").facts
    assert (shown["done"], shown["added"], shown["new_version"]) == (False, 1, 1)
    assert len(guidelines_in(maple)) == 2
    assert do("guidelines", "import", out).facts["done"] is True
    assert guidelines_in(maple) == [(1, 1, "97110"), (2, 1, "97112"), (1, 2, "97110"), (3, 1, "97140")]


def test_one_row_that_cannot_stand_keeps_the_whole_file_out(do, maple, tmp_path):
    know(maple)
    out = tmp_path / "guidelines.csv"
    do("guidelines", "export", "--out", out)
    title, row = out.read_bytes().decode("utf-8-sig").splitlines()
    faulty = [
        row.replace("97110", "97112"),
        row.replace("Prairie Health", "Elsewhere"),
        row.replace("12", "x"),
    ]
    out.write_text("\n".join([title, *faulty]), encoding="utf-8")
    answer = do("guidelines", "import", out)
    assert (answer.code, answer.facts["done"], answer.facts["refused"]) == (1, False, 2)
    reasons = [(row["line"], row["reason"]) for row in answer.facts["rows"] if row["fate"] == "refused"]
    assert reasons[0][0] == 3
    assert "no insurer “Elsewhere”" in reasons[0][1]
    assert reasons[1][0] == 4
    assert len(guidelines_in(maple)) == 1
    out.write_text("name,color\nx,red\n", encoding="utf-8")
    assert_refused(do("guidelines", "import", out), "no file of guidelines", "Nothing was imported.")
