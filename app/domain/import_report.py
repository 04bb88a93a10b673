"""What came of an import: taken, changed and left, each with counts, ids and reasons; and sums that tie."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.domain.money import ZERO, Money


@dataclass(frozen=True, slots=True)
class LedgerSums:
    """What a folder, or the ledger, holds: all sums positive; a credit lowers `outstanding`."""

    charges: Money = ZERO
    insurer_payments: Money = ZERO
    patient_payments: Money = ZERO
    adjustments: Money = ZERO
    transfers: Money = ZERO
    outstanding: Money = ZERO

    def __add__(self, other: "LedgerSums") -> "LedgerSums":
        return LedgerSums(
            self.charges + other.charges,
            self.insurer_payments + other.insurer_payments,
            self.patient_payments + other.patient_payments,
            self.adjustments + other.adjustments,
            self.transfers + other.transfers,
            self.outstanding + other.outstanding,
        )

    def __sub__(self, other: "LedgerSums") -> "LedgerSums":
        return LedgerSums(
            self.charges - other.charges,
            self.insurer_payments - other.insurer_payments,
            self.patient_payments - other.patient_payments,
            self.adjustments - other.adjustments,
            self.transfers - other.transfers,
            self.outstanding - other.outstanding,
        )


@dataclass(frozen=True, slots=True)
class ReportLine:
    """Items of a kind that share a fate: how many, their sum, the reason, and their keys in the source."""

    what: str
    reason: str
    count: int
    amount: Money
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The report of a run; `in_folder` sums what is dated until `as_of`, `left_out` what of that stayed out.

    `apart` names the patients, by key, whose ledger is not what the folder says less what was left out.
    """

    as_of: date
    taken: tuple[ReportLine, ...]
    changed: tuple[ReportLine, ...]
    left: tuple[ReportLine, ...]
    in_folder: LedgerSums
    left_out: LedgerSums
    in_ledger: LedgerSums
    apart: Mapping[str, LedgerSums]

    @property
    def ties(self) -> bool:
        """Tell whether, patient by patient, the ledger holds what the folder says less what was left out."""
        return not self.apart


@dataclass(slots=True)
class Tally:
    """Counts items by kind and reason while an import runs."""

    keys: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    amounts: dict[tuple[str, str], Money] = field(default_factory=dict)

    def add(self, what: str, key: str, reason: str = "", amount: Money = ZERO) -> None:
        """Count one item."""
        self.keys.setdefault((what, reason), []).append(key)
        self.amounts[what, reason] = self.amounts.get((what, reason), ZERO) + amount

    def join(self, other: "Tally") -> None:
        """Add what another tally counted."""
        for (what, reason), keys in other.keys.items():
            self.keys.setdefault((what, reason), []).extend(keys)
            self.amounts[what, reason] = self.amounts.get((what, reason), ZERO) + other.amounts[what, reason]

    def lines(self) -> tuple[ReportLine, ...]:
        """Write what was counted, kind by kind."""
        return tuple(
            ReportLine(what, reason, len(keys), self.amounts[what, reason], tuple(keys))
            for (what, reason), keys in sorted(self.keys.items())
        )
