"""Every oddity that real senders make is read; what cannot be understood is refused with its segment."""

import pytest

from app.edi.interchanges import Group, Interchange, Note, Receipt, TransactionSet, read_parts
from app.edi.syntax import X12Error

ISA = (
    "ISA*00*          *00*          *ZZ*SENDER         *30*RECEIVER       "
    "*260304*1506*^*00501*000000042*0*P*:~"
)
BODY = (
    "GS*FA*SENDER*RECEIVER*20260304*1506*7*X*005010X231A1~"
    "ST*999*0001*005010X231A1~AK1*HC*5*005010X222A1~AK9*A*1*1*1~SE*4*0001~GE*1*7~"
)
IEA = "IEA*1*000000042~"
PLAIN = ISA + BODY + IEA


def read(content):
    return list(read_parts(content if isinstance(content, bytes) else content.encode("cp1252")))


def sets_of(content):
    return [part for part in read(content) if isinstance(part, TransactionSet)]


def notes_of(content):
    return [str(part) for part in read(content) if isinstance(part, Note)]


def segments_of(content):
    return [segment for found in sets_of(content) for segment in found.segments()]


def rows_of(content):
    return [list(row) for found in sets_of(content) for row in found.rows()]


ROWS = rows_of(PLAIN)


def test_a_plain_file_is_read_with_its_envelopes():
    interchange, group, found = read(PLAIN)
    assert isinstance(interchange, Interchange)
    assert (interchange.sender, interchange.receiver, interchange.number) == (
        "SENDER",
        "RECEIVER",
        "000000042",
    )
    assert interchange.version == "00501"
    assert not interchange.is_test
    assert isinstance(group, Group)
    assert (group.functional_id, group.number, group.guide) == ("FA", "7", "005010X231A1")
    assert (found.code, found.number, found.guide, found.first) == ("999", "0001", "005010X231A1", 3)
    assert [(s.id, s.number, s.position) for s in found.segments()] == [
        ("ST", 3, 1),
        ("AK1", 4, 2),
        ("AK9", 5, 3),
        ("SE", 6, 4),
    ]
    found = list(found.segments())
    assert found[1].element(1) == "HC"
    assert found[1].element(9) == ""


def wrap(text, width):
    return "\r\n".join(text[start : start + width] for start in range(0, len(text), width))


def change(**signs):
    names = {"element": "*", "repetition": "^", "component": ":", "segment": "~"}
    return PLAIN.translate(str.maketrans({names[name]: sign for name, sign in signs.items()}))


UNPADDED = PLAIN.replace("SENDER         ", "SENDER").replace("RECEIVER       ", "RECEIVER").replace(" ", "")
TOLERATED = {
    "byte order mark": b"\xef\xbb\xbf" + PLAIN.encode(),
    "blank lines before": "\n\n  \r\n" + PLAIN,
    "line feed after each": PLAIN.replace("~", "~\n"),
    "carriage return after each": PLAIN.replace("~", "~\r"),
    "both after each": PLAIN.replace("~", "~\r\n"),
    "indented": PLAIN.replace("~", "~\n    "),
    "tabs before segments": PLAIN.replace("~", "~\n\t\t"),
    "wrapped at 80": wrap(PLAIN, 80),
    "wrapped at 20": wrap(PLAIN, 20),
    "wrapped at 103": wrap(PLAIN, 103),
    "wrapped at 104": wrap(PLAIN, 104),
    "wrapped at 105": wrap(PLAIN, 105),
    "wrapped at 3": wrap(PLAIN, 3),
    "control z at the end": PLAIN + "\r\n\x1a",
    "nul at the end": PLAIN + "\x00\x00\x00",
    "empty segments": PLAIN.replace("~", "~~\n~"),
    "trailing separators": PLAIN.replace("~", "***~").replace(":***~", ":~"),
    "a trailing separator in ISA": PLAIN.replace(":~", ":*~"),
    "no terminator at the end": PLAIN.removesuffix("~"),
    "unpadded ISA": UNPADDED,
    "unpadded and wrapped": wrap(UNPADDED, 30),
    "line feed as terminator": PLAIN.replace("~", "\n"),
    "carriage return as terminator": PLAIN.replace("~", "\r"),
    "both as terminator": PLAIN.replace("~", "\r\n"),
    "line feed and indent": PLAIN.replace("~", "\n  "),
    "control characters": change(element="\x1d", repetition="\x1e", component="\x1f", segment="\x1c"),
    "file separators": change(element="\x1c", component="\x1f", segment="\x1e"),
    "other signs": change(element="|", repetition="!", component=">", segment="'"),
    "tab between elements": change(element="\t"),
    "version 4010": PLAIN.replace("*^*00501*", "*U*00401*"),
}


@pytest.mark.parametrize("content", TOLERATED.values(), ids=TOLERATED.keys())
def test_a_tolerated_oddity_is_read(content):
    assert rows_of(content) == ROWS
    assert notes_of(content) == []


def test_repetitions_follow_the_header():
    plain = segments_of(PLAIN.replace("AK9*A*1*1*1", "AK9*30^98*a:b"))[2]
    assert plain.repeats(1) == ("30", "98")
    assert plain.repeats(7) == ()
    assert plain.components(2) == ("a", "b")
    assert (plain.component(2, 2), plain.component(2, 3), plain.component(9, 1)) == ("b", "", "")
    old = segments_of(PLAIN.replace("AK9*A*1*1*1", "AK9*30^98").replace("*^*00501*", "*U*00401*"))[2]
    assert old.repeats(1) == ("30^98",)


def test_several_interchanges_groups_and_sets_lie_in_one_file():
    two_sets = BODY.replace("GE*1*7~", "ST*999*0002~AK1*HC*6~SE*3*0002~GE*2*7~")
    content = (
        ISA + two_sets + BODY + "IEA*2*000000042~\r\n" + change(element="|", segment="\n") + "\n" + PLAIN
    )
    found = sets_of(content)
    assert [one.number for one in found] == ["0001", "0002", "0001", "0001", "0001"]
    assert found[1].guide == "005010X231A1"
    assert found[3].delimiters.element == "|"
    assert found[3].first == found[2].first + 8
    assert notes_of(content) == []


def test_a_receipt_stands_between_isa_and_gs():
    receipt = read(ISA + "TA1*000000007*260303*1200*A*000~" + BODY + IEA)[1]
    assert isinstance(receipt, Receipt)
    assert receipt.segment.number == 2
    assert receipt.segment.element(4) == "A"


def test_a_file_may_hold_nothing_but_a_receipt():
    parts = read(ISA + "TA1*000000007*260303*1200*R*025~IEA*0*000000042~")
    assert [type(part) for part in parts] == [Interchange, Receipt]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (ISA + BODY, "The last interchange has no end (IEA is missing). Check that the file is whole."),
        (PLAIN.replace("SE*4", "SE*9"), "Segment 6: SE tells of 9 segments; there are 4."),
        (PLAIN.replace("SE*4", "SE*x"), "Segment 6: SE tells of x segments; there are 4."),
        (PLAIN.replace("SE*4*0001", "SE*4*0002"), "Segment 6: SE has the number 0002, but ST has 0001."),
        (PLAIN.replace("GE*1*7", "GE*2*7"), "Segment 7: GE tells of 2 transaction sets; there are 1."),
        (PLAIN.replace("GE*1*7", "GE*1*8"), "Segment 7: GE has the number 8, but GS has 7."),
        (PLAIN.replace("GE*1*7~", ""), "Segment 7: The group before this has no end (GE is missing)."),
        (PLAIN.replace("IEA*1", "IEA*2"), "Segment 8: IEA tells of 2 groups; there are 1."),
        (PLAIN.replace("IEA*1*000000042", "IEA*1*1"), "Segment 8: IEA has the number 1, but ISA has 0000"),
        (ISA + BODY + PLAIN, "Segment 8: The interchange before this has no end (IEA is missing)."),
        (
            PLAIN.replace("GE*1", "ST*999*0001~SE*2*0001~GE*2"),
            "Segment 7: The set number 0001 comes twice in its group.",
        ),
        (PLAIN.replace("SENDER ", "SEÑDER "), "The file holds letters that X12 does not know"),
    ],
)  # fmt: skip
def test_what_does_not_hinder_reading_is_noted(content, said):
    assert len(sets_of(content)) >= 1
    assert any(note.startswith(said) for note in notes_of(content)), notes_of(content)


def test_letters_are_read_as_windows_writes_them_and_as_utf_8():
    for encoding in ("cp1252", "utf-8"):
        content = PLAIN.replace("AK9*A", "AK9*PEÑA").encode(encoding)
        assert segments_of(content)[2].element(1) == "PEÑA"
    assert sets_of(PLAIN.encode().replace(b"AK9*A", b"AK9*\x81\x8d"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "The file is empty."),
        (" \r\n\x00\x1a", "The file is empty."),
        ("Dear customer,", "This is not an X12 file"),
        ("%PDF-1.4", "This is not an X12 file"),
        ("ISA", "This is not an X12 file"),
        ("ISA*00*  *00*", "Segment 1 (ISA): The header has fewer than 16 elements."),
        (ISA.replace("*:~", "*AB"), "Segment 1 (ISA): The signs that part elements"),
        (ISA.replace("*:~", "*::"), "Segment 1 (ISA): The signs that part elements"),
        (ISA.replace("*", "0"), "Segment 1 (ISA):"),
        (ISA + BODY.split("~")[1] + "~", "Segment 2 (ST): A transaction set begins outside of a group"),
        (BODY, "This is not an X12 file"),
        (ISA + "SE*1*1~", "Segment 2 (SE): A transaction set ends that has not begun"),
        (ISA + "GE*1*1~", "Segment 2 (GE): A group ends that has not begun"),
        (ISA + "AK1*1*1~", "Segment 2 (AK1): This segment stands outside of a transaction set."),
        (PLAIN + "IEA*1*1~", "Segment 9 (IEA): An interchange ends that has not begun"),
        (PLAIN + "GS*HC~", "Segment 9 (GS): A group begins outside of an interchange"),
        (PLAIN + "TA1*1~", "Segment 9 (TA1): A receipt stands outside of an interchange"),
        (PLAIN + "some words", "Segment 9: No segment begins here."),
        (PLAIN.replace("AK9*", "ak9*"), "Segment 5: Segment ids are capitals."),
        (PLAIN.replace("SE*4*0001~", ""), "Segment 6 (GE): The transaction set that began at seg"),
        (PLAIN.replace("SE*4", "ST*4"), "Segment 6 (ST): The transaction set that began at seg"),
        (PLAIN.replace("AK9*", ISA + "AK9*"), "Segment 5 (ISA): The transaction set that began at segment 3"),
        (PLAIN[: PLAIN.index("SE*4")], "Segment 5: The file ends within a transaction set"),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_refused_with_its_segment(content, said):
    with pytest.raises(X12Error) as refusal:
        read(content)
    assert str(refusal.value).startswith(said)


def test_sets_are_given_out_before_a_later_fault_is_met():
    parts = read_parts((PLAIN + "some words").encode())
    assert [type(next(parts)) for _ in range(3)] == [Interchange, Group, TransactionSet]
    with pytest.raises(X12Error):
        next(parts)


def test_a_file_longer_than_one_reading_is_the_same_as_its_pieces():
    body = "REF*6R*" + "9" * 90 + "~"
    count = 12_000
    content = PLAIN.replace("AK9*", body * count + "AK9*").replace("SE*4", f"SE*{count + 4}")
    found = sets_of(content.replace("~", "~\r\n"))[0]
    rows = list(found.rows())
    assert len(rows) == count + 4
    assert all(row == ["REF", "6R", "9" * 90] for row in rows[2:-2])
    assert notes_of(content) == []
