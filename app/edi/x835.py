"""835: remittance advices (005010X221A1, and older ones) as they are read, one set at a time.

What cannot be understood raises X12Error with the segment's number; what is only odd is a note of the advice.
Nothing is added up here: `app/domain/remittance_balance.py` tells whether an advice balances.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from app.domain.remittances import RemittanceAdvice, RemittanceSource
from app.edi.interchanges import Note, SetHead, SetPieces, Streamed, read_stream
from app.edi.syntax import X12Error
from app.edi.x835_claims import ClaimReading
from app.edi.x835_heading import HeadingReading
from app.edi.x835_segments import SegmentTable
from app.edi.x835_values import UnreadableError

_REMITTANCE = "835"


def read_remittances(content: bytes) -> Iterator[RemittanceAdvice]:
    """Go through the advices of a file; each is given out when it is whole and the file goes on after it.

    Raises X12Error, also after advices were given out, where the file cannot be understood, and where it
    holds none. What is odd about the envelopes is noted at the advice that follows, or at the last one.
    """
    stream = read_stream(content)
    # Let go of the bytes, which are as large as the text: the stream has them.
    del content
    waiting: RemittanceAdvice | None = None
    table: SegmentTable | None = None
    notes: list[str] = []
    for part in stream:
        if isinstance(part, Note):
            notes.append(str(part))
        elif isinstance(part, SetHead) and part.code != _REMITTANCE:
            notes.append(f"Segment {part.first}: A set {part.code[:10]} is no remittance; it was left out.")
        elif isinstance(part, SetHead):
            if waiting is not None:
                yield waiting
            if table is None or table.delimiters != part.delimiters:
                table = SegmentTable(part.delimiters)
            waiting, notes = _read_advice(part, stream, table, notes), []
    if waiting is None:
        raise X12Error("The file holds no remittance advice (835). Choose another file.")
    yield replace(waiting, notes=(*waiting.notes, *notes)) if notes else waiting


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Let Python's garbage collector rest for a while: all that is made lives, and looking costs a third."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _read_advice(
    head: SetHead, stream: Iterator[Streamed], table: SegmentTable, notes: list[str]
) -> RemittanceAdvice:
    """Read the set that has just begun in the stream, up to its end."""
    heading, body = HeadingReading(table, notes), ClaimReading(table, notes)
    for part in stream:
        if isinstance(part, SetPieces):
            _read_pieces(part, heading, body, stream)
            if part.is_last:
                body.close()
                break
        else:
            notes.append(str(part))
    return RemittanceAdvice(
        trace_number=heading.trace_number,
        payer_id=heading.payer_id,
        originator_code=heading.originator_code,
        amount=heading.amount or 0,
        credit_debit=heading.credit_debit,
        handling=heading.handling,
        method=heading.method,
        effective=heading.effective,
        production=heading.produced,
        payer=heading.party("PR"),
        payee=heading.party("PE"),
        references=tuple(heading.references),
        contacts=tuple(heading.contacts),
        claims=tuple(body.claims),
        provider_adjustments=tuple(body.provider_adjustments),
        notes=tuple(notes),
        source=_source_of(head),
    )


def _read_pieces(
    part: SetPieces, heading: HeadingReading, body: ClaimReading, stream: Iterator[Streamed]
) -> None:
    """Read some segments of a set; what is wrong about them is said if the set has an end at all."""
    reading: HeadingReading | ClaimReading = heading
    try:
        with _collector_at_rest():
            start = heading.read(part.pieces, part.first)
            if heading.is_over:
                reading = body
                body.read(part.pieces[start:], part.first + start)
    except UnreadableError as fault:
        _refuse_endless(stream, part)
        segment_id = reading.piece.partition(body.table.sign)[0]
        raise X12Error(str(fault), reading.number, segment_id) from fault


def _refuse_endless(stream: Iterator[Streamed], part: Streamed) -> None:
    """Go on to the end of a set; the stream itself refuses one that was cut off."""
    while not (isinstance(part, SetPieces) and part.is_last):
        part = next(stream)


def _source_of(head: SetHead) -> RemittanceSource:
    group = head.group
    return RemittanceSource(
        sender=group.interchange.sender,
        receiver=group.interchange.receiver,
        interchange_number=group.interchange.number,
        group_number=group.number,
        set_number=head.number,
        guide=head.guide,
        is_test=group.interchange.is_test,
    )
