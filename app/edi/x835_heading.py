"""The heading of an 835, up to the first claim: payment, trace, dates, payer and payee."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.domain.remittances import RemittanceContact, RemittanceParty
from app.edi.syntax import shown
from app.edi.x835_segments import SegmentTable, read_contact
from app.edi.x835_values import UnreadableError, part_row, read_cents

_PRODUCED = "405"
_NOBODY = RemittanceParty("", "", "", (), ())


@dataclass(slots=True)
class _OpenParty:
    """N1 and what follows it."""

    name: str
    id_qualifier: str
    id: str
    address: list[str] = field(default_factory=list)
    references: list[tuple[str, str]] = field(default_factory=list)

    def close(self) -> RemittanceParty:
        """Make the value of what was read."""
        return RemittanceParty(
            self.name, self.id_qualifier, self.id, tuple(self.address), tuple(self.references)
        )


class HeadingReading:
    """How far the reading of one heading has come."""

    def __init__(self, table: SegmentTable, notes: list[str]) -> None:
        self.table = table
        self.notes = notes
        self.number = 0
        self.piece = ""
        self.is_over = False
        self.amount: int | None = None
        self.handling = self.credit_debit = self.method = ""
        self.effective: date | None = None
        self.produced: date | None = None
        self.trace_number = self.payer_id = self.originator_code = ""
        self.references: list[tuple[str, str]] = []
        self.contacts: list[RemittanceContact] = []
        self._parties: dict[str, _OpenParty] = {}
        self._open: _OpenParty | None = None

    def read(self, pieces: Sequence[str], first: int) -> int:
        """Read up to the first segment of the body, SE at the latest, and return how many belong to this.

        Raises UnreadableError; `number` and `piece` are then those of the segment.
        """
        if self.is_over:
            return 0
        for index, piece in enumerate(pieces):
            self.number, self.piece = first + index, piece
            row = part_row(piece, self.table.sign)
            if row[0] in _BODY:
                self._end()
                return index
            self._take(row)
        return len(pieces)

    def _take(self, row: list[str]) -> None:
        take = _SEGMENTS.get(row[0])
        if take:
            take(self, row + [""] * 17)
            return
        self.notes.append(
            f"Segment {self.number}: The segment {shown(row[0])} is not known before the claims; "
            "it was left out."
        )

    def _end(self) -> None:
        self.is_over = True
        if self.amount is None:
            raise UnreadableError("The advice does not say what it pays (BPR is missing).")

    def party(self, code: str) -> RemittanceParty:
        """The payer (PR) or the payee (PE); an empty one if it is not named."""
        return self._parties[code].close() if code in self._parties else _NOBODY

    def take_payment(self, row: list[str]) -> None:
        if self.amount is not None:
            raise UnreadableError("The payment is told twice (BPR).")
        self.handling, self.credit_debit, self.method = row[1], row[3], row[4]
        self.amount = read_cents(row[2])
        self.effective = self.day(row[16]) if row[16] else None

    def take_trace(self, row: list[str]) -> None:
        if not self.trace_number:
            self.trace_number, self.payer_id, self.originator_code = row[2:5]

    def take_reference(self, row: list[str]) -> None:
        place = self._open.references if self._open else self.references
        place.append((row[1], row[2]))

    def take_date(self, row: list[str]) -> None:
        day = self.day(row[2])
        if row[1] == _PRODUCED:
            self.produced = day

    def begin_party(self, row: list[str]) -> None:
        self._open = self._parties.setdefault(row[1], _OpenParty(row[2], row[3], row[4]))

    def take_address(self, row: list[str]) -> None:
        if self._open:
            self._open.address.append(" ".join(filter(None, row[1:])))

    def take_contact(self, row: list[str]) -> None:
        self.contacts.append(read_contact(row))

    def skip(self, row: list[str]) -> None:
        """Pass over a segment that says nothing we keep."""

    def day(self, text: str) -> date | None:
        """Read a day; one that is none is noted."""
        day = self.table.days[text]
        if day is None:
            self.notes.append(f"Segment {self.number}: “{shown(text)}” is not a date; it was left out.")
        return day


_BODY = frozenset({"CLP", "SVC", "CAS", "NM1", "PLB", "LX", "SE"})
_SEGMENTS: dict[str, Callable[[HeadingReading, list[str]], None]] = {
    "BPR": HeadingReading.take_payment,
    "TRN": HeadingReading.take_trace,
    "REF": HeadingReading.take_reference,
    "DTM": HeadingReading.take_date,
    "N1": HeadingReading.begin_party,
    "N3": HeadingReading.take_address,
    "N4": HeadingReading.take_address,
    "PER": HeadingReading.take_contact,
    **dict.fromkeys(("ST", "NTE", "CUR", "RDM", "N2"), HeadingReading.skip),
}
