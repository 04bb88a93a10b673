"""Official files in words: whose they are, when they count, how much was kept, what is not checked."""

from datetime import date

from app.domain.code_edits import OfficialKind
from app.domain.date_entry import format_date
from app.domain.official_files import MEDICAID, MEDICARE
from app.domain.official_rows import KIND_WORDS

_SOURCES = {MEDICARE: "Medicare", MEDICAID: "Medicaid"}
WHAT_IT_CHECKS = {
    OfficialKind.PAIRS: "codes that may not be billed together",
    OfficialKind.UNITS: "the most units of a code",
    OfficialKind.FEES: "status, surgery days, 26/TC and bilateral rules",
    OfficialKind.RATES: "charges below what a contract pays",
    OfficialKind.DIAGNOSES: "diagnoses outside the shipped list’s dates",
    OfficialKind.HCPCS: "level II codes by date",
}


def tell_unloaded(kind: OfficialKind) -> str:
    """Say what is not checked without a file of a kind."""
    return f"{KIND_WORDS[kind]}: not loaded. Claims read “not checked” for {WHAT_IT_CHECKS[kind]}."


def tell_source(source: str) -> str:
    """Name whose rules or rates a file holds."""
    return _SOURCES.get(source, source)


def tell_days(effective: date, ends: date | None) -> str:
    """Tell the days in force."""
    return f"{format_date(effective)} – {format_date(ends) if ends else 'until the next'}"


def tell_file(kind: OfficialKind, source: str, part: str) -> str:
    """Name a file: `NCCI code pairs, Medicare, part f1`."""
    return ", ".join(filter(None, (KIND_WORDS[kind], tell_source(source), part and f"part {part}")))


def tell_counts(kind: OfficialKind, kept: int, read: int, verb: str = "Kept") -> str:
    """Say how much of a file was kept, and by what."""
    if kind is OfficialKind.PAIRS:
        return f"{verb} {kept:,} of {read:,} pairs: those with a code of your procedures or charges."
    return f"{verb} {kept:,} of {read:,} lines." if kept != read else f"{verb} all {kept:,} lines."
