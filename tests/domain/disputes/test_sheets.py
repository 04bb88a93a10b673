"""Sheets of a dispute: what an insurer may read, and what the next hand must know."""

from datetime import date

from app.domain.disputes.cases import Channel, Fact, FactKind, Lane, Stage
from app.domain.disputes.sheets import compose_call_sheet, compose_filing_sheet, compose_handover_sheet

DAY, LATER = date(2026, 3, 20), date(2026, 4, 15)
ABOUT = (("Our claim", "10001"),)
CALL = Fact(
    1, Lane.INSURER, FactKind.SAID, LATER, "In review.", "Dee", channel=Channel.PHONE, reference="R-813"
)
FACTS = (
    CALL,
    Fact(2, Lane.PATIENT, FactKind.SAID, DAY, "Cannot pay."),
    Fact(3, Lane.DOCTOR, FactKind.ASKED, DAY, "Which number did you get?"),
    Fact(4, Lane.INSURER, FactKind.NOTE, DAY, "Dee sounded unsure."),
    Fact(5, Lane.INSURER, FactKind.ASKED, LATER, "When is it decided?"),
)


def test_an_insurer_reads_its_own_words_and_our_questions_and_nothing_else():
    (table,) = compose_call_sheet(ABOUT, FACTS).tables
    assert table.rows == (
        ("04/15/2026", "phone", "Dee", "R-813", "In review."),
        ("04/15/2026", "", "", "", "We asked: When is it decided?"),
    )


def test_the_next_hand_reads_everything_by_day_and_what_is_open_first():
    waits = (("Appeal", "us", "09/16/2026"),)
    sheet = compose_handover_sheet(ABOUT, Stage.SENT, FACTS, waits)
    waiting, log = sheet.tables
    assert sheet.title == "Hand-over: waiting on the insurer"
    assert sheet.words == (
        "Open question: Which number did you get?",
        "Open question: When is it decided?",
    )
    assert waiting.rows == waits
    assert [row[3] for row in log.rows] == [
        "Cannot pay.",
        "We asked: Which number did you get?",
        "Dee sounded unsure.",
        "In review.",
        "We asked: When is it decided?",
    ]
    assert log.rows[3][:3] == ("04/15/2026", "Insurer", "Dee, phone, ref. R-813")


def test_a_filing_without_proof_has_its_steps_and_no_sentence():
    sheet = compose_filing_sheet(ABOUT, [(DAY, "Version 1 sent on paper")], LATER, "")
    assert sheet.facts == (*ABOUT, ("Last day to file", "04/15/2026"))
    assert (sheet.words, sheet.tables[0].rows) == ((), (("03/20/2026", "Version 1 sent on paper"),))
