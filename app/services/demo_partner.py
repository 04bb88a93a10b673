"""The demo practice's clearinghouse: it answers each 837P by 999 and 277CA, and each 270 by 271.

It works on files alone, as a real one does, so that sending and reading replies can be tried without one.
Some claims are rejected, always the same, by their number, and taken when they come a second time.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.domain.money import Money, read_money
from app.edi.codec import write_amount, write_composite, write_date, write_segment
from app.edi.envelopes import Correspondent, Envelope, SetKind, write_interchange
from app.edi.interchanges import TransactionSet, read_parts
from app.models.whole_file import write_whole
from app.services.demo_coverage import answer_coverage

ANSWER_999 = SetKind("FA", "999", "005010X231A1")
ANSWER_277CA = SetKind("HN", "277", "005010X214")
EVERY_REJECTED = 9
REASONS = (("A7", "164", "IL"), ("A7", "562", "85"), ("A7", "158", "QC"), ("A7", "254", ""))


@dataclass(frozen=True, slots=True)
class _Sent:
    """What the clearinghouse reads of a file: its numbers, and claim numbers with their charges."""

    sender: str
    receiver: str
    interchange: int
    group: int
    reference: str
    claims: tuple[tuple[str, Money], ...]


def answer_outbox(outbox: Path, inbox: Path, now: datetime) -> int:
    """Answer every 837P and 270 that has no answer yet; gives how many files were written."""
    written = 0
    seen: set[str] = set()
    for path in sorted(outbox.glob("*.837")):
        content = path.read_bytes()
        answers = list(answer_claims(content, now, seen))
        seen |= {number for number, _ in _read(content).claims}
        for name, text in answers:
            place = inbox / f"{path.stem}.{name}"
            if not place.exists():
                write_whole(place, text.encode("ascii"))
                written += 1
    for path in sorted(outbox.glob("*.270")):
        place = inbox / f"{path.stem}.271"
        if not place.exists():
            write_whole(place, answer_coverage(path.read_bytes(), now).encode("ascii"))
            written += 1
    return written


def answer_claims(
    content: bytes, now: datetime, seen: Collection[str] = (), *, rejects: bool = True
) -> Iterator[tuple[str, str]]:
    """Compose the two answers to one 837P: (`999` or `277`, text); claims `seen` before are taken."""
    sent = _read(content)
    envelope = Envelope(
        Correspondent("ZZ", sent.receiver),
        Correspondent("ZZ", sent.sender),
        sent.interchange,
        sent.interchange,
        now,
        is_test=True,
    )
    yield "999", write_interchange(envelope, ANSWER_999, [_taken(sent)])
    refused = {number for number, _ in sent.claims if rejects and is_rejected(number) and number not in seen}
    yield "277", write_interchange(envelope, ANSWER_277CA, [_acknowledged(sent, now, refused)])


def is_rejected(claim_number: str) -> bool:
    """Tell whether this clearinghouse rejects a claim."""
    return int(claim_number) % EVERY_REJECTED == 0


def _read(content: bytes) -> _Sent:
    part = next(part for part in read_parts(content) if isinstance(part, TransactionSet))
    rows = list(part.rows())
    claims = tuple((row[1], read_money(row[2])) for row in rows if row[0] == "CLM")
    reference = next(row[3] for row in rows if row[0] == "BHT")
    interchange = part.group.interchange
    return _Sent(
        interchange.sender.strip(),
        interchange.receiver.strip(),
        int(interchange.number),
        int(part.group.number),
        reference,
        claims,
    )


def _taken(sent: _Sent) -> list[str]:
    return [
        write_segment("AK1", "HC", str(sent.group), "005010X222A1"),
        write_segment("AK2", "837", "0001", "005010X222A1"),
        write_segment("IK5", "A"),
        write_segment("AK9", "A", "1", "1", "1"),
    ]


def _acknowledged(sent: _Sent, now: datetime, refused: Collection[str]) -> list[str]:
    day = write_date(now)
    segments = [
        write_segment("BHT", "0085", "08", sent.reference, day, f"{now:%H%M}", "TH"),
        write_segment("HL", "1", "", "20", "1"),
        write_segment("NM1", "AY", "2", "DEMO CLEARINGHOUSE", "", "", "", "", "46", sent.receiver),
        write_segment("TRN", "1", sent.reference),
        write_segment("DTP", "050", "D8", day),
        write_segment("DTP", "009", "D8", day),
        write_segment("HL", "2", "1", "21", "1"),
        write_segment("NM1", "41", "2", "DEMO PRACTICE", "", "", "", "", "46", sent.sender),
        write_segment("TRN", "2", sent.reference),
        write_segment("STC", write_composite("A1", "19", "PR"), day, "WQ"),
        write_segment("HL", "3", "2", "19", "1"),
        write_segment("NM1", "85", "2", "DEMO PRACTICE", "", "", "", "", "46", sent.sender),
    ]
    for level, claim in enumerate(sent.claims, start=4):
        segments += _claim(level, claim, day, claim[0] in refused)
    return segments


def _claim(level: int, claim: tuple[str, Money], day: str, is_refused: bool) -> Sequence[str]:
    number, charge = claim
    if is_refused:
        reason = REASONS[int(number) // EVERY_REJECTED % len(REASONS)]
        status, action = write_composite(*reason), "U"
    else:
        status, action = write_composite("A2", "20", "PR"), "WQ"
    segments = [
        write_segment("HL", str(level), "3", "PT"),
        write_segment("NM1", "QC", "1", "DEMO", "PATIENT"),
        write_segment("TRN", "2", number),
        write_segment("STC", status, day, action, write_amount(charge)),
    ]
    if action == "WQ":
        segments.append(write_segment("REF", "1K", f"DEMO{number}"))
    return segments
