"""What the rows of a Synthea claim say, line by line, up to a date: charged, answered, handed on, paid.

The folder dates a row by the period of its service only. So a charge, the insurer's answer to it and a copay
count from the first day of that period, and what the patient pays later from its last day.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.domain.answers import Adjustment, LineAnswer
from app.domain.money import ZERO, Money
from app.domain.posting import LARGEST_LINE
from app.domain.synthea import SourceTransaction

INSURER_METHODS = frozenset({"ECHECK"})
COPAY = "COPAY"
PATIENT_METHODS = {COPAY: "other", "CASH": "cash", "CHECK": "check", "CC": "card"}
TO_SECONDARY, TO_PATIENT = "2", "p"
WAITING = "133"
NO_REASON = "192"
LEFT_TEXTS = {
    "after": "dated after the day of the import",
    "zero": "an amount of zero",
    "no_charge": "no charge before it that it could belong to",
    "charge_left": "its charge was left out",
    "too_large": "larger than one line may be, or below zero",
    "too_much": "more than is open on its charge",
    "not_insured": "an insurer’s row on a charge that nobody but the patient is billed for",
    "method": "a method of payment that is not known",
    "kind": "a type of row that is not known",
    "order": "handed to a second insurer after the patient was asked",
    "half": "half a transfer without its other half",
}


@dataclass(frozen=True, slots=True)
class LeftRow:
    """A row that is not taken: why, as a key of `LEFT_TEXTS`."""

    row: SourceTransaction
    reason: str


@dataclass(slots=True)
class LineHistory:
    """One charge with what happened to it, sums in cents; `used` are the rows of the insurers' answers."""

    charge: SourceTransaction
    paid: Money = ZERO
    paid_by_second: Money = ZERO
    adjusted: Money = ZERO
    to_second: Money = ZERO
    to_patient: Money = ZERO
    second_to_patient: Money = ZERO
    copay: Money = ZERO
    used: list[SourceTransaction] = field(default_factory=list)
    payments: list[SourceTransaction] = field(default_factory=list)

    @property
    def copay_share(self) -> Money:
        """The part of the charge that is the patient's as copay."""
        open_now = self.charge.amount - self.paid - self.adjusted - self.to_second - self.to_patient
        return min(self.copay, open_now)

    @property
    def is_answered(self) -> bool:
        """Tell whether the insurer that pays first has said anything, or a copay settles the line."""
        return bool(self.used) or (bool(self.copay) and self.copay_share == self.charge.amount)

    @property
    def is_answered_by_second(self) -> bool:
        """Tell whether the second insurer has said anything, or was handed nothing to speak of."""
        return not self.to_second or bool(self.paid_by_second or self.second_to_patient)


@dataclass(frozen=True, slots=True)
class VisitHistory:
    """The charges of a claim on one day; `key` names them in the folder for good."""

    key: str
    on: date
    lines: tuple[LineHistory, ...]

    @property
    def rows(self) -> tuple[SourceTransaction, ...]:
        """Every row that is taken with it."""
        parts = ((line.charge, *line.used, *line.payments) for line in self.lines)
        return tuple(row for rows in parts for row in rows)


def day_of(row: SourceTransaction) -> date:
    """The day from which a row counts."""
    is_later = row.kind == "PAYMENT" and row.method in PATIENT_METHODS and row.method != COPAY
    return row.ends if is_later else row.begins


def plan_history(
    claim_id: str, rows: Sequence[SourceTransaction], is_insured: bool, as_of: date
) -> tuple[tuple[VisitHistory, ...], tuple[LeftRow, ...]]:
    """Read a claim's rows in the order of the file into visits, a day each, and name what is left out.

    A row belongs to the last charge before it of the same code and day.
    """
    lines: list[LineHistory] = []
    left: list[LeftRow] = []
    latest: dict[tuple[str, date], LineHistory | None] = {}
    for row in rows:
        reason = _why_left(row, as_of)
        place = (row.code, row.begins)
        if row.kind == "CHARGE":
            latest[place] = None if reason else LineHistory(row)
            lines += [line for line in (latest[place],) if line]
        elif not reason:
            line = latest.get(place)
            missing = "charge_left" if place in latest else "no_charge"
            reason = _add_row(line, row, is_insured) if line else missing
        if reason:
            left.append(LeftRow(row, reason))
    left += _halves(lines, left)
    return _visits(claim_id, lines), tuple(left)


def compose_first_answer(line: LineHistory, charge_id: int) -> LineAnswer:
    """Write what the insurer that pays first answered; what nobody explains waits with it (OA-133).

    The folder does not say why a part is the patient's, so it bears the code for that (PR-192).
    """
    shares = line.to_second + line.to_patient
    waiting = line.charge.amount - line.paid - line.adjusted - shares - line.copay_share
    parts = (
        Adjustment("CO", "45", line.adjusted),
        Adjustment("PR", NO_REASON, shares),
        Adjustment("PR", "3", line.copay_share),
        Adjustment("OA", WAITING, waiting),
    )
    return LineAnswer(charge_id, None, line.paid, tuple(part for part in parts if part.amount))


def compose_second_answer(line: LineHistory, charge_id: int) -> LineAnswer:
    """Write what the second insurer answered; OA-23 repeats what the first one settled."""
    asked = line.to_second + line.to_patient + line.copay_share
    waiting = line.to_second - line.paid_by_second - line.second_to_patient
    parts = (
        Adjustment("OA", "23", line.charge.amount - asked),
        Adjustment("PR", NO_REASON, line.second_to_patient),
        Adjustment("PR", "2", line.to_patient),
        Adjustment("PR", "3", line.copay_share),
        Adjustment("OA", WAITING, waiting),
    )
    return LineAnswer(charge_id, None, line.paid_by_second, tuple(part for part in parts if part.amount))


def _why_left(row: SourceTransaction, as_of: date) -> str:
    if day_of(row) > as_of:
        return "after"
    if not row.amount:
        return "zero"
    return "too_large" if not ZERO < row.amount <= LARGEST_LINE else ""


def _add_row(line: LineHistory, row: SourceTransaction, is_insured: bool) -> str:
    """Add a row to its line; gives the reason where it cannot be taken."""
    if row.kind == "PAYMENT":
        return _add_payment(line, row, is_insured)
    if row.kind not in ("ADJUSTMENT", "TRANSFERIN", "TRANSFEROUT"):
        return "kind"
    if not is_insured:
        return "not_insured"
    if row.kind == "TRANSFEROUT":
        line.used.append(row)
        return ""
    if row.kind == "ADJUSTMENT":
        return _add_answer(line, row, "adjusted")
    return _add_transfer(line, row)


def _add_payment(line: LineHistory, row: SourceTransaction, is_insured: bool) -> str:
    if row.method in PATIENT_METHODS:
        line.payments.append(row)
        if row.method == COPAY:
            line.copay += row.amount
        return ""
    if row.method not in INSURER_METHODS:
        return "method"
    if not is_insured:
        return "not_insured"
    return _add_answer(line, row, "paid_by_second" if line.to_second else "paid")


def _add_transfer(line: LineHistory, row: SourceTransaction) -> str:
    if row.transfer_to == TO_SECONDARY:
        if line.to_patient:
            return "order"
        return _add_answer(line, row, "to_second")
    if row.transfer_to == TO_PATIENT:
        return _add_answer(line, row, "second_to_patient" if line.to_second else "to_patient")
    return "kind"


def _add_answer(line: LineHistory, row: SourceTransaction, part: str) -> str:
    """Add an insurer's row to a sum of the line, if that much is open with that insurer."""
    if part in ("paid_by_second", "second_to_patient"):
        open_now = line.to_second - line.paid_by_second - line.second_to_patient
    else:
        open_now = line.charge.amount - line.paid - line.adjusted - line.to_second - line.to_patient
    if row.amount > open_now:
        return "too_much"
    setattr(line, part, getattr(line, part) + row.amount)
    line.used.append(row)
    return ""


def _halves(lines: Iterable[LineHistory], left: Iterable[LeftRow]) -> list[LeftRow]:
    """Take a transfer out whose other half is not there off its line, and name it."""
    gone = {each.row.transfer_of for each in left if each.row.kind == "TRANSFERIN"}
    found = []
    for line in lines:
        arrived = {row.transfer_of for row in line.used if row.kind == "TRANSFERIN"}
        for row in [row for row in line.used if row.kind == "TRANSFEROUT"]:
            if row.number not in arrived:
                line.used.remove(row)
                found.append(LeftRow(row, "too_much" if row.number in gone else "half"))
    return found


def _visits(claim_id: str, lines: Sequence[LineHistory]) -> tuple[VisitHistory, ...]:
    by_day: dict[date, list[LineHistory]] = defaultdict(list)
    for line in lines:
        by_day[line.charge.begins].append(line)
    return tuple(VisitHistory(f"{claim_id}/{on}", on, tuple(by_day[on])) for on in sorted(by_day))
