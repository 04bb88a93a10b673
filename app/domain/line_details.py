"""What a few service lines need beside code and charge: a description, and the drug that was given.

Source: rules for the 837P's SV101-7, LIN03 and CTP04-05.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.filing_codes import DRUG_UNITS
from app.domain.findings import Finding, Severity
from app.domain.identifiers import explain_fault, read_drug_quantity, read_ndc

LONGEST_DESCRIPTION = 80
_UNITS = frozenset(code for code, _ in DRUG_UNITS)


@dataclass(frozen=True, slots=True)
class LineDetail:
    """A line's description, and its drug: 11 digits (5-4-2), unit and quantity as typed; empty if none."""

    description: str = ""
    ndc: str = ""
    ndc_unit: str = ""
    ndc_quantity: str = ""

    def __bool__(self) -> bool:
        """Tell whether anything is said."""
        return bool(self.description or self.ndc or self.ndc_unit or self.ndc_quantity)


NO_DETAIL = LineDetail()


def check_line_detail(detail: LineDetail) -> tuple[Finding, ...]:
    """Check that a drug is told whole; fields are those of the LineDetail."""
    return tuple(Finding(Severity.ERROR, *fault) for fault in _faults(detail))


def _faults(detail: LineDetail) -> Iterator[tuple[str, str, str]]:
    if len(detail.description) > LONGEST_DESCRIPTION:
        text = f"The description is longer than {LONGEST_DESCRIPTION} letters."
        yield "description", text, "Shorten it."
    if not (detail.ndc or detail.ndc_unit or detail.ndc_quantity):
        return
    if fault := explain_fault(read_ndc, detail.ndc):
        yield "ndc", "The drug number is missing or not whole.", fault
    if detail.ndc_unit not in _UNITS:
        yield "ndc_unit", "The drug’s unit is missing.", "Choose it, like ML."
    if fault := explain_fault(read_drug_quantity, detail.ndc_quantity):
        yield "ndc_quantity", "How much of the drug was given is missing.", fault
