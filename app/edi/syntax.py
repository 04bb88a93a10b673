"""X12 bytes to rows of elements: letters, delimiters and segments, read with patience for what senders do.

A row is the list of a segment's texts, its id first. Rows are counted from 1 in the file; empty segments do
not count. Several interchanges may follow one another, each with delimiters of its own.
"""

from collections.abc import Iterator
from operator import itemgetter
from typing import NamedTuple

from app.domain.errors import InputError
from app.edi.codec import Delimiters

BLANKS = " \t\r\n\x00\x1a\ufeff"
BREAKS = "\r\n"
_CHUNK = 1 << 16
_LONGEST_ISA = 1000
_ISA_ELEMENTS = 16
_LONGEST_SHOWN = 40
_FIRST_LETTER, _LAST_LETTER = itemgetter(0), itemgetter(-1)


class X12Error(InputError):
    """A file that is not X12 or cannot be understood; `number` is that of the segment (0 = none)."""

    def __init__(self, sentence: str, number: int = 0, segment_id: str = "") -> None:
        named = f" ({segment_id[:3]})" if segment_id else ""
        super().__init__(f"Segment {number}{named}: {sentence}" if number else sentence)
        self.number = number


def shown(text: str) -> str:
    """Keep a text of a damaged file short enough for a sentence."""
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


class Segment(NamedTuple):
    """One segment: its elements (`elements[0]` is the first), number in the file, and position from ST = 1.

    A tuple rather than a dataclass: a large remittance has hundreds of thousands.
    """

    id: str
    elements: tuple[str, ...]
    number: int
    position: int
    delimiters: Delimiters

    def element(self, number: int) -> str:
        """The text of an element counted from 1, without blanks around it; empty if it is left out."""
        return self.elements[number - 1].strip(BLANKS) if number <= len(self.elements) else ""

    def components(self, number: int) -> tuple[str, ...]:
        """The components of an element counted from 1; none if it is left out."""
        text = self.element(number)
        return tuple(part.strip(BLANKS) for part in text.split(self.delimiters.component)) if text else ()

    def component(self, number: int, part: int) -> str:
        """One component, element and component counted from 1; empty if it is left out."""
        found = self.components(number)
        return found[part - 1] if part <= len(found) else ""

    def repeats(self, number: int) -> tuple[str, ...]:
        """The repetitions of an element counted from 1."""
        text, sign = self.element(number), self.delimiters.repetition
        return tuple(text.split(sign) if sign else (text,)) if text else ()

    def error(self, sentence: str) -> X12Error:
        """Make the error that names this segment."""
        return X12Error(sentence, self.number, self.id)


class Batch(NamedTuple):
    """Segments as they are written, one after another, with the delimiters of their interchange.

    `distinct` are the same, each once: most of a large file repeats, and what is asked of every segment is
    asked of these.
    """

    delimiters: Delimiters
    pieces: list[str]
    distinct: set[str]


def decode(content: bytes) -> tuple[str, str]:
    """Turn bytes into text; the second value is a warning, empty if every byte was plain ASCII."""
    content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        return content.decode("ascii"), ""
    except UnicodeDecodeError:
        warning = "The file holds letters that X12 does not know, as accents. Check names that look odd."
    try:
        return content.decode("utf-8"), warning
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace"), warning


def find_delimiters(text: str, start: int = 0, number: int = 1) -> Delimiters:
    """Read the delimiters from an ISA that begins at `start`, by its separators and not only by its places.

    Raises X12Error if they cannot be found. ISA11 is the repetition sign only if it is no letter (4010: `U`).
    """
    head = text[start : start + _LONGEST_ISA]
    element = head[3:].lstrip(BREAKS)[:1]
    if not head.startswith("ISA") or not element:
        raise X12Error("This is not an X12 file: it does not begin with ISA. Choose another file.")
    parts = head.split(element, _ISA_ELEMENTS)
    last = parts[-1].lstrip(BREAKS)
    if len(parts) <= _ISA_ELEMENTS or not last:
        raise X12Error(
            "The header has fewer than 16 elements. Ask the sender for the file again.", number, "ISA"
        )
    repetition, terminator = parts[11].strip(BLANKS), _terminator(last[1:], element)
    fits = len(repetition) == 1 and repetition not in {element, last[0], terminator, ".", "-"}
    try:
        return Delimiters(
            element, repetition if fits and not repetition.isalnum() else "", last[0], terminator
        )
    except InputError as error:
        sentence = "The signs that part elements and segments cannot be found. Ask for the file again."
        raise X12Error(sentence, number, "ISA") from error


def _terminator(text: str, element: str) -> str:
    """Tell the sign after ISA16; a line break is the terminator only if no other sign follows it."""
    after = text.removeprefix(element)
    sign = after.lstrip(BLANKS)[:1]
    if sign and not sign.isalnum():
        return sign
    breaks = after.lstrip(" \t")[:2]
    return "\n" if breaks == "\r\n" else breaks[:1]


def read_batches(text: str) -> Iterator[Batch]:
    """Part a file into segments, a few thousand at a time; blanks, line breaks and empty segments fall away.

    Raises X12Error where an interchange should begin and does not.
    """
    text = text.rstrip(BLANKS)
    start = len(text) - len(text.lstrip(BLANKS))
    if start == len(text):
        raise X12Error("The file is empty. Choose another file.")
    number = 1
    delimiters = find_delimiters(text, start)
    while True:
        end = text.find(delimiters.segment, start + _CHUNK)
        chunk = text[start : end if end >= 0 else len(text)]
        chunk = chunk[: _next_header(chunk, delimiters.segment)]
        pieces, distinct = _part_pieces(chunk, delimiters.segment)
        yield Batch(delimiters, pieces, distinct)
        number += len(pieces)
        start += len(chunk) + 1
        while text[start : start + 1] in BLANKS and start < len(text):
            start += 1
        if start >= len(text):
            return
        if text.startswith("ISA", start):
            delimiters = find_delimiters(text, start, number)


def _next_header(chunk: str, terminator: str) -> int | None:
    """Tell where a chunk ends because another interchange begins behind the terminator there."""
    at = chunk.find("ISA", 1)
    while at >= 0:
        before = at - 1
        while before >= 0 and chunk[before] in BLANKS and chunk[before] != terminator:
            before -= 1
        if before >= 0 and chunk[before] == terminator:
            return before
        at = chunk.find("ISA", at + 1)
    return None


def _part_pieces(chunk: str, terminator: str) -> tuple[list[str], set[str]]:
    """Part a chunk; drop what surrounds segments, and breaks within them where lines were cut to a width."""
    if terminator not in BREAKS and ("\n" in chunk or "\r" in chunk):
        chunk = chunk.replace("\r", "").replace("\n", "")
    pieces = chunk.split(terminator)
    distinct = set(pieces)
    if "" in distinct:
        pieces = list(filter(None, pieces))
        distinct.remove("")
    ends = set(map(_FIRST_LETTER, distinct)) | set(map(_LAST_LETTER, distinct))
    if not ends.isdisjoint(BLANKS):
        pieces = [piece for text in pieces if (piece := text.strip(BLANKS))]
        distinct = set(pieces)
    return pieces, distinct


def read_segment_id(row: list[str], number: int) -> str:
    """Tell a row's segment id; raises X12Error if none stands there."""
    name = row[0].rstrip(BLANKS)
    if not (
        2 <= len(name) <= 3 and name == row[0] and name.isascii() and name.isalnum() and name[0].isalpha()
    ):
        raise X12Error("No segment begins here. The file is damaged; ask the sender for it again.", number)
    if name != name.upper():
        raise X12Error("Segment ids are capitals. The file is damaged; ask the sender for it again.", number)
    return name
