"""Segments of the claims of an 835, each read into one value; one that is written the same is read once.

Service dates, line numbers, remark codes and whole adjustments come again in claim after claim. A table by
the segment's text therefore spares most of the work of a large file.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeAlias

from app.domain.remittances import RemittanceContact, RemittedAdjustment, RemittedParty
from app.edi.codec import Delimiters
from app.edi.syntax import shown
from app.edi.x835_values import Days, Quantities, UnreadableError, part_row, read_cents

# What a segment is for: what lines and claims have, what only claims have, what is in neither, and last the
# segments that open a loop. Values of the first two are tuples, so that those of one kind are simply added.
DATES, ADJUSTMENTS, REFERENCES, LINE_NUMBERS, AMOUNTS, QUANTITIES, REMARKS = range(7)
PARTIES, OUTPATIENT, INPATIENT, CONTACTS, ODD, NOTHING = range(7, 13)
CLAIM, LINE, PROVIDER = range(13, 16)
LINE_KINDS, CLAIM_KINDS = 7, 11

Found: TypeAlias = tuple[int, Any]
Procedure: TypeAlias = tuple[str, str, tuple[str, ...]]

_NO_PROCEDURE: Procedure = ("", "", ())
_PADDING = [""] * 12
_SEEN: Found = (NOTHING, None)
_MOST_KEPT = 1 << 15
_PATIENT = "QC"
_NAME_LENGTH = 10

_make_party: Callable[[tuple[str, ...]], RemittedParty] = partial(tuple.__new__, RemittedParty)


class SegmentTable(dict[str, Found]):
    """The kind and value of each segment by its text, for one set of delimiters."""

    def __init__(self, delimiters: Delimiters) -> None:
        super().__init__()
        self.delimiters = delimiters
        self.sign = delimiters.element
        self.quantities = Quantities()
        self.days = Days()
        self.procedures: dict[str, Procedure] = {"": _NO_PROCEDURE}

    def __missing__(self, piece: str) -> Found:
        """Read a segment that is new; claims and patients are not kept, since few come twice."""
        row = piece.split(self.sign) if " " not in piece else part_row(piece, self.sign)
        read = _READERS.get(row[0])
        found = read(self, row) if read else _unknown(row)
        if found[0] != CLAIM and piece[4:6] != _PATIENT:
            if len(self) >= _MOST_KEPT:
                self.clear()
            self[piece] = found
        return found

    def procedure(self, text: str) -> Procedure:
        """Qualifier, code and modifiers of a composite (SVC01, SVC06)."""
        found = self.procedures.get(text)
        if found is None:
            parts = [part.strip() for part in text.split(self.delimiters.component)]
            qualifier, code = (*parts, "")[:2]
            found = qualifier, code, tuple(filter(None, parts[2:6]))
            self.procedures[text] = found
        return found


def _unknown(row: list[str]) -> Found:
    return ODD, f"The segment {shown(row[0])} is not known in a remittance; it was left out."


def _read_claim(_: SegmentTable, row: list[str]) -> Found:
    """The fields of CLP in the order of RemittedClaim."""
    row += _PADDING
    money = read_cents(row[3]), read_cents(row[4]), read_cents(row[5] or "0")
    return CLAIM, (row[1], row[2], *money, row[6], row[7], row[8], row[9], row[11])


def _read_line(table: SegmentTable, row: list[str]) -> Found:
    """The fields of SVC in the order of RemittedLine."""
    row += _PADDING
    quantities = table.quantities
    billed = table.procedure(row[6])
    return LINE, (
        *table.procedure(row[1]),
        read_cents(row[2]),
        read_cents(row[3] or "0"),
        row[4],
        quantities[row[5] or "1"],
        billed[1],
        billed[2],
        quantities[row[7]] if row[7] else None,
    )


def _read_adjustments(table: SegmentTable, row: list[str]) -> Found:
    """CAS: a group, then a reason, an amount and a quantity, up to six times."""
    if len(row) == 4:
        return ADJUSTMENTS, (RemittedAdjustment(row[1], row[2], read_cents(row[3])),)
    row += _PADDING[:3]
    found = []
    for at in range(2, len(row) - 3, 3):
        code, amount, quantity = row[at : at + 3]
        if code or amount:
            units = table.quantities[quantity] if quantity else None
            found.append(RemittedAdjustment(row[1], code, read_cents(amount), units))
    return ADJUSTMENTS, tuple(found)


def _read_reference(_: SegmentTable, row: list[str]) -> Found:
    qualifier, text = (*row, "", "")[1:3]
    return (LINE_NUMBERS, (text,)) if qualifier == "6R" else (REFERENCES, ((qualifier, text),))


def _read_date(table: SegmentTable, row: list[str]) -> Found:
    qualifier, text = (*row, "", "")[1:3]
    day = table.days[text]
    return (DATES, ((qualifier, day),)) if day else (ODD, f"“{shown(text)}” is not a date; it was left out.")


def _read_money(_: SegmentTable, row: list[str]) -> Found:
    qualifier, text = (*row, "", "")[1:3]
    return (AMOUNTS, ((qualifier, read_cents(text)),)) if text else _SEEN


def _read_quantity(table: SegmentTable, row: list[str]) -> Found:
    qualifier, text = (*row, "", "")[1:3]
    return (QUANTITIES, ((qualifier, table.quantities[text]),)) if text else _SEEN


def _read_remark(_: SegmentTable, row: list[str]) -> Found:
    code = (*row, "", "")[2]
    return (REMARKS, (code,)) if code else _SEEN


def _read_party(_: SegmentTable, row: list[str]) -> Found:
    if len(row) != _NAME_LENGTH:
        row = (row + _PADDING)[:_NAME_LENGTH]
    _name, role, _type, last, first, middle, _prefix, suffix, qualifier, number = row
    return PARTIES, (_make_party((role, last, first, middle, suffix, qualifier, number)),)


def _read_outpatient(_: SegmentTable, row: list[str]) -> Found:
    return OUTPATIENT, (_elements(row),)


def _read_inpatient(_: SegmentTable, row: list[str]) -> Found:
    return INPATIENT, (_elements(row),)


def _elements(row: list[str]) -> tuple[str, ...]:
    """The elements as written, without empty ones at the end."""
    while not row[-1]:
        row.pop()
    return tuple(row[1:])


def _read_contact(_: SegmentTable, row: list[str]) -> Found:
    return CONTACTS, (read_contact(row),)


def read_contact(row: list[str]) -> RemittanceContact:
    """PER: its kind, a name, and up to three numbers with what they are."""
    kind, name = (*row, "", "")[1:3]
    numbers = tuple((what, number) for what, number in zip(row[3::2], row[4::2], strict=False) if number)
    return RemittanceContact(kind, name, numbers)


def _read_provider_adjustment(_: SegmentTable, row: list[str]) -> Found:
    return PROVIDER, tuple(row)


def _skip(_: SegmentTable, _row: list[str]) -> Found:
    return _SEEN


def _refuse(_: SegmentTable, _row: list[str]) -> Found:
    raise UnreadableError("This belongs before the first claim.")


_READERS: dict[str, Callable[[SegmentTable, list[str]], Found]] = {
    "CLP": _read_claim,
    "SVC": _read_line,
    "CAS": _read_adjustments,
    "REF": _read_reference,
    "DTM": _read_date,
    "AMT": _read_money,
    "QTY": _read_quantity,
    "LQ": _read_remark,
    "NM1": _read_party,
    "MOA": _read_outpatient,
    "MIA": _read_inpatient,
    "PER": _read_contact,
    "PLB": _read_provider_adjustment,
    **dict.fromkeys(("LX", "TS2", "TS3", "SE"), _skip),
    **dict.fromkeys(("BPR", "TRN"), _refuse),
}
