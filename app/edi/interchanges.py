"""The envelopes of a file as they are read: interchanges, groups and one transaction set at a time.

`read_parts` gives a set out when its SE has come; `read_stream` gives its segments as they come, for sets too
large to be held. Neither keeps anything. Wrong counts and numbers are told as notes; only what cannot be
understood is refused.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import compress, count
from operator import itemgetter
from typing import NamedTuple

from app.edi.codec import Delimiters
from app.edi.syntax import BLANKS, Batch, Segment, X12Error, decode, read_batches, read_segment_id, shown

_HEAD = itemgetter(slice(4))


@dataclass(frozen=True, slots=True)
class Interchange:
    """What ISA says; dates and times as written (YYMMDD, HHMM)."""

    sender_qualifier: str
    sender: str
    receiver_qualifier: str
    receiver: str
    date: str
    time: str
    version: str
    number: str
    is_test: bool


@dataclass(frozen=True, slots=True)
class Group:
    """What GS says, with the interchange it lies in."""

    interchange: Interchange
    functional_id: str
    sender: str
    receiver: str
    date: str
    time: str
    number: str
    guide: str


@dataclass(frozen=True, slots=True)
class SetHead:
    """What ST says: kind (`code`), own number, and guide (of the group if ST names none)."""

    group: Group
    code: str
    number: str
    guide: str
    first: int
    delimiters: Delimiters


class SetPieces(NamedTuple):
    """Some segments of the set that began last, ST and SE among them; `first` is the number of the first."""

    first: int
    pieces: list[str]
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class TransactionSet:
    """One set from ST to SE: kind (`code`), own number, guide (of the group if ST names none), and its text.

    Piece `i` is segment `first + i` of the file and stands at position `i + 1` from ST. The pieces are parted
    into elements only when they are asked for: a large remittance is then read in half the time.
    """

    group: Group
    code: str
    number: str
    guide: str
    first: int
    pieces: tuple[str, ...]
    delimiters: Delimiters

    def rows(self) -> Iterator[list[str]]:
        """Go through all segments as lists of texts, the id first and no empty ones last."""
        sign = self.delimiters.element
        return (piece.rstrip(sign).split(sign) for piece in self.pieces)

    def segments(self) -> Iterator[Segment]:
        """Go through all segments, ST and SE among them."""
        for index, (name, *elements) in enumerate(self.rows()):
            yield Segment(name, tuple(elements), self.first + index, index + 1, self.delimiters)


@dataclass(frozen=True, slots=True)
class Note:
    """What is odd about a file but does not keep it from being read; `number` is the segment's (0 = none)."""

    number: int
    text: str

    def __str__(self) -> str:
        """Write it as a sentence that names the segment."""
        return f"Segment {self.number}: {self.text}" if self.number else self.text


@dataclass(frozen=True, slots=True)
class Receipt:
    """A TA1 segment, with the interchange it came in."""

    interchange: Interchange
    segment: Segment


class Token(NamedTuple):
    """An envelope segment: its row, and the piece it was read from."""

    row: list[str]
    piece: str
    delimiters: Delimiters


Part = Interchange | Group | TransactionSet | Receipt | Note
Streamed = Interchange | Group | SetHead | SetPieces | Receipt | Note


def read_parts(content: bytes) -> Iterator[Part]:
    """Go through a file: interchanges, groups, receipts (TA1), whole sets and notes, in their order.

    Raises X12Error, also after parts were given out, where the structure cannot be understood.
    """
    head: SetHead | None = None
    pieces: list[str] = []
    for part in read_stream(content):
        if isinstance(part, SetHead):
            head, pieces = part, []
        elif not isinstance(part, SetPieces):
            yield part
        elif head:
            pieces += part.pieces
            if part.is_last:
                whole = tuple(pieces)
                names = head.group, head.code, head.number, head.guide
                yield TransactionSet(*names, head.first, whole, head.delimiters)


def read_stream(content: bytes) -> Iterator[Streamed]:
    """Go through a file as `read_parts` does, but give a head for each set, then its segments as they come.

    Raises X12Error as `read_parts` does; a set is whole only when its last segments have come.
    """
    text, warning = decode(content)
    # The caller may have let go of it.
    del content
    if warning:
        yield Note(0, warning)
    reading = _Reading()
    first = 1
    for batch in read_batches(text):
        delimiters, pieces, _ = batch
        at = 0
        for mark in _find_marks(batch):
            yield from reading.take_pieces(pieces[at:mark], first + at, delimiters)
            token = Token(_part(pieces[mark], delimiters), pieces[mark], delimiters)
            handle = _ENVELOPE[read_segment_id(token.row, first + mark)]
            yield from handle(reading, first + mark, token)
            at = mark + 1
        yield from reading.take_pieces(pieces[at:], first + at, delimiters)
        first += len(pieces)
    yield from reading.end(first - 1)


def _find_marks(batch: Batch) -> list[int]:
    """Tell which pieces are of the envelopes or no segments at all; four letters show it."""
    heads = set(map(_HEAD, batch.distinct))
    marks = {head for head in heads if _is_mark(head, batch.delimiters)}
    if not marks:
        return []
    marked = {piece for piece in batch.distinct if _HEAD(piece) in marks}
    return list(compress(count(), map(marked.__contains__, batch.pieces)))


def _is_mark(head: str, delimiters: Delimiters) -> bool:
    try:
        return read_segment_id(_part(head, delimiters), 0) in _ENVELOPE
    except X12Error:
        return True


def _part(piece: str, delimiters: Delimiters) -> list[str]:
    return piece.rstrip(delimiters.element).split(delimiters.element)


@dataclass(slots=True)
class _Reading:
    """How far the reading has come; `row` and `first` are those of ST in an open set."""

    interchange: Interchange | None = None
    group: Group | None = None
    is_in_set: bool = False
    row: list[str] = field(default_factory=list)
    first: int = 0
    groups: int = 0
    sets: int = 0
    seen: set[str] = field(default_factory=set)

    def take_pieces(self, pieces: list[str], number: int, delimiters: Delimiters) -> Iterator[Streamed]:
        """Give out segments of the open set; `number` is that of the first."""
        if not pieces:
            return
        if not self.is_in_set:
            sentence = "This segment stands outside of a transaction set."
            raise X12Error(sentence, number, _part(pieces[0], delimiters)[0])
        yield SetPieces(number, pieces)

    def begin_interchange(self, number: int, token: Token) -> Iterator[Streamed]:
        self.refuse_in_set(number, token)
        yield from self.close_interchange(number)
        at = _texts(token.row, 17)
        self.interchange = Interchange(
            at[5], at[6], at[7], at[8], at[9], at[10], version=at[12], number=at[13], is_test=at[15] == "T"
        )
        self.groups = 0
        yield self.interchange

    def begin_group(self, number: int, token: Token) -> Iterator[Streamed]:
        self.refuse_in_set(number, token)
        if self.interchange is None:
            raise X12Error("A group begins outside of an interchange (ISA is missing).", number, "GS")
        yield from self.close_group(number)
        at = _texts(token.row, 9)
        self.group = Group(self.interchange, at[1], at[2], at[3], at[4], at[5], at[6], guide=at[8])
        self.groups += 1
        self.sets = 0
        self.seen = set()
        yield self.group

    def begin_set(self, number: int, token: Token) -> Iterator[Streamed]:
        self.refuse_in_set(number, token)
        if self.group is None:
            raise X12Error("A transaction set begins outside of a group (GS is missing).", number, "ST")
        self.sets += 1
        self.first, self.row, self.is_in_set = number, token.row, True
        _, code, set_number, guide = _texts(token.row, 4)
        yield SetHead(self.group, code, set_number, guide or self.group.guide, number, token.delimiters)
        yield SetPieces(number, [token.piece])
        if set_number in self.seen:
            yield Note(number, f"The set number {shown(set_number)} comes twice in its group.")
        self.seen.add(set_number)

    def end_set(self, number: int, token: Token) -> Iterator[Streamed]:
        if not self.is_in_set:
            raise X12Error("A transaction set ends that has not begun (ST is missing).", number, "SE")
        self.is_in_set = False
        begun, ended = _texts(self.row, 3), _texts(token.row, 3)
        yield from _check_count(number, "SE", ended[1], number - self.first + 1, "segments")
        yield from _check_number(number, "ST", "SE", begun[2], ended[2])
        yield SetPieces(number, [token.piece], is_last=True)

    def end_group(self, number: int, token: Token) -> Iterator[Streamed]:
        self.refuse_in_set(number, token)
        if self.group is None:
            raise X12Error("A group ends that has not begun (GS is missing).", number, "GE")
        at = _texts(token.row, 3)
        yield from _check_count(number, "GE", at[1], self.sets, "transaction sets")
        yield from _check_number(number, "GS", "GE", self.group.number, at[2])
        self.group = None

    def end_interchange(self, number: int, token: Token) -> Iterator[Streamed]:
        self.refuse_in_set(number, token)
        if self.interchange is None:
            raise X12Error("An interchange ends that has not begun (ISA is missing).", number, "IEA")
        yield from self.close_group(number)
        at = _texts(token.row, 3)
        yield from _check_count(number, "IEA", at[1], self.groups, "groups")
        yield from _check_number(number, "ISA", "IEA", self.interchange.number, at[2])
        self.interchange = None

    def take_receipt(self, number: int, token: Token) -> Iterator[Streamed]:
        self.refuse_in_set(number, token)
        if self.interchange is None:
            raise X12Error("A receipt stands outside of an interchange (ISA is missing).", number, "TA1")
        yield Receipt(self.interchange, Segment("TA1", tuple(token.row[1:]), number, 0, token.delimiters))

    def refuse_in_set(self, number: int, token: Token) -> None:
        if self.is_in_set:
            raise X12Error(
                f"The transaction set that began at segment {self.first} has no end (SE is missing).",
                number,
                token.row[0],
            )

    def close_group(self, number: int) -> Iterator[Streamed]:
        if self.group is not None:
            yield Note(number, "The group before this has no end (GE is missing).")
            self.group = None

    def close_interchange(self, number: int) -> Iterator[Streamed]:
        if self.interchange is not None:
            yield from self.close_group(number)
            yield Note(number, "The interchange before this has no end (IEA is missing).")
            self.interchange = None

    def end(self, last: int) -> Iterator[Streamed]:
        """Say what has no end; `last` is the number of the file's last segment."""
        if self.is_in_set:
            raise X12Error(
                "The file ends within a transaction set (SE is missing). Get the whole file from the sender.",
                last,
            )
        if self.group is not None:
            yield Note(0, "The last group has no end (GE is missing).")
        if self.interchange is not None:
            yield Note(0, "The last interchange has no end (IEA is missing). Check that the file is whole.")


_Handler = Callable[[_Reading, int, Token], Iterator[Streamed]]
_ENVELOPE: dict[str, _Handler] = {
    "ISA": _Reading.begin_interchange,
    "GS": _Reading.begin_group,
    "ST": _Reading.begin_set,
    "SE": _Reading.end_set,
    "GE": _Reading.end_group,
    "IEA": _Reading.end_interchange,
    "TA1": _Reading.take_receipt,
}


def _texts(row: list[str], count: int) -> list[str]:
    """The texts of a row without blanks around them, filled up to `count`."""
    texts = [text.strip(BLANKS) for text in row[:count]]
    return texts + [""] * (count - len(texts))


def _check_count(number: int, segment_id: str, told: str, counted: int, what: str) -> Iterator[Note]:
    if not (told.isdecimal() and told.isascii() and told.lstrip("0") == str(counted).lstrip("0")):
        yield Note(number, f"{segment_id} tells of {shown(told) or 'no'} {what}; there are {counted}.")


def _check_number(number: int, opens: str, closes: str, begun: str, ended: str) -> Iterator[Note]:
    if begun.lstrip("0") != ended.lstrip("0"):
        said = f"{closes} has the number {shown(ended) or '(none)'}"
        yield Note(number, f"{said}, but {opens} has {shown(begun) or '(none)'}.")
