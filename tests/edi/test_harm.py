"""Whatever happens to a file of answers on its way, reading it ends well or with a sentence: nothing else."""

import random

from app.edi.acknowledgements import AnswerFile, read_answers
from app.edi.syntax import X12Error
from tests.edi.answer_makers import make_277, make_277ca, make_999, make_ta1

ERRORS = [("IK3", "NM1", "14", "2010BA", "8"), ("CTX", "CLM01:CLAIM7"), ("IK4", "9:1", "67", "1", "X")]
CLAIMS = [("C1", "A2", "20", "PR", "WQ", "PAYER1"), ("C2", "A7", "562", "85", "U", "")]
SAMPLES = [
    text.encode()
    for text in (
        make_ta1(42, "R", "025"),
        make_999(9001, 7, [("0001", "A", []), ("0002", "R", ERRORS)]),
        make_277ca("BATCH7", CLAIMS),
        make_277([("T1", "F1", "65", "PAYER1")], ["100", "20260303", "", "20260304", "CHK9"]),
        make_ta1(42) + "\r\n" + make_999(9001, 7, [("0001", "E", ERRORS)]),
    )
]
SEGMENT, ELEMENT = b"~", b"*"
STRANGE = (
    b"",
    b"\x00",
    b"-",
    b"9" * 40,
    b"A" * 3000,
    b"\xff\xfe",
    b":::",
    b"^",
    b".",
    b"1e9",
    "\u0663".encode(),
)


def cut(chance, content):
    return content[: chance.randrange(len(content))]


def cut_the_head(chance, content):
    return content[chance.randrange(len(content)) :]


def cut_out(chance, content):
    start, end = sorted(chance.randrange(len(content)) for _ in range(2))
    return content[:start] + content[end:]


def random_bytes(chance, content):
    harmed = bytearray(content)
    for _ in range(chance.randrange(1, 12)):
        harmed[chance.randrange(len(harmed))] = chance.randrange(256)
    return bytes(harmed)


def flipped_bit(chance, content):
    harmed = bytearray(content)
    harmed[chance.randrange(len(harmed))] ^= 1 << chance.randrange(8)
    return bytes(harmed)


def noise(chance, content):
    return chance.randbytes(chance.randrange(400))


def noise_after_the_header(chance, content):
    return content[:106] + chance.randbytes(chance.randrange(400))


def of_segments(change):
    """A harm that changes the list of segments."""

    def harm(chance, content):
        segments = content.split(SEGMENT)
        change(chance, segments)
        return SEGMENT.join(segments)

    harm.__name__ = change.__name__
    return harm


@of_segments
def doubled_segment(chance, segments):
    at = chance.randrange(len(segments))
    segments.insert(at, segments[at])


@of_segments
def missing_segment(chance, segments):
    del segments[chance.randrange(len(segments))]


@of_segments
def swapped_segments(chance, segments):
    a, b = (chance.randrange(len(segments)) for _ in range(2))
    segments[a], segments[b] = segments[b], segments[a]


@of_segments
def shuffled_segments(chance, segments):
    chance.shuffle(segments)


@of_segments
def missing_header(chance, segments):
    heads = [at for at, text in enumerate(segments) if text[:2] in {b"IS", b"GS", b"ST", b"HL", b"AK"}]
    del segments[chance.choice(heads or range(len(segments)))]


@of_segments
def missing_end(chance, segments):
    ends = [at for at, text in enumerate(segments) if text[:2] in {b"SE", b"GE", b"IE"}]
    del segments[chance.choice(ends or range(len(segments)))]


@of_segments
def nested_header(chance, segments):
    segments.insert(chance.randrange(1, len(segments)), chance.choice([segments[0], *segments[1:3]]))


@of_segments
def wrong_id(chance, segments):
    at = chance.randrange(len(segments))
    name = chance.choice([b"", b"ST", b"SE", b"HL", b"TRN", b"STC", b"TA1", b"isa", b"ISAX", b"Z", b"IK4"])
    segments[at] = name + segments[at][3:]


def of_elements(change):
    """A harm that changes the elements of one segment after the header."""

    def harm(chance, content):
        segments = content.split(SEGMENT)
        at = chance.randrange(1, len(segments))
        elements = segments[at].split(ELEMENT)
        change(chance, elements)
        segments[at] = ELEMENT.join(elements)
        return SEGMENT.join(segments)

    harm.__name__ = change.__name__
    return harm


@of_elements
def strange_element(chance, elements):
    elements[chance.randrange(len(elements))] = chance.choice(STRANGE)


@of_elements
def huge_element(chance, elements):
    elements[-1] = chance.choice([b"9", b"Z", b":", b" "]) * 20_000


@of_elements
def missing_element(chance, elements):
    del elements[chance.randrange(len(elements))]


@of_elements
def many_elements(chance, elements):
    elements += [b"1"] * 300


@of_elements
def wrong_numbers(chance, elements):
    elements[:] = [b"99999" if text.isdigit() else text for text in elements]


def changed_delimiter(chance, content):
    old = chance.choice([b"*", b"~", b":", b"^"])
    new = chance.choice([b"|", b"\n", b"\x1d", b"*", b"~", b"A", b" ", b"\r\n", b""])
    return content.replace(old, new)


def header_changed(chance, content):
    head = bytearray(content[:106])
    head[chance.randrange(len(head))] = chance.choice(b"*~:^A0 \n\x00")
    return bytes(head) + content[106:]


def wrapped(chance, content):
    width = chance.randrange(1, 90)
    return b"\n".join(content[at : at + width] for at in range(0, len(content), width))


def joined(chance, content):
    return content + chance.choice(SAMPLES)


def repeated(chance, content):
    return content[: chance.randrange(1, 200)] * 20


HARMS = (
    cut,
    cut_the_head,
    cut_out,
    random_bytes,
    flipped_bit,
    noise,
    noise_after_the_header,
    doubled_segment,
    missing_segment,
    swapped_segments,
    shuffled_segments,
    missing_header,
    missing_end,
    nested_header,
    wrong_id,
    strange_element,
    huge_element,
    missing_element,
    many_elements,
    wrong_numbers,
    changed_delimiter,
    header_changed,
    wrapped,
    joined,
    repeated,
)


def refusal_of(content):
    """The sentence of a refusal, or None if the file was read; anything but X12Error is let through."""
    try:
        assert isinstance(read_answers(content), AnswerFile)
    except X12Error as refusal:
        return str(refusal)
    return None


def test_five_thousand_harmed_files_are_read_or_refused_with_a_sentence():
    chance = random.Random(20260305)
    read = 0
    refused_by = set()
    for number in range(5_000):
        harm = HARMS[number % len(HARMS)]
        harmed = harm(chance, chance.choice(SAMPLES))
        if number % 7 == 0 and harmed.count(SEGMENT) > 3:
            harmed = chance.choice(HARMS)(chance, harmed)
        refusal = refusal_of(harmed)
        if refusal is None:
            read += 1
        else:
            refused_by.add(harm)
            assert refusal.endswith("."), (number, harm, refusal)
            assert len(refusal) < 300, (number, harm, refusal)
    assert 1_000 < read < 4_000
    assert refused_by >= set(HARMS) - {wrapped}


def test_the_unharmed_files_are_read_without_a_note():
    assert [read_answers(content).notes for content in SAMPLES] == [()] * len(SAMPLES)
