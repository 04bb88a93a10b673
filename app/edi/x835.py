"""835: remittance advices (005010X221A1, and older ones) as they are read, one set at a time.

What cannot be understood raises X12Error with the segment's number; what is only odd is a note of the advice.
Nothing is added up here: `app/domain/remittance_balance.py` tells whether an advice balances.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from app.domain.remittances import RemittanceAdvice, RemittanceSource
from app.edi.interchanges import Note, TransactionSet, read_parts
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
    waiting: RemittanceAdvice | None = None
    notes: list[str] = []
    table: SegmentTable | None = None
    for part in read_parts(content):
        if isinstance(part, Note):
            notes.append(str(part))
        elif isinstance(part, TransactionSet):
            if part.code != _REMITTANCE:
                notes.append(
                    f"Segment {part.first}: A set {part.code[:10]} is no remittance; it was left out."
                )
                continue
            if waiting is not None:
                yield waiting
            if table is None or table.delimiters != part.delimiters:
                table = SegmentTable(part.delimiters)
            waiting, notes = _read_advice(part, table, notes), []
    if waiting is None:
        raise X12Error("The file holds no remittance advice (835). Choose another file.")
    yield replace(waiting, notes=(*waiting.notes, *notes)) if notes else waiting


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Let Python's garbage collector rest for one set: all that is made lives, and looking costs a third."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _read_advice(part: TransactionSet, table: SegmentTable, notes: list[str]) -> RemittanceAdvice:
    heading, body = HeadingReading(table, notes), ClaimReading(table, notes)
    reading: HeadingReading | ClaimReading = heading
    try:
        with _collector_at_rest():
            start = heading.read(part.pieces, part.first)
            reading = body
            body.read(part.pieces[start:], part.first + start)
    except UnreadableError as fault:
        piece = part.pieces[reading.number - part.first]
        raise X12Error(str(fault), reading.number, piece.partition(part.delimiters.element)[0]) from fault
    group = part.group
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
        source=RemittanceSource(
            sender=group.interchange.sender,
            receiver=group.interchange.receiver,
            interchange_number=group.interchange.number,
            group_number=group.number,
            set_number=part.number,
            guide=part.guide,
            is_test=group.interchange.is_test,
        ),
    )
