from app.edi.x271_text import cut_answer
from tests.edi.coverage_makers import (
    ACTIVE,
    ANA,
    INACTIVE,
    dependent,
    insured,
    make_271,
    make_refused_271,
)

BOTH = make_271(
    insured("PB1", ACTIVE),
    insured("PB2", ["NM1*IL*1*STONE*LEE****MI*S9~", "EB*6**30~"], 4),
    dependent("PB3", INACTIVE[len(ANA) :], 5),
).encode()


def test_only_the_part_about_the_person_asked_about_is_shown():
    shown = cut_answer(BOTH, "PB1").splitlines()
    assert shown[0].startswith("BHT*0022*11*")
    assert "NM1*PR*2*GOOD PAYER*****PI*12345~" in shown
    assert "EB*A**30***27**.2****Y~" in shown
    assert not any("STONE" in line or "LUZ" in line for line in shown)


def test_a_patients_part_names_the_insured_and_nothing_that_is_said_of_him():
    both = (*insured("PB1", ACTIVE), *dependent("PB3", INACTIVE[len(ANA) :])[2:])
    shown = cut_answer(make_271(both).encode(), "PB3").splitlines()
    assert "NM1*IL*1*RIVERA*ANA****MI*XYZ11~" in shown
    assert "NM1*03*1*RIVERA*LUZ~" in shown
    assert [line for line in shown if line.startswith("EB")] == ["EB*6**30~"]


def test_a_file_that_was_refused_whole_shows_payer_and_reason():
    shown = cut_answer(make_refused_271("PE1").encode(), "PB1")
    assert shown.endswith("AAA*N**51*C~")
