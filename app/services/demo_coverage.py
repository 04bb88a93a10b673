"""The demo practice's clearinghouse answers questions about coverage (270) with invented benefits (271).

What it says follows from the member number alone, so that the same person gets the same answer each time.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from app.domain.money import Money
from app.edi.codec import write_amount, write_date, write_segment
from app.edi.envelopes import Correspondent, Envelope, SetKind, write_interchange
from app.edi.interchanges import TransactionSet, read_parts
from app.edi.syntax import Segment

ANSWER_271 = SetKind("HB", "271", "005010X279A1")
EVERY_INACTIVE, EVERY_UNKNOWN = 11, 13
_COPAYS = (2500, 3000, 4000)
_KEPT = ("HL", "NM1", "DMG")


def answer_coverage(content: bytes, now: datetime) -> str:
    """Compose the answer to one file of questions."""
    sets = [part for part in read_parts(content) if isinstance(part, TransactionSet)]
    asked = sets[0].group.interchange
    envelope = Envelope(
        Correspondent("ZZ", asked.receiver.strip()),
        Correspondent("ZZ", asked.sender.strip()),
        int(asked.number),
        int(sets[0].group.number),
        now,
        is_test=True,
    )
    return write_interchange(envelope, ANSWER_271, [list(_answer_set(part, now)) for part in sets])


def _answer_set(asked: TransactionSet, now: datetime) -> Iterator[str]:
    segments = [segment for segment in asked.segments() if segment.id not in ("ST", "SE")]
    reference = next(segment.element(3) for segment in segments if segment.id == "BHT")
    yield write_segment("BHT", "0022", "11", reference, write_date(now), f"{now:%H%M}")
    member = ""
    for segment in segments:
        if segment.id == "NM1" and segment.element(1) == "IL":
            member = segment.element(9)
        if segment.id == "TRN":
            yield write_segment("TRN", "2", segment.element(2), segment.element(3))
        elif segment.id in _KEPT:
            yield write_segment(segment.id, *segment.elements)
        elif segment.id == "DTP":
            yield from _benefits(member, _day_of(segment))


def _day_of(segment: Segment) -> date:
    return datetime.strptime(segment.element(3)[:8], "%Y%m%d").date()  # noqa: DTZ007


def _benefits(member: str, day: date) -> Sequence[str]:
    """What the invented plan says: mostly active, for some ended at the end of the last month, or unknown."""
    number = sum(ord(letter) * place for place, letter in enumerate(member, start=1))
    if number % EVERY_UNKNOWN == 0:
        return [write_segment("AAA", "N", "", "75", "C")]
    if number % EVERY_INACTIVE == 0:
        ended = day.replace(day=1) - timedelta(days=1)
        return [
            write_segment("DTP", "357", "D8", write_date(ended)),
            write_segment("EB", "6", "", "30"),
        ]
    whole, most = Money(100_000 + number % 4 * 50_000), Money(400_000 + number % 3 * 100_000)
    met = number * 37 % 100
    left, most_left = Money(whole.cents * met // 100), Money(most.cents * (met + 100) // 200)
    return [
        write_segment("DTP", "346", "D8", write_date(date(day.year, 1, 1))),
        write_segment("DTP", "347", "D8", write_date(date(day.year, 12, 31))),
        write_segment("EB", "1", "", "30", "PR", "DEMO CHOICE"),
        _benefit("B", "", "98", "27", Money(_COPAYS[number % 3])),
        write_segment("EB", "A", "", "30", "", "", "27", "", ".2", "", "", "", "Y"),
        _benefit("C", "IND", "30", "23", whole),
        _benefit("C", "IND", "30", "29", left),
        _benefit("C", "FAM", "30", "29", left * 2),
        _benefit("G", "IND", "30", "23", most),
        _benefit("G", "IND", "30", "29", most_left),
        _benefit("C", "IND", "30", "29", whole * 2, "N"),
    ]


def _benefit(code: str, whose: str, service: str, period: str, amount: Money, network: str = "Y") -> str:
    told = (code, whose, service, "", "", period, write_amount(amount))
    return write_segment("EB", *told, "", "", "", "", network)
