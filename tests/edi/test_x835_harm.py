"""Whatever happens to a remittance on its way, reading and balancing it ends well or with a sentence."""

import random
import time

import pytest

from app.domain.remittance_balance import check_balance
from app.edi.syntax import X12Error
from app.edi.x835 import read_remittances
from tests.edi.remittance_makers import full_advice, make_835, make_large, notice, plb_only

SAMPLES = [
    text.encode()
    for text in (
        make_835(full_advice()),
        make_835(full_advice(), plb_only(), notice()),
        make_835(plb_only()).replace("~", "~\r\n"),
        make_large(12, 4),
        make_835(full_advice()).translate(str.maketrans("*~:", "|\n>")),
    )
]
IDS = (
    b"CLP",
    b"SVC",
    b"CAS",
    b"PLB",
    b"BPR",
    b"NM1",
    b"DTM",
    b"REF",
    b"AMT",
    b"LX",
    b"ST",
    b"SE",
    b"ISA",
    b"XYZ",
    b"",
)
STRANGE = (
    *(b"", b"-", b".", b"+", b"1e9", b"NaN", b"1_0", b"--5", b"0x1F", b"1,5", b"1.005", b" 5 ", b"\xb2"),
    *(b"9" * 16, b"9" * 5000, "\u0663".encode(), b"\xff\xfe", b"\x00", b"::::", b":" * 900),
    *(b"20260230", b"00000000"),
)


def signs_of(content):
    """The delimiters that the sample was made with: element and segment."""
    return (b"|", b"\n") if b"|" in content[:10] else (b"*", b"~")


def segments_harm(change):
    def harm(chance, content):
        sign = signs_of(content)[1]
        segments = content.split(sign)
        change(chance, segments)
        return sign.join(segments)

    harm.__name__ = change.__name__
    return harm


def elements_harm(change):
    def harm(chance, content):
        element, sign = signs_of(content)
        segments = content.split(sign)
        at = chance.randrange(1, len(segments)) if len(segments) > 1 else 0
        row = segments[at].split(element)
        change(chance, row)
        segments[at] = element.join(row)
        return sign.join(segments)

    harm.__name__ = change.__name__
    return harm


def cut(chance, content):
    return content[: chance.randrange(len(content))]


def headless(chance, content):
    return content[chance.randrange(len(content)) :]


def hole(chance, content):
    start, end = sorted(chance.randrange(len(content)) for _ in range(2))
    return content[:start] + content[end:]


def flipped_bits(chance, content):
    harmed = bytearray(content)
    for _ in range(chance.randrange(1, 9)):
        harmed[chance.randrange(len(harmed))] ^= 1 << chance.randrange(8)
    return bytes(harmed)


def random_bytes(chance, content):
    harmed = bytearray(content)
    for _ in range(chance.randrange(1, 9)):
        harmed[chance.randrange(106, len(harmed))] = chance.randrange(256)
    return bytes(harmed)


def noise_after_header(chance, content):
    return content[:106] + chance.randbytes(chance.randrange(300))


def doubled_file(chance, content):
    return content + content[: chance.randrange(1, len(content))]


def mixed_files(chance, content):
    other = chance.choice(SAMPLES)
    return content[: chance.randrange(len(content))] + other[chance.randrange(len(other)) :]


def wrapped(chance, content):
    width = chance.randrange(1, 120)
    return b"\r\n".join(content[at : at + width] for at in range(0, len(content), width))


def changed_delimiter(chance, content):
    old, new = (
        chance.choice([b"*", b"~", b":", b"|", b"\n"]),
        chance.choice([b"|", b"\n", b"A", b" ", b"", b"\x1d", b"~"]),
    )
    return content.replace(old, new)


@segments_harm
def missing_segment(chance, segments):
    del segments[chance.randrange(len(segments))]


@segments_harm
def doubled_segment(chance, segments):
    at = chance.randrange(len(segments))
    segments[at:at] = [segments[at]] * chance.choice((1, 1, 2, 500))


@segments_harm
def moved_segment(chance, segments):
    segments.insert(chance.randrange(len(segments)), segments.pop(chance.randrange(len(segments))))


@segments_harm
def shuffled_segments(chance, segments):
    body = segments[3:-3]
    chance.shuffle(body)
    segments[3:-3] = body


@segments_harm
def reversed_segments(chance, segments):
    start, end = sorted(chance.randrange(len(segments)) for _ in range(2))
    segments[start:end] = segments[start:end][::-1]


@segments_harm
def other_id(chance, segments):
    at = chance.randrange(len(segments))
    segments[at] = chance.choice(IDS) + segments[at][3:]


@segments_harm
def missing_claim_heads(chance, segments):
    head = chance.choice((b"CLP", b"SVC", b"LX", b"BPR", b"N1", b"SE"))
    segments[:] = [segment for segment in segments if not segment.startswith(head)]


@elements_harm
def strange_element(chance, row):
    row[chance.randrange(len(row))] = chance.choice(STRANGE)


@elements_harm
def missing_element(chance, row):
    del row[chance.randrange(len(row))]


@elements_harm
def many_elements(chance, row):
    row += [chance.choice(STRANGE[:6])] * chance.choice((1, 7, 300))


@elements_harm
def shuffled_elements(chance, row):
    rest = row[1:]
    chance.shuffle(rest)
    row[1:] = rest


@elements_harm
def negated_amounts(chance, row):
    row[1:] = [b"-" + text if text[:1].isdigit() else text for text in row[1:]]


@elements_harm
def huge_element(chance, row):
    row[-1] = chance.choice((b"9", b"Z", b":", b" ", b"ISA")) * 10_000


HARMS = (
    *(cut, headless, hole, flipped_bits, random_bytes, noise_after_header, doubled_file, mixed_files),
    *(wrapped, changed_delimiter, missing_segment, doubled_segment, moved_segment, shuffled_segments),
    *(reversed_segments, other_id, missing_claim_heads, strange_element, missing_element, many_elements),
    *(shuffled_elements, negated_amounts, huge_element),
)
SECONDS_FOR_A_HARMED_FILE = 2


def refusal_of(content):
    """The sentence of a refusal, or None if all was read; anything but X12Error is let through."""
    try:
        for advice in read_remittances(content):
            assert all(one.difference and one.sentence.endswith(".") for one in check_balance(advice))
            assert all(note.endswith(".") and len(note) < 300 for note in advice.notes)
    except X12Error as refusal:
        return str(refusal)
    return None


def harm_and_read(count, seed):
    """Read so many harmed files; how many were read, and by which harms the others were refused."""
    chance = random.Random(seed)
    read, refused_by = 0, set()
    for number in range(count):
        harm = HARMS[number % len(HARMS)]
        harmed = harm(chance, chance.choice(SAMPLES))
        if number % 5 == 0 and len(harmed) > 200:
            harmed = chance.choice(HARMS)(chance, harmed)
        refusal = refusal_of(harmed)
        if refusal is None:
            read += 1
        else:
            refused_by.add(harm)
            assert refusal.endswith("."), (number, harm, refusal)
            assert len(refusal) < 300, (number, harm, refusal)
    return read, refused_by


def test_there_are_more_than_twenty_kinds_of_harm():
    assert len(set(HARMS)) > 20


def test_two_thousand_harmed_remittances_are_read_or_refused_with_a_sentence():
    read, refused_by = harm_and_read(2_000, 835)
    assert 500 < read < 1_600
    assert len(refused_by) > 18


@pytest.mark.slow
def test_ten_thousand_harmed_remittances_are_read_or_refused_and_none_takes_long():
    start = time.monotonic()
    read, refused_by = harm_and_read(10_000, 83_500)
    assert 2_500 < read < 8_000
    assert len(refused_by) > 20
    assert time.monotonic() - start < 10_000 * SECONDS_FOR_A_HARMED_FILE / 10


@pytest.mark.parametrize(
    "piece",
    [
        "SVC*HC:1*1*1~",
        "CAS*CO*45*1~",
        "REF*6R*1~DTM*472*20260101~",
        "PLB*1*20261231*WO*0~",
        "XYZ~",
        "N3*ISA~",
    ],
)
def test_a_file_of_nothing_but_one_kind_of_segment_takes_no_long_time(piece):
    head = make_835(full_advice()).split("SVC*", 1)[0]
    text = f"{head}{piece * 20_000}SE*1*0001~GE*1*9001~IEA*1*000009001~"
    start = time.process_time()
    assert refusal_of(text.encode()) is None
    assert time.process_time() - start < SECONDS_FOR_A_HARMED_FILE
