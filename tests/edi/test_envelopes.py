from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.domain.errors import InputError
from app.edi.codec import Delimiters, write_segment
from app.edi.envelopes import CLAIM_837P, Correspondent, Envelope, write_interchange, write_isa

ENVELOPE = Envelope(
    Correspondent("ZZ", "PRACTICE1"),
    Correspondent("30", "CLEARHOUSE", "CLEARAPP"),
    interchange_number=42,
    group_number=7,
    made_at=datetime(2026, 3, 4, 15, 6, tzinfo=UTC),
)


def test_a_file_of_two_sets_counts_itself():
    bodies = [[write_segment("BHT", "0019"), write_segment("HL", "1")], [write_segment("BHT", "0019")]]
    assert write_interchange(ENVELOPE, CLAIM_837P, bodies) == (
        "ISA*00*          *00*          *ZZ*PRACTICE1      *30*CLEARHOUSE     "
        "*260304*1506*^*00501*000000042*0*P*:~"
        "GS*HC*PRACTICE1*CLEARAPP*20260304*1506*7*X*005010X222A1~"
        "ST*837*0001*005010X222A1~BHT*0019~HL*1~SE*4*0001~"
        "ST*837*0002*005010X222A1~BHT*0019~SE*3*0002~"
        "GE*2*7~IEA*1*000000042~"
    )


def test_isa_has_106_letters_whatever_the_ids():
    assert len(write_isa(ENVELOPE)) == 106
    assert len(write_isa(replace(ENVELOPE, sender=Correspondent("ZZ", "ABCDEFGHIJKLMNO")))) == 106


def test_options_are_written():
    own = Delimiters("|", "+", ">", "!")
    changed = replace(ENVELOPE, is_test=True, wants_ta1=True, delimiters=own, line_feeds=True)
    text = write_interchange(changed, CLAIM_837P, [[write_segment("BHT", "0019", delimiters=own)]])
    assert text.splitlines()[0].endswith("|+|00501|000000042|1|T|>!")
    assert text.splitlines()[2:] == [
        "ST|837|0001|005010X222A1!",
        "BHT|0019!",
        "SE|3|0001!",
        "GE|1|7!",
        "IEA|1|000000042!",
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"sender": Correspondent("Z", "PRACTICE1")},
        {"sender": Correspondent("ZZ", "")},
        {"receiver": Correspondent("ZZ", "ABCDEFGHIJKLMNOP")},
        {"receiver": Correspondent("ZZ", "ABC", "ABCDEFGHIJKLMNOP")},
        {"interchange_number": 0},
        {"group_number": 1_000_000_000},
    ],
)
def test_what_does_not_fit_is_refused(change):
    with pytest.raises(InputError):
        replace(ENVELOPE, **change)
