"""Batches that went out, found again by the numbers that come back in an answer."""

from dataclasses import dataclass
from datetime import date

from app.models.database import select

_BY = {"interchange": "b.interchange_number", "group": "b.group_number", "reference": "b.reference"}


@dataclass(frozen=True, slots=True)
class SentClaim:
    """A claim as a batch carried it: its version, its segments there from ST, and its charges in order."""

    claim_id: int
    number: str
    patient_id: int
    version: int
    first: int
    last: int
    charges: tuple[int, ...]
    patient: str


@dataclass(frozen=True, slots=True)
class SentBatch:
    """An electronic batch: how it is known, whether it was taken back, its file, and its claims."""

    id: int
    number: int
    made_on: date
    set_number: str
    is_undone: bool
    is_confirmed: bool
    file_id: int
    claims: tuple[SentClaim, ...]


def sent_batch(by: str, value: int | str, sender: str = "") -> SentBatch | None:
    """The batch with an `interchange` or `group` number or a `reference`; None where it is not ours.

    Two partners may have come to the same number: then the sender of the answer tells which; where it tells
    nothing, no batch is better than the wrong one.
    """
    rows = select(
        "select b.id, b.number, b.made_on, b.set_number, b.file_id, upper(p.interchange_receiver) "
        f"from claim_batch b join trading_partner p on p.id = b.partner_id where {_BY[by]} = ?",
        value,
    )
    from_sender = [row for row in rows if row[5].strip() == sender.strip().upper()]
    chosen = from_sender or rows
    return _batch(chosen[0]) if len(chosen) == 1 else None


def claim_numbered(number: str) -> SentClaim | None:
    """A claim by the number that an answer names, with its version sent last; None where it is not ours."""
    rows = select(
        "select m.id, m.number, m.patient_id, coalesce(max(v.number), 0), 0, 0, p.last || ', ' || p.first "
        "from claim m join patient p on p.id = m.patient_id left join claim_version v on v.claim_id = m.id "
        "where m.number = ? group by m.id",
        int(number) if number.isascii() and number.isdigit() and len(number) < 16 else -1,
    )
    return _claim(rows[0]) if rows else None


def _batch(row: tuple[int, int, str, str, int, str]) -> SentBatch:
    batch_id, number, made_on, set_number, file_id, _ = row
    events = {
        event for (event,) in select("select event from claim_batch_event where batch_id = ?", batch_id)
    }
    claims = select(
        "select m.id, m.number, m.patient_id, v.number, v.first_page, v.last_page, p.last || ', ' || p.first "
        "from claim_version v join claim m on m.id = v.claim_id join patient p on p.id = m.patient_id "
        "where v.batch_id = ? order by v.first_page",
        batch_id,
    )
    return SentBatch(
        batch_id,
        number,
        date.fromisoformat(made_on),
        set_number,
        "undone" in events,
        "confirmed" in events,
        file_id,
        tuple(map(_claim, claims)),
    )


def _claim(row: tuple[int, int, int, int, int, int, str]) -> SentClaim:
    claim_id, number, patient_id, version, first, last, name = row
    charges = select("select charge_id from claim_line where claim_id = ? order by position", claim_id)
    return SentClaim(
        claim_id,
        str(number),
        patient_id,
        version,
        first,
        last,
        tuple(charge for (charge,) in charges),
        name,
    )
