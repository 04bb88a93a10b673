"""Findings: many faults at once, each with its place and its remedy."""

from dataclasses import dataclass
from enum import IntEnum


class Severity(IntEnum):
    """How much a finding matters; an error blocks, a warning must be read, a hint helps."""

    HINT = 1
    WARNING = 2
    ERROR = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: where it is (`field`, a field or box id), what it is and how to mend it, in plain words.

    `rule` is the id of the check that found it (as `NCCI-01`), `mend` the record where it is mended, `source`
    the one that it was judged by (as `guideline/12`).
    """

    severity: Severity
    field: str
    text: str
    fix: str = ""
    rule: str = ""
    mend: str = ""
    source: str = ""


def has_errors(findings: tuple[Finding, ...] | list[Finding]) -> bool:
    """Tell whether any of the findings blocks."""
    return any(finding.severity is Severity.ERROR for finding in findings)
