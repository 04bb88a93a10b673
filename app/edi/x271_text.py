"""One person's part of a 271 as people can read it: a segment a line, without the file's other persons."""

from collections.abc import Iterator

from app.edi.interchanges import TransactionSet, read_parts
from app.edi.syntax import Segment

_HEADS = ("", "20", "21")
_INSURED = "22"


def cut_answer(content: bytes, trace: str) -> str:
    """Cut out what concerns the question with this trace; raises X12Error for what is no X12.

    Payer and provider, the insured person and, where he is another, the patient stay; where no person has
    the trace, as in a file that is refused whole, payer and provider alone.
    """
    lines: list[str] = []
    for part in read_parts(content):
        if isinstance(part, TransactionSet) and part.code == "271":
            lines += _cut_set(part, trace)
    return "\n".join(lines)


def _cut_set(transaction_set: TransactionSet, trace: str) -> Iterator[str]:
    insured: list[Segment] = []
    for block in _blocks(transaction_set):
        level = block[0].element(3) if block[0].id == "HL" else ""
        if level in _HEADS:
            yield from map(_written, block)
            continue
        if level == _INSURED:
            insured = block
        if any(segment.id == "TRN" and segment.element(2) == trace for segment in block):
            # What is said of the insured himself, after his name, is not the patient's.
            named = [] if block is insured else [each for each in insured if each.id in ("HL", "NM1")][:2]
            yield from map(_written, [*named, *block])


def _blocks(transaction_set: TransactionSet) -> Iterator[list[Segment]]:
    """The set parted before each HL, without its own ends."""
    block: list[Segment] = []
    for segment in transaction_set.segments():
        if segment.id in ("ST", "SE"):
            continue
        if segment.id == "HL" and block:
            yield block
            block = []
        block.append(segment)
    if block:
        yield block


def _written(segment: Segment) -> str:
    return (
        segment.delimiters.element.join((segment.id, *segment.elements)) + segment.delimiters.segment.strip()
    )
