"""Envelopes as they are written: ISA and IEA about a file, GS and GE about a group, ST and SE about a set.

Body segments come ready from `codec.write_segment`, with the delimiters of the same envelope.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.errors import InputError
from app.edi.codec import STANDARD, Delimiters, fold_text, write_date, write_segment

LARGEST_NUMBER = 999_999_999
LONGEST_ID = 15


@dataclass(frozen=True, slots=True)
class SetKind:
    """What a transaction set is: functional id of its group, number of the set, and its guide."""

    functional_id: str
    code: str
    guide: str


CLAIM_837P = SetKind("HC", "837", "005010X222A1")
STATUS_REQUEST_276 = SetKind("HR", "276", "005010X212")
ELIGIBILITY_REQUEST_270 = SetKind("HS", "270", "005010X279A1")


@dataclass(frozen=True, slots=True)
class Correspondent:
    """One end of the line: qualifier and id of the interchange; its id in the group (the same if empty)."""

    qualifier: str
    id: str
    group_id: str = ""


@dataclass(frozen=True, slots=True)
class Envelope:
    """All that ISA and GS say; `made_at` is local time, `is_test` marks a file that moves no money.

    Raises InputError for an id that is empty or too long and for numbers outside 1 to 999,999,999.
    """

    sender: Correspondent
    receiver: Correspondent
    interchange_number: int
    group_number: int
    made_at: datetime
    is_test: bool = False
    wants_ta1: bool = False
    delimiters: Delimiters = STANDARD
    line_feeds: bool = False

    def __post_init__(self) -> None:
        """Refuse what does not fit the fixed places of ISA."""
        for who, end in (("sender", self.sender), ("receiver", self.receiver)):
            if len(end.qualifier) != 2 or not 1 <= len(end.id.strip()) <= LONGEST_ID:
                raise InputError(
                    f"The {who} id of the trading partner needs a qualifier of 2 letters, the id 1 to 15."
                )
            if len(end.group_id) > LONGEST_ID or len((end.group_id or end.id).strip()) < 2:
                raise InputError(f"The {who}’s group id of the trading partner has 2 to 15 letters.")
        for number in (self.interchange_number, self.group_number):
            if not 1 <= number <= LARGEST_NUMBER:
                raise InputError(f"A control number goes from 1 to 999,999,999, not {number}.")


def write_interchange(envelope: Envelope, kind: SetKind, bodies: Sequence[Sequence[str]]) -> str:
    """Write a whole file: one interchange, one group, and a set ST to SE about each body, from `0001` on."""
    delimiters = envelope.delimiters
    segments = [write_isa(envelope), write_gs(envelope, kind)]
    for index, body in enumerate(bodies):
        segments.append(write_st(kind, set_number(index), delimiters))
        segments.extend(body)
        segments.append(write_se(len(body) + 2, set_number(index), delimiters))
    segments += [write_ge(envelope, len(bodies)), write_iea(envelope)]
    if envelope.line_feeds:
        return "\n".join(segments) + "\n"
    return "".join(segments)


def set_number(index: int) -> str:
    """Tell ST02 of the set at an index counted from 0: `0001`, `0002`, ..."""
    return f"{index + 1:04d}"


def write_isa(envelope: Envelope) -> str:
    """Write ISA: 106 letters with the terminator, each element at its fixed place."""
    d = envelope.delimiters
    made = envelope.made_at
    elements = (
        *("ISA", "00", " " * 10, "00", " " * 10),
        *(envelope.sender.qualifier, _isa_id(envelope.sender, d)),
        *(envelope.receiver.qualifier, _isa_id(envelope.receiver, d)),
        *(write_date(made)[2:], f"{made:%H%M}", d.repetition or "U", "00501"),
        f"{envelope.interchange_number:09d}",
        *("1" if envelope.wants_ta1 else "0", "T" if envelope.is_test else "P", d.component),
    )
    return d.element.join(elements) + d.segment


def write_gs(envelope: Envelope, kind: SetKind) -> str:
    """Write GS: kind of the group, application ids, date, time, number and guide."""
    ids = [
        fold_text(end.group_id or end.id, envelope.delimiters) for end in (envelope.sender, envelope.receiver)
    ]
    made = envelope.made_at
    stamp = (write_date(made), f"{made:%H%M}", str(envelope.group_number))
    return write_segment(
        "GS", kind.functional_id, *ids, *stamp, "X", kind.guide, delimiters=envelope.delimiters
    )


def write_st(kind: SetKind, number: str, delimiters: Delimiters = STANDARD) -> str:
    """Write ST: number of the set's kind, its own number, and its guide."""
    return write_segment("ST", kind.code, number, kind.guide, delimiters=delimiters)


def write_se(segments: int, number: str, delimiters: Delimiters = STANDARD) -> str:
    """Write SE; `segments` counts all from ST to SE."""
    return write_segment("SE", str(segments), number, delimiters=delimiters)


def write_ge(envelope: Envelope, sets: int) -> str:
    """Write GE with the number of sets in the group."""
    return write_segment("GE", str(sets), str(envelope.group_number), delimiters=envelope.delimiters)


def write_iea(envelope: Envelope) -> str:
    """Write IEA about one group."""
    return write_segment("IEA", "1", f"{envelope.interchange_number:09d}", delimiters=envelope.delimiters)


def _isa_id(end: Correspondent, delimiters: Delimiters) -> str:
    return f"{fold_text(end.id, delimiters):<15}"
