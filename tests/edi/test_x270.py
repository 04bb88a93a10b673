from dataclasses import replace
from datetime import date

import pytest

from app.domain.errors import InputError
from app.edi.codec import Delimiters
from app.edi.interchanges import Note, TransactionSet, read_parts
from app.edi.x270 import CoverageParties, CoverageQuestion, CoveredPerson, write_270
from tests.edi.test_envelopes import ENVELOPE

PARTIES = CoverageParties("Good Payer", "12345", "Good Practice", "1234567893", "123456789")
DAY = date(2026, 3, 1)
JANE = CoveredPerson("Döe", "Jane", date(1980, 1, 2), "F", "W1")
RICH = CoveredPerson("Roe", "Rich", None, "", "W2")
KID = CoveredPerson("Roe", "Kid", date(2015, 5, 6), "U")
PLAIN = CoverageQuestion("PB1", JANE, None, DAY, DAY)
CHILD = CoverageQuestion("PB2", RICH, KID, DAY, date(2026, 3, 2), ("30", "98"))


def sets_of(text):
    parts = list(read_parts(text.encode()))
    assert not [part for part in parts if isinstance(part, Note)]
    return [part for part in parts if isinstance(part, TransactionSet)]


def test_an_insured_patient_and_a_dependent_are_asked_about():
    (found,) = sets_of(write_270(ENVELOPE, "ask-1", PARTIES, [PLAIN, CHILD]))
    assert (found.code, found.guide, found.group.functional_id) == ("270", "005010X279A1", "HS")
    assert list(found.pieces[1:-1]) == [
        "BHT*0022*13*ASK-1*20260304*1506",
        "HL*1**20*1",
        "NM1*PR*2*GOOD PAYER*****PI*12345",
        "HL*2*1*21*1",
        "NM1*1P*2*GOOD PRACTICE*****XX*1234567893",
        "HL*3*2*22*0",
        "TRN*1*PB1*9123456789",
        "NM1*IL*1*DOE*JANE****MI*W1",
        "DMG*D8*19800102*F",
        "DTP*291*D8*20260301",
        "EQ*30",
        "HL*4*2*22*1",
        "NM1*IL*1*ROE*RICH****MI*W2",
        "HL*5*4*23*0",
        "TRN*1*PB2*9123456789",
        "NM1*03*1*ROE*KID",
        "DMG*D8*20150506",
        "DTP*291*RD8*20260301-20260302",
        "EQ*30^98",
    ]


def test_the_file_follows_the_delimiters_of_the_partner_and_no_name_breaks_it():
    own = Delimiters("|", "+", ">", "!")
    odd = replace(PLAIN, insured=replace(JANE, last_name="O|Neil>!+Sun"))
    (found,) = sets_of(write_270(replace(ENVELOPE, delimiters=own), "ASK1", PARTIES, [odd, CHILD]))
    assert found.delimiters == own
    assert "NM1|IL|1|O NEIL SUN|JANE||||MI|W1" in found.pieces
    assert "EQ|30+98" in found.pieces


def test_more_than_99_persons_go_into_further_sets_each_with_levels_of_its_own():
    questions = [replace(PLAIN, trace=f"PB{number}") for number in range(100)]
    first, second = sets_of(write_270(ENVELOPE, "ASK1", PARTIES, questions))
    assert sum(piece.startswith("TRN") for piece in first.pieces) == 99
    assert [piece for piece in second.pieces if piece.startswith("HL")] == [
        "HL*1**20*1",
        "HL*2*1*21*1",
        "HL*3*2*22*0",
    ]


@pytest.mark.parametrize(
    "questions",
    [
        [],
        [PLAIN, PLAIN],
        [replace(PLAIN, trace="")],
        [replace(PLAIN, trace="T" * 51)],
        [replace(PLAIN, services=())],
        [replace(PLAIN, insured=CoveredPerson("Roe", "", None, "", "W2"))],
    ],
)
def test_a_question_needs_a_trace_of_its_own_and_somebody_who_can_be_found(questions):
    with pytest.raises(InputError):
        write_270(ENVELOPE, "ASK1", PARTIES, questions)
